"""Fault 9: a canary in the place of each secret, on every way, at DEBUG and with crashes."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import aiohttp
import pytest
from sqlalchemy import make_url

from bot.sandbox import FAULTS, Message, Town, serve
from bot.sandbox.town import BOT_ID
from tests import postgres
from tests.conftest import CONFIG, NEVER_QUIET, TestSchool
from tests.faults.results import record
from tests.site import HEADER

CANARY = "AAEcanary_canary-canary_canary_35ch"
SECRET = "webhook-canary-" + "s" * 25
PASSWORD = "p@ss/canary wörd"  # noqa: S105 (nobody has it)
ROOMS = {"bot", "handlers", "scheduler", "storage"}
PORT_THAT_DISCARDS = "http://127.0.0.1:9"


def forms(secret: str) -> set[bytes]:
    """How a secret may be written: as it is, in a URL, in JSON, in a repr."""
    written = {secret, quote(secret), quote(secret, safe=""), json.dumps(secret)[1:-1]}
    return {each.encode() for each in written | {repr(secret)[1:-1], quote(quote(secret))}}


@dataclass
class Search:
    """All that was written, to be searched; `files` counts them."""

    folder: Path
    secrets: list[str]
    said: list[bytes] = field(default_factory=list)
    files: int = 0

    async def run(self, *arguments: str, seconds: float = 60) -> int:
        """Runs a command of Homeroom's to its end; what it says is searched too."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *arguments,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        async with asyncio.timeout(seconds):
            out, _ = await process.communicate()
        self.said.append(out)
        return process.returncode or 0

    def found(self) -> list[str]:
        """Where a secret is written, apart from the configuration, whose place it is."""
        written = {f"said {number}": text for number, text in enumerate(self.said)}
        for path in self.folder.rglob("*"):
            if path.is_file() and path.name != "config.toml":
                written[path.name] = path.read_bytes()
        self.files = len(written)
        return [
            f"{name}: …{text[max(0, at - 80) : at + 40]!r}"
            for name, text in written.items()
            for secret in self.secrets
            for form in forms(secret)
            if (at := text.find(form)) >= 0
        ]


class Loud:
    """The bot's process at DEBUG, on a town; `code` is what makes the first admin."""

    def __init__(self, town: Town, config: Path, search: Search) -> None:
        self.town = town
        self.config = config
        self.search = search
        self.code = ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """Starts it, takes the code from its terminal, and lets it end in the end."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.faults.loud", str(self.config),
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        reading = asyncio.ensure_future(process.stderr.read())
        line = (await process.stdout.readline()).decode().strip()
        if line not in ("", "None"):
            self.code = line
            self.search.secrets.append(line)
        try:
            yield process
            end(process, signal.SIGTERM)
            async with asyncio.timeout(30):
                await process.wait()
        finally:
            end(process, signal.SIGKILL)
            self.search.said.append(await reading)


@asynccontextmanager
async def loud(folder: Path, *, webhook: bool, url: str | None = None) -> AsyncIterator[Loud]:
    """A town whose bot has canaries for secrets."""
    town = Town(seed=9)
    town.token = f"{BOT_ID}:{CANARY}"
    town.flood.off()
    town.webhook_delay = 0.1
    async with serve(town, port=0) as server:
        config = folder / "config.toml"
        config.touch(mode=0o600)
        text = CONFIG.format(token=town.token, url=server.base_url, file=folder / "school.db")
        text = text.replace("\n[school]", NEVER_QUIET)
        if url is not None:
            text = text.replace(f"sqlite:///{folder / 'school.db'}", url)
        if webhook:
            with socket.create_server(("127.0.0.1", 0)) as free:
                listen = f"127.0.0.1:{free.getsockname()[1]}"
            lines = (
                f'mode = "webhook"\nwebhook_url = "http://{listen}/in"\n'
                f'webhook_secret = "{SECRET}"\nlisten = "{listen}"'
            )
            text = text.replace("[telegram]", f"[telegram]\n{lines}", 1)
        config.write_text(text + '[log]\nlevel = "DEBUG"\nformat = "json"\n')
        secrets = [CANARY, *([SECRET] if webhook else []), *([PASSWORD] if url else [])]
        yield Loud(town, config, Search(folder, secrets))


async def lived_through(bot: Loud, faults: Iterable[str] = FAULTS) -> None:
    """An admin made by the code, a class, notices and taps; failures on the wire; a crash."""
    town = bot.town
    head = town.user("Petra", language="en")
    async with bot.running():
        head.start("not_the_code")
        head.start(bot.code)
        card = await announced(bot.town, head)
        for user in [town.user(f"Anna{n}", language="en") for n in range(2)]:
            user.started = True
            user.say(user.private, f"/boom {town.token} {' '.join(bot.search.secrets)}")
            user.say(user.private, f"/misspell {town.token}")
        for kind in faults:
            for method in ("sendMessage", "answerCallbackQuery", "getWebhookInfo"):
                town.faults.add(method, kind, times=1)
            head.tap(card, card.labels[0])
            head.say(head.private, "/help")
            await asyncio.sleep(0.3)
        # Each that fails is waited for twice as long as the one before.
        for kind in ("hang", "reset_after", "truncated"):
            town.faults.add("getUpdates", kind, times=1)
        await wrongly_posted(town)
        await town.until(lambda: town.pending == 0, 60)
    town.faults.clear()
    head.say(head.private, f"/die {town.token}")
    async with bot.running() as process:
        await asyncio.wait_for(process.wait(), 40)
    town.updates.drop()
    async with bot.running() as process:
        head.say(head.private, "/help")
        await asyncio.sleep(0.5)
        os.kill(process.pid, signal.SIGABRT)
        await process.wait()


async def announced(town: Town, head: object) -> Message:
    """A notice in a linked class."""
    assert isinstance(head, type(town.user("Nobody")))
    group = town.group("3B", creator=head, members=[])
    group.add_bot(by=head)
    head.say(group, "/class 3B")
    await group.wait(lambda m: len(m.buttons) > 0)
    head.say(group, "/announce Bring boots")
    return await group.wait(lambda m: "Bring boots" in m.text and m.sender.is_bot)


async def wrongly_posted(town: Town) -> None:
    """Calls of the webhook with the wrong secret, with none, and with what is no JSON."""
    if town.webhook is None:
        return
    async with aiohttp.ClientSession() as client:
        for headers in ({}, {HEADER: "wrong"}, {HEADER: SECRET}):
            for body in (b"{", json.dumps({"update_id": 1, "token": town.token}).encode()):
                await client.post(town.webhook.url, data=body, headers=headers)
                await client.post(f"{town.webhook.url}/{SECRET}", data=body, headers=headers)


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_no_secret_is_written_anywhere(tmp_path: Path, mode: str) -> None:
    """Not by the bot, and not by the commands: to no stream, no log, no database and no copy."""
    async with loud(tmp_path, webhook=mode == "webhook") as bot:
        await lived_through(bot)
        search, config = bot.search, ("--config", str(bot.config))
        copy = str(tmp_path / "copy.db")
        assert await search.run("backup", copy, *config) == 0
        assert await search.run("restore", copy, "--replace", *config) == 0
        await search.run("check", *config)
        # A command that cannot reach Telegram, and a configuration that is wrong.
        text = bot.config.read_text()
        server = text.partition('base_url = "')[2].partition('"')[0]
        bot.config.write_text(text.replace(server, PORT_THAT_DISCARDS))
        await search.run("check", *config)
        bot.config.write_text(text.replace('level = "DEBUG"', 'level = "LOUD"'))
        assert await search.run("run", *config) == 2
    assert bot.code
    assert search.found() == []
    assert any(b"[secret]" in said for said in search.said)
    record(
        9, f"canaries for token, secret and claim code, {mode}", files_searched=search.files,
        bytes_said=sum(map(len, search.said)), found=0,
    )  # fmt: skip


@pytest.mark.skipif(not postgres.answers(), reason="no PostgreSQL answers")
async def test_the_database_s_password_is_written_nowhere(tmp_path: Path) -> None:
    """With a server that lets it in, one that does not know the database, and one that is gone."""
    async with postgres.database() as url:
        address = make_url(url).set(password=PASSWORD).render_as_string(hide_password=False)
        async with loud(tmp_path, webhook=False, url=address) as bot:
            await lived_through(bot, ["500", "reset_after"])
            rows = await everything(url)
            (tmp_path / "dump.json").write_text(rows, "utf-8")
            text, config = bot.config.read_text(), ("--config", str(bot.config))
            await bot.search.run("check", *config)
            assert await bot.search.run("backup", str(tmp_path / "copy.db"), *config) == 2
            for port in ("1", "5432"):
                wrong = make_url(address).set(port=int(port), database="homeroom_is_not_there")
                wrong_address = wrong.render_as_string(hide_password=False)
                bot.config.write_text(text.replace(address, wrong_address))
                await bot.search.run("check", *config)
                await ended_soon(bot)
    assert "Bring boots" in rows
    assert bot.search.found() == []
    record(
        9, "canary for the password of a PostgreSQL database", files_searched=bot.search.files,
        bytes_said=sum(map(len, bot.search.said)), found=0,
    )  # fmt: skip


def end(process: asyncio.subprocess.Process, by: signal.Signals) -> None:
    """Signals a process that may have ended by itself, and that before the loop has noticed."""
    with suppress(ProcessLookupError):
        process.send_signal(by)


async def ended_soon(bot: Loud) -> None:
    """`homeroom run` on a database that cannot be had: it says so, or waits until it is ended."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", "--config", str(bot.config),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    reading = asyncio.ensure_future(process.communicate())
    await asyncio.wait({reading}, timeout=4)
    end(process, signal.SIGTERM)
    await asyncio.wait({reading})
    end(process, signal.SIGKILL)
    bot.search.said.append((await reading)[0])


async def everything(url: str) -> str:
    """Every row of every table of a PostgreSQL database, as JSON."""
    dsn = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await postgres.asyncpg.connect(dsn)
    try:
        tables = await connection.fetch(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        )
        rows = [
            await connection.fetch(f'SELECT row_to_json(t) FROM "{name}" AS t')  # noqa: S608
            for (name,) in tables
        ]
        return "\n".join(str(row[0]) for found in rows for row in found)
    finally:
        await connection.close()


async def test_no_object_of_ours_shows_a_secret_when_it_is_printed(school: TestSchool) -> None:
    """The `repr` and `str` of all there are while the bot runs."""
    await school.class_group("3B", parents=2)
    secrets = [school.town.token.partition(":")[2]]
    looked, found = 0, []
    for each in gc.get_objects():
        module = str(type(each).__module__)
        if module.split(".")[0] in ROOMS and not module.startswith("bot.sandbox"):
            looked += 1
            shown = f"{each!r} {each!s}"
            if any(secret in shown for secret in secrets):
                found.append(type(each).__qualname__)
    assert found == []
    assert looked > 100
    record(9, "objects printed by repr and str", objects=looked, found=0)
