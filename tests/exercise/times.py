"""What a meeting does by itself, on time and when it changes; and whose it is afterwards."""

from __future__ import annotations

from handlers.meeting_buttons import ToCalendar
from handlers.meeting_lists import Print
from handlers.roster_cards import Remove, Sure
from tests.exercise import At, step, until


@step("meetings of somebody who leaves")
async def left(at: At) -> None:
    head, group = at.life.head, at.life.groups[0]
    otto = at.school.town.user("Otto", "Left", language="en")
    group.join(otto)
    otto.start()
    await at.types(head, "/invite teacher 1A")
    sent = at.last(head, "Revoke")
    otto.follow(next(line for line in sent.text.splitlines() if "t.me/" in line))
    await at.school.settle()
    await at.types(otto, "/meeting 2026-12-21 18:30 Carols", group)
    await at.types(head, "/people Otto Left")
    await at.presses(head, Remove)
    await at.presses(head, Sure)
    await until(at, 11, 25, 18)


@step("a meeting with a day to answer by, in people's calendars")
async def called(at: At) -> None:
    chair, teacher, group = at.life.chair, at.life.teacher, at.life.groups[0]
    await at.types(chair, "/meeting 2026-11-27 16:00 Chess", group)
    asked = ("/meeting", "Parent meeting", "All parents", "1A", "Choir", "2026-11-27 15:00", "Hall")
    more = ("Add more", "Skip", "Skip", "1", "No", "2026-11-27 10:00", "1 day before", "Done")
    for each in (*asked, *more, "Send"):
        await at.types(teacher, each)
    card = at.newest(group, "Coming")
    sure, unsure, late = [each for each in at.life.families[0] if each.started][:3]
    await at.taps(sure, card, "Coming")
    await at.taps(unsure, card, "Maybe")
    await at.taps(late, card, "Coming")
    await at.taps(sure, card, "Add to calendar")
    await at.taps(teacher, card, "Add to calendar")
    cal = at.school.town.user("Cal", language="en")
    group.join(cal)
    led = await cal.tap(card, "Add to calendar").answer()
    cal.follow(led.url or "")
    await at.school.settle()
    await until(at, 11, 26, 14, 30)


@step("it moves, and is asked about again")
async def moved(at: At) -> None:
    teacher = at.life.teacher
    await at.follow(teacher, "Move")
    await at.types(teacher, "2026-11-27 17:00")
    await at.follow(teacher, "Send")
    await until(at, 11, 26, 16, 1)


@step("its day has come, and it is called off")
async def listed(at: At) -> None:
    teacher = at.life.teacher
    await until(at, 11, 27, 6, 31)
    await at.presses(teacher, Print)
    await until(at, 11, 27, 11, 1)
    await at.follow(teacher, "Cancel meeting")
    await at.follow(teacher, "Yes, cancel it")
    await at.types(at.life.parent, "/meetings")
    await at.presses(at.life.parent, ToCalendar)
