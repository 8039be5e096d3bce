"""The school's time, and the few jobs that wake the others."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from storage.base import is_trouble

log = structlog.get_logger()

# How often, in seconds of the monotonic clock, it is looked whether the machine's clock went back.
LOOK = 1.0


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


class _Every(BaseTrigger):  # type: ignore[misc]  # it brings no types
    """So many seconds from now on.

    APScheduler's own interval lists every time it has missed before it leaves all but one out:
    with a clock that is put a year ahead that takes minutes, and gigabytes.
    """

    def __init__(self, seconds: float) -> None:
        self.interval = timedelta(seconds=seconds)

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        return now + self.interval


async def _minded(job: Callable[[], Awaitable[object]]) -> None:
    """A job that fails runs again the next time; trouble with the database is not its fault."""
    try:
        await job()
    except Exception as error:
        if is_trouble(error):
            log.warning("job.database", error=type(error).__name__)
        else:
            log.exception("job.failed")


class Clock:
    """APScheduler as it is used here: in memory, holding nothing that matters.

    A job that was missed is run once, late or not: what is due is read from the database. When
    the machine's clock is put back, the jobs run at once and not when it has caught up.
    """

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            # Of each time that finds a job still running APScheduler would warn; here it just goes.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 2},
        )
        self._running: set[asyncio.Task[None]] = set()
        self._watch: asyncio.TimerHandle | None = None

    def every(self, seconds: float, job: Callable[[], Awaitable[object]]) -> None:
        """Runs a job now and then; never twice at a time."""
        task: asyncio.Task[None] | None = None

        async def run() -> None:
            nonlocal task
            if task is None or task.done():
                task = asyncio.create_task(_minded(job))
                self._running.add(task)
                task.add_done_callback(self._running.discard)
                # At the end APScheduler cancels what waits here, and would log that as an error;
                # `stop` waits for the task itself.
                with suppress(asyncio.CancelledError):
                    await asyncio.wait({task})

        self._scheduler.add_job(run, _Every(seconds))

    def start(self) -> None:
        """Begins to run the jobs, in the running event loop."""
        self._scheduler.start()
        self._look()

    async def stop(self) -> None:
        """Ends; a job that is running is waited for, where APScheduler would cancel it."""
        if self._watch is not None:
            self._watch.cancel()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        await asyncio.gather(*self._running, return_exceptions=True)

    def _look(self) -> None:
        """APScheduler waits for a time of day, and after a step back that is far away.

        The jobs' own times tell it: a clock that went ahead and came back within a look was
        perhaps never seen there.
        """
        now = datetime.now(UTC)
        for job in self._scheduler.get_jobs():
            if job.next_run_time - now > job.trigger.interval:
                job.modify(next_run_time=now)
        self._watch = asyncio.get_running_loop().call_later(LOOK, self._look)
