"""An answer to a letter before it goes out: by whom, where, and shown as it would be read."""

from __future__ import annotations

from dataclasses import replace

from handlers import letter_canned as canned
from handlers import letter_cards as cards
from handlers import letter_places as places
from handlers.kit.card import FileRef, card
from handlers.kit.turn import Turn
from handlers.letter_pieces import go_on, source
from storage import letter_parts, letter_sources
from storage.letter_parts import Said
from storage.letters import Mode, Snapshot
from storage.mailbox import Reading


async def here(turn: Turn, one: Snapshot) -> None:
    """Letters are looked after by those who may, where they are read or in private.

    A letter has no classes, so that a right in one class would do for its buttons.
    """
    if not await places.may_read(turn, one):
        turn.refuse("refused-right")
    await _place(turn, one)


async def to_answer(turn: Turn, one: Snapshot) -> None:
    """They are answered also by whom they were passed on to, and by these in private."""
    if await places.may_read(turn, one):
        await _place(turn, one)
    elif not (turn.place.private and await places.is_handed(turn, one)):
        turn.refuse("refused-right")


async def _place(turn: Turn, one: Snapshot) -> None:
    if not turn.place.private and (not one.in_group or await places.here(turn) is None):
        turn.refuse("letter-not-here")


def written(turn: Turn) -> Said:
    """What a message says, with its files."""
    text = turn.message.text.strip()
    return Said(text.plain, text.packed, [each.packed for each in turn.message.files])


def files(said: Said) -> list[FileRef]:
    """The files of what was said."""
    return [FileRef.of(each) for each in said.files]


async def wrote(turn: Turn, one: Snapshot, to_id: int | None = None, *, asks: bool = False) -> None:
    """What was written in answer is shown again; the name of a canned answer stands for it."""
    reading = None if turn.place.private else await places.here(turn)
    if not turn.place.private and (reading is None or not one.in_group):
        return
    if reading is not None and turn.anonymous:
        _ask_name(turn, reading)
        return
    if not await places.may_answer(turn, one):
        return
    if await go_on(turn, one.id, written(turn)):
        return
    mine = await places.may_read(turn, one)
    said = (await canned.typed(turn, one) if mine else None) or written(turn)
    part_id = await draft(turn, one, reading, said, to_id, asks=asks)
    await letter_sources.note(turn.session, part_id, source(turn))


async def draft(
    turn: Turn,
    one: Snapshot,
    reading: Reading | None,
    said: Said,
    to_id: int | None = None,
    *,
    asks: bool = False,
) -> int:
    """Shows an answer to who may send it; `reading` is the group that it stands in, if in one."""
    if one.mode == Mode.DROP:
        turn.refuse("letter-drop-no-answer")
    part_id = await letter_parts.draft(
        turn.session, one.id, turn.person_id, said, turn.now, asks=asks, to_id=to_id
    )
    texts = turn.texts_in(reading.language) if reading else turn.texts
    thread_id = turn.incoming.thread_id if turn.incoming else None
    if turn.incoming is None:  # a press does not say in which topic its card stands
        thread_id = await places.topic(turn, one)
    card = f"{cards.CHECK}:{part_id}"
    turn.post(card, one.id, turn.place.chat_id, texts.language, thread_id=thread_id)
    return part_id


def _ask_name(turn: Turn, reading: Reading) -> None:
    """Who writes as the group may be anybody, and must not think that it went out."""
    album = turn.message.album
    shown = card(turn.texts_in(reading.language)("letter-anonymous"))
    to_it = replace(shown, reply_to=turn.message.message_id)
    turn.say_here(to_it, key=f"album:{album}" if album else None)
