"""Asking: for what a command lacked, and who it was that wrote as the group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from handlers.kit import buttons, unwritten
from handlers.kit.buttons import words
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.forms import begun
from handlers.kit.turn import Delete, Turn
from storage import drafts, posts
from storage.drafts import Draft

# For so long what was tapped for in a group is expected there.
PATIENCE = timedelta(minutes=15)
TYPED = "typed"  # a draft that holds a command until somebody taps to show who they are


@buttons.button("who")
class ItIsMe:
    """Runs a pending command as the person who taps."""

    draft_id: int


async def ask(turn: Turn, command: str, key: str) -> None:
    """Asks for what a command lacked; the answer runs it (a row, so it survives a restart)."""
    await put(turn, command, turn.texts(key), {})


async def put(
    turn: Turn,
    name: str,
    text: Text,
    data: dict[str, Any],
    rows: Sequence[Sequence[Button]] = (),
    *,
    any_words: bool = False,
) -> None:
    """Puts a question to the actor; the answer goes to the command or `answer` of that name.

    In private the next message is the answer, unless one of the buttons in `rows` is tapped; in a
    group it is the reply to a selective ForceReply, since privacy mode hides the rest from the
    bot. Where `any_words` would do for an answer, those that stand on a button are a tap on it;
    elsewhere the answer knows by itself what is offered.
    """
    await begun.leave(turn)
    unwritten.leave(turn)
    kept = {"answer": name, "data": data, "offered": _offered(rows) if any_words else []}
    draft_id = await drafts.open_question(
        turn.session, turn.person_id, turn.place.chat_id, kept, turn.now
    )
    here = turn.incoming if not turn.place.private else None
    shown = Card(
        text,
        tuple(map(tuple, rows)) if here is None else (),
        ask=turn.texts.plain("ask-placeholder") if here else None,
        reply_to=(here.message_id or None) if here else None,
    )
    turn.say_here(shown, key=f"ask:{draft_id}")


def _offered(rows: Sequence[Sequence[Button]]) -> list[tuple[str, str]]:
    return [(words(each.label), each.data) for row in rows for each in row if each.data]


def tapped(draft: Draft, typed: str) -> Any:
    """The button under a question whose words somebody wrote; None for what stands on none."""
    said = words(typed)
    found = [data for label, data in draft.data.get("offered", ()) if said and label == said]
    return buttons.unpack(found[0]) if len(found) == 1 else None


async def expect(turn: Turn, name: str, data: dict[str, Any], thread_id: int | None) -> None:
    """In a group: what the actor writes next in that topic (None: in none) is the answer.

    That is for a quarter of an hour; it was a tap that asked, and nothing more is shown.
    """
    until = (turn.now + PATIENCE).isoformat()
    kept = {"answer": name, "data": data, "until": until, "thread": thread_id}
    await drafts.open_question(turn.session, turn.person_id, turn.place.chat_id, kept, turn.now)


async def over(turn: Turn) -> tuple[str, dict[str, Any]] | None:
    """What was written is an answer by itself: nothing is expected any more.

    Returns what was, if anything: the name of the question, and what it was put with.
    """
    draft = await open_question(turn)
    if draft is None or "until" not in draft.data:
        return None
    await drafts.close(turn.session, draft.id)
    return draft.data["answer"], draft.data["data"]


async def drop(turn: Turn) -> None:
    """A button answered what was asked: the next message is no answer to it."""
    draft = await open_question(turn)
    if draft is not None:
        await drafts.close(turn.session, draft.id)


async def leave(turn: Turn) -> None:
    """Another command begins: what was asked before it is no longer expected."""
    if turn.message.command == "cancel":
        return
    draft = await open_question(turn)
    if draft is not None:
        await drafts.close(turn.session, draft.id)
    await begun.leave(turn)
    unwritten.leave(turn)


async def ask_who(turn: Turn, command: str) -> None:
    """A command that nobody in particular typed: a tap will show who wants it."""
    await confirm(turn, command, "who-asks")


async def confirm(turn: Turn, command: str, key: str, **args: Any) -> None:
    """Keeps the typed command and posts a card that runs it for who taps and may."""
    incoming = turn.message
    kept = {
        "command": command,
        "message_id": incoming.message_id,
        "thread_id": incoming.thread_id,
        "plain": incoming.text.plain,
        "spans": incoming.text.packed,
        "replied": incoming.replied.packed if incoming.replied else None,
    }
    draft_id = await drafts.keep(turn.session, TYPED, turn.place.chat_id, kept, turn.now)
    texts = turn.texts_in(turn.place.class_.language if turn.place.class_ else None)
    label = texts.plain(f"{key}-button", text=incoming.text.plain[:40], **args)
    press = Button(label, buttons.pack(ItIsMe(draft_id)))
    shown = card(texts(key, command=f"/{command}", text=incoming.text.plain[:40], **args), [press])
    turn.say_here(shown, key=f"who:{draft_id}")


async def open_question(turn: Turn) -> Draft | None:
    """The question that is open to the actor in this chat."""
    if turn.actor.person_id is None:
        return None
    return await drafts.find_question(turn.session, turn.actor.person_id, turn.place.chat_id)


async def take_away(turn: Turn, key: str) -> None:
    """The message that asked goes, as it is answered; `key` names its post.

    Who taps at once can be faster than the note of what number it has, and the note may be lost.
    Then it is the tapped one, if that is no other card: what is pressed somebody may have made up.
    """
    asked = await posts.by_key(turn.session, key)
    if asked is None:
        return
    message_id = asked.message_id
    if message_id is None and turn.place.chat_id == asked.chat_id and turn.pressed:
        others = await posts.at(turn.session, {(asked.chat_id, turn.pressed)})
        message_id = None if others else turn.pressed
        await posts.drop(turn.session, key)
    if message_id is not None:
        turn.errands.append(Delete(asked.chat_id, message_id))
