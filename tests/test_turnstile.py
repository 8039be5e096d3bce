"""Who floods the bot is held back; the others are not, and nothing is left unanswered."""

from __future__ import annotations

from datetime import timedelta

from bot.intake import Patience
from bot.turnstile import BURST
from tests.conftest import TestSchool

MANY = BURST + 25


async def test_a_flood_of_taps_is_answered_and_little_of_it_handled(school: TestSchool) -> None:
    """Each tap stops its spinner; the surplus says so, in the person's language."""
    school.patience = Patience()
    await school.restart()
    b = await school.class_group(parents=1)
    b.teacher.say(b.group, "/announce Bring boots")
    card = await b.group.wait(lambda m: "Got it" in m.labels)
    (calm,) = b.parents
    wild = school.town.user("吴", language="zh-CN")
    b.group.join(wild)
    # To join is an update of theirs as well; a minute later it is forgotten.
    await school.advance(timedelta(minutes=1))
    taps = [wild.tap(card, "Got it") for _ in range(MANY)]
    other = calm.tap(card, "Got it")
    said = [(await tap.answer()).text for tap in taps]
    assert "Noted" in (await other.answer()).text
    assert 15 <= sum("操作太快" in each for each in said) <= 25
    await school.settle()
    assert "2 families" in card.text


async def test_a_flood_of_commands_is_told_once(school: TestSchool) -> None:
    """And after a moment of quiet, all is as before; who writes slowly never meets it."""
    school.patience = Patience()
    await school.restart()
    user = school.town.user("Flo", language="en")
    user.start("hello")
    await school.settle()
    await school.advance(timedelta(minutes=1))
    before = len(user.private.messages)
    for _ in range(MANY):
        user.say(user.private, "/my")
    await school.settle()
    answers = [m.text for m in user.private.messages[before:] if m.sender is school.town.bot]
    assert sum("too fast" in each for each in answers) == 1
    assert BURST - 1 <= len(answers) <= BURST + 12
    await school.advance(timedelta(minutes=1))
    before = len(user.private.messages)
    user.say(user.private, "/my")
    await school.settle()
    assert "too fast" not in user.private.messages[-1].text
    assert len(user.private.messages) == before + 2
