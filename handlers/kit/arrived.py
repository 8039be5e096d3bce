"""What an update says, in Homeroom's own words: who sent what, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from handlers.kit.card import FileRef, Text
from storage.actors import ClassRef


@dataclass(frozen=True, slots=True)
class Replied:
    """The message that another one answers: its words, its file, its album; whether it is ours."""

    text: Text = field(default_factory=Text)
    files: tuple[FileRef, ...] = ()
    album: str | None = None
    ours: bool = False

    @property
    def packed(self) -> list[Any]:
        """As JSON values, for a draft."""
        files = [file.packed for file in self.files]
        return [self.text.plain, self.text.packed, files, self.album, self.ours]

    @classmethod
    def of(cls, packed: Sequence[Any] | None) -> Replied | None:
        """What `packed` made these values of; None of None."""
        if packed is None:
            return None
        plain, spans, files, album, ours = packed
        return cls(Text.of(plain, spans), tuple(map(FileRef.of, files)), album, ours)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message that somebody sent: `text` is what follows the command, if there is one.

    `kind` is the Bot API field that holds its content ("text", "photo", "sticker", ...), `files`
    is the file it carries, if any, and its text then the caption. An album comes as several
    messages; `album` is what they have in common. `reply_ours` says that it answers a
    message of this bot, `replied` what stands in the message that it answers, and
    `reply_presses` are the buttons under that. `thread_id` is the
    forum topic it was sent in, None in General and outside forums.
    """

    message_id: int
    text: Text = field(default_factory=Text)
    command: str = ""
    kind: str = "text"
    thread_id: int | None = None
    reply_to: int | None = None
    reply_ours: bool = False
    forwarded: bool = False
    album: str | None = None
    files: tuple[FileRef, ...] = ()
    replied: Replied | None = None
    reply_presses: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """The chat an update came from; `class_` where the group is linked to one.

    `admin`: the bot is an administrator there.
    """

    chat_id: int
    private: bool
    title: str = ""
    class_: ClassRef | None = None
    admin: bool = False
    may_delete: bool = False
    forum: bool = False


@dataclass(frozen=True, slots=True)
class Someone:
    """A Telegram user, as an update describes them."""

    user_id: int
    name: str
    username: str | None = None
    language: str | None = None
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened in a chat by itself: who it is about, and how the bot stands there now."""

    people: tuple[Someone, ...] = ()
    present: bool = True
    was_present: bool = True
    may_write: bool = True
    admin: bool = False
    may_delete: bool = False
    new_chat_id: int | None = None
    title: str | None = None
