"""The schedule: what must be looked at, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, delete, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Session, upsert

TRIES = 3
_WAITING = text("NOT parked")


class Alarm(Base):
    """Something to look at: `kind` names what a feature does then, `args` what with.

    `due_at` is the instant; `wall` and `zone` are the local time it came from, kept so that it
    can be told from the instant again. `key` is unique: setting it again moves the alarm.
    """

    __tablename__ = "alarms"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"), index=True)
    args: Mapped[dict[str, Any]]
    due_at: Mapped[datetime]
    wall: Mapped[str]
    zone: Mapped[str]
    failures: Mapped[int] = mapped_column(default=0)
    parked: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        Index("ix_alarms_due", "due_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )


async def set_alarm(
    session: Session,
    key: str,
    kind: str,
    wall: datetime,
    *,
    subject_id: int | None = None,
    args: dict[str, Any] | None = None,
) -> None:
    """Sets an alarm for an aware local time; one that stands under this key is moved."""
    row = {
        "key": key,
        "kind": kind,
        "subject_id": subject_id,
        "args": args or {},
        "due_at": wall,
        "wall": wall.strftime("%Y-%m-%dT%H:%M:%S"),
        "zone": str(wall.tzinfo),
        "failures": 0,
        "parked": False,
    }
    change = [name for name in row if name != "key"]
    await upsert(session, Alarm.__table__, [row], key=["key"], change=change)


async def cancel_of(session: Session, subject_id: int, kind: str | None = None) -> None:
    """Takes away what was still to happen for a subject (of one kind only, if it is named)."""
    statement = delete(Alarm).where(Alarm.subject_id == subject_id)
    if kind is not None:
        statement = statement.where(Alarm.kind == kind)
    await session.execute(statement)


@dataclass(frozen=True, slots=True)
class Due:
    """An alarm that is due, as its effect sees it."""

    id: int
    kind: str
    subject_id: int | None
    args: dict[str, Any]
    due_at: datetime


async def due(session: Session, now: datetime, limit: int = 50) -> list[Due]:
    """The alarms that are due, the earliest first."""
    found = await session.execute(
        select(Alarm.id, Alarm.kind, Alarm.subject_id, Alarm.args, Alarm.due_at)
        .where(~Alarm.parked, Alarm.due_at <= now)
        .order_by(Alarm.due_at, Alarm.id)
        .limit(limit)
    )
    return [Due(*row) for row in found]


async def next_due(session: Session) -> datetime | None:
    """When the next alarm is due, in UTC; None when nothing waits."""
    return await session.scalar(
        select(Alarm.due_at).where(~Alarm.parked).order_by(Alarm.due_at).limit(1)
    )


async def take(session: Session, alarm: Due) -> bool:
    """Removes an alarm before its effect, which may set it anew; both are one transaction.

    Returns whether it still stood as it was read: another alarm's effect may have moved it or
    taken it away.
    """
    taken = await session.scalar(
        delete(Alarm)
        .where(Alarm.id == alarm.id, Alarm.due_at == alarm.due_at)
        .returning(Alarm.id)
        .execution_options(synchronize_session=False)
    )
    return taken is not None


async def failed(session: Session, alarm_id: int) -> bool:
    """Counts a failure; returns whether that was one too many and the alarm is parked."""
    parked = await session.scalar(
        update(Alarm)
        .where(Alarm.id == alarm_id)
        .values(failures=Alarm.failures + 1, parked=Alarm.failures + 1 >= TRIES)
        .returning(Alarm.parked)
    )
    return bool(parked)
