"""Scenes of a consent slip: asked for by a form, signed in private, read by the teacher."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.stage import Stage, check
from bot.sandbox import Message


async def ask_consent(stage: Stage) -> Message:
    """The teacher fills in the form by typing and tapping; the card stands in the group."""
    await stage.begin(timedelta(hours=17, minutes=28))
    teacher, script = stage.teachers[0], stage.script
    await stage.say(teacher, "/announce")
    await stage.say(teacher, script.outing)
    for key in ("form-skip", "notice-confirm-signed", "notice-weight-usual", "notice-form-now"):
        await stage.press(teacher, stage.label(key))
    shown = await stage.sees(teacher.private, script.outing, labelled=stage.label("form-send"))
    await stage.press(teacher, stage.label("form-send"))
    check(stage.label("form-send") not in shown.labels, "the notice was not sent")
    return await stage.sees(stage.groups[0], script.outing, labelled=stage.label("slip-sign"))


async def sign(stage: Stage, notice: Message) -> None:
    """One family says yes, one says no and why; the teacher sees who is missing."""
    await stage.begin(timedelta(minutes=40))
    anna, _, chitra, *_ = stage.parents
    script = stage.script
    await stage.press(anna, stage.label("slip-sign"), on=notice)
    for key in ("slip-said-yes", "form-skip", "form-send"):
        await stage.press(anna, stage.label(key))
    await stage.press(chitra, stage.label("slip-sign"), on=notice)
    await stage.press(chitra, stage.label("slip-said-no"))
    await stage.say(chitra, script.comment)
    await stage.press(chitra, stage.label("form-send"))
    _, _, asha = (children for _, _, children in script.parents[:3])
    clara, missing = script.parents[0][2] or "", script.parents[5][2] or ""
    own = await stage.sees(stage.teachers[0].private, script.comment, clara, missing)
    said = "\n".join(message.text for message in stage.groups[0].messages if message is not own)
    for secret in (script.comment, clara, asha or "", missing):
        check(secret not in said, f"the group reads {secret!r}")
