"""Families: children by name, and who answers for them."""

from __future__ import annotations

import pytest

from bot.sandbox import Message
from tests.conftest import ClassGroup, TestSchool
from tests.looking import last, told
from tests.meetings import in_chinese
from tests.noticeboard import pressed, says


def pairs(message: Message) -> list[str]:
    """The data of a message's buttons."""
    return [b.data for row in message.buttons for b in row if b.data]


async def second_guardian(class_: ClassGroup, language: str = "en") -> Message:
    """The first parent names Clara; the second asks to join; what the first is asked."""
    first, second = class_.parents[:2]
    called, waits, wants = {
        "en": (
            "called",
            "I have asked those who answer for Clara",
            "would like to answer for Clara",
        ),
        "zh": ("叫什么名字", "我已询问孩子的监护人和班主任", "也想代表 Clara"),
    }[language]
    for user in (first, second):
        user.start("hello")
        await user.private.wait(lambda m: called in m.text)
        await says(class_.school, user, "Clara" if user is first else "clara")
    await second.private.wait(lambda m: waits in m.text)
    return await first.private.wait(lambda m: wants in m.text)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_second_guardian_joins_when_the_first_agrees(
    school: TestSchool, language: str
) -> None:
    """At a restart's distance; with their child they are one family."""
    yes, noted, you_too = {
        "en": ("Yes", "Noted", "you answer for Clara as well"),
        "zh": ("对", "已记下", "您也可以代表 Clara 答复"),
    }[language]
    class_ = await school.class_group(parents=2)
    first, second = class_.parents
    if language == "zh":
        await in_chinese(school, first, second)
    asked = await second_guardian(class_, language)
    await school.restart()
    assert noted in await pressed(school, first, asked, yes)
    await school.restart()
    assert you_too in last(second).text
    await class_.group.wait(lambda m: "1 family has registered" in m.text)


async def test_the_head_teacher_may_agree_too(school: TestSchool) -> None:
    class_ = await school.class_group(parents=2)
    second = class_.parents[1]
    await second_guardian(class_)
    asked = await class_.teacher.private.wait(lambda m: "would like to answer for Clara" in m.text)
    await class_.teacher.tap(asked, "Yes").answer()
    await second.private.wait(lambda m: "you answer for Clara as well" in m.text)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_refused_request_goes_to_the_head_teacher(
    school: TestSchool, language: str
) -> None:
    """Who has the last word, at a restart's distance; the first cannot say it twice."""
    no, yes, you_too = {
        "en": ("No", "Yes", "you answer for Clara as well"),
        "zh": ("不对", "对", "您也可以代表 Clara 答复"),
    }[language]
    class_ = await school.class_group(parents=2)
    (first, second), tina = class_.parents, class_.teacher
    if language == "zh":
        await in_chinese(school, first, second, tina)
    asked = await second_guardian(class_, language)
    await school.restart()
    await pressed(school, first, asked, no)
    assert "head teacher, who has the last" in told(second, "Clara")[-1].text or language == "zh"
    assert "班主任最后决定" in told(second, "Clara")[-1].text or language == "en"
    assert "answered this already" in await pressed(school, first, asked, yes) or language == "zh"
    word = last(tina)
    assert "Clara" in word.text
    await school.restart()
    await pressed(school, tina, word, yes)
    assert you_too in last(second).text
    await pressed(school, tina, word, no)  # nothing waits any more
    assert you_too in last(second).text


async def test_the_head_teacher_s_no_is_the_last_word(school: TestSchool) -> None:
    class_ = await school.class_group(parents=2)
    (first, second), tina = class_.parents, class_.teacher
    asked = await second_guardian(class_)
    await pressed(school, first, asked, "No")
    listed = await says(school, tina, "/my")
    assert "the family said no" in listed.text
    await school.restart()
    await pressed(school, tina, listed, "No")
    assert "was not agreed to. Please speak to the head teacher" in last(second).text
    assert "✓ Noted" in listed.text
    assert "answered this already" in await pressed(school, tina, listed, "Yes")


async def test_where_nobody_is_above_them_the_family_s_no_is_the_last(school: TestSchool) -> None:
    """No head teacher, and of the school nobody who can be written to."""
    class_ = await school.class_group(parents=2, teacher=False)
    first, second = class_.parents
    asked = await second_guardian(class_)
    school.head.block_bot()
    await school.settle()
    await pressed(school, first, asked, "No")
    assert "was not agreed to. Please speak to" in last(second).text


async def test_nobody_agrees_for_themselves(school: TestSchool) -> None:
    class_ = await school.class_group(parents=2)
    asked = await second_guardian(class_)
    second = class_.parents[1]
    own = last(second)
    assert own is not None
    answer = await second.tap(own, data=pairs(asked)[0]).answer()
    assert answer.show_alert
    assert answer.text == "This is not for you to decide."


async def test_several_names_at_once(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    (parent,) = class_.parents
    await class_.names(parent, "Clara", "Tim", "Åse-Marie O'Neil")
    await class_.group.wait(lambda m: "1 family has registered" in m.text)


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
    for typed in ("🙂", "1924"):
        said = parent.say(parent.private, typed)
        again = await parent.private.wait(lambda m, said=said: m.id > said.id)
        assert "A name has 1 to 60 letters" in again.text
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
