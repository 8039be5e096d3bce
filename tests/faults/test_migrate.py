"""Every earlier schema comes to the newest whole, also where it is killed on the way there."""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from storage import schema
from storage.base import Database
from storage.schema import METADATA, MIGRATIONS
from tests.conftest import ON_POSTGRES
from tests.faults.results import record, seeded, size
from tests.faults.rows import Prints, fill, prints
from tests.faults.stage import looked_at, own_database

ROWS, KILLS = size(5_000, 100_000), size(4, 40)
SECONDS = size(60, 600)
# The revisions that this program has, and the next one, which makes every table anew.
REVISIONS = sorted(path.name for path in (MIGRATIONS / "versions").glob("*.py"))
LAST = REVISIONS[-1].partition("_")[0]
NEXT = f"{int(LAST) + 1:04}"
# A migration that means to change or drop a column names it here, by its revision's file.
CHANGED: dict[str, set[tuple[str, str]]] = {
    "0010_elections.py": {("votes", "chair_choice")},  # said by each option now
}
MAKES_ALL_ANEW = """
import sqlalchemy as sa
from alembic import op

revision = "{}"
down_revision = "{}"


def upgrade() -> None:
    connection = op.get_bind()
    anew = "always" if connection.dialect.name == "sqlite" else "never"
    for name in sorted(sa.inspect(connection).get_table_names()):
        if name != "alembic_version" and not name.startswith("affair_words"):
            with op.batch_alter_table(name, recreate=anew) as batch:
                batch.add_column(sa.Column("later", sa.String()))
            op.execute(sa.update(sa.table(name, sa.column("later"))).values(later="yes"))
            print(name, flush=True)
"""


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """All migrations, and one more."""
    folder = Path(shutil.copytree(MIGRATIONS, tmp_path / "newer"))
    (folder / "versions" / f"{NEXT}_all_anew.py").write_text(MAKES_ALL_ANEW.format(NEXT, LAST))
    return folder


def up_to(revision: str, folder: Path) -> Path:
    """The migrations of a program whose newest schema was this one."""
    older = Path(shutil.copytree(MIGRATIONS, folder / f"up-to-{revision}"))
    for path in (older / "versions").glob("*.py"):
        if path.name > revision:
            path.unlink()
    return older


@pytest.fixture
async def url(tmp_path: Path) -> AsyncIterator[str]:
    """Where a database is that holds nothing yet."""
    async with own_database(tmp_path) as found:
        yield found.replace("sqlite://", "sqlite+aiosqlite://")


async def upgrade(url: str, migrations: Path) -> None:
    """As the bot does when it starts."""
    database = Database.open(url)
    try:
        await schema.upgrade(database, datetime.now(UTC), migrations)
    finally:
        await database.close()


def kept(before: Prints, after: Prints, revisions: list[str]) -> bool:
    """Whether every column of before has the same rows with the same values."""
    meant = set[tuple[str, str]]().union(*(CHANGED.get(each, set()) for each in revisions))
    return all(after.get(key) == value for key, value in before.items() if key not in meant)


async def look(url: str) -> tuple[str, Prints, bool]:
    """The revision, the checksums, and whether the database is whole; nothing is touched."""
    engine = create_async_engine(seen := looked_at(url))
    try:
        async with engine.connect() as connection:
            revision = await connection.scalar(text("SELECT version_num FROM alembic_version"))
            whole = True
            if not ON_POSTGRES:
                sound = await connection.scalar(text("PRAGMA integrity_check"))
                loose = (await connection.execute(text("PRAGMA foreign_key_check"))).first()
                whole = sound == "ok" and loose is None
    finally:
        await engine.dispose()
    return str(revision), await prints(seen), whole


@pytest.mark.parametrize("revision", REVISIONS)
async def test_every_earlier_schema_comes_to_the_newest_with_every_row(
    url: str, tmp_path: Path, newer: Path, revision: str
) -> None:
    """From this revision, with rows in every table, to one that makes every table anew."""
    await upgrade(url, up_to(revision, tmp_path))
    rows = await fill(url, ROWS)
    before = await prints(url)
    begun = time.monotonic()
    await upgrade(url, newer)
    seconds = time.monotonic() - begun
    found, after, whole = await look(url)
    assert (found, whole) == (NEXT, True)
    assert kept(before, after, [each for each in REVISIONS if each > revision])
    title = f"schema {revision.partition('_')[0]} to {NEXT}, which makes every table anew"
    record(10, title, rows=rows, lost=0, milliseconds=round(seconds * 1000))


@dataclass
class Old:
    """A database of this program's schema, with rows in every table, that is to be newer."""

    url: str
    newer: Path
    rows: int
    before: Prints

    async def migrate(self, lines: int, seconds: float) -> bool:
        """Migrates; kills it so long after it has said so many lines. Whether it came through.

        It says when it begins, and the name of each table that it has made anew.
        """
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.faults.migrating", self.url, str(self.newer)),
            stdout=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None
        async with asyncio.timeout(SECONDS):
            for _ in range(lines):
                await process.stdout.readline()
        try:
            async with asyncio.timeout(seconds):
                assert await process.wait() == 0
        except TimeoutError:
            process.kill()
            await process.wait()
        return process.returncode == 0

    async def check(self) -> bool:
        """Whether it has come to the newest schema; it is whole, in this one or in that one."""
        revision, after, whole = await look(self.url)
        assert whole
        assert kept(self.before, after, [])
        newest = revision == NEXT
        assert newest or revision == LAST
        if not ON_POSTGRES:
            self.check_copy(newest)
        return newest

    def check_copy(self, newest: bool) -> None:
        """The copy that is made before a migration is there as a whole, or not yet."""
        file = Path(self.url.partition("///")[2])
        copy = Path(f"{file}.before-{NEXT}")
        assert copy.exists() or not newest
        assert not (newest and Path(f"{copy}.part").exists())
        if copy.exists():
            with closing(sqlite3.connect(copy)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                assert connection.execute("SELECT count(*) FROM persons").fetchone() > (0,)


@asynccontextmanager
async def old(folder: Path, newer: Path) -> AsyncIterator[Old]:
    """A new one."""
    folder.mkdir()  # noqa: ASYNC240 (nothing else runs)
    async with own_database(folder) as url:
        url = url.replace("sqlite://", "sqlite+aiosqlite://")
        await upgrade(url, MIGRATIONS)
        rows = await fill(url, ROWS)
        yield Old(url, newer, rows, await prints(url))


def some_point(chance: random.Random) -> tuple[int, float]:
    """When to kill: mostly after some of the tables, else while the copy is made or before."""
    if chance.random() < 0.7:
        return chance.randint(2, len(METADATA.tables)), chance.uniform(0, 0.01)
    return 1, chance.uniform(0, 0.5)


async def test_killed_in_the_middle_of_a_migration_it_begins_anew(
    tmp_path: Path, newer: Path
) -> None:
    """Whenever it dies, the database is the old one or the new one, whole; in the end the new."""
    chance = random.Random(seed := seeded())
    kills = schools = 0
    async with asyncio.timeout(SECONDS):
        while kills < KILLS:
            schools += 1
            async with old(tmp_path / str(schools), newer) as one:
                while kills < KILLS and not await one.migrate(*some_point(chance)):
                    kills += 1
                    await one.check()
                assert await one.migrate(0, SECONDS)
                assert await one.check()
    record(
        10, "SIGKILL in the middle of a migration", rows=one.rows, kills=kills, lost=0, seed=seed
    )
