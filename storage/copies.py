"""Copies of an SQLite file: whole, verified, and on the disk before they have their name."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storage.sealed import BOXES, OPEN_SECRETS, Secret


class BackupError(Exception):
    """It cannot be done; the message is a sentence for who asked for it."""


def read_only(file: Path) -> sqlite3.Connection:
    """A connection that cannot write; it raises where there is no such file."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)


def copy(source: Path, part: Path) -> None:
    """One unchanging view of the source, in one step; in WAL mode nobody waits for it.

    The copy is one file on its own, without a log beside it, and without what is secret while it
    is open (storage.sealed): compared with a later copy it would show who said what.

    Raises:
        BackupError: one of them cannot be read or written.
    """
    try:
        with closing(read_only(source)) as database, closing(sqlite3.connect(part)) as copied:
            database.backup(copied)
            copied.execute("PRAGMA journal_mode = DELETE")
            _leave_out_secrets(copied, source)
    except sqlite3.Error as error:
        raise BackupError(f"{source} cannot be copied: {error}.") from None


def keep_aside(file: Path) -> None:
    """A database that is only kept from now on becomes a copy like any other, where it is.

    Raises:
        BackupError, sqlite3.Error: it is damaged, and stays as it is.
    """
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        _leave_out_secrets(connection, file)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _leave_out_secrets(copy: sqlite3.Connection, file: Path) -> None:
    """Open ones lose their rows; what was to be scrubbed is: all is written anew, by its key.

    What was damaged would look whole after that, so it is read through before.
    """
    tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    found = [
        (secret, subject_id)
        for secret in OPEN_SECRETS
        if tables.issuperset(secret.tables)
        for (subject_id,) in copy.execute(secret.open_ids)
    ]
    owed = "sealed_owed" in tables and copy.execute("SELECT 1 FROM sealed_owed").fetchone()
    if not found and not owed:
        return
    check(copy, file)
    copy.execute("PRAGMA secure_delete = ON")
    for secret, subject_id in found:
        _leave_out(copy, secret, subject_id)
    if BOXES in tables:  # only what is open has any
        copy.execute(f"DELETE FROM {BOXES}")  # noqa: S608 (our own name)
    copy.commit()
    copy.execute("VACUUM")


def _leave_out(copy: sqlite3.Connection, secret: Secret, subject_id: int) -> None:
    """An alarm says so when a bot starts on it; set long ago, it comes before all others."""
    for table in secret.tables:
        copy.execute(f"DELETE FROM {table} WHERE {secret.column} = ?", [subject_id])  # noqa: S608
    copy.execute(
        "INSERT INTO alarms (key, kind, subject_id, args, due_at, wall, zone, failures, parked) "
        "VALUES (?, ?, ?, '{}', '1970-01-01 00:00:00.000000', '1970-01-01T00:00:00', 'UTC', 0, 0) "
        "ON CONFLICT (key) DO NOTHING",
        [f"{secret.interrupted}:{subject_id}", secret.interrupted, subject_id],
    )


def check(connection: sqlite3.Connection, file: Path) -> None:
    """Reads a database through; raises BackupError where it is damaged."""
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise BackupError(f"{file} is damaged: {found}.")
    loose = connection.execute("PRAGMA foreign_key_check").fetchone()
    if loose is not None:
        raise BackupError(f"{file} is damaged: a row in {loose[0]} refers to nothing.")


@contextmanager
def part_of(file: Path) -> Iterator[Path]:
    """Where a file is written until it is whole; what a run that died left there goes."""
    part = Path(f"{file}.part")
    try:
        part.unlink(missing_ok=True)
        create(part)
        yield part
    except OSError as error:
        raise BackupError(f"{file} cannot be written: {error.strerror}.") from None
    finally:
        part.unlink(missing_ok=True)


def create(file: Path) -> None:
    """An empty file for its owner only; raises FileExistsError where there is one."""
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def give_name(part: Path, file: Path) -> None:
    """A part that is whole becomes the file, and both are on the disk when this returns."""
    sync(part)
    part.replace(file)
    sync(file.parent)


def sync(path: Path) -> None:
    """What was written to a file, or the names in a folder, is on the disk when this returns."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
