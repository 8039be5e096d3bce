"""A meeting's whole life in Chinese, mostly typed, with restarts between its steps."""

from __future__ import annotations

from bot.sandbox import Message
from tests.conftest import ClassGroup, TestSchool
from tests.looking import last, told
from tests.meetings import answered, in_chinese, until
from tests.noticeboard import filled, pressed, says


async def around(class_: ClassGroup, label: str) -> Message:
    """The teacher goes from the newest card with 更多… to what is behind it; the last message."""
    school, teacher = class_.school, class_.teacher
    cards = [m for m in teacher.private.messages if "更多…" in m.labels]
    await pressed(school, teacher, cards[-1], "更多…")
    await pressed(school, teacher, last(teacher), label)
    return last(teacher)


async def test_a_parent_meeting_from_the_call_to_the_feedback(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=3)
    teacher, (ana, ben, cleo) = class_.teacher, class_.parents
    for user, child in ((ana, "小明，小红"), (ben, "阿强"), (cleo, "丽丽")):
        await class_.names(user, child)
    await in_chinese(school, teacher, ana, ben, cleo)
    asked = await says(school, teacher, "/meeting 12月3日下午六点半 期末家长会 @ 201教室")
    await school.restart()
    await pressed(school, teacher, asked, "2026年12月3日周四 18:30")
    card = await class_.group.wait(lambda m: "期末家长会" in m.text and "Coming" in m.labels)
    await around(class_, "名额")
    await school.restart()
    assert "2 个名额" in (await says(school, teacher, "两")).text
    # A family has one place, by whichever way it answers.
    await says(school, ana, "/meetings")
    assert await answered(school, ana, last(ana), "参加") == "已记下：参加。"
    ben.say(class_.group, "Coming", reply_to=card)
    await school.settle()
    assert "2 of 2 places taken (one per family)" in card.text
    assert card.labels[0] == "Coming · 2"
    assert "排第 1 位" in await answered(school, cleo, card, "Coming")
    organiser = told(teacher, "每家一个")[-1]
    assert "参加（2 个家庭）小明 + 小红和阿强\n" in organiser.text
    # It moves; the calendar follows, and a place comes free.
    await pressed(school, ana, last(ana), "加入日历")
    asked = await says(school, teacher, "/move 12月4日晚上七点")
    await school.restart()
    await pressed(school, teacher, asked, asked.labels[0])
    assert "（原定" in told(ana, "新的时间您方便吗")[-1].text
    assert last(ana).media_kind == "document"
    await pressed(school, ana, last(ana), "不参加")
    assert "给您留着" in told(cleo, "有空位了")[-1].text
    # At the door.
    await until(school, 4, 18, 35)
    code = told(teacher, "签到码：")[-1].labels[0]
    assert "已登记到场：阿强" in (await says(school, ben, code)).text
    await school.restart()
    assert "到场：2 / 3 个家庭" in (await says(school, teacher, "/came 丽丽")).text
    # Afterwards.
    await until(school, 4, 22)
    await filled(school, teacher, "/minutes 谈了阅读。", "跳过")
    await school.restart()
    await says(school, teacher, "发送")
    await around(class_, "布置任务")
    await filled(school, teacher, "买颜料", "12月10日下午五点")
    await school.restart()
    await says(school, teacher, "发送")
    assert "买颜料" in told(teacher, "已布置")[-1].text
    assert "已完成" in (await says(school, teacher, "/tasks 1")).text
    await around(class_, "记录决定")
    await school.restart()
    assert "的纪要。" in (await says(school, teacher, "春游定在五月。")).text
    assert "• 春游定在五月。" in told(ana, "会议纪要：期末家长会")[-1].text
    await around(class_, "征求反馈")
    asked = told(ben, "点三下")[-1]
    await school.restart()
    for words in ("5", "交流", "不用改"):
        ben.say(ben.private, words, reply_to=asked)
        await school.settle()
    assert told(ben, "谢谢！您的回答已保存")
