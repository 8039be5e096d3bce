"""PostgreSQL for tests: the server that answers, or one started for them; a database for each."""

from __future__ import annotations

import asyncio
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import make_url

from storage import schema

try:
    import asyncpg
except ImportError:  # it comes with the extra "postgres" only
    asyncpg = None

# A server on which databases may be made and dropped.
NAMED = "HOMEROOM_TEST_POSTGRES"
SERVER = os.environ.get(NAMED, "postgresql+asyncpg://root@127.0.0.1:5432/test")
# No test crashes the server, so nothing waits for its disk.
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")

_ALONE = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_FROM_ONE = "SELECT setval(seqrelid, seqstart, false) FROM pg_sequence"


class Missing(Exception):
    """There is no server to test on; the message says what is lacking."""


async def sql(statement: str, url: str | None = None) -> None:
    """Carries out statements, in a connection of its own."""
    async with connected(url) as connection:
        await connection.execute(statement)


async def rows(statement: str, url: str) -> list[tuple[Any, ...]]:
    """What a statement finds, in a connection of its own."""
    async with connected(url) as connection:
        return [tuple(each) for each in await connection.fetch(statement)]


@asynccontextmanager
async def connected(url: str | None) -> AsyncIterator[asyncpg.Connection]:
    """A connection of its own."""
    dsn = make_url(url or SERVER).set(drivername="postgresql")
    connection = await asyncpg.connect(dsn.render_as_string(hide_password=False), timeout=30)
    try:
        yield connection
    finally:
        await connection.close()


def answers(url: str | None = None) -> bool:
    """Whether there is a server to test on."""
    if asyncpg is None:
        return False
    try:
        asyncio.run(sql("SELECT 1", url))
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
        return False
    return True


@asynccontextmanager
async def database(server: str | None = None, *, durable: bool = False) -> AsyncIterator[str]:
    """The address of a new, empty database, hasty unless `durable`; it is dropped afterwards."""
    name = f"homeroom_{uuid4().hex}"
    await sql(f"CREATE DATABASE {name}", server)
    if not durable:
        await sql(f"ALTER DATABASE {name} SET synchronous_commit = off", server)
    try:
        yield make_url(server or SERVER).set(database=name).render_as_string(hide_password=False)
    finally:
        await sql(f"DROP DATABASE {name} WITH (FORCE)", server)


async def clear(url: str) -> None:
    """Makes an upgraded database like new: no row, no other session, numbers from 1 again.

    Dropping it and making another would take a test more time than all the rest.
    """
    tables = [str(table.delete()) for table in reversed(schema.METADATA.sorted_tables)]
    await sql(";".join([_ALONE, *tables, _FROM_ONE]), url)


@contextmanager
def served() -> Iterator[str]:
    """The address of a server: the one that answers, else one that runs meanwhile.

    Raises:
        Missing: there is neither.
    """
    if asyncpg is None:
        raise Missing("its driver is not installed (pip install 'homeroom[postgres]')")
    if answers():
        yield SERVER
        return
    with started() as server:
        yield server.url


@contextmanager
def started() -> Iterator[Server]:
    """A server of our own, which is gone afterwards; raises Missing where none is installed."""
    with tempfile.TemporaryDirectory(prefix="homeroom-") as folder:
        server = Server(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()


class Server:
    """A server in a folder; it does not run as root, and has no socket but TCP's."""

    def __init__(self, folder: Path) -> None:
        self._binaries, self._account = _binaries(), _account(folder)
        self._folder, self._port = folder, _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"postgresql+asyncpg://homeroom@127.0.0.1:{self._port}/postgres"
        made = subprocess.run(
            [self._binaries / "initdb", "-D", folder / "data", "-U", "homeroom", "-A", "trust",
             "-E", "UTF8", "--locale=C", "--no-sync"],
            capture_output=True, text=True, check=False, user=self._account, cwd=folder,
        )  # fmt: skip
        if made.returncode:
            raise Missing(f"initdb failed: {made.stderr.strip()[-300:]}")

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        settings = (
            f"port={self._port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", *HASTY
        )  # fmt: skip
        with (self._folder / "log").open("a") as log:
            self._process = subprocess.Popen(
                [self._binaries / "postgres", "-D", self._folder / "data",
                 *(f"--{each}" for each in settings)],
                stdout=log, stderr=log, cwd=self._folder, user=self._account,
            )  # fmt: skip
        until = time.monotonic() + 30
        while not answers(self.url):
            if self._process.poll() is not None or time.monotonic() > until:
                said = (self._folder / "log").read_text().strip()
                raise Missing(f"the server did not start: {said[-300:]}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Ends it at once, and all its sessions (SIGINT: fast shutdown)."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(10)
            self._process.kill()
            self._process.wait()
            self._process = None


def _binaries() -> Path:
    """The folder of the newest server that is installed; Debian keeps it out of the PATH."""
    on_path = [Path(found).resolve().parent for name in ("postgres", "pg_ctl", "initdb")
               if (found := shutil.which(name))]  # fmt: skip
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    for each in (*on_path, *kept):
        if (each / "initdb").exists() and (each / "postgres").exists():
            return each
    raise Missing(f"none answers at {make_url(SERVER).render_as_string()}, and none is installed")


def _version(folder: Path) -> int:
    return int(re.sub(r"\D", "", folder.parent.name) or 0)


def _account(folder: Path) -> int | None:
    """Whom the server runs as, and to whom the folder belongs: root may not."""
    if os.geteuid() != 0:
        return None
    with suppress(KeyError):
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
        return account.pw_uid
    raise Missing("none answers, and a server may not run as root")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
