"""Somebody else at the school's database, beside the bot: on a SQLite file, or on PostgreSQL."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import make_url

from storage.schema import METADATA
from tests import postgres

Execute = Callable[[str], Awaitable[Any]]


@asynccontextmanager
async def another(url: str) -> AsyncIterator[Execute]:
    """A session of theirs, which executes statements as they are; it begins no transaction."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        file = sqlite3.connect(
            parsed.database or "", isolation_level=None, timeout=30, check_same_thread=False
        )
        # In a thread: the bot, which may be writing, ends that only if its event loop goes on.
        yield lambda statement: asyncio.to_thread(file.execute, statement)
        file.close()
        return
    dsn = parsed.set(drivername="postgresql").render_as_string(hide_password=False)
    session = await postgres.asyncpg.connect(dsn)
    # Where the two wait for each other it is the bot that has to give way.
    await session.execute("SET deadlock_timeout = '30s'")
    yield session.execute
    await session.close(timeout=5)


@asynccontextmanager
async def locked(url: str) -> AsyncIterator[None]:
    """Meanwhile the database can be read, and not be written to."""
    async with another(url) as execute:
        if make_url(url).get_backend_name() == "sqlite":
            await execute("BEGIN IMMEDIATE")
        else:
            await execute("BEGIN")
            await execute(f"LOCK TABLE {', '.join(METADATA.tables)} IN EXCLUSIVE MODE")
        yield
        await execute("ROLLBACK")
