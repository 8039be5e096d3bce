"""PostgreSQL for tests: where one answers, and a database of its own for each who asks."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

from sqlalchemy import make_url

try:
    import asyncpg
except ImportError:  # it comes with the extra "postgres" only
    asyncpg = None

# A server on which databases may be made and dropped.
SERVER = os.environ.get("HOMEROOM_TEST_POSTGRES", "postgresql+asyncpg://root@127.0.0.1:5432/test")


async def sql(statement: str, url: str = SERVER) -> None:
    """Carries out one statement, in a connection of its own."""
    dsn = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(dsn, timeout=2)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def answers() -> bool:
    """Whether there is a server to test on."""
    if asyncpg is None:
        return False
    try:
        asyncio.run(sql("SELECT 1"))
    except (OSError, asyncpg.PostgresError, TimeoutError):
        return False
    return True


@asynccontextmanager
async def database() -> AsyncIterator[str]:
    """The address of a new, empty database; it is dropped afterwards."""
    name = f"homeroom_{uuid4().hex}"
    await sql(f"CREATE DATABASE {name}")
    yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    await sql(f"DROP DATABASE {name} WITH (FORCE)")
