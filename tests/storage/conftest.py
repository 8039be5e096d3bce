"""Databases to test on: a SQLite file each, and PostgreSQL where one answers."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage import schema
from storage.base import Database, Session
from tests import postgres
from tests.storage.school import NOW, School

ENGINES = ["sqlite", "postgresql"] if postgres.answers() else ["sqlite"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if "postgresql" not in ENGINES:
        terminalreporter.write_line("skipped: no PostgreSQL answers; storage ran on SQLite only")


async def _upgrade(url: str) -> None:
    database = Database.open(url)
    await schema.upgrade(database, NOW)
    await database.close()


@contextmanager
def _postgres() -> Iterator[str]:
    with asyncio.Runner() as runner:
        made = postgres.database()
        yield runner.run(made.__aenter__())
        runner.run(made.__aexit__(None, None, None))


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
    asyncio.run(postgres.sql(";".join(str(table.delete()) for table in tables), url))


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
