"""Canned answers: kept by typing and tap, used by a tap, in the group and by their name."""

from __future__ import annotations

from tests.conftest import TestSchool
from tests.meetings import answered, heard, in_chinese, refused
from tests.test_letters import opened, the_letter, wrote


async def test_canned_answers_are_kept_filled_and_sent(school: TestSchool) -> None:
    class_, parent, group = await opened(school)
    head = school.head
    assert "No canned answers yet" in await refused(school, head, "/replies")
    empty = head.private.last
    assert empty is not None
    await answered(school, head, empty, "Add")
    assert "a name on the first line" in await refused(school, head, "Thanks")
    assert "“nme”" in await refused(school, head, "/replies Thanks\nDear {nme}")
    told = "/replies Thanks\nDear {name}, thank you for your {about} ({number}). {ME}, {school}"
    assert "Canned answers: 1" in await refused(school, head, told)
    await answered(school, head, empty, "Add")
    assert "Canned answers: 2" in await refused(school, head, "Soon\nWe look into it.")

    await wrote(school, parent, "Question", "When does the library open?")
    card = await the_letter(group, "library")
    await answered(school, head, card, "Answer")
    choice = await group.wait(lambda m: "take one of these" in m.text)
    await answered(school, head, choice, "Thanks")
    check = await group.wait(lambda m: "Dear Parent0" in m.text)
    assert f"your Question (1). {head.name}, " in check.text
    assert heard(parent, "Dear Parent0") == []
    await answered(school, head, check, "Send")
    assert len(heard(parent, "Dear Parent0")) == 1
    head.say(group, "soon", reply_to=choice)
    check = await group.wait(lambda m: "We look into it." in m.text)
    await answered(school, head, check, "Do not send")

    await refused(school, head, "/inbox")
    inbox = head.private.last
    assert inbox is not None
    await answered(school, head, inbox, "1: Question")
    mine = await head.private.wait(lambda m: "library" in m.text and "Take" in m.labels)
    await answered(school, head, mine, "Answer")
    assert "We look into it." in await refused(school, head, "SOON")
    await answered(school, head, mine, "Answer")
    asked = head.private.last
    assert asked is not None
    await answered(school, head, asked, "Soon")
    await head.private.wait(lambda m: m.id > asked.id and "We look into it." in m.text)
    assert "did not ask" in await refused(school, head, "We look into it then.")

    other = class_.parents[1]
    group.join(other)
    assert "not for you" in (await other.tap(choice, "Soon").answer()).text
    await in_chinese(school, head)
    assert "常用回复：2 条" in await refused(school, head, "/replies soon\n{称呼}：正在处理。")
    listed = head.private.last
    assert listed is not None
    await answered(school, head, listed, "soon")
    shown = head.private.last
    assert shown is not None
    assert "{称呼}" in shown.text
    await answered(school, head, shown, "✕ 删除")
    assert "已经删除" in (await head.tap(choice, "Soon").answer()).text
    assert sum("We look into it." in m.text for m in group.messages) == 1
