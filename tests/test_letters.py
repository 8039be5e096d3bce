"""Letters: written with a name, read in one group, answered in private."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox import Group, Message, User
from tests import test_forgetting as forgetting
from tests.conftest import ClassGroup, TestSchool
from tests.meetings import answered, heard, refused
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
    for typed in ("/mailbox", "With my name", about, text, "Skip", "Send"):
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
    assert "In work. Somebody has taken it on." in receipt.text
    assert heard(parent, "Letter 1 was seen") == ["Letter 1 was seen: somebody looks after it."]

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

    (reply,) = [m for m in parent.private.messages if "ten o'clock" in m.text]
    parent.say(parent.private, "Even on Monday?", reply_to=reply)
    added = await group.wait(lambda m: m.text == "Added to letter 1\n\nEven on Monday?")
    await school.settle()
    assert len(heard(parent, "Added to letter 1.")) == 1

    school.head.say(group, "On Monday at eleven.", reply_to=added, anonymous=True)
    await group.wait(lambda m: "you wrote as the group" in m.text)
    assert not any("On Monday" in m.text and "Send" in m.labels for m in group.messages)
    school.head.say(group, "On Monday at eleven.", reply_to=added)
    check = await group.wait(lambda m: "On Monday" in m.text and "Send" in m.labels)
    await answered(school, school.head, check, "Send")
    assert len(heard(parent, "at eleven")) == 1

    await answered(school, school.head, card, "Close")
    assert card.labels == []
    await answered(school, parent, receipt, "No, open it again")
    assert "Close" in card.labels
    await answered(school, school.head, card, "Close")
    asked = next(m for m in reversed(parent.private.messages) if "Letter 1 is closed." in m.text)
    assert await answered(school, parent, asked, "Yes, thank you") == "Thank you."
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
    parents = class_.group.last
    assert parents is not None
    elsewhere = await school.head.tap(parents, data=f"ltc:{_id(card)}").answer()
    assert "answered in the group" in elsewhere.text
    school.head.say(group, "Nonsense!", reply_to=card)
    check = await group.wait(lambda m: "This goes to the writer" in m.text)
    assert await answered(school, school.head, check, "Do not send") == "It was not sent."
    assert heard(parent, "Nonsense") == []
    assert "1. Complaint · new" in await refused(school, school.head, "/inbox")


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
        for typed in ("/mailbox", "With my name", "Question", f"I am {each.name}.", "Skip", "Send"):
            each.say(each.private, typed)
    # 150 messages, each a statement or more of its own: a slow machine takes its time.
    await school.town.until(lambda: school.town.pending == 0)
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


async def test_two_quick_messages_are_one_letter_and_danger_rings_at_night(
    school: TestSchool,
) -> None:
    """Nobody waits for the morning; the number to call stands where the admins look."""
    text = school.config.read_text()
    school.config.write_text(f'{text}\n[mailbox]\nemergency_number = "112"\n')
    await school.restart()
    _, parent, group = await opened(school)
    await school.advance(timedelta(hours=(26 - school.clock.now().hour) % 24))
    for typed in ("/mailbox", "With my name", "Safety of a child"):
        await refused(school, parent, typed)
    for typed in ("The ice is thin.", "Behind the gym."):
        parent.say(parent.private, typed)
    await school.settle()
    assert len(heard(parent, "Your words were added")) == 1
    for typed in ("Skip", "Send"):
        await refused(school, parent, typed)
    await the_letter(group, "The ice is thin.\n\nBehind the gym.")
    (receipt,) = heard(parent, "Your letter 1 ·")
    assert "call 112." in receipt
    assert "Nobody may be reading this" in receipt
    assert len(heard(school.head, "The emergency number is 112.")) == 1
    assert school.clock.now().hour < 5


async def test_a_button_under_a_groups_card_leads_to_the_mailbox(school: TestSchool) -> None:
    """Where the school wishes it; a card with nothing to tap gets none."""
    text = school.config.read_text()
    school.config.write_text(f"{text}\n[mailbox]\nunder_cards = true\n")
    await school.restart()
    class_, parent, _ = await opened(school)
    class_.teacher.say(class_.group, "/announce Bring boots")
    notice = await class_.group.wait(lambda m: "Bring boots" in m.text)
    assert notice.labels == ["Got it", "Write to the principal"]
    link = notice.buttons[-1][0].url or ""
    parent.follow(link)
    asked = await parent.private.wait(lambda m: "Who may know" in m.text)
    assert "With my name" in asked.labels


async def test_a_letter_is_written_read_and_answered_in_chinese(school: TestSchool) -> None:
    """By a parent and a principal who read nothing else."""
    class_ = await school.class_group(parents=0)
    welcome = await class_.group.wait(lambda m: "I am a parent here" in m.labels)
    parent, head = (school.town.user(name, language="zh-hans") for name in ("Wei", "Zhang"))
    class_.group.join(parent)
    for each in (parent, head):
        each.start()
    await answered(school, parent, welcome, "I am a parent here")
    await school.appoint(head, "admin")
    group = school.town.group("信箱", creator=head)
    group.add_bot(by=head)
    head.say(group, "/admin_chat")
    asked = await group.wait(lambda m: "校长信箱" in m.text)
    await answered(school, head, asked, asked.labels[0])
    for typed in ("/mailbox", "署名", "孩子的安全", "冰很薄。", "跳过", "发送"):
        await refused(school, parent, typed)
    card = await group.wait(lambda m: "冰很薄。" in m.text and "回信" in m.labels)
    assert card.text.startswith("第 1 号信：孩子的安全\nWei · 3B")
    assert len(heard(parent, "正处在危险中")) == 1
    assert len(heard(head, "收到一封关于孩子安全的信")) == 1
    await answered(school, head, card, "我来处理")
    said = head.say(group, "已经去看。", reply_to=card)
    check = await group.wait(lambda m: "已经去看。" in m.text and "发送" in m.labels)
    await answered(school, head, check, "发送")
    parent.block_bot()
    await school.settle()
    head.edit(said, "已经去看过。")
    await school.advance(timedelta(minutes=2))
    await group.wait(lambda m: "没有送达" in m.text)
    parent.unblock_bot()
    await answered(school, head, card, "办结")
    assert heard(parent, "号信已")[-2:] == [
        "第 1 号信已有人看到，正在处理。",
        "第 1 号信已办结。您满意吗？",
    ]
    assert "署名或隐名都不行" in await refused(school, head, "/block 1")
