"""Rows in every table of whatever schema a database has, and what tells them from others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, DateTime, MetaData, String, Table, select
from sqlalchemy.ext.asyncio import create_async_engine

from storage.schema import WORDS

# Alembic's own table has one row, which is not ours to write.
VERSIONS = "alembic_version"
BEGUN = datetime(2025, 9, 1, tzinfo=UTC)
AT_ONCE = 5000

Prints = dict[tuple[str, str], str]


async def fill(url: str, rows: int) -> int:
    """Fills every table alike, so many rows together; returns how many there are."""
    engine = create_async_engine(url, hide_parameters=True)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(_fill, rows)
    finally:
        await engine.dispose()


def _fill(connection: Connection, rows: int) -> int:
    tables = _tables(connection)
    each = -(-rows // len(tables))
    for table in tables:
        for first in range(0, each, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, each))
            connection.execute(table.insert(), [_row(table, number) for number in numbers])
    return each * len(tables)


def _tables(connection: Connection) -> list[Table]:
    """All tables but Alembic's and SQLite's index of words, each after those it refers to."""
    found = MetaData()
    found.reflect(connection)
    tables = [table for table in found.sorted_tables if table.name != VERSIONS]
    return [table for table in tables if not table.name.startswith(WORDS)]


def _row(table: Table, number: int) -> dict[str, Any]:
    """Row `number` of a table refers to row `number` of every other, so that all are unique."""
    return {column.name: _value(column, number) for column in table.columns}


def _value(column: Column[Any], number: int) -> Any:
    """A value of the column's type, another for every number; a type that is new here fails."""
    if column.nullable and number % 5 == 0:
        return None
    kind, moment = column.type, BEGUN + timedelta(minutes=number)
    said = f"{column.name} {number}"
    if isinstance(kind, DateTime):
        return moment if kind.timezone else moment.replace(tzinfo=None)
    if isinstance(kind, String) and kind.length:
        said = said[-kind.length :]
    values: dict[type, Any] = {
        bool: number % 2 == 0,
        int: number + 1,
        float: number / 8,
        str: said,
        bytes: said.encode(),
        date: moment.date(),
        object: {"number": number, "said": "“Boots”, 雨鞋"},  # JSON may be anything
    }
    return values[kind.python_type]


async def prints(url: str) -> Prints:
    """A checksum of each column of each table, in the order of the primary key."""
    engine = create_async_engine(url, hide_parameters=True)
    try:
        async with engine.connect() as connection:
            return dict(await connection.run_sync(lambda c: list(_prints(c))))
    finally:
        await engine.dispose()


def _prints(connection: Connection) -> Iterator[tuple[tuple[str, str], str]]:
    for table in _tables(connection):
        rows = connection.execute(select(table).order_by(*table.primary_key.columns)).all()
        for position, column in enumerate(table.columns):
            digest = hashlib.sha256()
            for row in rows:
                digest.update(f"{row[position]!r}\n".encode())
            yield (table.name, column.name), f"{len(rows)}:{digest.hexdigest()}"
