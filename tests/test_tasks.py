"""Tasks of a meeting: given, recalled, done by a tap or a word."""

from __future__ import annotations

from bot.sandbox import User
from storage import people, tasks
from tests.conftest import ClassGroup, TestSchool
from tests.looking import told
from tests.meetings import answered, called, heard, in_chinese, opened, refused, until
from tests.noticeboard import answers


async def over(school: TestSchool) -> tuple[ClassGroup, User]:
    """A class whose meeting is over, with a member of its committee."""
    class_ = await school.class_group(parents=2)
    member = class_.parents[0]
    class_.teacher.start()
    member.start()
    await school.appoint(member, "committee member 3B")
    await called(class_)
    await until(school, 3, 21, 40)
    return class_, member


async def given(class_: ClassGroup, text: str = "Buy paint") -> None:
    """The teacher gives the member a task, to be done by the tenth, by tapping and typing."""
    school, teacher = class_.school, class_.teacher
    await opened(class_, "Give a task")
    teacher.say(teacher.private, text)
    asked = await teacher.private.wait(lambda m: "Who does it?" in m.text)
    await answered(school, teacher, asked, "Parent0 of 3B")
    await refused(school, teacher, "2026-12-10 18:00")
    ready = await teacher.private.wait(lambda m: "Send" in m.labels)
    assert "Thu, Dec 10, 2026, 18:00" in ready.text
    await answered(school, teacher, ready, "Send")


async def test_a_task_is_given_recalled_a_day_ahead_and_when_it_is_due(
    school: TestSchool,
) -> None:
    class_, member = await over(school)
    await given(class_)
    assert heard(member, "new task") == [
        "You have a new task: Buy paint\nBy Thu, Dec 10, 2026, 18:00"
    ]
    await school.restart()
    await until(school, 9, 17, 59)
    assert heard(member, "Reminder: Buy paint") == []
    await until(school, 9, 18, 1)
    assert len(heard(member, "Reminder: Buy paint")) == 1
    await until(school, 10, 18, 1)
    assert len(heard(member, "Reminder: Buy paint")) == 2
    assert not any("Buy paint" in m.text for m in class_.group.messages)


async def test_done_by_a_tap_is_told_to_who_gave_it_and_recalled_no_more(
    school: TestSchool,
) -> None:
    class_, member = await over(school)
    await given(class_)
    card = await member.private.wait(lambda m: "Done" in m.labels)
    assert await answered(school, member, card, "Done") == "Done: Buy paint"
    assert heard(class_.teacher, "has done") == ["Parent0 of 3B has done: Buy paint"]
    assert "done already" in await answered(school, member, card, "Done")
    await until(school, 10, 18, 1)
    assert heard(member, "Reminder") == []


async def test_done_by_a_word_and_seen_in_my(school: TestSchool) -> None:
    class_, member = await over(school)
    await given(class_)
    await given(class_, "Call the bus")
    said = await refused(school, member, "/my")
    assert "Call the bus" in said
    await in_chinese(school, member)
    assert "2. Call the bus" in await refused(school, member, "/tasks")
    assert await refused(school, member, "/tasks 2") == "已完成：Call the bus"
    assert "没有“7”" in await refused(school, member, "/tasks 7")
    await school.restart()
    async with school.session() as session:
        person = await people.find_by_user(session, member.id)
        assert person is not None
        assert [each.text for each in await tasks.open_of(session, person.id)] == ["Buy paint"]
    # By tap and by a word in answer, too.
    await given(class_, "Bake a cake")
    cake, paint = told(member, "Bake a cake")[-1], told(member, "1. Buy paint")[-1]
    assert await answered(school, member, cake, "完成") == "已完成：Bake a cake"
    await school.restart()
    assert "已完成：Buy paint" in (await answers(school, member, paint, "完成")).text


async def test_nobody_else_can_say_that_it_is_done(school: TestSchool) -> None:
    class_, _ = await over(school)
    await given(class_)
    other = class_.parents[1]
    other.start()
    await school.settle()
    shown = other.private.last
    assert shown is not None
    toast = await other.tap(shown, data="tad:1").answer()
    assert "not for you to decide" in toast.text
    toast = await other.tap(shown, data="tad:99").answer()
    assert "no longer there" in toast.text
    assert "nothing to do" in await refused(school, other, "/tasks")


async def test_tasks_stand_in_the_minutes(school: TestSchool) -> None:
    class_, _ = await over(school)
    await given(class_)
    said = await refused(school, class_.teacher, "/minutes It was short.")
    assert "Photos or files" in said
    await refused(school, class_.teacher, "Skip")
    await refused(school, class_.teacher, "Send")
    (card,) = [m for m in class_.group.messages if "Minutes:" in m.text]
    assert card.text.endswith("To do\n• Buy paint (Parent0 of 3B, by Thu, Dec 10, 2026)")
