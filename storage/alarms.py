"""The schedule: what must be looked at, and when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, ForeignKey, Index, delete, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Session, upsert
from storage.recurrence import NotARule, occurrences

TRIES = 3
# After so many occurrences that came in time, the clock that left others out was right.
BELIEVED = 7
# As the statements below say it: SQLite uses the index where it sees its very condition.
_WAITING = text("parked = 0")


class Alarm(Base):
    """Something to look at: `kind` names what a feature does then, `args` what with.

    `due_at` is the instant; `wall` and `zone` are the local time it came from, kept so that it
    can be told from the instant again. With a `rule` (RFC 5545, RRULE) it is the next occurrence
    of a series, and `wall` what the rule says, whether or not the clock shows that time.
    `key` is unique: setting it again moves the alarm.

    Where occurrences were left out, because their time was long past, `skipped` says from where
    on and at what time: should the clock have been wrong, they are still to come (`take_back`).
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
    rule: Mapped[str | None]
    failures: Mapped[int] = mapped_column(default=0)
    parked: Mapped[bool] = mapped_column(default=False)
    skipped: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    __table_args__ = (Index("ix_alarms_due", "due_at", sqlite_where=_WAITING),)


@dataclass(frozen=True, slots=True)
class Due:
    """An alarm that is due, as its effect sees it."""

    id: int
    kind: str
    subject_id: int | None
    args: dict[str, Any]
    due_at: datetime
    key: str
    wall: str
    zone: str
    rule: str | None
    skipped: dict[str, Any] | None = None


_COLUMNS = [getattr(Alarm, each.name) for each in fields(Due)]


async def set_alarm(
    session: Session,
    key: str,
    kind: str,
    wall: datetime,
    *,
    subject_id: int | None = None,
    args: dict[str, Any] | None = None,
    rule: str | None = None,
) -> None:
    """Sets an alarm for an aware local time; one that stands under this key is moved.

    With a `rule` the alarm comes again and again: on each date that the rule has from `wall` on,
    at the time of `wall` in its zone, also where the clock skips that time on the first date.

    Raises:
        NotARule: the rule cannot be read, asks for more than one a day, or has no date at all.
    """
    at, naive = wall, wall.replace(tzinfo=None)
    if rule is not None:
        first = next(occurrences(rule, naive, ZoneInfo(str(wall.tzinfo))), None)
        if first is None:
            raise NotARule(f"{rule}: there is no such date")
        at, naive, rule = first.at, first.wall, first.rule
    due = Due(0, kind, subject_id, args or {}, at, key, _written(naive), str(wall.tzinfo), rule)
    await _put(session, due)


async def renew(
    session: Session, alarm: Due, now: datetime, grace: timedelta = timedelta()
) -> None:
    """Sets the next occurrence of a series, in the transaction in which this one is dealt with.

    It is the first one after this that is less than `grace` past at `now` (aware): those missed
    before that are left out, those that may still happen are not. A series that is over, and an
    alarm without a rule, leave nothing.
    """
    if alarm.rule is None:
        return
    late = now - alarm.due_at > grace
    memo = dict(alarm.skipped or {"wall": alarm.wall, "rule": alarm.rule, "done": []})
    done = [*memo["done"], alarm.wall]
    if late:
        memo |= _told(memo, now, grace)
    else:
        memo |= {"done": done}
    await _go_on(session, alarm, now, grace, memo, done)


def _told(memo: dict[str, Any], now: datetime, grace: timedelta) -> dict[str, Any]:
    latest = max(now.isoformat(), memo.get("now", ""))
    return {"now": latest, "grace": grace.total_seconds()}


async def _go_on(
    session: Session,
    alarm: Due,
    now: datetime,
    grace: timedelta,
    memo: dict[str, Any],
    done: Collection[str],
) -> None:
    """Sets the first occurrence from the alarm's on that is neither done nor long past."""
    assert alarm.rule is not None  # noqa: S101 (the callers have looked)
    start, zone = datetime.fromisoformat(alarm.wall), ZoneInfo(alarm.zone)
    for each in occurrences(alarm.rule, start, zone):
        wall = _written(each.wall)
        if wall in done:
            continue
        if each.at >= now - grace:
            doubtful = "now" in memo and len(memo["done"]) < BELIEVED
            skipped = memo if doubtful else None
            after = replace(alarm, due_at=each.at, wall=wall, rule=each.rule, skipped=skipped)
            await _put(session, after)
            return
        memo |= _told(memo, now, grace)


async def take_back(session: Session, now: datetime) -> None:
    """After the clock went back to `now`: what was left out by a later time is still to come.

    Only what has not been dealt with, so that none comes twice.
    """
    found = await session.execute(select(*_COLUMNS).where(Alarm.skipped.is_not(None)))
    for alarm in (Due(*row) for row in found.all()):
        memo = alarm.skipped
        if memo is not None and datetime.fromisoformat(memo["now"]) > now:
            stood = replace(alarm, wall=memo["wall"], rule=memo["rule"])
            grace = timedelta(seconds=memo["grace"])
            await _go_on(session, stood, now, grace, dict(memo), memo["done"])


async def _put(session: Session, alarm: Due) -> None:
    row = asdict(alarm) | {"failures": 0, "parked": False}
    del row["id"]
    change = [name for name in row if name != "key"]
    await upsert(session, Alarm.__table__, [row], key=["key"], change=change)


def _written(wall: datetime) -> str:
    return wall.strftime("%Y-%m-%dT%H:%M:%S")


async def cancel_of(session: Session, subject_id: int, kind: str | None = None) -> None:
    """Takes away what was still to happen for a subject (of one kind only, if it is named)."""
    statement = delete(Alarm).where(Alarm.subject_id == subject_id)
    if kind is not None:
        statement = statement.where(Alarm.kind == kind)
    await session.execute(statement)


async def due(session: Session, now: datetime, limit: int = 50) -> list[Due]:
    """The alarms that are due, the earliest first."""
    found = await session.execute(
        select(*_COLUMNS)
        .where(~Alarm.parked, Alarm.due_at <= now)
        .order_by(Alarm.due_at, Alarm.id)
        .limit(limit)
        # Where several processes ring, each takes what no other is ringing.
        .with_for_update(skip_locked=True)
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
