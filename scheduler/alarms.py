"""What happens by itself: each alarm's effect and its removal in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import structlog

from scheduler.ports import Effect
from storage import alarms
from storage.base import Database, Session, is_trouble

log = structlog.get_logger()


class Alarms:
    """Rings the alarms that are due; `effect` does what each is for.

    One that fails is left and rings again at the next wake; the third failure parks it, which
    the admins are told by the effect's `parked`.
    """

    def __init__(
        self, database: Database, effect: Effect, now: Callable[[], datetime], batch: int = 50
    ) -> None:
        self._database = database
        self._effect = effect
        self._now = now
        self._batch = batch
        self._ringing = asyncio.Lock()
        # Whether the clock went back while the process was down, nobody knows.
        self._seen = datetime.max.replace(tzinfo=UTC)

    async def ring(self) -> int:
        """Rings what is due now; returns how many alarms had their effect.

        The clock is read once: were it put ahead meanwhile, nobody would see it come back. One goes
        after the other: of two, each would have half, and what came of them would not be in order.
        """
        async with self._ringing:
            return await self._ring()

    async def _ring(self) -> int:
        now, rung = self._now(), 0
        await self._mind_the_clock(now)
        while await self._anything_due(now):
            async with self._database.write() as session:
                due = await alarms.due(session, now, self._batch)
                done = [await self._ring_one(session, alarm, now) for alarm in due]
            rung += sum(done)
            if not all(done):
                break
        return rung

    async def next_due(self) -> datetime | None:
        """When the next alarm is due, in UTC."""
        async with self._database.read() as session:
            return await alarms.next_due(session)

    async def _mind_the_clock(self, now: datetime) -> None:
        """A clock that goes back was wrong before: what was taken for past is still to come."""
        if now < self._seen:
            async with self._database.write() as session:
                await alarms.take_back(session, now)
        self._seen = now

    async def _anything_due(self, now: datetime) -> bool:
        due_at = await self.next_due()
        return due_at is not None and due_at <= now

    async def _ring_one(self, session: Session, alarm: alarms.Due, now: datetime) -> bool:
        try:
            async with session.begin_nested():
                if await alarms.take(session, alarm):
                    await self._effect(session, alarm, now)
        except Exception as error:
            if is_trouble(error):
                raise
            log.exception("alarm.failed", alarm=alarm.id, kind=alarm.kind)
            if await alarms.failed(session, alarm.id):
                await self._park(session, alarm, now)
            return False
        return True

    async def _park(self, session: Session, alarm: alarms.Due, now: datetime) -> None:
        """Where even that cannot be told, the others go on all the same."""
        try:
            async with session.begin_nested():
                await self._effect.parked(session, alarm, now)
        except Exception as error:
            if is_trouble(error):
                raise
            log.exception("alarm.parked_untold", alarm=alarm.id, kind=alarm.kind)
