"""Results in the group: numbers and a picture where the author publishes them, once."""

from __future__ import annotations

from datetime import timedelta

from handlers.kit import buttons
from handlers.survey_results import Publish
from storage import surveys
from tests.conftest import TestSchool
from tests.noticeboard import crafted, pressed, texts_of
from tests.surveying import asked, closed, shown


async def test_the_group_gets_numbers_and_a_picture_but_no_words(school: TestSchool) -> None:
    """In the group's language, once, and not before the close; who asked is told."""
    class_ = await school.class_group(parents=1)
    survey_id = await asked(class_)
    card = await shown(class_, survey_id)
    early = await crafted(school, class_.teacher, card, buttons.pack(Publish(survey_id)))
    assert early == "There is nothing to publish yet."
    await closed(class_, survey_id)
    card = await shown(class_, survey_id)
    assert "numbers only" in await pressed(school, class_.teacher, card, "Publish to the group")
    posted = await class_.group.wait(lambda m: m.media_kind == "photo", timeout=20)
    assert posted.text.startswith("📊 Canteen (3B)\n5 of 5 people answered")
    assert "Fruit: 2 · 67 %" in posted.text
    assert "Suppe" not in texts_of(class_.group)
    await class_.teacher.private.wait(lambda m: m.text.startswith("Published"))
    await school.settle()
    assert "Publish to the group" not in card.labels
    assert "The group was shown the numbers" in card.text
    again = await crafted(school, class_.teacher, card, buttons.pack(Publish(survey_id)))
    assert again == "The group has these results already."
    await school.restart()
    async with school.app.database.write() as session:
        await surveys.withdraw(session, survey_id, school.clock.now())
    await class_.group.wait(lambda m: m.text.endswith("It was taken back."), timeout=20)
    await school.settle()
    assert "Fruit" not in texts_of(class_.group)


async def test_in_quiet_hours_it_waits_for_the_morning(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    survey_id = await asked(class_)
    await closed(class_, survey_id)
    card = await shown(class_, survey_id)
    await school.advance(timedelta(hours=13))  # half past nine in the evening
    await pressed(school, class_.teacher, card, "Publish to the group")
    await class_.teacher.private.wait(lambda m: "when the quiet hours are over" in m.text)
    await school.settle()
    assert "📊" not in texts_of(class_.group)
    await school.advance(timedelta(hours=11))
    await class_.group.wait(lambda m: m.media_kind == "photo" and "📊" in m.text)
