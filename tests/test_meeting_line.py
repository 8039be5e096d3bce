"""A meeting in one line: said back before it is called, and asked for what it lacks."""

from __future__ import annotations

from tests.conftest import TestSchool
from tests.meetings import BERLIN, TITLE, answered, in_chinese, posted, refused
from tests.noticeboard import pressed, says
from tests.test_meeting_forms import local, stored
from tests.timed import confirmed, said_back, timed


async def titles(school: TestSchool) -> list[tuple[str, str | None, str]]:
    """Title, place and local time of every meeting."""
    return [
        (m.title, m.place, f"{m.starts_at.astimezone(BERLIN):%Y-%m-%d %H:%M}")
        for m in await stored(school)
    ]


async def test_a_time_in_digits_is_said_back_too_before_anything_is_posted(
    school: TestSchool,
) -> None:
    """In the group too; another time is asked for by the calendar, and nothing typed is lost."""
    class_ = await school.class_group("3B", parents=0)
    teacher, group = class_.teacher, class_.group
    teacher.say(group, "/meeting lecture 2026-12-03 18:30-20:00 Sleep @ Hall")
    await school.settle()
    (asked,) = said_back(teacher, group)
    assert asked.labels == ["Thu, Dec 3, 2026, 18:30", "Another time…"]
    assert await stored(school) == []
    await school.restart()
    await pressed(school, teacher, asked, "Another time…")
    assert asked.deleted
    form = teacher.private.last
    assert form is not None
    assert "When does it begin?" in form.text
    ready = await says(school, teacher, "2026-12-04 18:30")
    assert "Lecture: Sleep\nFri, Dec 4, 2026, 18:30 – 20:00\nPlace: Hall" in ready.text
    await pressed(school, teacher, ready, "Send")
    card = await group.wait(lambda m: "Coming" in m.labels)
    assert "Lecture: Sleep\nFri, Dec 4, 2026, 18:30 – 20:00" in card.text
    await in_chinese(school, teacher)
    moved = await says(school, teacher, "/move 2026-12-05 09:00")
    assert moved.labels == ["2026年12月5日周六 09:00", "改选别的时间…"]
    await pressed(school, teacher, moved, "改选别的时间…")
    ready = await says(school, teacher, "12月6日早上9点")
    await pressed(school, teacher, ready, "发送")
    assert "Sun, Dec 6, 2026, 09:00" in card.text


async def test_a_title_without_a_time_is_kept_and_asked_when(school: TestSchool) -> None:
    """By the calendar, which opens on a day that was named; in the group and in private."""
    class_ = await school.class_group("3B", parents=0)
    await school.class_group("4A", parents=0)
    teacher, group, head = class_.teacher, class_.group, school.head
    teacher.say(group, "/meeting Friday Parent meeting @ Room 201")
    asked = await teacher.private.wait(lambda m: "Fri, Nov 27, 2026: at what time?" in m.text)
    await pressed(school, teacher, asked, "18:30")
    assert "3B · Fri, Nov 27, 2026, 18:30" in asked.text
    await pressed(school, teacher, asked, "Send")
    await group.wait(lambda m: TITLE in m.text and "Room 201" in m.text)
    asked = await says(school, head, "/meeting 讲座 睡眠")
    assert asked.labels[:2] == ["3B", "4A"]
    await pressed(school, head, asked, "4A")
    await pressed(school, head, asked, "Done")
    assert "write it: tomorrow 18:30" in asked.text
    ready = await says(school, head, "tomorrow 18:30")
    assert "Lecture: 睡眠" in ready.text
    await pressed(school, head, ready, "Send")
    assert ("睡眠", None, "2026-11-25 18:30") in await titles(school)
    asked = await says(school, teacher, "/meeting 2026-12-07 18:30 Lecture on sleep")
    await pressed(school, teacher, asked, "Another time…")
    ready = await says(school, teacher, "2026-12-08 18:30")
    assert "Lecture on sleep\nTue, Dec 8, 2026, 18:30" in ready.text
    assert len(posted(class_)) == 1


PLACES = (
    ("2026-12-03 18:30 Café @ home evening @ Room 201", "Café @ home evening", "Room 201"),
    ("2026-12-03 18:30 Write to a@b.c", "Write to a@b.c", None),
    ("2026-12-03 18:30 Picnic @ ", "Picnic", None),
    ("2026-12-03T18:30\nPicnic\n@ the lake", "Picnic", "the lake"),
)


async def test_the_last_at_sign_between_spaces_begins_the_place(school: TestSchool) -> None:
    class_ = await school.class_group(parents=0)
    for typed, _, _ in PLACES:
        await timed(class_.teacher, class_.group, f"/meeting {typed}")
    await school.settle()
    expected = [(title, place, "2026-12-03 18:30") for _, title, place in PLACES]
    assert await titles(school) == expected


NO_MEETINGS = (
    ("tomorrow Parent meeting", "Wed, Nov 25, 2026: at what time?"),
    ("2026-12-03 Parent meeting", "Thu, Dec 3, 2026: at what time?"),
    ("Parent meeting @ Room 201", "write it: tomorrow 18:30"),
    ("2026-12-03 25:00 Parent meeting", "2026-12-03 25:00 does not exist"),
    ("2026-02-31 18:30 Parent meeting", "2026-02-31 18:30 does not exist"),
    ("2025-12-03 18:30 Parent meeting", "is over already"),
    ("9999-12-31 23:59 Parent meeting", "more than two years away"),
    ("0001-01-01 00:00 Parent meeting", "does not exist"),
    ("2026-12-03 18:30", "What is the meeting called?"),
    ("2026-12-03 18:30 @ Room 201", "What is the meeting called?"),
    ("2026-12-03 18:30 🎉", "1 to 120 characters, with letters"),
    (f"2026-12-03 18:30 {'x' * 4000}", "1 to 120 characters"),
    ("2026-12-03 18:30 Meeting @ 🎉", "A place has up to 120"),
)


async def test_what_is_no_meeting_is_refused_and_told_why(school: TestSchool) -> None:
    class_ = await school.class_group(parents=0)
    for typed, said in NO_MEETINGS:
        assert said in await refused(school, class_.teacher, f"/meeting {typed}")
    assert await stored(school) == []


async def test_the_example_in_a_refusal_would_be_right_today(school: TestSchool) -> None:
    class_ = await school.class_group(parents=0)
    said = await refused(school, class_.teacher, "/meeting 2026-11-31 18:30")
    await timed(class_.teacher, class_.teacher.private, said.splitlines()[1])
    await school.settle()
    assert await titles(school) == [(TITLE, "Room 201", "2026-12-01 18:30")]


LINES = (
    ("lecture 2026-12-03 18:30-20:00 Sleep @ Hall", "lecture", "Sleep", "12-03 20:00"),
    ("Open day: 2026-12-04 09:00 – 1pm Come and see", "open_day", "Come and see", "12-04 13:00"),
    ("2026-12-05 18:30 - 3 songs @ Hall", "parent", "- 3 songs", ""),
    ("讲座2026-12-06 18:30到20:00 睡眠 @ 礼堂", "lecture", "睡眠", "12-06 20:00"),
    ("家长会 2026-12-07 18:30", "parent", "家长会", ""),
    ("salon 2026-12-08 22:30-00:30 Wine", "salon", "Wine", "12-09 00:30"),
)


async def test_in_one_line_a_word_says_what_it_is_and_a_dash_when_it_ends(
    school: TestSchool,
) -> None:
    class_ = await school.class_group("3B", parents=0)
    other = await school.class_group("4A", parents=0)
    teacher, group = class_.teacher, class_.group
    for typed, *_ in LINES:
        await timed(teacher, group, f"/meeting {typed}")
    await school.settle()
    made = [(m.kind, m.title, local(m.ends_at)) for m in await stored(school)]
    assert made == [(kind, title, end) for _, kind, title, end in LINES]
    assert "does not exist" in await refused(school, teacher, "/meeting 2026-12-03 18:30-25:00 M")
    asked = await says(school, school.head, "/meeting lecture next Friday 7pm-8pm Sleep")
    await school.restart()
    await pressed(school, school.head, asked, "Fri, Dec 4, 2026, 19:00")
    asked = await school.head.private.wait(lambda m: m.labels == ["3B", "4A"])
    await answered(school, school.head, asked, "4A")
    card = await other.group.wait(lambda m: "Coming" in m.labels)
    assert "Lecture: Sleep\nFri, Dec 4, 2026, 19:00 – 20:00" in card.text
    teacher.say(group, "/meeting")
    ask = await group.wait(lambda m: "When is the meeting" in m.text)
    await timed(teacher, group, "activity 2026-12-10 10:00 Zoo", reply_to=ask)
    await group.wait(lambda m: "Activity: Zoo" in m.text)


async def test_what_stands_under_a_picture_is_a_meeting_and_the_picture_stays(
    school: TestSchool,
) -> None:
    """In the group and in private, one or an album, which can be announced whole afterwards."""
    class_ = await school.class_group("3B", parents=0)
    teacher, group = class_.teacher, class_.group
    teacher.start()
    poster = teacher.send_photo(group, caption="/meeting 2026-12-11 18:30 Concert")
    await confirmed(teacher, group, [])
    await group.wait(lambda m: "Concert" in m.text and "Coming" in m.labels)
    await teacher.private.wait(lambda m: "has no pictures or files" in m.text)
    assert poster in group.messages
    await in_chinese(school, teacher)
    parts = teacher.send_album(
        teacher.private, "photo", "photo", caption="/meeting 讲座 明天下午6点半 睡眠"
    )
    await school.restart()
    asked = await teacher.private.wait(lambda m: "对吗" in m.text)
    assert [m.text for m in teacher.private.messages if "不放图片" in m.text] != []
    assert not any("没有提问" in m.text for m in teacher.private.messages)
    await answered(school, teacher, asked, asked.labels[0])
    await group.wait(lambda m: "睡眠" in m.text and "Coming" in m.labels)
    teacher.say(teacher.private, "/announce 海报", reply_to=parts[0])
    await group.wait(lambda m: "海报" in m.text)
    await school.settle()
    assert len([m for m in group.messages if m.sender.is_bot and m.media_kind == "photo"]) == 2
