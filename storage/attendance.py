"""Who came to a meeting: marked by the organiser, or said at the door with a code."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, and_, delete, or_, select
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from storage import answers, invitees, meetings, subjects, units
from storage.actors import Actor
from storage.answers import Answer, UnitKind, Via
from storage.base import Base, Session, upsert
from storage.meetings import Meeting, Reply, Snapshot
from storage.people import PersonRef
from storage.subjects import Audience
from storage.units import Unit

KIND = "attendance"
CAME = "came"
# The code counts from so long before the start until so long after the end.
DOORS_OPEN, DOORS_CLOSE = timedelta(minutes=30), timedelta(hours=1)
# A code has four digits and counts for a few hours: with so many tries nobody guesses it.
TRIES, TRIES_PER = 5, timedelta(hours=1)
# As many as are offered to choose from.
MOST_BEGUN = 20
# No meeting lasts longer; only those that began since then are looked at.
_LONGEST = timedelta(days=2)


class Attendance(Base):
    """A meeting's list of who came; the marks are answers to this subject, by unit."""

    __tablename__ = "attendances"

    id: Mapped[int] = mapped_column(
        ForeignKey("subjects.id"), primary_key=True, autoincrement=False
    )
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), unique=True)
    code: Mapped[str] = mapped_column(index=True)


class DoorTry(Base):
    """How many wrong codes a person has sent, since when."""

    __tablename__ = "door_tries"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("persons.id"), primary_key=True, autoincrement=False
    )
    count: Mapped[int]
    since: Mapped[datetime]


Family = tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """Everybody who was asked to a meeting, family by family, or member by member.

    `came` are those of them of whom somebody was there, `there` who that was, one by one, and
    `said_yes` those who would.
    """

    meeting: Snapshot
    everyone: tuple[Family, ...]
    came: frozenset[Family]
    there: tuple[Unit, ...]
    said_yes: frozenset[Family]

    def of(self, unit: UnitKind, unit_id: int) -> Family | None:
        """The family of a child or a parent, if it was asked."""
        return next(
            (each for each in self.everyone if (unit, unit_id) in keys(each)),
            None,
        )


async def open_list(session: Session, meeting: Snapshot, now: datetime) -> Attendance:
    """A meeting's list, begun if there is none yet; its code is drawn then."""
    found = await find(session, meeting.id)
    if found is not None:
        return found
    list_id = await subjects.create(session, KIND, meeting.author_id, meeting.class_ids, now)
    made = Attendance(
        id=list_id, meeting_id=meeting.id, code=await _draw_code(session, meeting.starts_at)
    )
    session.add(made)
    await session.flush()
    return made


async def _draw_code(session: Session, starts_at: datetime) -> str:
    """Four digits that no meeting of these days has: a parent types nothing but them."""
    taken = set(
        await session.scalars(
            select(Attendance.code)
            .join(Meeting, Meeting.id == Attendance.meeting_id)
            .where(Meeting.starts_at.between(starts_at - _LONGEST, starts_at + _LONGEST))
        )
    )
    free = [code for code in (f"{n:04}" for n in range(10_000)) if code not in taken]
    return secrets.choice(free)


async def find(session: Session, meeting_id: int) -> Attendance | None:
    """A meeting's list, if one was begun."""
    found: Attendance | None = await session.scalar(
        select(Attendance).where(Attendance.meeting_id == meeting_id)
    )
    return found


def doors_open(meeting: Snapshot, now: datetime) -> bool:
    """Whether the code counts now."""
    opens, closes = meeting.starts_at - DOORS_OPEN, meetings.over_at(meeting) + DOORS_CLOSE
    return meeting.cancelled_at is None and opens <= now <= closes


async def at_door(
    session: Session, code: str, class_ids: Collection[int], now: datetime
) -> Snapshot | None:
    """The meeting of one of these classes whose code that is, and whose door is open."""
    return await _at_door(session, class_ids, now, Attendance.code == code)


async def is_at_door(session: Session, class_ids: Collection[int], now: datetime) -> bool:
    """Whether the door of a meeting of one of these classes is open, whatever its code is."""
    return await _at_door(session, class_ids, now) is not None


async def _at_door(
    session: Session, class_ids: Collection[int], now: datetime, *which: ColumnElement[bool]
) -> Snapshot | None:
    found = await session.scalars(
        select(Attendance.meeting_id)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Audience, Audience.subject_id == Meeting.id)
        .where(
            Audience.class_id.in_(class_ids),
            Meeting.starts_at.between(now - _LONGEST, now + DOORS_OPEN),
            *which,
        )
    )
    known = await meetings.of_ids(session, set(found))
    return next((each for each in known.values() if doors_open(each, now)), None)


async def begun(
    session: Session, class_ids: Collection[int] | None, since: datetime, until: datetime
) -> list[Snapshot]:
    """The meetings of these classes (None: of all) that began between the two, the latest first.

    MOST_BEGUN at most, and none that was called off.
    """
    statement = (
        select(Meeting.id)
        .where(Meeting.starts_at.between(since, until), Meeting.cancelled_at.is_(None))
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .limit(MOST_BEGUN)
    )
    if class_ids is not None:
        theirs = select(Audience.subject_id).where(Audience.class_id.in_(class_ids))
        statement = statement.where(Meeting.id.in_(theirs))
    ids = list(await session.scalars(statement))
    found = await meetings.of_ids(session, ids)
    return [found[each] for each in ids]


async def may_try(session: Session, person_id: int, now: datetime) -> bool:
    """Whether a person has not sent too many wrong codes lately."""
    tried = await session.get(DoorTry, person_id)
    return tried is None or tried.count < TRIES or now - tried.since >= TRIES_PER


async def note_try(session: Session, person_id: int, now: datetime) -> None:
    """A person sent a wrong code."""
    tried = await session.get(DoorTry, person_id)
    if tried is None:
        tried = DoorTry(person_id=person_id, count=0, since=now)
        session.add(tried)
    if now - tried.since >= TRIES_PER:
        tried.count, tried.since = 0, now
    tried.count += 1
    await session.flush()


async def come(session: Session, meeting: Snapshot, actor: Actor, now: datetime) -> list[str]:
    """Somebody is there: they count for all they answer for. Returns the names of those.

    In a committee a member counts themself.
    """
    everyone = await invitees.everyone(session, meeting)
    own = set(invitees.own(actor, meeting))
    there = [unit for unit in everyone if (unit.kind, unit.id) in own]
    await _put(session, meeting, there, Via.TAP, actor.person_id or 0, now)
    return [unit.name for unit in there]


async def _put(
    session: Session, meeting: Snapshot, came: Collection[Unit], via: Via, by: int, now: datetime
) -> None:
    opened = await open_list(session, meeting, now)
    rows = [
        dict(zip(answers.KEY + answers.CHANGE, row, strict=True))
        for row in ((opened.id, unit.kind, unit.id, CAME, via, by, now) for unit in came)
    ]
    await upsert(session, Answer.__table__, rows, key=answers.KEY)


async def listed(session: Session, meeting: Snapshot) -> Listed:
    """Who was asked, who came, who had said they would; as many statements for any number."""
    everyone = units.by_family(await invitees.everyone(session, meeting))
    opened = await find(session, meeting.id)
    came: set[tuple[UnitKind, int]] = set()
    if opened is not None:
        found = await session.execute(
            select(Answer.unit, Answer.unit_id).where(Answer.subject_id == opened.id)
        )
        came = {(unit, unit_id) for unit, unit_id in found}
    there = tuple(unit for each in everyone for unit in each if (unit.kind, unit.id) in came)
    families = frozenset(each for each in everyone if came & keys(each))
    yes = frozenset(each for each in everyone if any(unit.value == Reply.YES for unit in each))
    return Listed(meeting, tuple(everyone), families, there, yes)


def keys(family: Family) -> set[tuple[UnitKind, int]]:
    """By what its answers are stored."""
    return {(unit.kind, unit.id) for unit in family}


async def mark(
    session: Session, meeting: Snapshot, unit: UnitKind, unit_id: int, by: int, now: datetime
) -> tuple[Family, bool]:
    """The organiser says that a family came, or takes that back; it, and whether it came.

    Raises:
        LookupError: they were not asked.
    """
    found = await listed(session, meeting)
    family = found.of(unit, unit_id)
    if family is None:
        raise LookupError(f"no {unit} {unit_id} was asked to {meeting.id}")
    if family not in found.came:
        await _put(session, meeting, family, Via.TOLD, by, now)
        return family, True
    opened = await open_list(session, meeting, now)
    theirs = or_(*(and_(Answer.unit == kind, Answer.unit_id == id_) for kind, id_ in keys(family)))
    await session.execute(delete(Answer).where(Answer.subject_id == opened.id, theirs))
    return family, False


async def mark_all_who_said_yes(session: Session, meeting: Snapshot, by: int, now: datetime) -> int:
    """Marks all families who had said they would come; returns how many."""
    found = await listed(session, meeting)
    there = [unit for each in found.said_yes for unit in each]
    await _put(session, meeting, there, Via.TOLD, by, now)
    return len(found.said_yes)


async def guests(session: Session, meeting: Snapshot) -> tuple[PersonRef, ...]:
    """The people who can be written to of those who came: the guardians of a child that counts."""
    found = await listed(session, meeting)
    return units.reach(found.there).reachable
