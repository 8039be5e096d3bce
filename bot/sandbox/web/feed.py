"""The feed: what happens in the town, pushed to the page as server-sent events."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from bot.sandbox.errors import Json
from bot.sandbox.events import Event
from bot.sandbox.web import views

if TYPE_CHECKING:
    from bot.sandbox.town import Town

# Seconds; a comment now and then, so that a connection that died is noticed.
HEARTBEAT = 15.0
# Seconds that the town's clock may run off the wall's before the page is told.
DRIFT = 2.0


class Feed:
    """One page's feed; it begins where the town is now.

    Args:
        town: what is told of.
        name: tells this town from one that was here before, so that a page begins anew.
    """

    def __init__(self, town: "Town", name: str) -> None:
        self._town = town
        self._name = name
        self._number = town.events.total
        self._pins = self._pinned()
        self._shape = self._shaped()

    async def lines(self) -> AsyncIterator[bytes]:
        """Yield server-sent events until the town or the page goes."""
        yield _line("hello", {"town": self._name, "number": self._number})
        while not self._town.closed:
            for name, data in self._news():
                yield _line(name, data)
            if not await self._town.bell.heard(HEARTBEAT):
                yield b": still here\n\n"
            # What happens in one turn of the loop is told together.
            await asyncio.sleep(0)

    def _news(self) -> list[tuple[str, Json]]:
        events = self._town.events.since(self._number)
        self._number = self._town.events.total
        news = [("event", _told(event)) for event in events]
        pins, self._pins = self._pins, self._pinned()
        news += [
            ("pins", {"chat": chat, "pinned": pinned})
            for chat, pinned in self._pins.items()
            if pins.get(chat, []) != pinned
        ]
        shape, self._shape = self._shape, self._shaped()
        if shape != self._shape or any(event.kind == "status" for event in events):
            news.append(("town", {}))
        return news

    def _pinned(self) -> dict[int, list[int]]:
        return {chat.id: [m.id for m in chat.pinned] for chat in self._town.chats.values()}

    def _shaped(self) -> tuple[object, ...]:
        """What the page shows besides messages, in short, to notice that it is different now."""
        town = self._town
        drift = town.now().timestamp() - asyncio.get_running_loop().time()
        return (
            len(town.users),
            len(town.chats),
            tuple(rule.kind for rule in town.faults.rules),
            round(drift / DRIFT),
            sum(1 for user in town.users.values() if user.blocks_bot),
        )


def _told(event: Event) -> Json:
    """Return an event with its message as it stands now, so that applying it twice does no harm."""
    told = event.to_json()
    message = event.message
    if message is not None:
        told["deleted"] = message.deleted
        told["ephemeral"] = message.ephemeral
        told["message"] = None if message.deleted else views.message(message)
    return told


def _line(name: str, data: Json) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()
