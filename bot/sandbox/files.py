"""Files on Telegram's servers: by file_id, by the path of their download."""

import hashlib
import itertools
from dataclasses import dataclass

from bot.sandbox.errors import Json

# How a file_id begins and in which folder the file lies, by kind; as Telegram's look.
PREFIXES = {
    "photo": "AgACAgIAAxk",
    "document": "BQACAgIAAxk",
    "video": "BAACAgIAAxk",
    "audio": "CQACAgIAAxk",
    "voice": "AwACAgIAAxk",
    "video_note": "DQACAgIAAxk",
    "sticker": "CAACAgIAAxk",
}
FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "video": "videos",
    "audio": "music",
    "voice": "voice",
    "video_note": "video_notes",
    "sticker": "stickers",
}


@dataclass(slots=True, eq=False)
class File:
    """A file; `described` are its ids and size, `content` the message field that shows it.

    `kind` is the Bot API's name of that field: photo, document, voice, ...
    """

    kind: str
    name: str
    data: bytes
    described: Json
    content: Json

    @property
    def path(self) -> str:
        """Its file_path (Bot API: File)."""
        name = f"{self.described['file_unique_id']}_{self.name}"
        return f"{FOLDERS[self.kind]}/{name}"


class Files:
    """All files by file_id."""

    def __init__(self) -> None:
        self._files: dict[str, File] = {}
        self._paths: dict[str, File] = {}
        self._numbers = itertools.count(1)

    def keep(self, kind: str, name: str, data: bytes) -> File:
        """Store a file and give it its ids; what it is sent as is filled in by `media`."""
        number = next(self._numbers)
        unique = hashlib.sha256(f"{number}:{name}".encode()).hexdigest()[:15]
        described = {
            "file_id": f"{PREFIXES[kind]}{number:06d}{unique}",
            "file_unique_id": f"AgAD{unique}",
            "file_size": len(data),
        }
        file = File(kind, name, data, described, {})
        self._files[str(described["file_id"])] = self._paths[file.path] = file
        return file

    def find(self, file_id: str) -> File | None:
        """Return the file of this id."""
        return self._files.get(file_id)

    def at(self, path: str) -> File | None:
        """Return the file of this file_path."""
        return self._paths.get(path)
