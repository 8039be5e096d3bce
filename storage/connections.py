"""How each connection to the database is set up, and what is noted on it."""

from __future__ import annotations

from itertools import count
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry

# Where a connection's `info` has the number of the statement that waits for its answer.
ASKING = "homeroom.asking"


def drop_dead(engine: AsyncEngine) -> None:
    """A connection that the server has closed meanwhile is not used again.

    The driver knows; asking the server each time (pool_pre_ping) costs three ways there and back.
    """

    @event.listens_for(engine.sync_engine, "checkout")
    def checkout(connection: Any, _: ConnectionPoolEntry, __: Any) -> None:
        if connection.driver_connection.is_closed():
            raise DisconnectionError


def number_statements(engine: AsyncEngine) -> None:
    """Notes on each connection which statement is under way."""
    numbers = count(1)

    @event.listens_for(engine.sync_engine, "before_cursor_execute")
    def begin(connection: Any, *_: Any) -> None:
        connection.info[ASKING] = next(numbers)

    @event.listens_for(engine.sync_engine, "after_cursor_execute")
    def end(connection: Any, *_: Any) -> None:
        connection.info[ASKING] = 0

    @event.listens_for(engine.sync_engine, "handle_error")
    def fail(context: Any) -> None:
        if context.connection is not None and not context.connection.invalidated:
            context.connection.info[ASKING] = 0


def prepare(engine: AsyncEngine, begin: str, *, query_only: bool) -> None:
    """Sets each connection up; the driver's own BEGIN is switched off, for it comes too late."""

    @event.listens_for(engine.sync_engine, "connect")
    def connect(connection: Any, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "busy_timeout = 5000",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            # What is erased is overwritten: somebody asked to be forgotten.
            "secure_delete = ON",
            f"query_only = {'ON' if query_only else 'OFF'}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Any) -> None:
        connection.exec_driver_sql(begin)


async def fold_in(writer: AsyncEngine) -> bool:
    """Empties SQLite's log into its file; False where somebody reads just then, and it stays."""
    async with writer.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        # Each is fetched to its end: the driver's thread keeps its last cursor, and with it a
        # statement in progress, which VACUUM does not go beside.
        await driver.execute_fetchall("PRAGMA busy_timeout = 0")
        try:
            ((busy, *_),) = await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            await driver.execute_fetchall("PRAGMA busy_timeout = 5000")
    return not busy
