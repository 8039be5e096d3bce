"""Figures of the letters, for the principal and the term's report: how many, how soon, how well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from statistics import median

from sqlalchemy import select

from storage.base import Session
from storage.letters import About, Letter, Mode
from storage.working import HOUR, Calendar, Promise

# A school year, and the month in which it is looked at.
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of some letters; nothing here says whose they were.

    `median` is of the working hours until the first answer. `kept` of the `due` letters were
    answered, or closed, within the promise: due is what could be answered and either was, or has
    waited longer than was promised. `good` of the `rated` were dealt with well, as writers say.
    """

    by_kind: Counter[About]
    answered: int
    median: float | None
    due: int
    kept: int
    rated: int
    good: int

    @property
    def count(self) -> int:
        """How many letters there were."""
        return sum(self.by_kind.values())


@dataclass(frozen=True, slots=True)
class Year:
    """The last twelve months: each of them that had letters, by its first day, and all of them."""

    months: tuple[tuple[date, Figures], ...]
    whole: Figures


@dataclass(frozen=True, slots=True)
class _Came:
    """What is asked of one letter; times in working hours."""

    month: date
    about: About
    answered_in: float | None
    done_in: float | None
    waits: float | None
    satisfied: bool | None


async def year(session: Session, calendar: Calendar, promise: Promise, now: datetime) -> Year:
    """The figures of the letters that came in this month and the eleven before."""
    today = now.astimezone(calendar.zone).date()
    begun = datetime.combine(_first(today), time(), calendar.zone)
    asked = select(
        *(Letter.about, Letter.mode, Letter.sent_at, Letter.answered_at),
        *(Letter.closed_at, Letter.satisfied, Letter.waiting_since),
    ).where(Letter.sent_at >= begun)
    came = [_came(calendar, now, *row) for row in await session.execute(asked)]
    enough = promise.answered * (calendar.week.day / HOUR)
    found = [
        (month, _figures([one for one in came if one.month == month], enough))
        for month in sorted({one.month for one in came})
    ]
    return Year(tuple(found), _figures(came, enough))


def _first(today: date) -> date:
    """The first day of the month that was eleven months ago."""
    months = today.year * 12 + today.month - MONTHS
    return date(months // 12, months % 12 + 1, 1)


def _came(
    calendar: Calendar,
    now: datetime,
    about: About,
    mode: Mode,
    sent_at: datetime,
    answered_at: datetime | None,
    closed_at: datetime | None,
    satisfied: bool | None,
    waiting_since: datetime | None,
) -> _Came:
    def spent(until: datetime | None, since: datetime = sent_at) -> float | None:
        return calendar.spent(since, until) / HOUR if until is not None else None

    month = sent_at.astimezone(calendar.zone).date().replace(day=1)
    if mode == Mode.DROP:  # nobody can be answered
        return _Came(month, about, None, None, None, None)
    done = answered_at or closed_at
    # One that was closed and opened again has waited since then.
    waits = spent(now, waiting_since or sent_at) if done is None else None
    return _Came(month, about, spent(answered_at), spent(done), waits, satisfied)


def _figures(came: Iterable[_Came], enough: float) -> Figures:
    """`enough` is how many working hours were promised."""
    letters = list(came)
    answered = [one.answered_in for one in letters if one.answered_in is not None]
    done = [one.done_in for one in letters if one.done_in is not None]
    late = sum(one.waits is not None and one.waits > enough for one in letters)
    rated = [one.satisfied for one in letters if one.satisfied is not None]
    return Figures(
        Counter(one.about for one in letters),
        len(answered),
        median(answered) if answered else None,
        len(done) + late,
        sum(each <= enough for each in done),
        len(rated),
        sum(rated),
    )
