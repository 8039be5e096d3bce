"""Scenes after a meeting: who came, the minutes, and what those who came thought of it."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.demo.stage import Stage, check
from bot.sandbox import Message, User
from storage.feedback import ENOUGH


async def at_the_door(stage: Stage) -> None:
    """Two send the code that stands at the door; the teacher ticks off the others."""
    await stage.begin(timedelta(hours=23, minutes=40))
    teacher, (anna, ben, *_) = stage.teachers[0], stage.parents
    board = await stage.finds(teacher, re.compile(r"\d{4}"))
    code = next(label for label in board.labels if re.fullmatch(r"\d{4}", label))
    for parent, typed, number in ((anna, f"/here {code}", 0), (ben, code, 1)):
        welcome = await stage.say(parent, typed)
        children = stage.script.parents[number][2] or ""
        name = re.split("[,，]", children)[0]
        check(name in welcome.text, f"{parent.name} was told {welcome.text!r} at the door")
    title = stage.meeting_title
    await stage.press(teacher, stage.label("meeting-else"), about=title)
    await stage.press(teacher, stage.label("more-came"), about=title)
    said_yes = stage.label("attendance-all", count=0).partition("0")[0]
    await stage.press(teacher, said_yes)
    asha = stage.script.parents[2][2] or ""
    await stage.press(teacher, asha)
    await stage.sees(teacher.private, title, labelled=f"✓ {asha}")


async def write_minutes(stage: Stage) -> None:
    """The organiser writes what was talked about; everybody who was asked gets it."""
    await stage.begin(timedelta(hours=13, minutes=18))
    teacher, minutes = stage.teachers[0], stage.script.minutes
    await stage.press(teacher, stage.label("more-minutes"), about=stage.meeting_title)
    await stage.say(teacher, minutes)
    for key in ("form-skip", "form-send"):
        await stage.press(teacher, stage.label(key))
    for chat in (stage.groups[0], stage.parents[0].private, stage.parents[5].private):
        await stage.sees(chat, minutes)


async def give_feedback(stage: Stage) -> None:
    """Those who came tap three times; the organiser sees figures, and no names."""
    await stage.begin(timedelta(minutes=10))
    teacher, title = stage.teachers[0], stage.meeting_title
    await stage.press(teacher, stage.label("more-feedback"), about=title)
    first, *others = [each for each in stage.parents if _card(stage, each)]
    check(len(others) + 1 >= ENOUGH, f"only {len(others) + 1} were asked for feedback")
    await _taps(stage, first, 5, "exchange", "shorter")
    stage.transcript.note(stage.script.notes[4])
    for number, parent in enumerate(others):
        change = "shorter" if number % 2 else "nothing"
        await _taps(stage, parent, 5 - number % 2, "exchange", change)
    stage.transcript.skip()
    await stage.press(teacher, stage.label("feedback-close"))
    result = await stage.sees(teacher.private, title, stage.label("feedback-ranking-good"))
    check(not any(each.name in result.text for each in stage.parents), "feedback names somebody")


def _card(stage: Stage, parent: User) -> Message | None:
    """The card that asks somebody what they think."""
    word = stage.label("feedback-words")
    return next((each for each in parent.private.messages if word in each.labels), None)


async def _taps(stage: Stage, parent: User, points: int, good: str, change: str) -> None:
    card = _card(stage, parent)
    assert card is not None  # noqa: S101 (those who have none were left out)
    plus, arrow = stage.label(f"feedback-good-{good}"), stage.label(f"feedback-change-{change}")
    for label in (str(points), stage.label("feedback-plus", what=plus)):
        await stage.tap(parent, card, label)
    await stage.tap(parent, card, stage.label("feedback-arrow", what=arrow))
    await stage.settle()
    counted = stage.label("feedback-thanks") in card.text
    check(counted, f"the three taps of {parent.name} did not count")
