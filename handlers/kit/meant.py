"""A time at the start of a message, said back before anything comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.kit import buttons, dates, when
from handlers.kit.card import Button, Text, card
from handlers.kit.turn import Delete, Incoming, Place, Turn
from handlers.kit.when import Asks, Question, When
from storage import actors, drafts, posts

KIND = "meant"  # a draft that holds a message until its time is confirmed


@buttons.button("tm")
class Meant:
    """That is what was meant, of what was offered."""

    draft_id: int
    choice: int


async def asked(turn: Turn, name: str, *, may_be_words: bool = False) -> bool:
    """Says back the time that a message begins with, if it begins with one.

    A tap goes on with the command or answer of that name, where the message then begins with a
    time like 2026-12-03 18:30. A message that does so already is not asked about.

    Args:
        turn: of the message.
        name: what to go on with.
        may_be_words: whether the time may belong to the words, which can then be left as they
            are (`turn.data["as_it_stands"]`).

    Returns:
        Whether something was asked, so that this turn ends here. A day without a time of day is
        not asked about: `Tomorrow we walk to the forest` plans nothing.
    """
    text = turn.message.text
    if turn.data.get("as_it_stands") or dates.is_written(text.plain):
        return False
    zone, language = turn.school.zone, turn.texts.language
    found, taken = when.leading(text.plain, turn.now, zone, language)
    if found is None or (isinstance(found, Question) and found.days):
        return False
    rest = text.cut(taken, len(text.plain))
    readings = _readings(turn, found, text.plain[:taken].strip())
    offered = [(when.echo(at, turn.texts), Text(f"{at:%Y-%m-%d %H:%M} ") + rest) for at in readings]
    if may_be_words:
        offered.append((turn.texts.plain("meant-words"), text))
    await _offer(turn, name, offered, found, may_be_words)
    return True


def _readings(turn: Turn, found: When | Question, typed: str) -> Sequence[datetime]:
    """The times that may be meant; refuses where none is left."""
    if isinstance(found, When):
        return [found.at]
    if not found.options:
        impossible = found.asks == Asks.IMPOSSIBLE
        turn.refuse("when-impossible" if impossible else "when-over", typed=typed[:40])
    return found.options


async def _offer(
    turn: Turn,
    name: str,
    offered: Sequence[tuple[str, Text]],
    found: When | Question,
    may_be_words: bool,
) -> None:
    kept = {
        "name": name,
        "person": turn.person_id,
        "chat": turn.place.chat_id,
        "message": [turn.message.message_id, turn.message.command, turn.message.thread_id],
        "data": turn.data,
        "texts": [[text.plain, text.packed] for _, text in offered],
        "words": may_be_words,
    }
    draft_id = await drafts.keep(turn.session, KIND, turn.place.chat_id, kept, turn.now)
    rows = [
        [Button(label, buttons.pack(Meant(draft_id, choice)))]
        for choice, (label, _) in enumerate(offered)
    ]
    asks = found.asks if isinstance(found, Question) else None
    asked = turn.texts("meant-asks", asks=asks) if asks else turn.texts("meant-sure")
    shown = card(asked, *rows)
    if turn.actor.reachable:
        turn.show(shown, key=f"meant:{draft_id}")
    else:
        turn.say_here(shown, key=f"meant:{draft_id}")


async def confirmed(turn: Turn) -> None:
    """The time was tapped: the message counts as if it had been written so, where it was sent."""
    draft = await drafts.find(turn.session, turn.press.draft_id)
    if draft is None or draft.kind != KIND or draft.data["person"] != turn.actor.person_id:
        turn.refuse("meant-gone")
    kept = draft.data
    if not 0 <= turn.press.choice < len(kept["texts"]):
        turn.refuse("refused-button")
    await drafts.close(turn.session, draft.id)
    shown = await posts.by_key(turn.session, f"meant:{draft.id}")
    if shown is not None and shown.message_id is not None:
        turn.errands.append(Delete(shown.chat_id, shown.message_id))
    text = Text.of(*kept["texts"][turn.press.choice])
    last = turn.press.choice == len(kept["texts"]) - 1
    turn.data = {**kept["data"], "as_it_stands": kept["words"] and last}
    turn.place = await _place(turn, kept["chat"])
    message_id, command, thread_id = kept["message"]
    turn.again(kept["name"], Incoming(message_id, text, command, thread_id=thread_id))


async def _place(turn: Turn, chat_id: int) -> Place:
    """The chat that the message was written in, as its class stands now."""
    if chat_id == turn.place.chat_id:
        return turn.place
    found = await actors.classes_of_chats(turn.session, {chat_id})
    private = chat_id == turn.actor.user_id
    return replace(turn.place, chat_id=chat_id, private=private, class_=found.get(chat_id))
