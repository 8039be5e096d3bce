"""How a database is: what `homeroom check` asks it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from storage import schema
from storage.base import Database, Session

# Before it, two connections that reset the write-ahead log at one moment could, very rarely, harm
# the database (sqlite.org/wal.html, "The WAL-reset bug").
MENDED = (3, 51, 3)


@dataclass(frozen=True, slots=True)
class Condition:
    """A database at a glance.

    `revision` is its schema's, None for one that is empty; `known` when this program can work
    with it, now or after bringing it to `newest`. `fault` is what a quick check found,
    None when it found nothing. `size` is in bytes. `old_library` is SQLite's version, where it
    lacks a repair that matters.
    """

    revision: str | None
    newest: str
    known: bool
    fault: str | None
    size: int
    old_library: str | None


async def look(database: Database) -> Condition:
    """Reads how a database is, in one read transaction."""
    async with database.read() as session:
        sqlite = session.get_bind().dialect.name == "sqlite"
        revision = await _revision(session)
        return Condition(
            revision=revision,
            newest=schema.newest(),
            known=revision is None or schema.knows(revision),
            fault=await _fault(session) if sqlite else None,
            size=await _size(session, sqlite=sqlite),
            old_library=old_library() if sqlite else None,
        )


def cause(error: Exception) -> str | None:
    """Why a database cannot be read, in its own words; None when that is not the database's fault.

    Without the statement, and without the address, in which a password may be.
    """
    if isinstance(error, DBAPIError):
        return str(error.orig).splitlines()[0]
    if getattr(error, "sqlstate", None):  # asyncpg's own, where no connection came about
        return str(error).splitlines()[0]
    if isinstance(error, ModuleNotFoundError):
        return "its driver is not installed (pip install 'homeroom[postgres]')"
    return str(error.strerror or error) if isinstance(error, OSError) else None


def file_of(url: str) -> str | None:
    """The file of an SQLite database; None for a database that is no file."""
    parsed = make_url(url)
    return parsed.database if parsed.get_backend_name() == "sqlite" else None


async def _revision(session: Session) -> str | None:
    connection = await session.connection()
    if not await connection.run_sync(schema.is_made):
        return None
    return str(await session.scalar(text("SELECT version_num FROM alembic_version")))


async def _fault(session: Session) -> str | None:
    found = await session.scalar(text("PRAGMA quick_check(1)"))
    return None if found == "ok" else str(found)


async def _size(session: Session, *, sqlite: bool) -> int:
    asked = (
        "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        if sqlite
        else "SELECT pg_database_size(current_database())"
    )
    return int(await session.scalar(text(asked)) or 0)


def old_library(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str | None:
    """SQLite's version, where it lacks a repair that matters; else None."""
    return None if version >= MENDED else ".".join(map(str, version))
