"""The language somebody speaks, and what they are told they can do."""

from __future__ import annotations

from tests.conftest import TestSchool


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
