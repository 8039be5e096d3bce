"""What is written in letters: by their writers, and in answer to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, false, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Session
from storage.rules import Broken

WORDS_LIMIT = 3000


class LetterPart(Base):
    """Something written in a letter: by its writer, or in answer to it.

    An answer that nobody has confirmed yet has no `sent_at`, and its writer does not see it. One
    that `asks` is a question to the letter's writer. `to_id` is the part that it replies to.
    """

    __tablename__ = "letter_parts"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    answer: Mapped[bool]
    asks: Mapped[bool] = mapped_column(default=False, server_default=false())
    to_id: Mapped[int | None]
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


@dataclass(frozen=True, slots=True)
class Part:
    """Something written in a letter; `answer` tells that it is not its writer's."""

    id: int
    letter_id: int
    said: Said
    answer: bool
    asks: bool
    person_id: int | None
    sent_at: datetime | None
    to_id: int | None


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


def joined(pieces: Sequence[Said]) -> Said:
    """Several messages as one; their formats do not matter to its length."""
    whole = "\n\n".join(each.plain for each in pieces if each.plain)
    return Said(whole, [], [file for each in pieces for file in each.files])


async def write(
    session: Session,
    letter_id: int,
    person_id: int | None,
    said: Said,
    now: datetime,
    *,
    answer: bool,
    sent_at: datetime | None,
    asks: bool = False,
    to_id: int | None = None,
) -> int:
    """Keeps what was said; without `sent_at` it is nobody's to read yet. Returns its number."""
    part = LetterPart(
        letter_id=letter_id,
        person_id=person_id,
        answer=answer,
        asks=asks,
        to_id=to_id,
        plain=said.plain,
        spans=said.spans,
        files=said.files,
        written_at=now,
        sent_at=sent_at,
    )
    session.add(part)
    await session.flush()
    return part.id


async def draft(
    session: Session,
    letter_id: int,
    person_id: int,
    said: Said,
    now: datetime,
    *,
    asks: bool = False,
    to_id: int | None = None,
) -> int:
    """An answer, or a question, that is still to be confirmed; returns its number."""
    said = checked(said)
    return await write(
        session, letter_id, person_id, said, now, answer=True, sent_at=None, asks=asks, to_id=to_id
    )


async def find(session: Session, part_id: int) -> Part | None:
    """What was written under that number."""
    part = await session.get(LetterPart, part_id, populate_existing=True)
    return _part(part) if part is not None else None


async def find_draft(session: Session, letter_id: int, part_id: int) -> Part | None:
    """An answer to that letter which was neither sent nor dropped."""
    found = await find(session, part_id)
    mine = found is not None and found.letter_id == letter_id and found.answer
    return found if mine and found is not None and found.sent_at is None else None


async def rewrite(session: Session, part_id: int, said: Said) -> None:
    """It says something else now, where it was written."""
    values = {"plain": said.plain, "spans": said.spans, "files": said.files}
    await session.execute(update(LetterPart).where(LetterPart.id == part_id).values(values))


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


async def sent(session: Session, letter_id: int) -> list[Part]:
    """All that was said in a letter, in its order."""
    found = await session.scalars(
        select(LetterPart)
        .where(LetterPart.letter_id == letter_id, LetterPart.sent_at.is_not(None))
        .order_by(LetterPart.sent_at, LetterPart.id)
        .execution_options(populate_existing=True)
    )
    return [_part(part) for part in found]


def _part(part: LetterPart) -> Part:
    said = Said(part.plain or "", part.spans or [], part.files or [])
    return Part(
        part.id,
        part.letter_id,
        said,
        part.answer,
        part.asks,
        part.person_id,
        part.sent_at,
        part.to_id,
    )
