"""Scenes of an activity with few places: who waits moves up when another cannot come."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.stage import Stage, check
from bot.sandbox import Message

PLACES = 3


async def call_activity(stage: Stage) -> Message:
    """In one line, the time as people type it; then the places are counted."""
    await stage.begin(timedelta(hours=4))
    teacher, script = stage.teachers[0], stage.script
    asked = await stage.say(teacher, f"/meeting {script.activity}")
    await stage.press(teacher, asked.labels[0], on=asked)
    title = script.activity_title
    card = await stage.sees(stage.groups[0], title, labelled=stage.label("meeting-yes"))
    await stage.press(teacher, stage.label("meeting-else"), about=title)
    await stage.press(teacher, stage.label("more-places"), about=title)
    await stage.say(teacher, str(PLACES))
    taken = stage.label("places-taken", taken=0, capacity=PLACES)
    await stage.sees(stage.groups[0], title, taken)
    return card


async def fill_up(stage: Stage, card: Message) -> None:
    """Three take the places, the fourth waits; one gives up, the fourth moves up and is told."""
    await stage.begin(timedelta(hours=1))
    anna, _, chitra, dana, _, hanna, _ = stage.parents
    coming = stage.label("meeting-yes")
    for parent in (anna, hanna, dana):
        await stage.tap(parent, card, coming)
    await stage.settle()
    stage.transcript.flush()
    waits = await stage.tap(chitra, card, coming)
    await stage.settle()
    check("1" in waits, f"the house is full, and {chitra.name} was told {waits!r}")
    await stage.press(hanna, stage.label("calendar-add"), on=card)
    files = [each for each in hanna.private.messages if each.media_kind == "document"]
    check(files, f"{hanna.name} got no file for the calendar")
    stage.transcript.flush()
    await stage.press(anna, stage.label("meeting-no"), on=card)
    await stage.sees(chitra.private, stage.label("places-moved-up"), stage.script.activity_title)
    await stage.sees(stage.groups[0], stage.label("places-taken", taken=PLACES, capacity=PLACES))
