"""The stand-in with a school in this process, and the real bot in a process of its own."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bot.sandbox import Group, Server, Town, serve
from bot.turnstile import A_SECOND
from storage import schema
from storage.base import Database
from tests import lifetime, postgres, records
from tests.lifetime import Life, Size
from tests.records import Records

CONFIG = """
[telegram]
token = "{token}"
base_url = "{url}"
[school]
name = "Riverside School"
timezone = "Europe/Berlin"
admins = [{admin}]
quiet_from = "00:00"
quiet_until = "00:00"
daily_posts = 1000
[database]
url = "{database}"
keys = "{keys}"
[log]
level = "ERROR"
"""


# What `python -m benchmarks --postgresql` sets.
ON = "HOMEROOM_BENCH_ON"


def on_postgres() -> bool:
    """Whether the bot keeps its records on PostgreSQL this time."""
    return os.environ.get(ON) == "postgresql"


class Stage:
    """A town with a school of a size, the folder of its bot, and the records to be written."""

    def __init__(
        self, town: Town, server: Server, folder: Path, size: Size, url: str | None
    ) -> None:
        self.town, self.server = town, server
        self.size = size
        self.head = town.user("Petra", "Principal", language="en")
        self.life: Life = lifetime.settle_in(town, self.head, size)
        self.file = folder / "school.db"
        self.url = url or f"sqlite+aiosqlite:///{self.file}"
        self.config = folder / "config.toml"
        self.config.touch(mode=0o600)
        self.config.write_text(
            CONFIG.format(
                token=town.token,
                url=server.base_url,
                admin=self.head.id,
                database=self.url.replace("+aiosqlite", ""),
                keys=folder / "school.keys",
            )
        )

    def people(self) -> Records:
        """The records of a school in which nothing has happened yet."""
        return lifetime.people_of(self.life, datetime.now(UTC))

    async def write(self, made: Records | None = None) -> None:
        """Writes these records, or those of years, where the bot will find them."""
        database = Database.open(self.url)
        await schema.upgrade(database, datetime.now(UTC))
        if made is None:
            await lifetime.live(database, self.life, self.size, datetime.now(UTC))
        else:
            await records.write(database, made)
        await database.close()

    @asynccontextmanager
    async def bot(self, *command: str) -> AsyncIterator[asyncio.subprocess.Process]:
        """The bot's process (or another program), from its first poll on; ended in order."""
        ours = ("bot", "run", "--config", str(self.config))
        process = await asyncio.create_subprocess_exec(sys.executable, "-m", *(command or ours))
        try:
            if not command:
                await self._polled()
            yield process
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()

    async def _polled(self) -> None:
        known = len(self.town.journal)
        await self.town.until(
            lambda: any(each.method == "getUpdates" for each in self.town.journal[known:]),
            timeout=60,
        )

    async def idle(self, seconds: float = 1.5) -> None:
        """Waits until the bot has called nothing but getUpdates for so long: it tidies at start."""
        last, since = -1, time.monotonic()
        while time.monotonic() < since + seconds:
            calls = sum(each.method != "getUpdates" for each in self.town.journal)
            if calls != last:
                last, since = calls, time.monotonic()
            await asyncio.sleep(0.1)

    async def teacher_says(self, group: Group, text: str) -> None:
        """The teacher writes this, no faster than the turnstile lets one person in."""
        self.life.teacher.say(group, text)
        await asyncio.sleep(1 / A_SECOND)

    async def teacher_confirms(self) -> None:
        """The teacher taps the time that is said back; a tap is let in by the turnstile, too."""
        teacher = self.life.teacher
        asked = await teacher.private.wait(lambda m: "Is it right?" in m.text, timeout=60)
        await teacher.tap(asked, asked.labels[0]).answer(timeout=60)
        await asyncio.sleep(1 / A_SECOND)
        await self.town.until(lambda: asked.deleted, timeout=60)

    async def quiet(self, timeout: float = 60) -> None:  # noqa: ASYNC109 (seconds, as in tests)
        """Waits until every update is handled and no card is out of date."""
        await self.town.until(lambda: not self.town.pending, timeout)
        waiting = "SELECT count(*) FROM posts WHERE state = 'queued' OR refresh_at IS NOT NULL"
        until = time.monotonic() + timeout
        while (await self.ask(waiting))[0][0]:
            if time.monotonic() > until:
                raise AssertionError("posts still wait")
            await asyncio.sleep(0.1)

    async def ask(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        """What stands in the bot's database."""
        database = Database.open(self.url)
        async with database.read() as session:
            found = [tuple(row) for row in await session.execute(text(sql), values)]
        await database.close()
        return found


@asynccontextmanager
async def staged(size: Size, **of_town: Any) -> AsyncIterator[Stage]:
    """A stage in a folder that goes when it is over."""
    with tempfile.TemporaryDirectory(prefix="homeroom-bench-") as folder:
        town = Town(seed=1, **of_town)
        async with serve(town, port=0) as server, database() as url:
            yield Stage(town, server, Path(folder), size, url)


@asynccontextmanager
async def database() -> AsyncIterator[str | None]:
    """A new database on PostgreSQL, durable as a school's; None where it is a file."""
    if not on_postgres():
        yield None
        return
    async with postgres.database(os.environ[postgres.NAMED], durable=True) as url:
        yield url


def resident(pid: int) -> float:
    """Megabytes of memory that a process has (Linux, proc(5): VmRSS)."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(each.split()[1]) for each in lines if each.startswith("VmRSS")) / 1024


def percentile(values: list[float], share: float) -> float:
    """The value below which that share of the values is."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] if values else 0.0


def table(head: list[str], *rows: list[str]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
