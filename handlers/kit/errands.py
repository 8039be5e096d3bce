"""What is done once a turn stands: the answer to a press, and small errands to Telegram."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handlers.kit.card import Card, FileRef
from handlers.kit.composing import Compose, Farewell


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a press (Bot API: answerCallbackQuery)."""

    text: str = ""
    alert: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """An errand: take a message away, if the right to do so exists."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Strip:
    """An errand: take the buttons off a superseded copy of a card."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class LookUp:
    """An errand: ask Telegram how many members a group has and what the bot may do there."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class ShowMenu:
    """An errand: what somebody may do, or the language they speak, changed; so does their menu."""

    user_id: int


@dataclass(frozen=True, slots=True)
class WhoIsIn:
    """An errand: ask Telegram which of these users are in a group no longer."""

    chat_id: int
    user_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fetch:
    """An errand: get the bytes of a file that somebody sent (20 MB at most; Bot API: getFile).

    `then` names what goes on with them (`Feature.fetched`), `user_id` is who is to be told, in
    `language`, and `note` whatever that needs to know. Nothing is left of it when the bot ends
    meanwhile: the person sends the file again.
    """

    file: FileRef
    then: str
    user_id: int
    language: str
    note: str = ""
    most: int = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Whisper:
    """An errand: show somebody these cards in the group, where only they see them.

    Nothing hangs on it: it is the quick copy of what is said in private, too. `otherwise` is what
    is queued instead, rows of posts, where Telegram does not take it. A press (`query_id`) may be
    answered so in any group for fifteen seconds, all else only where the bot is an administrator
    (Bot API 10.3: ephemeral_message_parameters).
    """

    chat_id: int
    user_id: int
    cards: tuple[Card, ...]
    thread_id: int | None = None
    query_id: str | None = None
    otherwise: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Redraw:
    """An errand: put a card in the place of a message, or (None) send it below, leaving no row.

    For what may stand in no table, not even as the digest of what was shown. Should it get lost,
    the person taps once more.
    """

    chat_id: int
    message_id: int | None
    card: Card


Errand = (
    Delete | Strip | LookUp | WhoIsIn | ShowMenu | Fetch | Compose | Farewell | Whisper | Redraw
)


@dataclass(frozen=True, slots=True)
class Looked:
    """What Telegram says of a group: its size (the bot included), its admins, the bot's rights."""

    chat_id: int
    members: int
    admin_ids: tuple[int, ...]
    admin: bool
    may_delete: bool


@dataclass(frozen=True, slots=True)
class Absent:
    """Who of those that were asked about is in a group no longer, as Telegram says."""

    chat_id: int
    user_ids: tuple[int, ...]
