"""The group for letters moves, goes or closes while letters wait: all arrive later, once each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.sandbox import Group, Message
from tests.conftest import TestSchool
from tests.meetings import answered, heard, refused
from tests.test_letter_places import forum
from tests.test_letters import opened, the_letter, wrote
from tests.test_mailbox import YES, office, reading


def cards(group: Group, words: str) -> list[Message]:
    """The cards there of a letter that says this."""
    return [m for m in group.messages if m.sender.is_bot and words in m.text and "Take" in m.labels]


@pytest.mark.parametrize("told", [True, False])
async def test_a_group_that_becomes_a_supergroup_takes_its_letters_along(
    school: TestSchool, told: bool
) -> None:
    """Told by Telegram in the group, or by its answer to the next post; closed ones stay behind."""
    class_ = await school.class_group(parents=2)
    for each in class_.parents:
        each.start()
    parent, other = class_.parents
    group = await office(school, supergroup=False)
    await answered(school, school.head, await group.wait(lambda m: YES in m.labels), YES)
    await wrote(school, parent, "Praise", "Well done.")
    await answered(school, school.head, await the_letter(group, "Well done."), "Close")
    (receipt,) = [m for m in parent.private.messages if "Your letter 1" in m.text]
    await wrote(school, parent, "Question", "When is the trip?")
    await the_letter(group, "When is the trip?")

    new = group.migrate(by=school.head)
    if not told:
        school.town.updates.drop()
    await wrote(school, other, "Question", "And where?")
    await school.settle()
    assert await reading(school) == new.id
    assert len(heard(school.head, "The group where letters are read has moved")) == 1
    for words in ("When is the trip?", "And where?"):
        assert len(cards(new, words)) == 1
    assert not any("Well done." in m.text for m in new.messages)
    said = await answered(school, school.head, cards(new, "When is the trip?")[0], "Take")
    assert "look after" in said
    school.head.say(new, "On Monday.", reply_to=cards(new, "When is the trip?")[0])
    check = await new.wait(lambda m: "On Monday." in m.text and "Send" in m.labels)
    await answered(school, school.head, check, "Send")
    assert len(heard(parent, "On Monday.")) == 1
    await answered(school, parent, receipt, "No, open it again")
    assert len(cards(new, "Well done.")) == 1


def kicked(group: Group) -> None:
    group.remove_bot()


def muted(group: Group) -> None:
    group.set_permissions(can_send_messages=False)


@pytest.mark.parametrize("lose", [kicked, muted])
async def test_letters_that_wait_when_the_group_is_lost_come_when_it_is_back(
    school: TestSchool, lose: Callable[[Group], None]
) -> None:
    """One waits to be sent, one comes while it is lost; a restart in the middle changes nothing."""
    class_, parent, group = await opened(school)
    for typed in ("/mailbox", "With my name", "Question", "First?", "Skip"):
        await refused(school, parent, typed)
    waits = school.town.faults.add("sendMessage", "429", retry_after=2, chat=group)
    parent.say(parent.private, "Send")
    await school.town.until(lambda: waits.hits > 0)
    lose(group)
    school.town.faults.clear()
    await school.restart()
    await wrote(school, class_.parents[1], "Question", "Second?")
    await school.advance(timedelta(minutes=2))
    assert heard(school.head, "can no longer write")
    assert not any(cards(group, each) for each in ("First?", "Second?"))
    assert "Question · new" in await refused(school, school.head, "/inbox")
    if lose is kicked:
        group.add_bot(by=school.head)
    else:
        group.set_permissions(can_send_messages=True)
        await school.advance(timedelta(days=1))
    await school.settle()
    assert [len(cards(group, each)) for each in ("First?", "Second?")] == [1, 1]


async def test_when_the_group_is_deleted_letters_come_to_the_next(school: TestSchool) -> None:
    _, parent, group = await opened(school)
    await wrote(school, parent, "Question", "First?")
    await the_letter(group, "First?")
    group.delete_for_all()
    await wrote(school, parent, "Question", "Second?")
    await school.advance(timedelta(minutes=2))
    assert len(heard(school.head, "can no longer write")) == 1
    second = await office(school, "Office 2")
    await answered(school, school.head, await second.wait(lambda m: YES in m.labels), YES)
    await school.settle()
    assert [len(cards(second, each)) for each in ("First?", "Second?")] == [1, 1]


async def test_topics_that_are_closed_in_the_middle_hold_no_letter_up(school: TestSchool) -> None:
    """The bot manages topics no more: what comes then comes to the group itself."""
    class_, parent, group = await forum(school)
    await wrote(school, parent, "Question", "First?")
    card = await the_letter(group, "First?")
    topic = group.topics[card.thread_id or 0]
    waits = school.town.faults.add("sendMessage", "429", retry_after=1, chat=group)
    (receipt,) = [m for m in parent.private.messages if "Your letter 1" in m.text]
    parent.say(parent.private, "Really?", reply_to=receipt)
    await school.town.until(lambda: waits.hits > 0)
    group.demote_bot(by=school.head)
    topic.closed, topic.root.sender = True, school.head  # as if they had opened it
    school.town.faults.clear()
    await group.wait(lambda m: m.text == "Added to letter 1\n\nReally?")
    await wrote(school, class_.parents[1], "Question", "Second?")
    await the_letter(group, "Second?")
    await school.settle()
    ours = [m for m in group.messages if m.sender.is_bot and m.text and "/" not in m.text]
    told = [m.thread_id for m in ours if "letter" in m.text.lower()][1:]
    assert told == [topic.id, None, None]
