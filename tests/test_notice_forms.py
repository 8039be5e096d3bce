"""Announcing step by step, by tapping and by typing, and in one line with a time as people type."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.sandbox import Message, User
from storage.notices import Notice
from storage.people import Role
from tests.conftest import ClassGroup, TestSchool
from tests.meetings import in_chinese
from tests.noticeboard import crafted, demoted, own_card, pressed, says, texts_of


async def last(school: TestSchool, user: User) -> Message:
    """The last message in somebody's private chat, once everything is settled."""
    await school.settle()
    found = user.private.last
    assert found is not None
    return found


# What is answered to the questions between the words and the time.
USUAL = ("skip", "“Got it”", "as usual")


async def town(school: TestSchool) -> list[ClassGroup]:
    """Three classes of two grades."""
    return [await school.class_group(name, parents=1) for name in ("3A", "3B", "4A")]


async def written(school: TestSchool, user: User, *said: str) -> Message:
    """Somebody begins a notice and answers so much of it by typing; the bot's last word."""
    shown = await says(school, user, "/announce")
    for each in said:
        shown = await says(school, user, each)
    return shown


async def test_a_notice_by_taps_goes_to_a_grade(school: TestSchool) -> None:
    third, also, fourth = await town(school)
    asked = await written(school, school.head)
    assert asked.labels == ["3A", "3B", "4A", "All of 3", "All", "Cancel"]
    assert await pressed(school, school.head, asked, "All of 3") == "3A and 3B"
    assert asked.labels[:3] == ["✓ 3A", "✓ 3B", "4A"]
    await pressed(school, school.head, asked, "Done")
    assert "What shall I announce?" in asked.text
    asked = await says(school, school.head, "Trip on Friday")
    await pressed(school, school.head, asked, "Skip")
    await pressed(school, school.head, asked, "“Got it”")
    await pressed(school, school.head, asked, "As usual")
    assert "When shall it be posted?" in asked.text
    await pressed(school, school.head, asked, "Now")
    assert asked.text.startswith("3A and 3B · to be posted now. It will look like this:")
    assert asked.labels == ["Got it", "Send", "Change", "Cancel"]
    assert "Trip" not in texts_of(third.group)
    await pressed(school, school.head, asked, "Send")
    for class_ in (third, also):
        card = await class_.group.wait(lambda m: "Got it" in m.labels)
        assert card.text in asked.text
    assert "Trip" not in texts_of(fourth.group)
    assert (asked.text.splitlines()[0], asked.labels) == ("Sent.", [])


async def test_a_notice_in_chinese_by_typing_with_restarts(school: TestSchool) -> None:
    """Nothing is lost whenever the bot stops."""
    first, second, _ = await town(school)
    await says(school, school.head, "/language")
    await pressed(school, school.head, await last(school, school.head), "简体中文")
    asked = await written(school, school.head)
    assert asked.labels == ["3A", "3B", "4A", "3 全部", "全部", "取消"]
    for said, question in (
        ("3A、3B", "要通知什么？"),
        ("明天春游，请带水壶。", "要附上图片或文件吗？"),
        ("跳过", "家长怎样确认？"),
        ("“收到”", "要突出显示吗？"),
        ("和平常一样", "什么时候发布？"),
        ("明天晚上七点", "3A和3B · 定于 2026年11月25日周三 19:00 发布，效果如下："),
    ):
        await school.restart()
        asked = await says(school, school.head, said)
        assert question in asked.text
    await school.restart()
    await says(school, school.head, "发送")
    planned = await last(school, school.head)
    assert planned.text.startswith("定于 2026年11月25日周三 19:00 发布")
    await school.advance(timedelta(hours=33, minutes=20))
    assert "春游" not in texts_of(first.group)
    await school.advance(timedelta(minutes=20))
    assert "春游" in texts_of(first.group)
    assert "春游" in texts_of(second.group)


async def test_the_only_class_is_not_asked_for(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    asked = await written(school, class_.teacher)
    assert asked.text.startswith("New notice\nWhat shall I announce?")


async def test_what_asks_for_no_confirmation_has_no_button_and_waits_for_nobody(
    school: TestSchool,
) -> None:
    class_ = await school.class_group("3B", parents=1)
    parent = class_.parents[0]
    parent.start()
    shown = await written(
        school, class_.teacher, "Trip on Friday", "skip", "Not at all", "as usual", "now"
    )
    assert shown.labels == ["Send", "Change", "Cancel"]
    await pressed(school, class_.teacher, shown, "Send")
    card = await class_.group.wait(lambda m: "Trip" in m.text)
    assert (card.text, card.labels) == ("3B · Tina3B Teacher\n\nTrip on Friday", [])
    own = await own_card(class_)
    assert "Nobody is asked to confirm it" in own.text
    assert own.labels[-2:] == ["Correct", "Withdraw"]
    assert "Nothing waits" in (await says(school, parent, "/my")).text
    subject_id = next(b for row in own.buttons for b in row).data.partition(":")[2]
    assert "no longer there" in await crafted(school, parent, card, f"ngi:{subject_id}")


async def test_a_day_and_a_time_by_the_calendar(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    shown = await written(school, class_.teacher, "Trip on Friday", *USUAL)
    assert "[24]" in shown.labels
    assert "23" not in shown.labels
    await pressed(school, class_.teacher, shown, "›")
    assert "December 2026" in shown.labels
    await pressed(school, class_.teacher, shown, "3")
    assert "Thu, Dec 3, 2026: at what time?" in shown.text
    await pressed(school, class_.teacher, shown, "Another day")
    assert "December 2026" in shown.labels
    await pressed(school, class_.teacher, shown, "3")
    await pressed(school, class_.teacher, shown, "07:30")
    assert shown.text.startswith("3B · planned for Thu, Dec 3, 2026, 07:30.")


async def test_a_time_typed_where_a_day_is_open_is_of_that_day(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    shown = await written(school, class_.teacher, "Trip on Friday", *USUAL)
    await pressed(school, class_.teacher, shown, "27")
    asked = await says(school, class_.teacher, "7:40")
    assert asked.labels[:2] == ["Fri, Nov 27, 2026, 07:40", "Fri, Nov 27, 2026, 19:40"]
    ready = await says(school, class_.teacher, "07:40")
    assert "planned for Fri, Nov 27, 2026, 07:40" in ready.text


@pytest.mark.parametrize(
    ("typed", "said", "labels"),
    [
        ("Tuesday", "Which of these", ["Tue, Nov 24, 2026", "Tue, Dec 1, 2026"]),
        ("Friday", "Fri, Nov 27, 2026: at what time?", ["07:00"]),
        ("this Monday 8:00", "That is over", ["Mon, Nov 30, 2026, 08:00"]),
        ("2027-03-28 02:30", "put forward", ["Sun, Mar 28, 2027, 03:00"]),
        ("12/3 18:00", "Which of these", ["Thu, Dec 3, 2026, 18:00", "Fri, Mar 12, 2027, 18:00"]),
    ],
)
async def test_what_may_mean_several_times_is_asked(
    school: TestSchool, typed: str, said: str, labels: list[str]
) -> None:
    class_ = await school.class_group("3B", parents=0)
    shown = await written(school, class_.teacher, "Trip on Friday", *USUAL, typed)
    assert said in shown.text
    assert shown.labels[: len(labels)] == labels
    await pressed(school, class_.teacher, shown, labels[-1])
    assert "planned for" in shown.text or "at what time?" in shown.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("when the sun shines", "tomorrow 18:30"),
        ("31 Feb 10:00", "tomorrow 18:30"),
        ("3 Dec 2025 18:30", "That is over: 3 Dec 2025 18:30. Please choose a later time."),
    ],
)
async def test_what_is_no_time_to_come_is_refused_and_asked_again(
    school: TestSchool, typed: str, said: str
) -> None:
    class_ = await school.class_group("3B", parents=0)
    await written(school, class_.teacher, "Trip on Friday", *USUAL)
    assert said in (await says(school, class_.teacher, typed)).text
    assert "planned for" in (await says(school, class_.teacher, "tomorrow 18:30")).text


async def test_what_is_over_is_said_so_in_chinese_and_on_the_day_that_is_open(
    school: TestSchool,
) -> None:
    class_ = await school.class_group("3B", parents=0)
    await in_chinese(school, class_.teacher)
    shown = await written(school, class_.teacher, "周五郊游", "跳过", "“收到”", "和平常一样")
    for typed in ("2020年1月1日上午10点", "2020年1月1日"):
        said = f"这个时间已经过了：{typed}。请选一个以后的时间。"
        assert said in (await says(school, class_.teacher, typed)).text
    await pressed(school, class_.teacher, shown, "[24]")
    assert "已经过了：08:00。" in (await says(school, class_.teacher, "08:00")).text
    assert "周二 18:30" in (await says(school, class_.teacher, "18:30")).text


async def test_one_answer_is_changed_and_the_others_stay(school: TestSchool) -> None:
    await town(school)
    shown = await written(school, school.head, "3A", "Trip on Fridai", *USUAL, "now")
    await pressed(school, school.head, shown, "Change")
    assert shown.labels[1:] == [
        "Classes: 3A",
        "Text: Trip on Fridai",
        "Photos and files: none",
        "Confirm: “Got it”",
        "Stands out: As usual",
        "When: Now",
        "Full day: There is room",
        "Back",
    ]
    await pressed(school, school.head, shown, "Text: ")
    assert shown.labels == ["Back", "Cancel"]
    shown = await says(school, school.head, "Trip on Friday")
    assert "3A · to be posted now" in shown.text
    assert "Trip on Friday\n" in shown.text
    await pressed(school, school.head, shown, "Change")
    await pressed(school, school.head, shown, "Classes: 3A")
    await pressed(school, school.head, shown, "4A")
    await pressed(school, school.head, shown, "Back")
    assert "3A · to be posted now" in shown.text


async def test_a_long_text_is_seen_whole_above_the_buttons(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    await written(school, class_.teacher, "x" * 4000, *USUAL, "now")
    shown = [m for m in class_.teacher.private.messages if "x" * 4000 in m.text][-1]
    assert shown.labels == ["Got it"]
    ready = await class_.teacher.private.wait(lambda m: "Send" in m.labels)
    assert ready.text.startswith("3B · to be posted now")
    await pressed(school, class_.teacher, ready, "Send")
    await class_.group.wait(lambda m: "x" * 4000 in m.text)


async def test_who_may_no_longer_cannot_go_on_nor_send(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    shown = await written(school, class_.teacher, "Trip", *USUAL, "now")
    await demoted(school, class_.teacher, Role.HEAD_TEACHER, 1)
    for label in ("Change", "Send"):
        assert "not for you" in await pressed(school, class_.teacher, shown, label)
    assert "not for you" in (await says(school, class_.teacher, "Send")).text
    assert "Trip" not in texts_of(class_.group)
    await pressed(school, class_.teacher, shown, "Cancel")
    assert shown.text == "Cancelled. Nothing was sent."


async def test_a_class_in_which_one_may_no_longer_is_asked_for_again(school: TestSchool) -> None:
    third, also, _ = await town(school)
    await school.appoint(third.teacher, "teacher 3B")
    shown = await written(school, third.teacher, "3A, 3B", "Trip", *USUAL, "now")
    await demoted(school, third.teacher, Role.TEACHER, 2)
    assert "no longer" in await pressed(school, third.teacher, shown, "Send")
    assert shown.text.startswith("3A · to be posted now")
    await pressed(school, third.teacher, shown, "Send")
    await third.group.wait(lambda m: "Trip" in m.text)
    assert "Trip" not in texts_of(also.group)


async def test_a_time_that_is_over_meanwhile_is_not_sent(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    shown = await written(school, class_.teacher, "Trip", *USUAL, "in 10 minutes")
    await school.advance(timedelta(minutes=15))
    assert "That time is over" in await pressed(school, class_.teacher, shown, "Send")
    assert "Send" in shown.labels
    async with school.session() as session:
        assert (await session.scalars(select(Notice))).all() == []


# In one line


async def test_a_typed_time_is_said_back_before_anything_is_planned(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    class_.teacher.say(class_.group, "/announce next Tuesday at half past six: Bring boots")
    asked = await last(school, class_.teacher)
    assert "morning or in the evening" in asked.text
    assert asked.labels[:2] == ["Tue, Dec 1, 2026, 06:30", "Tue, Dec 1, 2026, 18:30"]
    await school.restart()
    await pressed(school, class_.teacher, asked, "18:30")
    planned = await last(school, class_.teacher)
    assert planned.text == "Planned for Tue, Dec 1, 2026, 18:30 · 3B\n\nBring boots"
    assert asked not in class_.teacher.private.messages
    assert "boots" not in texts_of(class_.group)


async def test_a_time_may_be_part_of_the_text(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    text = "Tomorrow at 8:00 am we meet at the gate"
    start = text.index("gate") + len("/announce ")
    bold = {"type": "bold", "offset": start, "length": 4}
    class_.teacher.say(class_.group, f"/announce {text}", entities=[bold])
    asked = await last(school, class_.teacher)
    await pressed(school, class_.teacher, asked, "post it now")
    card = await class_.group.wait(lambda m: "Got it" in m.labels)
    assert "Tomorrow at 8:00 am we meet at the **gate**" in card.markdown


@pytest.mark.parametrize("text", ["Tomorrow we walk to the forest", "明天春游", "Bring 3 boots"])
async def test_a_day_without_a_time_plans_nothing(school: TestSchool, text: str) -> None:
    class_ = await school.class_group("3B", parents=0)
    class_.teacher.say(class_.group, f"/announce {text}")
    await class_.group.wait(lambda m: text in m.text and "Got it" in m.labels)


async def test_a_time_that_is_none_is_refused(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    said = await says(school, class_.teacher, "/announce tomorrow 25:00 Trip")
    assert "no such time: tomorrow 25:00" in said.text
    assert "Trip" not in texts_of(class_.group)


async def test_only_who_typed_it_confirms_the_time_and_once(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    asked = await says(school, class_.teacher, "/announce tomorrow 18:30 Trip")
    data = asked.buttons[0][0].data or ""
    elsewhere = await says(school, school.head, "/help")
    assert "settled already" in await crafted(school, school.head, elsewhere, data)
    for made_up in (f"{data[:-1]}7", f"{data[:-1]}-1"):
        assert "no longer works" in await crafted(school, class_.teacher, asked, made_up)
    await pressed(school, class_.teacher, asked, "18:30")
    again = await says(school, class_.teacher, "/help")
    assert "settled already" in await crafted(school, class_.teacher, again, data)


async def test_rights_are_asked_for_when_the_time_is_confirmed(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    class_.teacher.say(class_.group, "/announce tomorrow 18:30 Trip")
    asked = await last(school, class_.teacher)
    await demoted(school, class_.teacher, Role.HEAD_TEACHER, 1)
    assert "responsible" in await pressed(school, class_.teacher, asked, "18:30")
    assert "Trip" not in texts_of(class_.group)


async def test_a_meeting_and_its_move_take_times_as_people_type_them(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    class_.teacher.say(class_.group, "/meeting 下周五晚上七点 家长会 @ 三号楼")
    asked = await last(school, class_.teacher)
    assert asked.labels == ["Fri, Dec 4, 2026, 19:00", "Another time…"]
    assert "家长会" not in texts_of(class_.group)
    await pressed(school, class_.teacher, asked, "19:00")
    card = await class_.group.wait(lambda m: "Coming" in m.labels)
    assert "Fri, Dec 4, 2026, 19:00" in card.text
    assert "Parent meeting" in card.text
    asked = await says(school, class_.teacher, "/move Dec 5 at 7")
    await pressed(school, class_.teacher, asked, "07:00")
    assert "Sat, Dec 5, 2026, 07:00" in card.text
    own = await class_.teacher.private.wait(lambda m: "Move" in m.labels)
    await pressed(school, class_.teacher, own, "Move")
    asked = await says(school, class_.teacher, "tomorrow 6pm")
    assert "Wed, Nov 25, 2026, 18:00" in asked.text
    await pressed(school, class_.teacher, asked, "Send")
    assert "Wed, Nov 25, 2026, 18:00" in card.text


async def test_the_eleventh_file_is_refused_in_words_and_the_ten_are_kept(
    school: TestSchool,
) -> None:
    """Before the words as well as after them."""
    class_ = await school.class_group("3B", parents=1)
    teacher = class_.teacher
    await says(school, teacher, "/announce")
    teacher.send_album(teacher.private, *["photo"] * 10)
    teacher.send_photo(teacher.private)
    await school.settle()
    assert "more than 10 photos or files. The first 10 are kept" in texts_of(teacher.private)
    asked = await says(school, teacher, "Our trip")
    assert "10 files" in asked.text
    teacher.send_document(teacher.private, "plan.pdf", b"%PDF")
    await school.settle()
    assert texts_of(teacher.private).count("this one was not taken") == 2
