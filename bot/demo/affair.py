"""Scenes of the register: the principal publishes a decision, and a parent reads it."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.cast import CLASSES
from bot.demo.stage import Stage, check
from bot.sandbox import Message


async def publish_decision(stage: Stage) -> Message:
    """Step by step in private; the group gets a short card with a way to all of it."""
    await stage.begin(timedelta(minutes=5))
    principal, script = stage.principal, stage.script
    await stage.say(principal, f"/publish {script.affair_title}")
    await stage.press(principal, stage.label("affair-category-decision"))
    await stage.say(principal, script.affair_text)
    await stage.press(principal, stage.label("form-skip"))
    await stage.press(principal, CLASSES[0], about=stage.label("affair-form-groups"))
    await stage.press(principal, stage.label("form-done"))
    await stage.press(principal, stage.label("form-no"))
    asked = principal.private.last
    anyway = stage.label("notice-full-anyway")
    if asked is not None and anyway in asked.labels:
        await stage.press(principal, anyway, on=asked)
    await stage.press(principal, stage.label("form-send"))
    read = stage.label("affair-read")
    return await stage.sees(stage.groups[0], script.affair_title, labelled=read)


async def read_register(stage: Stage, card: Message) -> None:
    """Read leads to the private chat; what the committee voted stands in the register as well."""
    await stage.begin(timedelta(minutes=5))
    parent, script = stage.parents[2], stage.script
    parent.follow(card.buttons[0][0].url or "")
    await parent.private.wait(lambda m: script.affair_text in m.text)
    await stage.settle()
    stage.transcript.flush()
    found = await stage.say(parent, "/affairs")
    check(script.affair_title in found.text, f"the register says {found.text!r}")
    check(script.vote in found.text, f"what was voted is not in the register: {found.text!r}")
    await stage.press(parent, stage.label("affairs-search"), on=found)
    found = await stage.say(parent, script.affair_word)
    check(script.affair_title in found.text, f"{script.affair_word!r} was not found")
