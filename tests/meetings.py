"""What the tests of meetings have in common."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sandbox import User
from bot.sandbox.messages import Message
from tests.conftest import ClassGroup, TestSchool
from tests.noticeboard import says
from tests.timed import timed

BERLIN = ZoneInfo("Europe/Berlin")
TYPED = "/meeting 2026-12-03 18:30 Parent meeting @ Room 201"
TITLE, TITLE_ZH = "Parent meeting", "家长会"


async def called(class_: ClassGroup, typed: str = TYPED, title: str = TITLE) -> Message:
    """The teacher calls a meeting in the group; returns its card there."""
    await timed(class_.teacher, class_.group, typed)
    card = await class_.group.wait(lambda m: title in m.text and "Coming" in m.labels)
    await class_.school.settle()
    return card


async def answered(school: TestSchool, user: User, card: Message, label: str) -> str:
    """Somebody taps; returns the toast, once everything is settled."""
    answer = await user.tap(card, label).answer()
    await school.settle()
    return answer.text


async def until(school: TestSchool, day: int, hour: int, minute: int = 0, month: int = 12) -> None:
    """The school's clock moves on to that local time of 2026."""
    then = datetime(2026, month, day, hour, minute, tzinfo=BERLIN)
    await school.advance(then - school.clock.now())


def heard(user: User, word: str = TITLE) -> list[str]:
    """What the bot told somebody in private that has that word in it, the oldest first.

    What is called nothing but what it is, is called so in each reader's language.
    """
    words = (TITLE, TITLE_ZH) if word == TITLE else (word,)
    said = [m.text for m in user.private.messages if m.sender is not user]
    return [text for text in said if any(each in text for each in words)]


def posted(class_: ClassGroup, word: str = TITLE) -> list[str]:
    """What the bot has in the group that has that word in it."""
    return [m.text for m in class_.group.messages if word in m.text and m.sender.is_bot]


async def refused(school: TestSchool, user: User, typed: str) -> str:
    """Somebody types a command in private; returns the bot's last word."""
    user.say(user.private, typed)
    await school.settle()
    return user.private.last.text


async def in_chinese(school: TestSchool, *users: User) -> None:
    """These people are written to in Chinese from now on."""
    for user in users:
        user.say(user.private, "/language")
        asked = await user.private.wait(lambda m: any("中文" in label for label in m.labels))
        await answered(school, user, asked, next(each for each in asked.labels if "中文" in each))


async def opened(class_: ClassGroup, label: str) -> Message:
    """The teacher goes from the organiser's card to what there is behind More; the last message."""
    school, teacher = class_.school, class_.teacher
    card = await teacher.private.wait(lambda m: "More…" in m.labels)
    await answered(school, teacher, card, "More…")
    if label == "More…":
        assert teacher.private.last is not None
        return teacher.private.last
    hub = await teacher.private.wait(lambda m: label in m.labels)
    await answered(school, teacher, hub, label)
    last = teacher.private.last
    assert last is not None
    return last


async def cancelled(class_: ClassGroup, by: User | None = None) -> None:
    """Somebody (the teacher, if nobody is named) cancels the one meeting, and confirms it."""
    user = by or class_.teacher
    user.say(class_.group, "/cancel_meeting")
    sure = await user.private.wait(lambda m: "Yes, cancel it" in m.labels)
    await answered(class_.school, user, sure, "Yes, cancel it")


async def formed(
    class_: ClassGroup,
    capacity: str = "Skip",
    heads: str = "No",
    due: str = "Skip",
    reminders: tuple[str, ...] = ("Skip",),
) -> Message:
    """The teacher calls a meeting step by step, with all this; its card in the group."""
    school, teacher = class_.school, class_.teacher
    typed = ("/meeting", TITLE, TITLE, "2026-12-03 18:30", "Skip", "Add more", "Skip", "Skip")
    for each in (*typed, capacity, heads, due, *reminders, "Send"):
        await says(school, teacher, each)
    card = await class_.group.wait(lambda m: TITLE in m.text and "Coming" in m.labels)
    await school.settle()
    return card
