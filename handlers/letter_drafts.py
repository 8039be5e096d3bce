"""An answer to a letter before it goes out: by whom, where, and shown as it would be read."""

from __future__ import annotations

from dataclasses import replace

from handlers import letter_canned as canned
from handlers import letter_cards as cards
from handlers.kit import buttons
from handlers.kit.card import Button, FileRef, Text, card
from handlers.kit.roles import Can, may
from handlers.kit.texts import paragraphs
from handlers.kit.turn import Turn
from storage import letter_parts, mailbox
from storage.letter_parts import Said
from storage.letters import Mode, Snapshot
from storage.mailbox import Reading


async def here(turn: Turn) -> None:
    """Letters are answered by those who may, where they are read or in private.

    A letter has no classes, so that a right in one class would do for its buttons.
    """
    if not may(turn.actor, Can.LETTER_ANSWER, None):
        turn.refuse("refused-right")
    if not turn.place.private and await reading_here(turn) is None:
        turn.refuse("letter-not-here")


async def reading_here(turn: Turn) -> Reading | None:
    """Where letters are read, if that is here."""
    reading = await mailbox.find(turn.session)
    at = reading is not None and reading.chat_id == turn.place.chat_id
    return reading if at else None


def written(turn: Turn) -> Said:
    """What a message says, with its files."""
    text = turn.message.text.strip()
    return Said(text.plain, text.packed, [each.packed for each in turn.message.files])


def files(said: Said) -> list[FileRef]:
    """The files of what was said."""
    return [FileRef.of(each) for each in said.files]


async def wrote(turn: Turn, one: Snapshot) -> None:
    """What was written in answer is shown again; the name of a canned answer stands for it."""
    reading = None if turn.place.private else await reading_here(turn)
    if not turn.place.private and reading is None:
        return
    if reading is not None and turn.anonymous:
        _ask_name(turn, reading)
    elif may(turn.actor, Can.LETTER_ANSWER, None):
        await draft(turn, one, reading, await canned.typed(turn, one) or written(turn))


async def draft(turn: Turn, one: Snapshot, reading: Reading | None, said: Said) -> None:
    """Shows an answer to who may send it; `reading` is the group that it stands in, if in one."""
    if one.mode == Mode.DROP:
        turn.refuse("letter-drop-no-answer")
    part_id = await letter_parts.draft(turn.session, one.id, turn.person_id, said, turn.now)
    texts = turn.texts_in(reading.language) if reading else turn.texts
    send = Button(
        texts.plain("letter-send"), buttons.pack(cards.Send(one.id, part_id)), style="primary"
    )
    drop = Button(texts.plain("letter-drop"), buttons.pack(cards.Drop(one.id, part_id)))
    shown = paragraphs(texts("letter-check", number=one.number), Text.of(said.plain, said.spans))
    turn.say_here(card(shown, [send, drop], files=files(said)), key=f"letter-part:{part_id}")


def _ask_name(turn: Turn, reading: Reading) -> None:
    """Who writes as the group may be anybody, and must not think that it went out."""
    album = turn.message.album
    shown = card(turn.texts_in(reading.language)("letter-anonymous"))
    to_it = replace(shown, reply_to=turn.message.message_id)
    turn.say_here(to_it, key=f"album:{album}" if album else None)
