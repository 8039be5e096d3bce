"""The operator's eyes on letters without a name: who can be linked with which, by what is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from storage.personal import HOLDS, By

Rows = dict[str, set[tuple[Any, ...]]]
# Columns of these name groups as often as people; a group's number is negative.
_NAMING = {By.PERSON, By.USER}


def linked(images: Iterable[Path]) -> dict[int, set[int]]:
    """By a letter's number, the Telegram users whom the commits that made or changed it name.

    The images are the database as it was after each commit: what changed from one to the next was
    written together.
    """
    found: dict[int, set[int]] = {}
    before: Rows | None = None
    for image in images:
        with closing(sqlite3.connect(image)) as connection:
            now = _rows(connection)
            if before is not None:
                changed = {name: rows ^ before.get(name, set()) for name, rows in now.items()}
                for number in _letters(connection, changed):
                    found.setdefault(number, set()).update(_named(connection, changed))
        before = now
    return found


def _rows(connection: sqlite3.Connection) -> Rows:
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return {
        name: set(connection.execute(f"SELECT * FROM {name}"))  # noqa: S608
        for (name,) in connection.execute(tables).fetchall()
    }


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [each[1] for each in connection.execute(f"PRAGMA table_info({table})")]


def _letters(connection: sqlite3.Connection, changed: Rows) -> set[int]:
    """The letters that a commit was about, by what says so: rows of theirs, and sealed posts."""
    ids = {row[0] for row in changed.get("letters", ())}
    for table in ("letter_parts", "letter_addresses", "letter_copies", "suggestions"):
        place = _columns(connection, table).index("letter_id")
        ids |= {row[place] for row in changed.get(table, ())}
    known = dict(connection.execute("SELECT id, number FROM letters"))
    return {known[each] for each in ids if each in known}


def _named(connection: sqlite3.Connection, changed: Rows) -> set[int]:
    """The users whom changed rows name, by whatever column does."""
    users = dict(connection.execute("SELECT id, user_id FROM persons"))
    found: set[int] = set()
    for table, held in HOLDS.items():
        columns = _columns(connection, table)
        for name, each in held.names.items():
            if each.by in _NAMING and changed.get(table):
                place = columns.index(name)
                values = {row[place] for row in changed[table]}
                found |= values if each.by == By.USER else {users.get(one) for one in values}
    return found & set(users.values())


def written_of(file: Path, words: Iterable[bytes]) -> set[bytes]:
    """Those of the words that stand anywhere in a file, its log, or whatever lies beside it."""
    data = b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
    return {each for each in words if each in data}
