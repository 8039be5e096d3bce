"""The clock over the letters: how long each has waited in working hours, and who waits too long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast

from sqlalchemy import Table, bindparam, case, func, select, update

from storage import alarms, subjects
from storage.alarms import Alarm
from storage.base import Session
from storage.letters import Letter, LetterConcern, Snapshot, Status, open_ones
from storage.working import HOUR, Calendar, Promise

LOOK, MORNING, WEEKLY = "letter_clock.look", "letter_clock.morning", "letter_clock.weekly"
# A letter of today is told the hour; one that waits longer, in steps.
FINE, STEP = 8, 4
_TABLE = cast(Table, Letter.__table__)


class Light(StrEnum):
    """How long a letter has waited, by what was promised."""

    FRESH = "fresh"
    UNSEEN = "unseen"
    LATE = "late"
    RED = "red"


def light(one: Snapshot, promise: Promise, day: timedelta) -> Light:
    """How long a letter has waited; `day` is how long a working day is."""
    return _light(one.status, one.waited, promise, day)


def _light(status: Status, waited: int | None, promise: Promise, day: timedelta) -> Light:
    if waited is None:
        return Light.FRESH
    days = waited * HOUR / day
    if days >= promise.red:
        return Light.RED
    if days >= promise.answered:
        return Light.LATE
    unseen = status == Status.NEW and days >= promise.seen
    return Light.UNSEEN if unseen else Light.FRESH


async def wind(session: Session, calendar: Calendar, now: datetime) -> None:
    """Sets the clock going; where it goes already, it is left alone."""
    asked = select(Alarm.key).where(Alarm.key.in_([LOOK, MORNING, WEEKLY]))
    going = set(await session.scalars(asked))
    if LOOK not in going:
        await set_look(session, calendar, now)
    if MORNING not in going:
        await set_morning(session, calendar, now)
    if WEEKLY not in going:
        await set_weekly(session, calendar, now)


async def set_look(session: Session, calendar: Calendar, now: datetime) -> None:
    """The letters are looked at when another working hour is over."""
    await _set(session, LOOK, calendar.ticks(now))


async def set_morning(session: Session, calendar: Calendar, now: datetime) -> None:
    """Who waits too long is said when the next working day begins."""
    await _set(session, MORNING, calendar.opens(now))


async def set_weekly(session: Session, calendar: Calendar, now: datetime) -> None:
    """The week is told on the first working day of the next."""
    today = now.astimezone(calendar.zone)
    sunday = today + timedelta(days=6 - today.weekday())
    await _set(session, WEEKLY, calendar.opens(sunday.replace(hour=23, minute=59)))


async def _set(session: Session, kind: str, at: datetime | None) -> None:
    if at is not None:
        await alarms.set_alarm(session, kind, kind, at)


async def look(
    session: Session, calendar: Calendar, promise: Promise, now: datetime
) -> list[Snapshot]:
    """Works out how long each open letter has waited; bumps those whose cards tell it anew.

    Returns the open letters, the oldest first.
    """
    before = await open_ones(session)
    since = {row.id: row.waiting_since for row in await session.execute(_SINCE)}
    waited = {one.id: _waited(calendar, since.get(one.id), now) for one in before}
    changed = [one for one in before if waited[one.id] != one.waited]
    if changed:
        rows = [{"of": one.id, "waited": waited[one.id]} for one in changed]
        await session.execute(update(_TABLE).where(_TABLE.c.id == bindparam("of")), rows)
        day = calendar.week.day
        told = [one.id for one in changed if _tells(one, waited[one.id], promise, day)]
        await subjects.bump(session, told, now)
    return await open_ones(session)


_SINCE = select(Letter.id, Letter.waiting_since).where(Letter.closed_at.is_(None))


def _waited(calendar: Calendar, since: datetime | None, now: datetime) -> int | None:
    return int(calendar.spent(since, now) / HOUR) if since is not None else None


def _tells(one: Snapshot, waited: int | None, promise: Promise, day: timedelta) -> bool:
    """Whether the card says something else now: each hour at first, later in steps."""
    if waited is None or one.waited is None or waited < FINE:
        return True
    if waited // STEP != one.waited // STEP:
        return True
    return _light(one.status, waited, promise, day) != light(one, promise, day)


@dataclass(frozen=True, slots=True)
class Past:
    """How many letters came, got their first answer, and were closed in a week."""

    came: int
    answered: int
    closed: int


async def week(session: Session, now: datetime, but: int) -> Past:
    """What came of the letters in the seven days before, but for complaints about that person."""
    begun = now - timedelta(days=7)
    columns = (Letter.sent_at, Letter.answered_at, Letter.closed_at)
    counted = [func.count(case((column >= begun, 1))) for column in columns]
    about_them = select(LetterConcern.letter_id).where(LetterConcern.person_id == but)
    others = select(*counted).where(Letter.id.not_in(about_them))
    found = (await session.execute(others)).one()
    return Past(*(int(each) for each in found))
