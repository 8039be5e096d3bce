"""Separated parents: when one changes the other's answer, both are told, plainly and once."""

from __future__ import annotations

from datetime import timedelta

from tests.conftest import TestSchool
from tests.looking import told
from tests.meetings import in_chinese
from tests.noticeboard import pressed
from tests.test_slips import two_guardians
from tests.timed import timed

NOTHING = timedelta()


async def test_a_changed_answer_to_a_meeting_is_told_to_both(school: TestSchool) -> None:
    """In each one's language, once a change, through a restart; never in the group."""
    class_ = await school.class_group("3B", parents=3)
    mother, father = await two_guardians(class_)
    await in_chinese(school, father)
    await timed(class_.teacher, class_.group, "/meeting 2026-12-03 18:30 Parent meeting")
    card = await class_.group.wait(lambda m: "Coming" in m.labels)
    await pressed(school, mother, card, "Coming")
    await pressed(school, mother, card, "Maybe")
    await pressed(school, mother, card, "Coming")
    await school.advance(NOTHING)
    assert not told(mother, "the answer is now")
    await pressed(school, father, card, "Coming")
    await school.advance(NOTHING)
    assert not told(mother, "the answer is now")
    await pressed(school, father, card, "Not coming")
    await school.restart()
    await school.advance(NOTHING)
    (heard,) = told(mother, "for Clara the answer is now not coming. Before, you had said: coming")
    assert "“Parent meeting”" in heard.text
    assert "Parent1" not in heard.text
    (own,) = told(father, "Clara 现在是不参加")
    assert "另一位监护人答的是：参加" in own.text
    await school.advance(NOTHING)
    assert len(told(mother, "the answer is now")) == 1
    assert "Clara" not in "\n".join(m.text for m in class_.group.messages)
