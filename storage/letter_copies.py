"""Where a hidden writer's copies of answers stand: sealed, and opened for an edit of one alone."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Session, upsert
from storage.cipher import Unsealed
from storage.envelopes import Envelopes


class LetterCopy(Base):
    """The message by which an answer reached a hidden writer; it goes with their address."""

    __tablename__ = "letter_copies"

    part_id: Mapped[int] = mapped_column(
        ForeignKey("letter_parts.id"), primary_key=True, autoincrement=False
    )
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), index=True)
    sealed: Mapped[str]


# A message's number, and how it stands (a post's `form`).
Copy = tuple[int, dict[str, Any] | None]


def _about(part_id: int) -> str:
    return f"copy {part_id}"


async def keep(
    session: Session, key: Envelopes, letter_id: int, part_id: int, user_id: int, at: Copy
) -> None:
    """An answer stands there now, in that user's private chat."""
    sealed = key.seal([user_id, *at], _about(part_id))
    row = {"part_id": part_id, "letter_id": letter_id, "sealed": sealed}
    await upsert(session, LetterCopy.__table__, [row], key=["part_id"], change=["sealed"])


async def find(session: Session, key: Envelopes, part_id: int, user_id: int) -> Copy | None:
    """Where that user's copy of an answer stands; None where none does that this key opens."""
    found = await session.scalar(select(LetterCopy.sealed).where(LetterCopy.part_id == part_id))
    if found is None:
        return None
    try:
        whose, message_id, form = key.open(found, _about(part_id))
    except Unsealed:
        return None
    return (message_id, form) if whose == user_id else None


async def drop(session: Session, part_id: int) -> None:
    """It stands nowhere any more."""
    await session.execute(delete(LetterCopy).where(LetterCopy.part_id == part_id))


async def forget(session: Session, letter_id: int) -> None:
    """The address goes, and with it where its copies stand."""
    await session.execute(delete(LetterCopy).where(LetterCopy.letter_id == letter_id))
