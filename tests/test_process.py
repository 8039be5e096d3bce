"""The bot as a process: it ends in order, and wastes no statements on a storm of taps."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.sandbox import Town, serve
from bot.sandbox.bells import PATIENCE
from storage.base import Database
from tests import forked
from tests.conftest import CONFIG, TestSchool
from tests.looking import told


async def begun(config: Path) -> forked.Forked:
    """The command `homeroom run`, as a process."""
    return await forked.started("bot", "run", "--config", str(config))


async def ended(process: asyncio.subprocess.Process | forked.Forked, by: signal.Signals) -> float:
    """Asks a process to end; how many seconds it took. It must end as one that is content."""
    asked = time.monotonic()
    process.send_signal(by)
    async with asyncio.timeout(PATIENCE):
        assert await process.wait() == 0
    return time.monotonic() - asked


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
async def test_asked_to_end_it_finishes_what_is_on_its_way(
    tmp_path: Path, url: str, by: signal.Signals
) -> None:
    """Within ten seconds, nothing lost and nothing said twice, though answers are slow."""
    town = Town(seed=1, latency=(0.2, 0.8))
    async with serve(town, port=0) as server:
        config = tmp_path / "config.toml"
        config.touch(mode=0o600)
        text = CONFIG.format(token=town.token, url=server.base_url, file="")
        config.write_text(text.replace("sqlite:///", url))
        people = [town.user(f"Anna{i}", language="en") for i in range(40)]
        process = await begun(config)
        for each in people:
            each.say(each.private, "/help")
        await town.until(lambda: len(town.calls("sendMessage")) >= 5)
        await ended(process, by)
        assert 5 <= len(town.calls("sendMessage")) < 40
        process = await begun(config)
        await town.until(lambda: all(told(each, "Riverside School") for each in people))
        await ended(process, by)
    assert [len(told(each, "Riverside School")) for each in people] == [1] * 40


async def test_it_ends_while_telegram_cannot_be_reached(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.touch(mode=0o600)
    url, token = "http://127.0.0.1:9", "123:" + "a" * 35  # the port that discards
    config.write_text(CONFIG.format(token=token, url=url, file=tmp_path / "school.db"))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", "--config", str(config),
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr is not None
    async with asyncio.timeout(PATIENCE):
        while b"telegram.unreachable" not in await process.stderr.readline():
            assert process.returncode is None
    assert await ended(process, signal.SIGTERM) < 5.0


async def test_a_second_process_on_one_database_is_refused(school: TestSchool) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", "--config", str(school.config),
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    async with asyncio.timeout(PATIENCE):
        _, said = await process.communicate()
    assert process.returncode == 1
    assert b"Another process serves the database" in said
    assert b"Traceback" not in said


async def test_a_hundred_taps_cost_a_handful_of_statements(school: TestSchool) -> None:
    """Counted at the writer's connection, from one batch of taps."""
    class_ = await school.class_group("3B", parents=100)
    school.head.say(class_.group, "/announce Bring boots")
    card = await class_.group.wait(lambda m: "Bring boots" in m.text)
    await school.settle()
    await school.close()
    for parent in class_.parents:
        parent.tap(card, "Got it")
    await school.open()
    with transactions(school.app.database) as made:
        await school.settle()
    (batch,) = [s for s in made if any("INSERT INTO answers" in each for each in s)]
    assert len(batch) <= 20, Counter(re.sub(r"\s+", " ", each)[:60] for each in batch)
    assert "100" in card.text


@contextmanager
def transactions(database: Database) -> Iterator[list[list[str]]]:
    """The statements meanwhile, transaction by transaction."""
    made: list[list[str]] = []
    open_ones: dict[object, list[str]] = {}

    def begin(connection: object) -> None:
        open_ones[connection] = []
        made.append(open_ones[connection])

    def count(connection: object, __: object, statement: str, *___: object) -> None:
        open_ones.get(connection, []).append(statement)

    writer = database.engine.sync_engine
    event.listen(writer, "begin", begin)
    event.listen(writer, "before_cursor_execute", count)
    yield made
    event.remove(writer, "begin", begin)
    event.remove(writer, "before_cursor_execute", count)
