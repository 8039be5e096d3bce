"""A suggestion from a letter: published, supported by families, decided on by the committee."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from handlers.suggestion_buttons import Consent, Decide, For, Publish, Show, VoteOn, Withdraw
from handlers.suggestions import PLACE
from storage import alarms
from tests.exercise import At, step

ZONE = ZoneInfo("Europe/Berlin")


@step("a suggestion is published with its writer's consent, taken back, and published again")
async def published(at: At) -> None:
    head, parent = at.life.head, at.life.families[0][2]
    office = next(each for each in at.school.town.groups if each.title == "Office")
    said = ("Suggestion", "A stand for bicycles.", "Skip", "Send")
    for typed in ("/mailbox", "With my name", *said):
        await at.types(parent, typed)
    await at.types(head, "/suggestions 1")
    for class_id in (2, 1):
        await at.presses(head, Publish, office)
        choice, data = at.found(office, For)
        await head.tap(choice, data=f"{data.rpartition(':')[0]}:{class_id}").answer()
        await at.school.settle()
        await at.presses(parent, Consent)
        if class_id == 2:
            await at.presses(parent, Withdraw)
    await at.types(parent, "/suggestions")
    await at.presses(parent, Show)


@step("families support it, and the committee decides on it")
async def decided(at: At) -> None:
    teacher, group, school = at.life.teacher, at.life.groups[0], at.school
    card = at.newest(group, "Me too")
    now = school.clock.now().astimezone(ZONE)
    soon = now + timedelta(minutes=20)
    await at.types(teacher, f"/meeting committee {soon:%F %H:%M} Soon", group)
    for each in [each for each in at.life.families[0] if each.started][:3]:
        await at.taps(each, card, "Me too")
    number = int((card.buttons[0][0].data or "").split(":")[1])
    async with school.app.database.write() as session:
        await alarms.set_alarm(session, f"suggestion:{number}", PLACE, now, subject_id=number)
    await school.advance(timedelta(seconds=1))
    await at.types(teacher, "/agenda")
    await at.presses(teacher, VoteOn)
    await at.types(teacher, "Cancel")
    await at.presses(teacher, Decide)
    await at.types(teacher, "It comes in May.")
