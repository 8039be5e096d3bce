"""Notices: what a teacher tells the families of classes, and who has confirmed it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Select, and_, bindparam, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from storage import answers, audiences, notice_questions, subjects, units
from storage.base import Base, Session
from storage.notice_questions import Answered
from storage.rules import Broken
from storage.subjects import Audience, Subject

KIND = "notice"
# The one answer to a notice.
CONFIRMED = "confirmed"
# A third message about one notice is read by nobody who left two unanswered.
NUDGES = 2


class Confirm(StrEnum):
    """How families confirm that they have read a notice."""

    NONE = "none"
    TAP = "tap"
    SIGNED = "signed"


class Notice(Base):
    """A notice; `chat_id` and `message_id` are those of the typed command, which may be edited.

    It waits while `posted_at` is None, until `planned_for` if that is set; `held` says that quiet
    hours, and not its author, chose that time. `files` are those it carries, as JSON values;
    `pin` is whether it is to be pinned, None where nobody asked for it. `change` is what its last
    correction changed: [what it said, what it says, whether there was more, whether the files].
    `reworded_at` is when its words or files last changed: what was signed before counts no longer.
    `nudged` is how often those missing were nudged, by class (its id as a string), `nudges` the
    most of these.
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
    reworded_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    nudges: Mapped[int] = mapped_column(default=0)
    nudged: Mapped[dict[str, Any]] = mapped_column(default=dict)
    confirm: Mapped[Confirm] = mapped_column(default=Confirm.TAP)
    files: Mapped[list[Any]] = mapped_column(default=list)
    urgent: Mapped[bool] = mapped_column(default=False)
    pin: Mapped[bool | None]
    held: Mapped[bool] = mapped_column(default=False)
    change: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))

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
    nudged: dict[str, Any]
    confirm: Confirm
    files: list[Any]
    urgent: bool
    pin: bool | None
    held: bool
    change: list[Any] | None
    class_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CardView:
    """What a notice's card shows in the group; `confirmed` counts families, of a slip children."""

    notice: Snapshot
    author: str | None
    classes: tuple[str, ...]
    confirmed: int
    answered: tuple[Answered, ...] = ()


@dataclass(frozen=True)
class Manner:
    """How a notice goes out, as the columns of Notice say it."""

    files: list[Any] = field(default_factory=list)
    urgent: bool = False
    pin: bool | None = None
    held: bool = False


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
    manner: Manner = Manner(),
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
            **asdict(manner),
        )
    )
    await session.flush()
    return subject_id


def snapshots() -> Select[Any]:
    """The statement that `read` makes snapshots of, a row for each class of each notice."""
    columns = [getattr(Notice, name) for name in Snapshot.__slots__[2:-1]]
    return (
        select(Subject.id, Subject.author_id, *columns, Audience.class_id)
        .select_from(Notice)
        .join(Subject, Subject.id == Notice.id)
        .join(Audience, Audience.subject_id == Notice.id)
    )


# Built once: every batch of taps runs it.
_OF_IDS = (
    snapshots()
    .where(Notice.id.in_(bindparam("ids", expanding=True)))
    .order_by(Notice.id, Audience.class_id)
)


async def read(
    session: Session, statement: Select[Any], values: dict[str, Any] | None = None
) -> list[Snapshot]:
    """Snapshots, a row for each class of each notice; rows of one notice must come together."""
    rows = await session.execute(statement, values)
    return [Snapshot(*row) for row in audiences.gather(rows)]


async def of_ids(session: Session, ids: Collection[int]) -> dict[int, Snapshot]:
    """The notices among these subjects, by id; one statement."""
    return {one.id: one for one in await read(session, _OF_IDS, {"ids": list(ids)})}


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
        snapshots()
        .where(Notice.chat_id == chat_id, Notice.message_id == message_id)
        .order_by(Audience.class_id)
    )
    found = await read(session, statement)
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


async def plan(
    session: Session, notice_id: int, at: datetime, now: datetime, *, held: bool = False
) -> None:
    """Plans a notice that is not posted yet for a time, or for another; bumps.

    Raises:
        Broken: "notice-withdrawn", "notice-posted" or "time-past".
    """
    notice = await _standing(session, notice_id)
    if notice.posted_at is not None:
        raise Broken("notice-posted")
    if at <= now:
        raise Broken("time-past")
    notice.planned_for, notice.held = at, held
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
    session: Session,
    notice_id: int,
    text: str,
    spans: list[Any],
    now: datetime,
    *,
    files: Collection[Any] | None = None,
    change: list[Any] | None = None,
) -> bool:
    """Puts other words in a notice's place; returns whether they differ, and bumps if so.

    With `files` (None: as they are) it carries those from now on; `change` is what to say of it.
    One that nobody has seen yet is not marked as corrected.

    Raises:
        Broken: "notice-withdrawn".
    """
    notice = await _standing(session, notice_id)
    carried = notice.files if files is None else list(files)
    if (notice.text, notice.spans, notice.files) == (text, spans, carried):
        return False
    reworded = (notice.text, notice.files) != (text, carried)
    notice.text, notice.spans, notice.files = text, spans, carried
    if notice.posted_at is not None:
        notice.corrected_at, notice.change = now, change
        notice.reworded_at = now if reworded else notice.reworded_at
    await _changed(session, notice_id, now)
    return True


async def withdraw(session: Session, notice_id: int, now: datetime) -> None:
    """Takes a notice back, posted or not; bumps.

    Raises:
        Broken: "notice-withdrawn", when that was done already.
    """
    notice = await _standing(session, notice_id)
    notice.withdrawn_at = now
    notice.pin = False if notice.pin else notice.pin
    await _changed(session, notice_id, now)


async def unpin(session: Session, notice_id: int, now: datetime) -> None:
    """A notice that was to be pinned is over; bumps if it was."""
    notice = await session.get(Notice, notice_id, with_for_update=True)
    if notice is not None and notice.pin:
        notice.pin = False
        await _changed(session, notice_id, now)


async def nudge(
    session: Session, notice_id: int, class_ids: Collection[int], now: datetime
) -> dict[int, int]:
    """Counts a nudge in these classes, at most two in each, and bumps.

    Returns which one it is, by class; a class that has had both is left out.

    Raises:
        Broken: "notice-withdrawn", "notice-unposted", or "notice-nudged-out" where no class is
            left.
    """
    notice = await _standing(session, notice_id)
    if notice.posted_at is None:
        raise Broken("notice-unposted")
    numbers = {each: notice.nudged.get(str(each), 0) + 1 for each in class_ids}
    numbers = {each: number for each, number in numbers.items() if number <= NUDGES}
    if not numbers:
        raise Broken("notice-nudged-out", limit=NUDGES)
    notice.nudged = notice.nudged | {str(each): number for each, number in numbers.items()}
    notice.nudges = max(notice.nudged.values())
    await _changed(session, notice_id, now)
    return numbers


def stands() -> ColumnElement[bool]:
    """On notices: posted, and not withdrawn."""
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
    slips = [each.id for each in found if each.confirm == Confirm.SIGNED]
    counts = await answers.tallies(session, slips) if slips else {}
    counts |= await units.families_who_said(session, [e.id for e in found if e.id not in counts])
    answered = await notice_questions.shared(session, [each.id for each in found])
    return [
        CardView(
            each,
            authors.get(each.author_id),
            names[each.id],
            sum(counts[each.id].values()),
            tuple(answered.get(each.id, ())),
        )
        for each in found
    ]
