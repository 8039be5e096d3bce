"""Where letters are read: a topic each in a forum, a thread elsewhere; and when that is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.sandbox import Group, User
from tests.conftest import ClassGroup, TestSchool
from tests.meetings import answered, heard, refused
from tests.test_letters import the_letter, wrote
from tests.test_mailbox import YES


async def forum(
    school: TestSchool, *, manages: bool = True, parents: int = 2
) -> tuple[ClassGroup, User, Group]:
    """As tests.test_letters.opened, where letters are read in a forum."""
    class_ = await school.class_group(parents=parents)
    for each in class_.parents:
        each.start()
    school.head.start()
    group = school.town.group("Office", creator=school.head, forum=True)
    group.add_bot(by=school.head, admin=manages)
    school.head.say(group, "/admin_chat")
    await answered(school, school.head, await group.wait(lambda m: YES in m.labels), YES)
    return class_, class_.parents[0], group


async def test_in_a_forum_a_letter_is_a_topic_in_which_staff_talk(school: TestSchool) -> None:
    class_, parent, group = await forum(school)
    tina = class_.teacher
    group.join(tina)
    await wrote(school, parent, "Question", "When is the trip?")
    card = await the_letter(group, "When is the trip?")
    (topic,) = group.topics.values()
    assert (topic.name, card.thread_id) == ("1 · Question · 3B", topic.id)

    school.head.say(group, "Does anybody know?", topic=topic)
    tina.say(group, "Monday, I think.", topic=topic)
    await answered(school, school.head, card, "Answer")
    tina.say(group, "Or Tuesday?", topic=topic)
    school.head.say(group, "On Monday.", topic=topic)
    check = await group.wait(lambda m: "This goes to the writer" in m.text)
    assert check.thread_id == topic.id
    school.head.say(group, "Good.", topic=topic)
    await answered(school, school.head, check, "Send")
    assert check.text == "Sent to the writer of letter 1:\n\nOn Monday."
    assert check.labels == []
    assert [m.text for m in group.messages if "This goes to" in m.text] == []
    (reply,) = [m for m in parent.private.messages if "On Monday." in m.text]
    assert reply.reply_to is not None
    assert reply.reply_to.text == "When is the trip?"
    parent.say(parent.private, "Thank you.", reply_to=reply)
    added = await group.wait(lambda m: "Thank you." in m.text and m is not card)
    assert added.thread_id == topic.id
    assert added.reply_to is not None
    assert added.reply_to.text == "On Monday."
    for words in ("Does anybody know?", "Monday, I think.", "Or Tuesday?", "Good."):
        assert heard(parent, words) == []

    school.town.faults.add("closeForumTopic", "429", times=1)
    await answered(school, school.head, card, "Close")
    await school.settle()
    assert topic.closed
    (receipt,) = [m for m in parent.private.messages if "Your letter 1 ·" in m.text]
    await answered(school, parent, receipt, "No, open it again")
    await school.settle()
    assert not topic.closed
    school.town.faults.add("closeForumTopic", "reset_after", times=1)
    await answered(school, school.head, card, "Close")
    parent.say(parent.private, "One more thing.", reply_to=reply)
    more = await group.wait(lambda m: m.text == "Added to letter 1\n\nOne more thing.")
    await school.settle()
    assert (more.thread_id, topic.closed) == (topic.id, False)

    group.delete_topic(topic, by=school.head)
    parent.say(parent.private, "Still there?", reply_to=reply)
    await group.wait(lambda m: m.text == "Added to letter 1\n\nStill there?")
    await school.advance(timedelta(minutes=2))
    again = await the_letter(group, "When is the trip?")
    assert again.thread_id != topic.id


async def test_where_no_topic_can_be_opened_letters_come_to_the_chat_itself(
    school: TestSchool,
) -> None:
    """Without the right, when topics are closed, or when the group has none any more."""
    _, parent, group = await forum(school, manages=False)
    await wrote(school, parent, "Question", "First?")
    card = await the_letter(group, "First?")
    assert (card.thread_id, group.topics) == (None, {})
    refusals = [each for each in school.town.journal.refused() if each.method == "createForumTopic"]
    assert len(refusals) == 1
    group.is_forum = False
    await wrote(school, parent, "Question", "Second?")
    card = await the_letter(group, "Second?")
    school.head.say(group, "Yes.", reply_to=card)
    check = await group.wait(lambda m: "This goes to the writer" in m.text)
    await answered(school, school.head, check, "Send")
    assert len(heard(parent, "Yes.")) == 1


async def test_a_group_that_takes_nothing_keeps_letters_and_rings(school: TestSchool) -> None:
    """General is closed, the bot may open no topic: the letter comes once it can."""
    _, parent, group = await forum(school, manages=False)
    group.close_topic(None, by=school.head)
    await wrote(school, parent, "Question", "Anybody there?")
    await school.advance(timedelta(minutes=2))
    assert len(heard(school.head, "can no longer write")) == 1
    refused = [each.reason or "" for each in school.town.journal.refused()]
    assert sum("TOPIC_CLOSED" in each for each in refused) == 1
    group.reopen_topic(None, by=school.head)
    await school.advance(timedelta(days=1))
    card = await the_letter(group, "Anybody there?")
    assert card.thread_id is None
    topics = [each for each in refused if "create a topic" in each]
    assert len(topics) == 1


async def test_a_lost_group_is_written_to_again_when_it_is_back(school: TestSchool) -> None:
    _, parent, group = await forum(school)
    group.remove_bot(by=school.head)
    await school.settle()
    assert len(heard(school.head, "can no longer write")) == 1
    await wrote(school, parent, "Question", "Anybody there?")
    assert len(heard(school.head, "can no longer write")) == 2
    group.add_bot(by=school.head, admin=True)
    await the_letter(group, "Anybody there?")
    await school.settle()
    cards = [m for m in group.messages if "Anybody there?" in m.text and "Take" in m.labels]
    assert len(cards) == 1


async def test_trouble_and_a_restart_in_the_middle_lose_and_double_nothing(
    school: TestSchool,
) -> None:
    """Told to wait while a topic is opened, ended and begun anew, told to wait again, cut off."""
    class_, _, group = await forum(school)
    faults = school.town.faults
    opening = faults.add("createForumTopic", "429", times=2)
    faults.add("createForumTopic", "reset_before", times=1)
    faults.add("sendMessage", "429", times=2, chat=group)
    faults.add("sendMessage", "reset_before", times=1, chat=group)
    letters = dict(zip(class_.parents, ("First?", "Second?"), strict=True))
    for parent, words in letters.items():
        for typed in ("/mailbox", "With my name", "Question", words, "Skip"):
            await refused(school, parent, typed)
    for parent in letters:
        parent.say(parent.private, "Send")
    await school.town.until(lambda: opening.hits > 0)
    await school.restart()
    await school.settle()
    found = [m for m in group.messages if "Take" in m.labels]
    assert sorted(words for words in letters.values() for m in found if words in m.text) == [
        "First?", "Second?",
    ]  # fmt: skip
    assert {m.thread_id for m in found} == {*group.topics}
    assert len(found) == len(group.topics) == 2
    for parent, words in letters.items():
        assert len(heard(parent, words)) > 0
    faults.add("sendMessage", "429", times=3, chat=group)
    for parent in letters:
        (receipt,) = [m for m in parent.private.messages if "Nobody has opened it" in m.text]
        for words in ("One.", "Two.", "Three."):
            parent.say(parent.private, words, reply_to=receipt)
    await school.settle()
    for topic in group.topics:
        under = [m.text.split("\n\n") for m in group.messages if m.thread_id == topic]
        assert [each[-1] for each in under][-3:] == ["One.", "Two.", "Three."]


async def test_a_topic_whose_opening_was_not_answered_for_leaves_no_letter_without_one(
    school: TestSchool,
) -> None:
    """Nothing tells which topic that was: one stays empty, and the letter has its own."""
    _, parent, group = await forum(school)
    school.town.faults.add("createForumTopic", "reset_after", times=1)
    await wrote(school, parent, "Question", "First?")
    card = await group.wait(lambda m: "First?" in m.text and "Take" in m.labels)
    await school.settle()
    assert [m for m in group.messages if "First?" in m.text] == [card]
    assert card.thread_id == max(group.topics)
    assert len(group.topics) == 2


async def test_thirty_letters_at_once_have_a_topic_each_within_the_limit_of_a_group(
    school: TestSchool,
) -> None:
    """Telegram takes 20 messages a minute (here: in two seconds); none is refused or said twice."""
    class_, _, group = await forum(school, parents=30)
    a_minute = (20, 2.0)
    school.limits = replace(school.limits, group=a_minute, group_edits=5)
    await school.restart()
    school.town.flood.group = a_minute
    for each in class_.parents:
        for typed in ("/mailbox", "With my name", "Question", f"I am {each.name}.", "Skip", "Send"):
            each.say(each.private, typed)
    await school.town.until(lambda: school.town.pending == 0)
    await school.settle()
    cards = [m for m in group.messages if "Take" in m.labels]
    told = sorted(m.text.splitlines()[3] for m in cards)
    assert told == sorted(f"I am {each.name}." for each in class_.parents)
    assert {m.thread_id for m in cards} == {*group.topics}
    assert len(cards) == len(group.topics) == 30
    assert [each.method for each in school.town.journal.refused()] == []
