"""Working time is counted on the school's own clock, without nights, weekends and holidays."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.working import Calendar, Week

BERLIN = ZoneInfo("Europe/Berlin")
BREAK = ((date(2026, 12, 24), date(2027, 1, 6)),)
SCHOOL = Calendar(Week(), BERLIN, BREAK)


def at(month: int, day: int, hour: int, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


def hours(since: datetime, until: datetime, calendar: Calendar = SCHOOL) -> float:
    return calendar.spent(since, until) / timedelta(hours=1)


def test_only_the_schools_hours_count() -> None:
    assert hours(at(11, 24, 9, 30), at(11, 24, 15)) == 5.5
    assert hours(at(11, 24, 20), at(11, 25, 7)) == 0
    assert hours(at(11, 27, 15), at(11, 30, 9)) == 2  # over a weekend
    assert hours(at(12, 23, 15), at(1, 7, 9, year=2027)) == 2  # over a break
    assert hours(at(11, 25, 9), at(11, 24, 9)) == 0


def test_a_day_on_which_the_clock_is_changed_is_as_long_as_it_is() -> None:
    always = Calendar(Week(time(0), time(8), frozenset(range(7))), BERLIN)
    assert hours(at(10, 24, 12), at(10, 25, 12), always) == 9
    assert hours(at(3, 28, 12), at(3, 29, 12), always) == 7


def test_the_next_hour_and_the_next_day_are_working_ones() -> None:
    assert SCHOOL.ticks(at(11, 24, 9, 30)) == at(11, 24, 10)
    assert SCHOOL.ticks(at(11, 27, 16)) == at(11, 30, 9)
    assert SCHOOL.opens(at(11, 24, 7)) == at(11, 24, 8)
    assert SCHOOL.opens(at(12, 23, 8)) == at(1, 7, 8, year=2027)
    never = Calendar(Week(), BERLIN, ((date(2026, 1, 1), date(2028, 12, 31)),))
    assert never.opens(at(11, 24, 7)) is None
