"""What is said to somebody whom no row may name: a post that shows neither to whom nor what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from handlers.kit.card import Card, pack
from storage import posts
from storage.envelopes import Envelopes
from storage.posts import Priority

_ABOUT = "post"


def row(
    key: Envelopes,
    subject_id: int,
    user_id: int,
    shown: Card,
    language: str,
    now: datetime,
    once: str | None = None,
    copy: int | None = None,
) -> dict[str, Any]:
    """The row of a post about a subject to a private chat; it goes when it has arrived.

    `language` stands in clear, so give the school's own and not theirs; `once` names it for ever.
    With `copy` it is what somebody's copy of that part of a letter shows: where there is one
    already, that is edited (storage/letter_copies.py).
    """
    sealed = key.seal([user_id, pack(shown)], _ABOUT)
    return posts.row(
        "say",
        posts.sealed_place(subject_id),
        language,
        now,
        payload={"sealed": sealed, **({"copy": copy} if copy else {})},
        priority=Priority.ANSWER,
        key=once,
    )


def opened(key: Envelopes, payload: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """To whom such a post goes, and the packed card.

    Raises:
        storage.envelopes.Unsealed: it was sealed with another key.
    """
    user_id, packed = key.open(payload["sealed"], _ABOUT)
    return user_id, packed
