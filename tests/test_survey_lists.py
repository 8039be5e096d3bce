"""`/surveys`: what is planned, runs and is over, of those that one looks after."""

from __future__ import annotations

from tests.conftest import TestSchool
from tests.looking import last
from tests.noticeboard import filled, pressed
from tests.test_survey_changes import own_card
from tests.test_surveys import sent


async def test_what_one_looks_after_is_listed_a_page_at_a_time(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    other = await school.class_group("4A", parents=0)
    teacher = class_.teacher
    teacher.start()
    await filled(school, teacher, "/surveys")
    assert "no survey yet" in last(teacher).text
    for number in range(6):
        await sent(class_, f"/survey Number {number}\n* How was it?")
    await filled(school, teacher, "/survey Later\n* How?", "Change", "Opens: Now")
    await filled(school, teacher, "2026-11-26 08:00", "Send")
    own = await own_card(class_)
    assert "Later" in own.text
    listed = await filled(school, teacher, "/surveys")
    assert listed.text.startswith("7 surveys.")
    assert "1. Later (3B) · opens Thu, Nov 26, 2026, 08:00" in listed.text
    assert "2. Number 5 (3B) · open until" in listed.text
    await school.restart()
    await pressed(school, teacher, listed, "▶")
    assert "7. Number 0" in listed.text
    card = next(m for m in class_.group.messages if "Number 0" in m.text)
    await pressed(school, class_.parents[0], card, "5")
    await pressed(school, teacher, listed, "7")
    own = last(teacher)
    assert "Number 0" in own.text
    await pressed(school, teacher, own, "Close now")
    await pressed(school, teacher, last(teacher), "Yes, close it")
    listed = await filled(school, teacher, "/surveys")
    await pressed(school, teacher, listed, "▶")
    assert "closed" in listed.text
    assert "1 answered" in listed.text
    other.teacher.start()
    await filled(school, other.teacher, "/surveys")
    assert "no survey yet" in last(other.teacher).text
