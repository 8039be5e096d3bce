"""Surveys in the group: one question, one tap, and whose tap counts."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from bot.sandbox import Message, User
from handlers.kit import buttons
from handlers.survey_buttons import Tap
from scheduler.pace import Limits
from storage import classes, people, surveys
from storage.answers import Answer
from storage.people import Role
from storage.survey_ballots import SurveyTaken
from storage.survey_boxes import SurveyBallot
from tests.conftest import ClassGroup, TestSchool
from tests.looking import in_boxes, last, told
from tests.noticeboard import crafted, filled, pressed
from tests.test_slips import two_guardians

ANSWER = "Answer (1 minute)"
EVENING = "/survey Parent evening\n? Which evening suits? | Mon | Wed | Fri"


async def sent(class_: ClassGroup, typed: str = EVENING, *changes: str) -> Message:
    """The teacher types a survey in private, changes what else is said, and sends it; its card."""
    school, teacher = class_.school, class_.teacher
    if not any("Start" in m.text or m.sender is teacher for m in teacher.private.messages):
        teacher.start()
    await filled(school, teacher, typed, *changes, "Send")
    title = typed.splitlines()[0].removeprefix("/survey ")
    return await class_.group.wait(lambda m: f"📋 {title}" in m.text)


def anonymously(unit: str = "Each family") -> tuple[str, ...]:
    """What is tapped to make what was typed anonymous."""
    return ("Change", "Names: With names", "Anonymous", "Change", "Counts once: Each family", unit)


async def said(school: TestSchool) -> list[str]:
    """The answers with names that are stored."""
    async with school.session() as session:
        return list(await session.scalars(select(Answer.value).order_by(Answer.unit_id)))


async def test_one_tap_in_the_group_answers_for_a_family_and_the_last_one_counts(
    school: TestSchool,
) -> None:
    class_ = await school.class_group()
    mother, father, other = class_.parents
    await class_.names(mother, "Ben", "Ada")
    father.start()
    await class_.names(father, "Kai")
    card = await sent(class_)
    assert card.labels == ["Mon", "Wed", "Fri"]
    assert "Which evening suits?" in card.text
    assert "Nobody has answered yet." in card.text
    assert "whoever asked can see who answered what" in card.text
    assert await pressed(school, mother, card, "Mon") == "Noted: Mon. Tap another one to change it."
    assert "Mon: 1" in card.text
    assert "One family has answered." in card.text
    await pressed(school, other, card, "Fri")
    await pressed(school, mother, card, "Wed")
    await pressed(school, mother, card, "Wed")
    assert "Mon: 0" in card.text
    assert "Wed: 1" in card.text
    assert "2 families have answered." in card.text
    await school.restart()
    await pressed(school, father, card, "Fri")
    assert "Fri: 2" in card.text
    assert "3 families have answered." in card.text


async def test_of_several_each_tap_in_the_group_puts_one_in_or_takes_it_out(
    school: TestSchool,
) -> None:
    class_ = await school.class_group()
    one, two, three = class_.parents
    card = await sent(class_, "/survey Dates\n+ Which days? (at most 2) | Mon | Wed | Fri")
    assert "Tap all that apply" in card.text
    assert card.labels == ["Mon", "Wed", "Fri"]
    # Both taps come at once, and are handled together.
    for each in [one.tap(card, "Mon"), one.tap(card, "Wed"), two.tap(card, "Wed")]:
        await each.answer()
    await school.settle()
    assert "Mon: 1" in card.text
    assert "Wed: 2" in card.text
    assert "No more than 2" in await pressed(school, one, card, "Fri")
    await school.restart()
    assert "Noted: Wed." in await pressed(school, one, card, "Mon")
    assert "One has to stay" in await pressed(school, one, card, "Wed")
    assert "Noted: Wed and Fri." in await pressed(school, one, card, "Fri")
    assert "Mon: 0" in card.text
    assert "Fri: 1" in card.text
    assert "2 families have answered." in card.text
    three.start()
    await filled(school, three, "/my")
    await pressed(school, three, await three.private.wait(lambda m: "Dates" in m.text), ANSWER)
    for each in ("Fri", "Done", "Send"):
        await pressed(school, three, last(three), each)
    assert "Fri: 2" in card.text


async def test_both_guardians_of_a_child_give_one_answer(school: TestSchool) -> None:
    class_ = await school.class_group()
    mother, father = await two_guardians(class_)
    card = await sent(class_)
    taps = [mother.tap(card, "Mon"), father.tap(card, "Fri"), mother.tap(card, "Wed")]
    for each in taps:
        await each.answer()
    await school.settle()
    assert "One family has answered." in card.text
    assert "Wed: 1" in card.text
    assert await said(school) == ["2"]
    await pressed(school, father, card, "Fri")
    assert "Fri: 1" in card.text
    await school.advance(timedelta())
    assert told(mother, "“Parent evening” differently now. The last answer counts: theirs")
    assert told(father, "The last answer counts: yours")


async def test_what_comes_too_late_or_from_outside_changes_nothing(school: TestSchool) -> None:
    class_ = await school.class_group(parents=2)
    others = await school.class_group("4A", parents=1)
    card = await sent(class_)
    data = card.buttons[0][0].data or ""
    one, two = class_.parents
    await pressed(school, one, card, "Fri")
    there = others.parents[0]
    there.start()
    await school.settle()
    theirs = there.private.last
    assert theirs is not None
    assert "class" in await crafted(school, there, theirs, data)
    uma = school.town.user("Uma", language="en")
    uma.start()
    await school.settle()
    shown = uma.private.last
    assert shown is not None
    assert await crafted(school, uma, shown, data)
    for wrong in ("svt:999999:1", data[:-1] + "9", data + ":1", "svo:" + "x" * 50, "svq:1:1:1"):
        assert await crafted(school, two, card, wrong)
    assert "parent" in await pressed(school, class_.teacher, card, "Mon")
    assert await said(school) == ["3"]
    # At the very second of the close it is over, also where no alarm has rung yet.
    async with school.session() as session:
        (closes,) = (await session.scalars(select(surveys.Survey.closes_at))).all()
    await school.advance(closes - timedelta(seconds=30) - school.clock.now())
    await pressed(school, two, card, "Mon")
    assert await said(school) == ["3", "1"]
    school.clock.advance(closes)
    assert "too late" in await crafted(school, two, card, card.buttons[0][1].data or "")
    await school.advance(timedelta(seconds=1))
    assert "too late" in await crafted(school, one, card, data)
    assert await said(school) == ["3", "1"]
    assert card.labels == []
    assert "Closed on" in card.text


async def test_an_anonymous_tap_is_asked_twice_and_stored_where_nobody_finds_it(
    school: TestSchool,
) -> None:
    class_ = await school.class_group(parents=2)
    card = await sent(class_, EVENING, *anonymously())
    assert "Anonymous" in card.text
    assert "Mon:" not in card.text
    one, two = class_.parents
    assert "again" in await pressed(school, one, card, "Mon")
    assert "again" in await pressed(school, one, card, "Wed")
    assert await pressed(school, one, card, "Wed") == (
        "Thank you! Your answer is stored without your name."
    )
    assert "cannot be changed" in await pressed(school, one, card, "Mon")
    await pressed(school, two, card, "Fri")
    await school.restart()
    assert "again" in await pressed(school, two, card, "Fri")
    await school.advance(timedelta(minutes=2))
    assert "again" in await pressed(school, two, card, "Fri")
    assert "One family has answered." in card.text
    assert await said(school) == []
    async with school.session() as session:
        assert await in_boxes(session) == [["2", None]]
        assert list(await session.scalars(select(SurveyBallot.value))) == []
        taken = (await session.execute(select(SurveyTaken.answered))).all()
    assert sorted(each[0] for each in taken) == [False, True]


async def eligible(class_: ClassGroup, count: int) -> list[User]:
    """So many parents in the class, ten of whom the bot does not know yet."""
    school, now = class_.school, class_.school.clock.now()
    users = [school.town.user(f"Parent{n}", language="en") for n in range(count)]
    async with school.app.database.write() as session:
        here = await classes.find_by_chat(session, class_.group.id)
        assert here is not None
        for user in users[10:]:
            person = await people.known(session, user.id, user.first_name, None, "en", now)
            await people.grant(session, person.id, Role.PARENT, here.id, now)
    for user in users:
        class_.group.join(user)
    await school.settle()
    return users


async def test_three_hundred_tap_within_a_second_and_who_is_new_is_known_by_the_tap(
    school: TestSchool,
) -> None:
    """Every answer counts once, everybody is answered, the card has the last state in few edits."""
    await school.close()
    school.limits = replace(school.limits, card_gap=Limits().card_gap)
    await school.open()
    class_ = await school.class_group(parents=0)
    card = await sent(class_)
    users = await eligible(class_, 300)
    at = school.clock.now()
    labels = ["Mon", "Wed", "Fri"]
    taps = [user.tap(card, labels[n % 3]) for n, user in enumerate(users)]
    answers = await asyncio.gather(*(each.answer() for each in taps))
    assert all(each.url or each.text for each in answers)
    await school.settle()
    assert "300 families have answered." in card.text
    assert all(f"{label}: 100" in card.text for label in labels)
    edits = [each.at - at for each in school.town.calls("editMessageText", class_.group)]
    assert sum(timedelta() <= each < timedelta(seconds=10) for each in edits) <= 3
    async with school.session() as session:
        assert await session.scalar(select(func.count()).select_from(Answer)) == 300


async def test_my_lists_what_is_not_answered_with_its_buttons(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    (parent,) = class_.parents
    parent.start()
    card = await sent(class_)
    await filled(school, parent, "/my")
    item = await parent.private.wait(lambda m: "Which evening suits?" in m.text)
    await pressed(school, parent, item, "Wed")
    assert "✓ Wed" in item.labels
    assert "Wed: 1" in card.text
    await filled(school, parent, "/my")
    assert parent.private.last is not None
    assert "Nothing waits" in parent.private.last.text


def test_a_button_carries_the_survey_and_the_option() -> None:
    assert buttons.unpack(buttons.pack(Tap(17, 3))) == Tap(17, 3)
