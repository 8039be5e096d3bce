"""Meetings: when and where families are asked to come, and who said they would."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from storage import agenda, answers, audiences, lectures, subjects, tasks, units
from storage.actors import Actor
from storage.base import Base, Session
from storage.lectures import Lecture
from storage.rules import Broken, clean, named
from storage.subjects import Audience, Subject
from storage.units import Reach, Unit
from storage.wall import localise

KIND = "meeting"
COMMITTEE = "committee"  # the kind to which persons come, and not families
NAME_LIMIT = 120
# Few parent meetings last longer, and who is late may still say that they come.
OVER_AFTER = timedelta(hours=3)


class Reply(StrEnum):
    """What a family answers to a meeting."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class Meeting(Base):
    """A meeting; `wall` and `zone` are the local time that `starts_at` came from.

    `moved_from` is the time that stood before the last move; `ended_at` is set once the meeting
    was found to be over, so that its card can say so.
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
    kind: Mapped[str] = mapped_column(default="parent")
    cancelled_at: Mapped[datetime | None]
    moved_from: Mapped[datetime | None]
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
    kind: str
    cancelled_at: datetime | None
    moved_from: datetime | None
    ended_at: datetime | None
    class_ids: tuple[int, ...]

    @property
    def local(self) -> datetime:
        """When it starts, by the clock on the school's wall."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))


@dataclass(frozen=True, slots=True)
class CardView:
    """What a meeting's card shows in the group; the counts are units."""

    meeting: Snapshot
    author: str | None
    classes: tuple[str, ...]
    coming: int
    maybe: int
    not_coming: int
    lecture: Lecture | None = None
    agenda: tuple[str, ...] = ()
    tasks_before: int = 0


@dataclass(frozen=True, slots=True)
class OrganiserView:
    """What the organiser sees, in private; `unknown` as in a notice's author view."""

    meeting: Snapshot
    classes: tuple[str, ...]
    coming: tuple[Unit, ...]
    maybe: tuple[Unit, ...]
    not_coming: tuple[Unit, ...]
    missing: tuple[Unit, ...]
    unknown: int | None


async def create(
    session: Session,
    author_id: int | None,
    class_ids: Collection[int],
    title: str,
    place: str | None,
    starts_at: datetime,
    now: datetime,
    *,
    kind: str = "parent",
) -> int:
    """A new meeting; returns its id, which is its subject's.

    `starts_at` is a local time, aware in the school's zone (a ZoneInfo).

    Raises:
        Broken: "time-past", or "meeting-title" / "meeting-place" for one without a letter or
            longer than 120 characters.
    """
    if starts_at <= now:
        raise Broken("time-past")
    named_so = named(title, NAME_LIMIT, "meeting-title")
    there = named(place, NAME_LIMIT, "meeting-place") if place and clean(place) else None
    subject_id = await subjects.create(session, KIND, author_id, list(class_ids), now)
    meeting = Meeting(id=subject_id, title=named_so, place=there, kind=kind, created_at=now)
    _set_time(meeting, starts_at)
    session.add(meeting)
    await session.flush()
    return subject_id


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


async def _read(session: Session, statement: Select[Any]) -> list[Snapshot]:
    """Snapshots, a row for each class of each meeting; rows of one meeting must come together."""
    rows = await session.execute(statement)
    return [Snapshot(*row) for row in audiences.gather(rows)]


async def of_ids(session: Session, ids: Collection[int]) -> dict[int, Snapshot]:
    """The meetings among these subjects, by id; one statement."""
    statement = _snapshots().where(Meeting.id.in_(ids)).order_by(Meeting.id, Audience.class_id)
    return {one.id: one for one in await _read(session, statement)}


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
    """When a meeting is taken to have ended (UTC)."""
    return meeting.starts_at + OVER_AFTER


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

    Raises:
        Broken: "meeting-cancelled", "meeting-over", "time-past", or "meeting-same-time".
    """
    meeting = await _standing(session, meeting_id, now)
    if starts_at <= now:
        raise Broken("time-past")
    if starts_at == meeting.starts_at:
        raise Broken("meeting-same-time")
    meeting.moved_from = meeting.starts_at
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


async def coming(
    session: Session, class_ids: Collection[int] | None, now: datetime
) -> list[Snapshot]:
    """The meetings of these classes (None: of all) that are not over, the next first."""
    statement = _ahead(now)
    if class_ids is not None:
        invited = select(Audience.subject_id).where(Audience.class_id.in_(class_ids))
        statement = statement.where(Meeting.id.in_(invited))
    return await _read(session, statement)


async def waiting_for(session: Session, actor: Actor, now: datetime) -> list[Snapshot]:
    """The meetings that one of the actor's units has not answered, the next first."""
    return await _read(session, _ahead(now).where(answers.wait_for(actor)))


def _ahead(now: datetime) -> Select[Any]:
    return (
        _snapshots()
        .where(Meeting.cancelled_at.is_(None), Meeting.starts_at > now - OVER_AFTER)
        .order_by(Meeting.starts_at, Meeting.id, Audience.class_id)
    )


async def card_view(session: Session, meeting_id: int) -> CardView:
    """What a meeting's card shows in the group.

    Raises:
        LookupError: there is no such meeting.
    """
    return (await card_views(session, [await get(session, meeting_id)]))[0]


async def card_views(session: Session, found: Collection[Snapshot]) -> list[CardView]:
    """What the cards of these meetings show; as many statements for any number of them."""
    authors = await audiences.authors(session, {each.author_id for each in found})
    names = await audiences.names_of(session, {each.id: each.class_ids for each in found})
    ids = [each.id for each in found]
    counts = await answers.tallies(session, ids)
    spoken = await lectures.of_meetings(session, ids)
    committees = [each.id for each in found if each.kind == COMMITTEE]
    left = await tasks.left_before(session, committees)
    items = await agenda.texts_of(session, committees)
    return [
        CardView(
            meeting=each,
            author=authors.get(each.author_id),
            classes=names[each.id],
            coming=counts[each.id].get(Reply.YES, 0),
            maybe=counts[each.id].get(Reply.MAYBE, 0),
            not_coming=counts[each.id].get(Reply.NO, 0),
            lecture=spoken.get(each.id),
            agenda=items.get(each.id, ()),
            tasks_before=left.get(each.id, 0),
        )
        for each in found
    ]


async def organiser_view(session: Session, meeting_id: int) -> OrganiserView:
    """What the organiser sees of a meeting; as many statements for any number of families.

    Raises:
        LookupError: there is no such meeting.
    """
    meeting = await get(session, meeting_id)
    everyone = await units.of_subject(session, meeting_id)
    return OrganiserView(
        meeting=meeting,
        classes=await audiences.names(session, meeting.class_ids),
        coming=_who_said(everyone, Reply.YES),
        maybe=_who_said(everyone, Reply.MAYBE),
        not_coming=_who_said(everyone, Reply.NO),
        missing=_who_said(everyone, None),
        unknown=await units.unknown_in(session, meeting_id),
    )


def _who_said(everyone: Collection[Unit], *values: str | None) -> tuple[Unit, ...]:
    return tuple(unit for unit in everyone if unit.value in values)


async def to_remind(session: Session, meeting_id: int) -> Reach:
    """The guardians of the units that come, or may."""
    everyone = await units.of_subject(session, meeting_id)
    return units.reach(_who_said(everyone, Reply.YES, Reply.MAYBE))


async def to_ask(session: Session, meeting_id: int) -> Reach:
    """The guardians of the units that have not answered; nobody who did."""
    everyone = await units.of_subject(session, meeting_id)
    return units.reach(_who_said(everyone, None), but=units.tapped(everyone))


async def said_yes(session: Session, meeting_id: int) -> Reach:
    """The guardians of the units that come: they must hear what changes."""
    everyone = await units.of_subject(session, meeting_id)
    return units.reach(_who_said(everyone, Reply.YES))


def reminder_times(
    starts_at: datetime, zone: ZoneInfo, now: datetime
) -> list[tuple[str, datetime]]:
    """When a meeting is recalled, by name, as aware local times: those that are still ahead.

    "week" and "day" before come at the same time by the school's clock (a time that daylight
    saving skips: the first valid one after; one that it repeats: the first), "hours" is two hours
    before the start, however the clocks are changed meanwhile.
    """
    local = starts_at.astimezone(zone).replace(tzinfo=None)
    ahead = [
        ("week", localise(local - timedelta(days=7), zone)),
        ("day", localise(local - timedelta(days=1), zone)),
        ("hours", (starts_at.astimezone(UTC) - timedelta(hours=2)).astimezone(zone)),
    ]
    return [(name, at) for name, at in ahead if now < at.astimezone(UTC) < starts_at]
