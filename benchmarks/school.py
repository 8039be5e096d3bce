"""A school of its life: what every act costs the database after five years."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Any

import aiosqlite
from sqlalchemy.dialects.postgresql.asyncpg import AsyncAdapt_asyncpg_cursor

from benchmarks.stage import Stage, database, on_postgres, resident, staged, table
from handlers import FEATURES
from storage import sqlite
from tests import lifetime
from tests.exercise import At
from tests.exercise.day import play
from tests.lifetime import FULL, SMALL, Size
from tests.watching import Watch

TITLE = "A school of its life: 60 classes, 2,400 families, 5 years"
AIM = 50.0
SHOWN = 12
TABLES = ("persons", "subjects", "answers", "posts", "alarms")
SERVED = """Database time is here how long the server's processes had a processor for a statement
(Linux: /proc/PID/schedstat); on SQLite, how long the thread had one that ran it."""


async def run(quick: bool = False) -> str:
    """Measures; returns what the page says."""
    size = SMALL if quick else FULL
    with tempfile.TemporaryDirectory(prefix="homeroom-bench-") as folder:
        acts = await costs(Path(folder), size)
    async with staged(size) as stage:
        await stage.write()
        whole = await process(stage)
    said = [whole, slowest(acts), *([SERVED] if on_postgres() else [])]
    return "\n\n".join(said)


@contextmanager
def database_time() -> Iterator[Callable[[], float]]:
    """A clock of the seconds that SQLite has worked for the running task.

    The town, the bot and the database share a process here. So it is the time that whoever asked
    had the processor, the loop or the driver's thread; what statements wait for is not in it.
    """
    spent: dict[Any, float] = defaultdict(float)

    def timed(run: Callable[..., Any], task: Any = None) -> Callable[..., Any]:
        def measured(*args: Any, **how: Any) -> Any:
            begun = time.thread_time()
            try:
                return run(*args, **how)
            finally:
                spent[task or _current()] += time.thread_time() - begun

        return measured

    untimed: Any = aiosqlite.Connection._execute

    async def by_thread(connection: Any, run: Callable[..., Any], *args: Any, **how: Any) -> Any:
        return await untimed(connection, timed(run, _current()), *args, **how)

    with ExitStack() as undone:
        here = undone.enter_context
        here(replaced(aiosqlite.Connection, "_execute", by_thread))
        here(replaced(sqlite._Connection, "execute", timed(sqlite._Connection.execute)))
        here(replaced(sqlite._Connection, "executemany", timed(sqlite._Connection.executemany)))
        here(replaced(sqlite._Cursor, "fetchall", timed(sqlite._Cursor.fetchall)))
        yield lambda: spent[_current()]


@contextmanager
def server_time() -> Iterator[Callable[[], float]]:
    """A clock of the seconds that PostgreSQL's processes had a processor for the running task."""
    spent: dict[Any, float] = defaultdict(float)

    def timed(run: Callable[..., Any]) -> Callable[..., Any]:
        async def measured(cursor: Any, *args: Any) -> Any:
            pid = cursor._connection.get_server_pid()
            begun = ran(pid)
            try:
                return await run(cursor, *args)
            finally:
                spent[_current()] += ran(pid) - begun

        return measured

    with ExitStack() as undone:
        for name in ("_prepare_and_execute", "_executemany"):
            own = getattr(AsyncAdapt_asyncpg_cursor, name)
            undone.enter_context(replaced(AsyncAdapt_asyncpg_cursor, name, timed(own)))
        yield lambda: spent[_current()]


def ran(pid: int) -> float:
    """Seconds that a process of this machine has had a processor (Linux)."""
    return int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[0]) / 1e9


def _current() -> Any:
    """The task that asks; None in the driver's thread, whose work is timed from outside."""
    with suppress(RuntimeError):
        return asyncio.current_task()
    return None


@contextmanager
def replaced(owner: Any, name: str, by: Any) -> Iterator[None]:
    """An attribute is another for a while."""
    own = vars(owner).get(name)
    setattr(owner, name, by)
    try:
        yield
    finally:
        if own is None:
            delattr(owner, name)
        else:
            setattr(owner, name, own)


async def costs(folder: Path, size: Size) -> dict[str, float]:
    """Milliseconds of database time of each act, the worst case, with all that belongs to it.

    What an update costs is its whole transaction, what a card costs all that is read to render
    it; alarms that ring together are counted apart.
    """
    found: dict[str, float] = {}
    with server_time() if on_postgres() else database_time() as clock:
        watch = Watch(clock)
        features = watch.features(FEATURES)
        async with database() as url, lifetime.opened(folder, size, features, url) as opened:
            school, life = opened
            await watch.over(school.app.database)
            await play(At(school, life, watch))
    for act in watch.acts:
        found[act.name] = max(found.get(act.name, 0.0), act.seconds * 1000)
    for names, act in watch.whole:
        alone = [each for each in names if not each.startswith("alarm")]
        if len(alone) == len(names):
            for name in alone:
                found[name] = max(found[name], act.seconds * 1000)
    return found


def slowest(acts: dict[str, float]) -> str:
    """The acts that cost most, and the worst of each kind."""
    kinds: dict[str, float] = defaultdict(float)
    for name, took in acts.items():
        kind = name.partition(" ")[0]
        kinds[kind] = max(kinds[kind], took)
    worst = sorted(acts.items(), key=lambda each: -each[1])[:SHOWN]
    over = sum(took >= AIM for took in acts.values())
    return "\n\n".join(
        [
            f"Of {len(acts)} acts (commands, presses, answers, lists, cards, alarms, events), "
            f"{over} took {AIM:.0f} ms of database time or more in their worst case (aim: none).",
            table(["the worst of each kind", "ms"],
                  *([kind, f"{took:.1f}"] for kind, took in sorted(kinds.items()))),
            table(["the acts that cost most", "ms"], *([n, f"{took:.1f}"] for n, took in worst)),
        ]
    )  # fmt: skip


async def process(stage: Stage) -> str:
    """The real process on those records: size, start, memory."""
    starts, idle = [], 0.0
    for _ in range(3):
        begun = time.perf_counter()
        async with stage.bot() as bot:
            starts.append(time.perf_counter() - begun)
            await asyncio.sleep(3)
            idle = resident(bot.pid)
    counts = [(await stage.ask(f"SELECT count(*) FROM {name}"))[0][0] for name in TABLES]  # noqa: S608
    rows = [
        [f"rows in `{name}`", f"{count:,}", ""] for name, count in zip(TABLES, counts, strict=True)
    ]
    return table(
        ["", "measured", "aim"],
        *rows,
        ["the database", f"{await taken(stage) / 1e6:,.0f} MB", ""],
        ["start to ready (median of three)", f"{median(starts):.2f} s", "under 2 s"],
        ["memory, idle", f"{idle:.0f} MB", "under 120 MB"],
    )


async def taken(stage: Stage) -> int:
    """The bytes that the database takes."""
    if on_postgres():
        return int((await stage.ask("SELECT pg_database_size(current_database())"))[0][0])
    return stage.file.stat().st_size
