"""Surveys: asked in the group and in private, with names and without; closed, moved, listed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.sandbox import Message, User
from handlers.kit.passing import Keep
from handlers.survey_asking import Choose, Go
from handlers.survey_buttons import Open, Show, Tap
from handlers.survey_changes import (
    Close,
    CloseSurely,
    Move,
    OpenNow,
    WhoIsMissing,
    Withdraw,
    WithdrawSurely,
)
from handlers.survey_due import INTERRUPTED
from handlers.survey_lists import Page
from handlers.survey_reminders import Remind
from handlers.survey_results import Again
from storage.alarms import set_alarm
from tests.exercise import At, step

LONG = "/survey Canteen\n* How is it?\n> Anything else? (optional)"
SHORT = "/survey Fair\n? Will you come? | Yes | No"
SOON = timedelta(seconds=1)


async def _asks(at: At, typed: str, *more: str) -> Message:
    """The teacher types a survey for one class and sends it; its card in the group."""
    for each in (typed, "1A", *more, "Send"):
        await at.types(at.life.teacher, each)
    title = typed.splitlines()[0].removeprefix("/survey ")
    return await at.life.groups[0].wait(lambda m: f"📋 {title}" in m.text)


async def _opens(at: At, user: User) -> None:
    """Somebody taps Answer in the group and comes to the private chat by the link."""
    message, data = at.found(at.life.groups[0], Open)
    answer = await user.tap(message, data=data).answer()
    if answer.url:
        user.follow(answer)
    await at.school.settle()


@step("a survey of one question is answered in the group, reminded of, extended and closed")
async def short(at: At) -> None:
    teacher, (first, second, *_) = at.life.teacher, at.life.families[0]
    await _asks(at, SHORT)
    await at.presses(first, Tap, at.life.groups[0])
    await at.presses(second, Tap, at.life.groups[0])
    await at.types(second, "/my")
    for press in (WhoIsMissing, Remind, Move):
        await at.presses(teacher, press)
    await at.types(teacher, "2027-02-01 12:00")
    await at.types(teacher, "Send")
    await at.presses(teacher, Close)
    await at.presses(teacher, CloseSurely)


@step("a longer one is answered in private")
async def long(at: At) -> None:
    first = at.life.families[0][0]
    await _asks(at, LONG)
    await _opens(at, first)
    await at.presses(first, Choose)
    await at.types(first, "No, thank you")
    await at.presses(first, Go)


@step("one is answered without names, and taken back")
async def anonymous(at: At) -> None:
    teacher, second = at.life.teacher, at.life.families[0][1]
    await _asks(at, LONG, "Change", "Names: With names", "Anonymous")
    at.life.parent.start(f"survey_{at.found(at.life.groups[0], Open)[1].partition(':')[2]}")
    await at.school.settle()
    await _opens(at, second)
    await at.presses(second, Choose)
    await at.follow(second, "Skip")
    await at.follow(second, "Send")
    await at.presses(teacher, Withdraw)
    await at.presses(teacher, WithdrawSurely)


@step("a copy was restored in which an anonymous survey was open")
async def interrupted(at: At) -> None:
    await _asks(at, SHORT, "Change", "Names: With names", "Anonymous")
    message, data = at.found(at.life.groups[0], Tap)
    subject_id = int(data.split(":")[1])
    async with at.school.app.database.write() as session:
        long_ago = datetime(1970, 1, 1, tzinfo=UTC)
        await set_alarm(session, "restored", INTERRUPTED, long_ago, subject_id=subject_id)
    await at.school.advance(SOON)
    assert "Interrupted." in message.text
    await at.presses(at.life.teacher, Again)
    await at.types(at.life.teacher, "/cancel")


@step("surveys are planned, opened, listed, and passed on")
async def planned(at: At) -> None:
    teacher, head, school = at.life.teacher, at.life.head, at.school
    when = f"{school.clock.now() + timedelta(days=1):%Y-%m-%d} 10:00"
    for each in (SHORT, "1A", "Change", "Opens: Now", when, "Send"):
        await at.types(teacher, each)
    await at.presses(teacher, OpenNow)
    for each in (LONG, "1A", "Change", "Opens: Now", when, "Send"):
        await at.types(teacher, each)
    for number in range(5):
        await _asks(at, f"/survey Number {number}\n* How?")
    await at.types(teacher, "/surveys")
    await at.presses(teacher, Page)
    await at.presses(teacher, Show)
    roberta = school.town.user("Roberta", language="en")
    await school.appoint(roberta, "teacher 1A")
    await at.types(roberta, "/survey Roberta asks\n* How?")
    await at.types(roberta, "Send")
    await at.types(head, "/people Roberta")
    await at.follow(head, "No longer teacher")
    await at.follow(head, "Yes, remove")
    await school.advance(SOON)
    await at.presses(teacher, Keep)
