"""A database as it stood, kept beside it, and put back into another: on SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import make_url

from storage import schema
from tests import postgres

# What a database knows of the process that has it.
_ITS_OWN = {"runs"}
TABLES = [each.name for each in schema.METADATA.sorted_tables if each.name not in _ITS_OWN]
_FILLED = "SELECT " + ", ".join(f"EXISTS (SELECT 1 FROM {each})" for each in TABLES)  # noqa: S608
_NUMBERS = "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
# No number is given twice, not even that of a row that has gone.
_NUMBERED = (
    "DELETE FROM main.sqlite_sequence;"
    " INSERT INTO main.sqlite_sequence SELECT * FROM old.sqlite_sequence;"
)


class Copy(Protocol):
    """What stood in a database."""

    async def put(self, url: str) -> None:
        """Makes another database what this one was; nobody else may be writing."""


async def take(url: str, folder: Path, number: int) -> Copy:
    """Copies all rows; `number` tells the copies of one process apart."""
    if make_url(url).get_backend_name() == "sqlite":
        return _File(make_url(url).database or "", folder / f"{number}.db")
    return await _Schema.taken(url, f"kept_{number}")


class _File:
    """A file of its own."""

    def __init__(self, source: str, path: Path) -> None:
        self._path = path
        with closing(sqlite3.connect(source)) as database, closing(sqlite3.connect(path)) as copy:
            database.backup(copy)
            self._filled = _filled(copy.execute(_FILLED).fetchone())

    async def put(self, url: str) -> None:
        file = make_url(url).database or ""
        with closing(sqlite3.connect(file, isolation_level=None)) as database:
            database.execute("ATTACH ? AS old", (str(self._path),))
            rows = _rows("main", "old", self._filled)
            database.executescript(f"BEGIN IMMEDIATE; {rows} {_NUMBERED} COMMIT;")


class _Schema:
    """A schema of the same database, which a process uses for one test after the other."""

    def __init__(self, name: str, filled: list[str], numbers: list[tuple[Any, ...]]) -> None:
        self._name = name
        self._filled = filled
        self._numbers = numbers

    @classmethod
    async def taken(cls, url: str, name: str) -> _Schema:
        """Copies the tables that have rows."""
        filled = _filled((await postgres.rows(_FILLED, url))[0])
        tables = [f"CREATE TABLE {name}.{each} AS TABLE public.{each};" for each in filled]
        await postgres.sql(f"CREATE SCHEMA {name}; {' '.join(tables)}", url)
        return cls(name, filled, await postgres.rows(_NUMBERS, url))

    async def put(self, url: str) -> None:
        numbers = [f"SELECT setval('{each}', {last});" for each, last in self._numbers]
        rows = _rows("public", self._name, self._filled)
        await postgres.sql(f"{rows} {' '.join(numbers)}", url)


def _filled(found: Iterable[object]) -> list[str]:
    return [name for name, filled in zip(TABLES, found, strict=True) if filled]


def _rows(into: str, source: str, filled: Iterable[str]) -> str:
    """Statements that make the rows of one schema those of another."""
    gone = [f"DELETE FROM {into}.{each};" for each in reversed(TABLES)]  # noqa: S608
    come = [f"INSERT INTO {into}.{each} SELECT * FROM {source}.{each};" for each in filled]  # noqa: S608
    return " ".join(gone + come)
