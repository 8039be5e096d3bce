"""SQLite's driver; what a transaction asks is executed where it is asked, and not in a thread."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Any

import aiosqlite
from sqlalchemy import make_url
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
    SQLiteDialect_aiosqlite,
)
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.util import EMPTY_DICT, LRUCache
from sqlalchemy.util.concurrency import await_

# A cursor of its own, execute, fetchall and close, each handed to the driver's thread: measured
# beside other work, a small select took 540 µs that way, 250 µs in one, and half of that where no
# thread is asked at all. What may wait for a lock or for the disk still is the thread's: all that
# is outside a transaction; a writer's BEGIN, COMMIT and ROLLBACK; a reader's first statement. With
# a write-ahead log nothing else waits for anybody (sqlite.org/wal.html).

# So long, in seconds, a transaction may ask without a break; then others have their turn.
TURN = 0.01


class Rows(list[Any]):
    """All that a statement returned, with what DB-API's cursor says of it (PEP 249)."""

    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None


class _Cursor(sqlite3.Cursor):
    """Its rows are fetched where it was executed, and it is not needed after that."""

    def fetchall(self) -> Rows:
        rows = Rows(super().fetchall())
        rows.description, rows.rowcount = self.description, self.rowcount
        rows.lastrowid = self.lastrowid
        return rows


class _Connection(sqlite3.Connection):
    """Executes with such cursors."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        return self.cursor(_Cursor).execute(sql, parameters)


class _AdaptedCursor(AsyncAdapt_aiosqlite_cursor):
    """SQLAlchemy's cursor on rows that are there already."""

    __slots__ = ()
    _adapt_connection: _AdaptedConnection
    _awaitable_cursor_close = False

    def __init__(self, adapted: _AdaptedConnection) -> None:
        self._adapt_connection = adapted
        self._connection = adapted._connection
        self._cursor: Any = Rows()
        self._soft_closed_memoized = EMPTY_DICT
        self._rows: deque[Any] = deque()

    def close(self) -> None:
        self._rows.clear()

    def execute(self, operation: Any, parameters: Any = None) -> Any:
        if not await_(self._adapt_connection.at_hand(operation)):
            with self._adapt_connection.by_thread(operation):
                super().execute(operation, parameters)
            return
        try:
            self._cursor = self._connection._execute_fetchall(operation, parameters or ())
        except Exception as error:
            self._adapt_connection._handle_exception(error)
        self._rows = deque(self._cursor)

    def executemany(self, operation: Any, seq_of_parameters: Any) -> Any:
        if not await_(self._adapt_connection.at_hand(operation)):
            with self._adapt_connection.by_thread(operation):
                super().executemany(operation, seq_of_parameters)
            return
        try:
            self._cursor = self._connection._conn.executemany(operation, seq_of_parameters)
        except Exception as error:
            self._adapt_connection._handle_exception(error)

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        async with self._adapt_connection._execute_mutex:
            self._cursor = await self._connection.execute_fetchall(operation, parameters)
            self._rows = deque(self._cursor)

    async def _executemany_async(self, operation: Any, seq_of_parameters: Sequence[Any]) -> Any:
        async with self._adapt_connection._execute_mutex:
            self._cursor = await self._connection.executemany(operation, seq_of_parameters)


class _AdaptedConnection(AsyncAdapt_aiosqlite_connection):
    """SQLAlchemy's connection with such cursors."""

    __slots__ = ("_asking", "_broke", "_reads", "_sees")
    _cursor_cls = _AdaptedCursor  # type: ignore[assignment] # (a class of the same protocol)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._asking = False  # The thread is, or (cut off meanwhile) may still be.
        self._reads = False
        self._sees = False  # The transaction has its view of the database, and its lock.
        self._broke = 0.0

    @contextmanager
    def by_thread(self, operation: str) -> Iterator[None]:
        """Notes that the thread executes this, and what that means for the statements after it."""
        self._asking = True
        yield
        self._asking = False
        self._sees = True
        if operation == "BEGIN IMMEDIATE":
            self._reads = False
        self._broke = monotonic()

    async def at_hand(self, operation: str) -> bool:
        """Whether a statement can be executed here; gives others their turn before it.

        Awaited although it seldom waits: SQLAlchemy refuses an execution that awaits nothing.
        """
        if self._asking or self._connection._connection is None:
            return False
        if operation == "BEGIN":  # It takes no lock yet; the first statement after it does.
            self._reads, self._sees = True, False
            return True
        if not self._sees or not self._connection.in_transaction:
            return False
        if monotonic() - self._broke > TURN:
            await asyncio.sleep(0)
            self._broke = monotonic()
        return not self._asking

    def rollback(self) -> None:
        if not self._is_over():
            with self.by_thread("ROLLBACK"):
                super().rollback()

    def commit(self) -> None:
        if not self._is_over():
            with self.by_thread("COMMIT"):
                super().commit()

    def _is_over(self) -> bool:
        """Whether no transaction is open; ends a reader's here, for it asks nothing of the disk."""
        if self._asking or self._connection._connection is None:
            return False
        if self._reads and self._connection.in_transaction:
            self._connection._conn.rollback()
        return not self._connection.in_transaction


class _Driver(AsyncAdapt_aiosqlite_dbapi):
    """aiosqlite, as SQLAlchemy's dialect takes it."""

    def connect(self, *args: Any, **kwargs: Any) -> AsyncAdapt_aiosqlite_connection:
        """Connects like the driver itself does."""
        # The thread and the loop take turns: SQLite itself is built to allow that ("serialized").
        ours = {"factory": _Connection, "check_same_thread": False}
        plain = super().connect(*args, **kwargs | ours)
        return _AdaptedConnection(self, plain.driver_connection)


class Dialect(SQLiteDialect_aiosqlite):
    """SQLAlchemy's dialect on that driver; all of them are one, so that they share `COMPILED`."""

    driver = "homeroom"
    supports_statement_cache = True

    @classmethod
    def import_dbapi(cls) -> AsyncAdapt_aiosqlite_dbapi:
        """The driver."""
        return _Driver(aiosqlite, sqlite3)

    def __eq__(self, other: object) -> bool:
        return type(other) is Dialect

    def __hash__(self) -> int:
        return hash(Dialect)


registry.register("sqlite.homeroom", __name__, "Dialect")

# Statements as they were compiled (SQLAlchemy: execution option compiled_cache): the engine that
# writes, those that read, and every database that a test opens compile each of them once.
COMPILED: Any = LRUCache(2000)


def engine(url: str, **options: Any) -> AsyncEngine:
    """An engine on this driver for a URL of SQLAlchemy's (`sqlite+aiosqlite:///FILE`)."""
    ours = make_url(url).set(drivername="sqlite+homeroom")
    return create_async_engine(ours, execution_options={"compiled_cache": COMPILED}, **options)
