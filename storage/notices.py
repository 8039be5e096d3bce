"""Notices: what a teacher tells the families of classes, and who has confirmed it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, and_, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from storage import answers, audiences, subjects, units
from storage.actors import Actor
from storage.answers import Via
from storage.base import Base, Session
from storage.rules import Broken
from storage.subjects import Audience, Subject
from storage.units import Reach, Unit

KIND = "notice"
# The one answer to a notice.
CONFIRMED = "confirmed"
# A third message about one notice is read by nobody who left two unanswered.
NUDGES = 2


class Confirm(StrEnum):
    """How families confirm that they have read a notice."""

    NONE = "none"
    TAP = "tap"


class Notice(Base):
    """A notice; `chat_id` and `message_id` are those of the typed command, which may be edited.

    It waits while `posted_at` is None, until `planned_for` if that is set.
    """

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(
        ForeignKey("subjects.id"), primary_key=True, autoincrement=False
    )
    text: Mapped[str]
    spans: Mapped[list[Any]]
    chat_id: Mapped[int | None]
    message_id: Mapped[int | None]
    posted_at: Mapped[datetime | None]
    planned_for: Mapped[datetime | None]
    corrected_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    nudges: Mapped[int] = mapped_column(default=0)
    confirm: Mapped[Confirm] = mapped_column(default=Confirm.TAP)

    __table_args__ = (
        Index(None, "chat_id", "message_id", unique=True),
        Index(None, "posted_at"),
        Index(
            "ix_notices_waiting",
            "planned_for",
            sqlite_where=sql("posted_at IS NULL"),
        ),
    )


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A notice as it stands, with its author and the classes it is for."""

    id: int
    author_id: int | None
    text: str
    spans: list[Any]
    chat_id: int | None
    message_id: int | None
    posted_at: datetime | None
    planned_for: datetime | None
    corrected_at: datetime | None
    withdrawn_at: datetime | None
    nudges: int
    confirm: Confirm
    class_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CardView:
    """What a notice's card shows in the group; `confirmed` counts units."""

    notice: Snapshot
    author: str | None
    classes: tuple[str, ...]
    confirmed: int


@dataclass(frozen=True, slots=True)
class AuthorView:
    """What the author sees, in private.

    `told` are those of whom the teacher recorded it; `unknown` is how many members of the
    groups the school knows nothing of, None where the group's size is unknown too.
    """

    notice: Snapshot
    classes: tuple[str, ...]
    missing: tuple[Unit, ...]
    confirmed: tuple[Unit, ...]
    told: tuple[Unit, ...]
    unknown: int | None
    nudges_left: int


async def create(
    session: Session,
    author_id: int | None,
    class_ids: Collection[int],
    text: str,
    spans: list[Any],
    now: datetime,
    *,
    chat_id: int | None = None,
    message_id: int | None = None,
    planned_for: datetime | None = None,
    confirm: Confirm = Confirm.TAP,
) -> int:
    """A new notice, posted now or planned; returns its id, which is its subject's.

    Raises:
        Broken: "time-past", when it is planned for a time that is over.
    """
    if planned_for is not None and planned_for <= now:
        raise Broken("time-past")
    subject_id = await subjects.create(session, KIND, author_id, list(class_ids), now)
    session.add(
        Notice(
            id=subject_id,
            text=text,
            spans=spans,
            chat_id=chat_id,
            message_id=message_id,
            posted_at=now if planned_for is None else None,
            planned_for=planned_for,
            confirm=confirm,
        )
    )
    await session.flush()
    return subject_id


def _snapshots() -> Select[Any]:
    columns = [getattr(Notice, name) for name in Snapshot.__slots__[2:-1]]
    return (
        select(Subject.id, Subject.author_id, *columns, Audience.class_id)
        .select_from(Notice)
        .join(Subject, Subject.id == Notice.id)
        .join(Audience, Audience.subject_id == Notice.id)
    )


async def _read(session: Session, statement: Select[Any]) -> list[Snapshot]:
    """Snapshots, a row for each class of each notice; rows of one notice must come together."""
    rows = await session.execute(statement)
    return [Snapshot(*row) for row in audiences.gather(rows)]


async def of_ids(session: Session, ids: Collection[int]) -> dict[int, Snapshot]:
    """The notices among these subjects, by id; one statement."""
    statement = _snapshots().where(Notice.id.in_(ids)).order_by(Notice.id, Audience.class_id)
    return {one.id: one for one in await _read(session, statement)}


async def get(session: Session, notice_id: int) -> Snapshot:
    """A notice.

    Raises:
        LookupError: there is none of that id.
    """
    found = await of_ids(session, [notice_id])
    if notice_id not in found:
        raise LookupError(f"no notice {notice_id}")
    return found[notice_id]


async def of_command(session: Session, chat_id: int, message_id: int) -> Snapshot | None:
    """The notice that a typed command made."""
    statement = (
        _snapshots()
        .where(Notice.chat_id == chat_id, Notice.message_id == message_id)
        .order_by(Audience.class_id)
    )
    found = await _read(session, statement)
    return found[0] if found else None


async def _standing(session: Session, notice_id: int) -> Notice:
    notice = await session.get(Notice, notice_id, with_for_update=True)
    if notice is None:
        raise LookupError(f"no notice {notice_id}")
    if notice.withdrawn_at is not None:
        raise Broken("notice-withdrawn")
    return notice


async def _changed(session: Session, notice_id: int, now: datetime) -> None:
    await session.flush()
    await subjects.bump(session, [notice_id], now)


async def plan(session: Session, notice_id: int, at: datetime, now: datetime) -> None:
    """Plans a notice that is not posted yet for a time, or for another; bumps.

    Raises:
        Broken: "notice-withdrawn", "notice-posted" or "time-past".
    """
    notice = await _standing(session, notice_id)
    if notice.posted_at is not None:
        raise Broken("notice-posted")
    if at <= now:
        raise Broken("time-past")
    notice.planned_for = at
    await _changed(session, notice_id, now)


async def cancel(session: Session, notice_id: int, now: datetime) -> None:
    """Drops a notice before it was posted; bumps.

    Raises:
        Broken: "notice-withdrawn", or "notice-posted" when it is too late for that.
    """
    notice = await _standing(session, notice_id)
    if notice.posted_at is not None:
        raise Broken("notice-posted")
    notice.withdrawn_at = now
    await _changed(session, notice_id, now)


async def mark_posted(session: Session, notice_id: int, now: datetime) -> bool:
    """The notice goes out now; False when it has done so already, or was dropped."""
    notice = await session.get(Notice, notice_id, with_for_update=True)
    if notice is None or notice.posted_at is not None or notice.withdrawn_at is not None:
        return False
    notice.posted_at = now
    await _changed(session, notice_id, now)
    return True


async def correct(
    session: Session, notice_id: int, text: str, spans: list[Any], now: datetime
) -> bool:
    """Puts other words in a notice's place; returns whether they differ, and bumps if so.

    One that nobody has seen yet is not marked as corrected.

    Raises:
        Broken: "notice-withdrawn".
    """
    notice = await _standing(session, notice_id)
    if (notice.text, notice.spans) == (text, spans):
        return False
    notice.text, notice.spans = text, spans
    if notice.posted_at is not None:
        notice.corrected_at = now
    await _changed(session, notice_id, now)
    return True


async def withdraw(session: Session, notice_id: int, now: datetime) -> None:
    """Takes a notice back, posted or not; bumps.

    Raises:
        Broken: "notice-withdrawn", when that was done already.
    """
    notice = await _standing(session, notice_id)
    notice.withdrawn_at = now
    await _changed(session, notice_id, now)


async def nudge(session: Session, notice_id: int, now: datetime) -> int:
    """Counts a nudge, at most two; returns which one it is, and bumps.

    Raises:
        Broken: "notice-withdrawn", "notice-unposted", or "notice-nudged-out" after the second.
    """
    notice = await _standing(session, notice_id)
    if notice.posted_at is None:
        raise Broken("notice-unposted")
    if notice.nudges >= NUDGES:
        raise Broken("notice-nudged-out", limit=NUDGES)
    notice.nudges += 1
    await _changed(session, notice_id, now)
    return notice.nudges


async def planned(
    session: Session,
    class_ids: Collection[int] | None = None,
    author_id: int | None = None,
) -> list[Snapshot]:
    """The notices that wait for their time, the next first.

    Those for one of these classes or by this author; with neither given, the whole school's.
    """
    waiting = and_(
        Notice.planned_for.is_not(None), Notice.posted_at.is_(None), Notice.withdrawn_at.is_(None)
    )
    statement = _snapshots().where(waiting, audiences.whose(class_ids, author_id))
    return await _read(
        session, statement.order_by(Notice.planned_for, Notice.id, Audience.class_id)
    )


async def running(
    session: Session,
    class_ids: Collection[int] | None = None,
    author_id: int | None = None,
    limit: int = 20,
) -> list[Snapshot]:
    """The latest notices that are posted and stand, the newest first; whose, as in `planned`."""
    latest = (
        select(Notice.id)
        .join(Subject, Subject.id == Notice.id)
        .where(_stands(), audiences.whose(class_ids, author_id))
        .order_by(Notice.posted_at.desc(), Notice.id.desc())
        .limit(limit)
    )
    statement = _snapshots().where(Notice.id.in_(latest))
    return await _read(
        session,
        statement.order_by(Notice.posted_at.desc(), Notice.id.desc(), Audience.class_id),
    )


async def waiting_for(session: Session, actor: Actor) -> list[Snapshot]:
    """The notices that one of the actor's units has not confirmed, the oldest first."""
    asked = Notice.confirm != Confirm.NONE
    statement = _snapshots().where(_stands(), asked, answers.wait_for(actor))
    return await _read(session, statement.order_by(Notice.id, Audience.class_id))


def _stands() -> ColumnElement[bool]:
    return and_(Notice.posted_at.is_not(None), Notice.withdrawn_at.is_(None))


async def card_view(session: Session, notice_id: int) -> CardView:
    """What a notice's card shows in the group.

    Raises:
        LookupError: there is no such notice.
    """
    return (await card_views(session, [await get(session, notice_id)]))[0]


async def card_views(session: Session, found: Collection[Snapshot]) -> list[CardView]:
    """What the cards of these notices show; as many statements for any number of them."""
    authors = await audiences.authors(session, {each.author_id for each in found})
    names = await audiences.names_of(session, {each.id: each.class_ids for each in found})
    counts = await answers.tallies(session, [each.id for each in found])
    return [
        CardView(each, authors.get(each.author_id), names[each.id], sum(counts[each.id].values()))
        for each in found
    ]


async def author_view(session: Session, notice_id: int) -> AuthorView:
    """What the author sees of a notice; as many statements for any number of families.

    Raises:
        LookupError: there is no such notice.
    """
    notice = await get(session, notice_id)
    everyone = await units.of_subject(session, notice_id)
    return AuthorView(
        notice=notice,
        classes=await audiences.names(session, notice.class_ids),
        missing=tuple(unit for unit in everyone if unit.value is None),
        confirmed=tuple(unit for unit in everyone if unit.via == Via.TAP),
        told=tuple(unit for unit in everyone if unit.via == Via.TOLD),
        unknown=await units.unknown_in(session, notice_id),
        nudges_left=NUDGES - notice.nudges,
    )


async def to_nudge(session: Session, notice_id: int) -> Reach:
    """The guardians of the units that are missing; nobody who confirmed."""
    everyone = await units.of_subject(session, notice_id)
    missing = [unit for unit in everyone if unit.value is None]
    return units.reach(missing, but=units.tapped(everyone))
