"""What a command is made of beside its words: the message it answers, or the files it is under."""

from __future__ import annotations

from typing import Any

from handlers.kit.card import FileRef, Text
from handlers.kit.roles import Can, may
from handlers.kit.turn import Replied, Turn
from storage import albums

NOTHING: dict[str, Any] = {"text": ["", []], "files": [], "partly": False}


async def of(turn: Turn) -> dict[str, Any] | None:
    """What stands in the message that the command answers, as JSON values; None for nothing.

    It is kept in `turn.data`, which a confirmed time and a chosen class come back with. `partly`
    says that there is more of an album than is known.
    """
    if "source" not in turn.data and turn.message.replied is not None:
        turn.data["source"] = await gathered(turn, turn.message.replied)
    found: dict[str, Any] | None = turn.data.get("source")
    return found


def words(source: dict[str, Any]) -> Text:
    """Its text."""
    return Text.of(*source["text"])


def files(source: dict[str, Any]) -> tuple[FileRef, ...]:
    """Its photos and files."""
    return tuple(map(FileRef.of, source["files"]))


async def gathered(turn: Turn, replied: Replied) -> dict[str, Any] | None:
    """A message with the rest of its album, as far as that was seen; None for one of our own.

    Of an album Telegram shows with an answer only the part that was answered.
    """
    if replied.ours or not (replied.text or replied.files):
        return None
    text, packed = [replied.text.plain, replied.text.packed], [f.packed for f in replied.files]
    if replied.album is None:
        return {"text": text, "files": packed, "partly": False}
    parts = await albums.parts(turn.session, turn.place.chat_id, replied.album)
    if len(parts) < 2:
        return {"text": text, "files": packed, "partly": True}
    under = next(([each.text, each.spans] for each in parts if each.text), text)
    return {"text": under, "files": [each.file for each in parts], "partly": False}


def note(turn: Turn) -> None:
    """Remembers a part of an album, if whoever sent it may make a notice of it later."""
    message, here = turn.message, turn.place.class_
    if message.album is None or not message.files or not (turn.place.private or here):
        return
    if may(turn.actor, Can.NOTICE_CREATE, here.id if here else None):
        row = {
            "chat_id": turn.place.chat_id,
            "message_id": message.message_id,
            "album": message.album,
            "file": message.files[0].packed,
            "text": message.text.plain,
            "spans": message.text.packed,
            "at": turn.now,
        }
        turn.save(albums.NOTING, [row])
