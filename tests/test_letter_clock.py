"""The clock over the letters: ages in working hours, who is told each morning and each week."""

from __future__ import annotations

from tests.conftest import TestSchool
from tests.meetings import answered, heard, in_chinese, refused, until
from tests.test_letters import opened, the_letter, wrote


async def test_a_letters_age_is_told_in_working_hours_until_it_is_answered(
    school: TestSchool,
) -> None:
    _, parent, group = await opened(school)
    await refused(school, school.head, "/holidays 2026-11-26 School trip")
    await wrote(school, parent, "Question", "When does the library open?")
    card = await the_letter(group, "library")
    assert "Waits for 0 working hours" in card.text
    await until(school, 24, 12, month=11)
    assert "Waits for 2 working hours" in card.text
    await until(school, 25, 11, month=11)
    assert "Nobody has looked at it for 8 working hours" in card.text
    await answered(school, school.head, card, "Take")
    assert "in work\nWaits for 9 working hours" in card.text
    assert "In work. Somebody has taken it on." in heard(parent, "Your letter 1")[0]
    await until(school, 27, 7, 59, month=11)
    assert "Waits for 12 working hours" in card.text  # Thursday was off; told in steps
    assert heard(school.head, "waits too long") == []

    await until(school, 30, 12, month=11)
    assert "Late: waits for 24 working hours" in card.text
    await until(school, 1, 9)
    (told,) = heard(school.head, "1 letter waits too long")
    assert "1. Question · in work" in told
    assert parent.name not in told
    await until(school, 2, 17)
    assert "Much too late: waits for 44 working hours" in card.text

    school.head.say(group, "At ten.", reply_to=card)
    check = await group.wait(lambda m: "At ten." in m.text and "Send" in m.labels)
    await answered(school, school.head, check, "Send")
    assert "working hours" not in card.text
    await until(school, 7, 8, 30)
    assert len(heard(school.head, "waits too long")) == 2
    (week,) = heard(school.head, "Letters of the last seven days")[-1:]
    assert "0 came, 1 got their first answer, 0 were closed" in week
    assert "1 letter is open; 0 wait too long" in week
    parent.say(parent.private, "And on Monday?", reply_to=parent.private.last)
    await school.settle()
    await until(school, 7, 12, 15)
    assert "Waits for 3 working hours" in card.text


async def test_what_nobody_took_is_the_principals_and_else_the_takers(school: TestSchool) -> None:
    _, parent, group = await opened(school)
    paul = school.town.user("Paul", "Principal", language="en")
    paul.start()
    await school.settle()
    await school.appoint(paul, "principal")
    await in_chinese(school, paul)
    group.join(paul)
    for words in ("The gate is broken.", "The yard is dark."):
        await wrote(school, parent, "Complaint", words)
    card = await the_letter(group, "The gate")
    await answered(school, school.head, card, "Take")
    await until(school, 1, 9)
    assert "1. Complaint" in heard(school.head, "waits too long")[-1]
    (told,) = heard(paul, "等得太久了")[-1:]
    assert "2. 投诉" in told
    assert "1. 投诉" not in told
    assert len(heard(paul, "最近七天的信")) == 1
    assert heard(school.head, "last seven days") == []
    told_card = next(m for m in reversed(paul.private.messages) if "等得太久了" in m.text)
    await answered(school, paul, told_card, "2：投诉")
    await paul.private.wait(lambda m: "The yard is dark." in m.text)
