"""Announcing in one line, and making a notice of a message by answering it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers import notice_orders as orders
from handlers.kit import asking, buttons, forms, meant, sources
from handlers.kit.card import Button, Text, card
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers
from handlers.kit.roles import Can, may
from handlers.kit.texts import paragraphs
from handlers.kit.turn import Turn
from handlers.notice_forms import NOTICE, Weight, own_classes
from handlers.notice_orders import Order
from handlers.notices import MOST_BUTTONS, Wording, read, rows_of
from storage import drafts
from storage.classes import Class

feature = Feature("notice_typed")

DRAFT = "notice"  # a draft that holds a typed notice until its class is chosen


@buttons.button("nic")
class InClass:
    """The typed notice is for this class."""

    draft_id: int
    class_id: int


@feature.command("announce", Can.NOTICE_CREATE, takes_file=True)
async def announce(turn: Turn) -> None:
    """`/announce [DATE TIME] [urgent:] TEXT`: for this group's class; in private, for one chosen.

    `signed:`, `fyi:` and `pinned:` stand there as `urgent:` does (handlers.notices.read).
    In answer to a message it makes a notice of that, with the text added; so it does under a photo
    or a file. Without any text, what it needs is asked for: in private step by step.
    """
    source = await sources.of(turn)
    if not turn.message.text and source is None and not meant.another(turn):
        await _ask(turn)
        return
    if meant.another(turn):
        await _by_form(turn, source or sources.NOTHING)
        return
    if await meant.asked(turn, "announce", may_be_words=True):
        return
    as_it_stands = bool(turn.data.get("as_it_stands"))
    typed = read(turn, turn.message.text, as_it_stands=as_it_stands)
    if not typed.text and source is None:
        when = turn.texts.moment(typed.at) if typed.at else ""
        asked = turn.texts("announce-ask-planned", planned=int(bool(typed.at)), when=when)
        kept = {"typed": turn.message.text.plain, "sure": True}
        await asking.put(turn, "notice-words", asked, kept)
    elif turn.place.private:
        await _for_own_class(turn, typed)
    elif turn.place.class_ is None:
        turn.refuse("notice-no-class-here")
    else:
        await _typed(turn, turn.place.class_.id, typed, turn.message.message_id)


async def _ask(turn: Turn) -> None:
    if not turn.place.private:
        await asking.ask(turn, "announce", "announce-ask")
    elif await own_classes(turn):
        await forms.begin(turn, NOTICE)
    else:
        turn.refuse("notice-no-class")


async def _by_form(turn: Turn, source: dict[str, Any]) -> None:
    """All that was typed stands in the form, which asks when, by words or the calendar."""
    typed = read(turn, turn.message.text, as_it_stands=True)
    text = _whole(turn, source, typed)
    answers: Answers = {
        "files": source["files"] or None,
        "confirm": str(typed.confirm),
        "weight": str(_weight(typed)),
    }
    if text or source["files"]:
        answers["text"] = {"plain": text.plain, "spans": text.packed}
    if not turn.place.private:
        if turn.place.class_ is None:
            turn.refuse("notice-no-class-here")
        answers["classes"] = [turn.place.class_.id]
    await forms.begin(turn, NOTICE, answers)


def _weight(typed: Wording) -> Weight:
    if typed.urgent:
        return Weight.BOTH if typed.pinned else Weight.URGENT
    return Weight.PINNED if typed.pinned else Weight.USUAL


def _whole(turn: Turn, source: dict[str, Any], typed: Wording) -> Text:
    """The words of what is answered and of the command; says where files of it are lacking."""
    if source["partly"]:
        turn.say("notice-album-partly", count=len(source["files"]))
    return paragraphs(sources.words(source), typed.text)


@feature.answer("notice-words")
async def words(turn: Turn) -> None:
    """The words for a time that was typed alone."""
    here = turn.place.class_
    if not may(turn.actor, Can.NOTICE_CREATE, here.id if here else None):
        turn.refuse("refused-right")
    whole = Text(f"{turn.data['typed']} ") + turn.message.text
    turn.incoming = replace(turn.message, text=whole)
    await announce(turn)


async def _for_own_class(turn: Turn, typed: Wording) -> None:
    """In private: the one class in which the author may, or the typed waits for a choice."""
    own = await own_classes(turn)
    if not own:
        turn.refuse("notice-no-class")
    if len(own) == 1:
        await _typed(turn, own[0].id, typed, turn.message.message_id)
    else:
        await _ask_class(turn, own)


async def _ask_class(turn: Turn, own: list[Class]) -> None:
    text = turn.message.text
    kept = {
        "message_id": turn.message.message_id,
        "plain": text.plain,
        "spans": text.packed,
        "as_it_stands": bool(turn.data.get("as_it_stands")),
        "source": turn.data.get("source"),
    }
    draft_id = await drafts.keep(turn.session, DRAFT, turn.place.chat_id, kept, turn.now)
    offered = [Button(each.name, buttons.pack(InClass(draft_id, each.id))) for each in own]
    offered = offered[:MOST_BUTTONS]
    shown = card(turn.texts("notice-which-class"), *rows_of(offered, 3))
    turn.say_here(shown, key=f"notice-draft:{draft_id}")


@feature.button(InClass, Can.NOTICE_CREATE)
async def in_class(turn: Turn) -> None:
    """The class was chosen for what was typed before, perhaps before a restart."""
    draft = await drafts.take(turn.session, turn.press.draft_id)
    if draft is None or (draft.kind, draft.chat_id) != (DRAFT, turn.place.chat_id):
        turn.refuse("notice-draft-gone")
    own = {each.id: each for each in await own_classes(turn)}
    if turn.press.class_id not in own:
        turn.refuse("refused-right")
    await asking.take_away(turn, f"notice-draft:{draft.id}")
    text = Text.of(draft.data["plain"], draft.data["spans"])
    turn.data["source"] = draft.data["source"]
    typed = read(turn, text, as_it_stands=draft.data["as_it_stands"])
    await _typed(turn, turn.press.class_id, typed, draft.data["message_id"])


async def _typed(turn: Turn, class_id: int, typed: Wording, message_id: int) -> None:
    """What was typed comes to be; from now on, editing that message edits the notice."""
    source = turn.data.get("source") or sources.NOTHING
    text = _whole(turn, source, typed)
    files = sources.files(source)
    where = (turn.place.chat_id, message_id)
    order = Order(
        (class_id,),
        text,
        typed.at,
        typed.confirm,
        files,
        urgent=typed.urgent,
        pin=True if typed.pinned else None,
        place=where,
    )
    await orders.place(turn, order)


@feature.message
async def note_album(turn: Turn) -> None:
    """Remembers for two days the album of somebody who may make a notice of it."""
    sources.note(turn)
