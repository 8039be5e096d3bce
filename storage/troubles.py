"""What could not be delivered for certain, for an admin to look at, send again or forget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, or_, select, text, update

from storage import subjects
from storage.base import Session, wake
from storage.chats import Chat, Standing
from storage.delivery import ATTEMPTS
from storage.people import Person
from storage.posts import Post, State, Why
from storage.rules import Broken
from storage.subjects import Subject

KIND = "delivery"
CARD = "delivery.list"
SHOWN = 20
# What died because somebody wanted it so.
_ON_PURPOSE = (Why.WITHDRAWN, Why.EMPTY, Why.FORGOTTEN)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A post that is dead or in doubt, and where it was to go; not what it says.

    `words` are those in which Telegram refused it.
    """

    id: int
    card: str
    state: State
    to: str
    reason: Why | None
    words: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class TroublesView:
    """The newest troubles, and whether there are more."""

    newest: tuple[Trouble, ...]
    more: bool


async def subject(session: Session, now: datetime) -> int:
    """The subject of the lists of troubles: when it changes they are shown anew."""
    found = await find_subject(session)
    return found or await subjects.create(session, KIND, None, [], now)


async def find_subject(session: Session) -> int | None:
    """That subject, if anybody ever asked for the list."""
    return await session.scalar(
        select(Subject.id).where(Subject.author_id.is_(None), Subject.kind == KIND).limit(1)
    )


async def view(session: Session, subject_id: int) -> TroublesView:
    """What is dead or in doubt, the newest first.

    Not what somebody wanted so (withdrawn, forgotten, a card that was deleted in its chat), nor
    what was for people who blocked the bot: that is theirs to decide.
    """
    found = (await session.execute(_open().limit(SHOWN + 1))).all()
    return TroublesView(tuple(Trouble(*row) for row in found[:SHOWN]), len(found) > SHOWN)


def _open() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Post.id,
            Post.card,
            Post.state,
            func.coalesce(Person.name, func.nullif(Chat.title, ""), "?"),
            Post.reason,
            Post.words,
            func.coalesce(Post.settled_at, Post.due_at, type_=Post.due_at.type),
        )
        .outerjoin(Person, Person.user_id == Post.chat_id)
        .outerjoin(Chat, Chat.id == Post.chat_id)
        .where(
            text("posts.state IN ('doubt', 'dead')"),  # as an index says it
            Post.card.not_in(["trouble", CARD]),
            or_(Post.reason.is_(None), Post.reason.not_in(_ON_PURPOSE)),
            or_(Post.message_id.is_(None), Post.attempts >= ATTEMPTS),
            or_(Post.chat_id < 0, Chat.id.is_(None), Chat.standing != Standing.GONE),
        )
        .order_by(Post.id.desc())
    )


async def send_again(session: Session, post_id: int, now: datetime) -> None:
    """Queues a post anew, whatever its deadline was; a card that stands is edited again.

    Raises:
        Broken: it is neither dead nor in doubt any more, or its chat takes no messages.
    """
    post = await _get(session, post_id)
    chat = await session.get(Chat, post.chat_id)
    if chat is not None and chat.standing == Standing.GONE:
        raise Broken("delivery-chat-gone")
    stands = post.message_id is not None
    await session.execute(
        update(Post)
        .where(Post.id == post_id)
        .values(
            state=State.SENT if stands else State.QUEUED,
            refresh_at=now if stands else None,
            due_at=now,
            deadline=None,
            # One that may have arrived is still known by a press on it.
            attempts=case((Post.state == State.DOUBT, 1), else_=0),
            reason=None,
            words=None,
            reported=False,
        )
    )
    wake(session)


async def forget(session: Session, post_id: int, now: datetime) -> None:
    """Nothing more is done about a post.

    Raises:
        Broken: it is neither dead nor in doubt any more.
    """
    await _get(session, post_id)
    await session.execute(
        update(Post)
        .where(Post.id == post_id)
        .values(state=State.DEAD, reason=Why.FORGOTTEN, reported=True, settled_at=now)
    )


async def _get(session: Session, post_id: int) -> Post:
    found = await session.scalars(_open().with_only_columns(Post).where(Post.id == post_id))
    post = found.one_or_none()
    if post is None:
        raise Broken("delivery-settled")
    return post
