"""How a database is: at a glance, on SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import condition, schema
from storage.base import Database


async def test_an_upgraded_database_is_sound_and_at_the_newest_schema(database: Database) -> None:
    found = await condition.look(database)
    assert found.revision == found.newest == schema.newest()
    assert found.known
    assert found.fault is None
    assert found.size > 10_000


async def test_an_empty_database_has_no_revision(empty: str) -> None:
    database = Database.open(empty)
    found = await condition.look(database)
    assert found.revision is None
    assert found.known
    await database.close()


async def test_a_newer_schema_is_not_known(database: Database) -> None:
    async with database.write() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    found = await condition.look(database)
    async with database.write() as session:
        back = text("UPDATE alembic_version SET version_num = :newest")
        await session.execute(back, {"newest": found.newest})
    assert found.revision == "9999"
    assert not found.known


def test_a_database_that_is_no_file_has_none() -> None:
    assert condition.file_of("postgresql+asyncpg://u:p@h/n") is None
    assert condition.file_of("sqlite+aiosqlite:///school.db") == "school.db"


@pytest.fixture
def damaged(tmp_path: Path, upgraded_file: Path) -> Path:
    """A database with nonsense in the middle of a table."""
    file = tmp_path / "school.db"
    file.write_bytes(upgraded_file.read_bytes())
    with closing(sqlite3.connect(file)) as connection:
        asked = "SELECT rootpage FROM sqlite_master WHERE name = 'persons'"
        (root,) = connection.execute(asked).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as opened:
        opened.seek((root - 1) * size)
        opened.write(b"\xff" * 200)
    return file


async def test_a_damaged_file_has_a_fault(damaged: Path) -> None:
    database = Database.open(f"sqlite+aiosqlite:///{damaged}")
    found = await condition.look(database)
    assert found.fault is not None
    await database.close()


@pytest.mark.parametrize(
    ("version", "told"), [((3, 40, 1), "3.40.1"), ((3, 51, 2), "3.51.2"), ((3, 51, 3), None)]
)
def test_sqlite_before_3_51_3_is_told(version: tuple[int, ...], told: str | None) -> None:
    assert condition.old_library(version) == told
