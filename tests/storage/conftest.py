"""Databases to test on: a SQLite file each, and PostgreSQL where one answers."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from storage import schema
from storage.base import Database, Session
from tests.storage.school import NOW, School

try:
    import asyncpg
except ImportError:  # it comes with the extra "postgres" only
    asyncpg = None

# A server on which databases may be made and dropped.
POSTGRES = os.environ.get("HOMEROOM_TEST_POSTGRES", "postgresql+asyncpg://root@127.0.0.1:5432/test")


async def _sql(statement: str, url: str = POSTGRES) -> None:
    dsn = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(dsn, timeout=2)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _answers() -> bool:
    if asyncpg is None:
        return False
    try:
        asyncio.run(_sql("SELECT 1"))
    except (OSError, asyncpg.PostgresError, TimeoutError):
        return False
    return True


ENGINES = ["sqlite", "postgresql"] if _answers() else ["sqlite"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if "postgresql" not in ENGINES:
        terminalreporter.write_line("skipped: no PostgreSQL answers; storage ran on SQLite only")


async def _upgrade(url: str) -> None:
    database = Database.open(url)
    await schema.upgrade(database, NOW)
    await database.close()


@contextmanager
def _postgres() -> Iterator[str]:
    name = f"homeroom_{uuid4().hex}"
    asyncio.run(_sql(f"CREATE DATABASE {name}"))
    yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    asyncio.run(_sql(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a database is that holds nothing yet."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'school.db'}"
        return
    with _postgres() as url:
        yield url


@pytest.fixture(scope="session")
def upgraded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An upgraded SQLite file, for each test to copy."""
    path = tmp_path_factory.mktemp("storage") / "school.db"
    asyncio.run(_upgrade(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def upgraded_postgres() -> Iterator[str]:
    """An upgraded PostgreSQL database; making one for each test would take most of the time."""
    with _postgres() as url:
        asyncio.run(_upgrade(url))
        yield url


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a test's own database is, upgraded and without a row."""
    if request.param == "sqlite":
        copied = tmp_path / "school.db"
        shutil.copy(request.getfixturevalue("upgraded_file"), copied)
        yield f"sqlite+aiosqlite:///{copied}"
        return
    url = request.getfixturevalue("upgraded_postgres")
    yield url
    tables = reversed(schema.METADATA.sorted_tables)
    asyncio.run(_sql(";".join(str(table.delete()) for table in tables), url))


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """A school's own, upgraded and empty."""
    database = Database.open(url)
    yield database
    await database.close()


@pytest.fixture
async def session(database: Database) -> AsyncIterator[Session]:
    """An open write transaction."""
    async with database.write() as session:
        yield session


@pytest.fixture
def school(session: Session) -> School:
    """People and classes, made in the open transaction."""
    return School(session)
