"""Letters: written with a name, read in one group, answered in private."""

from __future__ import annotations

from bot.sandbox import Group, Message, User
from tests import test_forgetting as forgetting
from tests.conftest import ClassGroup, TestSchool
from tests.meetings import answered, heard, in_chinese, refused
from tests.test_mailbox import YES, office


async def opened(school: TestSchool) -> tuple[ClassGroup, User, Group]:
    """A class whose first parent has pressed Start, and a group that reads letters."""
    class_ = await school.class_group(parents=2)
    for each in class_.parents:
        each.start()
    group = await office(school)
    await answered(school, school.head, await group.wait(lambda m: YES in m.labels), YES)
    return class_, class_.parents[0], group


async def wrote(school: TestSchool, user: User, about: str, text: str) -> None:
    """A parent writes a letter by typing alone."""
    for typed in ("/mailbox", about, text, "Skip", "Send"):
        await refused(school, user, typed)


async def the_letter(group: Group, words: str) -> Message:
    return await group.wait(lambda m: words in m.text and "Take" in m.labels)


async def test_a_letter_is_read_taken_answered_closed_and_rated(school: TestSchool) -> None:
    _, parent, group = await opened(school)
    await wrote(school, parent, "Question", "When does the library open?")
    (receipt,) = [m for m in parent.private.messages if "Your letter 1" in m.text]
    assert "Nobody has opened it yet" in receipt.text
    card = await the_letter(group, "When does the library open?")
    assert "Letter 1: Question\nParent0 of 3B" in card.text
    await answered(school, school.head, card, "Take")
    assert "Petra Principal looks after it." in card.text
    assert "Seen. Somebody looks after it." in receipt.text

    school.head.say(group, "Has anybody a timetable?")
    school.head.say(group, "At ten o'clock.", reply_to=card)
    check = await group.wait(lambda m: "This goes to the writer" in m.text)
    await school.restart()
    assert heard(parent, "ten o'clock") == []
    assert "Sent to the writer" in await answered(school, school.head, check, "Send")
    assert (
        "sent or dropped already"
        in (await school.head.tap(check, data=f"lts:{_id(card)}:1").answer()).text
    )
    assert len(heard(parent, "ten o'clock")) == 1
    assert heard(parent, "timetable") == []
    assert "Answered." in receipt.text

    await answered(school, school.head, card, "Close")
    assert card.labels == []
    await answered(school, parent, receipt, "No, open it again")
    assert "Close" in card.labels
    await answered(school, school.head, card, "Close")
    assert await answered(school, parent, receipt, "Yes, thank you") == "Thank you."
    assert "The writer was content." in card.text


def _id(card: Message) -> int:
    return int((card.buttons[0][0].data or "").split(":")[1])


async def test_only_who_may_answers_and_only_in_that_group(school: TestSchool) -> None:
    class_, parent, group = await opened(school)
    await wrote(school, parent, "Complaint", "The gate is broken.")
    card = await the_letter(group, "The gate is broken.")
    other = class_.parents[1]
    group.join(class_.teacher)
    await class_.teacher.tap(card, "Take").answer()
    class_.teacher.say(group, "It is not.", reply_to=card)
    await school.settle()
    assert "looks after it" not in card.text
    assert not any("This goes to" in m.text for m in group.messages)
    last = other.private.last
    assert last is not None
    for data in (f"ltm:{_id(card)}", f"ltr:{_id(card)}:1", f"ltc:{_id(card)}"):
        await other.tap(last, data=data).answer()
    head = school.head.private.last
    assert head is not None
    elsewhere = await school.head.tap(head, data=f"ltc:{_id(card)}").answer()
    assert "answered in the group" in elsewhere.text
    school.head.say(group, "Nonsense!", reply_to=card)
    check = await group.wait(lambda m: "This goes to the writer" in m.text)
    assert await answered(school, school.head, check, "Do not send") == "It was not sent."
    assert heard(parent, "Nonsense") == []
    assert "1. Complaint · new" in await refused(school, school.head, "/inbox")


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
    for typed in ("/mailbox", "建议", "操场可以早点开放吗？", "跳过", "发送"):
        await refused(school, user, typed)


async def test_letters_wait_for_a_group_and_safety_rings(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    (parent,) = class_.parents
    parent.start()
    await wrote(school, parent, "Praise", "The concert was lovely.")
    assert len(heard(school.head, "no group reads letters yet")) == 1
    await wrote(school, parent, "Safety of a child", "The ice is thin.")
    assert len(heard(school.head, "child's safety")) == 1
    assert heard(school.head, "ice is thin") == []
    group = await office(school)
    await answered(school, school.head, await group.wait(lambda m: YES in m.labels), YES)
    for words in ("The concert was lovely.", "The ice is thin."):
        await the_letter(group, words)
    second = await office(school, "Office 2")
    await answered(school, school.head, await second.wait(lambda m: YES in m.labels), YES)
    await the_letter(second, "The ice is thin.")
    assert not any("Take" in m.labels for m in group.messages)
    school.head.say(group, "/admin_chat")
    asked = await group.wait(lambda m: YES in m.labels)
    await answered(school, school.head, asked, YES)
    (card,) = [m for m in group.messages if "ice is thin" in m.text and "Take" in m.labels]
    assert "looks after it" not in card.text
    for number in range(4):
        await wrote(school, parent, "Question", f"Question {number}?")
    assert len(heard(parent, "You have sent 5 letters today")) == 1


async def test_thirty_letters_at_once_all_arrive_once(school: TestSchool) -> None:
    class_ = await school.class_group(parents=30)
    group = await office(school)
    await answered(school, school.head, await group.wait(lambda m: YES in m.labels), YES)
    for each in class_.parents:
        each.start()
        for typed in ("/mailbox", "Question", f"I am {each.name}.", "Skip", "Send"):
            each.say(each.private, typed)
    # 150 messages, each a statement or more of its own: a slow machine takes its time.
    await school.town.until(lambda: school.town.pending == 0, timeout=60)
    await school.settle()
    cards = [m.text for m in group.messages if m.sender.is_bot and m.text.startswith("Letter ")]
    assert len(cards) == 30
    for each in class_.parents:
        assert sum(f"I am {each.name}." in text for text in cards) == 1
        assert len(heard(each, "Nobody has opened it yet")) == 1


async def test_who_is_forgotten_is_taken_out_of_the_letters_card(school: TestSchool) -> None:
    _, parent, group = await opened(school)
    await wrote(school, parent, "Complaint", "The yard is dark.")
    card = await the_letter(group, "The yard is dark.")
    assert parent.name in card.text
    shown = await forgetting.asked(school, parent, "en")
    await answered(school, parent, shown, forgetting.YES["en"])
    await group.wait(lambda m: m.id == card.id and "Somebody who has left" in m.text)
    assert "yard" not in card.text
    assert parent.name not in card.text
