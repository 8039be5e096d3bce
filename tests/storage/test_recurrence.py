"""Series: what a rule says, on the wall of every time zone there is."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo, available_timezones

import pytest

from storage.recurrence import NotARule, occurrences, on_its_date

BERLIN = ZoneInfo("Europe/Berlin")
FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
QUARTERS = [timedelta(minutes=15 * each) for each in range(96)]
DAY = timedelta(days=1)
LONG = "HOMEROOM_LONG" in os.environ


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def instants(rule: str, start: str, zone: ZoneInfo, count: int) -> list[str]:
    found = islice(occurrences(rule, wall(start), zone), count)
    return [each.at.isoformat() for each in found]


def transitions(zone: ZoneInfo) -> Iterator[datetime]:
    """The instants at which a zone's clock is changed, 2024 to 2035, in UTC."""
    at, offset = FIRST, FIRST.astimezone(zone).utcoffset()
    while at < LAST:
        then = at + DAY
        if then.astimezone(zone).utcoffset() != offset:
            early, late = at, then
            while late - early > timedelta(seconds=1):
                middle = early + (late - early) // 2
                if middle.astimezone(zone).utcoffset() == offset:
                    early = middle
                else:
                    late = middle
            yield late.replace(microsecond=0)
            offset = then.astimezone(zone).utcoffset()
        at = then


def every_change() -> list[tuple[ZoneInfo, datetime]]:
    """Each change of each zone; zones that share a change's offsets and instant count once.

    With HOMEROOM_LONG in the environment every zone is looked at by its own name.
    """
    found = {}
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        for at in transitions(zone):
            offsets = [(at - by).astimezone(zone).utcoffset() for by in (DAY, timedelta())]
            found.setdefault((name if LONG else "", at, *offsets), (zone, at))
    return list(found.values())


def test_there_is_exactly_one_occurrence_a_date_around_every_change_of_every_zone() -> None:
    """At every quarter of an hour, on the date of the change, the one before and the one after.

    An occurrence is where the clock shows the rule's time; where it never does, as near as its
    own date allows: the first valid minute after the gap, or the last before it.
    """
    changes = every_change()
    assert len(changes) > 300
    for zone, at in changes:
        local = at.astimezone(zone).date()
        dates = [local + DAY * by for by in (-1, 0, 1)]
        for quarter in QUARTERS:
            start = datetime.combine(dates[0], datetime.min.time()) + quarter
            found = list(islice(occurrences("FREQ=DAILY;COUNT=3", start, zone), 3))
            assert [each.at.date() for each in found] == dates, (zone.key, start)
            for each in found:
                check(each.wall, each.at, zone)


def check(said: datetime, at: datetime, zone: ZoneInfo) -> None:
    instant = at.astimezone(UTC)
    shown = instant.astimezone(zone).replace(tzinfo=None)
    if shown == said:
        assert not instant.astimezone(zone).fold, (zone.key, said)  # the first of two
        return
    # Skipped: no instant shows it, and the change is where we are.
    shows = [said.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    assert all(each.astimezone(zone).replace(tzinfo=None) != said for each in shows)
    minute = timedelta(minutes=1)
    if shown > said:
        assert (instant - minute).astimezone(zone).replace(tzinfo=None) < said
    else:
        assert (instant + minute).astimezone(zone).date() > said.date(), (zone.key, said)


@pytest.mark.skipif(not LONG, reason="takes minutes; HOMEROOM_LONG=1 runs it")
def test_the_same_for_every_date_of_twelve_years() -> None:
    """Every zone that changes its clock, every date, every quarter of an hour."""
    for zone in {zone.key: zone for zone, _ in every_change()}.values():
        for quarter in QUARTERS:
            seen: Counter[date] = Counter()
            at = FIRST.replace(tzinfo=None) + quarter
            while at.year < LAST.year:
                found = on_its_date(at, zone)
                assert found is not None
                seen[found.date()] += 1
                at += DAY
            assert set(seen.values()) == {1}, (zone.key, quarter)


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
