"""Ephemeral messages: in the group, to one person only, and never the only copy of what counts."""

from __future__ import annotations

import pytest

from bot.sandbox import Message, User
from tests.conftest import ClassGroup, TestSchool
from tests.looking import told
from tests.meetings import called
from tests.noticeboard import says, texts_of

RIGHT = {"en": "Only those responsible may use /announce", "zh-hans": "只有负责人可以在这里使用"}


async def with_admin(school: TestSchool, parents: int = 2) -> ClassGroup:
    """3B, in whose group the bot is an administrator."""
    class_ = await school.class_group("3B", parents=parents, admin=True)
    await school.settle()
    return class_


async def typed(class_: ClassGroup, user: User, text: str, words: str) -> Message:
    """Somebody types a command in the group; what only they are shown there."""
    user.say(class_.group, text)
    return await class_.group.wait_whisper(user, lambda m: words in m.text)


@pytest.mark.parametrize("language", RIGHT)
async def test_a_refused_command_is_answered_where_only_its_sender_sees_it(
    school: TestSchool, language: str
) -> None:
    """Who can be written to has it in private, too; who cannot is spared the knock."""
    class_ = await with_admin(school)
    stranger = school.town.user("Uma", language=language)
    class_.group.join(stranger)
    before = texts_of(class_.group)
    seen = await typed(class_, stranger, "/announce Cake for all", RIGHT[language])
    assert len(seen.labels) == 1  # the way to the private chat
    assert class_.group.whispers(class_.parents[0]) == []
    await school.restart()
    stranger.start()
    await school.settle()
    await typed(class_, stranger, "/announce More cake", RIGHT[language])
    await school.settle()
    assert RIGHT[language] in "".join(m.text for m in told(stranger, RIGHT[language]))
    assert "More cake" in told(stranger, "More cake")[-1].text  # what was typed is given back
    assert texts_of(class_.group) == before


async def test_who_is_missing_is_shown_to_the_teacher_alone(school: TestSchool) -> None:
    class_ = await with_admin(school)
    tina = class_.teacher
    shown = await says(school, tina, "/class_list\nAsha\nEli")
    await tina.tap(shown, "This is right").answer()
    seen = await typed(class_, tina, "/class", "Not registered (2): Asha and Eli")
    assert seen.labels == []
    await school.settle()
    assert "Remind in the group" in told(tina, "Asha and Eli")[-1].labels
    assert "Asha" not in texts_of(class_.group)


async def test_a_first_tap_that_opens_the_private_chat_is_confirmed_in_the_group(
    school: TestSchool,
) -> None:
    """Within fifteen seconds of a press a bot that is no administrator may do that, too."""
    class_ = await school.class_group("3B", parents=0)
    card = await called(class_)
    ben = school.town.user("Ben", language="en")
    class_.group.join(ben)
    led = await ben.tap(card, "Coming").answer()
    assert led.url is not None
    await class_.group.wait_whisper(ben, lambda m: m.text == "Noted: coming.")


@pytest.mark.parametrize("why", ["older", "member", "slow"])
async def test_where_there_are_none_the_answer_comes_another_way_at_once(
    school: TestSchool, why: str
) -> None:
    """An older Bot API, no administrator, flood control: nobody else is shown what was said."""
    class_ = await school.class_group("3B", parents=1, admin=why != "member")
    (parent,) = class_.parents
    school.town.ephemeral = why != "older"
    if why == "slow":
        school.town.faults.add("sendMessage", "429", chat=class_.group, times=1, retry_after=1)
    parent.say(class_.group, "/announce Cake for all")
    await class_.group.wait(lambda m: "I answer in private" in m.text)
    await school.settle()
    assert "Only those responsible" not in texts_of(class_.group)
    assert class_.group.whispers(parent) == []
    parent.start()
    await school.settle()
    parent.say(class_.group, "/announce Cake for all")
    await school.settle()
    assert told(parent, "Only those responsible")


async def test_a_command_that_only_the_bot_saw(school: TestSchool) -> None:
    """It has no number in the group: nothing is deleted, nothing is answered to it in public."""
    class_ = await with_admin(school)
    parent = class_.parents[0]
    before, gone = texts_of(class_.group), len(school.town.calls("deleteMessage"))
    parent.say(class_.group, "/announce Cake", ephemeral=True)
    seen = await class_.group.wait_whisper(parent, lambda m: "Only those" in m.text)
    await school.settle()
    assert len(school.town.calls("deleteMessage")) == gone
    assert texts_of(class_.group) == before
    assert [b.url is not None for row in seen.buttons for b in row] == [True]
