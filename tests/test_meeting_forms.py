"""Calling a meeting: step by step by taps and in words, in one line, and by who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.sandbox import Message, User
from storage import people
from storage.meetings import Meeting
from storage.people import Role
from tests.conftest import ClassGroup, TestSchool
from tests.meetings import BERLIN, TITLE, TYPED, answered, in_chinese, refused
from tests.noticeboard import crafted, demoted, pressed, says, texts_of
from tests.timed import timed


async def stored(school: TestSchool) -> list[Meeting]:
    """All meetings, the first first."""
    async with school.session() as session:
        return list(await session.scalars(select(Meeting).order_by(Meeting.id)))


def local(at: Any) -> str:
    return f"{at.astimezone(BERLIN):%m-%d %H:%M}" if at else ""


async def tapped(school: TestSchool, user: User, *labels: str) -> Message:
    """Somebody taps one button after another on the form; it, as it stands then."""
    for label in labels:
        found = [m for m in user.private.messages if any(label in each for each in m.labels)]
        await pressed(school, user, found[-1], label)
    return [m for m in user.private.messages if m.labels][-1]


async def test_a_lecture_by_taps_for_a_grade_looks_as_it_was_shown(school: TestSchool) -> None:
    groups = [await school.class_group(name, parents=1) for name in ("3A", "3B", "4A")]
    head = school.head
    asked = await says(school, head, "/meeting")
    assert asked.labels[:6] == [
        "Parent meeting",
        "Committee meeting",
        "Lecture",
        "Salon",
        "Open day",
        "Activity",
    ]
    asked = await tapped(school, head, "Lecture")
    assert asked.labels[:2] == ["All parents", "Class committee"]
    await tapped(school, head, "All parents", "All of 3", "Done")
    await says(school, head, "How children sleep")
    await tapped(school, head, "›", "3")
    await school.restart()
    await tapped(school, head, "18:30")
    assert "A place has up to" in (await says(school, head, "🎉")).text
    await says(school, head, "https://meet.example.org/sleep")
    asked = await tapped(school, head, "Add more")
    assert asked.labels[:4] == ["19:30", "20:00", "20:30", "21:30"]
    await tapped(school, head, "20:00")
    await says(school, head, "1. Talk\n2. Questions")
    asked = await tapped(school, head, "30", "Yes")
    assert "By when shall families answer?" in asked.text
    said = (await says(school, head, "2026-12-03 19:00")).text
    assert "must be able to answer before it begins" in said
    await says(school, head, "1 Dec at 18:00")
    ready = await tapped(school, head, "3 days before", "2 hours before", "Done")
    assert "3A and 3B · Thu, Dec 3, 2026, 18:30" in ready.text
    assert "Reminders: 3 days before and 2 hours before" in ready.text
    for part in (
        "Lecture: How children sleep",
        "Thu, Dec 3, 2026, 18:30 – 20:00",
        "Link: https://meet.example.org/sleep",
        "1. Talk\n2. Questions",
        "I ask you in private how many you are",
        "Tue, Dec 1, 2026, 18:00",
        "0 of 30 places taken",
    ):
        assert part in ready.text
    await tapped(school, head, "Send")
    for class_ in groups[:2]:
        card = await class_.group.wait(lambda m: "Coming" in m.labels)
        assert card.text in ready.text
        assert any(each["type"] == "date_time" for each in card.entities)
    assert "sleep" not in texts_of(groups[2].group)
    (made,) = await stored(school)
    assert (made.kind, made.invited, made.capacity, made.asks_how_many) == (
        "lecture",
        "families",
        30,
        True,
    )
    assert made.reminders == [3 * 86_400, 7_200]
    assert [local(each) for each in (made.ends_at, made.answer_by)] == [
        "12-03 20:00",
        "12-01 18:00",
    ]


async def test_a_meeting_in_chinese_by_typing_with_restarts(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    await in_chinese(school, class_.teacher)
    asked = await says(school, class_.teacher, "/meeting")
    assert asked.labels[:3] == ["家长会", "家委会会议", "讲座"]
    for said, question in (
        ("活动", "请谁参加？"),
        ("全体家长", "叫什么名称？"),
        ("秋游", "什么时候开始？"),
        ("下周五上午九点", "在哪里？"),
        ("动物园", "这样就可以了吗？"),
        ("继续补充", "什么时候结束？"),
        ("下午三点半", "内容是什么？"),
        ("跳过", "一共有多少名额？"),
        ("三十", "来几位吗？"),
        ("不", "什么时候之前回复？"),
        ("后天晚上八点", "什么时候提醒"),
        ("提前 1 天", "0 of 30 places taken"),
    ):
        await school.restart()
        asked = await says(school, class_.teacher, said)
        assert question in asked.text
    assert "提醒：提前 1 天" in asked.text
    await says(school, class_.teacher, "发送")
    (made,) = await stored(school)
    assert [local(each) for each in (made.starts_at, made.ends_at, made.answer_by)] == [
        "12-04 09:00",
        "12-04 15:30",
        "11-26 20:00",
    ]
    card = await class_.group.wait(lambda m: "Coming" in m.labels)
    assert "Activity: 秋游" in card.text


async def test_what_was_said_is_changed_before_it_is_sent_and_rights_are_asked_for_then(
    school: TestSchool,
) -> None:
    first = await school.class_group("3B", parents=0)
    other = await school.class_group("4A", parents=0)
    teacher = first.teacher
    await school.appoint(teacher, "teacher 4A")
    for said in ("/meeting", TITLE, "3B, 4A", "Meating", "Fri 6:30pm", "Skip", "Add more"):
        await says(school, teacher, said)
    await says(school, teacher, "8pm")
    for said in ("Skip", "Skip", "No", "Skip"):
        asked = await says(school, teacher, said)
    # It is on Tuesday: a week before Friday is over.
    assert asked.labels[:4] == ["3 days before", "1 day before", "2 hours before", "No reminder"]
    assert "If you skip this: 1 day before and 2 hours before." in asked.text
    asked = await says(school, teacher, "Skip")
    assert "Fri, Nov 27, 2026, 18:30 – 20:00" in asked.text
    assert "Reminders: 1 day before and 2 hours before" in asked.text
    await pressed(school, teacher, asked, "Change")
    await pressed(school, teacher, asked, "Begins: ")
    asked = await says(school, teacher, "Fri 8:30pm")
    # The end that was said is before that: it is asked again.
    assert "When does it end?" in asked.text
    asked = await says(school, teacher, "Skip")
    await pressed(school, teacher, asked, "Change")
    await pressed(school, teacher, asked, "Title: ")
    asked = await says(school, teacher, "Meeting")
    await demoted(school, teacher, Role.TEACHER, 2)
    assert "no longer" in await pressed(school, teacher, asked, "Send")
    assert "3B · Fri, Nov 27" in asked.text
    await pressed(school, teacher, asked, "Send")
    await first.group.wait(lambda m: "Meeting" in m.text)
    assert texts_of(other.group).count("Meeting") == 0


async def test_by_night_the_card_waits_for_the_morning(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    await school.advance(timedelta(hours=13))
    await timed(class_.teacher, class_.teacher.private, TYPED)
    await school.settle()
    assert "goes out on Wed, Nov 25, 2026, 07:30" in texts_of(class_.teacher.private)
    assert TITLE not in texts_of(class_.group)
    await school.advance(timedelta(hours=9, minutes=1))
    assert TITLE in texts_of(class_.group)


async def test_to_a_committee_its_members_come_and_nobody_else(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=3)
    member, chair, parent = class_.parents
    await school.appoint(member, "committee member 3B")
    await school.appoint(chair, "committee chair 3B")
    await class_.names(member, "Leo")
    for said in ("/meeting", "Committee meeting", "Cake sale", "2026-12-03 18:30", "Skip"):
        await says(school, chair, said)
    ready = await says(school, chair, "That is all")
    assert "Each member of the committee answers for themself" in ready.text
    await pressed(school, chair, ready, "Send")
    card = await class_.group.wait(lambda m: "Coming" in m.labels)
    assert "Committee meeting: Cake sale" in card.text
    assert "members of the committee" in await answered(school, parent, card, "Coming")
    assert await answered(school, member, card, "Coming") == "Noted: coming."
    # A child named afterwards is not what was answered for.
    await class_.names(member, "Mia")
    assert card.labels[0] == "Coming · 1"
    live = await chair.private.wait(lambda m: "Coming (1 member) Parent0 of 3B" in m.text)
    assert "No answer yet (1)" in live.text
    parent.start()
    assert "Cake" not in await refused(school, parent, "/meetings")
    assert "Cake" in await refused(school, chair, "/my")
    await demoted(school, member, Role.COMMITTEE, 1)
    await answered(school, chair, card, "Maybe")
    assert card.labels[:3] == ["Coming", "Not coming", "Maybe · 1"]


async def board(school: TestSchool) -> tuple[list[ClassGroup], User, User]:
    """Two classes, the seat of the first, and the school committee's chair, who has no class."""
    groups = [await school.class_group(name, parents=2) for name in ("3B", "4A")]
    seat = groups[0].parents[0]
    await school.appoint(seat, "school committee seat 3B")
    chair = school.town.user("Carla", language="en")
    chair.start()
    await school.appoint(chair, "partner")
    async with school.app.database.write() as session:
        person = await people.find_by_user(session, chair.id)
        assert person is not None
        await people.grant(session, person.id, Role.CHAIR, None, school.clock.now())
    return groups, seat, chair


async def test_the_school_committees_chair_calls_its_meetings_and_nothing_else(
    school: TestSchool,
) -> None:
    groups, seat, chair = await board(school)
    asked = await says(school, chair, "/meeting")
    assert "What is it called?" in asked.text
    await says(school, chair, "Budget")
    await says(school, chair, "2026-12-03 18:30")
    await school.restart()
    await says(school, chair, "Skip")
    ready = await says(school, chair, "That is all")
    assert "School committee · Thu, Dec 3, 2026, 18:30" in ready.text
    await pressed(school, chair, ready, "Send")
    assert all("Budget" not in texts_of(each.group) for each in groups)
    told = await seat.private.wait(lambda m: "Budget · School committee" in m.text)
    assert await answered(school, seat, told, "Coming") == "Noted: coming."
    other = groups[0].parents[1]
    helped = await says(school, other, "/help")
    press = await crafted(school, other, helped, told.buttons[0][0].data or "")
    assert "members of the committee" in press
    live = await chair.private.wait(lambda m: "Coming (1 member) Parent0 of 3B" in m.text)
    assert "New chairs" in (await says(school, seat, "/agenda New chairs")).text
    await timed(chair, chair.private, "/move 2026-12-04 18:30")
    await chair.private.wait(lambda m: "is now on Fri, Dec 4" in m.text)
    assert "Move" in live.labels
    groups[0].group.join(chair)
    chair.say(groups[0].group, TYPED)
    await school.settle()
    assert "Only those responsible may use /meeting" in texts_of(chair.private)
    assert "responsible" in await refused(school, chair, "/announce Hello")
    assert "I know no class" in await refused(school, chair, "/class 3B")
    assert len(await stored(school)) == 1
