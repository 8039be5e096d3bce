"""`/announcements`: what is planned and what runs, on one private card each."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox import Message
from tests.conftest import ClassGroup, TestSchool
from tests.noticeboard import announced, crafted, planned, pressed, says, texts_of
from tests.timed import timed


async def lists(school: TestSchool, class_: ClassGroup) -> tuple[Message, Message]:
    """The head teacher asks for the lists: what is planned, what runs."""
    class_.teacher.say(class_.teacher.private, "/announcements")
    await school.settle()
    waiting, running = class_.teacher.private.messages[-2:]
    return waiting, running


async def test_two_cards_show_what_is_planned_and_what_runs(school: TestSchool) -> None:
    """They follow what is done about their notices, also after a restart."""
    class_ = await school.class_group("3B", parents=1)
    card = await announced(class_, "Boots")
    await pressed(school, class_.parents[0], card, "Got it")
    await planned(class_, "2026-11-26 07:45", "Later")
    await planned(class_, "2026-11-25 07:45", "Sooner")
    waiting, running = await lists(school, class_)
    assert waiting.text == (
        "2 notices are planned:\n\n"
        "1. 3B · Wed, Nov 25, 2026, 07:45: “Sooner”\n2. 3B · Thu, Nov 26, 2026, 07:45: “Later”"
    )
    assert waiting.labels == ["1 Change", "1 Cancel", "2 Change", "2 Cancel"]
    assert running.text.endswith("1. 3B · Tue, Nov 24, 2026, 09:30: “Boots” · 1 confirmed")
    assert running.labels == ["1 See", "1 Change", "1 Withdraw"]
    await school.restart()
    assert "will not be posted" in await pressed(school, class_.teacher, waiting, "1 Cancel")
    assert waiting.labels == ["1 Change", "1 Cancel"]
    assert "Later" in waiting.text
    await pressed(school, class_.teacher, waiting, "1 Change")
    await says(school, class_.teacher, "Much later")
    assert "“Much later”" in waiting.text
    await pressed(school, class_.teacher, running, "1 See")
    assert "Confirmed: 1 of 1" in (class_.teacher.private.last or running).text
    await pressed(school, class_.teacher, running, "1 Change")
    await says(school, class_.teacher, "Shoes")
    assert "Shoes" in card.text
    assert "“Shoes”" in running.text
    await pressed(school, class_.teacher, running, "1 Withdraw")
    surely = class_.teacher.private.last
    assert surely is not None
    await pressed(school, class_.teacher, surely, "Yes")
    assert (running.text, running.labels) == ("Nothing was announced in the last 14 days.", [])
    await school.advance(timedelta(days=3))
    assert (waiting.text, waiting.labels) == ("Nothing is planned.", [])
    await school.advance(timedelta(days=15))
    assert "Nothing is planned, and" in (await says(school, class_.teacher, "/announcements")).text


async def test_many_are_shown_a_page_at_a_time_in_chinese(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    await says(school, class_.teacher, "/language")
    last = class_.teacher.private.last
    assert last is not None
    await pressed(school, class_.teacher, last, "简体中文")
    for day in range(1, 8):
        await timed(class_.teacher, class_.group, f"/announce 2026-12-{day:02} 08:00 第{day}条")
    shown = await says(school, class_.teacher, "/announcements")
    assert shown.text.startswith("待发的通知（7）：\n\n1. 3B · 2026年12月1日周二 08:00：“第1条”")
    assert shown.labels[-3:] == ["5 修改", "5 取消", "更多 ›"]
    await pressed(school, class_.teacher, shown, "更多 ›")
    assert shown.labels == ["6 修改", "6 取消", "7 修改", "7 取消", "‹ 返回"]
    await school.restart()
    await pressed(school, class_.teacher, shown, "6 取消")
    await pressed(school, class_.teacher, shown, "‹ 返回")
    assert "第1条" in shown.text


async def test_the_lists_are_sent_in_private_and_only_of_ones_classes(school: TestSchool) -> None:
    ours, other = await school.class_group("3B", parents=1), await school.class_group("4A")
    await announced(ours, "Boots")
    await planned(ours)
    assert "Nothing is planned" in (await says(school, other.teacher, "/announcements")).text
    ours.teacher.say(ours.group, "/announcements")
    shown = await ours.teacher.private.wait(lambda m: "1 See" in m.labels)
    assert "Boots" in shown.text
    assert "planned" not in texts_of(ours.group)
    data = next(b.data or "" for b in shown.buttons[0] if "Withdraw" in b.label)
    elsewhere = await says(school, other.teacher, "/help")
    assert "not for you" in await crafted(school, other.teacher, elsewhere, data)
    await ours.names(ours.parents[0], "Clara")
    assert "responsible" in (await says(school, ours.parents[0], "/announcements")).text
