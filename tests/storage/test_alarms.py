"""Alarms that come again: the next occurrence is set where this one is dealt with."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduler.alarms import Alarms
from storage import alarms
from storage.alarms import Due
from storage.base import Database, Session
from storage.recurrence import NotARule

BERLIN = ZoneInfo("Europe/Berlin")
# A Tuesday; the clock is put forward on 2027-03-28 and back on 2027-10-31.
START = datetime(2026, 11, 24, 8, 0, tzinfo=BERLIN)
FAR = datetime(2030, 1, 1, tzinfo=BERLIN)
DAILY = "FREQ=DAILY"
DAY = timedelta(days=1)


async def the_alarm(session: Session) -> Due:
    (found,) = await alarms.due(session, FAR)
    return found


async def dealt_with(session: Session, late: timedelta, window: timedelta) -> Due | None:
    """Takes the alarm so late, as the scheduler does; returns what stands afterwards."""
    due = await the_alarm(session)
    assert await alarms.take(session, due)
    await alarms.renew(session, due, due.due_at + late, window)
    found = await alarms.due(session, FAR)
    return found[0] if found else None


async def test_the_next_occurrence_is_at_the_same_time_on_the_wall(session: Session) -> None:
    start = datetime(2027, 3, 27, 8, 0, tzinfo=BERLIN)
    await alarms.set_alarm(session, "walk", "walk", start, args={"gate": 2}, rule=DAILY)
    before = await the_alarm(session)
    after = await dealt_with(session, timedelta(), timedelta())
    assert after is not None
    assert (after.key, after.kind, after.args) == ("walk", "walk", {"gate": 2})
    assert after.due_at - before.due_at == timedelta(hours=23)
    assert after.due_at.astimezone(BERLIN).hour == 8


async def test_a_skipped_first_date_does_not_move_the_series(session: Session) -> None:
    start = datetime(2027, 3, 28, 2, 30, tzinfo=BERLIN)
    await alarms.set_alarm(session, "night", "night", start, rule=DAILY)
    assert (await the_alarm(session)).due_at.astimezone(BERLIN).hour == 3
    after = await dealt_with(session, timedelta(), timedelta())
    assert after is not None
    assert f"{after.due_at.astimezone(BERLIN):%d %H:%M}" == "29 02:30"


@pytest.mark.parametrize(
    ("late", "window", "days"),
    [
        (timedelta(), timedelta(hours=1), 1),
        (timedelta(minutes=10), timedelta(hours=1), 1),
        (3 * DAY - timedelta(hours=2), timedelta(hours=1), 3),
        (3 * DAY + timedelta(minutes=30), timedelta(hours=1), 3),
        (3 * DAY + timedelta(hours=2), timedelta(hours=1), 4),
        (3 * DAY + timedelta(hours=2), timedelta(), 4),
        (3 * DAY + timedelta(hours=2), 2 * DAY, 2),
    ],
    ids=[
        "in time",
        "a little late",
        "the day after next is still to come",
        "today's may still happen",
        "today's is missed as well",
        "without a window only what is to come",
        "in a window of two days both happen",
    ],
)
async def test_what_was_missed_is_one_and_what_may_still_happen_is_not_lost(
    session: Session, late: timedelta, window: timedelta, days: int
) -> None:
    await alarms.set_alarm(session, "walk", "walk", START, rule=DAILY)
    before = await the_alarm(session)
    after = await dealt_with(session, late, window)
    assert after is not None
    assert after.due_at == before.due_at + days * DAY


async def test_however_wrong_the_clock_goes_no_occurrence_comes_twice(session: Session) -> None:
    await alarms.set_alarm(session, "walk", "walk", START, rule=DAILY)
    before = await the_alarm(session)
    after = await dealt_with(session, timedelta(hours=-5), timedelta(days=30))
    assert after is not None
    assert after.due_at == before.due_at + DAY


async def test_a_series_of_three_ends_also_when_some_are_missed(session: Session) -> None:
    await alarms.set_alarm(session, "walk", "walk", START, rule="FREQ=DAILY;COUNT=3")
    after = await dealt_with(session, DAY + timedelta(hours=2), timedelta(hours=1))
    assert after is not None
    assert after.due_at == START + 2 * DAY
    assert await dealt_with(session, timedelta(), timedelta()) is None


async def test_an_alarm_without_a_rule_rings_once(session: Session) -> None:
    await alarms.set_alarm(session, "once", "once", START)
    assert await dealt_with(session, timedelta(), timedelta()) is None


async def test_setting_a_series_without_a_rule_makes_it_a_single_alarm(session: Session) -> None:
    await alarms.set_alarm(session, "walk", "walk", START, rule=DAILY)
    await alarms.set_alarm(session, "walk", "walk", START + DAY)
    assert (await the_alarm(session)).rule is None


async def test_a_rule_without_a_date_is_refused(session: Session) -> None:
    with pytest.raises(NotARule):
        await alarms.set_alarm(session, "x", "x", START, rule="FREQ=DAILY;UNTIL=20261123T080000")
    assert await alarms.due(session, FAR) == []


class Leaping:
    """Alarms' effect, and the clock that one of them puts ahead by a year."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.rung: list[str] = []

    async def __call__(self, session: Session, alarm: Due, now: datetime) -> None:
        """Notes which; one puts the clock ahead."""
        self.rung.append(f"{alarm.key} {alarm.due_at.astimezone(BERLIN):%Y-%m-%d}")
        if alarm.key == "leap":
            self.now += 365 * DAY
        await alarms.renew(session, alarm, now, timedelta(hours=1))

    async def parked(self, session: Session, alarm: Due, now: datetime) -> None:
        """None of them fails."""
        raise AssertionError(alarm.key)


async def test_a_clock_that_leaps_while_alarms_ring_is_seen_coming_back(database: Database) -> None:
    """Nothing rings in a year that was never there, nor is lost with it."""
    leaping = Leaping(START)
    async with database.write() as session:
        await alarms.set_alarm(session, "leap", "leap", START)
        await alarms.set_alarm(session, "walk", "walk", START + DAY, rule=DAILY)
    ringing = Alarms(database, leaping, lambda: leaping.now)
    await ringing.ring()
    leaping.now = START + DAY
    await ringing.ring()
    assert leaping.rung == ["leap 2026-11-24", "walk 2026-11-25"]
