"""The language somebody speaks, and what they are told they can do."""

from __future__ import annotations

from tests.conftest import TestSchool
from tests.looking import told
from tests.noticeboard import pressed, says


async def test_a_person_speaks_their_own_language(school: TestSchool) -> None:
    chen = school.town.user("Chen", "Li", language="zh-hans")
    chen.start()
    await chen.private.wait(lambda m: "您好" in m.text)
    chen.say(chen.private, "/language")
    asked = await chen.private.wait(lambda m: m.labels == ["English", "简体中文"])
    answer = await chen.tap(asked, "English").answer()
    assert answer.text == "I speak English with you now."
    chen.say(chen.private, "/help")
    await chen.private.wait(lambda m: "what you can do here" in m.text)


async def test_a_class_s_cards_change_their_language(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    tina = class_.teacher
    tina.say(class_.group, "/language")
    asked = await tina.private.wait(lambda m: "cards of 3B" in m.text)
    answer = await tina.tap(asked, "简体中文").answer()
    assert "简体中文" in answer.text
    await class_.group.wait(lambda m: m.labels[:1] == ["我是家长"])


async def test_nobody_is_told_more_than_they_may_do(school: TestSchool) -> None:
    stranger = school.town.user("Stranger", language="en")
    stranger.start()
    stranger.say(stranger.private, "/help")
    shown = await stranger.private.wait(lambda m: "/my" in m.text)
    assert "/my" in shown.text
    assert "/invite" not in shown.text
    school.head.start()
    school.head.say(school.head.private, "/help")
    shown = await school.head.private.wait(lambda m: "/my" in m.text)
    assert "/invite" in shown.text


async def test_who_speaks_another_language_is_asked_at_the_first_start(school: TestSchool) -> None:
    """In each of the school's; what follows, the menu too, is in the one they tap."""
    class_ = await school.class_group("3B", parents=0)
    ivan = school.town.user("Ivan", language="ru")
    class_.group.join(ivan)
    welcome = class_.group.last
    assert welcome is not None
    await ivan.tap(welcome, "I am a parent here").answer()
    ivan.start("hello")
    await school.settle()
    (asked,) = told(ivan, "Which language shall I speak with you?")
    assert "我用哪种语言和您说话？" in asked.text
    assert asked.labels == ["English", "简体中文"]
    await school.restart()
    assert await pressed(school, ivan, asked, "简体中文") == "从现在起我和您说中文。"
    assert "3B" in (await says(school, ivan, "小明")).text
    menu = school.town.profile.commands_of("", type="chat", chat_id=ivan.id)
    assert any("等我回复的事项" in each["description"] for each in menu)
    ivan.start("hello")
    await school.settle()
    assert len(told(ivan, "Which language")) == 1


async def test_a_head_teacher_finds_the_cards_language_in_the_report(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    tina = class_.teacher
    report = await says(school, tina, "/class")
    await pressed(school, tina, report, "Language of the cards")
    asked = told(tina, "cards of 3B be in")[-1]
    await school.restart()
    assert "简体中文" in await pressed(school, tina, asked, "简体中文")
    await class_.group.wait(lambda m: m.labels[:1] == ["我是家长"])
    # Their own language stays, and a live card in their chat changes with that.
    report = await says(school, tina, "/class")
    await pressed(school, tina, await says(school, tina, "/language"), "简体中文")
    await tina.private.wait(lambda m: m.id == report.id and "目标" in m.text)
