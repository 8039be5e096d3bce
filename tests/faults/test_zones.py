"""Fault 6: every change of every time zone's clock, and exactly one occurrence a local date."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo, available_timezones

import pytest
from apscheduler.triggers.cron import CronTrigger

from storage.recurrence import occurrences, on_its_date
from tests.faults.results import is_long, record, size

FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
QUARTERS = [timedelta(minutes=15 * each) for each in range(96)]
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def transitions(zone: ZoneInfo) -> Iterator[datetime]:
    """The instants at which a zone's clock is changed, 2024 to 2035, in UTC."""
    at, offset = FIRST, FIRST.astimezone(zone).utcoffset()
    while at < LAST:
        then = at + DAY
        if then.astimezone(zone).utcoffset() != offset:
            early, late = at, then
            while late - early > SECOND:
                middle = early + (late - early) // 2
                if middle.astimezone(zone).utcoffset() == offset:
                    early = middle
                else:
                    late = middle
            yield late.replace(microsecond=0)
            offset = then.astimezone(zone).utcoffset()
        at = then


def every_change() -> list[tuple[ZoneInfo, datetime]]:
    """Each change of each zone; in the short form those that share offsets and instant are one."""
    found = {}
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        for at in transitions(zone):
            offsets = [(at - by).astimezone(zone).utcoffset() for by in (DAY, timedelta())]
            found.setdefault((name if is_long() else "", at, *offsets), (zone, at))
    return list(found.values())


def check(said: datetime, at: datetime, zone: ZoneInfo) -> None:
    """An occurrence is where the clock shows the rule's time, the first time it does.

    Where it never does, it is as near as its own date allows: the first valid minute after the
    gap, or the last before it.
    """
    instant = at.astimezone(UTC)
    shown = instant.astimezone(zone).replace(tzinfo=None)
    if shown == said:
        assert not instant.astimezone(zone).fold, (zone.key, said)
        return
    # Skipped: no instant shows it, and the change is where we are.
    shows = [said.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    assert all(each.astimezone(zone).replace(tzinfo=None) != said for each in shows)
    minute = timedelta(minutes=1)
    if shown > said:
        assert (instant - minute).astimezone(zone).replace(tzinfo=None) < said
    else:
        assert (instant + minute).astimezone(zone).date() > said.date(), (zone.key, said)


def around(at: datetime, zone: ZoneInfo, quarter: timedelta) -> list[datetime]:
    """That time of the day on the dates before, of and after a change; naive."""
    local = at.astimezone(zone).date()
    return [datetime.combine(local + DAY * by, datetime.min.time()) + quarter for by in (-1, 0, 1)]


def cron_errs(walls: list[datetime], zone: ZoneInfo) -> bool:
    """Whether APScheduler's cron has other than one occurrence on one of these dates."""
    cron = CronTrigger(hour=walls[0].hour, minute=walls[0].minute, timezone=zone)
    seen: Counter[date] = Counter()
    at = walls[0].replace(hour=0, minute=0, tzinfo=zone)
    fires = cron.get_next_fire_time(None, at)
    # As its scheduler asks: with the time it ran last, and a moment later.
    while fires is not None and fires.date() <= walls[-1].date() and seen.total() < 9:
        seen[fires.date()] += 1
        moment = fires.astimezone(UTC) + timedelta(microseconds=1)
        fires = cron.get_next_fire_time(fires, moment.astimezone(zone))
    return [seen[wall.date()] for wall in walls] != [1, 1, 1]


def test_there_is_exactly_one_occurrence_a_date_around_every_change_of_every_zone() -> None:
    """At every quarter of an hour, on the date of the change, the one before and the one after.

    The short form takes a quarter of the hours at each change, by chance, and all at some.
    """
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    changes = every_change()
    assert len(changes) > 300
    cases = 0
    for number, (zone, at) in enumerate(changes):
        whole = is_long() or number % 16 == 0
        for quarter in QUARTERS if whole else chance.sample(QUARTERS, 24):
            walls = around(at, zone, quarter)
            found = list(islice(occurrences("FREQ=DAILY;COUNT=3", walls[0], zone), 3))
            dates = [wall.date() for wall in walls]
            assert [each.at.date() for each in found] == dates, (zone.key, walls[0], seed)
            for each in found:
                check(each.wall, each.at, zone)
            cases += 1
    record(
        6, "every change of every time zone, 2024 to 2035, by the quarter of an hour",
        changes=len(changes), series=cases, dates_with_none_or_two=0, seed=seed,
    )  # fmt: skip


def test_what_apscheduler_has_instead_is_the_reason_for_our_own() -> None:
    """Its cron skips dates in a gap at midnight, and comes twice where an hour is repeated."""
    chance = random.Random(6)
    changes = every_change()
    cases = [
        (zone, around(at, zone, quarter))
        for zone, at in chance.sample(changes, size(40, len(changes)))
        for quarter in QUARTERS[: size(12, 96)]
    ]
    wrong = sum(cron_errs(walls, zone) for zone, walls in cases)
    assert wrong > 0
    record(6, "the same by APScheduler's cron, for comparison", series=len(cases), wrong=wrong)


@pytest.mark.skipif(not is_long(), reason="takes minutes; HOMEROOM_LONG=1 runs it")
def test_the_same_for_every_date_of_twelve_years() -> None:
    """Every zone that changes its clock, every date, every quarter of an hour."""
    zones = {zone.key: zone for zone, _ in every_change()}
    dates = 0
    for zone in zones.values():
        for quarter in QUARTERS:
            seen: Counter[date] = Counter()
            at = FIRST.replace(tzinfo=None) + quarter
            while at.year < LAST.year:
                found = on_its_date(at, zone)
                assert found is not None
                seen[found.date()] += 1
                at += DAY
            assert set(seen.values()) == {1}, (zone.key, quarter)
            dates += len(seen)
    record(6, "every date of those years, in every zone that changes", dates=dates, wrong=0)
