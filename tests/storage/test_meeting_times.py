"""When a meeting is recalled, asked about and listed: by the wall's clock, and never by night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import quiet
from storage.meeting_times import (
    DAY,
    asking_time,
    carried,
    listing_time,
    recalls,
    reminder_times,
)
from tests.storage.school import NOW

BERLIN = ZoneInfo("Europe/Berlin")
HOURS = 7_200
USUAL = (7 * DAY, DAY, HOURS)
humane = partial(quiet.reminder_at, zone=BERLIN)


def berlin(*when: int) -> datetime:
    return datetime(*when, tzinfo=BERLIN)  # type: ignore[arg-type, misc]


def test_reminders_keep_the_wall_time_and_leave_out_what_is_past() -> None:
    start = berlin(2026, 10, 26, 18, 30)
    times = reminder_times(start, BERLIN, USUAL, NOW - timedelta(days=90))
    assert [(before, at.isoformat()) for before, at in times] == [
        (7 * DAY, "2026-10-19T18:30:00+02:00"),
        (DAY, "2026-10-25T18:30:00+01:00"),
        (HOURS, "2026-10-26T16:30:00+01:00"),
    ]
    late = datetime(2026, 10, 25, 17, 30, tzinfo=UTC)
    assert [before for before, _ in reminder_times(start, BERLIN, USUAL, late)] == [HOURS]


@pytest.mark.parametrize(
    ("start", "day_before"),
    [
        # Put forward over 02:30 on 29 March: the first time after.
        ("2026-03-30T02:30", "2026-03-29T03:00:00+02:00"),
        # Put back over 02:30 on 25 October: the first of the two.
        ("2026-10-26T02:30", "2026-10-25T02:30:00+02:00"),
    ],
)
def test_a_reminder_in_the_hour_of_a_change(start: str, day_before: str) -> None:
    at = datetime.fromisoformat(start).replace(tzinfo=BERLIN)
    times = dict(reminder_times(at, BERLIN, USUAL, at - timedelta(days=30)))
    assert times[DAY].isoformat() == day_before


def test_a_day_that_a_zone_left_out_brings_no_reminder_after_the_start() -> None:
    """Samoa had no 30 December 2011."""
    apia = ZoneInfo("Pacific/Apia")
    start = datetime(2011, 12, 31, 0, 0, tzinfo=apia)
    times = reminder_times(start, apia, USUAL, datetime(2011, 1, 1, tzinfo=UTC))
    assert [before for before, _ in times] == [7 * DAY, HOURS]


ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai"]
ZONES += ["America/Santiago", "Africa/Casablanca", "Asia/Kathmandu", "Pacific/Chatham"]


@given(
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    minute=st.integers(0, 60 * 24 * 366 * 3),
    notice=st.integers(0, 60 * 24 * 10),
)
def test_each_reminder_comes_once_on_its_local_date(
    zone: ZoneInfo, minute: int, notice: int
) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    now = start - timedelta(minutes=notice)
    local = start.astimezone(zone)
    everything = dict(reminder_times(start, zone, USUAL, start - timedelta(days=30)))
    assert list(everything) == [7 * DAY, DAY, HOURS]
    for before in (7 * DAY, DAY):
        at = everything[before]
        wanted = (local - timedelta(seconds=before)).replace(tzinfo=None)
        assert at.date() == wanted.date()
        assert at.replace(tzinfo=None) - wanted <= timedelta(hours=1)
        assert at.replace(tzinfo=None) >= wanted
    assert start - everything[HOURS].astimezone(UTC) == timedelta(hours=2)
    ahead = {before: at for before, at in everything.items() if at.astimezone(UTC) > now}
    assert dict(reminder_times(start, zone, USUAL, now)) == ahead


@given(
    minute=st.integers(0, 60 * 24 * 400),
    reminders=st.lists(st.integers(0, 60 * 24 * 14).map(lambda each: each * 60), max_size=6),
)
def test_no_reminder_comes_by_night_or_twice_and_one_serves_the_group(
    minute: int, reminders: list[int]
) -> None:
    start = NOW + timedelta(minutes=minute)
    found = recalls(start, BERLIN, reminders, humane, NOW)
    times = [each.at for each in found]
    assert times == sorted(set(times))
    for each in found:
        assert NOW < each.at < start
        assert quiet.ends(each.at, BERLIN) is None
        assert each.asks == (start - each.at >= timedelta(hours=12))
    assert sum(each.group for each in found) == min(1, len(found))


def test_of_an_early_meeting_one_hears_in_the_evening_before() -> None:
    start = berlin(2026, 12, 3, 8, 0)
    found = recalls(start, BERLIN, USUAL, humane, NOW)
    assert [each.at.strftime("%d %H:%M") for each in found] == ["26 08:00", "02 08:00", "02 19:30"]
    assert [each.asks for each in found] == [True, True, True]
    assert [each.group for each in found] == [False, False, True]


@pytest.mark.parametrize(
    ("answer_by", "asked"),
    [
        (berlin(2026, 12, 1, 12, 0), "2026-11-30T12:00"),
        (berlin(2026, 12, 1, 23, 59), "2026-11-30T19:30"),
        (berlin(2026, 12, 1, 6, 0), "2026-11-29T19:30"),
    ],
)
def test_the_silent_are_asked_a_day_before_answers_are_due(answer_by: datetime, asked: str) -> None:
    assert f"{asking_time(answer_by, BERLIN, humane):%Y-%m-%dT%H:%M}" == asked


@pytest.mark.parametrize(
    ("start", "now", "listed"),
    [
        (berlin(2026, 12, 3, 18, 30), berlin(2026, 11, 24, 9, 30), "03 07:30"),
        (berlin(2026, 12, 3, 18, 30), berlin(2026, 12, 3, 9, 30), "03 17:30"),
        (berlin(2026, 12, 3, 18, 30), berlin(2026, 12, 3, 18, 0), "03 18:00"),
        (berlin(2026, 12, 3, 8, 0), berlin(2026, 11, 24, 9, 30), "02 19:30"),
        (berlin(2026, 12, 3, 21, 30), berlin(2026, 12, 3, 9, 30), "03 19:30"),
        (berlin(2026, 12, 3, 8, 0), berlin(2026, 12, 2, 21, 0), "02 21:00"),
    ],
)
def test_the_organiser_has_the_list_in_the_morning(
    start: datetime, now: datetime, listed: str
) -> None:
    assert f"{listing_time(start, BERLIN, humane, now):%d %H:%M}" == listed


def test_what_goes_with_a_meeting_keeps_its_distance_on_the_wall() -> None:
    """From summer time into winter time; what would be past by now is dropped."""
    was, is_now = berlin(2026, 10, 20, 18, 30), berlin(2026, 10, 27, 19, 0)
    now = datetime(2026, 10, 19, tzinfo=UTC)
    due = berlin(2026, 10, 18, 12, 0)
    assert carried(due, was, is_now, now) == berlin(2026, 10, 25, 12, 30)
    assert carried(berlin(2026, 10, 20, 20, 0), was, is_now, now) == berlin(2026, 10, 27, 20, 30)
    assert carried(due, was, berlin(2026, 10, 20, 19, 0), now) is None
    assert carried(None, was, is_now, now) is None
