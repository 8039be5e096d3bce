"""What is done about notices, by a teacher of every class and by the principal."""

from __future__ import annotations

from bot.sandbox import Message, User
from handlers.kit.calendar import Nothing
from handlers.kit.forms.form import Alter, Do, Leaf, OnDay, Pick
from handlers.kit.forms.form import At as AtTime
from handlers.kit.meant import Meant, Other
from handlers.notice_changes import NewFiles
from handlers.notice_lists import Page
from handlers.notice_orders import Decide
from handlers.notice_times import Change, OtherTime, PostNow
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
    await at.taps(head, *await _listed(at, head, f". {at.life.class_names}", "See"))
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


async def _listed(at: At, user: User, part: str, label: str) -> tuple[Message, str]:
    """The list of /announcements that has a notice with that in its line, and its button there."""
    await at.types(user, "/announcements")
    lists = user.private.messages[-2:]
    for shown in [each for each in lists if any(label in one for one in each.labels)]:
        while (line := next((each for each in shown.text.splitlines() if part in each), "")) == "":
            if "More ›" not in shown.labels:
                break
            await at.taps(user, shown, "More ›")
        if line:
            return shown, f"{line.partition('.')[0]} {label}"
    raise AssertionError(f"{part!r} is not listed:\n{user.private.transcript}")


@step("the principal changes planned notices")
async def planned_notice(at: At) -> None:
    head = at.life.head
    await at.taps(head, *await _listed(at, head, "The bus leaves at eight", "Cancel"))
    await at.taps(head, *await _listed(at, head, "The bus leaves at eight", "Change"))
    await at.types(head, "2026-11-25 06:45 Please bring boots on Monday")


@step("a teacher announces on a full day")
async def full_day(at: At) -> None:
    teacher, group = at.life.teacher, at.life.groups[0]
    for number in range(6):
        await at.types(teacher, f"/announce Number {number}", group)
    await at.presses(teacher, Decide)
    await at.types(teacher, "/announcements")
    await at.presses(teacher, Page)
    await at.types(teacher, "/announce 2026-11-25 08:30 Not so soon", group)
    await at.presses(teacher, PostNow)
    await at.presses(teacher, PostNow)


@step("a teacher makes a notice of an album, and gives it another photo")
async def with_files(at: At) -> None:
    teacher = at.life.teacher
    photo, _ = teacher.send_album(teacher.private, "photo", "photo", caption="Our trip")
    await at.school.settle()
    teacher.say(teacher.private, "/announce urgent: Look", reply_to=photo)
    await at.school.settle()
    await at.follow(teacher, "1A")
    await at.follow(teacher, "Correct")
    await at.presses(teacher, NewFiles)
    teacher.send_photo(teacher.private)
    await at.school.settle()
    await at.follow(teacher, "Done")
    await at.follow(teacher, "Send")


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
    for label in ("Skip", "“Got it”", "Pinned"):
        await at.follow(teacher, label)
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


@step("a teacher asks for another time, and changes it by an edit and by the calendar")
async def other_times(at: At) -> None:
    teacher = at.life.teacher
    await at.types(teacher, "/announce tomorrow at 7:45 bring hats", at.life.groups[0])
    await at.presses(teacher, Other)
    await at.types(teacher, "/cancel")
    typed = await at.types(teacher, "/announce 2026-12-21 08:10 Mittens", at.life.groups[0])
    teacher.edit(typed, "/announce 2026-12-21 08:20 Mittens")
    await at.settled()
    await at.presses(teacher, Meant)
    await at.presses(teacher, Change)
    await at.presses(teacher, OtherTime)
    await at.types(teacher, "2026-12-21 09:00")
    await at.follow(teacher, "Send")
