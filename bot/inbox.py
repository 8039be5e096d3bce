"""A batch of updates, from Telegram to its effects: each has its effect once, whatever happens."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Protocol, TypeVar

import structlog
from telegram import Bot

from bot.cutoff import Hung
from bot.desk import Desk
from bot.incoming import Parsed, parse
from bot.meters import Meters
from bot.turnstile import BURST, Turnstile
from handlers.kit.turn import Errand, Refusal, Toast, Turn
from storage import updates
from storage.base import Database, collided, is_trouble
from storage.batch import Batch

log = structlog.get_logger()

# Seconds for which trouble with the database is spoken of after it was met.
TROUBLED = 10.0
# Updates at a time: as many as one getUpdates can bring (Bot API: getUpdates, limit).
BATCH = 100
# Seconds for which a full batch is a sign of more behind it.
CROWDED = 0.5
# How often in a row a step may lose a race against another transaction where nobody waits.
RACES = 5

Raw = dict[str, Any]
Done = TypeVar("Done")


class Unfinished(Exception):
    """The database is in trouble and was not waited for; what is not committed is not confirmed."""


class Publish(Protocol):
    """Sends off what goes out past the queue (bot.errands.Errands)."""

    def publish(self, toasts: Iterable[tuple[str, Toast]], errands: Iterable[Errand]) -> None:
        """Takes answers to presses, by the id of the query, and errands."""


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

    def nod(self, raw: Raw) -> None:
        """A press that has no effect (any more) is answered all the same: no spinner stays."""
        query = raw.get("callback_query")
        query_id = query.get("id") if isinstance(query, dict) else None
        if isinstance(query_id, str):
            self.toasts.append((query_id, Toast()))


class Inbox:
    """Takes batches of raw updates; `stopping` is set when the end has come.

    Trouble with the database is waited out, unless `waits` is false: then `take` gives up at once.
    `speech` gets what is said past the queue, after the commit and before `take` returns.

    An update's id is written beside its effects, in one transaction, so that handing it in again
    is harmless: who gave the updates may confirm them once `take` returns.
    """

    def __init__(
        self,
        bot: Bot,
        database: Database,
        desk: Desk,
        speech: Publish,
        now: Callable[[], datetime],
        meters: Meters,
        *,
        waits: bool = True,
        burst: int = BURST,
    ) -> None:
        self._bot = bot
        self._database = database
        self._desk = desk
        self._speech = speech
        self._now = now
        self._meters = meters
        self._waits = waits
        self._careful = False
        self._troubled: float | None = None
        # Counted tries that the database spoilt: the next one of these updates is not counted.
        self._excused: set[int] = set()
        self._full: float | None = None
        self._turnstile = Turnstile(burst)
        # Of the batch that is being handled; a replay counts nobody's updates twice.
        self._surplus: dict[int, bool] = {}
        # Set once none of the updates can have been what killed the run before.
        self.cleared = asyncio.Event()
        self.stopping = asyncio.Event()

    async def begin(self) -> None:
        """Begins a run; after one that did not end in order, the first batch is taken with care.

        Raises:
            Unfinished: the end came first.
        """
        self._careful = not await self.patiently(self._begin_run, waits=True)
        if not self._careful:
            self.cleared.set()

    async def end(self) -> None:
        """Notes that the run ended in order; raises like `begin`."""
        await self.patiently(self._end_run)

    async def take(self, raws: Sequence[Raw]) -> None:
        """Handles a batch so that each update has its effect once.

        Raises:
            Unfinished: the database is in trouble (and the end came, where that is waited out);
                some of them may not have it.
        """
        if raws:
            await self._take(raws)
            self._careful = False
        self.cleared.set()

    async def rest(self, seconds: float) -> None:
        """Waits, but not beyond the end."""
        try:
            async with asyncio.timeout(seconds):
                await self.stopping.wait()
        except TimeoutError:
            pass

    def crowded(self) -> bool:
        """Whether more updates seem to wait than one batch takes."""
        return self._full is not None and time.monotonic() - self._full < CROWDED

    def troubled(self) -> bool:
        """Whether the database was in trouble a moment ago."""
        return self._troubled is not None and time.monotonic() - self._troubled < TROUBLED

    async def patiently(
        self, step: Callable[[], Awaitable[Done]], *, waits: bool | None = None
    ) -> Done:
        """Takes a step; trouble with the database itself is waited out, until the end comes."""
        waits = self._waits if waits is None else waits
        waited = 0
        while True:
            try:
                return await step()
            except Exception as error:
                if not is_trouble(error):
                    raise
                waited += 1
                # A race that another transaction won is run again, also where nobody waits.
                raced = collided(error) and waited <= RACES
                self._troubled = self._troubled if raced else time.monotonic()
                if self.stopping.is_set() or not (waits or raced):
                    raise Unfinished from error
                log.warning("intake.database", error=type(error).__name__, waited=waited)
                await self.rest(backoff(0.2, waited, 5.0))

    async def _take(self, raws: Sequence[Raw]) -> None:
        if len(raws) >= BATCH:
            self._full = time.monotonic()
        self._surplus = self._turnstile.surplus(raws, self._now())
        if self._careful:
            await self._one_by_one(raws)
        else:
            await self._together(raws)

    async def _begin_run(self) -> bool:
        async with self._database.write() as session:
            return await updates.begin_run(session)

    async def _end_run(self) -> None:
        async with self._database.write() as session:
            await updates.end_run(session)

    async def _together(self, raws: Sequence[Raw]) -> None:
        try:
            await self.patiently(partial(self._handle, raws))
        except Unfinished:
            raise
        except Exception as error:
            log.warning("intake.batch_failed", error=type(error).__name__, updates=len(raws))
            if isinstance(error, Hung):
                await self.patiently(partial(self._count_hung, raws, error.update_id))
            await self._one_by_one(raws)

    async def _one_by_one(self, raws: Sequence[Raw]) -> None:
        """Each update in a transaction of its own; one that fails too often is set aside.

        Tries are counted before they are made, so that an update that kills the process is
        found out as well.
        """
        for raw in raws:
            while await self.patiently(partial(self._may_try, raw)):
                try:
                    await self.patiently(partial(self._handle, [raw], tried=True))
                except Unfinished:
                    self._excused.add(raw["update_id"])
                    raise
                except Exception as error:
                    await self.patiently(partial(self._note_failure, raw, error))
                else:
                    break

    async def _may_try(self, raw: Raw) -> bool:
        async with self._database.write() as session:
            done = await updates.handled(session, [raw["update_id"]])
            excused = raw["update_id"] in self._excused
            tried_out = not (done or excused) and not await updates.count_try(
                session, raw["update_id"], kind(raw), self._now()
            )
        self._excused.discard(raw["update_id"])
        if done:
            self._publish([raw])
        elif tried_out:
            await self._set_aside(raw)
        return not done and not tried_out

    async def _count_hung(self, raws: Sequence[Raw], update_id: int) -> None:
        """The others have waited for it once already: that was the first of its tries."""
        (raw,) = (each for each in raws if each["update_id"] == update_id)
        async with self._database.write() as session:
            await updates.count_try(session, update_id, kind(raw), self._now())

    async def _note_failure(self, raw: Raw, error: Exception) -> None:
        log.error("update.failed", update_id=raw["update_id"], kind=kind(raw), exc_info=error)
        async with self._database.write() as session:
            await updates.name_error(
                session, raw["update_id"], kind(raw), type(error).__name__, self._now()
            )
        self._meters.update(kind(raw), "failed")

    async def _set_aside(self, raw: Raw) -> None:
        """Gives an update up, undone; the person is told an id that the log knows too.

        It is done with before that is tried, for its very parsing may be what fails.
        """
        error_id = secrets.token_hex(3)
        log.error("update.set_aside", update_id=raw["update_id"], kind=kind(raw), id=error_id)
        async with self._database.write() as session:
            await updates.mark_handled(session, [raw["update_id"]], self._now())
        self._meters.update(kind(raw), "set_aside")
        try:
            await self._apologise(raw, error_id)
        except Exception as error:
            log.warning("update.no_apology", id=error_id, error=type(error).__name__)
            self._publish([raw])

    async def _apologise(self, raw: Raw, error_id: str) -> None:
        spoken = Spoken()
        async with self._database.write() as session:
            batch = Batch(session, self._now())
            update = parse(raw, self._bot)
            if update is not None:
                await self._desk.begin(batch, [update])
                refusal = Refusal("refused-broken", id=error_id)
                spoken.add(update, self._desk.turn_down(batch, update, refusal))
            await batch.finish()
        self._speak(spoken)

    async def _handle(self, raws: Sequence[Raw], tried: bool = False) -> None:
        """One transaction; `tried` when tries were counted, which are forgotten in it."""
        spoken = Spoken()
        with self._meters.batch(len(raws)):
            done, broken = await self._commit(raws, spoken, tried)
        self._count(raws, done, broken)
        self._publish([raw for raw in raws if raw["update_id"] in done], spoken)

    async def _commit(
        self, raws: Sequence[Raw], spoken: Spoken, tried: bool
    ) -> tuple[set[int], set[int]]:
        """The transaction; returns the ids that had their effect before, and the unparsable."""
        async with self._database.write() as session:
            batch = Batch(session, self._now())
            ids = {raw["update_id"] for raw in raws}
            new = await updates.mark_handled(session, ids, batch.now)
            fresh = {raw["update_id"]: raw for raw in raws if raw["update_id"] in new}
            acting = [raw for raw in fresh.values() if not self._turned_away(raw, spoken)]
            parsed, broken = await self._parse_all(batch, acting, spoken)
            await self._handle_all(batch, parsed, spoken)
            await batch.finish()
            if tried:
                await updates.forget_tries(session, new - broken)
        return ids - new, broken

    def _turned_away(self, raw: Raw, spoken: Spoken) -> bool:
        """Whether an update is one too many, and nobody is to be told in private.

        Its press is answered so.
        """
        tell = self._surplus.get(raw["update_id"])
        query = raw.get("callback_query")
        if tell is not None and isinstance(query, dict) and isinstance(query.get("id"), str):
            language = query["from"].get("language_code")
            spoken.toasts.append((query["id"], self._desk.too_fast(language)))
        return tell is False

    def _count(self, raws: Sequence[Raw], done: set[int], broken: set[int]) -> None:
        for raw in raws:
            again, unparsable = raw["update_id"] in done, raw["update_id"] in broken
            outcome = "again" if again else "unparsable" if unparsable else "handled"
            self._meters.update(kind(raw), outcome)

    async def _handle_all(self, batch: Batch, parsed: Sequence[Parsed], spoken: Spoken) -> None:
        """One after another; what they are about is read ahead, for all of them if it can be.

        What one has written the next must see. After it only one is read ahead, then two, four
        and so on: many that write would else have everything read anew for all the others.
        """
        position, ahead = 0, len(parsed)
        while position < len(parsed):
            window = parsed[position : position + ahead]
            await self._desk.begin(batch, window)
            ahead *= 2
            for update in window:
                if self._surplus.get(update.update.update_id):
                    too_fast = self._desk.turn_down(batch, update, Refusal("refused-too-fast"))
                    turn, touched = too_fast, False
                else:
                    turn, touched = await self._desk.handle(batch, update)
                spoken.add(update, turn)
                position += 1
                if touched:
                    await batch.flush()
                    ahead = 1
                    break

    def _publish(self, done: Sequence[Raw], spoken: Spoken | None = None) -> None:
        """What was said now, and a nod to those whose update had its effect before."""
        spoken = spoken or Spoken()
        for raw in done:
            spoken.nod(raw)
        self._speak(spoken)

    def _speak(self, spoken: Spoken) -> None:
        self._meters.toasts.inc(len(spoken.toasts))
        self._speech.publish(spoken.toasts, spoken.errands)

    async def _parse_all(
        self, batch: Batch, raws: Sequence[Raw], spoken: Spoken
    ) -> tuple[list[Parsed], set[int]]:
        """The updates that are for us, and the ids of those that were set aside, unparsable."""
        found, broken = [], set()
        for raw in raws:
            try:
                update = parse(raw, self._bot)
            except Exception as error:
                log.exception("update.unparsable", update_id=raw["update_id"], kind=kind(raw))
                await updates.name_error(
                    batch.session, raw["update_id"], kind(raw), type(error).__name__, batch.now
                )
                broken.add(raw["update_id"])
                update = None
            if update is None:
                spoken.nod(raw)
            else:
                found.append(update)
        return found, broken


def kind(raw: Raw) -> str:
    """The type of an update: the field beside its id (Bot API: Update)."""
    return next((name for name in raw if name != "update_id"), "empty")[:64]


def backoff(first: float, failures: int, most: float) -> float:
    """Seconds that double with each failure, up to `most`."""
    return min(most, first * 2.0 ** min(failures, 16))
