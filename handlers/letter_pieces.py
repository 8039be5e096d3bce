"""A letter's messages: each is a piece of it, an album is one, and an edit of one edits that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.kit.card import FileRef, Text, join
from handlers.kit.turn import Turn
from storage import letter_parts, letter_sources
from storage.envelopes import Envelopes
from storage.letter_parts import Said
from storage.letter_sources import Message

# What a letter takes beside words.
KINDS = ("photo", "document", "voice", "video", "audio")


@dataclass(frozen=True, slots=True)
class Piece:
    """What a message said, and which it was, where that is known."""

    said: Said
    message_id: int | None = None
    album: str | None = None


def joined(said: Sequence[Said]) -> Said:
    """Several messages as one, with their formats."""
    whole = join([Text.of(each.plain, each.spans) for each in said], "\n\n")
    return Said(whole.plain, whole.packed, [file for each in said for file in each.files])


def bare(said: Said) -> Said:
    """Without what a file is called, or whose else it was: that may show who is hidden."""
    files = [replace(FileRef.of(each), name="", unique_id="").packed for each in said.files]
    return replace(said, files=files)


def together(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces in their order, those of one album together."""
    found: list[list[Piece]] = []
    for each in pieces:
        same = [one for one in found if each.album is not None and one[0].album == each.album]
        if same:
            same[0].append(each)
        else:
            found.append([each])
    return found


async def note(
    turn: Turn, part_id: int, pieces: Sequence[Piece], hidden: Envelopes | None = None
) -> None:
    """Remembers in which of the actor's messages this was written."""
    for each in pieces:
        if each.message_id is not None:
            at = Message(turn.actor.user_id, each.message_id, each.album)
            await letter_sources.note(turn.session, part_id, at, hidden)


def source(turn: Turn) -> Message:
    """The message that is being handled."""
    return Message(turn.place.chat_id, turn.message.message_id, turn.message.album)


async def go_on(turn: Turn, letter_id: int, said: Said, hidden: Envelopes | None = None) -> bool:
    """Whether this is one more of an album of which something stands in the letter; it joins it."""
    at = source(turn)
    part_id = await letter_sources.of_album(turn.session, at, letter_id, hidden)
    part = await letter_parts.find(turn.session, part_id) if part_id else None
    if part is None:
        return False
    await letter_parts.rewrite(turn.session, part.id, joined([part.said, said]))
    await letter_sources.note(turn.session, part.id, at, hidden)
    turn.changed(letter_id)
    return True


def edited(old: Said, new: Said, place: int) -> Said:
    """What is said once one of its messages (by its place in an album) was changed."""
    files = list(old.files)
    if new.files and place < len(files):
        files[place] = new.files[0]
    worded = bool(new.plain) or place == 0
    return replace(new, files=files) if worded else replace(old, files=files)
