"""What is said in letters after they were sent: by tap and by reply, in any language."""

from __future__ import annotations

from bot.sandbox import User
from tests.conftest import TestSchool
from tests.meetings import answered, in_chinese, refused
from tests.test_letters import opened, the_letter


async def test_a_writer_adds_to_a_letter_by_tap_and_by_reply(school: TestSchool) -> None:
    _, parent, group = await opened(school)
    await in_chinese(school, parent)
    await wrote_in_chinese(school, parent)
    card = await the_letter(group, "操场")
    receipt = next(m for m in parent.private.messages if "您的第 1 号信" in m.text)
    await answered(school, parent, receipt, "补充这封信")
    await school.restart()
    assert "已补充" in await refused(school, parent, "还有篮球架。")
    parent.say(parent.private, "谢谢。", reply_to=receipt)
    await school.settle()
    added = [m for m in group.messages if "Added to letter 1" in m.text]
    assert [m.text.splitlines()[-1] for m in added] == ["还有篮球架。", "谢谢。"]
    assert "还有篮球架。" in card.text
    assert "您的第 1 号信" in await refused(school, parent, "/my")


async def wrote_in_chinese(school: TestSchool, user: User) -> None:
    for typed in ("/mailbox", "署名", "建议", "操场可以早点开放吗？", "跳过", "发送"):
        await refused(school, user, typed)
