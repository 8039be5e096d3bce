"""Media: files that are kept, and how the Bot API describes photos, documents and the rest."""

import hashlib
import itertools
import mimetypes
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.errors import Json

if TYPE_CHECKING:
    from bot.sandbox.messages import Message

# Bot API: PhotoSize; Telegram keeps several sizes of a photo, these are usual edges in pixels.
PHOTO_EDGES = (90, 320, 800)
STICKER_EDGE = 512


@dataclass(frozen=True, slots=True)
class File:
    """A file on Telegram's servers; `described` are its fields in the Bot API."""

    name: str
    data: bytes
    described: Json

    @property
    def path(self) -> str:
        """Its file_path (Bot API: File)."""
        return f"documents/{self.described['file_unique_id']}_{self.name}"


class Files:
    """All files by file_id."""

    def __init__(self) -> None:
        self._files: dict[str, File] = {}
        self._numbers = itertools.count(1)

    def keep(self, name: str, data: bytes) -> File:
        """Store a file and give it its ids."""
        number = next(self._numbers)
        unique = hashlib.sha256(f"{number}:{name}".encode()).hexdigest()[:15]
        described = {
            "file_id": f"BQACAgIAAxk{number:06d}{unique}",
            "file_unique_id": f"AgAD{unique}",
            "file_size": len(data),
        }
        file = File(name, data, described)
        self._files[described["file_id"]] = file  # type: ignore[index]
        return file

    def find(self, file_id: str) -> File | None:
        """Return the file of this id."""
        return self._files.get(file_id)

    def at(self, path: str) -> File | None:
        """Return the file of this file_path."""
        return next((file for file in self._files.values() if file.path == path), None)


def document(files: Files, name: str, data: bytes, mime: str | None = None) -> Json:
    """Keep a file and return the message field `document` (Bot API: Document)."""
    return described(files.keep(name, data), mime)


def described(file: File, mime: str | None = None) -> Json:
    """Return the message field `document` for a file that is kept."""
    mime = mime or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return {"document": {"file_name": file.name, "mime_type": mime, **file.described}}


def photo(files: Files) -> Json:
    """Return the message field `photo`: several sizes, the largest last."""
    sizes = []
    for edge in PHOTO_EDGES:
        file = files.keep(f"{edge}.jpg", b"\xff\xd8\xff\xe0" + bytes(edge))
        sizes.append({**file.described, "width": edge, "height": edge * 3 // 4})
    return {"photo": sizes}


def sticker(files: Files, emoji: str) -> Json:
    """Return the message field `sticker` (Bot API: Sticker)."""
    fields = {
        "type": "regular",
        "width": STICKER_EDGE,
        "height": STICKER_EDGE,
        "is_animated": False,
        "is_video": False,
        "emoji": emoji,
        "set_name": "Sandbox",
    }
    return {"sticker": fields | files.keep("sticker.webp", b"RIFF").described}


def voice(files: Files, seconds: int) -> Json:
    """Return the message field `voice` (Bot API: Voice)."""
    file = files.keep("voice.ogg", b"OggS")
    return {"voice": {"duration": seconds, "mime_type": "audio/ogg", **file.described}}


def origin(message: "Message") -> Json:
    """Return the Bot API's MessageOrigin of a message that is forwarded."""
    date = int(message.date.timestamp())
    sender = message.sender
    if message.anonymous:
        return {"type": "chat", "date": date, "sender_chat": message.chat.brief}
    if sender.hides_forwards:
        return {"type": "hidden_user", "date": date, "sender_user_name": sender.name}
    return {"type": "user", "date": date, "sender_user": sender.to_json()}
