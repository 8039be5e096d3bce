"""What is written in letters: by their writers, and in answer to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Session
from storage.rules import Broken

WORDS_LIMIT = 3000


class LetterPart(Base):
    """Something written in a letter: by its writer, or in answer to it.

    An answer that nobody has confirmed yet has no `sent_at`, and its writer does not see it.
    """

    __tablename__ = "letter_parts"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    answer: Mapped[bool]
    plain: Mapped[str | None]
    spans: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    files: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

    # A number is never given twice: buttons in old messages carry it.
    __table_args__ = ({"sqlite_autoincrement": True},)


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in a letter; `files` are packed, `spans` too."""

    plain: str
    spans: list[Any]
    files: list[Any]


def checked(said: Said) -> Said:
    """What is written, if it can stand in a letter.

    Raises:
        Broken: "letter-long" or "letter-empty".
    """
    if len(said.plain) > WORDS_LIMIT:
        raise Broken("letter-long", limit=WORDS_LIMIT)
    if not said.plain.strip() and not said.files:
        raise Broken("letter-empty")
    return said


async def write(
    session: Session,
    letter_id: int,
    person_id: int | None,
    said: Said,
    now: datetime,
    *,
    answer: bool,
    sent_at: datetime | None,
) -> int:
    """Keeps what was said; without `sent_at` it is nobody's to read yet. Returns its number."""
    part = LetterPart(
        letter_id=letter_id,
        person_id=person_id,
        answer=answer,
        plain=said.plain,
        spans=said.spans,
        files=said.files,
        written_at=now,
        sent_at=sent_at,
    )
    session.add(part)
    await session.flush()
    return part.id


async def draft(session: Session, letter_id: int, person_id: int, said: Said, now: datetime) -> int:
    """An answer that is still to be confirmed; returns its number."""
    return await write(session, letter_id, person_id, checked(said), now, answer=True, sent_at=None)


async def find_draft(session: Session, letter_id: int, part_id: int) -> Said | None:
    """An answer to that letter which was neither sent nor dropped."""
    part = await session.get(LetterPart, part_id)
    if part is None or part.letter_id != letter_id or part.sent_at is not None or not part.answer:
        return None
    return _said(part)


async def send(session: Session, part_id: int, now: datetime) -> None:
    """A confirmed answer is the writer's to read."""
    await session.execute(update(LetterPart).where(LetterPart.id == part_id).values(sent_at=now))


async def drop(session: Session, part_id: int) -> None:
    """An answer is not sent."""
    part = await session.get(LetterPart, part_id)
    if part is not None:
        await session.delete(part)
        await session.flush()


async def letter_of(session: Session, part_id: int) -> int | None:
    """The number of the letter in which that was written."""
    found: int | None = await session.scalar(
        select(LetterPart.letter_id).where(LetterPart.id == part_id)
    )
    return found


async def sent(session: Session, letter_id: int) -> list[tuple[bool, Said]]:
    """All that was said in a letter, in its order, and whether it is an answer."""
    found = await session.scalars(
        select(LetterPart)
        .where(LetterPart.letter_id == letter_id, LetterPart.sent_at.is_not(None))
        .order_by(LetterPart.sent_at, LetterPart.id)
    )
    return [(part.answer, _said(part)) for part in found]


def _said(part: LetterPart) -> Said:
    return Said(part.plain or "", part.spans or [], part.files or [])
