"""One person in several classes: a parent in two, a teacher in a third, and one tap for all."""

from __future__ import annotations

from bot.sandbox import Group, User
from tests.conftest import TestSchool
from tests.meetings import called
from tests.noticeboard import announced, pressed, says, texts_of


async def joins(school: TestSchool, parent: User, group: Group) -> None:
    """A parent of another class registers here as well, under the welcome card."""
    group.join(parent)
    welcome = await group.wait(lambda m: "I am a parent here" in m.labels)
    await pressed(school, parent, welcome, "I am a parent here")


async def test_one_tap_counts_for_all_ones_children_in_every_group(school: TestSchool) -> None:
    """Clara is in 3A and Tim in 3B; the notice goes to both, and both cards show both children."""
    third = await school.class_group("3A", parents=1)
    also = await school.class_group("3B", parents=1)
    (anna,) = third.parents
    await joins(school, anna, also.group)
    for name, child in (("3A", "Clara"), ("3B", "Tim")):
        await says(school, anna, "/child")
        asked = anna.private.last
        assert asked is not None
        await pressed(school, anna, asked, name)
        await says(school, anna, child)
    await says(school, school.head, "/announce")
    asked = school.head.private.last
    assert asked is not None
    await pressed(school, school.head, asked, "All")
    await pressed(school, school.head, asked, "Done")
    await says(school, school.head, "Trip on Friday")
    for label in ("Skip", "“Got it”", "As usual", "Now", "Send"):
        asked = school.head.private.last
        assert asked is not None
        await pressed(school, school.head, asked, label)
    cards = [await each.group.wait(lambda m: "Got it" in m.labels) for each in (third, also)]
    toast = await pressed(school, anna, cards[0], "Got it")
    assert toast == "Noted for Clara and Tim. Thank you!"
    assert ["1 family has confirmed" in card.text for card in cards] == [True, True]
    assert await pressed(school, anna, cards[1], "Got it") == toast
    assert ["1 family has confirmed" in card.text for card in cards] == [True, True]


async def test_a_parent_in_two_classes_teaches_a_third(school: TestSchool) -> None:
    """In each class they are what they are there, and nothing of it spills over."""
    third = await school.class_group("3A", parents=1)
    fourth = await school.class_group("4A", parents=0)
    fifth = await school.class_group("5A", parents=1)
    (robin,) = third.parents
    await joins(school, robin, fourth.group)
    fifth.group.join(robin)
    robin.start()
    await school.settle()
    await school.appoint(robin, "teacher 5A")
    robin.say(fifth.group, "/announce Swimming")
    theirs = await fifth.group.wait(lambda m: "Swimming" in m.text)
    assert "not counted" in await pressed(school, robin, theirs, "Got it")
    for class_ in (third, fourth):
        robin.say(class_.group, "/announce Swimming")
        await school.settle()
        assert "Swimming" not in texts_of(class_.group)
        assert "Noted" in await pressed(school, robin, await announced(class_), "Got it")
    meeting = await called(fourth)
    assert await pressed(school, robin, meeting, "Coming") == "Noted: coming."
    assert meeting.labels[0] == "Coming · 1"
