"""The event feed: what people in the town could see, in order, for transcripts and pages."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.sandbox.bells import Bell
from bot.sandbox.errors import Json

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat
    from bot.sandbox.messages import Message
    from bot.sandbox.people import User


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """One visible happening.

    Kinds: message, whisper (to one person only), edit, delete, service, react, action ("typing"),
    tap, toast, alert, link, status, block, unblock.
    `text` is the text at that moment: the message's, the button's label, the toast's; `rows`
    are the labels of the message's buttons then.
    """

    number: int
    kind: str
    at: datetime
    chat: "Chat | None"
    who: "User | None"
    text: str
    message: "Message | None" = None
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def line(self) -> str:
        """One line for a transcript."""
        place = self.chat.title if self.chat else ""
        who = self.who.name if self.who else ""
        return f"{self.at:%H:%M:%S} [{place}] {who} {self.kind}: {self.text}"

    def to_json(self) -> Json:
        """Return the event as plain values."""
        return {
            "number": self.number,
            "kind": self.kind,
            "at": self.at.isoformat(),
            "chat_id": self.chat.id if self.chat else None,
            "user_id": self.who.id if self.who else None,
            "message_id": self.message.id if self.message else None,
            "text": self.text,
        }


class Events(list[Event]):
    """All happenings so far; `follow` yields them as they come. With a limit, the oldest go."""

    def __init__(self, bell: Bell, limit: int | None = None) -> None:
        super().__init__()
        self._bell = bell
        self._limit = limit
        self.total = 0

    def add(
        self,
        kind: str,
        at: datetime,
        chat: "Chat | None",
        who: "User | None",
        text: str = "",
        message: "Message | None" = None,
    ) -> None:
        """Append a happening and wake all who wait for a change."""
        self.total += 1
        rows = message.buttons if message else []
        labels = tuple(tuple(button.label for button in row) for row in rows)
        self.append(Event(self.total, kind, at, chat, who, text, message, labels))
        if self._limit is not None and len(self) >= 2 * self._limit:
            del self[: -self._limit]
        self._bell.ring()

    def since(self, number: int) -> list[Event]:
        """Return what happened after the event of this number; 0 for all that is kept."""
        kept_from = self.total - len(self)
        return self[max(0, number - kept_from) :]

    async def follow(self, since: int = 0) -> AsyncIterator[Event]:
        """Yield what happened after an event's number, then everything that comes."""
        while True:
            for event in self.since(since):
                yield event
                since = event.number
            await self._bell.heard(None)
