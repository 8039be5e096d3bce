"""Families: children by name, and who answers for them."""

from __future__ import annotations

from bot.sandbox import Message
from tests.conftest import ClassGroup, TestSchool


def pairs(message: Message) -> list[str]:
    """The data of a message's buttons."""
    return [b.data for row in message.buttons for b in row if b.data]


async def second_guardian(class_: ClassGroup) -> Message:
    """The first parent names Clara; the second asks to join; what the first is asked."""
    first, second = class_.parents[:2]
    await class_.names(first, "Clara")
    second.start("hello")
    await second.private.wait(lambda m: "called" in m.text)
    second.say(second.private, "clara")
    await second.private.wait(lambda m: "I have asked those who answer for Clara" in m.text)
    return await first.private.wait(lambda m: "would like to answer for Clara" in m.text)


async def test_a_second_guardian_joins_when_the_first_agrees(school: TestSchool) -> None:
    class_ = await school.class_group(parents=2)
    first, second = class_.parents
    asked = await second_guardian(class_)
    answer = await first.tap(asked, "Yes").answer()
    assert "Noted" in answer.text
    await second.private.wait(lambda m: "you answer for Clara as well" in m.text)
    await class_.group.wait(lambda m: "1 family has registered" in m.text)


async def test_the_head_teacher_may_agree_too(school: TestSchool) -> None:
    class_ = await school.class_group(parents=2)
    second = class_.parents[1]
    await second_guardian(class_)
    asked = await class_.teacher.private.wait(lambda m: "would like to answer for Clara" in m.text)
    await class_.teacher.tap(asked, "Yes").answer()
    await second.private.wait(lambda m: "you answer for Clara as well" in m.text)


async def test_the_first_may_say_no(school: TestSchool) -> None:
    class_ = await school.class_group(parents=2)
    first, second = class_.parents
    asked = await second_guardian(class_)
    await first.tap(asked, "No").answer()
    await second.private.wait(lambda m: "was not agreed to" in m.text)
    again = await class_.teacher.private.wait(lambda m: "would like to answer for Clara" in m.text)
    answer = await class_.teacher.tap(again, "Yes").answer()
    assert answer.show_alert
    assert "answered this already" in answer.text


async def test_nobody_agrees_for_themselves(school: TestSchool) -> None:
    class_ = await school.class_group(parents=2)
    asked = await second_guardian(class_)
    second = class_.parents[1]
    own = second.private.last
    assert own is not None
    answer = await second.tap(own, data=pairs(asked)[0]).answer()
    assert answer.show_alert
    assert answer.text == "This is not for you to decide."


async def test_several_names_at_once(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    (parent,) = class_.parents
    await class_.names(parent, "Clara", "Tim", "Åse-Marie O'Neil")
    await class_.group.wait(lambda m: "3 families have registered" in m.text)


async def test_a_parent_in_two_classes_is_asked_which(school: TestSchool) -> None:
    third = await school.class_group("3B", parents=1)
    fourth = await school.class_group("4A", parents=0)
    (parent,) = third.parents
    fourth.group.join(parent)
    welcome = fourth.group.last
    assert welcome is not None
    await parent.tap(welcome, "I am a parent here").answer()
    parent.start("hello")
    asked = await parent.private.wait(lambda m: m.labels == ["3B", "4A"])
    parent.tap(asked, "4A")
    await parent.private.wait(lambda m: "Your child in 4A" in m.text or "in 4A called" in m.text)
    parent.say(parent.private, "Tim")
    await parent.private.wait(lambda m: "Tim is on the list of 4A" in m.text)


async def test_a_name_without_letters_is_asked_again(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    (parent,) = class_.parents
    parent.start("hello")
    await parent.private.wait(lambda m: "called" in m.text)
    parent.say(parent.private, "🙂")
    await parent.private.wait(lambda m: "A name has 1 to 60 letters" in m.text)
    parent.say(parent.private, "Clara")
    await parent.private.wait(lambda m: "Clara is on the list" in m.text)


async def test_a_direction_mark_in_a_name_turns_nothing_round(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    (parent,) = class_.parents
    parent.start("hello")
    await parent.private.wait(lambda m: "called" in m.text)
    parent.say(parent.private, "Ann\u202ea <b>bold</b> ليلى")
    sent = await parent.private.wait(lambda m: "on the list" in m.text)
    assert "\u202e" not in sent.text
    assert "<b>bold</b>" in sent.text


async def test_child_asks_when_the_name_is_missing(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    (parent,) = class_.parents
    parent.say(parent.private, "/child")
    await parent.private.wait(lambda m: "called" in m.text)
    parent.say(parent.private, "/child Mia")
    await parent.private.wait(lambda m: "Mia is on the list of 3B" in m.text)


async def test_a_stranger_has_no_child_here(school: TestSchool) -> None:
    stranger = school.town.user("Stranger", language="en")
    stranger.say(stranger.private, "/child Mia")
    await stranger.private.wait(lambda m: "First tap “I am a parent here”" in m.text)
