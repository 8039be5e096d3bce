"""Letters to the principal: what was written in them, by whom, and where they stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, func, or_, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import subjects
from storage.base import Base, Session
from storage.children import Child, Guardian
from storage.classes import Class
from storage.people import Person
from storage.rules import Broken

KIND = "letter"
# As many as one family can need, and few enough that nobody buries the others' letters.
A_DAY = 5
WORDS_LIMIT = 3000


class About(StrEnum):
    """What kind of letter it is, as its writer says."""

    QUESTION = "question"
    SUGGESTION = "suggestion"
    COMPLAINT = "complaint"
    PRAISE = "praise"
    SAFETY = "safety"


class Status(StrEnum):
    """Where a letter stands."""

    NEW = "new"
    SEEN = "seen"
    ANSWERED = "answered"
    CLOSED = "closed"


class Letter(Base):
    """A letter; `person_id` is its writer, until they are forgotten."""

    __tablename__ = "letters"

    id: Mapped[int] = mapped_column(
        ForeignKey("subjects.id"), primary_key=True, autoincrement=False
    )
    number: Mapped[int] = mapped_column(unique=True)
    about: Mapped[About]
    status: Mapped[Status]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    sent_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    satisfied: Mapped[bool | None]

    __table_args__ = (
        Index(None, "person_id", "sent_at"),
        Index(None, "taken_by"),
        Index("ix_letters_open", "sent_at", sqlite_where=text("closed_at IS NULL")),
    )


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
class Snapshot:
    """A letter as the desk and its buttons know it."""

    id: int
    number: int
    about: About
    status: Status
    person_id: int | None
    satisfied: bool | None
    sent_at: datetime
    author_id: int | None = None
    class_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in a letter; `files` are packed, `spans` too."""

    plain: str
    spans: list[Any]
    files: list[Any]


@dataclass(frozen=True, slots=True)
class View:
    """What a letter's cards show: it, who wrote and who took it, and all that was sent."""

    letter: Snapshot
    writer: str | None
    classes: tuple[str, ...]
    taken_by: str | None
    parts: tuple[tuple[bool, Said], ...]


_SHOWN = (
    Letter.id,
    Letter.number,
    Letter.about,
    Letter.status,
    Letter.person_id,
    Letter.satisfied,
    Letter.sent_at,
)


async def of_ids(session: Session, ids: Collection[int]) -> dict[int, Snapshot]:
    """Those of the letters that there are."""
    found = await session.execute(select(*_SHOWN).where(Letter.id.in_(ids)))
    return {row.id: Snapshot(*row) for row in found}


async def get(session: Session, letter_id: int) -> Snapshot:
    """A letter.

    Raises:
        LookupError: there is none.
    """
    found = (await of_ids(session, [letter_id])).get(letter_id)
    if found is None:
        raise LookupError(f"no letter {letter_id}")
    return found


async def open_ones(session: Session) -> list[Snapshot]:
    """The letters that are not closed, the oldest first."""
    found = await session.execute(
        select(*_SHOWN).where(Letter.closed_at.is_(None)).order_by(Letter.sent_at, Letter.number)
    )
    return [Snapshot(*row) for row in found]


async def create(
    session: Session, about: About, person_id: int, said: Said, today: datetime, now: datetime
) -> int:
    """A new letter; `today` is when the school's day began, for the limit. Returns its id.

    Raises:
        Broken: "letter-long", "letter-empty" or "letter-many".
    """
    checked(said)
    own = select(func.count()).where(Letter.person_id == person_id, Letter.sent_at >= today)
    if (await session.scalar(own) or 0) >= A_DAY:
        raise Broken("letter-many", limit=A_DAY)
    letter_id = await subjects.create(session, KIND, None, [], now)
    number = (await session.scalar(select(func.max(Letter.number))) or 0) + 1
    session.add(
        Letter(
            id=letter_id,
            number=number,
            about=about,
            status=Status.NEW,
            person_id=person_id,
            sent_at=now,
        )
    )
    await session.flush()
    await _write(session, letter_id, person_id, said, now, answer=False, sent_at=now)
    return letter_id


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


async def _write(
    session: Session,
    letter_id: int,
    person_id: int,
    said: Said,
    now: datetime,
    *,
    answer: bool,
    sent_at: datetime | None,
) -> int:
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


async def add(session: Session, letter_id: int, person_id: int, said: Said, now: datetime) -> None:
    """The writer says more; a letter that was closed is open again. Bumps."""
    await _write(session, letter_id, person_id, checked(said), now, answer=False, sent_at=now)
    await _set(session, letter_id, now, status=Status.NEW, closed_at=None, satisfied=None)


async def draft(session: Session, letter_id: int, person_id: int, said: Said, now: datetime) -> int:
    """An answer that is still to be confirmed; returns its number."""
    return await _write(
        session, letter_id, person_id, checked(said), now, answer=True, sent_at=None
    )


async def find_draft(session: Session, letter_id: int, part_id: int) -> Said | None:
    """An answer to that letter which was neither sent nor dropped."""
    part = await session.get(LetterPart, part_id)
    if part is None or part.letter_id != letter_id or part.sent_at is not None or not part.answer:
        return None
    return _said(part)


async def send(session: Session, letter_id: int, part_id: int, now: datetime) -> None:
    """A confirmed answer is the writer's to read. Bumps."""
    await session.execute(update(LetterPart).where(LetterPart.id == part_id).values(sent_at=now))
    await session.execute(
        update(Letter)
        .where(Letter.id == letter_id, Letter.answered_at.is_(None))
        .values(answered_at=now)
    )
    await see(session, letter_id, now)
    await _set(session, letter_id, now, status=Status.ANSWERED, closed_at=None)


async def drop(session: Session, part_id: int) -> None:
    """An answer is not sent."""
    part = await session.get(LetterPart, part_id)
    if part is not None:
        await session.delete(part)
        await session.flush()


async def see(session: Session, letter_id: int, now: datetime) -> bool:
    """Somebody looks after it; whether that is news. Bumps where it is."""
    first = await session.scalar(
        update(Letter)
        .where(Letter.id == letter_id, Letter.seen_at.is_(None))
        .values(seen_at=now)
        .returning(Letter.id)
    )
    again = await session.scalar(
        update(Letter)
        .where(Letter.id == letter_id, Letter.status == Status.NEW)
        .values(status=Status.SEEN)
        .returning(Letter.id)
    )
    if again is not None:
        await subjects.bump(session, [letter_id], now)
    return first is not None


async def take(session: Session, letter_id: int, person_id: int, now: datetime) -> None:
    """Somebody takes it on. Bumps."""
    await _set(session, letter_id, now, taken_by=person_id)


async def close(session: Session, letter_id: int, now: datetime) -> None:
    """It is dealt with. Bumps.

    Raises:
        Broken: "letter-closed".
    """
    if (await get(session, letter_id)).status == Status.CLOSED:
        raise Broken("letter-closed")
    await _set(session, letter_id, now, status=Status.CLOSED, closed_at=now, satisfied=None)


async def rate(session: Session, letter_id: int, satisfied: bool, now: datetime) -> None:
    """The writer says whether a closed letter was dealt with well; if not, it is open again. Bumps.

    Raises:
        Broken: "letter-open".
    """
    if (await get(session, letter_id)).status != Status.CLOSED:
        raise Broken("letter-open")
    await _set(session, letter_id, now, satisfied=satisfied)
    if not satisfied:
        await _set(session, letter_id, now, status=Status.NEW, closed_at=None)


async def _set(session: Session, letter_id: int, now: datetime, **values: Any) -> None:
    await session.execute(update(Letter).where(Letter.id == letter_id).values(**values))
    await subjects.bump(session, [letter_id], now)


async def view(session: Session, letter_id: int) -> View:
    """What a letter's cards show."""
    letter = await get(session, letter_id)
    writer = await _name(session, letter.person_id)
    taken = await session.scalar(select(Letter.taken_by).where(Letter.id == letter_id))
    parts = await session.scalars(
        select(LetterPart)
        .where(LetterPart.letter_id == letter_id, LetterPart.sent_at.is_not(None))
        .order_by(LetterPart.sent_at, LetterPart.id)
    )
    return View(
        letter,
        writer,
        await _classes(session, letter.person_id),
        await _name(session, taken),
        tuple((part.answer, _said(part)) for part in parts),
    )


def _said(part: LetterPart) -> Said:
    return Said(part.plain or "", part.spans or [], part.files or [])


async def _name(session: Session, person_id: int | None) -> str | None:
    if person_id is None:
        return None
    name: str | None = await session.scalar(select(Person.name).where(Person.id == person_id))
    return name


async def _classes(session: Session, person_id: int | None) -> tuple[str, ...]:
    """The classes of the writer's children."""
    if person_id is None:
        return ()
    found: Sequence[str] = (
        await session.scalars(
            select(Class.name)
            .join(Child, Child.class_id == Class.id)
            .join(Guardian, Guardian.child_id == Child.id)
            .where(Guardian.person_id == person_id)
            .distinct()
            .order_by(Class.name)
        )
    ).all()
    return tuple(found)


async def of_writer(session: Session, person_id: int) -> list[Snapshot]:
    """Somebody's own letters that are not closed, the oldest first."""
    found = await session.execute(
        select(*_SHOWN)
        .where(Letter.person_id == person_id, Letter.closed_at.is_(None))
        .order_by(Letter.sent_at)
    )
    return [Snapshot(*row) for row in found]


async def naming(session: Session, person_id: int) -> set[int]:
    """The letters whose cards show a person's name or words."""
    named = select(Letter.id).where(
        or_(Letter.person_id == person_id, Letter.taken_by == person_id)
    )
    wrote = select(LetterPart.letter_id).where(LetterPart.person_id == person_id)
    return set(await session.scalars(named.union(wrote)))
