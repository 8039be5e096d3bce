"""Fault 5, the school's clock: it leaps, and the bot is away; each kind does as it declares."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers import FEATURES
from handlers.kit.feature import Feature, Ring
from handlers.kit.registry import Registry
from storage import alarms, quiet
from tests.conftest import ClassGroup, TestSchool
from tests.faults.results import record, size
from tests.timed import timed

BERLIN = ZoneInfo("Europe/Berlin")
WINDOW = timedelta(hours=1)
# The hours of three walks a day, from the school's first day on; it is 9:30.
WALKS, FIRST = (10, 16, 23), datetime(2026, 11, 24, tzinfo=BERLIN)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
STEPS = size(150, 3000)
feature = Feature("clocked")
rung: Counter[datetime] = Counter()


async def missed(_: Ring) -> None:
    """Too late for the walk itself."""


@feature.alarm("clocked.walk", grace=WINDOW, missed=missed)
async def walk(ring: Ring) -> None:
    """Notes that it rang."""
    rung[ring.due_at] += 1


@pytest.fixture
async def clocked(school: TestSchool) -> TestSchool:
    """A bot with three walks a day, whose jobs do not ring by themselves."""
    rung.clear()
    await school.close()
    school.features = (*FEATURES, feature)
    await school.open()
    await school.app._jobs.stop()
    async with school.app.database.write() as session:
        for hour in WALKS:
            await alarms.set_alarm(
                session, f"walk{hour}", "clocked.walk", FIRST.replace(hour=hour),
                args={"hour": hour}, rule="FREQ=DAILY",
            )  # fmt: skip
    return school


def leap(chance: random.Random) -> timedelta:
    """Where the clock goes next: mostly on, by minutes, hours, days or a year, and then back."""
    return chance.choice(
        [*[chance.uniform(1, 90) * MINUTE] * 12, chance.uniform(1, 30) * HOUR, -HOUR, HOUR,
         -chance.uniform(1, 600) * MINUTE, 3 * DAY]
    )  # fmt: skip


async def test_however_the_clock_leaps_none_comes_twice_and_none_is_lost_in_its_window(
    clocked: TestSchool,
) -> None:
    """What was due within the last hour at any moment at which it was looked has rung, once.

    Now and then the clock is a year ahead for a moment; what rings there is of another year.
    """
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    begun = clocked.clock.now()
    due: set[datetime] = set()
    for _ in range(STEPS):
        if chance.random() < 0.05:
            was = clocked.clock.now()
            clocked.clock.set(was + 365 * DAY)
            await clocked.app.alarms.ring()
            clocked.clock.set(was)
        clocked.clock.set(max(begun, clocked.clock.now() + leap(chance)))
        now = clocked.clock.now()
        await clocked.app.alarms.ring()
        due |= within(now)
    assert {each: count for each, count in rung.items() if count > 1} == {}, seed
    assert due - rung.keys() == set(), seed
    record(
        5, "the school's clock leaps on, back, and a year ahead for a moment", leaps=STEPS,
        due_in_their_window=len(due), twice=0, lost=0, seed=seed,
    )  # fmt: skip


def within(now: datetime) -> set[datetime]:
    """Which walks are due at a moment, and no more than an hour ago (but for a minute)."""
    days = (now - FIRST).days
    every = (
        FIRST.replace(hour=hour, day=1) + (FIRST.day - 1 + day) * DAY  # on the wall
        for hour in WALKS
        for day in range(max(0, days - 1), days + 2)
    )
    return {at.astimezone(UTC) for at in every if at <= now < at + WINDOW - MINUTE}


# How long the bot was away, and which kinds of alarm that fell due a minute after it went are
# done all the same; of the others who asked for it is told, unless the meeting is past as well.
AWAY = {
    "10 minutes": (10 * MINUTE, {"notices.post", "meetings.reminder", "meetings.soon"}),
    "3 hours": (3 * HOUR, {"notices.post", "meetings.reminder"}),
    "3 days": (3 * DAY, set()),
}
TOLD = {
    "notices.post": "I was not running",
    "meetings.reminder": "that was planned for",
    "meetings.soon": "that was planned for",
}
# What is offered when a meeting begins or ends, and tasks: named, and not tried here yet.
NAMED = {
    "affair_forms.post", "affair_forms.unpin",
    "attendance.door", "elections.open", "elections.settle",
    "feedback.close", "feedback.interrupted", "guardians.changed", "lectures.live",
    "letter_arrivals.look", "letter_clock.look", "letter_clock.morning", "letter_clock.weekly",
    "meeting_lists.begun", "notice_authors.passed",
    "meeting_lists.morning", "meeting_more.after", "meeting_reminders.ask",
    "meeting_reminders.due", "meetings.over", "meetings.passed", "notices.unpin", "places.freed",
    "suggestions.place", "surveys.close", "surveys.interrupted", "surveys.open", "surveys.passed",
    "surveys.remind", "tasks.remind", "vote_changes.close", "vote_plans.open",
    "votes.interrupted", "votes.passed",
}  # fmt: skip


def test_the_table_names_every_kind_of_alarm() -> None:
    assert set(Registry(FEATURES).alarms) == TOLD.keys() | NAMED


async def prepared(school: TestSchool, kind: str) -> tuple[ClassGroup, datetime]:
    """A class in which an alarm of this kind stands; returns when it is due."""
    class_ = await school.class_group("3B", parents=1)
    (parent,) = class_.parents
    await class_.names(parent, "Clara")
    if kind == "notices.post":
        class_.teacher.start()
        await timed(class_.teacher, class_.group, "/announce 2026-11-25 10:00 Bring boots")
        await school.settle()
        return class_, datetime(2026, 11, 25, 10, 0, tzinfo=BERLIN)
    await timed(class_.teacher, class_.group, "/meeting 2026-12-03 18:30 Parent meeting")
    card = await class_.group.wait(lambda m: "Parent meeting" in m.text and m.sender.is_bot)
    parent.tap(card, "Coming")
    await school.settle()
    starts = datetime(2026, 12, 3, 18, 30, tzinfo=BERLIN)
    return class_, starts - (2 * HOUR if kind == "meetings.soon" else 7 * DAY)


async def by_day(school: TestSchool) -> None:
    """What was held back for the night is said."""
    now = school.clock.now()
    morning = quiet.ends(now, BERLIN)
    if morning is not None:
        await school.advance(morning + MINUTE - now)


@pytest.mark.parametrize("kind", sorted(TOLD))
@pytest.mark.parametrize("away", AWAY)
async def test_after_a_time_away_each_kind_does_as_it_declares(
    school: TestSchool, kind: str, away: str
) -> None:
    """In time enough it is done; else who asked for it is told, and nobody else."""
    duration, done = AWAY[away]
    class_, due = await prepared(school, kind)
    await school.advance(due - MINUTE - school.clock.now())
    group, parent = len(class_.group.messages), class_.parents[0].private
    heard, asked = len(parent.messages), len(class_.teacher.private.messages)
    await school.close()
    school.clock.advance(school.clock.now() + duration)
    await school.open()
    await school.app.alarms.ring()
    await school.settle()
    await by_day(school)
    posted = [m for m in class_.group.messages[group:] if m.sender.is_bot and not m.deleted]
    reminded = [m for m in parent.messages[heard:] if m.sender.is_bot]
    told = "\n".join(m.text for m in class_.teacher.private.messages[asked:])
    done_now = posted if kind == "notices.post" else reminded
    assert bool(done_now) == (kind in done)
    assert len(done_now) <= 1
    in_vain = kind not in done and kind != "meetings.soon"
    assert (TOLD[kind] in told) == in_vain, told
    record(5, f"away for {away}: {kind}", done=len(done_now), told=int(in_vain))
