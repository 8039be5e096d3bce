"""What was said, made into an instant, or into the question that is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from handlers.kit.when.hours import Time, times_of
from handlers.kit.when.said import Ahead, Clock, Dated, Day, DayOf, Part, Said, Weekday
from storage.wall import localise

# A date without a year that was over more than three months ago is next year's; one that was
# over sooner is more likely a slip.
NEXT_YEAR = timedelta(days=275)


class Asks(StrEnum):
    """What is missing, or may mean two things."""

    TIME = "time"  # a day without a time of day
    HALF = "half"  # morning or evening?
    WHICH = "which"  # which of these days?
    PAST = "past"  # that is over
    GAP = "gap"  # the clocks are put forward over it
    IMPOSSIBLE = "impossible"  # 31 February, 25:00


@dataclass(frozen=True, slots=True)
class When:
    """An instant as wall time: `at` is aware, in the zone it was read for."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be asked: with the instants it may be, or the days whose time is missing."""

    asks: Asks
    options: tuple[datetime, ...] = ()
    days: tuple[date, ...] = ()

    @property
    def refused(self) -> str | None:
        """The text key of why it can mean nothing at all; None where something is to choose."""
        if self.options or self.days:
            return None
        return "when-impossible" if self.asks == Asks.IMPOSSIBLE else "when-over"


class _Impossible(Exception):
    """There is no such day or time."""


def resolve(said: Said, now: datetime, zone: ZoneInfo) -> When | Question:
    """The instant that was said, as seen from `now` in a zone, or what must be asked."""
    try:
        # Two times of one zone are added and compared as the clock shows them.
        now = now.astimezone(UTC)
        if said.delta is not None:
            return When(_whole_minute(now + said.delta).astimezone(zone))
        return _resolve(said, now, zone)
    except (_Impossible, ValueError, OverflowError):
        return Question(Asks.IMPOSSIBLE)


def _whole_minute(at: datetime) -> datetime:
    return (at + timedelta(seconds=59)).replace(second=0, microsecond=0)


def _resolve(said: Said, now: datetime, zone: ZoneInfo) -> When | Question:
    today = now.astimezone(zone).date()
    days, sure = _days(said, today)
    clock = _clock(said)
    if clock is None:
        return _without_time(said, days, today)
    times = times_of(clock, said.part)
    if not times:
        raise _Impossible
    if not days:
        return _next_time(times, now, zone)
    found = _instants(days, times, said, zone)
    ahead = sorted({at for at in found if at > now})
    if not ahead:
        return Question(Asks.PAST, _later(said, days[0], times, now, zone))
    if len(ahead) > 1 or not sure:
        one_day = len({at.date() for at in ahead}) == 1
        asks = Asks.HALF if one_day and len(ahead) > 1 else Asks.WHICH
        return Question(asks, tuple(ahead))
    if not _exists(days, times, zone):
        return Question(Asks.GAP, tuple(ahead))
    return When(ahead[0])


def _clock(said: Said) -> Clock | None:
    """The time of day; noon says it by itself, 7:45 beside a written date is the morning's."""
    if said.clock is None:
        return Clock(12, 0, exact=True) if said.part == Part.NOON else None
    if said.written and said.part is None and said.clock.half is None and said.clock.hour != 24:
        return Clock(said.clock.hour, said.clock.minute, exact=True)
    return said.clock


def _without_time(said: Said, days: list[date], today: date) -> Question:
    ahead = tuple(day for day in days if day >= today)
    if not ahead:
        later = _shift(said, days[0])
        return Question(Asks.PAST, days=(later,) if later and later >= today else ())
    return Question(Asks.TIME if len(ahead) == 1 else Asks.WHICH, days=ahead)


def _next_time(times: list[Time], now: datetime, zone: ZoneInfo) -> When | Question:
    """A time alone: today's if that is still to come, else tomorrow's."""
    today = now.astimezone(zone).date()
    found = set()
    for each in times:
        coming = (_at(today + timedelta(days=d), each, zone) for d in (0, 1, 2))
        found.add(next(at for at in coming if at > now))
    ahead = tuple(sorted(found))
    return When(ahead[0]) if len(ahead) == 1 else Question(Asks.HALF, ahead)


def _at(day: date, of_day: Time, zone: ZoneInfo) -> datetime:
    shift, hour, minute = of_day
    naive = datetime.combine(day + timedelta(days=shift), time(hour, minute))
    return localise(naive, zone)


def _instants(
    days: Iterable[date], times: Iterable[Time], said: Said, zone: ZoneInfo
) -> Iterable[datetime]:
    times = list(times)
    for day in days:
        for each in times:
            at = _at(day, each, zone)
            if said.offset is not None:
                at = at.replace(tzinfo=timezone(said.offset)).astimezone(zone)
            yield at


def _exists(days: list[date], times: list[Time], zone: ZoneInfo) -> bool:
    """Whether the clocks show this wall time, and are not put forward over it."""
    shift, hour, minute = times[0]
    wall = datetime.combine(days[0] + timedelta(days=shift), time(hour, minute))
    return _at(days[0], times[0], zone).replace(tzinfo=None) == wall


def _days(said: Said, today: date) -> tuple[list[date], bool]:
    """The days that were said, and whether they and the weekday agree."""
    weekday = said.weekday
    if said.week is not None:
        weekday = Weekday(weekday.number if weekday else 0, said.week)
    if not said.days:
        days = _weekdays(weekday, today) if weekday else []
        if said.weekday is None and days:  # next week, and no word of the day
            days = [days[0] + timedelta(days=each) for each in range(5)]
        return days, True
    days = sorted({_day(each, today) for each in said.days})
    if len(days) > 1:  # of two readings, one that is over is not meant
        days = [day for day in days if day >= today] or days
    return _agreeing(said, days) if weekday else (days, True)


def _agreeing(said: Said, days: list[date]) -> tuple[list[date], bool]:
    """The days that are on the weekday that was said; if none is, that is to be asked."""
    number = said.weekday.number if said.weekday else 0
    agreeing = [day for day in days if day.weekday() == number]
    if agreeing:
        return agreeing, True
    if _weeks_ahead(said):
        return [days[0] + timedelta(days=number - days[0].weekday())], True
    return sorted([days[0], _nearest(days[0], number)]), False


def _weeks_ahead(said: Said) -> bool:
    """In two weeks, on Friday: the day in that week."""
    first = said.days[0] if said.days else None
    return isinstance(first, Ahead) and first.days > 0 and first.days % 7 == 0


def _nearest(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)


def _weekdays(said: Weekday, today: date) -> list[date]:
    """The coming such day; where that is today, it or the one in a week."""
    coming = today + timedelta(days=(said.number - today.weekday()) % 7)
    if said.week is None:
        days = [coming, coming + timedelta(days=7)] if coming == today else [coming]
        return [day + timedelta(weeks=said.more) for day in days][: 1 if said.more else 2]
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=said.week)
    meant = monday + timedelta(days=said.number)
    if said.loose and today < meant - timedelta(days=7):
        return [meant - timedelta(days=7), meant]
    return [meant]


def _day(said: Day, today: date) -> date:
    match said:
        case Ahead(days, months):
            return today + relativedelta(days=days, months=months)
        case DayOf(day, months):
            return _day_of(day, months, today)
        case Dated(month, day, year, years):
            return _dated(month, day, today.year + years if years is not None else year, today)


def _day_of(day: int, months: int | None, today: date) -> date:
    first = today.replace(day=1)
    if months is not None:
        return (first + relativedelta(months=months)).replace(day=day)
    if not 1 <= day <= 31:
        raise _Impossible
    for ahead in range(3):  # of three months on end, one has 31 days
        month = first + relativedelta(months=ahead)
        found = month + timedelta(days=day - 1)
        if found.month == month.month and found >= today:
            return found
    raise _Impossible


def _dated(month: int, day: int, year: int | None, today: date) -> date:
    if year is not None:
        return date(year, month, day)
    if month == 2 and day == 29:
        year = next(y for y in range(today.year, today.year + 9) if _is_leap(y))
        return date(year, 2, 29)
    found = date(today.year, month, day)
    following = found.replace(year=today.year + 1)
    return following if found < today and following - today <= NEXT_YEAR else found


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _shift(said: Said, day: date) -> date | None:
    """The day that may have been meant instead of one that is over."""
    if said.weekday is not None and not said.days:
        return day + timedelta(days=7)
    match said.days[0] if said.days else None:
        case Dated(_, _, None, None):
            return day + relativedelta(years=1)
        case DayOf():
            return day + relativedelta(months=1)
        case Ahead():
            return day + timedelta(days=1)
    return None


def _later(
    said: Said, day: date, times: list[Time], now: datetime, zone: ZoneInfo
) -> tuple[datetime, ...]:
    shifted = _shift(said, day)
    found = [_at(shifted, each, zone) for each in times] if shifted else []
    return tuple(sorted(at for at in found if at > now))


def in_second_hour(at: datetime) -> bool:
    """Whether this is the second of two hours that the clock shows alike, in autumn."""
    return at.fold == 1 and at.replace(fold=0).astimezone(UTC) != at.astimezone(UTC)
