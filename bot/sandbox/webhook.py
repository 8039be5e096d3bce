"""The webhook: updates are posted to the bot's address instead of being fetched."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import aiohttp

from bot.sandbox.bells import Bell
from bot.sandbox.errors import Json
from bot.sandbox.updates import Pending, Updates

# Bot API: setWebhook; the server of the Bot API doubles the delay after each failure, up to here.
HEADER = "X-Telegram-Bot-Api-Secret-Token"
CONNECTIONS = 40
FIRST_DELAY = 1.0
LONGEST_DELAY = (60.0, 120.0)
LONGEST_RETRY_AFTER = 3600.0
TIMEOUT = aiohttp.ClientTimeout(total=60)


@dataclass(slots=True)
class Failure:
    """The last delivery that failed (Bot API: WebhookInfo)."""

    at: datetime
    text: str


def queue_of(payload: Json) -> str:
    """Return the queue of an update: one at a time a chat, and one at a time a tapping person.

    So a message and a tap from one chat may overtake each other, as at Telegram.
    """
    kind, content = next(((k, v) for k, v in payload.items() if k != "update_id"), ("", None))
    inner = content if isinstance(content, dict) else {}
    place = inner.get("from" if kind == "callback_query" else "chat")
    number = place.get("id") if isinstance(place, dict) else None
    return f"{kind == 'callback_query'}:{number}"


class Webhook:
    """Posts the updates that wait, several queues at once, until it is closed."""

    def __init__(
        self,
        updates: Updates,
        now: Callable[[], datetime],
        url: str,
        secret: str | None,
        connections: int,
        first_delay: float,
        perform: Callable[[Json], Awaitable[None]],
    ) -> None:
        self.url = url
        self.secret = secret
        self.connections = connections
        self.failure: Failure | None = None
        self._updates = updates
        self._now = now
        self._first_delay = first_delay
        self._perform = perform
        self._bell = Bell()
        self._busy: dict[str, asyncio.Task[None]] = {}
        updates.listener = self._bell.ring
        self._running = asyncio.create_task(self._run())

    def close(self) -> None:
        """Stop posting; what was not confirmed keeps waiting."""
        self._updates.listener = None
        self._running.cancel()
        for task in self._busy.values():
            task.cancel()

    async def _run(self) -> None:
        headers = {HEADER: self.secret} if self.secret else {}
        async with aiohttp.ClientSession(headers=headers, timeout=TIMEOUT) as session:
            while True:
                self._begin(session)
                await self._bell.heard(None)

    def _begin(self, session: aiohttp.ClientSession) -> None:
        """Begin with the first update of every queue that is free, as connections allow."""
        for update in self._updates.waiting():
            if len(self._busy) >= self.connections:
                return
            queue = queue_of(update.payload)
            if queue not in self._busy:
                self._busy[queue] = asyncio.create_task(self._deliver(session, update, queue))

    async def _deliver(self, session: aiohttp.ClientSession, update: Pending, queue: str) -> None:
        """Post one update until it is taken, dropped or expires; its queue waits meanwhile."""
        delay = self._first_delay
        while (wait := await self._attempt(session, update)) is not None:
            await asyncio.sleep(wait or delay)
            delay = min(delay * 2, random.uniform(*LONGEST_DELAY))  # noqa: S311 - only a delay
            if not self._updates.holds(update):
                break
        self._updates.done(update)
        del self._busy[queue]
        self._bell.ring()

    async def _attempt(self, session: aiohttp.ClientSession, update: Pending) -> float | None:
        """Post once; None if it was taken, else the seconds that the bot asks to wait (or 0)."""
        try:
            async with session.post(self.url, json=update.payload) as response:
                body = await response.read()
                if response.ok:
                    await self._perform(_json(body))
                    return None
                reason = f"Wrong response from the webhook: {response.status} {response.reason}"
                asked = response.headers.get("Retry-After", "")
        except (aiohttp.ClientError, TimeoutError) as error:
            reason, asked = f"Connection failed: {type(error).__name__}", ""
        self.failure = Failure(self._now(), reason)
        return min(float(asked), LONGEST_RETRY_AFTER) if asked.isdecimal() else 0.0


def _json(body: bytes) -> Json:
    """Return the JSON object in an answer, or an empty one."""
    try:
        found = json.loads(body)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {}
