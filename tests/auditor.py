"""An auditor's attack on secret answers: what the files show is used to link who with what."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sqlite3
import struct
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from sqlalchemy import text

from storage.base import Session
from storage.keyring import Keyring

# It knows the tables, and takes any database file with its log, or looks at PostgreSQL's rows with
# their system columns (at its log: tests/auditor_wal.py). `python -m tests.auditor FILE [EARLIER]`
# prints what it can link in a file, with `--keys FOLDER` by the keys of what is open as well;
# `python -m tests.auditor postgresql://…` what PostgreSQL's log links.


@dataclass(frozen=True, slots=True)
class Told:
    """What the rows of a table tell, in SQL: `says` of whom or what, `times` how often.

    `only` are the rows that tell something; `key` is the order in which the table is kept.
    """

    table: str
    subject: str
    key: str
    says: str
    only: str = "1 = 1"
    times: str = "1"

    def rows(self, *also: str) -> str:
        """A statement for them all, in the order of the key."""
        columns = ", ".join((self.says, self.times, f"CASE WHEN {self.only} THEN 1 ELSE 0 END"))
        return f"SELECT {', '.join((*also, self.subject, columns))} FROM {self.table}"  # noqa: S608


# What is said in a box (its lot, and what is in it once it is opened), and how often.
Heard = Callable[[str, Any], "Counter[Any]"]
BOXES = Told("sealed_boxes", "subject_id", "subject_id, lot", "lot", times="length(content)")


@dataclass(frozen=True, slots=True)
class Attacked:
    """Where it stands who took part, and where what was said: while it is open, in boxes."""

    who: Told
    what: Told
    heard: Heard


def _answer(lot: str, content: Any) -> Counter[Any]:
    return Counter([content[0]] if lot else [])


def _counters(_: str, content: dict[str, int]) -> Counter[Any]:
    return Counter({each: count for each, count in content.items() if each != "*"})


def _taps(lot: str, content: Any) -> Counter[Any]:
    tapped = lot and content["points"] is not None
    return Counter(["{points}{good}{change}".format(**content)] if tapped else [])


def _words(lot: str, content: Any) -> Counter[Any]:
    return Counter([content["words"]] if lot and content["words"] is not None else [])


SURVEYS = Attacked(
    Told("survey_taken", "survey_id", "survey_id, unit, unit_id", "unit_id", only="answered"),
    Told("survey_ballots", "survey_id", "survey_id, lot", "value"),
    _answer,
)
VOTES = Attacked(
    Told("vote_seats", "vote_id", "vote_id, number", "number", only="voted"),
    # One row counts the ballots on which several options may stand: it says nothing of any.
    Told("vote_counters", "vote_id", "vote_id, choice", "choice", "choice <> '*'", "count"),
    _counters,
)
FEEDBACK = Attacked(
    Told("feedback_taken", "round_id", "round_id, person_id", "person_id", only="answered"),
    Told(
        "feedback_opinions",
        "round_id",
        "round_id, lot",
        "points || good || change",
        only="points IS NOT NULL",
    ),
    _taps,
)
FEEDBACK_WORDS = Attacked(
    Told("feedback_taken", "round_id", "round_id, person_id", "person_id", only="wrote"),
    Told("feedback_opinions", "round_id", "round_id, lot", "words", only="words IS NOT NULL"),
    _words,
)
EVERY = {
    "survey": SURVEYS,
    "vote": VOTES,
    "feedback": FEEDBACK,
    "feedback in words": FEEDBACK_WORDS,
}

# Of a subject: when each row seems to have been written, and what it says.
Lying = list[tuple[Any, Any]]
# Who has taken part in a subject by now, and how often what was said.
Look = tuple[Counter[Any], Counter[Any]]
# Of whom what is said, or is so: several options may stand on one ballot.
Links = dict[Any, frozenset[Any]]


# A file and its log


def taken(file: Path, folder: Path) -> Path:
    """The database with what lies beside it, as somebody with the disk takes it; the copy."""
    folder.mkdir()
    for each in file.parent.glob(f"{file.name}*"):
        shutil.copy(each, folder / each.name)
    return folder / file.name


def moments(file: Path, first: Path | None = None) -> Iterator[Path]:
    """The database as it was after each commit that its log still has, one after the other.

    `first` is a copy that was taken before: the file itself may have gone on since.
    """
    log = Path(f"{file}-wal")
    data = log.read_bytes() if log.exists() else b""
    page_size = struct.unpack(">I", data[8:12])[0] if data else 0
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "image.db"
        for end in range(32 + 24 + page_size, len(data) + 1, 24 + page_size):
            begin = end - 24 - page_size
            if data[begin + 8 : begin + 16] != data[16:24]:
                break  # what follows is of an earlier round of the log
            if struct.unpack(">I", data[begin + 4 : begin + 8])[0]:  # a commit's last page
                shutil.copy(first or file, image)
                Path(f"{image}-wal").write_bytes(data[:end])
                yield image


def watched(
    images: Iterable[Path], attacked: Attacked, subject_id: int, keys: Path | None = None
) -> Links:
    """Who took part and what was said between two commits, where that is one of each.

    With the folder of the `keys`, what lies in boxes is heard, too.
    """
    return between(_looks(images, attacked, subject_id, keys))


def _looks(
    images: Iterable[Path], attacked: Attacked, subject_id: int, keys: Path | None
) -> Iterator[Look]:
    for image in images:
        with closing(sqlite3.connect(image)) as connection:
            try:
                who = _told(connection, attacked.who, subject_id)
                what = _told(connection, attacked.what, subject_id)
                rows = connection.execute(_CONTENTS, [subject_id]).fetchall() if keys else []
            except sqlite3.DatabaseError:
                # Pages of a file that was written anew, over a copy from before: no moment of it.
                continue
        yield who, what + in_boxes(rows, attacked, subject_id, keys)


_CONTENTS = "SELECT lot, content FROM sealed_boxes WHERE subject_id = ?"


def in_boxes(
    rows: Iterable[Any], attacked: Attacked, subject_id: int, keys: Path | None
) -> Counter[Any]:
    """What is said in boxes, for somebody who has their key."""
    key = Keyring(keys).find(subject_id) if keys else None
    found: Counter[Any] = Counter()
    for lot, content in rows if key else ():
        if key and content:
            found += attacked.heard(lot, key.open(content, f"{subject_id}:{lot}"))
    return found


def between(looks: Iterable[Look]) -> Links:
    """What has come between one look and the next, where that is one of each."""
    links: Links = {}
    before: Look | None = None
    for who, what in looks:
        if before is not None:
            new = (who - before[0], what - before[1])
            # A ballot that names several options raises the counter of each.
            if new[0].total() == 1 and max(new[1].values(), default=0) == 1:
                links[next(iter(new[0]))] = frozenset(new[1])
        before = (who, what)
    return links


def _told(connection: sqlite3.Connection, told: Told, subject_id: int) -> Counter[Any]:
    found: Counter[Any] = Counter()
    for subject, says, times, counts in connection.execute(told.rows()):
        if subject == subject_id and counts:
            found[says] += times
    return found


def lying(file: Path, told: Told) -> dict[int, Lying]:
    """By subject, what rows say, with where they lie in the file: a page is filled from its end."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", [told.table]
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        rows = connection.execute(f"{told.rows()} ORDER BY {told.key}").fetchall()
    places = list(_cells(file.read_bytes(), size, root))
    assert len(places) == len(rows)
    found: dict[int, Lying] = {}
    for (page, offset), (subject, says, times, counts) in zip(places, rows, strict=True):
        if counts:
            found.setdefault(subject, []).extend([((page, -offset), says)] * times)
    return found


def _cells(data: bytes, size: int, number: int) -> Iterator[tuple[int, int]]:
    """Page and offset of each row of a table WITHOUT ROWID, by its key (sqlite.org/fileformat2)."""
    at = (number - 1) * size
    head = at + (100 if number == 1 else 0)
    kind, count = data[head], struct.unpack(">H", data[head + 3 : head + 5])[0]
    inner = kind == 2
    pointers = head + (12 if inner else 8)
    for (cell,) in struct.iter_unpack(">H", data[pointers : pointers + 2 * count]):
        if inner:
            yield from _cells(data, size, struct.unpack(">I", data[at + cell : at + cell + 4])[0])
        yield number, cell
    if inner:
        yield from _cells(data, size, struct.unpack(">I", data[head + 8 : head + 12])[0])


# PostgreSQL's rows


async def lying_there(session: Session, told: Told) -> dict[int, Lying]:
    """By subject, what rows say, with the transaction that wrote them and where they lie."""
    statement = f"{told.rows('CAST(CAST(xmin AS TEXT) AS BIGINT)')} ORDER BY ctid"
    found: dict[int, Lying] = {}
    for written, subject, says, times, counts in await session.execute(text(statement)):
        if counts:
            found.setdefault(subject, []).extend([(written, says)] * times)
    return found


# What is made of it


def guessed(who: Lying, what: Lying) -> Links:
    """Written first is paired with written first, and so on; the best one can do with an order."""
    ordered = [sorted(each, key=lambda row: row[0]) for each in (who, what)]
    return {one: frozenset([other]) for (_, one), (_, other) in zip(*ordered, strict=False)}


def right(links: Mapping[Any, Any], truth: Mapping[Any, Any]) -> int:
    """How many of the links are so; of several options on a ballot, as far as they go."""
    return sum(bool(what) and what <= truth[who] for who, what in links.items())


def by_chance(guesses: Sequence[tuple[Links, Mapping[Any, Any]]]) -> tuple[float, float]:
    """As many as were right if what was guessed were dealt to people by lot; and its variation."""
    mean = spread = 0.0
    for links, truth in guesses:
        count = len(truth)
        for what in links.values():
            chance = sum(what <= each for each in truth.values()) / count
            mean += chance
            # Dealt without putting back: a little more than count independent guesses.
            spread += chance * (1 - chance) * count / max(1, count - 1)
    return mean, sqrt(spread)


def main(file: Path, earlier: Path | None = None, keys: Path | None = None) -> None:
    """Says of each anonymous survey, sealed vote and round of feedback how many its log links.

    With an `earlier` copy of the file the log is replayed from there; with the folder of the
    `keys` what lies in boxes is opened.
    """
    by = "the log and the keys" if keys else "the log"
    for kind, attacked in EVERY.items():
        with tempfile.TemporaryDirectory() as folder:
            copy = taken(file, Path(folder) / "taken")
            # To read a file folds its log in: that is another copy.
            for subject_id, count in _took_part(taken(file, Path(folder) / "read"), attacked.who):
                links = watched(moments(copy, earlier), attacked, subject_id, keys)
                print(f"{kind} {subject_id}: {len(links)} of {count} linked by {by}")  # noqa: T201


def _took_part(file: Path, who: Told) -> list[tuple[int, int]]:
    """The subjects in which anybody did, with how many."""
    statement = f"SELECT {who.subject}, count(*) FROM {who.table} WHERE {who.only} GROUP BY 1"  # noqa: S608
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(statement).fetchall()


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m tests.auditor", description=__doc__)
    asked.add_argument("database", help="a file of SQLite, or the address of PostgreSQL")
    asked.add_argument("earlier", nargs="?", type=Path, help="a copy of the file, from before")
    asked.add_argument("--keys", type=Path, help="the folder with the keys of what is open")
    return asked.parse_args()


if __name__ == "__main__":
    given = _asked()
    if given.database.startswith("postgresql"):
        # It knows this module by its name, and not as the program that runs.
        from tests import auditor_wal

        asyncio.run(auditor_wal.report(given.database, given.keys))
    else:
        main(Path(given.database), given.earlier, given.keys)
