"""A button's own words, written in answer to its message, are a tap on it."""

from __future__ import annotations

import pytest

from bot.sandbox import Message, User
from tests.conftest import ClassGroup, TestSchool
from tests.looking import last, told
from tests.meetings import in_chinese
from tests.noticeboard import announced, answers, filled, own_card, says, slip, texts_of

# What is said to a tap, and how a slip is filled in.
SAID = {
    "en": ("Noted", "Revoked", "is Lily on the list", ("Yes", "Skip", "Send"), "No", "counts for"),
    "zh": ("已记下", "已作废", "李伟", ("同意", "跳过", "发送"), "不同意", "Clara"),
}


def label(message: Message, prefix: str) -> str:
    """What stands on the first button of a kind."""
    every = [each for row in message.buttons for each in row]
    return next(each.label for each in every if (each.data or "").startswith(f"{prefix}:"))


async def with_guardians(class_: ClassGroup, language: str) -> tuple[User, User]:
    """Two parents who both answer for Clara; the first says yes by writing it."""
    school, (first, second, _) = class_.school, class_.parents
    await class_.names(first, "Clara")
    if language == "zh":
        await in_chinese(school, first, second)
    second.start("hello")
    await school.settle()
    await says(school, second, "Clara")
    asked = last(first)
    await school.restart()
    said = await answers(school, first, asked, f"{label(asked, 'gy')}!")
    assert said.text.startswith(SAID[language][0])
    assert len(told(second, "Clara")) == 2
    return first, second


@pytest.mark.parametrize("language", SAID)
async def test_slips_are_signed_settled_and_exported_by_writing(
    school: TestSchool, language: str
) -> None:
    """From the group's card to the teacher's table, with restarts; the group sees none of it."""
    class_ = await school.class_group("3B", parents=3, admin=True)
    tina, third = class_.teacher, class_.parents[2]
    *_, yes, no, counts = SAID[language]
    card = await slip(class_)
    first, second = await with_guardians(class_, language)
    if language == "zh":
        await in_chinese(school, tina)
    own = next(m for m in reversed(tina.private.messages) if len(m.buttons) > 3)
    for user, said in ((first, yes), (second, (no, *yes[1:]))):
        await answers(school, user, card, "Sign")
        await school.restart()
        await filled(school, user, *said)
    asked = last(tina)
    assert counts in (await answers(school, tina, asked, label(asked, "nse").upper())).text
    await answers(school, tina, own, label(own, "nsx"))
    assert last(tina).media_kind == "document"
    before = len(class_.group.messages)
    third.say(class_.group, "sign", reply_to=card)
    await school.settle()
    # Who never pressed Start is shown the way, to this very slip.
    way = class_.group.messages[-1]
    assert len(class_.group.messages) == before + 2
    assert f"slip_{(card.buttons[0][0].data or '').split(':')[1]}" in (way.buttons[0][0].url or "")
    assert "Clara" not in texts_of(class_.group)


@pytest.mark.parametrize("language", SAID)
async def test_links_and_names_are_seen_to_by_writing(school: TestSchool, language: str) -> None:
    """An invitation is revoked, and a child matched with the one on the list."""
    class_ = await school.class_group("3B", parents=1)
    tina, (ana,) = class_.teacher, class_.parents
    await class_.names(ana, "Lily")
    if language == "zh":
        await in_chinese(school, tina)
    _, revoked, matched, *_ = SAID[language]
    sent = await says(school, tina, "/invite teacher 3B")
    await school.restart()
    assert revoked in (await answers(school, tina, sent, label(sent, "ivx"))).text
    shown = await says(school, tina, "/class_list\n李伟")
    await answers(school, tina, shown, label(shown, "cla"))
    report = await says(school, tina, "/class")
    listed = await answers(school, tina, report, label(report, "cmw"))
    await school.restart()
    asked = await answers(school, tina, listed, "lily")
    assert matched in (await answers(school, tina, asked, "李伟")).text or language == "en"
    assert told(ana, "李伟")


async def test_what_is_no_tap(school: TestSchool) -> None:
    """Other words, a command, what stands on no button, and what somebody else may not do."""
    class_ = await school.class_group("3B", parents=1)
    tina, (ana,) = class_.teacher, class_.parents
    ana.start()
    card = await announced(class_)
    own = await own_card(class_)
    for text in ("Withdrawn", "Please withdraw", "🙂", "/withdraw"):
        await answers(school, tina, own, text)
        assert not told(tina, "Withdraw the announcement")
    await says(school, tina, "Withdraw")  # in answer to nothing
    assert "I did not ask" in last(tina).text
    await answers(school, tina, card, "got it")  # the teacher's own words in the group
    assert "confirmed" not in card.text
    asked = await answers(school, tina, own, "WITHDRAW")
    assert "Yes, withdraw it" in asked.labels
    tina.say(class_.group, "/people")
    await school.settle()
    await answers(school, tina, asked, "yes withdraw it")
    assert "withdrawn" in card.text.casefold()
