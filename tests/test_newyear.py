"""The new school year: a table first, then all of it or nothing."""

from __future__ import annotations

import pytest

from bot.sandbox import Message, User
from storage import classes, families
from storage.newyear import Move, clashes, grade, next_name
from storage.people import Role
from tests.conftest import TestSchool
from tests.test_invites import roles_of


@pytest.mark.parametrize(
    ("name", "value", "after"),
    [
        ("3B", 3, "4B"),
        ("9", 9, "10"),
        ("Class 10 Blue", 10, "Class 11 Blue"),
        ("7.2", 7, "8.2"),
        ("三年级2班", 3, "四年级2班"),
        ("九年级（1）班", 9, "十年级（1）班"),
        ("十年级1班", 10, "十一年级1班"),
        ("2年级3班", 2, "3年级3班"),
        ("高一3班", 1, "高二3班"),
        ("初二（2）班", 2, "初三（2）班"),
        ("Sunflowers", None, None),
    ],
)
def test_a_name_moves_up_by_the_grade_in_it(
    name: str, value: int | None, after: str | None
) -> None:
    assert grade(name) == value
    assert next_name(name) == after


def test_two_classes_of_one_name_clash_however_they_are_spelt() -> None:
    moves = [Move(1, "3B", "4B"), Move(2, "4B", "4 b"), Move(3, "4A", None)]
    assert clashes(moves) == {"4B", "4 b"}


async def the_plan(head: User, typed: str = "/newyear") -> Message:
    """The table, at the end of the principal's chat."""
    asked = head.say(head.private, typed)
    return await head.private.wait(lambda m: m.id > asked.id and m.labels[-1:] != [])


async def tap(user: User, card: Message, label: str, shows: str) -> Message:
    """Taps a button of the card, and waits until the card shows something."""
    await user.tap(card, label).answer()
    return await user.private.wait(lambda m: m.id == card.id and shows in m.text)


async def names(school: TestSchool) -> list[str]:
    """What the open classes are called."""
    async with school.session() as session:
        return [each.name for each in await classes.all_open(session)]


async def test_classes_move_up_and_the_oldest_leave(school: TestSchool) -> None:
    """Shown, changed by a tap, carried out after a restart: 3B takes the name 4B had."""
    groups = {each: await school.class_group(each, parents=1) for each in ("2A", "3B", "4B")}
    head = school.head
    shown = await the_plan(head)
    for line in ("2A → 3A", "3B → 4B", "4B leaves the school"):
        assert line in shown.text
    assert shown.labels[-1] == "This is right"
    assert await names(school) == ["2A", "3B", "4B"]
    await tap(head, shown, "This is right", "Carry this out now?")
    assert "One class leaves" in shown.text
    await school.restart()
    await head.tap(shown, "Yes, now").answer()
    await head.private.wait(lambda m: m.id == shown.id and "has begun" in m.text)
    assert await names(school) == ["3A", "4B"]
    moved, left = groups["3B"], groups["4B"]
    await moved.teacher.private.wait(lambda m: "3B is 4B from now on" in m.text)
    await left.teacher.private.wait(lambda m: "4B has left the school" in m.text)
    assert await roles_of(school, moved.teacher) == {(Role.HEAD_TEACHER, "4B")}
    assert await roles_of(school, moved.parents[0]) == {(Role.PARENT, "4B")}
    assert await roles_of(school, left.teacher) == set()
    assert await roles_of(school, left.parents[0]) == set()
    await moved.group.wait(lambda m: "4B · Riverside School" in m.text)
    closed = await left.group.wait(lambda m: "This class has left the school" in m.text)
    assert closed.labels == []
    moved.teacher.say(moved.group, "/announce Bring boots")
    await moved.group.wait(lambda m: "Bring boots" in m.text)


async def test_a_closed_class_keeps_its_record_and_frees_its_group(school: TestSchool) -> None:
    class_ = await school.class_group("4B", parents=1)
    await class_.names(class_.parents[0], "Clara")
    head = school.head
    shown = await the_plan(head, "/newyear 4B =")
    assert "4B leaves the school" in shown.text
    await tap(head, shown, "This is right", "Carry this out now?")
    await tap(head, shown, "Yes, now", "has begun")
    async with school.session() as session:
        old = await classes.get(session, 1)
        assert (old.name, old.closed, old.chat_id) == ("4B", True, None)
        assert old.closed_at is not None
        child = await families.find_by_name(session, [1], "Clara")
        assert child is not None
    head.say(class_.group, "/class 1A")
    await class_.group.wait(lambda m: "1A · Riverside School" in m.text)
    head.say(head.private, "/invite teacher 4B")
    await head.private.wait(lambda m: "Invitation: teacher of 4B" in m.text)
    assert await names(school) == ["1A", "4B"]


async def test_a_line_is_changed_by_tap_and_by_writing(school: TestSchool) -> None:
    for each in ("3A", "3B"):
        await school.class_group(each, parents=0)
    head = school.head
    shown = await the_plan(head)
    await head.tap(shown, "3B → 4B").answer()
    asked = await head.private.wait(lambda m: "What is 3B called in the new year" in m.text)
    await school.restart()
    head.say(head.private, "4C")
    again = await head.private.wait(lambda m: m.id > asked.id and "3B → 4C" in m.text)
    await head.tap(again, "3A → 4A").answer()
    asked = await head.private.wait(lambda m: "What is 3A called in the new year" in m.text)
    await head.tap(asked, "It keeps its name").answer()
    await head.private.wait(lambda m: m.id == again.id and "3A → 3A" in m.text)
    await head.tap(asked, "It leaves the school").answer()
    await head.private.wait(lambda m: m.id == again.id and "3A leaves the school" in m.text)
    assert "3B → 4C" in again.text


async def test_two_of_one_name_cannot_be_carried_out(school: TestSchool) -> None:
    for each in ("3A", "3B"):
        await school.class_group(each, parents=0)
    shown = await the_plan(school.head, "/newyear 3B = 4A")
    assert "Two classes would be called 4A" in shown.text
    assert "This is right" not in shown.labels
    answer = await school.head.tap(shown, data=_carry_out(shown)).answer()
    sure = await school.head.private.wait(lambda m: "Carry this out now?" in m.text)
    assert not answer.show_alert
    refused = await school.head.tap(sure, "Yes, now").answer()
    assert "Two classes would be called 4A" in refused.text
    assert await names(school) == ["3A", "3B"]


def _carry_out(shown: Message) -> str:
    data = next(b.data for row in shown.buttons for b in row if b.data)
    return f"nyd:{data.split(':')[1]}"


async def test_what_changed_since_the_table_was_shown_stops_it(school: TestSchool) -> None:
    await school.class_group("3A", parents=0)
    head = school.head
    shown = await the_plan(head)
    await tap(head, shown, "This is right", "Carry this out now?")
    await school.class_group("5C", parents=0)
    answer = await head.tap(shown, "Yes, now").answer()
    assert "have changed since" in answer.text
    assert await names(school) == ["3A", "5C"]
    await tap(head, shown, "← Not yet", "5C → 6C")


async def test_twice_is_once(school: TestSchool) -> None:
    await school.class_group("3A", parents=0)
    head = school.head
    shown = await the_plan(head)
    await tap(head, shown, "This is right", "Carry this out now?")
    data = next(b.data for row in shown.buttons for b in row if b.label == "Yes, now")
    await tap(head, shown, "Yes, now", "has begun")
    answer = await head.tap(shown, data=data).answer()
    assert "dealt with already" in answer.text
    assert await names(school) == ["4A"]


async def test_it_is_for_those_who_run_the_school(school: TestSchool) -> None:
    class_ = await school.class_group("3A", parents=0)
    class_.teacher.say(class_.teacher.private, "/newyear")
    await class_.teacher.private.wait(lambda m: "Only those responsible" in m.text)


async def test_what_cannot_be_read_is_said(school: TestSchool) -> None:
    await school.class_group("3A", parents=0)
    school.head.say(school.head.private, "/newyear 9Z = 10Z")
    await school.head.private.wait(lambda m: "I cannot read “9Z = 10Z”" in m.text)


async def test_it_speaks_chinese(school: TestSchool) -> None:
    await school.class_group("三年级2班", parents=0)
    lin = school.town.user("Lin", language="zh-hans")
    await school.appoint(lin, "principal")
    shown = await the_plan(lin)
    assert "三年级2班 → 四年级2班" in shown.text
    await tap(lin, shown, "没有问题", "现在执行吗？")
    await tap(lin, shown, "是的，执行", "新学年开始了")
    assert await names(school) == ["四年级2班"]
