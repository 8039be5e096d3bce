"""What the scheduler needs from the rooms above it, and the outcomes it understands."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Protocol

from storage.alarms import Due
from storage.base import Session
from storage.posts import Post, Why


@dataclass(frozen=True, slots=True)
class Form:
    """How a post stands in its chat, beyond its message: what it took to show it.

    `files` are the messages of its files that stand beside it, `key` says which files those are.
    `parts` are the messages of a long text before the last, each with a digest of what it shows.
    `caption` tells that its text is a caption. `pinned` is whether we pinned it. `flat` tells that
    no topic takes it: it goes to the chat itself, and none is tried again. `shut` is whether we
    closed its topic.
    """

    files: tuple[int, ...] = ()
    key: str = ""
    caption: bool = False
    pinned: bool = False
    parts: tuple[tuple[int, str], ...] = ()
    flat: bool = False
    shut: bool = False

    @property
    def packed(self) -> dict[str, Any]:
        """As JSON values."""
        return {**asdict(self), "files": list(self.files), "parts": [list(p) for p in self.parts]}

    @classmethod
    def of(cls, packed: dict[str, Any] | None) -> Form | None:
        """The form that `packed` made these values of; None for a plain text, or not known."""
        if packed is None:
            return None
        parts = tuple((number, digest) for number, digest in packed.get("parts", ()))
        return cls(**{**packed, "files": tuple(packed["files"]), "parts": parts})


@dataclass(frozen=True, slots=True)
class Sent:
    """Delivered; for an edit, the message now shows (or already showed) the card.

    `file_ids` are what Telegram calls the files that were uploaded, by their hash. `weight` is how
    many messages of the limits it took.
    """

    message_id: int
    form: Form | None = None
    file_ids: dict[str, str] = field(default_factory=dict)
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Begun:
    """Some of it (files, parts of a long text) has arrived; the rest goes out by the next call."""

    form: Form
    file_ids: dict[str, str] = field(default_factory=dict)
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Opened:
    """The topic that it goes to is there now; the rest goes out by the next call."""

    thread_id: int


@dataclass(frozen=True, slots=True)
class TakenAway:
    """For an edit: no edit could show it, and all its messages are gone; it is to be sent anew."""


@dataclass(frozen=True, slots=True)
class Later:
    """Surely not delivered: try again.

    `seconds` is Telegram's retry_after for this chat (429); None when the request never left
    (no connection), where the sender's own backoff decides.
    """

    seconds: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The chat no longer takes messages: blocked, kicked, deactivated, unknown."""

    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group became a supergroup with another id."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """The request left and its answer was lost: delivered, or not."""

    reason: str
    why: Why = Why.LOST


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram will not take this.

    `scope` says what is at fault: "post" (its content), "rights" (of the bot in that chat),
    "topic" (closed or deleted), "message" (the one to edit is gone or not ours).
    """

    reason: str
    scope: str = "post"


Outcome = Sent | Begun | Opened | TakenAway | Later | Gone | Moved | Doubt | Refused


@dataclass(frozen=True, slots=True)
class Address:
    """Where a post goes: a chat, and the topic in it if that is not General."""

    chat_id: int
    thread_id: int | None = None


class Deliver(Protocol):
    """Talks to Telegram; never raises for what Telegram or the network answers."""

    async def send(self, to: Address, what: Any, form: Form | None = None) -> Outcome:
        """Sends a rendered card as a new message; `form` is what was sent of it already."""

    async def edit(
        self, to: Address, message_id: int, what: Any, form: Form | None = None
    ) -> Outcome:
        """Makes a message of ours show a rendered card; `form` is how it stands."""

    async def delete(self, to: Address, message_id: int) -> Outcome:
        """Takes a message away."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a post shows, and the version of its subject that was read for it.

    Two that look the same have the same `digest`. `to` is where it goes, where the post itself must
    not say so; `at` the message there that shows it already, and `form` how that stands.
    """

    what: Any
    version: int
    digest: str
    to: Address | None = None
    at: int | None = None
    form: Form | None = None


class Render(Protocol):
    """Makes what a post shows, in one read transaction."""

    async def __call__(self, session: Session, post: Post) -> Rendered | None:
        """The rendered post; None when it should no longer be shown."""

    async def settled(
        self, session: Session, post: Post, rendered: Rendered, what: Sent | TakenAway
    ) -> None:
        """Notes where it stands, or that it does not any more, of a post that leaves no row."""


class Effect(Protocol):
    """What alarms do."""

    async def __call__(self, session: Session, alarm: Due, now: datetime) -> None:
        """Does what the alarm is for, in its transaction; raises when it could not."""

    async def parked(self, session: Session, alarm: Due, now: datetime) -> None:
        """Tells the admins that an alarm failed too often and rings no more."""


class Move(Protocol):
    """Follows a group to its new id, inside the transaction that learnt of it."""

    async def __call__(self, session: Session, old: int, new: int, now: datetime) -> None:
        """Readdresses everything that named the old id."""
