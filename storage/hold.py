"""One process a database: a lock file beside SQLite's, an advisory lock on PostgreSQL's server."""

from __future__ import annotations

import asyncio
import errno
import fcntl
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TextIO

import structlog
from sqlalchemy import URL, NullPool, make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from storage.base import LIMITS, connected, is_trouble

if TYPE_CHECKING:
    from collections.abc import Awaitable

log = structlog.get_logger()

# Any number that nobody else uses in Homeroom's database; migrations have another.
_KEY = 4_866_310
# A process that was killed is gone at once, its session at the server a moment later.
PARTING_SECONDS = 5.0
# How often a quiet connection is tried: a server that vanished does not say so.
LOOK_SECONDS = 15.0
LOOK_FILE_SECONDS = 5.0
_BACKOFF = (0.2, 5.0)
# What stands behind the name of a database's file in that of its lock.
_LOCK = ".lock"

_TRY = text("SELECT pg_try_advisory_lock(:key)")
# A session of ours whose connection we have lost, but not the server: it may stand in our own way.
_END_OWN = text(
    "SELECT pg_terminate_backend(held.pid) FROM pg_locks AS held"
    " JOIN pg_stat_activity AS session ON session.pid = held.pid"
    " WHERE held.locktype = 'advisory' AND held.granted AND held.classid = 0"
    " AND held.objid = :key AND held.objsubid = 1"
    " AND session.datname = current_database() AND session.application_name = :own"
)


class Taken(Exception):
    """Another process serves this database already; it is named without its password."""


class Held(Protocol):
    """The right to be the only process on a database."""

    async def keep(self) -> None:
        """Looks after it until it is cancelled.

        Raises:
            Taken: it was lost, and another process has it now.
        """

    async def release(self) -> None:
        """Gives it back."""


async def hold(url: str) -> Held | None:
    """Makes this process the only one on a database; None for one that is in memory.

    Raises:
        Taken: another process holds it. It is let go when a process ends, however it ends.
        OSError: the file cannot be written.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        lock = ServerLock(parsed)
        try:
            await lock.take()
        except BaseException:
            await lock.release()
            raise
        return lock
    file = hold_file(url)
    return FileLock(file) if file is not None else None


def hold_file(url: str) -> TextIO | None:
    """The same for an SQLite file, until the returned file is closed; raises like `hold`."""
    name = make_url(url).database
    if not name or name == ":memory:":
        return None
    _check_writable(name)
    held = Path(f"{name}{_LOCK}").open("w", encoding="ascii")  # noqa: SIM115 (held for the whole run)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        held.close()
        raise Taken(name) from error
    return held


def _check_writable(name: str) -> None:
    if Path(name).exists() and not os.access(name, os.W_OK):
        raise OSError(errno.EROFS, "the file cannot be written", name)


class FileLock:
    """A lock file; the kernel lets go of it when the process ends (Held)."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    async def keep(self) -> None:
        """Nobody can take it away, but the file may become one that cannot be written.

        Raises:
            OSError: it did, as when a disk that fails is mounted anew for reading only.
        """
        while True:
            await asyncio.sleep(LOOK_FILE_SECONDS)
            _check_writable(self._file.name.removesuffix(_LOCK))

    async def release(self) -> None:
        """Closes the file; it stays where it is."""
        self._file.close()


class ServerLock:
    """An advisory lock, held by a connection that does nothing else (Held).

    PostgreSQL lets go of it when that connection ends. `application_name` tells which session is
    this process's own: one that the server has not missed yet is ended, and not taken for another
    process.
    """

    def __init__(self, url: URL) -> None:
        self._name = f"{url.database} at {url.host or 'this machine'}"
        self._own = f"homeroom {secrets.token_hex(8)}"
        # The server must miss a machine that lost its power, and not in two hours.
        alive = {
            "tcp_keepalives_idle": "20",
            "tcp_keepalives_interval": "5",
            "tcp_keepalives_count": "4",
        }
        self._engine = create_async_engine(
            url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args=LIMITS | {"server_settings": alive | {"application_name": self._own}},
        )
        self._connection: AsyncConnection | None = None
        self._lost = asyncio.Event()

    async def take(self) -> None:
        """Takes the lock; raises Taken, or what the connection fails with."""
        loop = asyncio.get_running_loop()
        until = loop.time() + PARTING_SECONDS
        while not await self._try():
            if loop.time() > until:
                raise Taken(self._name)
            await asyncio.sleep(0.1)

    async def keep(self) -> None:
        """Takes it again whenever its connection was lost; see Held."""
        while True:
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._lost.wait()
            except TimeoutError:
                pass
            if self._lost.is_set() or not await self._answers():
                self._lost.set()
                await self._take_again()

    async def release(self) -> None:
        """Closes the connection, and with it the lock goes."""
        await self._drop()
        await self._engine.dispose()

    async def _take_again(self) -> None:
        log.warning("database.hold_lost")
        waited = 0
        while True:
            try:
                await self.take()
            except Exception as error:
                if not is_trouble(error):
                    raise
                least, most = _BACKOFF
                await asyncio.sleep(min(most, least * 2.0**waited))
                waited += 1
            else:
                log.info("database.hold_taken_again", waited=waited)
                return

    async def _try(self) -> bool:
        """One try to have the lock, on a new connection where there is none that lives."""
        if self._connection is None or self._lost.is_set():
            await self._drop()
            self._connection = await self._connect()
        if await self._connection.scalar(_TRY, {"key": _KEY}):
            return True
        await self._connection.execute(_END_OWN, {"key": _KEY, "own": self._own})
        return False

    async def _connect(self) -> AsyncConnection:
        connection = await connected(self._engine.connect())
        driver: Any = (await connection.get_raw_connection()).driver_connection
        lost = self._lost = asyncio.Event()
        driver.add_termination_listener(lambda _: lost.set())
        return connection

    async def _answers(self) -> bool:
        assert self._connection is not None  # noqa: S101 (there was one to lose)
        return await _succeeds(self._connection.scalar(text("SELECT 1")))

    async def _drop(self) -> None:
        """Closes the connection, if there is one; a dead one may have nothing to say to that."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.invalidate()
            await _succeeds(connection.close())


async def _succeeds(step: Awaitable[Any]) -> bool:
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            await step
    except Exception:
        return False
    return True
