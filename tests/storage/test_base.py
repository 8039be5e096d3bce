"""The database as it must be: what each of SQLite's connections is told, and who may write."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from storage.base import Database, Session

PRAGMAS = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "query_only")


async def told(session: Session) -> list[object]:
    """What a connection says of itself."""
    return [await session.scalar(text(f"PRAGMA {pragma}")) for pragma in PRAGMAS]


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A SQLite file, whatever else the suite runs on."""
    return f"sqlite+aiosqlite:///{tmp_path / 'school.db'}"


async def test_every_connection_is_set_up(file: str) -> None:
    """sqlite.org/pragma.html: synchronous 2 is FULL."""
    database = Database.open(file)
    async with database.write() as session:
        assert await told(session) == ["wal", 2, 1, 5000, 0]
    async with database.read() as one, database.read() as another:
        assert await told(one) == await told(another) == ["wal", 2, 1, 5000, 1]
    await database.close()


async def test_readers_cannot_write(file: str) -> None:
    database = Database.open(file)
    async with database.write() as session:
        await session.execute(text("CREATE TABLE things (name TEXT)"))
    with pytest.raises(OperationalError, match="readonly"):
        async with database.read() as session:
            await session.execute(text("INSERT INTO things VALUES ('one')"))
    await database.close()


async def test_writers_take_turns_in_the_order_they_came(file: str) -> None:
    """Each begins with BEGIN IMMEDIATE, so that none fails at its first change."""
    database = Database.open(file)
    begun: list[str] = []
    engine = database.engine.sync_engine

    @event.listens_for(engine, "before_cursor_execute")
    def note(_: object, __: object, statement: str, *___: object) -> None:
        begun.append(statement)

    order: list[int] = []

    async def write(number: int) -> None:
        async with database.write():
            order.append(number)
            await asyncio.sleep(0.001)

    await asyncio.gather(*(write(number) for number in range(20)))
    assert order == list(range(20))
    assert [each for each in begun if each.startswith("BEGIN")] == ["BEGIN IMMEDIATE"] * 20
    await database.close()


async def test_what_is_erased_leaves_no_byte(file: str, tmp_path: Path) -> None:
    """Neither in the file nor, once it is folded in, in the log beside it."""

    def written() -> bytes:
        return b"".join(each.read_bytes() for each in tmp_path.glob("school.db*"))

    database = Database.open(file)
    async with database.write() as session:
        await session.execute(text("CREATE TABLE things (name TEXT)"))
        await session.execute(text("INSERT INTO things VALUES ('Quirin'), ('Other')"))
    async with database.write() as session:
        await session.execute(text("DELETE FROM things WHERE name = 'Quirin'"))
    assert b"Quirin" in written()
    async with database.read() as session:
        await session.scalar(text("SELECT count(*) FROM things"))
        await database.fold_in()
        assert await session.scalar(text("SELECT count(*) FROM things")) == 1
    await database.fold_in()
    assert b"Quirin" not in written()
    assert b"Other" in written()
    async with database.write() as session:
        assert await session.scalar(text("PRAGMA busy_timeout")) == 5000
    await database.close()
