"""Quiet hours and a group's full day: what waits, what is asked, what goes out all the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox import Message, User
from storage.people import Role
from tests.conftest import ClassGroup, TestSchool
from tests.meetings import until
from tests.noticeboard import announced, crafted, demoted, pressed, says, texts_of
from tests.timed import timed


async def speaks(school: TestSchool, user: User, language: str) -> None:
    """Somebody chooses a language."""
    await says(school, user, "/language")
    last = user.private.last
    assert last is not None
    await pressed(school, user, last, language)


async def last(school: TestSchool, user: User) -> Message:
    """What the bot has said to somebody last."""
    await school.settle()
    found = user.private.last
    assert found is not None
    return found


async def fill(school: TestSchool, class_: ClassGroup) -> None:
    """Four notices go out to the group, which has got its welcome card that day."""
    for each in range(4):
        await announced(class_, f"Notice {each}")
    await school.settle()


WORDS = {
    "en": ("English", "Goes out at 07:30 · 3B", "Post now", "It is posted", "posted already"),
    "zh": ("简体中文", "07:30 发布 · 3B", "立即发布", "已发布", "已经发布了"),
}


@pytest.mark.parametrize("language", WORDS)
async def test_in_quiet_hours_a_notice_waits_for_the_morning_or_for_a_tap(
    school: TestSchool, language: str
) -> None:
    """An urgent one does not; a time planned in them is moved, and said back."""
    name, goes_out, now, done, late = WORDS[language]
    class_ = await school.class_group("3B", parents=1)
    await speaks(school, class_.teacher, name)
    await until(school, 24, 20, 30, month=11)
    class_.teacher.say(class_.group, "/announce Bring boots")
    held = await last(school, class_.teacher)
    assert held.text.startswith(goes_out)
    await timed(class_.teacher, class_.group, "/announce 2026-11-25 06:00 Bring hats")
    also = await last(school, class_.teacher)
    assert also.text.startswith(goes_out)
    urgent = {"en": "Urgent: No bus today", "zh": "紧急：No bus today"}[language]
    class_.teacher.say(class_.group, f"/announce {urgent}")
    card = await class_.group.wait(lambda m: "No bus" in m.text)
    assert card.text.startswith("Urgent · 3B · Tina3B Teacher\n\nNo bus today\n\n")
    assert "Bring" not in texts_of(class_.group)
    await school.restart()
    assert done in await pressed(school, class_.teacher, held, now)
    assert "Bring boots" in texts_of(class_.group)
    assert held.labels == []
    data = also.buttons[0][0].data or ""
    await until(school, 25, 7, 29, month=11)
    assert "Bring hats" not in texts_of(class_.group)
    await until(school, 25, 7, 31, month=11)
    assert "Bring hats" in texts_of(class_.group)
    assert late in await crafted(school, class_.teacher, also, data)
    assert texts_of(class_.group).count("Bring") == 2


async def test_the_right_to_post_now_is_asked_for_at_the_tap(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    await until(school, 24, 21, month=11)
    class_.teacher.say(class_.group, "/announce Bring boots")
    held = await last(school, class_.teacher)
    data = held.buttons[0][0].data or ""
    await class_.names(class_.parents[0], "Clara")
    elsewhere = await last(school, class_.parents[0])
    assert "not for you" in await crafted(school, class_.parents[0], elsewhere, data)
    await demoted(school, class_.teacher, Role.HEAD_TEACHER, 1)
    assert "not for you" in await pressed(school, class_.teacher, held, "Post now")
    assert "boots" not in texts_of(class_.group)


@pytest.mark.parametrize("language", WORDS)
async def test_on_a_full_day_the_author_decides(school: TestSchool, language: str) -> None:
    """In one line; edits and answers do not count, urgent ones do and are not asked about.

    Who moves a notice to such a day, or calls a meeting on it, is told.
    """
    anyway, later, never = {
        "en": ("Post anyway", "Tomorrow 07:30", "Do not post it"),
        "zh": ("仍然发布", "明天 07:30", "不发布"),
    }[language]
    class_ = await school.class_group("3B", parents=1)
    teacher, group = class_.teacher, class_.group
    await fill(school, class_)
    await speaks(school, teacher, WORDS[language][0])
    questions = []
    for text in ("Boots", "Hats", "Coats"):
        teacher.say(group, f"/announce {text}")
        questions.append(await last(school, teacher))
    boots, hats, coats = questions
    assert boots.labels == [anyway, later, never]
    assert "3B" in boots.text
    assert "5" in boots.text
    await announced(class_, "urgent: No bus")
    await school.restart()
    data = boots.buttons[0][0].data or ""
    elsewhere = await says(school, school.head, "/help")
    assert await crafted(school, school.head, elsewhere, data)
    assert "Boots" not in texts_of(group)
    await pressed(school, teacher, boots, anyway)
    assert "Boots" in texts_of(group)
    assert boots.deleted
    all_the_same = {"en": "all the same", "zh": "仍会发出"}[language]
    await timed(teacher, group, "/announce 2026-11-26 12:00 Scarves")
    await school.settle()
    change = (await last(school, teacher)).labels[1]
    await pressed(school, teacher, await last(school, teacher), change)
    await timed(teacher, teacher.private, "2026-11-24 18:00")
    assert all_the_same in (await last(school, teacher)).text
    await timed(teacher, group, "/meeting 2026-12-03 18:30 Parent meeting")
    await school.settle()
    assert "Parent meeting" in texts_of(group)
    assert sum(all_the_same in m.text for m in teacher.private.messages) == 2
    await pressed(school, teacher, coats, never)
    await pressed(school, teacher, hats, later)
    planned = await last(school, teacher)
    assert "Hats" in planned.text
    await pressed(school, teacher, planned, WORDS[language][2])
    sure = await last(school, teacher)
    assert sure.labels == [anyway]
    await until(school, 25, 7, 31, month=11)
    assert "Hats" in texts_of(group)
    assert "Coats" not in texts_of(group)
    assert await pressed(school, teacher, sure, anyway)
    assert texts_of(group).count("Hats") == 1
    teacher.say(group, "/announce Gloves")
    await group.wait(lambda m: "Gloves" in m.text)


async def test_a_form_says_that_the_day_is_full_before_the_preview(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    await fill(school, class_)
    teacher = class_.teacher
    for said in ("/announce", "Boots", "skip", "Not at all", "as usual"):
        await says(school, teacher, said)
    asked = await says(school, teacher, "now")
    assert "as many messages" in asked.text
    assert asked.labels == ["Post anyway", "Tomorrow 07:30", "Cancel"]
    await school.restart()
    ready = await says(school, teacher, "tomorrow 07:30")
    assert ready.text.startswith("3B · planned for Wed, Nov 25, 2026, 07:30.")
    await pressed(school, teacher, ready, "Change")
    await pressed(school, teacher, ready, "Full day")
    await pressed(school, teacher, ready, "Post anyway")
    assert ready.text.startswith("3B · to be posted now.")
    await school.advance(timedelta(hours=23))
    assert "no longer" in await pressed(school, teacher, ready, "Send")
    assert "Send" in ready.labels
    await pressed(school, teacher, ready, "Send")
    await class_.group.wait(lambda m: "Boots" in m.text)
