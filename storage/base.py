"""The database: one writer behind a fair lock, readers beside it, and the types of all tables."""

from __future__ import annotations

import asyncio
import enum
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Enum,
    FromClause,
    Integer,
    MetaData,
    Table,
    TypeDecorator,
    make_url,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    AsyncSessionTransaction,
    create_async_engine,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from storage import keyring as keyrings
from storage.connections import ASKING, drop_dead, fold_in, number_statements, prepare
from storage.keyring import Keyring

Session = AsyncSession
Savepoint = AsyncSessionTransaction
Row = Mapping[str, Any]
Connected = TypeVar("Connected")

_WAKE = "homeroom.wake"
_AFTER = "homeroom.after"
_CONNECTION = "homeroom.connection"
_KEYRING = "homeroom.keyring"
# sqlite.org/rescode.html: busy, locked, no memory, read-only, I/O error, corrupt, full, cannot
# open, protocol (primary codes).
_SQLITE_TROUBLE = frozenset({5, 6, 7, 8, 10, 11, 13, 14, 15})
# PostgreSQL, appendix A: connection, rollback (serialization, deadlock), resources, operator,
# system, and a lock that could not be had.
_SQLSTATE_TROUBLE = ("08", "40", "53", "57", "58", "55P03")
# How PostgreSQL is asked, where SQLite has busy_timeout: seconds to connect within, and to wait
# for what another session has locked. Nothing here runs long enough to be worth compiling first.
LIMITS: dict[str, Any] = {"timeout": 10.0}
_SETTINGS = {"server_settings": {"lock_timeout": "5s", "jit": "off"}}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; a naive one is a mistake and refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite keeps text without an offset."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime reached the database")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware again, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The tables of Homeroom; constraints have names, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[Any] = {
        datetime: UtcDateTime(),
        # SQLite numbers rows by itself only where the key is exactly INTEGER.
        int: BigInteger().with_variant(Integer(), "sqlite"),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
        # Words in the table, not numbers or a type of the database's own.
        enum.Enum: Enum(
            enum.Enum, native_enum=False, length=20, values_callable=lambda e: [m.value for m in e]
        ),
    }


class database_seconds(GenericFunction[int]):  # noqa: N801 (SQL functions are named in lower case)
    """The database's own clock, in whole seconds since 1970: leases go by it and by no other."""

    type = BigInteger()
    inherit_cache = True


@compiles(database_seconds, "sqlite")
def _sqlite_seconds(element: database_seconds, compiler: SQLCompiler, **kw: Any) -> str:
    return "CAST(strftime('%s', 'now') AS INTEGER)"


@compiles(database_seconds, "postgresql")
def _postgresql_seconds(element: database_seconds, compiler: SQLCompiler, **kw: Any) -> str:
    return "CAST(extract(epoch FROM clock_timestamp()) AS BIGINT)"


def is_trouble(error: BaseException) -> bool:
    """Whether the database itself is at fault (locked, full, gone) and not what was asked of it.

    The classes of errors do not tell: a misspelt statement is an OperationalError like a lock.
    """
    if isinstance(error, NoneFree | ConnectionError):
        return True
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in _SQLITE_TROUBLE
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return lost or _sqlstate(error).startswith(_SQLSTATE_TROUBLE)


def collided(error: BaseException) -> bool:
    """Whether two transactions got in each other's way, which tells nothing of either.

    A serialization failure or a deadlock: PostgreSQL undid this one, and it may be tried at once.
    """
    return _sqlstate(error).startswith("40")


def _sqlstate(error: BaseException) -> str:
    """PostgreSQL's own code; where no connection came about, asyncpg's error comes unwrapped."""
    return getattr(getattr(error, "orig", error), "sqlstate", None) or ""


class Unreachable(ConnectionError):
    """The database's server cannot be connected to."""


async def connected(connecting: Awaitable[Connected]) -> Connected:
    """What fails while connecting (no route, no name, no answer in time) is named for that."""
    try:
        return await connecting
    except OSError as error:
        raise Unreachable(str(error)) from error


async def upsert(
    session: Session,
    table: FromClause,
    rows: Sequence[Row],
    *,
    key: Iterable[str],
    change: Iterable[str] = (),
) -> None:
    """Inserts rows; where the key stands already, changes the named columns (none: leaves it)."""
    if not rows:
        return
    assert isinstance(table, Table)  # noqa: S101 (a mapped class's __table__ is typed wider)
    statement = _upserting(table, tuple(key), tuple(change), session.get_bind().dialect.name)
    await session.execute(statement, list(rows))


async def upsert_new(
    session: Session, table: FromClause, rows: Sequence[Row], *, key: str
) -> Sequence[Any]:
    """Inserts those rows whose key does not stand yet; returns the keys of these."""
    if not rows:
        return []
    assert isinstance(table, Table)  # noqa: S101 (as above)
    dialect = session.get_bind().dialect.name
    statement = _upserting(table, (key,), (), dialect, returning=(key,))
    return (await session.scalars(statement, list(rows))).all()


Also = Callable[[Any], dict[str, Any]]


async def upsert_noting(
    session: Session,
    table: FromClause,
    rows: Sequence[Row],
    *,
    key: Iterable[str],
    change: Iterable[str],
    also: Also,
    returning: tuple[str, ...],
) -> Sequence[Any]:
    """Like `upsert`, and returns these columns of the rows as they stand afterwards.

    `also` makes, of the columns that a row would have had (SQL: excluded), what else is changed
    where the key stands already: it can look at what stood before.
    """
    if not rows:
        return []
    assert isinstance(table, Table)  # noqa: S101 (a mapped class's __table__ is typed wider)
    dialect = session.get_bind().dialect.name
    statement = _upserting(table, tuple(key), tuple(change), dialect, also, returning)
    return (await session.execute(statement, list(rows))).all()


@cache
def _upserting(
    table: Table,
    key: tuple[str, ...],
    change: tuple[str, ...],
    dialect: str,
    also: Also | None = None,
    returning: tuple[str, ...] = (),
) -> Any:
    """Built once: every batch of updates runs some of these."""
    statement = _insert(table, dialect)
    if returning:
        statement = statement.returning(*(table.c[name] for name in returning))
    if not change:
        return statement.on_conflict_do_nothing(index_elements=key)
    changes = {name: statement.excluded[name] for name in change}
    if also is not None:
        changes |= also(statement.excluded)
    return statement.on_conflict_do_update(index_elements=key, set_=changes)


def _insert(table: Table, dialect: str) -> Any:
    """Only the dialect that is used is loaded: PostgreSQL's would cost every start its time."""
    if dialect == "sqlite":
        from sqlalchemy.dialects.sqlite import insert

        return insert(table)
    from sqlalchemy.dialects.postgresql import insert as insert_into_postgresql

    return insert_into_postgresql(table)


def wake(session: Session, *, soon: bool = False) -> None:
    """Says that this transaction leaves something to send, once it is committed.

    What only comes `soon` may wait a moment for more of its kind.
    """
    session.info[_WAKE] = soon and session.info.get(_WAKE, True)


def after(session: Session, call: Callable[[], None]) -> None:
    """Has this called once the open transaction is committed; never where it is not."""
    session.info.setdefault(_AFTER, []).append(call)


def keyring(session: Session) -> Keyring:
    """Where the keys of open secrets are kept that are in this session's database."""
    found: Keyring = session.info[_KEYRING]
    return found


def asking(session: Session) -> int:
    """Which statement of this write transaction waits for its answer, by a number; 0 for none."""
    number: int = session.info[_CONNECTION].get(ASKING, 0)
    return number


class Database:
    """One school's database.

    SQLite: `write` is one connection (BEGIN IMMEDIATE, WAL, synchronous=FULL) behind one fair
    lock; measured, a 40 ms batch beside three senders on SQLite's own busy handler starved the
    senders for 5 s, and with the lock the 99th percentile was 57 ms. `read` has its own,
    read-only connections. PostgreSQL: `write` is READ COMMITTED behind the same lock, so that a
    process never waits for itself; `read` is REPEATABLE READ.
    """

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine, keys: Keyring) -> None:
        self._writer = writer
        self._reader = reader
        self.keys = keys
        number_statements(writer)
        self._lock = asyncio.Lock()
        self.listeners: list[Callable[[bool], None]] = []

    @classmethod
    def open(cls, url: str, keys: Path | None = None) -> Database:
        """The database at an async SQLAlchemy URL (`sqlite+aiosqlite:///FILE`, …).

        `keys` is the folder with the keys of open secrets (as storage.keyring, if left out).
        """
        held = keyrings.beside(url) if keys is None else Keyring(keys)
        if make_url(url).get_backend_name() != "sqlite":
            engine = create_async_engine(
                url, pool_size=8, hide_parameters=True, connect_args=LIMITS | _SETTINGS
            )
            drop_dead(engine)
            one_view = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
            return cls(engine, engine.execution_options(**one_view), held)
        # An error's text goes to the log, and what people wrote does not belong there.
        from storage.sqlite import engine as opened

        writer = opened(url, pool_size=1, max_overflow=0, hide_parameters=True)
        reader = opened(url, pool_size=4, max_overflow=4, hide_parameters=True)
        prepare(writer, "BEGIN IMMEDIATE", query_only=False)
        prepare(reader, "BEGIN", query_only=True)
        return cls(writer, reader, held)

    @property
    def engine(self) -> AsyncEngine:
        """The engine that writes; for migrations and checks."""
        return self._writer

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Session]:
        """A write transaction: committed at the end, rolled back when the body raises."""
        async with (
            self._lock,
            AsyncSession(
                self._writer, expire_on_commit=False, info={_KEYRING: self.keys}
            ) as session,
            session.begin(),
        ):
            connection = await connected(session.connection())
            session.info[_CONNECTION] = connection.info
            yield session
        for call in session.info.get(_AFTER, ()):
            call()
        if _WAKE in session.info:
            for listener in self.listeners:
                listener(session.info[_WAKE])

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Session]:
        """A read transaction: one unchanging view of what is committed."""
        async with (
            AsyncSession(
                self._reader, expire_on_commit=False, autoflush=False, info={_KEYRING: self.keys}
            ) as session,
            session.begin(),
        ):
            await connected(session.connection())
            yield session

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[AsyncConnection]:
        """The connection that writes, without a transaction, while nothing else here does."""
        async with self._lock, self._writer.connect() as connection:
            yield connection

    async def fold_in(self) -> bool:
        """Empties SQLite's log into the file: erased rows go from both.

        Returns whether it is empty; where somebody reads just then, it may not be.
        """
        if self._writer.dialect.name != "sqlite":
            return True
        async with self._lock:
            return await fold_in(self._writer)

    async def close(self) -> None:
        """Gives back every connection; aiosqlite's threads end with theirs."""
        await self._reader.dispose()
        await self._writer.dispose()
