"""A tap, end to end and durable: 5,000 that wait at once over 20 groups, beside two rivals."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.sandbox import Group, Message, Server, Town, User, serve

GROUPS, PARENTS, NOTICES = 20, 50, 5
TAPS = GROUPS * PARENTS * NOTICES
CONFIG = """
[telegram]
token = "{token}"
base_url = "{url}"
[school]
name = "Riverside School"
timezone = "Europe/Berlin"
admins = [{admin}]
[database]
url = "sqlite:///{file}"
[log]
level = "ERROR"
"""


class School:
    """A town of twenty classes with fifty parents each, who have registered."""

    def __init__(self, town: Town, server: Server, folder: Path) -> None:
        self.town, self.server, self.folder = town, server, folder
        self.head = town.user("Petra", language="en")
        self.parents: list[list[User]] = []
        self.groups: list[Group] = []
        self.cards: list[list[Message]] = []
        self.config = folder / "config.toml"
        self.config.touch(mode=0o600)
        text = CONFIG.format(
            token=town.token, url=server.base_url, file=folder / "school.db", admin=self.head.id
        )
        self.config.write_text(text)

    @asynccontextmanager
    async def bot(self, *command: str) -> AsyncIterator[asyncio.subprocess.Process]:
        """A bot's process, ended in order."""
        process = await asyncio.create_subprocess_exec(sys.executable, "-m", *command)
        try:
            yield process
        finally:
            process.terminate()
            await process.wait()

    def ours(self) -> tuple[str, ...]:
        """Homeroom's command."""
        return ("bot", "run", "--config", str(self.config))

    def rival(self, name: str) -> tuple[str, ...]:
        """A rival's command, on a database of its own for each run."""
        file = self.folder / f"{name}-{time.monotonic_ns()}.db"
        return ("benchmarks.rivals", name, self.server.base_url, self.town.token, str(file))

    async def prepare(self) -> None:
        """Links, registers and announces through the real bot."""
        async with self.bot(*self.ours()):
            self.head.start()
            for number in range(GROUPS):
                await self._class(number)
            for notice in range(NOTICES):
                for number, group in enumerate(self.groups):
                    self.head.say(group, f"/announce Notice {notice}")
                    card = await group.wait(lambda m, n=notice: f"Notice {n}" in m.text, timeout=60)
                    self.cards[number].append(card)
            await self.town.until(lambda: not self.town.pending, timeout=60)

    async def _class(self, number: int) -> None:
        parents = [self.town.user(f"P{number}.{each}") for each in range(PARENTS)]
        group = self.town.group(f"Class {number}", creator=self.head, members=parents)
        group.add_bot(by=self.head)
        self.head.say(group, f"/class {number}A")
        welcome = await group.wait(lambda m: len(m.buttons) == 2, timeout=60)
        for parent in parents:
            await parent.tap(welcome, welcome.labels[0]).answer(timeout=60)
        self.parents.append(parents)
        self.groups.append(group)
        self.cards.append([])

    async def race(self, command: tuple[str, ...], taps: int = TAPS) -> float:
        """Queues the taps and starts a bot; returns the taps a second, first to last answer."""
        made = [
            parent.tap(card, "Got it")
            for number in range(GROUPS)
            for card in self.cards[number]
            for parent in self.parents[number]
        ][:taps]
        async with self.bot(*command):
            await self.town.until(lambda: any(tap.answered for tap in made), timeout=60)
            begun, done = time.perf_counter(), sum(tap.answered for tap in made)
            await self.town.until(lambda: all(tap.answered for tap in made), timeout=600)
            return (len(made) - done) / (time.perf_counter() - begun)


async def run(rounds: int = 3, delay: float = 0.0, taps: int = TAPS) -> dict[str, list[float]]:
    """Taps a second of Homeroom, the floor and the conventional bot, in turn.

    `delay`: seconds until the stand-in answers each call. The conventional bot gets a fifth of
    the taps: its rate does not depend on their number, and it is slow.
    """
    found: dict[str, list[float]] = {"homeroom": [], "floor": [], "usual": []}
    with tempfile.TemporaryDirectory(prefix="homeroom-bench-") as folder:
        town = Town(seed=1, journal_limit=1000)
        town.flood.off()
        async with serve(town, port=0) as server:
            school = School(town, server, Path(folder))
            await school.prepare()
            town.latency = (delay, delay)
            for _ in range(rounds):
                found["homeroom"].append(await school.race(school.ours(), taps))
                found["floor"].append(await school.race(school.rival("floor"), taps))
                found["usual"].append(await school.race(school.rival("usual"), taps // 5))
    return found


if __name__ == "__main__":
    for name, figures in asyncio.run(run()).items():
        print(name, [round(each) for each in figures])  # noqa: T201 (what it is for)
