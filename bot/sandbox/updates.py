"""The queue of updates: numbering, expiry, confirmation, one poller at a time."""

import asyncio
import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bot.sandbox.bells import Bell
from bot.sandbox.errors import ApiError, Json

# Bot API: Getting updates, 24 hours; the Bot API server keeps callback queries 150 seconds.
KEPT = timedelta(hours=24)
QUERY_KEPT = timedelta(seconds=150)
# Bot API: Update; these three come only when asked for by name.
OPTIONAL = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
# Limits of the Bot API server; other values are moved inside them, not refused.
MOST_UPDATES = 100
LONGEST_POLL = 50
# The Bot API server drops an update whose JSON is larger.
LARGEST_UPDATE = 64 * 1024

CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


@dataclass(slots=True, eq=False)
class Pending:
    """An update that waits for its confirmation."""

    id: int
    payload: Json
    expires: datetime
    repeated: bool = False
    delivered: bool = False


class Poll:
    """One getUpdates that is being answered."""

    def __init__(self) -> None:
        self.conflict: str | None = None
        self.news = asyncio.Event()

    def oust(self, conflict: str) -> None:
        """End it with 409."""
        self.conflict = conflict
        self.news.set()


class Updates:
    """What Telegram keeps for the bot until it is confirmed or expires; the bell tells that."""

    def __init__(
        self, now: Callable[[], datetime], bell: Bell, chance: Random, log_limit: int | None
    ) -> None:
        self._now = now
        self._bell = bell
        self._next_id = chance.randint(10**8, 10**9)
        self._pending: list[Pending] = []
        self._log: dict[int, Json] = {}
        self._log_limit = log_limit
        self._poll: Poll | None = None
        self._closed = False
        self.listener: Callable[[], None] | None = None
        self.allowed: frozenset[str] | None = None

    def wanted(self, kind: str) -> bool:
        """Tell whether the bot asked for this kind of update (allowed_updates)."""
        return kind not in OPTIONAL if self.allowed is None else kind in self.allowed

    def push(self, payload: Json, kept: timedelta = KEPT) -> int | None:
        """Queue an update and return its update_id; None if the bot does not want the kind."""
        if not any(self.wanted(kind) for kind in payload):
            return None
        return self.force(payload, kept)

    def force(self, payload: Json, kept: timedelta = KEPT) -> int:
        """Queue an update whatever allowed_updates says, and return its update_id."""
        update_id = self._next_id
        self._next_id += 1
        if len(json.dumps(payload)) > LARGEST_UPDATE:
            return update_id
        self._log[update_id] = payload = {"update_id": update_id, **payload}
        if self._log_limit is not None and len(self._log) > self._log_limit:
            del self._log[next(iter(self._log))]
        self._queue(Pending(update_id, payload, self._now() + kept))
        return update_id

    def renumber(self, next_id: int) -> None:
        """Number on from another id, as Telegram may after a week without updates (Update).

        What still waits is dropped: after such a week it has expired.
        """
        self._next_id = next_id
        self.drop()

    def repeat(self, update_id: int) -> None:
        """Queue an update that was given before once more, with the same update_id.

        Raises:
            KeyError: no update of this id is remembered.
        """
        payload = self._log[update_id]
        self._queue(Pending(update_id, payload, self._now() + KEPT, repeated=True))

    def _queue(self, update: Pending) -> None:
        self._pending.append(update)
        if self._poll is not None:
            self._poll.news.set()
        if self.listener is not None:
            self.listener()

    def waiting(self) -> list[Pending]:
        """Return what is neither confirmed nor expired, for a webhook."""
        self._purge()
        return self._pending

    def holds(self, update: Pending) -> bool:
        """Tell whether this one waits: it is not confirmed, not dropped and not expired."""
        return any(other is update for other in self.waiting())

    def done(self, update: Pending) -> None:
        """Confirm one update that a webhook took, or give up one that expired."""
        self._keep(other for other in self._pending if other is not update)

    def _purge(self) -> None:
        now = self._now()
        self._pending = [update for update in self._pending if update.expires > now]

    def __len__(self) -> int:
        """Return how many updates are not confirmed and not expired."""
        self._purge()
        return len(self._pending)

    def confirm(self, offset: int) -> None:
        """Drop updates below a positive offset; of a negative one, all but the last so many.

        An offset that no update has come near (after `renumber`) confirms nothing.
        """
        if offset < 0:
            self._keep(self._pending[offset:])
        elif 0 < offset <= self._next_id:
            self._keep(
                update
                for update in self._pending
                # A repeated update is old by its number; it goes only after it was given again.
                if update.id >= offset or (update.repeated and not update.delivered)
            )

    def drop(self) -> None:
        """Drop everything that waits (drop_pending_updates)."""
        self._keep(())

    def _keep(self, kept: Iterable[Pending]) -> None:
        self._pending = list(kept)
        self._bell.ring()

    def allow(self, names: Iterable[str] | None) -> None:
        """Set allowed_updates: None keeps the setting, an empty list restores the default."""
        if names is not None:
            self.allowed = frozenset(names) or None

    def _batch(self, limit: int) -> list[Json]:
        now = self._now()
        batch: list[Json] = []
        for update in self._pending:
            if len(batch) == limit:
                break
            if update.expires > now:
                update.delivered = True
                batch.append(update.payload)
        return batch

    async def fetch(self, offset: int, limit: int, timeout: int) -> list[Json]:  # noqa: ASYNC109
        """Answer one getUpdates (Bot API: getUpdates); the one before it is ended with 409.

        Raises:
            ApiError: 409, another getUpdates came meanwhile.
        """
        self.oust(CONFLICT)
        self._poll = poll = Poll()
        self.confirm(offset)
        self._purge()
        try:
            return await self._wait(poll, max(1, min(limit, MOST_UPDATES)), timeout)
        finally:
            if self._poll is poll:
                self._poll = None

    async def _wait(self, poll: Poll, limit: int, timeout: int) -> list[Json]:  # noqa: ASYNC109
        deadline = time.monotonic() + max(0, min(timeout, LONGEST_POLL))
        while not (batch := self._batch(limit)):
            left = deadline - time.monotonic()
            if left <= 0 or self._closed:
                break
            poll.news.clear()
            try:
                await asyncio.wait_for(poll.news.wait(), left)
            except TimeoutError:
                break
            if poll.conflict is not None:
                raise ApiError(409, poll.conflict)
        return batch

    def oust(self, conflict: str) -> None:
        """End the poll that waits, if one does, with 409."""
        if self._poll is not None:
            self._poll.oust(conflict)

    def close(self) -> None:
        """Let the poll that waits return at once; the town closes."""
        self._closed = True
        if self._poll is not None:
            self._poll.news.set()
