"""The bot as a process, killed again and again: nothing is lost, and nothing counts twice."""

from __future__ import annotations

import asyncio
import random
import signal
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from bot.sandbox import Group, Message, Town, User, serve
from tests.conftest import CONFIG

KILLS, GROUPS, NOTICES, TAPS, PARENTS = 20, 10, 300, 1000, 10
GOT_IT = "Got it"


@dataclass
class Bot:
    """The bot's process; `in_flight` adds up the sends that were under way when it was killed."""

    config: Path
    database: Path
    in_flight: int = 0
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Starts it."""
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.hurried", str(self.config)
        )

    async def kill(self) -> None:
        """Kills it, and counts what was in flight."""
        assert self.process is not None
        self.process.kill()
        await self.process.wait()
        if self.database.exists():
            with closing(sqlite3.connect(self.database)) as database:
                sending = "SELECT count(*) FROM posts WHERE state = 'sending'"
                self.in_flight += database.execute(sending).fetchone()[0]

    async def end(self) -> int:
        """Ends it in order; returns its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            return await self.process.wait()


@dataclass
class Classes:
    """Ten groups with ten parents each, and what was said and tapped in them."""

    town: Town
    head: User
    groups: list[Group] = field(default_factory=list)
    parents: list[list[User]] = field(default_factory=list)
    tapped: set[tuple[int, str]] = field(default_factory=set)

    async def link(self) -> None:
        """Links the groups, and registers everybody by tap."""
        self.head.start()
        for number in range(GROUPS):
            parents = [self.town.user(f"P{number}.{n}") for n in range(PARENTS)]
            group = self.town.group(f"Class {number}", creator=self.head, members=parents)
            group.add_bot(by=self.head)
            self.head.say(group, f"/class {number}A")
            self.groups.append(group)
            self.parents.append(parents)
        for group, parents in zip(self.groups, self.parents, strict=True):
            welcome = await group.wait(lambda m: len(m.buttons) == 2, timeout=20)
            for parent in parents:
                parent.tap(welcome, welcome.labels[0])
        await self.town.until(lambda: self.town.pending == 0, timeout=20)

    async def announce(self) -> None:
        """Three hundred notices, a few at a time."""
        for number in range(NOTICES):
            self.head.say(self.groups[number % GROUPS], f"/announce notice {number:03}")
            if number % 6 == 5:
                await asyncio.sleep(0.5)

    async def tap(self, chance: random.Random) -> None:
        """A thousand taps, each by one parent on one notice, on cards that stand already."""
        while len(self.tapped) < TAPS:
            number = chance.randrange(GROUPS)
            cards = notices(self.groups[number])
            for card in chance.sample(cards, min(3, len(cards))):
                parent = chance.choice(self.parents[number])
                if (parent.id, name_of(card)) not in self.tapped:
                    self.tapped.add((parent.id, name_of(card)))
                    parent.tap(card, GOT_IT)
            await asyncio.sleep(0.06)


def notices(group: Group) -> list[Message]:
    """The notices that stand in a group."""
    return [m for m in group.messages if m.sender.is_bot and m.labels == [GOT_IT]]


def name_of(card: Message) -> str:
    """`notice 007`."""
    return next(line for line in card.text.splitlines() if line.startswith("notice "))


def stored(database: Path) -> tuple[list[tuple[int, str]], list[str], str]:
    """The answers as (user id, notice), the notices, and what the integrity check says."""
    with closing(sqlite3.connect(database)) as connection:
        answers = connection.execute(
            "SELECT persons.user_id, notices.text FROM answers"
            " JOIN persons ON answers.unit = 'person' AND persons.id = answers.unit_id"
            " JOIN notices ON notices.id = answers.subject_id"
        ).fetchall()
        texts = [row[0] for row in connection.execute("SELECT text FROM notices")]
        return answers, texts, connection.execute("PRAGMA integrity_check").fetchone()[0]


async def test_killed_twenty_times_it_loses_nothing(tmp_path: Path) -> None:
    """300 notices and 1,000 taps; sends in flight at a kill may arrive twice, and no others."""
    seed = random.randrange(10**6)
    print(f"seed {seed}")  # noqa: T201 (shown when it fails)
    chance = random.Random(seed)
    town = Town(seed=seed)
    town.flood.off()
    database = tmp_path / "school.db"
    async with serve(town, port=0) as server:
        head = town.user("Petra", language="en")
        config = tmp_path / "config.toml"
        config.touch(mode=0o600)
        config.write_text(
            CONFIG.format(token=town.token, url=server.base_url, file=database).replace(
                "[database]", f"admins = [{head.id}]\n[database]"
            )
        )
        bot, classes = Bot(config, database), Classes(town, head)
        await bot.start()
        await classes.link()
        async with asyncio.TaskGroup() as group:
            group.create_task(classes.announce())
            group.create_task(classes.tap(chance))
            for _ in range(KILLS):
                await asyncio.sleep(chance.uniform(0.2, 2.0))
                await bot.kill()
                await bot.start()
        await town.until(lambda: town.pending == 0, timeout=30)
        await town.until(lambda: sum(len(notices(g)) for g in classes.groups) >= NOTICES, 30)
        assert await bot.end() == 0
        answers, texts, intact = stored(database)
    said = [f"notice {number:03}" for number in range(NOTICES)]
    shown = Counter(name_of(card) for group in classes.groups for card in notices(group))
    assert intact == "ok"
    assert sorted(texts) == said
    assert len(answers) == len(set(answers)) >= TAPS
    assert set(answers) == classes.tapped
    assert sorted(shown) == said
    assert shown.total() - NOTICES <= bot.in_flight
