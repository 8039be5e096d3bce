"""Meetings: when and where families are asked to come, and who said they would."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, ForeignKey, Select, and_, bindparam, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from storage import audiences, subjects
from storage.base import Base, Session
from storage.meeting_details import LONGEST, REMINDERS, Details, Invited, Kind, columns
from storage.meeting_times import carried
from storage.rules import Broken
from storage.subjects import Audience, Subject

KIND = "meeting"
# Few parent meetings last longer, and who is late may still say that they come.
OVER_AFTER = timedelta(hours=3)
COMMITTEE = Kind.COMMITTEE
# Here somebody speaks, can be watched live, and is asked beforehand.
SPOKEN = (Kind.LECTURE, Kind.SALON)
_PLAIN = Details()


class Reply(StrEnum):
    """What a family answers to a meeting; the bot makes WAITING of a YES where all is full."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"
    WAITING = "waiting"


class Meeting(Base):
    """A meeting; `wall` and `zone` are the local time that `starts_at` came from.

    `moved_from` is the time that stood before the last move, `moved_at` when that was, and `moves`
    how often its time has changed. `due_at` is set once answers were due, and `ended_at` once the
    meeting was found to be over, so that its card can say so. `about` is what it is for, or its
    agenda; `ends_at` and `answer_by` are UTC; `capacity` counts heads where `asks_how_many`, else
    families; `reminders` are seconds before the start.
    """

    __tablename__ = "meetings"

    id: Mapped[int] = mapped_column(
        ForeignKey("subjects.id"), primary_key=True, autoincrement=False
    )
    title: Mapped[str]
    place: Mapped[str | None]
    starts_at: Mapped[datetime] = mapped_column(index=True)
    zone: Mapped[str]
    wall: Mapped[str]
    kind: Mapped[Kind] = mapped_column(default=Kind.PARENT)
    invited: Mapped[Invited] = mapped_column(default=Invited.FAMILIES)
    about: Mapped[str | None]
    ends_at: Mapped[datetime | None]
    answer_by: Mapped[datetime | None]
    capacity: Mapped[int | None]
    asks_how_many: Mapped[bool] = mapped_column(default=False)
    reminders: Mapped[list[Any]] = mapped_column(default=lambda: list(REMINDERS))
    cancelled_at: Mapped[datetime | None]
    moved_from: Mapped[datetime | None]
    moved_at: Mapped[datetime | None]
    moves: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A meeting as it stands, with its organiser (the author) and the classes it is for."""

    id: int
    author_id: int | None
    title: str
    place: str | None
    starts_at: datetime
    zone: str
    kind: Kind
    invited: Invited
    about: str | None
    ends_at: datetime | None
    answer_by: datetime | None
    capacity: int | None
    asks_how_many: bool
    reminders: list[int]
    cancelled_at: datetime | None
    moved_from: datetime | None
    moved_at: datetime | None
    moves: int
    due_at: datetime | None
    ended_at: datetime | None
    created_at: datetime
    class_ids: tuple[int, ...]

    @property
    def of_school_committee(self) -> bool:
        """Whether the school committee meets, whose members come from all classes."""
        return self.invited == Invited.SEATS

    @property
    def local(self) -> datetime:
        """When it starts, by the clock on the school's wall."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))


async def create(
    session: Session,
    author_id: int | None,
    class_ids: Collection[int],
    title: str,
    place: str | None,
    starts_at: datetime,
    now: datetime,
    details: Details = _PLAIN,
) -> int:
    """A new meeting; returns its id, which is its subject's.

    `starts_at` is a local time, aware in the school's zone (a ZoneInfo).

    Raises:
        Broken: "time-past", "meeting-title" / "meeting-place" for one without a letter or longer
            than 120 characters, "meeting-about", "meeting-end" or "meeting-answer-by".
    """
    said = columns(title, place, starts_at, now, details)
    subject_id = await subjects.create(session, KIND, author_id, list(class_ids), now)
    meeting = Meeting(id=subject_id, **said)
    _set_time(meeting, starts_at)
    session.add(meeting)
    await session.flush()
    return subject_id


def planned(
    author_id: int | None,
    class_ids: Collection[int],
    title: str,
    place: str | None,
    starts_at: datetime,
    now: datetime,
    details: Details = _PLAIN,
) -> Snapshot:
    """What `create` would make of it, to be looked at; its id is 0.

    Raises:
        Broken: as `create`.
    """
    values: dict[str, Any] = dict.fromkeys(Snapshot.__slots__)
    values |= columns(title, place, starts_at, now, details)
    values |= {"id": 0, "author_id": author_id, "class_ids": tuple(class_ids), "moves": 0}
    values |= {"starts_at": starts_at.astimezone(UTC), "zone": str(starts_at.tzinfo)}
    return Snapshot(**values)


def _set_time(meeting: Meeting, starts_at: datetime) -> None:
    meeting.starts_at = starts_at.astimezone(UTC)
    meeting.zone = str(starts_at.tzinfo)
    meeting.wall = starts_at.strftime("%Y-%m-%dT%H:%M:%S")


def _snapshots() -> Select[Any]:
    columns = [getattr(Meeting, name) for name in Snapshot.__slots__[2:-1]]
    return (
        select(Subject.id, Subject.author_id, *columns, Audience.class_id)
        .select_from(Meeting)
        .join(Subject, Subject.id == Meeting.id)
        .join(Audience, Audience.subject_id == Meeting.id)
    )


# Built once: every batch of taps runs it.
_OF_IDS = (
    _snapshots()
    .where(Meeting.id.in_(bindparam("ids", expanding=True)))
    .order_by(Meeting.id, Audience.class_id)
)


async def read(
    session: Session, statement: Select[Any], values: dict[str, Any] | None = None
) -> list[Snapshot]:
    """Snapshots, a row for each class of each meeting; rows of one meeting must come together."""
    rows = await session.execute(statement, values)
    return [Snapshot(*row) for row in audiences.gather(rows)]


async def of_ids(session: Session, ids: Collection[int]) -> dict[int, Snapshot]:
    """The meetings among these subjects, by id; one statement."""
    return {one.id: one for one in await read(session, _OF_IDS, {"ids": list(ids)})}


async def get(session: Session, meeting_id: int) -> Snapshot:
    """A meeting.

    Raises:
        LookupError: there is none of that id.
    """
    found = await of_ids(session, [meeting_id])
    if meeting_id not in found:
        raise LookupError(f"no meeting {meeting_id}")
    return found[meeting_id]


def over_at(meeting: Snapshot | Meeting) -> datetime:
    """When a meeting is taken to have ended (UTC): at its end, or three hours after its start."""
    return meeting.ends_at or meeting.starts_at + OVER_AFTER


def is_over(meeting: Snapshot | Meeting, now: datetime) -> bool:
    """Whether a meeting is taken to have ended."""
    return now >= over_at(meeting)


def is_open(meeting: Snapshot, now: datetime) -> bool:
    """Whether a meeting takes answers."""
    return meeting.cancelled_at is None and not is_over(meeting, now)


async def _standing(session: Session, meeting_id: int, now: datetime) -> Meeting:
    meeting = await session.get(Meeting, meeting_id, with_for_update=True)
    if meeting is None:
        raise LookupError(f"no meeting {meeting_id}")
    if meeting.cancelled_at is not None:
        raise Broken("meeting-cancelled")
    if is_over(meeting, now):
        raise Broken("meeting-over")
    return meeting


async def move(session: Session, meeting_id: int, starts_at: datetime, now: datetime) -> Snapshot:
    """Moves a meeting to another local time (as in `create`); bumps.

    Its end and the time to answer by move along; from now on, what was answered before is not
    confirmed any more, though it counts until something else is said.

    Raises:
        Broken: "meeting-cancelled", "meeting-over", "time-past", or "meeting-same-time".
    """
    meeting = await _standing(session, meeting_id, now)
    if starts_at <= now:
        raise Broken("time-past")
    if starts_at == meeting.starts_at:
        raise Broken("meeting-same-time")
    was = meeting.starts_at
    meeting.ends_at = carried(meeting.ends_at, was, starts_at, now)
    meeting.answer_by = carried(meeting.answer_by, was, starts_at, now)
    meeting.moved_from, meeting.moved_at, meeting.due_at = was, now, None
    meeting.moves += 1
    _set_time(meeting, starts_at)
    await session.flush()
    await subjects.bump(session, [meeting_id], now)
    return await get(session, meeting_id)


async def cancel(session: Session, meeting_id: int, now: datetime) -> None:
    """Calls a meeting off; bumps.

    Raises:
        Broken: "meeting-cancelled" or "meeting-over".
    """
    meeting = await _standing(session, meeting_id, now)
    meeting.cancelled_at = now
    meeting.moves += 1
    await session.flush()
    await subjects.bump(session, [meeting_id], now)


async def end(session: Session, meeting_id: int, now: datetime) -> bool:
    """Marks a meeting that is over, and bumps; False when it is not, or was called off."""
    meeting = await session.get(Meeting, meeting_id, with_for_update=True)
    if meeting is None or meeting.cancelled_at is not None or not is_over(meeting, now):
        return False
    meeting.ended_at = now
    await session.flush()
    await subjects.bump(session, [meeting_id], now)
    return True


async def end_answering(session: Session, meeting_id: int, now: datetime) -> bool:
    """Marks that answers were due, and bumps; False when they are not, or it was called off."""
    meeting = await session.get(Meeting, meeting_id, with_for_update=True)
    if meeting is None or meeting.cancelled_at is not None:
        return False
    if meeting.answer_by is None or meeting.answer_by > now:
        return False
    meeting.due_at = now
    await session.flush()
    await subjects.bump(session, [meeting_id], now)
    return True


async def coming(
    session: Session, class_ids: Collection[int] | None, now: datetime
) -> list[Snapshot]:
    """The meetings of these classes (None: of all) that are not over, the next first."""
    statement = ahead(now)
    if class_ids is not None:
        invited = select(Audience.subject_id).where(Audience.class_id.in_(class_ids))
        statement = statement.where(Meeting.id.in_(invited))
    return await read(session, statement)


def ahead(now: datetime) -> Select[Any]:
    """Selects, for `read`, the meetings that are not over, the next first."""
    return (
        _snapshots()
        .where(Meeting.cancelled_at.is_(None), _is_not_over(now))
        .order_by(Meeting.starts_at, Meeting.id, Audience.class_id)
    )


def _is_not_over(now: datetime) -> ColumnElement[bool]:
    """The same as `is_over`, for the database."""
    ended = and_(Meeting.ends_at.is_(None), Meeting.starts_at > now - OVER_AFTER)
    # None lasts longer than that: only a few are looked at.
    lately = Meeting.starts_at > now - LONGEST
    return and_(lately, or_(Meeting.ends_at > now, ended))
