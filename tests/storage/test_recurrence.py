"""Series: what a rule says, made into instants (every zone: tests/faults/test_zones.py)."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from storage.recurrence import NotARule, occurrences

BERLIN = ZoneInfo("Europe/Berlin")


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def instants(rule: str, start: str, zone: ZoneInfo, count: int) -> list[str]:
    found = islice(occurrences(rule, wall(start), zone), count)
    return [each.at.isoformat() for each in found]


def test_a_skipped_time_comes_with_the_first_valid_minute_after() -> None:
    assert instants("FREQ=DAILY", "2027-03-27T02:30", BERLIN, 3) == [
        "2027-03-27T02:30:00+01:00",
        "2027-03-28T03:00:00+02:00",
        "2027-03-29T02:30:00+02:00",
    ]


def test_a_repeated_time_comes_once_and_the_first_time() -> None:
    assert instants("FREQ=DAILY", "2027-10-30T02:30", BERLIN, 3) == [
        "2027-10-30T02:30:00+02:00",
        "2027-10-31T02:30:00+02:00",
        "2027-11-01T02:30:00+01:00",
    ]


def test_a_gap_that_ends_at_midnight_does_not_give_the_next_date_two() -> None:
    assert instants("FREQ=DAILY", "2027-03-26T23:15", ZoneInfo("America/Nuuk"), 3) == [
        "2027-03-26T23:15:00-02:00",
        "2027-03-27T22:59:00-02:00",
        "2027-03-28T23:15:00-01:00",
    ]


def test_a_date_that_a_zone_left_out_has_none() -> None:
    """Samoa had no 30 December in 2011."""
    assert instants("FREQ=DAILY", "2011-12-29T08:00", ZoneInfo("Pacific/Apia"), 2) == [
        "2011-12-29T08:00:00-10:00",
        "2011-12-31T08:00:00+14:00",
    ]


@pytest.mark.parametrize(
    ("rule", "dates"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,WE", ["2026-11-25", "2026-11-30", "2026-12-02"]),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2", ["2026-11-24", "2026-12-08", "2026-12-22"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", ["2026-11-27", "2026-12-25", "2027-01-29"]),
        ("FREQ=DAILY;UNTIL=20261125T080000", ["2026-11-24", "2026-11-25"]),
        ("FREQ=DAILY;COUNT=2", ["2026-11-24", "2026-11-25"]),
    ],
)
def test_a_rule_says_the_dates_and_its_start_the_time(rule: str, dates: list[str]) -> None:
    """The start counts only where the rule has it."""
    found = instants(rule, "2026-11-24T08:00", BERLIN, 3)
    assert found == [f"{each}T08:00:00+01:00" for each in dates]


def test_a_series_goes_on_from_any_of_its_occurrences_as_from_the_first() -> None:
    for rule in ("FREQ=DAILY;COUNT=9", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR", "FREQ=MONTHLY"):
        whole = [each.wall for each in islice(occurrences(rule, wall("2026-11-24"), BERLIN), 9)]
        start, left, chained = whole[0], rule, [whole[0]]
        while len(chained) < len(whole):
            found = next(each for each in occurrences(left, start, BERLIN) if each.wall > start)
            start, left = found.wall, found.rule
            chained.append(start)
        assert chained == whole
    assert left == rule


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=8,18",
        "FREQ=DAILY;BYSECOND=1",
        "FREQ=SOMETIMES",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY;UNTIL=20261125T080000Z",
        "FREQ=DAILY\nRDATE:20261125T080000",
        "daily",
        "",
    ],
)
def test_what_is_no_rule_or_more_than_one_a_day_is_refused(rule: str) -> None:
    with pytest.raises(NotARule):
        next(occurrences(rule, wall("2026-11-24T08:00"), BERLIN))
