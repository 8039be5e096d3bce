"""`homeroom backup` and `homeroom restore`, with the real bot beside them."""

from __future__ import annotations

import os
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox import Group, Server, Town, User, serve
from tests.terminal import configured, homeroom, running

pytestmark = pytest.mark.sqlite("homeroom backup copies a file; PostgreSQL has pg_dump")


class Installation:
    """A bot with a configuration, its admin, and a town that is served."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.town = server.town
        self.folder = folder
        self.head: User = self.town.user("Petra", language="en")
        self.config = configured(folder, self.town.token, server.base_url)
        self.config.write_text(
            self.config.read_text().replace("[database]", f"admins = [{self.head.id}]\n[database]")
        )
        self.head.start()

    async def homeroom(self, *words: str) -> tuple[int, str, str]:
        """The exit code, what was said, and what was complained of or logged."""
        done = await homeroom(*words, "--config", str(self.config))
        return done.returncode, done.stdout, done.stderr

    async def link(self, name: str) -> Group:
        """A group that serves a class from now on; the bot must be running."""
        group = self.town.group(f"{name} parents", creator=self.head)
        group.add_bot(by=self.head)
        self.head.say(group, f"/class {name}")
        await group.wait(lambda m: "I am a parent here" in m.labels)
        await self.head.private.wait(lambda m: f"{name} is linked" in m.text)
        return group


@pytest.fixture
async def installation(tmp_path: Path) -> AsyncIterator[Installation]:
    """See above."""
    async with serve(Town(seed=1), port=0) as server:
        server.town.flood.off()
        yield Installation(server, tmp_path)


async def test_a_restored_bot_sends_nothing_old_and_keeps_its_cards(
    installation: Installation,
) -> None:
    """An answer waits when the backup is made; the bot goes back to that moment a while later."""
    town, head, saved = installation.town, installation.head, installation.folder / "monday.db"
    async with running(installation.config):
        group = await installation.link("3B")
        welcome = group.last
        assert welcome is not None
        town.faults.add("sendMessage", "429", retry_after=600, chat=head.id)
        head.say(head.private, "/meetings")
        await town.until(lambda: _refused(town, head))
        code, said, log = await installation.homeroom("backup", str(saved))
        assert (code, "monday.db is whole" in said) == (0, True)
        assert "backup.verified" in log
        assert "posts=" in log
        code, said, log = await installation.homeroom("restore", str(saved))
        assert code == 1
        assert "The bot is running" in log
    assert stat.S_IMODE(os.stat(saved).st_mode) == 0o600
    town.faults.clear()
    code, said, log = await installation.homeroom("restore", str(saved), "--replace")
    assert code == 0, log
    assert "not sent now: 1" in said
    before = len(town.calls("sendMessage", chat=head))
    async with running(installation.config):
        parent = town.user("Ben", language="en")
        group.join(parent)
        await parent.tap(welcome, "I am a parent here").answer()
        await group.wait(lambda m: m.id == welcome.id and "1 family has registered" in m.text)
        assert len(town.calls("sendMessage", chat=head)) == before
        head.say(head.private, "/delivery")
        listed = await head.private.wait(lambda m: "Not delivered for certain" in m.text)
        assert "when a backup was made" in listed.text


def _refused(town: Town, head: User) -> bool:
    return any(entry.fault == "429" and entry.chat_id == head.id for entry in town.journal)


async def test_a_backup_goes_to_another_machine(installation: Installation) -> None:
    """The same token, another folder: classes and people are there."""
    saved = installation.folder / "monday.db"
    async with running(installation.config):
        group = await installation.link("3B")
        code, _, log = await installation.homeroom("backup", str(saved))
        assert code == 0, log
    elsewhere = installation.folder / "elsewhere"
    elsewhere.mkdir()
    text = installation.config.read_text().replace("/school.db", "/elsewhere/school.db")
    installation.config.write_text(text)
    code, _, log = await installation.homeroom("restore", str(saved))
    assert code == 0, log
    async with running(installation.config):
        welcome, parent = group.last, installation.town.user("Ben", language="en")
        assert welcome is not None
        group.join(parent)
        await parent.tap(welcome, "I am a parent here").answer()
        await group.wait(lambda m: "1 family has registered" in m.text)


async def test_what_is_there_is_not_overwritten(installation: Installation) -> None:
    saved = installation.folder / "monday.db"
    saved.write_text("mine")
    async with running(installation.config):
        pass
    code, _, log = await installation.homeroom("backup", str(saved))
    assert code == 1
    assert log == f"{saved} exists already and is not overwritten.\n"
    saved.unlink()
    assert (await installation.homeroom("backup", str(saved)))[0] == 0
    code, _, log = await installation.homeroom("restore", str(saved))
    assert code == 1
    assert "With --replace it is kept beside" in log


@pytest.mark.parametrize("command", ["backup", "restore"])
async def test_postgresql_is_told_its_own_tools(installation: Installation, command: str) -> None:
    text = installation.config.read_text()
    address = next(line for line in text.splitlines() if line.startswith("url ="))
    installation.config.write_text(text.replace(address, 'url = "postgresql://u:secret@h/name"'))
    code, _, log = await installation.homeroom(command, str(installation.folder / "b.db"))
    assert code == 2
    assert "pg_dump" in log
    assert "pg_restore" in log
    assert log.count("\n") == 1
    assert "secret" not in log


async def test_what_the_bot_writes_is_for_its_account_only(installation: Installation) -> None:
    async with running(installation.config):
        files = [each for each in os.listdir(installation.folder) if each.startswith("school.db")]
        assert {"school.db", "school.db-wal"} <= set(files)
        for each in files:
            assert stat.S_IMODE(os.stat(installation.folder / each).st_mode) == 0o600, each
