"""Fault 4: the database locked, full, or not to be written: nothing is lost, nothing is a lie."""

from __future__ import annotations

import asyncio
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.sandbox import Message, Tap
from tests.conftest import ON_POSTGRES
from tests.faults.heard import begun
from tests.faults.results import record, size
from tests.faults.stage import Classes, Stage, cards, staged

pytestmark = pytest.mark.skipif(ON_POSTGRES, reason="these are the faults of SQLite's file")
PARENTS = 20
# Another process that holds the writer's lock until its input ends.
LOCKS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
connection.execute("ROLLBACK")
"""
MOUNT, UMOUNT = shutil.which("mount") or "", shutil.which("umount") or ""
SECRET = "s3cret-" + "x" * 32


def by_webhook(stage: Stage) -> None:
    """Has the bot's configuration name a webhook; the stand-in posts again after 0.2 s."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    lines = (
        f'mode = "webhook"\nwebhook_url = "http://{listen}/in"\n'
        f'webhook_secret = "{SECRET}"\nlisten = "{listen}"'
    )
    text = stage.config.read_text()
    stage.config.write_text(text.replace("[telegram]", f"[telegram]\n{lines}", 1))
    stage.town.webhook_delay = 0.2


async def carded(stage: Stage) -> tuple[Classes, Message]:
    """A class with its parents, and a notice in its group."""
    classes = Classes(stage)
    await classes.link(1, PARENTS, 60)
    stage.clerk.say(classes.groups[0], "/announce Bring boots")
    await stage.town.until(lambda: cards(classes.groups[0]), 30)
    return classes, cards(classes.groups[0])[0]


def stored(stage: Stage) -> list[int]:
    """Whose answers stand in the database, read from outside."""
    file = stage.url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        rows = database.execute(
            "SELECT persons.user_id FROM answers"
            " JOIN persons ON answers.unit = 'person' AND persons.id = answers.unit_id"
        )
        return sorted(row[0] for row in rows)


def believing(taps: list[Tap]) -> list[int]:
    """Who was told that their tap counts."""
    return sorted(t.user.id for t in taps if t.result is not None and not t.result.show_alert)


async def counted(stage: Stage, taps: list[Tap], card: Message) -> None:
    """Every tap is stored once and shown, and nobody is told that something went wrong."""
    await stage.handled(60)
    assert stored(stage) == sorted(tap.user.id for tap in taps)
    await stage.town.until(lambda: str(len(taps)) in card.text, 30)
    assert not any(tap.result and tap.result.show_alert for tap in taps)
    assert not any("went wrong" in m.text for tap in taps for m in tap.user.private.messages)


@contextmanager
def locked(stage: Stage) -> Iterator[None]:
    """Another process holds the lock meanwhile."""
    command = [sys.executable, "-c", LOCKS, stage.url.removeprefix("sqlite:///")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        try:
            yield
        finally:
            other.stdin.close()


@pytest.mark.parametrize("mode", ["polling", "webhook"])
@pytest.mark.parametrize("seconds", [5, size(12, 60)])
async def test_a_locked_database_is_a_delay_and_nothing_else(
    tmp_path: Path, mode: str, seconds: int
) -> None:
    """Parents tap and the teacher announces meanwhile; polling waits, the webhook says 503."""
    async with staged(tmp_path, seed=4) as stage, asyncio.TaskGroup() as group:
        if mode == "webhook":
            by_webhook(stage)
        heard = await begun(stage, group)
        classes, card = await carded(stage)
        parents = classes.parents[classes.groups[0].id]
        with locked(stage):
            taps = []
            for number, parent in enumerate(parents):
                taps.append(parent.tap(card, card.labels[0]))
                if number == PARENTS // 2:
                    stage.clerk.say(classes.groups[0], "/announce Bring skates")
                await asyncio.sleep(seconds / (PARENTS + 1))
            assert believing(taps) == stored(stage) == []
            webhook = stage.town.webhook
            refused = webhook.failure.text if webhook and webhook.failure else ""
        await counted(stage, taps, card)
        await stage.town.until(lambda: len(cards(classes.groups[0])) == 2, 30)
        assert not heard.says("Traceback"), heard.text
        # What is posted is answered, before Telegram gives the connection up.
        assert ("503" in refused) == (mode == "webhook" and seconds > 5) or seconds == 5
        record(
            4, f"locked by another process, {mode}", seconds=seconds, taps=len(taps), lost=0,
            toasts_in_time=len(believing(taps)),
        )  # fmt: skip
        await stage.end()


@contextmanager
def small_disk(stage: Stage, folder: Path) -> Iterator[Path]:
    """A disk of eight megabytes with the database on it, where this user may mount one."""
    disk = folder / "disk"
    disk.mkdir()
    mounting = [MOUNT, "-t", "tmpfs", "-o", "size=8m", "homeroom-test", str(disk)]
    if not MOUNT or subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    text = stage.config.read_text()
    stage.config.write_text(text.replace(str(folder / "school.db"), str(disk / "school.db")))
    stage.url = f"sqlite:///{disk / 'school.db'}"
    try:
        yield disk
    finally:
        if stage.process is not None and stage.process.returncode is None:
            stage.process.kill()
        subprocess.run([UMOUNT, "--lazy", str(disk)], check=True)


def fill(disk: Path) -> Path:
    """Takes all the room there is left."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            return filler


@contextmanager
def full(stage: Stage, disk: Path | None) -> Iterator[None]:
    """No room is left on the disk; or the process may not write beyond a file's first page."""
    assert stage.process is not None
    if disk is not None:
        filler = fill(disk)
        yield
        filler.unlink()
        return
    whole = resource.prlimit(stage.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(stage.process.pid, resource.RLIMIT_FSIZE, (4096, whole[1]))
    yield
    resource.prlimit(stage.process.pid, resource.RLIMIT_FSIZE, whole)


async def goes_on_when_there_is_room(stage: Stage, disk: Path | None, mode: str) -> None:
    """Taps and long notices until the disk is full; more of them; room again."""
    async with asyncio.TaskGroup() as group:
        if mode == "webhook":
            by_webhook(stage)
        heard = await begun(stage, group)
        classes, card = await carded(stage)
        parents = classes.parents[classes.groups[0].id]
        with full(stage, disk):
            said = 0
            while not heard.says("intake.database") and said < 200:
                said += 1
                stage.clerk.say(classes.groups[0], f"/announce {said:03} {'x' * 3000}")
                await asyncio.sleep(0.02)
            assert heard.says("intake.database")
            taps = [parent.tap(card, card.labels[0]) for parent in parents]
            await asyncio.sleep(size(4, 30))
            assert set(believing(taps)) <= set(stored(stage))
            refused = len(taps) - len(believing(taps))
        await counted(stage, taps, card)
        await stage.town.until(lambda: len(cards(classes.groups[0])) == said + 1, 60)
        await stage.end()
        assert await stage.sound()
        how = "no room on the disk" if disk else "no file may grow (RLIMIT_FSIZE)"
        record(
            4, f"{how}, {mode}", taps=len(taps), waited_for_room=refused, notices=said, lost=0,
            false_toasts=0,
        )  # fmt: skip


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_a_full_disk_is_waited_for_and_nothing_is_said_to_be_saved(
    tmp_path: Path, mode: str
) -> None:
    async with staged(tmp_path, seed=4) as stage:
        with small_disk(stage, tmp_path) as disk:
            await goes_on_when_there_is_room(stage, disk, mode)


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_a_file_that_may_not_grow_is_waited_for_likewise(tmp_path: Path, mode: str) -> None:
    async with staged(tmp_path, seed=4) as stage:
        await goes_on_when_there_is_room(stage, None, mode)


@contextmanager
def read_only(place: Path) -> Iterator[None]:
    """A file is mounted so that root cannot write it either."""
    subprocess.run([MOUNT, "--bind", str(place), str(place)], check=True)
    try:
        subprocess.run([MOUNT, "-o", "remount,bind,ro", str(place)], check=True)
        yield
    finally:
        subprocess.run([UMOUNT, "--lazy", str(place)], check=True)


@contextmanager
def unwritable(stage: Stage, folder: Path, what: str) -> Iterator[None]:
    """The database's file, or all of its disk, cannot be written."""
    with small_disk(stage, folder) as disk:
        for ending in ("", "-wal"):
            if (old := folder / f"school.db{ending}").exists():
                shutil.move(old, disk / old.name)
        if what == "file":
            with read_only(disk / "school.db"):
                yield
        else:
            subprocess.run([MOUNT, "-o", "remount,bind,ro", str(disk)], check=True)
            yield


@pytest.mark.parametrize("what", ["file", "disk"])
async def test_a_file_that_cannot_be_written_ends_the_start_with_a_sentence(
    tmp_path: Path, what: str
) -> None:
    async with staged(tmp_path, seed=4) as stage, asyncio.TaskGroup() as group:
        await begun(stage, group)
        await stage.handled(30)
        await stage.end()
        with unwritable(stage, tmp_path, what):
            command = ("-m", "bot", "run", "--config", str(stage.config))
            heard = await begun(stage, group, *command)
            assert stage.process is not None
            async with asyncio.timeout(30):
                assert await stage.process.wait() == 1
            await asyncio.sleep(0.2)
            (sentence,) = heard.lines
            assert sentence.startswith("The database cannot be opened")
            record(4, f"a read-only {what}", exit_code=1, said=sentence.strip())


async def test_a_file_that_cannot_be_written_any_more_ends_the_run_with_a_sentence(
    tmp_path: Path,
) -> None:
    """As when a disk that fails is mounted anew for reading only."""
    async with staged(tmp_path, seed=4) as stage, asyncio.TaskGroup() as group:
        await begun(stage, group)
        await stage.handled(30)
        await stage.end()
        with small_disk(stage, tmp_path) as disk:
            shutil.move(tmp_path / "school.db", disk / "school.db")
            heard = await begun(stage, group, "-m", "bot", "run", "--config", str(stage.config))
            await stage.town.until(lambda: stage.town.calls("getUpdates"), 30)
            with read_only(disk / "school.db"):
                assert stage.process is not None
                async with asyncio.timeout(30):
                    assert await stage.process.wait() == 1
                await asyncio.sleep(0.2)
            sentence = heard.lines[-1]
            assert sentence.startswith("The database cannot be opened")
            record(4, "a file read-only while it runs", exit_code=1, said=sentence.strip())
