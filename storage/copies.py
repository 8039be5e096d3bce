"""Copies of an SQLite file: whole, verified, and on the disk before they have their name."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


class BackupError(Exception):
    """It cannot be done; the message is a sentence for who asked for it."""


def read_only(file: Path) -> sqlite3.Connection:
    """A connection that cannot write; it raises where there is no such file."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)


def copy(source: Path, part: Path) -> None:
    """One unchanging view of the source, in one step; in WAL mode nobody waits for it.

    The copy is one file on its own, without a log beside it.

    Raises:
        BackupError: one of them cannot be read or written.
    """
    try:
        with closing(read_only(source)) as database, closing(sqlite3.connect(part)) as copied:
            database.backup(copied)
            copied.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise BackupError(f"{source} cannot be copied: {error}.") from None


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
