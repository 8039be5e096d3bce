"""Updates in: posted by Telegram, gathered into batches, and answered once they are committed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import structlog
from telegram import Bot, WebhookInfo
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.errands import Errands, answer
from bot.inbox import BATCH, Inbox, Raw, Unfinished, backoff
from bot.incoming import ALLOWED
from bot.intake import UNKNOWN_BOT, Ended, asked_to_wait
from handlers.kit.turn import Errand, Toast

log = structlog.get_logger()

# Seconds that the first call of a batch waits for others: a tap alone must not feel it, and while
# one batch is committed the next one gathers anyway.
GATHER = 0.002
# Bot API: setWebhook, max_connections (at most). At 100 ms there and back, the default of 40
# would let 400 updates a second through.
CONNECTIONS = 100


class Busy(Exception):
    """The update was not taken (or nobody knows): Telegram shall post it again."""


class Riders:
    """Toasts ride on the answers to the calls that brought the presses; errands go out."""

    def __init__(self, errands: Errands) -> None:
        self._errands = errands
        self._toasts: dict[str, Toast] = {}

    def publish(self, toasts: Iterable[tuple[str, Toast]], errands: Iterable[Errand]) -> None:
        """Keeps the toasts until they are collected (bot.inbox.Publish)."""
        self._toasts.update(toasts)
        self._errands.publish([], errands)

    def collect(self) -> dict[str, Toast]:
        """The toasts since the last time, by the id of the query they answer."""
        toasts, self._toasts = self._toasts, {}
        return toasts


@dataclass(frozen=True, slots=True)
class Call:
    """One update that was posted, and the answer that its request waits for."""

    raw: Raw
    answer: asyncio.Future[Raw | None]

    @property
    def query_id(self) -> str | None:
        """The id of the query, if the update is a press."""
        query = self.raw.get("callback_query")
        found = query.get("id") if isinstance(query, dict) else None
        return found if isinstance(found, str) else None


class Webhook:
    """Registers the address at Telegram, and hands what is posted there to the inbox.

    `inbox` does not wait for a database in trouble: Telegram keeps the updates meanwhile, and
    posts them again. `riders` is where the inbox puts its toasts.
    """

    def __init__(self, bot: Bot, inbox: Inbox, riders: Riders, url: str, secret: str) -> None:
        self._bot = bot
        self._inbox = inbox
        self._riders = riders
        self._url = url
        self._secret = secret
        self._registered: str | None = None
        self._waiting: list[Call] = []
        self._news = asyncio.Event()
        self._heard: float | None = None
        self._failed_at: datetime | None = None
        self._ended: Ended | None = None

    async def run(self) -> None:
        """Takes updates until `stop`; raises Ended when Telegram will not have this process."""
        try:
            await self._inbox.begin()
            await self._register()
            await self._work()
            await self._inbox.end()
        except Unfinished as error:
            log.error("intake.unfinished", error=type(error.__cause__).__name__)
        finally:
            self.stop()
            self._refuse(self._waiting)
        if self._ended is not None:
            raise self._ended

    def stop(self) -> None:
        """Takes nothing more; a batch that is being handled is finished."""
        self._inbox.stopping.set()
        self._news.set()

    async def take(self, raw: Raw) -> Raw | None:
        """Takes one update; returns once its effect is committed.

        Returns:
            The method that answers the press, to be performed by Telegram; None for other updates.

        Raises:
            Busy: the database is in trouble, or the process is ending.
        """
        self._heard = time.monotonic()
        if self._inbox.stopping.is_set():
            raise Busy
        call = Call(raw, asyncio.get_running_loop().create_future())
        self._waiting.append(call)
        self._news.set()
        return await call.answer

    def lag(self) -> float | None:
        """Seconds since Telegram last called; None before the first time."""
        return None if self._heard is None else time.monotonic() - self._heard

    def ready(self) -> bool:
        """Whether Telegram knows the address, and updates are taken."""
        return self._registered is not None and not self._inbox.stopping.is_set()

    async def watch(self) -> None:
        """Says what Telegram says of the address; ends the run where it is no longer ours."""
        if self._registered is None:
            return
        try:
            self._judge(await self._bot.get_webhook_info())
        except TelegramError as error:
            log.warning("intake.no_answer", error=type(error).__name__)

    def _judge(self, info: WebhookInfo) -> None:
        if info.url != self._registered:
            self._ended = Ended(
                "Another process took over this bot's updates (telegram.webhook_url is no longer "
                "its webhook). Stop that one, or give this one a token of its own."
            )
            self.stop()
        elif info.last_error_date is not None and info.last_error_date != self._failed_at:
            self._failed_at = info.last_error_date
            log.warning(
                "webhook.failed", error=info.last_error_message, waiting=info.pending_update_count
            )

    async def _register(self) -> None:
        """Gives Telegram the address and the secret; waits while it cannot be reached."""
        failures = 0
        while self._registered is None and not self._inbox.stopping.is_set():
            try:
                await self._bot.set_webhook(
                    self._url,
                    secret_token=self._secret,
                    max_connections=CONNECTIONS,
                    allowed_updates=ALLOWED,
                )
                # As Telegram writes it; by that it is known again.
                self._registered = (await self._bot.get_webhook_info()).url
            except RetryAfter as error:
                await self._inbox.rest(asked_to_wait(error))
            except InvalidToken as error:
                raise Ended(UNKNOWN_BOT) from error
            except BadRequest as error:
                raise Ended(f"Telegram does not take telegram.webhook_url: {error}.") from error
            except TelegramError as error:
                failures += 1
                log.warning("intake.no_answer", error=type(error).__name__, failures=failures)
                await self._inbox.rest(backoff(0.5, failures, 30.0))

    async def _work(self) -> None:
        while not self._inbox.stopping.is_set():
            await self._news.wait()
            self._news.clear()
            while self._waiting and not self._inbox.stopping.is_set():
                if len(self._waiting) < BATCH:
                    await asyncio.sleep(GATHER)
                batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
                await self._handle(batch)

    async def _handle(self, batch: list[Call]) -> None:
        """One batch; when the database is in trouble, those who wait behind it are refused too.

        The connections overtook each other on the way, perhaps; the numbers say what came first.
        """
        batch = sorted(batch, key=lambda call: call.raw["update_id"])
        try:
            await self._inbox.take([call.raw for call in batch])
        except Unfinished as error:
            log.warning("intake.database", error=type(error.__cause__).__name__, refused=len(batch))
            # Those whose toast is there had their effect, each in a transaction of its own.
            toasts = self._riders.collect()
            self._answer([call for call in batch if call.query_id in toasts], toasts)
            self._refuse(self._waiting)
        else:
            self._answer(batch, self._riders.collect())
        finally:
            self._refuse(batch)

    def _answer(self, calls: Iterable[Call], toasts: dict[str, Toast]) -> None:
        for call in calls:
            if not call.answer.done():
                query_id = call.query_id or ""
                toast = toasts.get(query_id)
                call.answer.set_result(_method(query_id, toast) if toast else None)

    def _refuse(self, calls: list[Call]) -> None:
        """Those who have no answer yet get Busy, and wait no longer."""
        for call in calls:
            if not call.answer.done():
                call.answer.set_exception(Busy())
        calls.clear()


def _method(query_id: str, toast: Toast) -> Raw:
    """Bot API: "Making requests when getting updates", with answerCallbackQuery."""
    return {"method": "answerCallbackQuery", **answer(query_id, toast)}
