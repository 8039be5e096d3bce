"""Updates in: fetched by long polling, and confirmed once what they brought is committed."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter

from bot.inbox import BATCH, Inbox, Raw, Unfinished, backoff
from bot.incoming import ALLOWED
from bot.turnstile import BURST

log = structlog.get_logger()

UNKNOWN_BOT = (
    "Telegram does not know this token (it answered 401 or 404). "
    "Copy telegram.token anew from @BotFather, and check telegram.base_url."
)


class Ended(Exception):
    """The process must end; the sentence says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds something may take, and how much at once is taken from anybody.

    `call`: Telegram, to answer any call (storage.claims.LEASE_SECONDS is longer). `poll`: it holds
    a poll without news (Bot API server: 50 at most). `answer`: beyond that, for the way. `silence`:
    beyond both, without an answer, until the watchdog speaks. `handler`: one update, until it is
    cut off. `cleared`: the first updates after a run that was killed, for which the sender waits.
    `burst`: updates of one person.
    """

    call: float = 20.0
    poll: int = 30
    answer: float = 10.0
    silence: float = 60.0
    handler: float = 2.0
    cleared: float = 2.0
    burst: int = BURST


class Intake:
    """Polls Telegram, and hands each batch to the inbox.

    Telegram keeps an update until a later offset confirms it, so the offset moves only past what
    is committed. `poll` makes one getUpdates with these parameters.
    """

    def __init__(
        self, poll: Callable[[Raw], Awaitable[Any]], inbox: Inbox, patience: Patience
    ) -> None:
        self._poll = poll
        self._inbox = inbox
        self._patience = patience
        self._offset: int | None = None
        self._heard = time.monotonic()

    async def run(self) -> None:
        """Takes updates until `stop`; raises Ended when Telegram will not have this process."""
        try:
            await self._inbox.begin()
            await self._listen()
            await self._inbox.end()
        except Unfinished as error:
            log.error("intake.unfinished", error=type(error.__cause__).__name__)

    def stop(self) -> None:
        """Takes nothing more; a batch that is being handled is finished."""
        self._inbox.stopping.set()

    def lag(self) -> float:
        """Seconds since Telegram last answered a poll."""
        return time.monotonic() - self._heard

    def ready(self) -> bool:
        """Whether Telegram answers, and updates are taken."""
        return not self._inbox.stopping.is_set() and self.silent_for() <= self._patience.silence

    def silent_for(self) -> float:
        """Seconds since Telegram last answered a poll, beyond what a poll may take."""
        may_take = self._patience.poll + self._patience.answer
        return max(0.0, self.lag() - may_take)

    async def watch(self) -> None:
        """Says so when Telegram has not answered for a minute."""
        if self.silent_for() > self._patience.silence:
            log.error("intake.silent", seconds=round(self.silent_for()))

    async def _listen(self) -> None:
        failures = 0
        while not self._inbox.stopping.is_set():
            try:
                raws = await self._fetch()
            except Ended:
                raise
            except RetryAfter as error:
                await self._inbox.rest(asked_to_wait(error))
            except Exception as error:
                # Whatever it is (a proxy's page, say), it was no answer of Telegram's.
                failures += 1
                log.warning("intake.no_answer", error=type(error).__name__, failures=failures)
                await self._inbox.rest(random.uniform(0.2, backoff(0.5, failures, 30.0)))  # noqa: S311 (no secret)
            else:
                failures, self._heard = 0, time.monotonic()
                await self._take(raws)

    async def _take(self, raws: list[Raw]) -> None:
        await self._inbox.take(raws)
        if raws:
            self._offset = raws[-1]["update_id"] + 1

    async def _fetch(self) -> list[Raw]:
        """One poll; on `stop` it is given up, and what it would have brought stays unconfirmed."""
        # While others wait for what is there, nothing new is waited for.
        seconds = self._patience.poll if self._inbox.cleared.is_set() else 0
        asked: Raw = {"timeout": seconds, "limit": BATCH, "allowed_updates": ALLOWED}
        if self._offset is not None:
            asked["offset"] = self._offset
        poll = asyncio.ensure_future(self._poll(asked))
        stopped = asyncio.ensure_future(self._inbox.stopping.wait())
        try:
            await asyncio.wait({poll, stopped}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopped.cancel()
            given_up = not poll.done()
            poll.cancel()
        if given_up:
            return []
        try:
            return [raw for raw in poll.result() if isinstance(raw["update_id"], int)]
        except Conflict as error:
            raise Ended(
                "Another process is polling with this bot's token (Telegram answered 409). "
                "Stop that one, or give this one a token of its own."
            ) from error
        except (InvalidToken, EndPointNotFound) as error:
            # PTB calls it the latter where a method is called by its name.
            raise Ended(UNKNOWN_BOT) from error


def asked_to_wait(error: RetryAfter) -> float:
    """Seconds that Telegram asks to wait."""
    after = error.retry_after
    return float(after) if isinstance(after, int | float) else after.total_seconds()
