"""Letters to the principal: by whom they are, and where they stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, func, or_, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import letter_parts, subjects
from storage.base import Base, Session
from storage.letter_parts import LetterPart, Said
from storage.rules import Broken

KIND = "letter"
# As many as one family can need, and few enough that nobody buries the others' letters.
A_DAY = 5


class About(StrEnum):
    """What kind of letter it is, as its writer says."""

    QUESTION = "question"
    SUGGESTION = "suggestion"
    COMPLAINT = "complaint"
    PRAISE = "praise"
    HELP = "help"  # for the writer's family: one confidant reads it, and nobody else
    SAFETY = "safety"


class Status(StrEnum):
    """Where a letter stands."""

    NEW = "new"
    SEEN = "seen"
    WORK = "work"
    ANSWERED = "answered"
    CLOSED = "closed"


class Mode(StrEnum):
    """Who may know who wrote it."""

    NAME = "name"
    HIDDEN = "hidden"  # it can be answered (storage.letter_hidden)
    DROP = "drop"  # nobody can be answered


class Letter(Base):
    """A letter; `person_id` is its writer, where it has a name, until they are forgotten.

    `waiting_since` is when an answer began to be owed, None while none is; `waited` is for how
    many working hours, as it was last looked at (storage/letter_clock.py). `asked_at` is when its
    writer was asked something that they have not replied to yet.
    """

    __tablename__ = "letters"

    id: Mapped[int] = mapped_column(
        ForeignKey("subjects.id"), primary_key=True, autoincrement=False
    )
    number: Mapped[int] = mapped_column(unique=True)
    about: Mapped[About]
    mode: Mapped[Mode] = mapped_column(server_default=Mode.NAME)
    status: Mapped[Status]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    sent_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    satisfied: Mapped[bool | None]
    waiting_since: Mapped[datetime | None]
    waited: Mapped[int | None]
    asked_at: Mapped[datetime | None]

    __table_args__ = (
        Index(None, "person_id", "sent_at"),
        Index(None, "taken_by"),
        Index("ix_letters_open", "sent_at", sqlite_where=text("closed_at IS NULL")),
    )


class LetterConcern(Base):
    """Whom a complaint is about: a member of staff, who never gets it."""

    __tablename__ = "letter_concerns"

    letter_id: Mapped[int] = mapped_column(
        ForeignKey("letters.id"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A letter as the desk and its buttons know it.

    `concerns` is whom a complaint is about, `asked` whether a question to its writer is open.
    """

    id: int
    number: int
    about: About
    status: Status
    person_id: int | None
    satisfied: bool | None
    sent_at: datetime
    mode: Mode = Mode.NAME
    waited: int | None = None
    concerns: int | None = None
    asked: bool = False
    author_id: int | None = None
    class_ids: tuple[int, ...] = ()

    @property
    def in_group(self) -> bool:
        """Whether it is read in the group for letters, and not by some people alone."""
        return self.about != About.HELP and self.concerns is None


_CONCERNS = (
    select(LetterConcern.person_id).where(LetterConcern.letter_id == Letter.id).scalar_subquery()
)
_SHOWN = (
    *(Letter.id, Letter.number, Letter.about, Letter.status),
    *(Letter.person_id, Letter.satisfied, Letter.sent_at, Letter.mode, Letter.waited),
    *(_CONCERNS.label("concerns"), Letter.asked_at.is_not(None).label("asked")),
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


async def find_number(session: Session, number: int) -> Snapshot | None:
    """The letter with that number, as people name it."""
    row = (await session.execute(select(*_SHOWN).where(Letter.number == number))).first()
    return Snapshot(*row) if row is not None else None


async def of_part(session: Session, part_id: int) -> Snapshot:
    """The letter in which that was written; LookupError where there is no such part."""
    letter_id = await letter_parts.letter_of(session, part_id)
    if letter_id is None:
        raise LookupError(f"no part {part_id} of a letter")
    return await get(session, letter_id)


async def open_ones(session: Session) -> list[Snapshot]:
    """The letters that are not closed, the oldest first."""
    found = await session.execute(
        select(*_SHOWN).where(Letter.closed_at.is_(None)).order_by(Letter.sent_at, Letter.number)
    )
    return [Snapshot(*row) for row in found]


async def count_of_day(session: Session, person_id: int, today: datetime) -> int:
    """How many letters somebody has sent with their name since the school's day began."""
    own = select(func.count()).where(Letter.person_id == person_id, Letter.sent_at >= today)
    return await session.scalar(own) or 0


async def create(
    session: Session,
    about: About,
    mode: Mode,
    person_id: int | None,
    pieces: Sequence[Said],
    now: datetime,
) -> tuple[int, list[int]]:
    """A new letter; `person_id` is its writer where it goes with their name.

    Returns its id, and the numbers of its pieces.

    Raises:
        Broken: "letter-long" or "letter-empty".
    """
    letter_parts.checked(letter_parts.joined(pieces))
    letter_id = await subjects.create(session, KIND, None, [], now)
    number = (await session.scalar(select(func.max(Letter.number))) or 0) + 1
    session.add(
        Letter(
            id=letter_id,
            number=number,
            about=about,
            mode=mode,
            status=Status.NEW,
            person_id=person_id,
            sent_at=now,
            waiting_since=now,
            waited=0,
        )
    )
    await session.flush()
    written = [
        await letter_parts.write(
            session, letter_id, person_id, said, now, answer=False, sent_at=now
        )
        for said in pieces
    ]
    return letter_id, written


async def add(
    session: Session,
    letter_id: int,
    person_id: int | None,
    said: Said,
    now: datetime,
    to_id: int | None = None,
) -> int:
    """The writer says more; a letter that was closed is open again. Bumps.

    Returns the number of what was said.
    """
    said = letter_parts.checked(said)
    part_id = await letter_parts.write(
        session, letter_id, person_id, said, now, answer=False, sent_at=now, to_id=to_id
    )
    await _reopen(session, letter_id, now, satisfied=None, asked_at=None)
    return part_id


async def _reopen(session: Session, letter_id: int, now: datetime, **values: Any) -> None:
    """An answer is owed again; where it was owed already, the clock goes on."""
    await session.execute(
        update(Letter)
        .where(Letter.id == letter_id, Letter.waiting_since.is_(None))
        .values(waiting_since=now, waited=0)
    )
    await _set(session, letter_id, now, status=Status.NEW, closed_at=None, **values)


async def send(session: Session, letter_id: int, part_id: int, now: datetime) -> None:
    """A confirmed answer is the writer's to read. Bumps."""
    await letter_parts.send(session, part_id, now)
    await session.execute(
        update(Letter)
        .where(Letter.id == letter_id, Letter.answered_at.is_(None))
        .values(answered_at=now)
    )
    await see(session, letter_id, now)
    answered = {"status": Status.ANSWERED, "closed_at": None, "asked_at": None}
    await _set(session, letter_id, now, **answered, **_NOT_OWED)


async def ask(session: Session, letter_id: int, part_id: int, now: datetime) -> None:
    """A confirmed question is the writer's to read; an answer is owed all the same. Bumps."""
    await letter_parts.send(session, part_id, now)
    await see(session, letter_id, now)
    await _set(session, letter_id, now, asked_at=now)


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
    await session.execute(
        update(Letter)
        .where(Letter.id == letter_id, Letter.status == Status.SEEN)
        .values(status=Status.WORK)
    )
    await _set(session, letter_id, now, taken_by=person_id)


async def close(session: Session, letter_id: int, now: datetime) -> None:
    """It is dealt with. Bumps.

    Raises:
        Broken: "letter-closed".
    """
    if (await get(session, letter_id)).status == Status.CLOSED:
        raise Broken("letter-closed")
    closed = {"status": Status.CLOSED, "closed_at": now, "satisfied": None, "asked_at": None}
    await _set(session, letter_id, now, **closed, **_NOT_OWED)


async def rate(session: Session, letter_id: int, satisfied: bool, now: datetime) -> None:
    """The writer says whether a closed letter was dealt with well; if not, it is open again. Bumps.

    Raises:
        Broken: "letter-open".
    """
    if (await get(session, letter_id)).status != Status.CLOSED:
        raise Broken("letter-open")
    await _set(session, letter_id, now, satisfied=satisfied)
    if not satisfied:
        await _reopen(session, letter_id, now)


_NOT_OWED = {"waiting_since": None, "waited": None}


async def _set(session: Session, letter_id: int, now: datetime, **values: Any) -> None:
    await session.execute(update(Letter).where(Letter.id == letter_id).values(**values))
    await subjects.bump(session, [letter_id], now)


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
