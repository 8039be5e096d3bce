"""Databases to test on: a SQLite file each, and PostgreSQL where one answers."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import make_url

from storage import schema
from storage.base import Database, Session
from tests.storage.school import NOW, School

# A server on which databases may be made and dropped.
POSTGRES = os.environ.get("HOMEROOM_TEST_POSTGRES", "postgresql+asyncpg://root@127.0.0.1:5432/test")


def _dsn() -> str:
    return make_url(POSTGRES).set(drivername="postgresql").render_as_string(hide_password=False)


async def _sql(statement: str) -> None:
    connection = await asyncpg.connect(_dsn(), timeout=2)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _answers() -> bool:
    try:
        asyncio.run(_sql("SELECT 1"))
    except (OSError, asyncpg.PostgresError, TimeoutError):
        return False
    return True


ENGINES = ["sqlite", "postgresql"] if _answers() else ["sqlite"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if "postgresql" not in ENGINES:
        terminalreporter.write_line("skipped: no PostgreSQL answers; storage ran on SQLite only")


def _of(name: str) -> str:
    return make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)


async def _upgraded(url: str) -> None:
    database = Database.open(url)
    await schema.upgrade(database, NOW)
    await database.close()


@pytest.fixture(scope="session")
def template() -> Iterator[str]:
    """An upgraded PostgreSQL database; a copy of it is quicker than upgrading each test's own."""
    name = f"homeroom_{uuid4().hex}"
    asyncio.run(_sql(f"CREATE DATABASE {name}"))
    asyncio.run(_upgraded(_of(name)))
    yield name
    asyncio.run(_sql(f"DROP DATABASE {name}"))


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a test's own database is, upgraded and empty."""
    if request.param == "sqlite":
        url = f"sqlite+aiosqlite:///{tmp_path / 'school.db'}"
        asyncio.run(_upgraded(url))
        yield url
        return
    name = f"homeroom_{uuid4().hex}"
    asyncio.run(_sql(f"CREATE DATABASE {name} TEMPLATE {request.getfixturevalue('template')}"))
    yield _of(name)
    asyncio.run(_sql(f"DROP DATABASE {name}"))


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
