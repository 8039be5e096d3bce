"""Surveys closed early, extended, opened again and taken back: by whom, and never silently."""

from __future__ import annotations

from sqlalchemy import select

from bot.sandbox import Message
from handlers import survey_changes as changes
from handlers.kit import buttons
from storage import surveys
from storage.survey_halves import SurveyHalf
from tests.conftest import ClassGroup, TestSchool
from tests.looking import last, told
from tests.noticeboard import crafted, filled, pressed
from tests.test_survey_answers import CANTEEN, begun
from tests.test_surveys import anonymously, sent


async def own_card(class_: ClassGroup) -> Message:
    """The author's card of the latest survey."""
    await class_.school.settle()
    return await class_.teacher.private.wait(
        lambda m: any(each in m.labels for each in ("Results", "Close now", "Open now"))
    )


async def until_the(class_: ClassGroup, when: str) -> None:
    """The teacher says another time, and sends it."""
    await filled(class_.school, class_.teacher, when, "Send")


async def test_extended_closed_early_and_opened_again_with_a_word_under_the_card(
    school: TestSchool,
) -> None:
    class_ = await school.class_group(parents=1)
    (parent,) = class_.parents
    card = await sent(class_)
    own = await own_card(class_)
    assert "0 of 1 families have answered." in own.text
    await pressed(school, class_.teacher, own, "Who is missing")
    assert "1 missing: Parent0 of 3B" in last(class_.teacher).text
    await pressed(school, class_.teacher, own, "Other closing time")
    await until_the(class_, "2026-12-02 12:00")
    note = await class_.group.wait(lambda m: "is now open until Wed, Dec 2, 2026, 12:00" in m.text)
    assert note.reply_to is not None
    assert note.reply_to.id == card.id
    assert "it was to close on Tue, Dec 1, 2026, 19:00" in card.text
    await pressed(school, parent, card, "Mon")
    assert "1 of 1 families have answered." in own.text
    await pressed(school, class_.teacher, own, "Close now")
    await pressed(school, class_.teacher, last(class_.teacher), "Yes, close it")
    await class_.group.wait(lambda m: "was closed early" in m.text)
    assert card.labels == []
    await class_.teacher.private.wait(lambda m: "📊" in m.text)
    await school.restart()
    await pressed(school, class_.teacher, own, "Open again")
    await until_the(class_, "2026-12-04 12:00")
    await class_.group.wait(lambda m: "is open again, until Fri, Dec 4" in m.text)
    assert "Opened again on" in card.text
    await pressed(school, parent, card, "Fri")
    assert "Fri: 1" in card.text


async def test_an_anonymous_one_that_was_closed_stays_closed(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    card = await sent(class_, CANTEEN, *anonymously())
    own = await own_card(class_)
    assert "Results" not in own.labels
    assert "Who is missing" not in own.labels
    await pressed(school, class_.teacher, own, "Close now")
    assert "cannot be opened again" in last(class_.teacher).text
    await pressed(school, class_.teacher, last(class_.teacher), "Yes, close it")
    assert own.labels == ["Results"]
    move = buttons.pack(changes.Move(_id(card, own)))
    assert "closed for good" in await crafted(school, class_.teacher, own, move)


def _id(card: Message, own: Message) -> int:
    data = own.buttons[0][0].data or ""
    return int(data.split(":")[1])


async def test_taken_back_by_who_may_and_what_was_half_answered_goes(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    other = await school.class_group("4A", parents=0)
    (parent,) = class_.parents
    parent.start()
    other.teacher.start()
    card = await sent(class_, CANTEEN)
    asked = await begun(class_, parent, card)
    await pressed(school, parent, asked, "Yes")
    own = await own_card(class_)
    survey_id = _id(card, own)
    for press in (
        changes.Close, changes.CloseSurely, changes.Move, changes.Withdraw, changes.WithdrawSurely,
        changes.WhoIsMissing,
    ):  # fmt: skip
        for user in (parent, other.teacher):
            assert await crafted(school, user, last(user), buttons.pack(press(survey_id)))
    async with school.session() as session:
        one = await surveys.get(session, survey_id)
        assert one.is_open(school.clock.now())
    await pressed(school, class_.teacher, own, "Take back")
    await pressed(school, class_.teacher, last(class_.teacher), "Yes, take it back")
    assert "taken back" in card.text
    assert card.labels == []
    assert "taken back" in await pressed(school, parent, asked, "4")
    async with school.session() as session:
        assert (await session.scalars(select(SurveyHalf))).all() == []


async def test_a_planned_one_is_opened_now_or_not_at_all(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    teacher = class_.teacher
    teacher.start()
    plan = ("Change", "Opens: Now", "2026-11-26 08:00", "Send")
    await filled(school, teacher, "/survey First\n* How?", *plan)
    own = await own_card(class_)
    assert "Opens on Thu, Nov 26, 2026, 08:00" in own.text
    await pressed(school, teacher, own, "Do not open")
    assert "Nobody has seen it yet" in last(teacher).text
    await pressed(school, teacher, last(teacher), "Yes, take it back")
    await filled(school, teacher, "/survey Second\n* How?", *plan)
    own = await own_card(class_)
    assert await pressed(school, teacher, own, "Open now") == "It is open."
    card = await class_.group.wait(lambda m: "📋 Second" in m.text)
    assert card.labels == ["1", "2", "3", "4", "5"]
    again = buttons.pack(changes.OpenNow(_id(card, own)))
    assert "open already" in await crafted(school, teacher, last(teacher), again)
    assert not any("First" in m.text for m in class_.group.messages)
    assert len(told(teacher, "Second")) >= 2
