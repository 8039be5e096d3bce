"""What comes of surveys: looked at by the teacher, saved as files, shown to the group."""

from __future__ import annotations

from handlers.survey_results import Export, ExportPlain, Picture, Publish
from tests.conftest import ClassGroup
from tests.exercise import At, step
from tests.surveying import FIVE, asked, closed, sent, shown


@step("the teacher sees what came of a survey, compares it, saves and publishes it")
async def results(at: At) -> None:
    teacher, group = at.life.teacher, at.life.groups[0]
    class_ = ClassGroup(at.school, group, teacher, [])
    first = await asked(class_, FIVE)
    await closed(class_, first)
    again = await asked(class_, FIVE, title="Canteen, again", copied_from=first)
    await closed(class_, again)
    card = await shown(class_, again)
    for press, kind, count in ((Picture, "photo", 1), (Export, "document", 1)):
        await at.presses(teacher, press)
        await sent(teacher, card, kind, count)
    await at.presses(teacher, ExportPlain)
    await sent(teacher, card, "document", 4)
    await at.presses(teacher, Publish)
    await group.wait(lambda m: m.media_kind == "photo" and "again" in m.text)
