"""Reminders: to those who have not answered; of an anonymous survey, once and to everybody."""

from __future__ import annotations

from tests.conftest import TestSchool
from tests.looking import last, told
from tests.meetings import in_chinese, until
from tests.noticeboard import pressed
from tests.test_survey_changes import own_card
from tests.test_surveys import EVENING, anonymously, sent


async def test_only_who_has_not_answered_is_written_to_twice_at_most(school: TestSchool) -> None:
    class_ = await school.class_group()
    one, two, _ = class_.parents
    one.start()
    two.start()
    await in_chinese(school, two)
    card = await sent(class_)
    await pressed(school, one, card, "Mon")
    own = await own_card(class_)
    toast = await pressed(school, class_.teacher, own, "Remind")
    assert toast == "I write to one person. One more has not pressed Start."
    assert not told(one, "waits for your answer")
    (reminder,) = told(two, "还等您回答")
    # A day before it closes, by itself.
    await school.restart()
    await until(school, 30, 19, 1, month=11)
    assert len(told(two, "还等您回答")) == 2
    assert "Remind" not in own.labels
    await pressed(school, two, reminder, "Fri")
    assert "Fri: 1" in card.text
    assert not told(one, "waits for your answer")
    assert not [m for m in class_.group.messages if "waits for your answer" in m.text]


async def test_of_an_anonymous_one_everybody_is_reminded_once(school: TestSchool) -> None:
    class_ = await school.class_group(parents=2)
    for each in class_.parents:
        each.start()
    one, two = class_.parents
    card = await sent(class_, EVENING, *anonymously())
    await pressed(school, one, card, "Mon")
    await pressed(school, one, card, "Mon")
    own = await own_card(class_)
    # In quiet hours it waits for the morning.
    await until(school, 25, 21, month=11)
    toast = await pressed(school, class_.teacher, own, "Remind")
    assert "2 people at 07:30" in toast
    assert not told(one, "If you have not answered yet")
    await until(school, 26, 8, month=11)
    for each in (one, two):
        assert len(told(each, "If you have not answered yet")) == 1
    assert "Remind" not in own.labels
    await until(school, 30, 20, month=11)
    assert len(told(two, "If you have not answered yet")) == 1
    await pressed(school, two, last(two), "Wed")
    assert "again" not in await pressed(school, two, last(two), "Wed")
    assert "2 families have answered." in card.text
