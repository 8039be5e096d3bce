"""A time at the start of a message, said back before anything comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from handlers.kit import asking, buttons, dates, when
from handlers.kit.card import Button, Text, card
from handlers.kit.turn import Incoming, Place, Turn
from handlers.kit.when import Question, When
from storage import actors, drafts
from storage.drafts import Draft

KIND = "meant"  # a draft that holds a message until its time is confirmed


@buttons.button("tm")
class Meant:
    """That is what was meant, of what was offered."""

    draft_id: int
    choice: int


@buttons.button("tmo")
class Other:
    """Another time, please; all else that was typed stands."""

    draft_id: int


Check = Callable[[Text], object]


async def asked(
    turn: Turn, name: str, *, may_be_words: bool = False, check: Check | None = None
) -> bool:
    """Says back the time that a message begins with, if it begins with one.

    A tap goes on with the command or answer of that name, where the message then begins with a
    time like 2026-12-03 18:30. That is so for what was typed exactly like that, too: a wrong day
    in a date is seen once its weekday stands there. "Another time" goes on with that name as well,
    with what was typed behind the time, and `another(turn)` is true then.

    Args:
        turn: of the message.
        name: what to go on with.
        may_be_words: whether the time may belong to the words, which can then be left as they
            are (`turn.data["as_it_stands"]`).
        check: refuses what could not be done anyway, given the message with its time like that.

    Returns:
        Whether something was asked, so that this turn ends here. A day without a time of day is
        not asked about: `Tomorrow we walk to the forest` plans nothing.
    """
    if turn.data.get("sure"):
        return False
    found, taken = leading(turn)
    if found is None or (isinstance(found, Question) and found.days):
        return False
    text = turn.message.text
    rest = text.cut(taken, len(text.plain))
    readings = _readings(turn, found, text.plain[:taken].strip())
    offered = [(when.echo(at, turn.texts), Text(f"{at:%Y-%m-%d %H:%M} ") + rest) for at in readings]
    if check is not None:
        check(offered[0][1])
    if may_be_words:
        offered.append((turn.texts.plain("meant-words"), text))
    await _offer(turn, name, offered, rest, found, may_be_words)
    return True


def another(turn: Turn) -> bool:
    """Whether the message is what is left of one whose time was not the right one."""
    return bool(turn.data.get("another"))


def leading(turn: Turn) -> tuple[When | Question | None, int]:
    """The time that a message begins with, and how many characters it takes.

    Of what is typed like 2026-12-03 18:30, nothing is asked; where there is no such time or it is
    over, the command has its own words for that.
    """
    typed, zone = turn.message.text.plain, turn.school.zone
    if not dates.is_written(typed):
        return when.leading(typed, turn.now, zone, turn.texts.language)
    try:
        at, taken = dates.leading(typed, zone)
    except dates.NotATime:
        return None, 0
    return (When(at), taken) if at is not None and at > turn.now else (None, 0)


def without_time(turn: Turn) -> tuple[tuple[date, ...], Text] | None:
    """What a message says that begins with no time of day: the days it may mean, and the words.

    None where it begins with a time, or with what only looks like one.
    """
    text = turn.message.text
    if another(turn):
        return (), text
    if dates.is_written(text.plain):
        return None
    found, taken = leading(turn)
    if found is None:
        return (), text
    if isinstance(found, Question) and found.days:
        return found.days, text.cut(taken, len(text.plain))
    return None


def _readings(turn: Turn, found: When | Question, typed: str) -> Sequence[datetime]:
    """The times that may be meant; refuses where none is left."""
    if isinstance(found, When):
        return [found.at]
    if found.refused:
        turn.refuse(found.refused, typed=typed[:40])
    return found.options


async def _offer(
    turn: Turn,
    name: str,
    offered: Sequence[tuple[str, Text]],
    rest: Text,
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
        "rest": [rest.plain, rest.packed],
        "words": may_be_words,
    }
    draft_id = await drafts.keep(turn.session, KIND, turn.place.chat_id, kept, turn.now)
    rows = [
        [Button(label, buttons.pack(Meant(draft_id, choice)))]
        for choice, (label, _) in enumerate(offered)
    ]
    other = Button(turn.texts.plain("meant-other"), buttons.pack(Other(draft_id)))
    asks = found.asks if isinstance(found, Question) else None
    said = turn.texts("meant-asks", asks=asks) if asks else turn.texts("meant-sure")
    shown = card(said, *rows, [other])
    if turn.actor.reachable:
        turn.show(shown, key=f"meant:{draft_id}")
    else:
        turn.say_here(shown, key=f"meant:{draft_id}")


async def confirmed(turn: Turn) -> None:
    """The time was tapped: the message counts as if it had been written so, where it was sent."""
    draft = await _kept(turn)
    kept, choice = draft.data, turn.press.choice
    if not 0 <= choice < len(kept["texts"]):
        turn.refuse("refused-button")
    as_it_stands = kept["words"] and choice == len(kept["texts"]) - 1
    data = {"sure": True, "as_it_stands": as_it_stands}
    await _go_on(turn, draft, Text.of(*kept["texts"][choice]), data)


async def other(turn: Turn) -> None:
    """It was another time: what the message is for is asked for that, and keeps all else."""
    draft = await _kept(turn)
    await _go_on(turn, draft, Text.of(*draft.data["rest"]), {"another": True})


async def _kept(turn: Turn) -> Draft:
    """The message that waits for this tap of its own writer."""
    draft = await drafts.find(turn.session, turn.press.draft_id)
    if draft is None or draft.kind != KIND or draft.data["person"] != turn.actor.person_id:
        turn.refuse("meant-gone")
    return draft


async def _go_on(turn: Turn, draft: Draft, text: Text, data: dict[str, Any]) -> None:
    kept = draft.data
    await drafts.close(turn.session, draft.id)
    await asking.take_away(turn, f"meant:{draft.id}")
    turn.data = kept["data"] | data
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
