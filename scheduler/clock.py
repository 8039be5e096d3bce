"""The school's time, and the few jobs that wake the others."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler


class SchoolClock:
    """What time it is at the school; the demo and the tests move it forward."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self._offset = offset

    def now(self) -> datetime:
        """The school's time, aware, in UTC."""
        return datetime.now(UTC) + self._offset

    def set(self, now: datetime) -> None:
        """Sets the clock to an aware time, before anything goes by it."""
        self._offset = now - datetime.now(UTC)

    def advance(self, to: datetime) -> None:
        """Moves the clock on to an aware time; never back."""
        self._offset += max(timedelta(), to - self.now())


class Clock:
    """APScheduler as it is used here: in memory, holding nothing that matters.

    A job that was missed is run once, late or not: what is due is read from the database.
    """

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._running: set[asyncio.Future[object]] = set()

    def every(self, seconds: float, job: Callable[[], Awaitable[object]]) -> None:
        """Runs a job now and then; never twice at a time."""

        async def run() -> None:
            task = asyncio.ensure_future(job())
            self._running.add(task)
            task.add_done_callback(self._running.discard)
            await asyncio.shield(task)

        self._scheduler.add_job(run, "interval", seconds=seconds)

    def start(self) -> None:
        """Begins to run the jobs, in the running event loop."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Ends; a job that is running is waited for, where APScheduler would cancel it."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        await asyncio.gather(*self._running, return_exceptions=True)
