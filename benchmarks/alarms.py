"""The clock at scale: many alarms pending, beside APScheduler's own store."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from datetime import UTC, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from benchmarks.jobstore import AGAIN, Figures, fill_rival, pending, timed
from benchmarks.stage import Stage, on_postgres, resident, staged, table
from scheduler.alarms import Alarms
from storage import alarms, schema
from storage.alarms import Alarm, Due
from storage.base import Database, Session
from storage.subjects import Subject
from tests.lifetime import Size
from tests.records import CHUNK, blank

TITLE = "The clock at scale: 1,000 to 100,000 alarms pending"
COUNTS = (1_000, 10_000, 100_000)
ZONE = ZoneInfo("Europe/Berlin")
STARTS = 3
NAMES = {
    "start": ("start to ready, ms", 0),
    "memory": ("memory, MB", 0),
    "wake": ("a wake with nothing due, ms", 2),
    "ring": ("a wake that rings one, ms", 2),
    "add": ("adding one, ms", 2),
    "cancel": ("cancelling one, ms", 2),
}


async def fill(url: str, count: int) -> None:
    """A new database with so many alarms pending, each of a subject of its own."""
    now = datetime.now(UTC)
    database = Database.open(url)
    await schema.upgrade(database, now)
    subject, alarm = blank(Subject, now), blank(Alarm, now)
    subjects = [subject | {"id": n + 1} for n in range(count + 2 * AGAIN)]
    rows = [
        alarm | {"key": f"{n}", "kind": "meetings.over", "subject_id": n + 1, "due_at": at}
        for n, at in enumerate(pending(count, now))
    ]
    async with database.write() as session:
        for made, of in ((subjects, Subject), (rows, Alarm)):
            for first in range(0, len(made), CHUNK):
                await session.execute(insert(of), made[first : first + CHUNK])
    await database.close()


class Nothing:
    """An effect that does nothing, so that only the clock's own work is measured."""

    async def __call__(self, session: Session, alarm: Due, now: datetime) -> None:
        """Does nothing."""

    async def parked(self, session: Session, alarm: Due, now: datetime) -> None:
        """Never happens."""


async def ours(stage: Stage, count: int) -> Figures:
    """What Homeroom's clock costs with so many pending."""
    await fill(stage.url, count)
    starts, memory = [], 0.0
    for _ in range(STARTS):
        begun = time.perf_counter()
        async with stage.bot() as process:
            starts.append((time.perf_counter() - begun) * 1000)
            await asyncio.sleep(2)
            memory = resident(process.pid)
    return {"start": median(starts), "memory": memory, **await steps(stage.url, count)}


async def steps(url: str, count: int) -> Figures:
    """A wake, a ring, an addition and a removal, each in a transaction of its own."""
    database = Database.open(url)
    clock = Alarms(database, Nothing(), lambda: datetime.now(UTC))

    async def put(name: str, number: int, ahead: timedelta) -> None:
        at, subject_id = datetime.now(ZONE) + ahead, count + number + 1
        async with database.write() as session:
            await alarms.set_alarm(
                session, f"{name}:{number}", "meetings.over", at, subject_id=subject_id
            )

    async def cancel(number: int) -> None:
        async with database.write() as session:
            await alarms.cancel_of(session, count + number + 1)

    found = {
        "wake": await timed(lambda _: clock.ring()),
        "ring": await timed(lambda _: clock.ring(), lambda n: put("due", n, timedelta())),
        "add": await timed(lambda n: put("new", n, timedelta(days=30))),
        "cancel": await timed(cancel),
    }
    await database.close()
    return found


# The rival


async def theirs(stage: Stage, count: int) -> Figures:
    """The rival's figures, from a process of its own."""
    file = str(stage.file.with_name("rival.db"))
    await fill_rival(file, count)
    command = (sys.executable, "-m", "benchmarks.jobstore", file)
    starts, said = [], b""
    for _ in range(STARTS):
        begun = time.perf_counter()
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        assert process.stdout is not None  # noqa: S101 (it is piped)
        await process.stdout.readline()
        starts.append((time.perf_counter() - begun) * 1000)
        said, _ = await process.communicate()
    return {"start": median(starts), **json.loads(said)}


async def run(quick: bool = False) -> str:
    """Measures; returns what the page says."""
    found: dict[int, list[Figures]] = {}
    for count in (100, 1000) if quick else COUNTS:
        async with staged(Size(1, 1, 0, 0, 0, recent=0, waiting=0)) as stage:
            # Both on fresh files, one right after the other.
            found[count] = [await ours(stage, count)]
            if not on_postgres():  # its store would need another driver there
                found[count].append(await theirs(stage, count))
    head = ["", *(f"{count:,}" for count in found), "last beside first"]
    measured = list(enumerate(("Homeroom", "APScheduler, SQLAlchemyJobStore")))
    rows = [
        _row(f"{name}: {NAMES[figure][0]}", [each[who][figure] for each in found.values()], digits)
        for figure, (_, digits) in NAMES.items()
        for who, name in measured[: len(next(iter(found.values())))]
    ]
    return table(head, *rows) + (
        "\n\nAim: flat within a factor of 1.5. Homeroom's start and memory are those of the whole "
        "bot, the rival's (on SQLite alone) of a process that holds a scheduler and nothing else."
    )


def _row(name: str, values: list[float], digits: int) -> list[str]:
    return [name, *(f"{each:,.{digits}f}" for each in values), f"{values[-1] / values[0]:.2f}"]
