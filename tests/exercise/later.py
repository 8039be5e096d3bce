"""What happens by itself: in groups, on time, too late; and at the end of the year."""

from __future__ import annotations

from datetime import UTC, datetime

from handlers.newyear import Back, CarryOut, Change, Keeps, Leaves, Page, Sure
from tests.exercise import At, step, until


@step("an admin looks after what did not arrive")
async def troubles(at: At) -> None:
    head = at.life.head
    with at.watch.noting("report of troubles"):
        await at.school.app.report()
    await at.types(head, "/delivery")
    listed = head.private.last
    assert listed is not None
    await at.taps(head, listed, next(each for each in listed.labels if "Send again" in each))
    await at.taps(head, listed, next(each for each in listed.labels if "Forget" in each))


@step("things happen in groups")
async def events(at: At) -> None:
    group, user = at.life.groups[0], at.school.town.user("Jo", language="en")
    group.join(user)
    group.leave(user)
    group.rename("1A families")
    group.mute_bot()
    await at.school.settle()
    group.set_bot_rights()
    await at.school.settle()
    group.join(user)
    await at.school.settle()
    at.life.groups[1].migrate()


@step("the group is reminded of a meeting, and somebody writes in answer to that")
async def reminded(at: At) -> None:
    group = at.life.groups[0]
    await until(at, 11, 25, 11)
    bot = at.school.town.bot
    cards = [m for m in group.messages if m.sender is bot and m.text.startswith("Reminder\n")]
    at.life.families[0][3].say(group, "Coming", reply_to=cards[-1])


@step("the clock moves on by two days")
async def days(at: At) -> None:
    await until(at, 11, 27, 15)


@step("the bot was away when things were due")
async def away(at: At) -> None:
    teacher, group = at.life.teacher, at.life.groups[0]
    await at.types(teacher, "/meeting 2026-11-30 18:30 Missed", group)
    await at.types(teacher, "/announce 2026-11-29 04:00 Missed as well", group)
    for typed in ("/survey Missed\n* How?", "1A", "Change", "Opens: Now", "2026-11-29 10:00"):
        await at.types(teacher, typed)
    await at.types(teacher, "Send")
    await at.school.close()
    at.school.clock.advance(datetime(2026, 11, 30, 17, 0, tzinfo=UTC))
    await at.school.open()
    await at.watch.over(at.school.app.database)
    await until(at, 11, 30, 17, 1)


@step("a pinned notice is over")
async def unpinned(at: At) -> None:
    await until(at, 12, 9, 12)


@step("a new school year begins")
async def new_year(at: At) -> None:
    head = at.life.head
    await at.types(head, "/newyear")
    message, data = at.found(head.private, CarryOut)
    await head.tap(message, data=f"{Page.prefix}:{data.split(':')[1]}:0").answer()
    await at.presses(head, Change)
    await at.types(head, "Sunflowers")
    await at.presses(head, Change)
    await at.presses(head, Leaves)
    await at.presses(head, Change)
    await at.presses(head, Keeps)
    await at.presses(head, Change)
    await at.presses(head, Leaves)
    await at.presses(head, CarryOut)
    await at.presses(head, Back)
    await at.presses(head, CarryOut)
    await at.presses(head, Sure)
