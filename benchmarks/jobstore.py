"""What the clock is measured beside: APScheduler with its SQLAlchemyJobStore.

Run as a program: `python -m benchmarks.jobstore FILE` prints its figures. It loads nothing else.
"""

from __future__ import annotations

import asyncio
import json
import pickle
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import Engine, create_engine, event, insert

AGAIN = 60
Figures = dict[str, float]


def pending(count: int, now: datetime) -> Iterator[datetime]:
    """When alarms of the next days and years are due; none is now."""
    return (now + timedelta(days=1, minutes=10 * number) for number in range(count))


async def timed(
    step: Callable[[int], Awaitable[object]],
    before: Callable[[int], Awaitable[object]] | None = None,
) -> float:
    """The median of some times in milliseconds, without what comes before each."""
    took = []
    for number in range(AGAIN):
        if before is not None:
            await before(number)
        begun = time.perf_counter()
        await step(number)
        took.append((time.perf_counter() - begun) * 1000)
    return median(took)


def nothing() -> None:
    """What the rival's jobs do."""


def _store(file: str) -> tuple[Engine, SQLAlchemyJobStore]:
    """Its store, as safe as our database is."""
    engine = create_engine(f"sqlite:///{file}")

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _: object) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")

    return engine, SQLAlchemyJobStore(engine=engine)


async def fill_rival(file: str, count: int) -> None:
    """As many jobs, in the rows that its store would have written one by one."""
    engine, store = _store(file)
    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_jobstore(store)
    scheduler.start(paused=True)
    times = list(pending(count, datetime.now(UTC)))
    state = scheduler.add_job(nothing, "date", run_date=times[0], id="first").__getstate__()
    rows = [
        {
            "id": f"{number}",
            "next_run_time": at.timestamp(),
            "job_state": pickle.dumps(state | {"id": f"{number}", "next_run_time": at}),
        }
        for number, at in enumerate(times)
    ]
    with engine.begin() as connection:
        connection.execute(insert(store.jobs_t), rows)
    scheduler.shutdown(wait=False)


def _memory() -> float:
    """Megabytes that this process has (Linux, proc(5): VmRSS)."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(each.split()[1]) for each in lines if each.startswith("VmRSS")) / 1024


async def rival(file: str) -> Figures:
    """What APScheduler with its SQLAlchemyJobStore costs."""
    _, store = _store(file)
    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_jobstore(store)
    scheduler.start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.sleep(1)

    async def wake(_: int) -> None:
        scheduler._process_jobs()

    async def add(number: int) -> None:
        at = datetime.now(UTC) + timedelta(days=30)
        scheduler.add_job(nothing, "date", run_date=at, id=f"new:{number}")

    async def due(number: int) -> None:
        at = datetime.now(UTC) + timedelta(days=30)
        job = scheduler.add_job(nothing, "date", run_date=at, id=f"due:{number}")
        # Due behind the scheduler's back, so that it is our wake that runs it.
        job._modify(next_run_time=datetime.now(UTC))
        store.update_job(job)

    async def cancel(number: int) -> None:
        scheduler.remove_job(f"new:{number}")

    found = {"memory": _memory(), "wake": await timed(wake), "ring": await timed(wake, due)}
    found |= {"add": await timed(add), "cancel": await timed(cancel)}
    scheduler.shutdown(wait=False)
    return found


if __name__ == "__main__":
    figures = asyncio.run(rival(sys.argv[1]))
    sys.stdout.write(json.dumps(figures))
