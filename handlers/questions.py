"""Open questions: what a command lacked, and who it was that wrote as the group."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.kit import buttons
from handlers.kit.card import Button, Card, Span, Text, card
from handlers.kit.feature import Feature
from handlers.kit.roles import Can
from handlers.kit.turn import Delete, Incoming, Turn
from storage import drafts, posts
from storage.drafts import Draft

feature = Feature("questions")

TYPED = "typed"  # a draft that holds a command until somebody taps to show who they are


@buttons.button("who")
class ItIsMe:
    """Runs a pending command as the person who taps."""

    draft_id: int


async def ask(turn: Turn, command: str, key: str) -> None:
    """Asks for what a command lacked; the answer runs it (a row, so it survives a restart)."""
    await put(turn, command, turn.texts(key), {})


async def put(turn: Turn, name: str, text: Text, data: dict[str, Any]) -> None:
    """Puts a question to the actor; the answer goes to the command or `answer` of that name.

    In private the next message is the answer; in a group it is the reply to a selective
    ForceReply, since privacy mode hides the rest from the bot.
    """
    kept = {"answer": name, "data": data}
    draft_id = await drafts.open_question(
        turn.session, turn.person_id, turn.place.chat_id, kept, turn.now
    )
    here = turn.incoming if not turn.place.private else None
    shown = Card(
        text,
        ask=turn.texts.plain("ask-placeholder") if here else None,
        reply_to=here.message_id if here else None,
    )
    turn.say_here(shown, key=f"ask:{draft_id}")


async def leave(turn: Turn) -> None:
    """Another command begins: what was asked before it is no longer expected."""
    draft = await _open(turn)
    if draft is not None and turn.message.command != "cancel":
        await drafts.close(turn.session, draft.id)


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
        "spans": [[s.kind, s.offset, s.length, s.extra] for s in incoming.text.spans],
    }
    draft_id = await drafts.keep(turn.session, TYPED, turn.place.chat_id, kept, turn.now)
    texts = turn.texts_in(turn.place.class_.language if turn.place.class_ else None)
    label = texts.plain(f"{key}-button", text=incoming.text.plain[:40], **args)
    press = Button(label, buttons.pack(ItIsMe(draft_id)))
    shown = card(texts(key, command=f"/{command}", text=incoming.text.plain[:40], **args), [press])
    turn.say_here(shown, key=f"who:{draft_id}")


@feature.button(ItIsMe, Can.ANYTHING_OPEN)
async def it_is_me(turn: Turn) -> None:
    """The person who taps is the one whose rights the command is run with."""
    draft = await drafts.take(turn.session, turn.press.draft_id)
    if draft is None or (draft.kind, draft.chat_id) != (TYPED, turn.place.chat_id):
        turn.refuse("who-gone")
    kept = draft.data
    incoming = Incoming(
        message_id=kept["message_id"],
        text=Text(kept["plain"], tuple(Span(*span) for span in kept["spans"])),
        command=kept["command"],
        thread_id=kept["thread_id"],
    )
    post = await posts.by_key(turn.session, f"who:{draft.id}")
    if post is not None and post.message_id is not None:
        turn.errands.append(Delete(post.chat_id, post.message_id))
    turn.toast("who-done", command=f"/{kept['command']}")
    turn.again(kept["command"], incoming)


@feature.command("cancel", Can.ANYTHING_OPEN)
async def cancel(turn: Turn) -> None:
    """Drops the open question."""
    draft = await _open(turn)
    if draft is None:
        turn.say("cancel-nothing")
        return
    await drafts.close(turn.session, draft.id)
    turn.say("cancel-done")


@feature.message
async def answer(turn: Turn) -> None:
    """A message that is no command: the answer to what was asked, if anything was."""
    if turn.message.command and turn.place.private:
        turn.refuse("refused-unknown-command", command=turn.message.command[:32])
    draft = await _open(turn)
    if draft is None or not await _answers(turn, draft):
        if turn.place.private:
            turn.say("message-unasked")
        return
    if turn.message.kind != "text" or not turn.message.text.plain.strip():
        turn.refuse("refused-not-text")
    turn.data = draft.data["data"]
    await drafts.close(turn.session, draft.id)
    turn.erase()
    turn.again(draft.data["answer"], replace(turn.message, reply_to=None))


async def _open(turn: Turn) -> Draft | None:
    if turn.actor.person_id is None:
        return None
    return await drafts.find_question(turn.session, turn.actor.person_id, turn.place.chat_id)


async def _answers(turn: Turn, draft: Draft) -> bool:
    """Whether the message answers that question: any message in private, a reply in a group."""
    if turn.place.private:
        return True
    if turn.message.reply_to is None or not turn.message.reply_ours:
        return False
    place = (turn.place.chat_id, turn.message.reply_to)
    post = (await posts.at(turn.session, [place])).get(place)
    return post is None or post.key == f"ask:{draft.id}"
