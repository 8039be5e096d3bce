"""What an auditor reads in PostgreSQL's own log (WAL): which rows one transaction has written."""

from __future__ import annotations

import asyncio
import re
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage.cipher import Unsealed
from storage.keyring import Key, Keyring
from tests import postgres
from tests.auditor import BOXES, EVERY, Attacked, Links, Look, Lying, Told, between

_PAGE, _SEGMENT, _HEAD, _LONG_HEAD = 8192, 1 << 24, 24, 40
_LINE = re.compile(
    r"tot\): +\d+/ *(?P<size>\d+), tx: +(?P<xid>\d+), lsn: (?P<lsn>\S+), .*?"
    r"desc: (?:INSERT|UPDATE|HOT_UPDATE)(?:\+INIT)? off (?P<off>\d+)"
    r"(?:.*?; new off (?P<new>\d+))?.*?"
    r"blkref #0: rel \d+/\d+/(?P<table>\d+) blk (?P<block>\d+)"
    r"(?:.*?blkref #1: rel \S+ blk (?P<old>\d+))?"
)
_SEGMENTS = (
    "SELECT name FROM pg_ls_waldir() WHERE length(name) = 24 AND name BETWEEN "
    "pg_walfile_name('{since}') AND pg_walfile_name(pg_current_wal_lsn()) ORDER BY name"
)
_DURABLY = "SET synchronous_commit = on; SELECT pg_logical_emit_message(true, '', '')"
_OLDEST = "SELECT min(name) FROM pg_ls_waldir() WHERE length(name) = 24"
_READ = "SELECT pg_read_binary_file('pg_wal/{name}')"
_LOT = re.compile(rb"[0-9a-f]{16}")
# Where a row lies: a block, and its number there.
Place = tuple[int, int]
# A row: its subject, and whom or what it says something of.
Row = tuple[int, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A row that was written: by which transaction, where it lay before, and in which bytes."""

    xid: int
    table: int
    was: Place | None
    now: Place
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Seen:
    """Where the rows of a table lay at one moment; and how the log names the table then."""

    table: int
    rows: dict[Place, Row]
    sizes: dict[int, set[int]]  # of the boxes of each subject


def dump() -> Path | None:
    """The program that reads the log, where it is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_waldump"))
    return found[-1] if found else None


@asynccontextmanager
async def kept(url: str) -> AsyncIterator[str]:
    """The log from now on is kept as long as this is open; how far it goes by now."""
    slot = "SELECT pg_create_physical_replication_slot('audit_' || pg_backend_pid(), true, true)"
    async with postgres.connected(url) as connection:
        await connection.execute(slot)
        yield str(await connection.fetchval("SELECT pg_current_wal_insert_lsn()::text"))


async def seen(url: str, told: Told) -> Seen:
    """Where the rows lie now."""
    rows = await postgres.rows(told.rows("ctid::text"), url)
    found, sizes = {}, defaultdict(set)
    for ctid, subject, says, times, _ in rows:
        found[_place(ctid)] = (subject, says)
        sizes[subject].add(times)
    named = f"SELECT pg_relation_filenode('{told.table}')::bigint"
    return Seen(int((await postgres.rows(named, url))[0][0]), found, sizes)


def _place(ctid: str) -> Place:
    block, number = ctid.strip("()").split(",")
    return int(block), int(number)


async def log(url: str, since: str, folder: Path) -> list[Change]:
    """All rows that were written since a position, in order, of every table."""
    # What was committed without waiting for the disk gets there with what does wait.
    await postgres.sql(_DURABLY, url)
    there = await postgres.rows(_SEGMENTS.format(since=since), url)
    segments = {
        str(name): (await postgres.rows(_READ.format(name=name), url))[0][0] for (name,) in there
    }
    return await asyncio.to_thread(lambda: list(_changes(folder, segments, since)))


def _changes(folder: Path, segments: Mapping[str, bytes], since: str) -> Iterator[Change]:
    program = dump()
    assert program is not None
    folder.mkdir()
    for name, data in segments.items():
        (folder / name).write_bytes(data)
    said = subprocess.run(
        [program, "--path", folder, "--start", since, "--rmgr", "Heap"],
        capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    stream = _Stream(segments)
    for line in said.splitlines():
        found = _LINE.search(line)
        if found is not None and found["xid"] != "0":
            yield _change(found, stream)


def _change(found: re.Match[str], stream: _Stream) -> Change:
    block, off = int(found["block"]), int(found["off"])
    data = stream.read(_lsn(found["lsn"]), int(found["size"]))
    xid, table = int(found["xid"]), int(found["table"])
    if found["new"] is None:
        return Change(xid, table, None, (block, off), data)
    was = (int(found["old"] or block), off)
    return Change(xid, table, was, (block, int(found["new"])), data)


def _lsn(written: str) -> int:
    high, low = written.split("/")
    return (int(high, 16) << 32) + int(low, 16)


class _Stream:
    """The log's bytes without what begins each of its pages."""

    def __init__(self, segments: Mapping[str, bytes]) -> None:
        first = min(segments)
        self._base = (int(first[8:16], 16) << 32) + int(first[16:], 16) * _SEGMENT
        pages = [
            segment[at + (_LONG_HEAD if at == 0 else _HEAD) : at + _PAGE]
            for segment in segments.values()
            for at in range(0, _SEGMENT, _PAGE)
        ]
        self._bytes = b"".join(pages)

    def read(self, lsn: int, size: int) -> bytes:
        """The bytes of a record."""
        at = self._at(lsn - self._base)
        return self._bytes[at : at + size]

    def _at(self, offset: int) -> int:
        page, inside = divmod(offset, _PAGE)
        long = page // (_SEGMENT // _PAGE) + (1 if page % (_SEGMENT // _PAGE) else 0)
        head = _HEAD if page % (_SEGMENT // _PAGE) else _LONG_HEAD
        return page * (_PAGE - _HEAD) - long * (_LONG_HEAD - _HEAD) + inside - head


async def report(url: str, keys: Path | None, since: str | None = None) -> None:
    """Says of every secret how many the log links: since a position, or all that is still there."""
    if since is None:
        first = (await postgres.rows(_OLDEST, url))[0][0]
        since = f"{int(first[8:16], 16):X}/{int(first[16:], 16) * _SEGMENT:X}"
    boxes = await seen(url, BOXES)
    with tempfile.TemporaryDirectory() as folder:
        changes = await log(url, since, Path(folder) / "log")
        for kind, attacked in EVERY.items():
            who, what = await seen(url, attacked.who), await seen(url, attacked.what)
            links = linked(changes, who, what)
            for subject, marked in sorted(marks(changes, who).items()):
                found, by = links[subject], "the log"
                if keys is not None and Keyring(keys).find(subject) is not None:
                    found |= unlocked(changes, who, boxes, attacked, keys, subject)
                    by = "the log and the keys"
                print(f"{kind} {subject}: {len(found)} of {len(marked)} linked by {by}")  # noqa: T201


# What is made of it


def touched(changes: list[Change], seen: Seen) -> dict[int, list[Row]]:
    """By transaction, the rows that it wrote: each is followed back from where it was seen."""
    where = dict(seen.rows)
    found: dict[int, list[Row]] = defaultdict(list)
    for each in reversed(changes):
        if each.table == seen.table and each.now in where:
            row = where.pop(each.now)
            found[each.xid].append(row)
            if each.was is not None:
                where[each.was] = row
    return found


def marks(changes: list[Change], who: Seen) -> dict[int, list[tuple[int, Any]]]:
    """By subject, the transactions that marked one of its units only, in order, with whom."""
    found: dict[int, list[tuple[int, Any]]] = defaultdict(list)
    for xid, rows in sorted(touched(changes, who).items()):
        if len(rows) == 1:
            found[rows[0][0]].append((xid, rows[0][1]))
    return found


def linked(changes: list[Change], who: Seen, what: Seen) -> dict[int, Links]:
    """By subject, who was marked by the transaction that wrote what: needs no key."""
    said = touched(changes, what)
    return {
        subject: {
            one: frozenset(each for of, each in said[xid] if of == subject and each != "*")
            for xid, one in marked
            if xid in said
        }
        for subject, marked in marks(changes, who).items()
    }


def by_shape(changes: list[Change], who: Seen) -> dict[int, Lying]:
    """By subject, who was marked, with all that its transaction shows: how much it wrote, when."""
    wrote: Counter[int] = Counter()
    for each in changes:
        wrote[each.xid] += min(len(each.data), _PAGE // 2)  # whole pages are written by chance
    found = marks(changes, who)
    return {
        subject: [((wrote[xid], xid), one) for xid, one in marked]
        for subject, marked in found.items()
    }


def repeated(changes: list[Change], who: Seen, lots: Mapping[int, Mapping[str, Any]]) -> Links:
    """Whose transaction wrote a lot under which something stands later: by subject, lot, value."""
    data: dict[int, bytes] = defaultdict(bytes)
    for each in changes:
        data[each.xid] += each.data
    links: Links = {}
    for subject, marked in marks(changes, who).items():
        for xid, one in marked:
            found = [bytes(each).decode() for each in _LOT.findall(data[xid])]
            said = [lots[subject][each] for each in found if each in lots.get(subject, {})]
            if said:
                links[subject, one] = frozenset(said)
    return links


def unlocked(
    changes: list[Change], who: Seen, boxes: Seen, attacked: Attacked, keys: Path, subject: int
) -> Links:
    """Who said what in an open secret, for somebody who has its key as well as the log."""
    key = Keyring(keys).find(subject)
    assert key is not None
    return between(_looks(changes, who, boxes, attacked, key, subject))


def _looks(
    changes: list[Change], who: Seen, boxes: Seen, attacked: Attacked, key: Key, subject: int
) -> Iterator[Look]:
    sealed = {each.xid: each.data for each in changes if each.table == boxes.table}
    marked: Counter[Any] = Counter()
    said: Counter[Any] = Counter()
    for xid, one in marks(changes, who)[subject]:
        marked[one] += 1
        opened = _opened(key, subject, sealed.get(xid, b""), boxes.sizes[subject])
        if opened is not None:
            lot, content = opened
            heard = attacked.heard(lot, content)
            said = heard if lot == "" else said + heard
        yield marked.copy(), said.copy()


def _opened(key: Key, subject: int, data: bytes, sizes: set[int]) -> tuple[str, Any] | None:
    """Tries every place in a record where a box could begin."""
    lots = ["", *(each.decode() for each in _LOT.findall(data))]
    tries = (
        (lot, size, at) for lot in lots for size in sizes for at in range(len(data) - size + 1)
    )
    for lot, size, at in tries:
        try:
            return lot, key.open(data[at : at + size], f"{subject}:{lot}")
        except Unsealed:
            continue
    return None
