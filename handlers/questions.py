"""Answers to open questions, and taps that show who wrote as the group."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.kit import meant, unwritten
from handlers.kit.asking import TYPED, ItIsMe, open_question, take_away, tapped
from handlers.kit.card import Text, card
from handlers.kit.feature import Feature, Run
from handlers.kit.forms import begun
from handlers.kit.forms.steps import same
from handlers.kit.roles import Can
from handlers.kit.turn import Incoming, Replied, Turn
from storage import attendance, drafts, posts
from storage.drafts import Draft
from storage.posts import Post

feature = Feature("questions")

# Nothing but four digits, also wide ones, is what stands at the door of a meeting.
_BARE_CODE = re.compile(r"\d{4}")
# The command that takes it.
_HERE = "here"


@feature.button(ItIsMe, Can.ANYTHING_OPEN)
async def it_is_me(turn: Turn) -> None:
    """The person who taps is the one whose rights the command is run with."""
    draft = await drafts.take(turn.session, turn.press.draft_id)
    if draft is None or (draft.kind, draft.chat_id) != (TYPED, turn.place.chat_id):
        turn.refuse("who-gone")
    kept = draft.data
    incoming = Incoming(
        message_id=kept["message_id"],
        text=Text.of(kept["plain"], kept["spans"]),
        command=kept["command"],
        thread_id=kept["thread_id"],
        replied=Replied.of(kept.get("replied")),
    )
    await take_away(turn, f"who:{draft.id}")
    turn.toast("who-done", command=f"/{kept['command']}")
    turn.again(kept["command"], incoming)


@feature.button(meant.Meant, Can.ANYTHING_OPEN)
async def meant_so(turn: Turn) -> None:
    """The time that was typed is confirmed, and its command goes on."""
    await meant.confirmed(turn)


@feature.button(meant.Other, Can.ANYTHING_OPEN)
async def another_time(turn: Turn) -> None:
    """It was not: another one is asked for, and nothing else once more."""
    await meant.other(turn)


@feature.command("cancel", Can.ANYTHING_OPEN)
async def cancel(turn: Turn) -> None:
    """Drops the open question, or the form that is being filled in."""
    draft, form = await open_question(turn), await begun.awake(turn)
    aside = unwritten.awake(turn)
    if aside is not None:
        unwritten.forget(turn.registry, turn.user.user_id)
    elif draft is not None:
        await drafts.close(turn.session, draft.id)
    elif form is not None:
        await form.drop()
    turn.say("cancel-done" if aside or draft or form else "cancel-nothing")


@feature.message
async def answer(turn: Turn) -> None:
    """A message that is no command: the answer to what was asked, if anything was."""
    command = turn.registry.commands.get(turn.message.command)
    if command is not None:
        if command.takes_file and turn.message.album:
            # Its parts come one by one; once they are all there, an answer takes them along.
            _say_once(turn, "album-answer", command=command.name)
            return
        turn.refuse("refused-caption", command=turn.message.command)
    if turn.message.command and turn.place.private:
        turn.refuse("refused-unknown-command", command=turn.message.command[:32])
    if await _replies(turn):
        return
    begun = unwritten.awake(turn)
    if begun is not None:
        await turn.registry.unwrittens[begun.name](turn)
        return
    draft = await open_question(turn)
    if draft is not None and await _at_door(turn, draft):
        turn.again(_HERE, turn.message)
        return
    if draft is None or not await _answers(turn, draft):
        await _write_on(turn)
        return
    takes_file = turn.registry.file_answers.get(draft.data["answer"])
    if takes_file is not None and turn.message.files:
        turn.data = draft.data["data"]
        await takes_file(turn)
        return
    if turn.message.kind != "text" or not turn.message.text.plain.strip():
        _say_once(turn, "refused-not-text")
        return
    await _answered(turn, draft)


async def _at_door(turn: Turn, draft: Draft) -> bool:
    """Whether it is a code for the door that is open, and the question goes on waiting.

    Who stands there has not come to answer it: a child would be put down as 1924.
    """
    if draft.data["answer"] == _HERE or not _is_code(turn):
        return False
    class_ids = {where for _, where in turn.actor.roles if where is not None}
    return await attendance.is_at_door(turn.session, class_ids, turn.now)


def _is_code(turn: Turn) -> bool:
    return turn.place.private and bool(_BARE_CODE.fullmatch(turn.message.text.plain.strip()))


async def _answered(turn: Turn, draft: Draft) -> None:
    """The words are the answer, where they do not stand on a button that is one."""
    if (press := tapped(draft, turn.message.text.plain)) is not None:
        turn.tap(press)
        return
    turn.data = draft.data["data"]
    await drafts.close(turn.session, draft.id)
    if "until" not in draft.data:  # what was tapped for in a group is talk like all other
        turn.erase()
    turn.again(draft.data["answer"], replace(turn.message, reply_to=None))


async def _replies(turn: Turn) -> bool:
    """A reply to a card whose feature minds it goes there, before any question that is open."""
    if turn.message.reply_to is None or not turn.message.reply_ours:
        return False
    post = await posts.behind(turn.session, turn.place.chat_id, turn.message.reply_to)
    if post is None:
        return await _replies_under(turn)
    run, about = _minds(turn, post)
    if run is None or about is None:
        return False
    turn.data = about
    await run(turn)
    return True


async def _replies_under(turn: Turn) -> bool:
    """What was told to somebody whom no row names is known by its buttons, and by nothing else."""
    for press in turn.message.reply_presses:
        run = turn.registry.replied_buttons.get(type(press))
        if run is not None:
            turn.press = press
            await run(turn)
            return True
    return False


def _minds(turn: Turn, post: Post) -> tuple[Run | None, dict[str, int] | None]:
    """What takes a reply to that post, by its card or its name, and the numbers it is about."""
    card, _, number = post.card.partition(":")
    if card in turn.registry.replies and post.subject_id is not None:
        about = {"id": post.subject_id} | ({"of": int(number)} if number else {})
        return turn.registry.replies[card], about
    name, _, number = (post.key or "").partition(":")
    return turn.registry.replies.get(name), {"id": int(number)} if number.isdecimal() else None


async def _write_on(turn: Turn) -> None:
    """In private, what answers no question is for the form that is being filled in."""
    form = await begun.awake(turn)
    if form is not None:
        await begun.write(form)
    elif _is_code(turn):
        turn.again(_HERE, turn.message)
    elif turn.place.private and (press := _labelled(turn)) is not None:
        turn.press = press
        await turn.registry.buttons[type(press)].run(turn)
    elif turn.place.private:
        _say_once(turn, "message-unasked")


def _labelled(turn: Turn) -> object | None:
    """The button whose label was typed, though what showed it is remembered by nothing."""
    if turn.message.kind != "text":
        return None
    typed, school = turn.message.text.plain, turn.school
    every = [turn.texts, *map(turn.texts_in, school.languages)]
    labels = turn.registry.labels.items()
    fits = (p for key, p in labels if any(same(each.plain(key), typed) for each in every))
    return next(fits, None)


def _say_once(turn: Turn, key: str, **args: Any) -> None:
    """Says something in answer to a message; to ten pictures sent together, it is said once."""
    album = turn.message.album
    turn.show(card(turn.texts(key, **args)), key=f"album:{album}" if album else None)


async def _answers(turn: Turn, draft: Draft) -> bool:
    """Whether the message answers that question: any message in private, a reply in a group."""
    if turn.place.private:
        return True
    if "until" in draft.data:
        expected = turn.now < datetime.fromisoformat(draft.data["until"])
        here = turn.message.thread_id == draft.data["thread"]
        return expected and here and turn.message.reply_to is None
    if turn.message.reply_to is None or not turn.message.reply_ours:
        return False
    place = (turn.place.chat_id, turn.message.reply_to)
    post = (await posts.at(turn.session, [place])).get(place)
    return post is None or post.key == f"ask:{draft.id}"
