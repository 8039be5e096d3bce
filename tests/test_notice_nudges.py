"""A notice to several classes: one live card for its author, and nudges for all or for one."""

from __future__ import annotations

from datetime import timedelta

from tests.conftest import TestSchool
from tests.looking import last, told
from tests.meetings import in_chinese
from tests.noticeboard import announced, answers, crafted, filled, own_card, pressed, says, texts_of


async def test_an_author_sees_a_line_a_class_and_nudges_one_of_them(school: TestSchool) -> None:
    """The card counts by class; names are behind a button, in private; a restart between."""
    third, fourth = await school.class_group("3B", parents=2), await school.class_group("4A")
    head = school.head
    await third.names(third.parents[0], "Clara")
    await third.names(third.parents[1], "Ben")
    await fourth.names(fourth.parents[0], "Olga")
    await filled(
        school, head, "/announce", "3B, 4A", "No school on Monday",
        "Skip", "“Got it”", "As usual", "Now", "Send",
    )  # fmt: skip
    card = await third.group.wait(lambda m: "Got it" in m.labels)
    own = await head.private.wait(lambda m: "Withdraw" in m.labels)
    await pressed(school, third.parents[1], card, "Got it")
    assert "Confirmed: 1 of 5" in own.text
    assert "\n3B: 1 of 2 confirmed, 1 missing\n4A: 0 of 3 confirmed, 3 missing" in own.text
    assert "Clara" not in own.text
    assert own.labels[:2] == ["3B", "4A"]
    await school.restart()
    shown = await answers(school, head, own, "3b")  # writing what stands on a button taps it
    assert "Missing (1): Clara" in shown.text
    assert "Olga" not in shown.text
    third.teacher.say(third.teacher.private, "/announcements")
    await school.settle()
    listed = await third.teacher.private.wait(lambda m: "1 See" in m.labels)
    await pressed(school, third.teacher, listed, "1 See")
    assert told(third.teacher, "Missing (1): Clara")
    assert not told(third.teacher, "Olga")
    data = shown.buttons[0][0].data or ""
    await answers(school, head, shown, "Nudge 3B")
    assert told(third.parents[0], "Please confirm that")
    assert not told(fourth.parents[0], "Please confirm that")
    assert "Reminder" not in texts_of(fourth.group)
    await in_chinese(school, head)
    await pressed(school, head, own, "4A")
    other = head.private.last
    assert other is not None
    assert "未回复（3）" in other.text
    await pressed(school, head, other, "提醒 4A")
    assert told(fourth.parents[0], "Please confirm that")
    await pressed(school, head, own, "提醒未确认")
    assert len(told(third.parents[0], "Please confirm that")) == 2
    assert shown.labels == []  # twice is enough
    assert "已经提醒过两次" in await crafted(school, head, shown, data)
    await school.restart()
    await pressed(school, third.parents[0], card, "Got it")
    assert "未回复" not in shown.text  # it is live, like the author's card
    assert "已确认：2 / 2" in shown.text
    await pressed(school, head, own, "撤回")
    await pressed(school, head, last(head), "是的，撤回")
    assert "撤回" in other.text
    assert other.labels == []
    assert "Clara" not in texts_of(third.group) + texts_of(fourth.group)


async def test_a_nudge_in_quiet_hours_waits_for_the_morning(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    (mother,) = class_.parents
    await class_.names(mother, "Clara")
    await announced(class_, "Trip on Friday")
    own = await own_card(class_)
    await school.advance(timedelta(hours=12))
    assert "at 07:30" in await pressed(school, class_.teacher, own, "Nudge")
    assert not told(mother, "Please confirm that")
    await school.restart()
    await school.advance(timedelta(hours=10, minutes=1))
    copy = await mother.private.wait(lambda m: "Please confirm that" in m.text)
    await pressed(school, mother, copy, "Got it")
    assert "Confirmed: 1 of" in own.text
    assert "Nothing waits" in (await says(school, mother, "/my")).text
