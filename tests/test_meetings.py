"""Meetings: calling one, answering it, and what one sees of those that are coming."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from bot.sandbox import User
from storage import people
from storage.answers import Answer
from storage.meetings import Meeting
from storage.people import Role
from tests.conftest import ClassGroup, TestSchool
from tests.meetings import BERLIN, TITLE, TYPED, answered, called, heard, refused, until
from tests.timed import timed


async def stored(school: TestSchool) -> list[tuple[str, str | None, str]]:
    """Title, place and local time of every meeting."""
    async with school.session() as session:
        found = (await session.scalars(select(Meeting).order_by(Meeting.id))).all()
        return [
            (m.title, m.place, f"{m.starts_at.astimezone(BERLIN):%Y-%m-%d %H:%M}") for m in found
        ]


async def answer_count(school: TestSchool) -> int:
    async with school.session() as session:
        return await session.scalar(select(func.count()).select_from(Answer)) or 0


async def test_a_meeting_is_a_card_with_time_place_and_three_buttons(school: TestSchool) -> None:
    class_ = await school.class_group()
    card = await called(class_)
    assert "Thu, Dec 3, 2026, 18:30" in card.text
    assert "Place: Room 201" in card.text
    assert card.labels[:3] == ["Coming", "Not coming", "Maybe"]
    assert await stored(school) == [(TITLE, "Room 201", "2026-12-03 18:30")]


async def test_a_label_written_in_answer_to_the_card_counts_like_the_tap(
    school: TestSchool,
) -> None:
    """In either language; what staff and others write, and other words, are left alone."""
    class_ = await school.class_group(parents=3)
    ana, ben, eva = class_.parents
    await class_.names(ana, "Clara")
    card = await called(class_)
    said = [
        ana.say(class_.group, "Coming!", reply_to=card),
        ben.say(class_.group, "不参加。", reply_to=card),
        eva.say(class_.group, "We are coming, if grandma can", reply_to=card),
        class_.teacher.say(class_.group, "Coming", reply_to=card),
    ]
    await school.settle()
    assert card.labels[:3] == ["Coming · 1", "Not coming · 1", "Maybe"]
    assert len(heard(ana, "Noted")) == 1
    await school.restart()
    ana.say(class_.group, "maybe", reply_to=card)
    await school.settle()
    assert card.labels[:3] == ["Coming", "Not coming · 1", "Maybe · 1"]
    assert all(each in class_.group.messages for each in said)


async def test_the_card_goes_to_the_topic_that_serves_the_class(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0, forum=True)
    topic = class_.group.open_topic("School", by=school.head)
    school.head.say(class_.group, "/class 3B", topic=topic)
    await school.settle()
    await timed(class_.teacher, class_.teacher.private, TYPED)
    card = await class_.group.wait(lambda m: TITLE in m.text)
    assert card.thread_id == topic.id


async def test_html_and_right_to_left_text_in_a_title_stay_what_they_are(
    school: TestSchool,
) -> None:
    class_ = await school.class_group(parents=1)
    title = "<b>Eltern</b> & שלום \u202eabend"
    card = await called(class_, f"/meeting 2026-12-03 18:30 {title}", "<b>Eltern</b>")
    assert "\u202e" not in card.text
    assert "<b>Eltern</b> & שלום abend" in card.text
    assert await answered(school, class_.parents[0], card, "Coming") == "Noted: coming."
    assert card.labels[0] == "Coming · 1"


async def test_a_chinese_class_is_spoken_to_in_chinese(school: TestSchool) -> None:
    school.head.start()
    school.head.say(school.head.private, "/language")
    asked = await school.head.private.wait(lambda m: "简体中文" in m.labels)
    school.head.tap(asked, "简体中文")
    await school.settle()
    mei = school.town.user("Mei", language="zh-hans")
    group = school.town.group("4A", creator=school.head, members=[mei])
    group.add_bot(by=school.head, admin=False)
    school.head.say(group, "/class 4A")
    await school.settle()
    await timed(school.head, group, "/meeting 2026-12-03 18:30 家长会 @ 201 教室")
    card = await group.wait(lambda m: "参加" in m.labels)
    assert "地点：201 教室" in card.text
    assert "2026年12月3日" in card.text
    mei.start()
    await answered(school, mei, card, "参加")
    assert (await mei.tap(card, "待定").answer()).text == "已记下：待定。"
    await until(school, 2, 19)
    assert heard(mei, "会议提醒") != []
    await timed(school.head, group, "/move 2026-12-03 19:00")
    await school.settle()
    assert "新的时间您方便吗" in mei.private.last.text
    assert "原定" in card.text
    live = await school.head.private.wait(lambda m: "改期" in m.labels)
    await answered(school, school.head, live, "改期")
    await school.restart()
    assert "2026年12月4日周五 19:00" in await refused(school, school.head, "12月4日晚上七点")
    await school.restart()
    await refused(school, school.head, "发送")
    assert "2026年12月4日周五 19:00" in card.text
    await answered(school, school.head, live, "取消会议")
    await school.restart()
    sure = await school.head.private.wait(lambda m: "确定取消" in m.labels)
    await answered(school, school.head, sure, "确定取消")
    assert card.labels == []


async def test_of_two_presses_at_once_the_later_stands(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    card = await called(class_)
    taps = [class_.parents[0].tap(card, label) for label in ("Maybe", "Coming", "Not coming")]
    answers = [(await tap.answer()).text for tap in taps]
    await school.settle()
    assert answers == ["Noted: maybe.", "Noted: coming.", "Noted: not coming."]
    assert card.labels[:3] == ["Coming", "Not coming · 1", "Maybe"]


async def test_the_first_tap_of_a_stranger_counts_and_leads_to_the_private_chat_once(
    school: TestSchool,
) -> None:
    class_ = await school.class_group(parents=0)
    card = await called(class_)
    new = school.town.user("Nina", language="en")
    class_.group.join(new)
    first = await new.tap(card, "Coming").answer()
    assert (first.text, first.url) == ("", "https://t.me/sandbox_bot?start=hello")
    assert await answered(school, new, card, "Maybe") == "Noted: maybe."
    assert card.labels[:3] == ["Coming", "Not coming", "Maybe · 1"]


async def test_staff_and_the_families_of_other_classes_are_not_counted(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    other = await school.class_group("4A", parents=1)
    card = await called(class_)
    data = card.buttons[0][0].data
    assert "You work at the school" in await answered(school, class_.teacher, card, "Coming")
    stranger, elsewhere = school.town.user("Eve"), other.parents[0]
    stranger.start()
    for user, where in ((elsewhere, other.group), (stranger, stranger.private)):
        await school.settle()
        crafted = await user.tap(where.last, data=data).answer()
        assert crafted.text == "This card is for the families of another class."
    await school.settle()
    assert await answer_count(school) == 0


async def test_a_crafted_press_of_the_organisers_buttons_does_nothing(
    school: TestSchool,
) -> None:
    class_ = await school.class_group(parents=1)
    other = await school.class_group("4A", parents=0)
    card = await called(class_)
    subject = card.buttons[0][0].data.split(":")[1]
    parent, elsewhere = class_.parents[0], other.teacher
    for prefix in ("mto", "mtm", "mtc", "mtx"):
        for user, message in ((parent, card), (elsewhere, other.group.last)):
            answer = await user.tap(message, data=f"{prefix}:{subject}").answer()
            assert answer.text == "This is not for you to decide."
        gone = await class_.teacher.tap(card, data=f"{prefix}:999999").answer()
        assert gone.text == "This is no longer there."
    await school.settle()
    assert card.labels[:3] == ["Coming", "Not coming", "Maybe"]


async def test_a_meeting_that_is_over_takes_no_answers_and_shows_no_buttons(
    school: TestSchool,
) -> None:
    class_ = await school.class_group(parents=2)
    ana, ben = class_.parents
    card = await called(class_)
    data = card.buttons[0][0].data
    await answered(school, ana, card, "Coming")
    await until(school, 3, 21, 29)
    assert card.labels != []
    await until(school, 3, 21, 31)
    assert card.labels == []
    assert "This meeting is over." in card.text
    assert "Coming: 1 family · Maybe: 0 · Not coming: 0" in card.text
    late = await ben.tap(card, data=data).answer()
    assert (late.text, late.show_alert) == ("This meeting is over.", True)
    assert await answer_count(school) == 1


async def test_the_organiser_sees_who_comes_and_who_has_not_answered(school: TestSchool) -> None:
    class_ = await school.class_group(parents=3)
    await class_.stranger()
    ana, ben, _ = class_.parents
    await class_.names(ana, "Leo", "Mia")
    card = await called(class_)
    await answered(school, ana, card, "Coming")
    await answered(school, ben, card, "Maybe")
    live = await class_.teacher.private.wait(lambda m: TITLE in m.text)
    assert "Coming (1 family) Leo + Mia" in live.text
    assert "Maybe (1) Parent1 of 3B" in live.text
    assert "No answer yet (1) Parent2 of 3B" in live.text
    # The principal, who founded the group, has no role in the class.
    assert "… and one more in the group unknown to me" in live.text
    assert live.labels == ["Move", "Cancel meeting", "More…"]
    assert len(heard(class_.teacher)) == 1


async def test_childrens_names_are_for_the_teachers_of_the_class(school: TestSchool) -> None:
    """The chair of the committee may call a meeting, and learns numbers."""
    class_ = await school.class_group(parents=2)
    chair, ana = class_.parents
    await school.appoint(chair, "committee chair 3B")
    await class_.names(ana, "Leo")
    await timed(chair, class_.group, TYPED)
    card = await class_.group.wait(lambda m: TITLE in m.text)
    await answered(school, ana, card, "Coming")
    live = await chair.private.wait(lambda m: "Coming (1 family)" in m.text)
    assert "Leo" not in live.text
    assert live.labels == ["Move", "Cancel meeting", "More…"]


async def asks_for_class(school: TestSchool) -> tuple[ClassGroup, ClassGroup, User]:
    groups = [await school.class_group(name, parents=0) for name in ("3B", "4A")]
    await timed(school.head, school.head.private, TYPED)
    await school.head.private.wait(lambda m: "4A" in m.labels)
    return groups[0], groups[1], school.head


async def test_in_private_it_is_asked_which_class_and_a_restart_forgets_nothing(
    school: TestSchool,
) -> None:
    first, second, head = await asks_for_class(school)
    asked = head.private.last
    assert asked.labels == ["3B", "4A"]
    await school.restart()
    assert await answered(school, head, asked, "4A") == "Posted in 4A."
    assert TITLE in second.group.last.text
    assert TITLE not in first.group.last.text
    assert "done already" in await answered(school, head, asked, "3B")
    assert len(await stored(school)) == 1


async def test_what_one_has_typed_is_not_for_anybody_else_to_finish(school: TestSchool) -> None:
    first, _, head = await asks_for_class(school)
    data = head.private.last.buttons[0][0].data
    teacher = first.teacher
    stolen = await teacher.tap(teacher.private.last, data=data).answer()
    assert "done already" in stolen.text
    assert await stored(school) == []
    assert await answered(school, head, head.private.last, "3B") == "Posted in 3B."


async def test_meetings_lists_what_is_coming_with_ones_answer_and_buttons(
    school: TestSchool,
) -> None:
    class_ = await school.class_group(parents=1)
    other = await school.class_group("4A", parents=0)
    (ana,) = class_.parents
    await class_.names(ana, "Leo")
    later = await called(class_, "/meeting 2026-12-10 18:00 Carols", "Carols")
    await called(class_)
    await called(other, "/meeting 2026-12-04 18:00 Elsewhere", "Elsewhere")
    await answered(school, ana, later, "Coming")
    ana.say(class_.group, "/meetings")
    await school.settle()
    first, second = ana.private.messages[-2:]
    assert TITLE in first.text
    assert "Will you come?" in first.text
    assert "Carols" in second.text
    assert "Your answer: coming" in second.text
    assert await answered(school, ana, first, "Not coming") == "Noted: not coming."
    assert "Elsewhere" not in ana.private.transcript
    class_.teacher.say(class_.teacher.private, "/meetings")
    await school.settle()
    assert class_.teacher.private.last.labels == ["Add to calendar", "Manage"]


async def test_manage_shows_the_organisers_card_again_and_the_old_one_rests(
    school: TestSchool,
) -> None:
    class_ = await school.class_group(parents=1)
    card = await called(class_)
    old = class_.teacher.private.last
    class_.teacher.say(class_.teacher.private, "/meetings")
    await school.settle()
    await answered(school, class_.teacher, class_.teacher.private.last, "Manage")
    new = class_.teacher.private.last
    await answered(school, class_.parents[0], card, "Coming")
    assert (old.labels, new.labels) == ([], ["Move", "Cancel meeting", "More…"])
    assert "Coming (1 family)" in new.text
    assert "Coming (0 families)" in old.text


async def test_my_shows_the_meetings_that_wait_for_an_answer(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    (ana,) = class_.parents
    await class_.names(ana, "Leo")
    card = await called(class_)
    assert TITLE in await refused(school, ana, "/my")
    assert await answered(school, ana, ana.private.last, "Coming") == "Noted: coming."
    assert card.labels[0] == "Coming · 1"
    assert (await refused(school, ana, "/my")).startswith("Nothing waits for you.")


async def test_nobody_without_the_right_calls_a_meeting(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    (ana,) = class_.parents
    ana.start()
    for chat in (class_.group, ana.private):
        ana.say(chat, TYPED)
        await school.settle()
        assert "Only those responsible may use /meeting here" in ana.private.last.text
    assert await stored(school) == []


async def test_an_organiser_whose_role_has_ended_manages_nothing(school: TestSchool) -> None:
    class_ = await school.class_group(parents=0)
    teacher = class_.teacher
    card = await called(class_)
    live = teacher.private.last
    asked = (await answered(school, teacher, live, "Move"), teacher.private.last)[1]
    assert "When does it begin instead?" in asked.text
    async with school.app.database.write() as session:
        person = await people.find_by_user(session, teacher.id)
        assert person is not None
        await people.end_role(session, person.id, Role.HEAD_TEACHER, 1, school.clock.now())
    for label in ("Move", "Cancel meeting"):
        assert await answered(school, teacher, live, label) == "This is not for you to decide."
    said = await refused(school, teacher, "2026-12-04 18:30")
    assert said == "This is not for you to decide."
    assert "may use /move here" in await refused(school, teacher, "/move 2026-12-04 18:30")
    await school.advance(timedelta(minutes=1))
    assert "Thu, Dec 3, 2026, 18:30" in card.text
