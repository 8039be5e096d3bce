"""Alarms: each has its effect once, in order, together with its removal."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.sandbox import User
from bot.sandbox.bells import PATIENCE
from handlers import FEATURES
from handlers.kit.card import card, pack
from handlers.kit.feature import Feature, Ring
from scheduler.clock import Clock
from storage import alarms, posts
from storage.alarms import Alarm
from storage.base import Session
from tests.conftest import TestSchool
from tests.trouble import OnPurpose

BERLIN = ZoneInfo("Europe/Berlin")
feature = Feature("alarming")


async def say(ring: Ring, text: str) -> None:
    """Queues a word for the one who is told everything here."""
    row = posts.row("say", ring.args["to"], "en", ring.now, payload=pack(card(text)))
    await posts.queue(ring.session, [row])


@feature.alarm("test.say", timedelta(hours=2))
async def rings(ring: Ring) -> None:
    """Says its name, and that it is late where it is."""
    await say(ring, ring.args["text"] + (" (late)" if ring.late else ""))


async def missed(ring: Ring) -> None:
    """Says that it is too late."""
    await say(ring, f"{ring.args['text']} was missed")


@feature.alarm("test.drop", timedelta(hours=2), missed)
async def drops(ring: Ring) -> None:
    """Says its name, if it is in time."""
    await say(ring, ring.args["text"])


@feature.alarm("test.fail", timedelta(hours=2))
async def fails(ring: Ring) -> None:
    """Speaks, and fails."""
    await say(ring, "nothing of this stands")
    raise OnPurpose


@feature.alarm("test.daily", timedelta(hours=2))
async def daily(ring: Ring) -> None:
    """Sets itself anew for the next day, under its own key."""
    await say(ring, ring.args["text"])
    again = (ring.due_at + timedelta(days=1)).astimezone(BERLIN)
    await alarms.set_alarm(ring.session, "daily", "test.daily", again, args=ring.args)


@feature.alarm("test.cancel", timedelta(hours=2))
async def cancels(ring: Ring) -> None:
    """Moves one alarm on, and silences another."""
    later = (ring.now + timedelta(days=3)).astimezone(BERLIN)
    args = {**ring.args, "text": "moved"}
    await alarms.set_alarm(ring.session, "moves", "test.say", later, args=args)
    await ring.session.execute(Alarm.__table__.delete().where(Alarm.key == "goes"))


@pytest.fixture
async def alarming(school: TestSchool) -> TestSchool:
    """A school whose bot knows these alarms."""
    await school.close()
    school.features = (*FEATURES, feature)
    await school.open()
    return school


@pytest.fixture
def anna(alarming: TestSchool) -> User:
    """Who is told what rings."""
    user = alarming.town.user("Anna", language="en")
    user.started = True
    return user


async def put(school: TestSchool, to: User, kind: str, key: str, after: timedelta) -> None:
    """Sets an alarm, as a feature would."""
    wall = (school.clock.now() + after).astimezone(BERLIN)
    async with school.app.database.write() as session:
        await alarms.set_alarm(session, key, kind, wall, args={"to": to.id, "text": key})


def heard(user: User) -> list[str]:
    """What somebody was told, in order."""
    return [m.text for m in user.private.messages if m.sender.is_bot]


async def left(session: Session) -> dict[str, bool]:
    """The alarms that stand, and whether each is parked."""
    return {row.key: row.parked for row in await session.scalars(select(Alarm))}


async def test_an_alarm_has_its_effect_once_and_is_gone(alarming: TestSchool, anna: User) -> None:
    await put(alarming, anna, "test.say", "one", timedelta(hours=1))
    await alarming.advance(timedelta(minutes=59))
    assert heard(anna) == []
    await alarming.advance(timedelta(minutes=1))
    await alarming.advance(timedelta(days=1))
    assert heard(anna) == ["one"]
    async with alarming.session() as session:
        assert await left(session) == {}


async def test_an_alarm_rings_by_itself(alarming: TestSchool, anna: User) -> None:
    await put(alarming, anna, "test.say", "one", timedelta(seconds=1))
    await anna.private.wait(lambda m: m.text == "one")


async def test_the_clock_steps_from_alarm_to_alarm(alarming: TestSchool, anna: User) -> None:
    """A leap of days meets each at its own time, in order; none is late."""
    for number in (5, 3, 9, 1, 7):
        await put(alarming, anna, "test.say", f"{number}", timedelta(hours=5 * number))
    await alarming.advance(timedelta(days=7))
    assert heard(anna) == ["1", "3", "5", "7", "9"]


async def test_what_was_due_while_the_bot_was_down_is_said_late_or_not(
    alarming: TestSchool, anna: User
) -> None:
    for kind, key in (("test.say", "say"), ("test.drop", "drop")):
        await put(alarming, anna, kind, key, timedelta(hours=1))
        await put(alarming, anna, kind, f"{key} soon", timedelta(hours=4, minutes=30))
    await alarming.close()
    alarming.clock.advance(alarming.clock.now() + timedelta(hours=5))
    await alarming.open()
    await alarming.town.until(lambda: len(heard(anna)) == 4)
    assert heard(anna) == ["say (late)", "drop was missed", "say soon", "drop soon"]


async def test_an_alarm_that_fails_three_times_is_parked_and_the_admins_told(
    alarming: TestSchool, anna: User
) -> None:
    """Nothing of its effect stands, and the others go on."""
    alarming.head.start()
    await put(alarming, anna, "test.fail", "bad", timedelta(hours=1))
    await put(alarming, anna, "test.unknown", "worse", timedelta(hours=1))
    await put(alarming, anna, "test.say", "good", timedelta(hours=1, seconds=1))
    await alarming.advance(timedelta(hours=2))
    assert heard(anna) == ["good"]
    async with alarming.session() as session:
        assert await left(session) == {"bad": True, "worse": True}
    for kind in ("test.fail", "test.unknown"):
        told = [m for m in alarming.head.private.messages if kind in m.text]
        assert len(told) == 1
    await alarming.advance(timedelta(days=1))
    assert heard(anna) == ["good"]


async def test_an_alarm_may_set_itself_anew(alarming: TestSchool, anna: User) -> None:
    await put(alarming, anna, "test.daily", "daily", timedelta(hours=1))
    await alarming.advance(timedelta(days=4))
    assert heard(anna) == ["daily"] * 4
    async with alarming.session() as session:
        assert await left(session) == {"daily": False}


async def test_an_effect_may_move_or_silence_what_is_due_with_it(
    alarming: TestSchool, anna: User
) -> None:
    await put(alarming, anna, "test.cancel", "first", timedelta(hours=1))
    await put(alarming, anna, "test.say", "moves", timedelta(hours=1))
    await put(alarming, anna, "test.say", "goes", timedelta(hours=1))
    await alarming.close()
    alarming.clock.advance(alarming.clock.now() + timedelta(hours=1, minutes=1))
    await alarming.open()
    await alarming.app.alarms.ring()
    await alarming.settle()
    assert heard(anna) == []
    await alarming.advance(timedelta(days=4))
    assert heard(anna) == ["moved"]


async def test_more_than_a_batch_rings_in_order(alarming: TestSchool, anna: User) -> None:
    wall = (alarming.clock.now() + timedelta(hours=1)).astimezone(BERLIN)
    async with alarming.app.database.write() as session:
        for number in range(120):
            args = {"to": anna.id, "text": f"{number:03}"}
            key = f"k{(number * 37) % 120}"
            when = wall + timedelta(seconds=number)
            await alarms.set_alarm(session, key, "test.say", when, args=args)
    alarming.clock.advance(wall + timedelta(minutes=10))
    await alarming.app.alarms.ring()
    await alarming.settle()
    assert heard(anna) == [f"{number:03}" for number in range(120)]


async def test_an_end_amid_a_job_waits_for_it_and_is_no_error(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock, steps, begun = Clock(), [], asyncio.Event()

    async def job() -> None:
        begun.set()
        await asyncio.sleep(0.05)
        steps.append("done")

    clock.every(0.01, job)
    clock.start()
    async with asyncio.timeout(PATIENCE):
        await begun.wait()
    await clock.stop()
    await asyncio.sleep(0)  # what was cancelled is told in the next turn of the loop
    assert steps == ["done"]
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
