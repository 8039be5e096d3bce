"""How the bot is, in figures: for /health and /metrics."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

import structlog

from bot.inbox import Inbox
from bot.meters import Meters
from storage import outbox
from storage.base import Database, Session

log = structlog.get_logger()

Found = TypeVar("Found")

# Seconds for reading the figures; a database that needs longer is in trouble.
LONGEST = 2.0


class Listening(Protocol):
    """A way in for updates: bot.intake.Intake or bot.webhook.Webhook."""

    def ready(self) -> bool:
        """Whether it takes updates now."""

    def lag(self) -> float | None:
        """Seconds since Telegram was last heard; None before the first time."""


@dataclass(frozen=True, slots=True)
class State:
    """How the bot is; what the database could not say is None.

    It is `live` when it answers at all, and `ready` when updates have their effect.
    """

    live: bool
    ready: bool
    database: str
    intake_lag_seconds: float | None
    outbox_queued: int | None
    outbox_oldest_seconds: float | None

    def as_json(self) -> dict[str, Any]:
        """For a program that asks."""
        return asdict(self)


class Health:
    """Looks after the pieces that may fail."""

    def __init__(
        self,
        database: Database,
        inbox: Inbox,
        intake: Listening,
        meters: Meters,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._inbox = inbox
        self._intake = intake
        self._meters = meters
        self._now = now

    async def look(self) -> State:
        """How the bot is now."""
        waiting = await self._waiting()
        database = waiting is not None and not self._inbox.troubled()
        lag = self._intake.lag()
        return State(
            live=True,
            ready=database and self._intake.ready(),
            database="ok" if database else "trouble",
            intake_lag_seconds=None if lag is None else round(lag, 3),
            outbox_queued=waiting.count if waiting else None,
            outbox_oldest_seconds=round(waiting.oldest_seconds, 3) if waiting else None,
        )

    async def metrics(self) -> bytes:
        """The figures in Prometheus' text format; without the database's where it is in trouble."""
        return self._meters.page(await self._asked(outbox.by_state) or {})

    async def _waiting(self) -> outbox.Waiting | None:
        return await self._asked(lambda session: outbox.waiting(session, self._now()))

    async def _asked(self, read: Callable[[Session], Awaitable[Found]]) -> Found | None:
        try:
            async with asyncio.timeout(LONGEST), self._database.read() as session:
                return await read(session)
        except Exception as error:
            log.warning("health.database", error=type(error).__name__)
            return None
