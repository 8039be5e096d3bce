"""Scenes of a letter: a parent writes to the principal, hidden, and is answered all the same."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.stage import Stage, check
from bot.sandbox import Group, Message, User


async def open_mailbox(stage: Stage) -> Group:
    """The principal names the private group in which letters are read."""
    await stage.begin(timedelta(minutes=15))
    office = stage.town.group(stage.script.office, creator=stage.principal)
    office.add_bot(by=stage.principal)
    stage.principal.say(office, "/admin_chat")
    yes = stage.label("mailbox-here-yes")
    await stage.press(stage.principal, yes, on=await stage.sees(office, labelled=yes))
    return office


async def write_hidden(stage: Stage, office: Group) -> Message:
    """A parent writes; what reaches the office does not say who it was."""
    await stage.begin(timedelta(minutes=10))
    writer = stage.parents[1]
    asked = writer.say(writer.private, "/mailbox")
    await _shown(stage, writer, "letter-mode-hidden", asked)
    await _shown(stage, writer, "letter-about-complaint", asked)
    await _shown(stage, writer, "letter-leave", asked, tap=False)
    said = writer.say(writer.private, stage.script.hidden_letter)
    await _shown(stage, writer, "letter-hand-in", said)
    card = await stage.sees(office, stage.script.hidden_letter)
    await stage.settle()
    stage.transcript.flush()
    check(writer.name not in card.text, f"a hidden letter names its writer: {card.text!r}")
    return card


async def _shown(stage: Stage, who: User, key: str, after: Message, *, tap: bool = True) -> None:
    """What leaves no row comes past the queue: it is waited for, and then tapped."""
    label = stage.label(key)
    message = await stage.sees(who.private, after=after.id, labelled=label)
    if tap:
        await stage.press(who, label, on=message)


async def answer_hidden(stage: Stage, office: Group, card: Message) -> None:
    """The principal replies to the letter, and the answer finds its way."""
    await stage.begin(timedelta(minutes=20))
    writer = stage.parents[1]
    stage.principal.say(office, stage.script.hidden_answer, reply_to=card)
    send = stage.label("letter-send")
    check_ = await stage.sees(office, stage.script.hidden_answer, labelled=send)
    await stage.press(stage.principal, send, on=check_)
    await stage.sees(writer.private, stage.script.hidden_answer, labelled=stage.label("letter-add"))
    stage.transcript.flush()
