"""Results in the group: numbers and a picture where the author publishes them, once."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox import User
from handlers.kit import buttons
from handlers.survey_results import Publish
from storage import surveys
from tests.conftest import TestSchool
from tests.looking import last
from tests.noticeboard import crafted, filled, pressed, texts_of
from tests.surveying import asked, closed, shown
from tests.test_surveys import EVENING


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
    posted = await class_.group.wait(lambda m: m.media_kind == "photo")
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
    await class_.group.wait(lambda m: m.text.endswith("It was taken back."))
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


async def test_each_child_counts_by_class_and_what_is_asked_again_is_compared(
    school: TestSchool,
) -> None:
    """Through the doors: asked in two classes without live counts, closed, copied, and compared."""
    third = await school.class_group(parents=2)
    fourth = await school.class_group("4A", parents=1)
    head, (one, two), (other,) = school.head, third.parents, fourth.parents
    await school.appoint(head, "principal")
    await third.names(one, "Ada", "Ben")
    changes = ("Change", "Counts once: Each family", "Each child", "Change", "Numbers: Yes", "No")
    await filled(school, head, f"{EVENING}", "3B, 4A", *changes, "Send")
    card = await third.group.wait(lambda m: "Which evening suits?" in m.text)
    theirs = await fourth.group.wait(lambda m: "Which evening suits?" in m.text)
    for user, on, label in ((one, card, "Mon"), (two, card, "Fri"), (other, theirs, "Fri")):
        await pressed(school, user, on, label)
    assert "Mon:" not in card.text
    assert "Answered for 4 children." in card.text
    await _close(school, head)
    told = await head.private.wait(lambda m: "4 of 4 children have an answer" in m.text)
    assert "3B: 3 of 3" in told.text
    assert "4A: 1 of 1" in told.text
    await filled(school, head, "/survey", "Again: Parent evening (Nov 24)", "Classes", "4A")
    await filled(school, head, "No", "Now", "2026-12-01 18:00", "Send")
    again = await fourth.group.wait(
        lambda m: m.id > theirs.id and m.labels == ["Mon", "Wed", "Fri"]
    )
    await pressed(school, other, again, "Mon")
    await _close(school, head)
    told = await head.private.wait(lambda m: "Mon: 1 · 100 % (before: 50 %)" in m.text)
    assert "Fri: 0 · 0 % (before: 50 %)" in told.text


async def _close(school: TestSchool, user: User) -> None:
    """The survey that somebody asked last is closed."""
    own = await user.private.wait(lambda m: "Close now" in m.labels)
    await pressed(school, user, own, "Close now")
    await pressed(school, user, last(user), "Yes, close it")
