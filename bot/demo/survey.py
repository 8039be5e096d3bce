"""Scenes of a survey: made from a template, answered by twelve parents, shown as a picture."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

from bot.demo.stage import Stage, check
from bot.sandbox import Message, User

CLOSES = "2026-12-04 18:00"
TEMPLATE = "survey-template-canteen"
# How often, how the food is and how calm, by each of the twelve.
ANSWERS = (
    ("daily", 5, 3), ("daily", 4, 2), ("some", 4, 3), ("daily", 5, 4),
    ("some", 3, 2), ("daily", 4, 1), ("some", 2, 2), ("daily", 5, 3),
    ("never", 1, 1), ("daily", 4, 2), ("some", 4, 4), ("daily", 5, 2),
)  # fmt: skip
# What they want more of, by how they like the food.
MORE = {
    5: ("greens",),
    4: ("greens", "warm"),
    3: ("meatless", "greens"),
    2: ("sugar",),
    1: ("warm", "sugar"),
}


async def ask_about_canteen(stage: Stage) -> Message:
    """The teacher begins with a template, and says until when; its card stands in the group."""
    await stage.begin(timedelta(minutes=25))
    teacher = stage.teachers[0]
    await stage.say(teacher, "/survey")
    for key in (TEMPLATE, "survey-whom-classes", "survey-form-now"):
        await stage.press(teacher, stage.label(key))
    await stage.say(teacher, CLOSES)
    await stage.press(teacher, stage.label("form-send"))
    return await stage.sees(stage.groups[0], stage.label(TEMPLATE), labelled=_answer(stage))


def _answer(stage: Stage) -> str:
    """What stands on the card's button, up to how long it takes."""
    return stage.label("survey-answer", minutes=0).partition("0")[0]


async def twelve_answer(stage: Stage, card: Message) -> None:
    """Five whom the bot knows, and seven whose first tap this is; one is shown from near."""
    await stage.begin(timedelta(minutes=15))
    known = [stage.parents[place] for place in (0, 1, 2, 5, 6)]
    new = [stage.user(*name) for name in stage.script.newcomers]
    for each in new:
        stage.groups[0].join(each)
    first, *others = [*known, *new]
    check(len(others) == 11, f"{len(others) + 1} parents answer, not twelve")
    await _answers(stage, first, card, *ANSWERS[0], words=stage.script.wish)
    stage.transcript.note(stage.script.notes[5])
    for parent, said in zip(others, ANSWERS[1:], strict=True):
        await _answers(stage, parent, card, *said)
        stage.transcript.skip()


async def _answers(
    stage: Stage, parent: User, card: Message, often: str, taste: int, calm: int, words: str = ""
) -> None:
    """One parent, question by question in private."""
    answer = await parent.tap(card, card.labels[0]).answer()
    if answer.url:
        parent.follow(answer)
    await stage.settle()
    await _taps(stage, parent, "often", stage.label(f"{TEMPLATE}-often-{often}"))
    await _taps(stage, parent, "taste", str(taste))
    await _taps(stage, parent, "calm", str(calm))
    for more in MORE[taste]:
        await _taps(stage, parent, "more", stage.label(f"{TEMPLATE}-more-{more}"))
    await _taps(stage, parent, "more", stage.label("survey-done"))
    if often == "never":
        await _taps(stage, parent, "why", stage.label("survey-skip"))
    if words:
        await stage.sees(parent.private, stage.label(f"{TEMPLATE}-else"))
        await stage.say(parent, words)
    else:
        await _taps(stage, parent, "else", stage.label("survey-skip"))
    await _taps(stage, parent, "", stage.label("survey-send"))


async def _taps(stage: Stage, parent: User, question: str, label: str) -> None:
    """A tap, once that question is the one that is asked."""
    asks = stage.label(f"{TEMPLATE}-{question}") if question else ""
    await stage.sees(parent.private, asks, labelled=label)
    await stage.press(parent, label, about=asks)


async def show_results(stage: Stage) -> None:
    """It closes by itself; the teacher has the numbers and the picture, and shows the group."""
    await stage.begin(timedelta(hours=9))
    teacher, group, script = stage.teachers[0], stage.groups[0], stage.script
    result = await stage.sees(teacher.private, script.wish)
    check(not any(each.name in result.text for each in stage.parents), "a result names somebody")
    title = stage.label(TEMPLATE)
    drawn = await teacher.private.wait(lambda m: m.media_kind == "photo")
    check(title in drawn.text, f"the picture is called {drawn.text!r}")
    file = Path(tempfile.gettempdir()) / f"homeroom-survey-{script.language}.png"
    file.write_bytes(drawn.media or b"")
    await stage.settle()
    stage.transcript.note(f"{script.saved} {file}")
    await stage.press(teacher, stage.label("survey-result-publish"))
    shown = await group.wait(lambda m: m.media_kind == "photo")
    check(script.wish not in shown.text, "the group reads what a parent wrote")
    await stage.settle()
