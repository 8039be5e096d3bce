"""The one that talks: takes posts when they may go, and records what became of them."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime

import structlog

from scheduler.pace import INF, Pace
from scheduler.ports import (
    Address,
    Begun,
    Deliver,
    Doubt,
    Form,
    Gone,
    Later,
    Move,
    Moved,
    Opened,
    Outcome,
    Refused,
    Render,
    Rendered,
    Sent,
    TakenAway,
)
from scheduler.recording import (
    Call,
    record_gone,
    record_progress,
    record_refusal,
    record_shown,
)
from storage import claims, delivery, files
from storage.base import Database, Session, is_trouble
from storage.posts import Post, Priority, Why

log = structlog.get_logger()

# Docker kills ten seconds after it asked to stop; the last record needs some of them.
LAST_WORDS = 8.0
# A call leaves only while this much of its lease is left: a process that was stopped in between
# (SIGSTOP, a suspended machine) may find its posts taken over.
TRUST = 20.0
# Seconds for which the first of many changes by taps waits for the others: to look for what may be
# edited after every batch would cost a tenth of each tap (measured under backlog).
SOON = 0.1
# Seconds for which standing cards wait while more taps come than one batch takes: edits would cost
# those taps a fifth of their time (measured under backlog), and show other counts a moment later.
YIELD = 5.0
BACKOFF_SECONDS = (1.0, 60.0)


def backoff(attempts: int) -> float:
    """Seconds to wait after so many failures: doubling, with full jitter, a minute at most."""
    least, most = BACKOFF_SECONDS
    doubled = least * 2.0 ** min(attempts, 16)
    return random.uniform(least / 2, min(most, doubled))  # noqa: S311 (no secret)


def _follows_a_finger(post: Post) -> bool:
    """What answers one person in private changes as they tap; only their chat's limit counts."""
    return post.chat_id > 0 and post.priority == Priority.ANSWER


class Sender:
    """Sends and edits everything that is queued, within Telegram's limits.

    `owner` names this run in leases; `crowded` tells whether many updates wait. Call `run` once,
    `wake` whenever something was queued, and `stop` to end: what is in flight gets up to 8 s.
    """

    def __init__(
        self,
        database: Database,
        render: Render,
        deliver: Deliver,
        move: Move,
        now: Callable[[], datetime],
        owner: str,
        pace: Pace,
        crowded: Callable[[], bool] = lambda: False,
    ) -> None:
        self._database = database
        self._render = render
        self._deliver = deliver
        self._move = move
        self._now = now
        self._owner = owner
        self._pace = pace
        self._crowded = crowded
        self._yielding: float | None = None
        self._news = asyncio.Event()
        self._stepped = asyncio.Event()
        self._soon: asyncio.TimerHandle | None = None
        self._looked = 0.0
        self._calls: dict[asyncio.Task[None], int] = {}
        self._finished: list[Call] = []
        self._stopping = False
        self._failures = 0

    def wake(self, soon: bool = False) -> None:
        """Something may be there to send; what comes `soon` waits a moment for more of its kind."""
        if not soon:
            self._news.set()
        elif self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(SOON, self._it_is_time)

    def _it_is_time(self) -> None:
        self._soon = None
        self._news.set()

    async def run(self) -> None:
        """Sends until it is stopped; trouble with the database is waited out."""
        await self._patiently(self.recover)
        while not self._stopping:
            self._news.clear()
            await self._patiently(self._step)
            self._stepped.set()
            await self._wait()
        await self._last_words()

    def stop(self) -> None:
        """Claims nothing more; `run` ends once what is in flight is recorded."""
        self._stopping = True
        self._news.set()

    async def recover(self) -> None:
        """Finds posts under a lease that nobody will record, and puts them in doubt."""
        in_flight = {*self._calls.values(), *(call.post.id for call in self._finished)}
        async with self._database.read() as session:
            if not await delivery.left(session, self._owner, in_flight):
                return
        async with self._database.write() as session:
            doubts = await delivery.recover(session, self._owner, self._now(), in_flight)
        log.warning("sender.recovered", in_doubt=doubts)

    async def _patiently(self, step: Callable[[], Awaitable[None]]) -> None:
        """Takes a step, again and again until it succeeds; at the end, not for ever."""
        last_tries = 3
        while last_tries:
            try:
                await step()
            except Exception as error:
                if is_trouble(error):
                    log.warning("sender.database", error=type(error).__name__)
                else:
                    log.exception("sender.failed")
                last_tries -= self._stopping
                await asyncio.sleep(1.0)
            else:
                return

    async def _last_words(self) -> None:
        if self._calls:
            await asyncio.wait(self._calls, timeout=LAST_WORDS)
        for call in list(self._calls):
            call.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)
        await self._patiently(self._step)

    async def idle(self) -> bool:
        """Whether nothing is in flight and nothing that may go now is waiting."""
        if self._calls or self._finished:
            return False
        async with self._database.read() as session:
            return not await claims.queued_count(session, self._now())

    async def stepped(self, seconds: float) -> None:
        """Waits until it has looked anew what there is to do, so many seconds at most."""
        self._stepped.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stepped.wait()

    async def _wait(self) -> None:
        # What came free while that step was being committed is worth another one at once.
        pause = self._pace.next_free(self._looked) - time.monotonic()
        try:
            async with asyncio.timeout(None if pause == INF else max(pause, 0.0)):
                await self._news.wait()
        except TimeoutError:
            pass

    async def _step(self) -> None:
        """Records what is finished and claims what may go, in one transaction."""
        async with self._database.write() as session:
            finished = await self._record(session)
            claimed = [] if self._stopping else await self._claim(session, finished)
        del self._finished[:finished]
        for post in claimed:
            self._pace.take(post.chat_id)
            call = asyncio.create_task(self._call(post, time.monotonic()))
            self._calls[call] = post.id
            call.add_done_callback(self._calls.pop)

    async def _claim(self, session: Session, recorded: int) -> Sequence[Post]:
        moment, now = time.monotonic(), self._now()
        self._looked = moment
        room = self._pace.room(moment)
        if not room:
            return []
        news = await claims.news(session, now)
        if news.in_vain:
            await claims.expire(session, now)
        posts: list[Post] = []
        if news.new:
            busy = self._busy(moment, recorded)
            posts += await claims.claim(session, self._owner, now, busy, room)
        if not self._yields(moment) and news.edits and len(posts) < room:
            busy = self._busy(moment, recorded, edits=True) | {post.chat_id for post in posts}
            resting = self._pace.resting(moment)
            posts += await claims.claim_stale(
                session, self._owner, now, busy, resting, room - len(posts)
            )
        return posts

    def _yields(self, moment: float) -> bool:
        """Whether standing cards wait for the taps that come in a flood; not for long."""
        if not self._crowded():
            self._yielding = None
            return False
        self._yielding = self._yielding or moment
        return moment - self._yielding < YIELD

    def _busy(self, moment: float, recorded: int, *, edits: bool = False) -> set[int]:
        """The chats that get nothing now.

        Among them those whose call has ended while this step was recording others: it may have
        failed, and what waits behind it must not overtake it.
        """
        unrecorded = {call.post.chat_id for call in self._finished[recorded:]}
        return self._pace.busy(moment, edits=edits) | unrecorded

    async def _call(self, post: Post, claimed: float) -> None:
        """Renders and sends one post; whatever happens, what came of it is recorded."""
        call = Call(post, Later(0.0, "the bot was stopped"))
        try:
            rendered = await self._rendered(post)
            if not isinstance(rendered, Rendered):
                call = Call(post, rendered)
            elif post.message_id is not None and rendered.digest == post.shown_digest:
                # A change that this card does not show costs no edit.
                same = Sent(post.message_id, Form.of(post.form))
                self._end(Call(post, same, rendered), called=False)
                return
            else:
                call = Call(post, Doubt("the bot was stopped", Why.STOPPED), rendered)
                call = Call(post, await self._talk(post, rendered, claimed), rendered)
        except asyncio.CancelledError:
            pass
        except Exception as error:
            # Our own mistake; unrecorded, it would keep the chat and a slot of the limit for ever.
            log.exception("sender.call_failed", post=post.id, card=post.card)
            call = Call(post, Doubt(type(error).__name__, Why.LOST), rendered=call.rendered)
        self._end(call)

    def _end(self, call: Call, *, called: bool = True) -> None:
        moment = time.monotonic()
        if not called:
            self._pace.spare(call.post.chat_id)
        else:
            self._pace.answered(call.post.chat_id, moment)
            if isinstance(call.outcome, Sent | Begun):
                # An album is as many messages as it has files.
                for _ in range(call.outcome.weight - 1):
                    self._pace.take(call.post.chat_id)
                    self._pace.answered(call.post.chat_id, moment)
            if call.post.message_id is not None and not _follows_a_finger(call.post):
                self._pace.rest(call.post.id, moment)
        self._finished.append(call)
        self._news.set()

    async def _rendered(self, post: Post) -> Rendered | Outcome | None:
        """What the post shows, None for nothing; or why that cannot be said now."""
        try:
            async with self._database.read() as session:
                return await self._render(session, post)
        except Exception as error:
            if is_trouble(error):
                log.warning("sender.database", error=type(error).__name__)
                return Later(None, "the database is in trouble")
            log.exception("sender.render_failed", post=post.id, card=post.card)
            return Refused(f"could not be shown: {type(error).__name__}")

    async def _talk(self, post: Post, rendered: Rendered, claimed: float) -> Outcome:
        if time.monotonic() - claimed > claims.LEASE_SECONDS - TRUST:
            return Later(0.0, "the lease ran out")
        to, form = rendered.to or Address(post.chat_id, post.thread_id), Form.of(post.form)
        at = rendered.at or post.message_id
        if at is None:
            return await self._deliver.send(to, rendered.what, form)
        return await self._deliver.edit(to, at, rendered.what, form or rendered.form)

    async def _record(self, session: Session) -> int:
        """Writes down what is finished; returns how many calls that were."""
        calls, now = list(self._finished), self._now()
        await record_shown(session, calls, now)
        for call in calls:
            if isinstance(call.outcome, Sent | Begun):
                await files.remember(session, call.outcome.file_ids)
            if isinstance(call.outcome, Sent | TakenAway) and call.rendered is not None:
                await self._render.settled(session, call.post, call.rendered, call.outcome)
        for call in calls:
            if isinstance(call.outcome, Sent | Begun | Opened | TakenAway):
                self._failures = 0
                self._pace.arrived(time.monotonic())
                await record_progress(session, call, now)
            else:
                await self._record_failure(session, call, now)
        return len(calls)

    async def _record_failure(self, session: Session, call: Call, now: datetime) -> None:
        moment = time.monotonic()
        log.info(
            "sender.outcome", post=call.post.id, card=call.post.card, outcome=str(call.outcome)
        )
        post = await delivery.fresh(session, call.post)
        if post is None:
            return
        match call.outcome:
            case None:
                await delivery.record_dead(session, post, Why.EMPTY, now, reported=True)
            case Later(None, reason):
                self._failures += 1
                self._pace.pause_all(moment + backoff(self._failures))
                await delivery.record_again(
                    session, post, Why.LATER, now, words=reason, counted=False
                )
            case Later(float() | int() as seconds, reason):
                if seconds:
                    self._pace.flooded(post.chat_id, moment, seconds)
                await delivery.record_again(
                    session, post, Why.LATER, now, words=reason, counted=False
                )
            case Doubt(reason, why):
                self._pace.pause(post.chat_id, moment + backoff(post.attempts + 1))
                await delivery.record_doubt(session, post, why, now, words=reason)
            case Moved(chat_id):
                await self._move(session, post.chat_id, chat_id, now)
            case Gone(reason):
                await record_gone(session, post, reason, now)
            case Refused() as refused:
                await record_refusal(session, post, refused, now)
