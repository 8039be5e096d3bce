"""Copied while everybody taps, put in place elsewhere: nothing is missing or sent again."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import Group, User
from storage.backup import verify
from tests.conftest import ON_POSTGRES
from tests.faults.results import record, seeded, size
from tests.faults.rows import prints
from tests.faults.stage import GOT_IT, Classes, Stage, cards, line_of, staged
from tests.terminal import homeroom

BACKUPS, GROUPS, PARENTS = size(4, 30), size(6, 40), 10
SECONDS = size(60, 300)
# What is changed on purpose in what is restored: posts that waited are not sent.
SILENCED = {"state", "reason", "words", "reported", "settled_at", "lease_owner", "lease_until",
            "refresh_at"}  # fmt: skip

pytestmark = pytest.mark.skipif(
    ON_POSTGRES, reason="homeroom backup copies a file; PostgreSQL has pg_dump and pg_restore"
)


@dataclass
class Week:
    """Notices and taps that do not end."""

    stage: Stage
    classes: Classes
    chance: random.Random
    said: list[str] = field(default_factory=list)
    tapped: set[tuple[int, str]] = field(default_factory=set)

    async def go_on(self) -> None:
        """A notice now and then, and a few taps in between, until it is cancelled."""
        while True:
            group = self.chance.choice(self.classes.groups)
            self.said.append(f"notice {len(self.said):04}")
            self.stage.clerk.say(group, f"/announce {self.said[-1]}")
            for _ in range(5):
                self.tap(self.chance.choice(self.classes.groups))
                await asyncio.sleep(0.02)

    def tap(self, group: Group) -> None:
        """Somebody confirms something they have not confirmed."""
        for card in self.chance.sample(cards(group), min(3, len(cards(group)))):
            parent = self.chance.choice(self.classes.parents[group.id])
            key = (parent.id, line_of(card, "notice "))
            if key not in self.tapped:
                self.tapped.add(key)
                parent.tap(card, GOT_IT)


async def backed_up(config: Path, target: Path) -> None:
    """`homeroom backup`, beside the bot."""
    done = await homeroom("backup", str(target), "--config", str(config))
    assert done.returncode == 0, done.stderr


def of_backup(stage: Stage, file: Path) -> Stage:
    """The stage as it was when a backup was made, to be looked at; no bot runs there."""
    return Stage(stage.town, stage.head, stage.clerk, stage.config, f"sqlite:///{file}")


async def check_moment(seen: Stage, tapped: set[tuple[int, str]]) -> int:
    """A backup is one moment: what belongs together is there together; returns the answers."""
    lonely = "SELECT count(*) FROM notices WHERE id NOT IN (SELECT subject_id FROM posts"
    assert await seen.rows(f"{lonely} WHERE subject_id IS NOT NULL)") == [(0,)]
    answers = await seen.rows(
        "SELECT persons.user_id, notices.text FROM answers"
        " JOIN persons ON answers.unit = 'person' AND persons.id = answers.unit_id"
        " JOIN notices ON notices.id = answers.subject_id"
    )
    assert {tuple(row) for row in answers} <= tapped
    return len(answers)


async def test_backed_up_under_load_and_restored_elsewhere(tmp_path: Path) -> None:
    """One group takes no messages meanwhile, so that something waits in every backup."""
    chance = random.Random(seed := seeded())
    files = [tmp_path / f"backup-{number}.db" for number in range(BACKUPS)]
    async with staged(tmp_path, seed, latency=(0.002, 0.02)) as stage:
        town, week = stage.town, Week(stage, Classes(stage), chance)
        await stage.start()
        await week.classes.link(GROUPS, PARENTS, SECONDS)
        deaf = week.classes.groups[0]
        town.faults.add("sendMessage", "429", chat=deaf, retry_after=600)
        stage.clerk.say(deaf, "/announce notice deaf")
        going_on = asyncio.create_task(week.go_on())
        for file in files:
            await asyncio.sleep(chance.uniform(0.2, 0.8))
            await backed_up(stage.config, file)
        going_on.cancel()
        with suppress(asyncio.CancelledError):
            await going_on
        await stage.handled(SECONDS)
        await stage.end()
        counts = [await check_moment(of_backup(stage, each), week.tapped) for each in files]
        assert counts == sorted(counts)
        town.faults.clear()
        restored, silenced = await restored_elsewhere(stage, files[BACKUPS // 2], tmp_path)
        again = await sent_again(restored, week.classes.parents[deaf.id][0])
    rows = sum(verify(files[BACKUPS // 2]).rows.values())
    assert again == 0
    record(
        10,
        "backed up under load, restored elsewhere",
        backups=BACKUPS,
        rows=rows,
        taps=len(week.tapped),
        differing=0,
        not_sent_any_more=silenced,
        old_posts_sent_again=again,
        seed=seed,
    )


async def restored_elsewhere(stage: Stage, file: Path, folder: Path) -> tuple[Stage, int]:
    """In another folder, with the same token; every row is there as it was in the backup."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    config = elsewhere / "config.toml"
    config.touch(mode=0o600)
    url = f"sqlite:///{elsewhere / 'school.db'}"
    config.write_text(stage.config.read_text().replace(stage.url, url))
    done = await homeroom("restore", str(file), "--config", str(config))
    assert done.returncode == 0, done.stderr
    made = Stage(stage.town, stage.head, stage.clerk, config, url)
    assert await made.sound()
    old = await prints(f"sqlite+aiosqlite:///{file}")
    new = await prints(f"sqlite+aiosqlite:///{elsewhere / 'school.db'}")
    differ = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    assert differ <= {("posts", name) for name in SILENCED}
    waited = await of_backup(stage, file).rows(
        "SELECT id FROM posts WHERE state IN ('queued', 'sending', 'doubt') ORDER BY id"
    )
    silenced = await made.rows("SELECT id FROM posts WHERE reason LIKE 'restored%' ORDER BY id")
    assert waited == silenced
    return made, len(silenced)


async def sent_again(stage: Stage, parent: User) -> int:
    """Runs the restored bot until cards are right again; what it posted that is old."""
    before = Counter(said(stage))
    await stage.start()
    await stage.handled(SECONDS)
    # It has come so far that what is tapped now is counted; what it meant to send, it has sent.
    parent.start()
    await parent.private.wait(lambda m: "Hello" in m.text or "Welcome" in m.text, SECONDS)
    await stage.end()
    return sum((Counter(said(stage)) - before).values())


def said(stage: Stage) -> list[Any]:
    """The notices that were sent, as often as they were tried."""
    calls = (e for e in stage.town.journal if e.method == "sendMessage")
    return [e.params.get("text", "") for e in calls if "notice " in e.params.get("text", "")]
