"""Backup and restore: whole copies, whatever else goes on, and nothing old sent again."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from storage import claims, delivery, posts
from storage.backup import BackupError, NotSqlite, backup, restore, verify
from storage.base import Database
from storage.hold import hold_file
from storage.posts import Post, State, Why
from tests.storage.school import NOW, School

pytestmark = pytest.mark.sqlite("backup copies a file; PostgreSQL has pg_dump")

# Writes pairs of rows in transactions of their own, as fast as it can, until it is stopped.
WRITER = """
import itertools, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA synchronous = OFF")
for n in itertools.count(1):
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO handled_updates VALUES (?, '2026-11-24')", [n])
    connection.execute(
        "INSERT INTO failed_updates VALUES (?, 'message', 'E', 1, '2026-11-24')", [n]
    )
    connection.execute("COMMIT")
    if n == 50:
        print("going", flush=True)
"""


@pytest.fixture
def file(tmp_path: Path, upgraded_file: Path) -> Path:
    """A school's database."""
    return Path(shutil.copy(upgraded_file, tmp_path / "school.db"))


def url_of(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


def read(file: Path, statement: str) -> list[Any]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(statement).fetchall()


def with_people(file: Path, *names: str) -> None:
    """People whom the school knows."""
    asyncio.run(_with_people(file, *names))


async def _with_people(file: Path, *names: str) -> None:
    database = Database.open(url_of(file))
    async with database.write() as session:
        for name in names:
            await School(session).person(name)
    await database.close()


async def with_posts(file: Path, **changes: State) -> None:
    """A post in each state, by its key; those that are out have a message."""
    database = Database.open(url_of(file))
    async with database.write() as session:
        for key, state in changes.items():
            await posts.queue(session, [posts.row("say", 101, "en", NOW, payload={}, key=key)])
            post = await posts.by_key(session, key)
            assert post is not None
            post.state = state
            if state == State.SENDING:
                post.lease_owner, post.lease_until = "a run that died", 1
            if state == State.SENT:
                post.message_id, post.refresh_at = 7, NOW
    await database.close()


def names_beside(file: Path) -> list[str]:
    return sorted(each.name for each in file.parent.iterdir())


def test_a_backup_is_one_file_with_everything_for_its_owner_only(
    file: Path, tmp_path: Path
) -> None:
    with_people(file, "Ana")
    to = tmp_path / "elsewhere" / "monday.db"
    to.parent.mkdir()
    contents = backup(url_of(file), to)
    assert contents.rows["persons"] == 1
    assert contents.size == to.stat().st_size
    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    assert names_beside(to) == ["monday.db"]
    assert read(to, "SELECT name FROM persons") == [("Ana",)]


def test_what_is_committed_but_only_in_the_log_is_in_the_backup(file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO handled_updates VALUES (77, '2026-11-24')")
        connection.commit()
        assert Path(f"{file}-wal").stat().st_size > 0
        assert backup(url_of(file), tmp_path / "b.db").rows["handled_updates"] == 1


def test_a_backup_under_load_is_one_moment_and_keeps_nobody_waiting(
    file: Path, tmp_path: Path
) -> None:
    """Another process commits pairs all the time: a copy has both of a pair, or neither."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(file)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "going\n"
        counts = [0]
        while len(counts) < 4 or counts[-1] == counts[1]:
            rows = backup(url_of(file), tmp_path / f"{len(counts)}.db").rows
            assert rows["handled_updates"] == rows["failed_updates"]
            counts.append(rows["handled_updates"])
        assert counts[1] >= 50
        assert counts == sorted(counts)
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.wait()


def test_nothing_is_overwritten(file: Path, tmp_path: Path) -> None:
    to = tmp_path / "b.db"
    to.write_text("mine")
    with pytest.raises(BackupError, match="exists already"):
        backup(url_of(file), to)
    assert to.read_text() == "mine"


def test_a_backup_of_nothing_or_to_nowhere_is_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="There is no file"):
        backup(url_of(tmp_path / "none.db"), tmp_path / "b.db")
    with pytest.raises(BackupError, match="cannot be written"):
        backup(url_of(file), tmp_path / "no folder" / "b.db")
    assert names_beside(file) == ["school.db"]


def damage(file: Path) -> None:
    """Writes nonsense over the middle of a file."""
    with file.open("r+b") as opened:
        opened.seek(file.stat().st_size // 2)
        opened.write(b"\xff" * 4096)


def test_a_damaged_database_gives_no_backup(file: Path, tmp_path: Path) -> None:
    damage(file)
    with pytest.raises(BackupError):
        backup(url_of(file), tmp_path / "b.db")
    assert not list(tmp_path.glob("b.db*"))


def test_postgresql_has_its_own_tools(tmp_path: Path) -> None:
    for act in (backup, lambda url, to: restore(to, url, NOW)):
        with pytest.raises(NotSqlite, match="pg_dump"):
            act("postgresql+asyncpg://u:p@h/n", tmp_path / "b.db")


def test_a_restored_database_is_the_one_that_was_saved(file: Path, tmp_path: Path) -> None:
    with_people(file, "Ana")
    saved = tmp_path / "b.db"
    before = backup(url_of(file), saved)
    there = tmp_path / "new" / "school.db"
    there.parent.mkdir()
    done = restore(saved, url_of(there), NOW)
    assert (done.contents.rows, done.kept, done.silenced) == (before.rows, None, 0)
    assert stat.S_IMODE(there.stat().st_mode) == 0o600
    assert names_beside(there) == ["school.db", "school.db.lock"]
    assert verify(there) == done.contents


async def test_nothing_old_is_sent_again_and_cards_that_stand_may_change(
    file: Path, tmp_path: Path
) -> None:
    states = {each.value: each for each in State}
    await with_posts(file, **states)
    saved = tmp_path / "b.db"
    backup(url_of(file), saved)
    assert restore(saved, url_of(file), NOW, replace=True).silenced == 3
    database = Database.open(url_of(file))
    async with database.write() as session:
        found = {post.key: post for post in await session.scalars(select(Post))}
        assert {key for key, post in found.items() if post.reason == Why.RESTORED} == {
            "queued",
            "sending",
            "doubt",
        }
        assert {post.state for key, post in found.items() if key != "sent"} == {State.DEAD}
        later = NOW + timedelta(days=1)
        assert await delivery.recover(session, "this run", later) == 0
        assert await claims.claim(session, "this run", later, [], 10) == []
        stale = await claims.claim_stale(session, "this run", later, [], [], 10)
        assert [post.key for post in stale] == ["sent"]
        assert [post.key for post in await delivery.troubles(session)] == ["dead"]
    await database.close()


def test_a_database_that_is_there_is_kept_beside_with_its_log(file: Path, tmp_path: Path) -> None:
    saved = tmp_path / "b.db"
    backup(url_of(file), saved)
    left = subprocess.run(
        [sys.executable, "-c", WRITER_THAT_DIES, str(file)], check=False, timeout=30
    )
    assert left.returncode == 9
    assert Path(f"{file}-wal").stat().st_size > 0
    with pytest.raises(BackupError, match="--replace"):
        restore(saved, url_of(file), NOW)
    kept = restore(saved, url_of(file), NOW, replace=True).kept
    assert kept is not None
    assert kept.name == "school.db.before-restore-20261124T090000Z"
    assert read(kept, "SELECT update_id FROM handled_updates") == [(77,)]
    assert read(file, "SELECT update_id FROM handled_updates") == []


WRITER_THAT_DIES = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("INSERT INTO handled_updates VALUES (77, '2026-11-24')")
os._exit(9)
"""


def test_a_damaged_database_can_be_replaced(file: Path, tmp_path: Path) -> None:
    saved = tmp_path / "b.db"
    backup(url_of(file), saved)
    file.write_bytes(b"no database at all")
    Path(f"{file}-wal").write_bytes(b"nor is this its log")
    kept = restore(saved, url_of(file), NOW, replace=True).kept
    assert kept is not None
    assert kept.read_bytes() == b"no database at all"
    assert verify(file).rows["persons"] == 0
    assert not Path(f"{file}-wal").exists()


def test_while_the_bot_runs_nothing_is_restored(file: Path, tmp_path: Path) -> None:
    saved = tmp_path / "b.db"
    backup(url_of(file), saved)
    held = hold_file(url_of(file))
    assert held is not None
    with held, pytest.raises(BackupError, match="The bot is running"):
        restore(saved, url_of(file), NOW, replace=True)
    restore(saved, url_of(file), NOW, replace=True)


def _foreign(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE cats (name)")


def _newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def _loose(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO audiences VALUES (1, 1)")


def test_what_is_no_sound_database_of_ours_is_not_restored(file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.db"
    spoil = {
        "cannot be read": lambda: bad.write_text("a shopping list, long enough to be looked at"),
        "no database of Homeroom": lambda: _foreign(bad),
        "newer Homeroom": lambda: (shutil.copy(file, bad), _newer(bad)),
        "refers to nothing": lambda: (shutil.copy(file, bad), _loose(bad)),
        "no file": lambda: None,
    }
    there = tmp_path / "new.db"
    for said, make in spoil.items():
        bad.unlink(missing_ok=True)
        make()
        with pytest.raises(BackupError, match=said):
            restore(bad, url_of(there), NOW)
        assert not there.exists()
