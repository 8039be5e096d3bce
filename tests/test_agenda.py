"""The agenda of a committee's meeting: members add to it, and see what is still to be done."""

from __future__ import annotations

from bot.sandbox import Message, User
from storage import agenda
from tests.conftest import ClassGroup, TestSchool
from tests.looking import last
from tests.meetings import answered, called, in_chinese, refused, until
from tests.noticeboard import answers
from tests.test_tasks import given

SECOND = "/meeting committee 2026-12-08 18:30 Committee @ Room 1"


async def planned(school: TestSchool) -> tuple[ClassGroup, User, Message]:
    """A committee's meeting is planned; a member, and the card in the group."""
    class_ = await school.class_group(parents=2)
    member = class_.parents[0]
    class_.teacher.start()
    member.start()
    await school.appoint(member, "committee member 3B")
    card = await called(class_, SECOND, "Committee")
    return class_, member, card


async def test_members_add_by_typing_and_by_tapping(school: TestSchool) -> None:
    _, member, card = await planned(school)
    said = await refused(school, member, "/agenda New curtains")
    assert said.endswith("1. New curtains (Parent0 of 3B)")
    shown = member.private.last
    assert shown is not None
    await answered(school, member, shown, "Add something")
    await school.restart()
    said = await refused(school, member, "The trip\nA cake sale")
    assert "2. The trip (Parent0 of 3B)\n3. A cake sale" in said
    assert "Agenda\n1. New curtains\n2. The trip\n3. A cake sale" in card.text
    async with school.session() as session:
        assert len(await agenda.of_meetings(session, [2])) == 3


async def test_an_item_is_taken_off_by_who_added_it_or_the_organiser(school: TestSchool) -> None:
    class_, member, card = await planned(school)
    await school.appoint(class_.parents[1], "committee member 3B")
    class_.parents[1].start()
    await refused(school, member, "/agenda New curtains")
    await refused(school, class_.parents[1], "/agenda")
    theirs = class_.parents[1].private.last
    assert theirs is not None
    assert "Only who added it" in await answered(school, class_.parents[1], theirs, "Take off 1")
    await refused(school, class_.teacher, "/agenda")
    own = class_.teacher.private.last
    assert own is not None
    assert "Taken off" in await answered(school, class_.teacher, own, "Take off 1")
    assert "Nothing is on it yet" in own.text
    assert "curtains" not in card.text


async def test_tasks_of_before_stand_on_the_next_agenda_with_done(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    member = class_.parents[0]
    class_.teacher.start()
    member.start()
    await school.appoint(member, "committee member 3B")
    await called(class_)
    await until(school, 3, 21, 40)
    await given(class_)
    await until(school, 4, 9)
    card = await called(class_, SECOND, "Committee")
    said = await refused(school, member, "/agenda")
    await school.restart()
    await refused(school, member, "/agenda Cake")
    assert "One task from before is open: /agenda" in card.text
    assert "Still to be done (1)\n• Buy paint (Parent0 of 3B, by Thu, Dec 10, 2026)" in said
    shown = member.private.last
    assert shown is not None
    assert await answered(school, member, shown, "Done: Buy paint") == "Done: Buy paint"
    assert "Buy paint" not in await refused(school, member, "/agenda")
    assert "Buy paint" not in card.text
    assert "task" not in card.text


async def test_who_is_in_no_committee_and_where_none_meets(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    assert "may use" in await refused(school, class_.parents[0], "/agenda")
    class_.teacher.start()
    await called(class_)
    assert "No committee meeting" in await refused(school, class_.teacher, "/agenda")


async def test_the_agenda_in_chinese_is_closed_when_the_meeting_is_off(
    school: TestSchool,
) -> None:
    class_, member, _ = await planned(school)
    await in_chinese(school, member)
    assert "还没有议题" in await refused(school, member, "/agenda")
    assert "每行写一项" in (await answers(school, member, last(member), "添加议题")).text
    await school.restart()
    assert "1. 春游（Parent0 of 3B）\n2. 义卖（" in await refused(school, member, "春游\n义卖")
    shown = last(member)
    await school.restart()
    assert "已去掉：春游" in (await answers(school, member, shown, "去掉第 1 项")).text
    assert "1. 义卖（" in shown.text
    await answered(school, member, shown, "去掉第 1 项")
    assert "还没有议题" in shown.text
    await answered(school, member, shown, "添加议题")
    await school.restart()
    class_.teacher.say(class_.group, "/cancel_meeting")
    sure = await class_.teacher.private.wait(lambda m: "Yes, cancel it" in m.labels)
    await answered(school, class_.teacher, sure, "Yes, cancel it")
    said = await refused(school, member, "窗帘")
    assert "窗帘" not in said
