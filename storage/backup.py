"""Backup and restore of an SQLite database: verified copies, and no old post sent again."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog
from sqlalchemy import create_engine, make_url, update
from sqlalchemy.exc import DBAPIError

from storage import copies, schema
from storage.copies import BackupError as BackupError
from storage.hold import Taken, hold_file
from storage.posts import Post, State, Why

log = structlog.get_logger()

# What SQLite keeps beside a database: it belongs to that file and would spoil any other.
_BESIDE = ("-wal", "-journal", "-shm")


class NotSqlite(BackupError):
    """The database is no SQLite file: it has better tools of its own."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds: its schema's revision, rows by table, size in bytes."""

    revision: str
    rows: dict[str, int]
    size: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place; where the old database is; how many posts will not be sent."""

    contents: Contents
    kept: Path | None
    silenced: int


def backup(url: str, file: Path) -> Contents:
    """Copies a database into a new file, while the bot runs or not, and verifies the copy.

    The file is the owner's only (mode 0600), and has its name once it is whole and on the disk.

    Raises:
        BackupError: also when the file exists: nothing is overwritten.
    """
    source = _path(url)
    _must_exist(source)
    with _reserved(file), copies.part_of(file) as part:
        copies.copy(source, part)
        contents = verify(part)
        copies.give_name(part, file)
    log.info("backup.verified", file=str(file), revision=contents.revision, **contents.rows)
    return contents


def restore(file: Path, url: str, now: datetime, *, replace: bool = False) -> Restored:
    """Puts a backup in a database's place, verified, while no bot runs on it.

    What was still to be sent when the backup was made is dead in it (`Why.RESTORED`), so that
    nothing old is sent again. With `replace` a database that is there is kept beside, as
    NAME.before-restore-TIME.

    Raises:
        BackupError: nothing has changed.
    """
    target = _path(url)
    verify(file)
    with _alone(url):
        if target.exists() and not replace:
            raise BackupError(
                f"There is a database already: {target}. With --replace it is kept beside, "
                "under another name, and the backup takes its place."
            )
        with copies.part_of(target) as part:
            copies.copy(file, part)
            silenced = _silence(part, now)
            contents = verify(part)
            _give_to_owner_of(target.parent, part)
            copies.sync(part)
            kept = _put_aside(target, now)
            copies.give_name(part, target)
    log.info("restore.done", file=str(file), kept=str(kept), silenced=silenced, **contents.rows)
    return Restored(contents, kept, silenced)


def verify(file: Path) -> Contents:
    """Reads a whole database through: is it sound, is it Homeroom's, what is in it?

    Raises:
        BackupError: it is not.
    """
    _must_exist(file)
    try:
        with closing(copies.read_only(file)) as connection:
            return _verified(connection, file)
    except sqlite3.Error as error:
        raise BackupError(f"{file} cannot be read as a database: {error}.") from None


def _verified(connection: sqlite3.Connection, file: Path) -> Contents:
    copies.check(connection, file)
    listed = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    tables = sorted(name for (name,) in listed)
    if "alembic_version" not in tables or "posts" not in tables:
        raise BackupError(f"{file} is no database of Homeroom.")
    (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if not schema.knows(revision):
        raise BackupError(f"{file} was made by a newer Homeroom (schema {revision}). Update first.")
    kept = [name for name in tables if not name.startswith(schema.WORDS)]
    return Contents(revision, {name: _count(connection, name) for name in kept}, _size(file))


def _count(connection: sqlite3.Connection, name: str) -> int:
    statement = f'SELECT count(*) FROM "{name}"'  # noqa: S608 (the name is the database's own)
    (count,) = connection.execute(statement).fetchone()
    return int(count)


def _size(file: Path) -> int:
    return file.stat().st_size


def _path(url: str) -> Path:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise NotSqlite(
            "The database is PostgreSQL: back it up with pg_dump and restore it with pg_restore."
        )
    return Path(parsed.database or "")


def _must_exist(file: Path) -> None:
    if not file.is_file():
        raise BackupError(f"There is no file {file.absolute()}.")


@contextmanager
def _reserved(file: Path) -> Iterator[None]:
    """Takes a name that nobody has; gives it back when what was to have it fails."""
    try:
        copies.create(file)
    except FileExistsError:
        raise BackupError(f"{file} exists already and is not overwritten.") from None
    except OSError as error:
        raise BackupError(f"{file} cannot be written: {error.strerror}.") from None
    try:
        yield
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def _give_to_owner_of(folder: Path, *files: Path) -> None:
    """Root restores, the bot's own account must be able to open it."""
    if os.geteuid() == 0:
        owner = folder.stat()
        for file in files:
            os.chown(file, owner.st_uid, owner.st_gid)


@contextmanager
def _alone(url: str) -> Iterator[None]:
    try:
        held = hold_file(url)
    except Taken:
        raise BackupError("The bot is running on this database. Stop it first.") from None
    except OSError as error:
        raise BackupError(f"{_path(url)} cannot be written: {error.strerror}.") from None
    assert held is not None  # noqa: S101 (the database is a file, or _path had refused it)
    with held:
        _give_to_owner_of(_path(url).parent, Path(held.name))
        yield


def _silence(file: Path, now: datetime) -> int:
    """What waited, was being sent or was in doubt then is not sent now; cards may still change."""
    unsent = Post.state.in_([State.QUEUED, State.SENDING, State.DOUBT])
    dead = {"state": State.DEAD, "reason": Why.RESTORED, "reported": True, "settled_at": now}
    engine = create_engine(f"sqlite:///{file}")
    try:
        with engine.begin() as connection:
            done = connection.execute(
                update(Post)
                .where(unsent)
                .values(**dead, lease_owner=None, lease_until=None, refresh_at=None)
            )
        return done.rowcount
    except DBAPIError as error:
        raise BackupError(f"{file} cannot be written: {error.orig}.") from None
    finally:
        engine.dispose()


def _put_aside(target: Path, now: datetime) -> Path | None:
    """Moves a database out of the way, with what belongs to it; returns where it is now."""
    _fold_in(target)
    kept = Path(f"{target}.before-restore-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    if kept.exists():
        raise BackupError(f"{kept} exists already and is not overwritten.")
    for ending in (*_BESIDE, ""):
        each = Path(f"{target}{ending}")
        if each.exists():
            each.rename(f"{kept}{ending}")
    return kept if kept.exists() else None


def _fold_in(target: Path) -> None:
    """Brings what stands in the log into the file; one that is damaged is kept as it is."""
    if target.exists():
        try:
            copies.keep_aside(target)
        except (BackupError, sqlite3.Error) as error:
            log.warning("restore.old_damaged", error=str(error))
