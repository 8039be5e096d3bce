"""A series through the real bot: each occurrence once, also when the bot was away."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers import FEATURES
from handlers.kit.feature import Feature, Ring
from storage import alarms
from tests.conftest import TestSchool

WINDOW = timedelta(hours=1)
feature = Feature("walks")
rung: list[str] = []
fails = 0


def _local(ring: Ring) -> str:
    return f"{ring.due_at.astimezone(ring.school.zone):%m-%d %H:%M}"


async def missed(ring: Ring) -> None:
    """Too late for the walk itself."""
    rung.append(f"missed {_local(ring)}")


@feature.alarm("walks.walk", grace=WINDOW, missed=missed)
async def walk(ring: Ring) -> None:
    """Somebody has to walk."""
    global fails
    if fails:
        fails -= 1
        raise RuntimeError("on purpose")
    rung.append(_local(ring))


@pytest.fixture
async def walking(school: TestSchool) -> TestSchool:
    """The bot with that feature, and a walk every day at 10:30; it is 9:30 on 24 November."""
    global fails
    rung.clear()
    fails = 0
    await school.close()
    school.features = (*FEATURES, feature)
    await school.open()
    start = school.clock.now().astimezone(school.app.config.school.zone) + timedelta(hours=1)
    async with school.app.database.write() as session:
        await alarms.set_alarm(session, "walk", "walks.walk", start, rule="FREQ=DAILY")
    return school


async def test_a_daily_alarm_rings_once_a_day(walking: TestSchool) -> None:
    await walking.advance(timedelta(days=3))
    assert rung == ["11-24 10:30", "11-25 10:30", "11-26 10:30"]


async def test_after_days_away_the_missed_are_one_and_todays_still_happens(
    walking: TestSchool,
) -> None:
    await walking.close()
    walking.clock.advance(walking.clock.now() + timedelta(days=3, hours=1, minutes=30))
    await walking.open()
    await walking.app.alarms.ring()
    assert rung == ["missed 11-24 10:30", "11-27 10:30"]
    await walking.advance(timedelta(days=1))
    assert rung[2:] == ["11-28 10:30"]


async def test_a_series_that_fails_three_times_is_told_and_goes_on_the_next_day(
    walking: TestSchool,
) -> None:
    global fails
    walking.head.start()
    fails = 3
    walking.clock.advance(walking.clock.now() + timedelta(hours=1, minutes=5))
    while fails:
        await walking.app.alarms.ring()
    await walking.head.private.wait(lambda m: "failed three times" in m.text)
    await walking.advance(timedelta(days=1))
    assert rung == ["11-25 10:30"]
