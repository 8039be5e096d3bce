"""Where the faults happen: a town, and the bot as a process that may be killed at any time."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.sandbox import Group, Message, Town, User, serve
from tests import forked
from tests.conftest import CONFIG, NEVER_QUIET, ON_POSTGRES
from tests.postgres import database

GOT_IT = "Got it"
I_AM_A_PARENT = "I am a parent here"


@dataclass
class Stage:
    """A town and its bot; `head` and `clerk` are admins, and only `head` has pressed Start.

    Who never pressed Start is sent nothing in private, so what the clerk does costs no answers.
    """

    town: Town
    head: User
    clerk: User
    config: Path
    url: str
    process: asyncio.subprocess.Process | forked.Forked | None = None
    options: tuple[str, ...] = ()

    async def start(self) -> None:
        """Starts the bot."""
        self.process = await forked.started("tests.faults.bot", str(self.config), *self.options)

    async def kill(self) -> None:
        """SIGKILL: nothing in it has a word in that."""
        assert self.process is not None
        assert self.process.returncode is None, "it had ended by itself"
        self.process.kill()
        await self.process.wait()

    async def end(self, seconds: float = 20) -> None:
        """Ends it in order; it must end as one that is content."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(seconds):
            assert await self.process.wait() == 0

    async def handled(self, seconds: float) -> None:
        """Waits until every update is confirmed."""
        await self.town.until(lambda: not self.town.pending, seconds)

    async def rows(self, statement: str, **bound: Any) -> list[Any]:
        """What a statement finds, while no bot runs.

        Recovering a SQLite file is for the bot to do: a copy is read.
        """
        return await _rows(looked_at(self.url), statement, bound)

    async def settled(self, seconds: float) -> None:
        """Waits until nothing is to be sent any more, while the bot runs."""
        url = self.url.replace("sqlite://", "sqlite+aiosqlite://")
        waiting = "SELECT count(*) FROM posts WHERE state IN ('queued', 'sending')"
        async with asyncio.timeout(seconds):
            while await _rows(url, waiting, {}) != [(0,)]:  # noqa: ASYNC110 (nobody tells)
                await asyncio.sleep(0.2)

    async def sound(self) -> bool:
        """Whether the database is whole; PostgreSQL sees to that by itself, and is only asked."""
        if ON_POSTGRES:
            return await self.rows("SELECT 1") == [(1,)]
        whole = await self.rows("PRAGMA integrity_check") == [("ok",)]
        return whole and not await self.rows("PRAGMA foreign_key_check")


async def _rows(url: str, statement: str, bound: dict[str, Any]) -> list[Any]:
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            return list(await connection.execute(text(statement), bound))
    finally:
        await engine.dispose()


def looked_at(url: str) -> str:
    """Where a database can be looked at that nobody writes to.

    A SQLite file is copied with its log, since who opens it recovers it.
    """
    if ON_POSTGRES:
        return url
    file = Path(url.partition("///")[2])
    target = file.with_name("looked-at.db")
    for ending in ("", "-wal", "-shm"):
        Path(f"{target}{ending}").unlink(missing_ok=True)
        if ending != "-shm" and Path(f"{file}{ending}").exists():
            shutil.copyfile(f"{file}{ending}", f"{target}{ending}")
    return f"sqlite+aiosqlite:///{target}"


@asynccontextmanager
async def staged(folder: Path, seed: int, *options: str, **of_town: Any) -> AsyncIterator[Stage]:
    """A stage with an empty school and a bot that does not run yet.

    Args:
        folder: where the configuration and a SQLite database are.
        seed: what the town's chance begins with.
        options: for the bot's program; with `--paced` the town has Telegram's limits, too.
        of_town: further keywords of the town.
    """
    town = Town(seed=seed, **of_town)
    if "--paced" not in options:
        town.flood.off()
    async with serve(town, port=0) as server, own_database(folder) as url:
        head, clerk = town.user("Petra", language="en"), town.user("Carl", language="en")
        config = folder / "config.toml"
        config.touch(mode=0o600)
        written = CONFIG.format(token=town.token, url=server.base_url, file=folder / "school.db")
        there = f'url = "{url}"\nkeys = "{folder / "school.keys"}"'
        written = written.replace(f'url = "sqlite:///{folder / "school.db"}"', there)
        written = written.replace("\n[school]", NEVER_QUIET)
        admins = f"admins = [{head.id}, {clerk.id}]"
        config.write_text(written.replace("[database]", f"{admins}\n[database]"))
        head.start()
        stage = Stage(town, head, clerk, config, url, options=options)
        try:
            yield stage
        finally:
            if stage.process is not None and stage.process.returncode is None:
                stage.process.kill()
                await stage.process.wait()


@asynccontextmanager
async def own_database(folder: Path) -> AsyncIterator[str]:
    """The address of an empty database, on SQLite or where the tests are to run."""
    if not ON_POSTGRES:
        yield f"sqlite:///{folder / 'school.db'}"
        return
    async with database() as url:
        yield url


@dataclass
class Classes:
    """Linked groups with parents who have registered by tap."""

    stage: Stage
    groups: list[Group] = field(default_factory=list)
    parents: dict[int, list[User]] = field(default_factory=dict)

    async def link(self, count: int, parents: int, seconds: float) -> None:
        """So many more groups with so many parents each; the bot must be running."""
        town, clerk = self.stage.town, self.stage.clerk
        made = [town.group(f"Class {n}", creator=clerk) for n in range(count)]
        for number, group in enumerate(made):
            members = [town.user(f"P{number}.{n}") for n in range(parents)]
            for member in members:
                group.join(member)
            group.add_bot(by=clerk)
            clerk.say(group, f"/class {number}A")
            self.groups.append(group)
            self.parents[group.id] = members
        await town.until(lambda: all(_welcome(group) for group in made), seconds)
        for group in made:
            welcome = _welcome(group)
            assert welcome is not None
            for parent in self.parents[group.id]:
                parent.tap(welcome, I_AM_A_PARENT)
        await self.stage.handled(seconds)


def _welcome(group: Group) -> Message | None:
    return next((m for m in group.messages if I_AM_A_PARENT in m.labels), None)


def cards(group: Group) -> list[Message]:
    """The notices that stand in a group."""
    return [m for m in group.messages if m.sender.is_bot and m.labels == [GOT_IT]]


def line_of(message: Message, beginning: str) -> str:
    """The line of a message that begins so."""
    return next(line for line in message.text.splitlines() if line.startswith(beginning))


def environ(**more: str) -> dict[str, str]:
    """This process's environment and more."""
    return {**os.environ, **more}
