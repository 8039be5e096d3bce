"""Databases to test on: a SQLite file each, and PostgreSQL where one answers."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.base import Database, Session
from tests import auditor_wal, postgres
from tests.storage.school import School

# Storage is tried on both by a plain `pytest` too, for its statements are what differs.
ON = os.environ.get("HOMEROOM_TEST_ON")
ENGINES = [ON] if ON else ["sqlite", "postgresql"] if postgres.answers() else ["sqlite"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not ON and "postgresql" not in ENGINES:
        terminalreporter.write_line("skipped: no PostgreSQL answers; storage ran on SQLite only")
    if "postgresql" in ENGINES and auditor_wal.dump() is None:
        terminalreporter.write_line("skipped: there is no pg_waldump to read PostgreSQL's log with")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Which database the test has: each in turn."""
    return str(request.param)


@pytest.fixture
def empty(engine: str, tmp_path: Path) -> Iterator[str]:
    """Where a database is that holds nothing yet."""
    if engine == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'school.db'}"
        return
    with asyncio.Runner() as runner:
        made = postgres.database()
        yield runner.run(made.__aenter__())
        runner.run(made.__aexit__(None, None, None))


@pytest.fixture
async def database(url: str, tmp_path: Path) -> AsyncIterator[Database]:
    """A school's own, upgraded and empty."""
    database = Database.open(url, tmp_path / "school.keys")
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
