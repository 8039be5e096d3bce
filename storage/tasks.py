"""Tasks that a meeting gave: what, to whom, by when; done once it is done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ForeignKey, Select, func, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from storage import subjects
from storage.base import Base, Session
from storage.people import Person
from storage.rules import Broken, named
from storage.subjects import Audience

TEXT_LIMIT = 200
# Beyond these, a class's open tasks are not listed: the oldest stand first.
LISTED = 30


class TaskRow(Base):
    """A task of a meeting's; `due_at` is the instant by which it should be done."""

    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    text: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]

    # A number is never given twice: buttons in old messages carry it.
    __table_args__ = ({"sqlite_autoincrement": True},)


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it is shown: `who` has it."""

    id: int
    meeting_id: int
    text: str
    person_id: int
    who: str
    due_at: datetime
    done_at: datetime | None


_COLUMNS: tuple[Any, ...] = (
    TaskRow.id,
    TaskRow.meeting_id,
    TaskRow.text,
    TaskRow.person_id,
    Person.name,
    TaskRow.due_at,
    TaskRow.done_at,
)


def _tasks() -> Select[Any]:
    return (
        select(*_COLUMNS)
        .join(Person, Person.id == TaskRow.person_id)
        .order_by(TaskRow.due_at, TaskRow.id)
    )


async def _read(session: Session, statement: Select[Any]) -> list[Task]:
    return [Task(*row) for row in await session.execute(statement)]


async def give(
    session: Session, meeting_id: int, text: str, person_id: int, due_at: datetime, now: datetime
) -> int:
    """Gives somebody a task, to be done by `due_at` (aware); returns its id. Bumps the meeting.

    Raises:
        Broken: "task-text" or "time-past".
    """
    if due_at <= now:
        raise Broken("time-past")
    said = named(text, TEXT_LIMIT, "task-text")
    row = TaskRow(
        meeting_id=meeting_id, text=said, person_id=person_id, due_at=due_at.astimezone(UTC)
    )
    session.add(row)
    await session.flush()
    await subjects.bump(session, [meeting_id], now)
    return row.id


async def find(session: Session, task_id: int) -> Task | None:
    """The task of that number."""
    return next(iter(await _read(session, _tasks().where(TaskRow.id == task_id))), None)


async def of_meeting(session: Session, meeting_id: int) -> list[Task]:
    """What a meeting gave to do, done or not, by when it is due."""
    return await _read(session, _tasks().where(TaskRow.meeting_id == meeting_id))


async def open_in(session: Session, class_ids: Collection[int]) -> list[Task]:
    """What is still to be done for meetings of these classes, by when it is due; LISTED at most."""
    theirs = select(Audience.subject_id).where(Audience.class_id.in_(class_ids))
    statement = _tasks().where(TaskRow.meeting_id.in_(theirs), TaskRow.done_at.is_(None))
    return await _read(session, statement.limit(LISTED))


async def left_before(session: Session, meeting_ids: Collection[int]) -> dict[int, int]:
    """How many tasks of the same classes' other meetings are open, by meeting; one statement."""
    if not meeting_ids:
        return {}
    here, there = aliased(Audience), aliased(Audience)
    found = await session.execute(
        select(here.subject_id, func.count(TaskRow.id.distinct()))
        .select_from(here)
        .join(there, there.class_id == here.class_id)
        .join(TaskRow, TaskRow.meeting_id == there.subject_id)
        .where(
            here.subject_id.in_(meeting_ids),
            there.subject_id != here.subject_id,
            TaskRow.done_at.is_(None),
        )
        .group_by(here.subject_id)
    )
    return {meeting_id: count for meeting_id, count in found}  # noqa: C416 (rows are no pairs)


async def open_of(session: Session, person_id: int) -> list[Task]:
    """What a person still has to do, by when it is due."""
    return await _read(
        session, _tasks().where(TaskRow.person_id == person_id, TaskRow.done_at.is_(None))
    )


async def finish(session: Session, task_id: int, now: datetime) -> bool:
    """A task is done; bumps its meeting. Returns whether that is news."""
    row = await session.get(TaskRow, task_id, with_for_update=True)
    if row is None or row.done_at is not None:
        return False
    row.done_at = now
    await session.flush()
    await subjects.bump(session, [row.meeting_id], now)
    return True
