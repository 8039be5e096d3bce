"""Who came to a meeting: marked by the organiser, or sent in at the door."""

from __future__ import annotations

import re

import pytest

from bot.sandbox import Message, User
from storage import attendance, meetings
from storage.attendance import Attendance
from tests.conftest import ClassGroup, TestSchool
from tests.meetings import answered, called, heard, in_chinese, opened, refused, until
from tests.noticeboard import answers, says
from tests.timed import timed


async def marked(school: TestSchool) -> list[str]:
    """The names of who came to the first meeting."""
    async with school.session() as session:
        ids = (await meetings.coming(session, None, school.clock.now())) or []
        meeting = ids[0]
        found = await attendance.listed(session, meeting)
        return sorted(each.name for each in found.there)


async def begun(class_: ClassGroup, *names: str) -> Message:
    """A meeting that has begun; the children are called so, and the first said yes."""
    for parent, name in zip(class_.parents, names, strict=False):
        await class_.names(parent, name)
    class_.teacher.start()
    card = await called(class_)
    await answered(class_.school, class_.parents[0], card, "Coming")
    await until(class_.school, 3, 18, 40)
    return card


def code_of(class_: ClassGroup) -> str:
    """The code that the teacher got at half an hour before the start."""
    (said,) = heard(class_.teacher, "Door code of")
    match = re.search(r"\d{4}", said)
    assert match is not None
    return match[0]


async def test_all_who_said_yes_then_the_others_by_tap(school: TestSchool) -> None:
    class_ = await school.class_group(parents=3)
    await begun(class_, "Anna", "Ben", "Clara")
    listed = await opened(class_, "Who came")
    assert "Came: 0 of 3" in listed.text
    assert listed.labels == ["All who said Coming (1)", "Anna", "Ben", "Clara", "Door code"]
    toast = await answered(school, class_.teacher, listed, "All who said Coming (1)")
    assert toast == "One is marked as present."
    assert await answered(school, class_.teacher, listed, "Ben") == "Ben came."
    await school.restart()
    assert "Came: 2 of 3" in listed.text
    assert listed.labels == ["✓ Anna", "✓ Ben", "Clara", "Door code"]
    assert await answered(school, class_.teacher, listed, "Anna") == "Anna did not come."
    assert await marked(school) == ["Ben"]
    assert not any("Ben" in m.text for m in class_.group.messages if m.sender.is_bot)


async def test_names_that_are_typed_are_marked_as_well(school: TestSchool) -> None:
    class_ = await school.class_group(parents=2)
    await begun(class_, "Anna", "Ben")
    said = await refused(school, class_.teacher, "/came anna， BEN")
    assert "Came: 2 of 2" in said
    assert "nobody called “Zoe”" in await refused(school, class_.teacher, "/came Zoe")
    assert await marked(school) == ["Anna", "Ben"]


async def test_a_long_list_has_pages(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    names = [f"Kid {n:02}" for n in range(30)]
    pasted = "\n".join(["/class_list", *names])
    shown = await says(school, class_.teacher, pasted)
    await answered(school, class_.teacher, shown, "This is right")
    await begun(class_, "Kid 29")
    listed = await opened(class_, "Who came")
    assert "Kid 23" in listed.labels
    assert "Kid 24" not in listed.labels
    await answered(school, class_.teacher, listed, "On »")
    assert "Kid 24" in listed.labels
    await answered(school, class_.teacher, listed, "Kid 29")
    assert "✓ Kid 29" in listed.labels
    await answered(school, class_.teacher, listed, "« Back")
    assert "Kid 00" in listed.labels


async def test_the_code_counts_for_all_children_of_who_sends_it(school: TestSchool) -> None:
    class_ = await school.class_group(parents=2)
    await begun(class_, "Anna, Zoe", "Ben")
    listed = await opened(class_, "Who came")
    parent = class_.parents[0]
    said = await refused(school, parent, code_of(class_))
    assert said == "Welcome to “Parent meeting”! Marked as present: Anna and Zoe"
    assert "✓ Anna + Zoe" in listed.labels
    assert "Came: 1 of 2 families" in listed.text
    await school.restart()
    wide = code_of(class_).translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert "Welcome" in await refused(school, class_.parents[1], f"/here {wide}")
    assert await marked(school) == ["Anna", "Ben", "Zoe"]


async def test_the_code_counts_from_half_an_hour_before_until_an_hour_after(
    school: TestSchool,
) -> None:
    class_ = await school.class_group(parents=1)
    class_.teacher.start()
    class_.parents[0].start()
    await called(class_)
    shown = await opened(class_, "Door code")
    code = re.findall(r"\d{4}", shown.text)[0]
    await until(school, 3, 17, 59)
    assert "not the code" in await refused(school, class_.parents[0], code)
    await until(school, 3, 18, 0)
    assert "Welcome" in await refused(school, class_.parents[0], code)
    await until(school, 3, 22, 31)
    assert "not the code" in await refused(school, class_.parents[0], code)


@pytest.mark.parametrize("chinese", [False, True])
async def test_a_code_is_no_answer_to_what_was_asked_before(
    school: TestSchool, chinese: bool
) -> None:
    """Who comes through the door was asked for their child's name days ago; that still waits."""
    class_ = await school.class_group(parents=1)
    (parent,) = class_.parents
    parent.start()
    await school.settle()
    if chinese:
        await in_chinese(school, parent)
    asked = "孩子叫什么名字" if chinese else "What is your child in 3B called?"
    assert asked in await refused(school, parent, "/child")
    await begun(class_)
    wrong = f"{(int(code_of(class_)) + 1) % 10000:04}"
    assert ("这不是" if chinese else "not the code") in await refused(school, parent, wrong)
    await school.restart()
    assert ("欢迎" if chinese else "Welcome") in await refused(school, parent, code_of(class_))
    assert "Clara" in await refused(school, parent, "Clara")


async def test_guessing_ends_after_five_wrong_codes(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    await begun(class_, "Anna")
    right = code_of(class_)
    wrong = f"{(int(right) + 1) % 10000:04}"
    for _ in range(5):
        assert "not the code" in await refused(school, class_.parents[0], wrong)
    assert "too many wrong codes" in await refused(school, class_.parents[0], right)
    await school.restart()
    assert "too many wrong codes" in await refused(school, class_.parents[0], right)
    await until(school, 3, 19, 45)
    assert "Welcome" in await refused(school, class_.parents[0], right)


async def test_a_code_of_another_class_is_none(school: TestSchool) -> None:
    ours, other = await school.class_group("3B", parents=1), await school.class_group("4A")
    await begun(ours, "Anna")
    other.parents[0].start()
    assert "not the code" in await refused(school, other.parents[0], code_of(ours))


async def test_nobody_marks_before_the_doors_open(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    class_.teacher.start()
    card = await called(class_)
    organiser = await class_.teacher.private.wait(lambda m: "More…" in m.labels)
    await answered(school, class_.teacher, organiser, "More…")
    hub = await class_.teacher.private.wait(lambda m: "Door code" in m.labels)
    assert "Who came" not in hub.labels
    meeting = (card.buttons[0][0].data or "").split(":")[1]
    toast = await class_.teacher.tap(hub, data=f"atl:{meeting}").answer()
    assert "half an hour before" in toast.text


async def test_a_stranger_and_a_parent_cannot_see_or_mark(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    card = await begun(class_, "Anna")
    meeting = (card.buttons[0][0].data or "").split(":")[1]
    for user in (class_.parents[0], school.town.user("Sam", language="en")):
        user.start()
        await school.settle()
        shown = user.private.last
        assert shown is not None
        for data in (
            f"atl:{meeting}",
            f"atc:{meeting}",
            f"aty:{meeting}",
            f"atm:{meeting}:child:1",
        ):
            toast = await user.tap(shown, data=data).answer()
            assert "not for you to decide" in toast.text, data
    assert await marked(school) == []


async def test_a_chair_gets_the_code_and_no_childrens_names(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    await class_.names(class_.parents[0], "Anna")
    chair = await chair_of(class_)
    await timed(chair, class_.group, "/meeting 2026-12-03 18:30 Parent meeting")
    await school.settle()
    await until(school, 3, 18, 40)
    assert "teachers of the class only" in await refused(school, chair, "/came")
    assert len(heard(chair, "Door code of")) == 1


async def chair_of(class_: ClassGroup) -> User:
    """Somebody chairs the committee of the class."""
    chair = class_.school.town.user("Chris", language="en")
    class_.group.join(chair)
    chair.start()
    await class_.school.settle()
    await class_.school.appoint(chair, "committee chair 3B")
    return chair


async def test_in_a_committee_the_members_come_and_not_the_families(school: TestSchool) -> None:
    class_ = await school.class_group(parents=2)
    await class_.names(class_.parents[0], "Anna")
    chair = await chair_of(class_)
    class_.parents[1].start()
    await school.appoint(class_.parents[1], "committee member 3B")
    await timed(chair, class_.group, "/meeting committee 2026-12-03 18:30 Committee")
    await school.settle()
    await until(school, 3, 18, 40)
    said = await refused(school, chair, "/came")
    assert "Came: 0 of 2" in said
    listed = chair.private.last
    assert listed is not None
    assert listed.labels[:2] == ["Chris", "Parent1 of 3B"]
    (code,) = re.findall(r"\d{4}", heard(chair, "Door code of")[0])[:1]
    assert "Welcome" in await refused(school, class_.parents[1], code)
    assert "not on the list" in await refused(school, class_.parents[0], code)
    assert await marked(school) == ["Parent1 of 3B"]


async def test_it_is_the_same_in_chinese(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    await begun(class_, "Anna")
    await in_chinese(school, class_.teacher, class_.parents[0])
    assert "到场：0 / 1" in await refused(school, class_.teacher, "/came")
    listed = class_.teacher.private.last
    assert listed is not None
    assert await answered(school, class_.teacher, listed, "Anna") == "Anna 到了。"
    await school.restart()
    await answers(school, class_.teacher, listed, "Anna")
    assert "到场：0 / 1" in listed.text
    await answers(school, class_.teacher, listed, "签到码")
    assert "家长会" in heard(class_.teacher, "的签到码")[-1]
    said = await refused(school, class_.parents[0], code_of(class_))
    assert said == "欢迎参加“家长会”！已登记到场：Anna"


async def test_two_meetings_of_a_day_have_two_codes(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    class_.teacher.start()
    await called(class_)
    await called(class_, "/meeting 2026-12-03 19:30 Second", "Second")
    await until(school, 3, 19, 40)
    async with school.session() as session:
        codes = set(
            (
                await session.scalars(
                    Attendance.__table__.select().with_only_columns(Attendance.code)
                )
            ).all()
        )
    assert len(codes) == 2
