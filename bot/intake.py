"""Updates in: fetched, handled in one transaction a batch, confirmed once that is committed."""

from __future__ import annotations

import asyncio
import random
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.desk import Desk
from bot.errands import Errands
from bot.incoming import Parsed, parse
from handlers.kit.turn import Errand, Toast, Turn
from storage import updates
from storage.base import Database, is_trouble
from storage.batch import Batch

log = structlog.get_logger()

# Bot API: getUpdates takes 1-100 at a time; the server holds a poll for 50 s at most.
BATCH = 100
POLL_SECONDS = 30
# Without a successful poll for this long (beyond the poll itself), the watchdog speaks.
SILENCE_SECONDS = 60.0
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]

Raw = dict[str, Any]


class Ended(Exception):
    """The process must end; the sentence says why, and what to do."""


@dataclass(slots=True)
class Spoken:
    """What goes out past the queue once the batch is committed."""

    toasts: list[tuple[str, Toast]] = field(default_factory=list)
    errands: list[Errand] = field(default_factory=list)

    def add(self, update: Parsed, turn: Turn) -> None:
        """Takes over a turn's answer (a press is always answered) and errands."""
        if update.query_id is not None:
            self.toasts.append((update.query_id, turn.answer or Toast()))
        self.errands += turn.errands


class Intake:
    """Polls Telegram, and hands each batch to the desk.

    Telegram keeps an update until a later offset confirms it, so the offset moves only past what
    is committed: a crash redelivers, and the ids written beside the effects make that harmless.
    """

    def __init__(
        self,
        bot: Bot,
        poll: Callable[[dict[str, Any]], Any],
        database: Database,
        desk: Desk,
        errands: Errands,
        now: Callable[[], datetime],
    ) -> None:
        self._bot = bot
        self._poll = poll
        self._database = database
        self._desk = desk
        self._errands = errands
        self._now = now
        self._offset: int | None = None
        self._careful = False
        self._stopping = asyncio.Event()
        self._heard = time.monotonic()

    async def run(self) -> None:
        """Takes updates until `stop`; raises Ended when Telegram will not have this process."""
        async with self._database.write() as session:
            self._careful = not await updates.begin_run(session)
        failures = 0
        while not self._stopping.is_set():
            try:
                raws = await self._fetch()
            except RetryAfter as error:
                await self._rest(_seconds(error))
                continue
            except TelegramError as error:
                failures += 1
                log.warning("intake.no_answer", error=type(error).__name__, failures=failures)
                await self._rest(random.uniform(0.2, min(30.0, 0.5 * 2**failures)))  # noqa: S311 (no secret)
                continue
            failures, self._heard = 0, time.monotonic()
            await self.take(raws)
        async with self._database.write() as session:
            await updates.end_run(session)

    def stop(self) -> None:
        """Takes nothing more; a batch that is being handled is finished."""
        self._stopping.set()

    def silent_for(self) -> float:
        """Seconds since Telegram last answered a poll, beyond what a poll may take."""
        return max(0.0, time.monotonic() - self._heard - POLL_SECONDS)

    async def watch(self) -> None:
        """Says so when Telegram has not answered for a minute."""
        if self.silent_for() > SILENCE_SECONDS:
            log.error("intake.silent", seconds=round(self.silent_for()))

    async def take(self, raws: Sequence[Raw]) -> None:
        """Handles a batch so that each update has its effect once; then confirms it."""
        if not raws:
            return
        if self._careful:
            await self._one_by_one(raws)
        else:
            await self._together(raws)
        self._careful = False
        self._offset = raws[-1]["update_id"] + 1

    async def _fetch(self) -> list[Raw]:
        """One poll; on `stop` it is given up, and what it would have brought stays unconfirmed."""
        asked: dict[str, Any] = {
            "timeout": POLL_SECONDS, "limit": BATCH, "allowed_updates": ALLOWED
        }  # fmt: skip
        if self._offset is not None:
            asked["offset"] = self._offset
        poll = asyncio.ensure_future(self._poll(asked))
        stopped = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait({poll, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not poll.done():
            poll.cancel()
            return []
        try:
            found: list[Raw] = poll.result()
        except Conflict as error:
            raise Ended(
                "Another process is polling with this bot's token (Telegram answered 409). "
                "Stop that one, or give this one a token of its own."
            ) from error
        except InvalidToken as error:
            raise Ended(
                "Telegram does not know this token (it answered 401 or 404). "
                "Copy telegram.token anew from @BotFather, and check telegram.base_url."
            ) from error
        return found

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            pass

    async def _together(self, raws: Sequence[Raw]) -> None:
        try:
            await self._patiently(raws)
        except Exception as error:
            log.warning("intake.batch_failed", error=type(error).__name__, updates=len(raws))
            await self._one_by_one(raws)

    async def _one_by_one(self, raws: Sequence[Raw]) -> None:
        """Each update in a transaction of its own; one that fails too often is set aside.

        Tries are counted before they are made, so that an update that kills the process is
        found out as well.
        """
        for raw in raws:
            while await self._may_try(raw):
                try:
                    await self._patiently([raw])
                except Exception as error:
                    await self._note_failure(raw, error)
                else:
                    break

    async def _may_try(self, raw: Raw) -> bool:
        async with self._database.write() as session:
            if await updates.handled(session, [raw["update_id"]]):
                return False
            tries = await updates.count_try(session, raw["update_id"], kind(raw), self._now())
        if tries > updates.TRIES:
            await self._set_aside(raw)
            return False
        return True

    async def _note_failure(self, raw: Raw, error: Exception) -> None:
        log.error("update.failed", update_id=raw["update_id"], kind=kind(raw), exc_info=error)
        async with self._database.write() as session:
            await updates.name_error(
                session, raw["update_id"], kind(raw), type(error).__name__, self._now()
            )

    async def _set_aside(self, raw: Raw) -> None:
        """Gives an update up, undone; the person is told an id that the log knows too."""
        error_id = secrets.token_hex(3)
        log.error("update.set_aside", update_id=raw["update_id"], kind=kind(raw), id=error_id)
        spoken = Spoken()
        async with self._database.write() as session:
            batch = Batch(session, self._now())
            update = self._parsed(raw)
            if update is not None:
                await self._desk.begin(batch, [update])
                turn = self._desk.apologise(batch, update, error_id)
                spoken.add(update, turn)
            await batch.finish([raw["update_id"]])
        self._errands.publish(spoken.toasts, spoken.errands)

    async def _patiently(self, raws: Sequence[Raw]) -> None:
        """Handles updates in one transaction; trouble with the database itself is waited out."""
        waited = 0
        while True:
            try:
                await self._handle(raws)
            except Exception as error:
                if not is_trouble(error) or self._stopping.is_set():
                    raise
                waited += 1
                log.warning("intake.database", error=type(error).__name__, waited=waited)
                await asyncio.sleep(min(5.0, 0.2 * 2**waited))
            else:
                return

    async def _handle(self, raws: Sequence[Raw]) -> None:
        spoken = Spoken()
        async with self._database.write() as session:
            batch = Batch(session, self._now())
            done = await updates.handled(session, [raw["update_id"] for raw in raws])
            fresh = [raw for raw in raws if raw["update_id"] not in done]
            parsed = await self._parse_all(batch, fresh)
            await self._desk.begin(batch, parsed)
            for index, update in enumerate(parsed):
                turn, touched = await self._desk.handle(batch, update)
                spoken.add(update, turn)
                if touched and index + 1 < len(parsed):
                    await batch.flush()
                    await self._desk.begin(batch, parsed[index + 1 :])
            await batch.finish([raw["update_id"] for raw in fresh])
        spoken.toasts += [
            (query["id"], Toast())
            for raw in raws
            if raw["update_id"] in done and (query := raw.get("callback_query"))
        ]
        self._errands.publish(spoken.toasts, spoken.errands)

    async def _parse_all(self, batch: Batch, raws: Sequence[Raw]) -> list[Parsed]:
        """The updates that are for us; one that cannot be parsed is set aside at once."""
        found = []
        for raw in raws:
            try:
                update = parse(Update.de_json(raw, self._bot))
            except Exception as error:
                log.exception("update.unparsable", update_id=raw["update_id"], kind=kind(raw))
                await updates.name_error(
                    batch.session, raw["update_id"], kind(raw), type(error).__name__, batch.now
                )
            else:
                found += [update] if update is not None else []
        return found

    def _parsed(self, raw: Raw) -> Parsed | None:
        try:
            return parse(Update.de_json(raw, self._bot))
        except Exception:
            return None


def kind(raw: Raw) -> str:
    """The type of an update: the field beside its id (Bot API: Update)."""
    return next((name for name in raw if name != "update_id"), "empty")


def _seconds(error: RetryAfter) -> float:
    after = error.retry_after
    return float(after) if isinstance(after, int | float) else after.total_seconds()
