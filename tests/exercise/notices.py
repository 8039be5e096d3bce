"""What is done about notices, by a teacher of every class and by the principal."""

from __future__ import annotations

from bot.sandbox import User
from handlers.kit.calendar import Nothing
from handlers.kit.forms.form import Alter, Do, Leaf, OnDay, Pick
from handlers.kit.forms.form import At as AtTime
from handlers.kit.meant import Meant
from tests.exercise import At, step


async def _announces(at: At, user: User) -> None:
    group = at.life.groups[0]
    typed = await at.types(user, "/announce Bring boots", group)
    user.edit(typed, "/announce Bring boots and a hat")
    await at.school.settle()
    await at.types(user, "/announce 2026-12-21 07:45 The bus leaves at eight", group)
    await at.types(user, "/announce The hall is closed")
    await at.follow(user, "1A")
    await at.types(user, "/announce 2026-12-22 07:45")
    await at.types(user, "The bus leaves at nine")
    await at.types(user, "/announcements")


@step("a teacher announces")
async def teacher_announces(at: At) -> None:
    await _announces(at, at.life.teacher)


@step("the principal announces")
async def head_announces(at: At) -> None:
    await _announces(at, at.life.head)


@step("the principal looks after a notice for the whole school")
async def wide_notice(at: At) -> None:
    head = at.life.head
    await at.follow(head, at.life.class_names)
    await at.follow(head, "Nudge those missing")
    await at.follow(head, "Told by phone or on paper")
    told = at.last(head, "Another child…")
    await at.taps(head, told, "Una (parent)")
    await at.taps(head, told, "Another child…")
    await at.types(head, "Newkid")
    await at.follow(head, "Correct")
    await at.types(head, "Please bring boots and a hat on Friday")
    await at.follow(head, "Withdraw")
    await at.follow(head, "Yes, withdraw it")


@step("the principal changes planned notices")
async def planned_notice(at: At) -> None:
    head = at.life.head
    (wide, *_, other) = [m for m in head.private.messages if "Change" in m.labels]
    await at.taps(head, wide, "Change")
    await at.types(head, "2026-11-25 06:45 Please bring boots on Monday")
    await at.taps(head, other, "Cancel it")


@step("a teacher announces by a form, in the calendar")
async def by_form(at: At) -> None:
    teacher = at.life.teacher
    await at.types(teacher, "/announce")
    await at.presses(teacher, Pick)
    await at.follow(teacher, "Done")
    await at.types(teacher, "/drafts")
    _, data = at.found(teacher.private, Do)
    teacher.start(f"form_{data.split(':')[1]}")
    await at.school.settle()
    await at.types(teacher, "Trip on Friday")
    await at.follow(teacher, "Yes")
    await at.presses(teacher, Leaf)
    await at.presses(teacher, OnDay)
    await at.presses(teacher, AtTime)
    await at.presses(teacher, Nothing)
    await at.follow(teacher, "Change")
    await at.presses(teacher, Alter)
    await at.follow(teacher, "Done")
    await at.follow(teacher, "Send")


@step("a teacher announces with a time as people type it")
async def by_words(at: At) -> None:
    await at.types(at.life.teacher, "/announce tomorrow at 7:45 bring boots", at.life.groups[0])
    await at.presses(at.life.teacher, Meant)
