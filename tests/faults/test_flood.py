"""One person writes a hundred times a second: the others are served as if nothing were."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from bot.sandbox import Message, User
from tests.faults.results import record, seeded, size
from tests.faults.stage import GOT_IT, Classes, Stage, cards, staged

FLOOD, A_SECOND = size(8, 60), 100
GROUPS, PARENTS = 5, 10
# One of the others does something every other second or so, as in a busy hour.
PAUSE = (1.0, 3.0)
SECONDS = 60.0


@dataclass
class Others:
    """Fifty parents who tap and ask; how many seconds each thing took until it was answered."""

    stage: Stage
    classes: Classes
    chance: random.Random
    taps: list[float] = field(default_factory=list)
    questions: list[float] = field(default_factory=list)

    async def work(self, seconds: float) -> None:
        """All of them, for so long; whatever is asked is answered."""
        until = time.monotonic() + seconds
        async with asyncio.timeout(seconds + SECONDS), asyncio.TaskGroup() as group:
            for linked in self.classes.groups:
                (card,) = cards(linked)
                for parent in self.classes.parents[linked.id]:
                    group.create_task(self._one(parent, card, until))

    async def _one(self, parent: User, card: Message, until: float) -> None:
        await asyncio.sleep(self.chance.uniform(0, PAUSE[1]))
        while time.monotonic() < until:
            begun = time.monotonic()
            if self.chance.random() < 0.5:
                await parent.tap(card, GOT_IT).answer(SECONDS)
                self.taps.append(time.monotonic() - begun)
            else:
                asked = parent.say(parent.private, "/help")
                await parent.private.wait(lambda m, since=asked: m.id > since.id, SECONDS)
                self.questions.append(time.monotonic() - begun)
            await asyncio.sleep(self.chance.uniform(*PAUSE))


async def flood(mallory: User, card: Message, seconds: float) -> int:
    """A tap and a command in turn, evenly; returns how many updates that were."""
    begun, sent = time.monotonic(), 0
    while (passed := time.monotonic() - begun) < seconds:
        while sent < passed * A_SECOND:
            if sent % 2:
                mallory.tap(card, GOT_IT)
            else:
                mallory.say(mallory.private, "/help")
            sent += 1
        await asyncio.sleep(0.005)
    return sent


def milliseconds(seconds: list[float], percent: int) -> int:
    """A percentile."""
    return round(quantiles(seconds, n=100, method="inclusive")[percent - 1] * 1000)


async def test_one_who_floods_keeps_nobody_waiting(tmp_path: Path) -> None:
    """At Telegram's own limits; what the flooder asked is answered, one a second."""
    chance = random.Random(seed := seeded())
    async with staged(tmp_path, seed, "--paced") as stage:
        town, classes = stage.town, Classes(stage)
        await stage.start()
        await classes.link(GROUPS, PARENTS, SECONDS)
        for group in classes.groups:
            stage.clerk.say(group, "/announce notice 0000")
        await town.until(lambda: all(cards(group) for group in classes.groups), SECONDS)
        quiet, busy = (Others(stage, classes, chance) for _ in range(2))
        await quiet.work(FLOOD / 2)
        mallory = classes.parents[classes.groups[0].id][0]
        card = cards(classes.groups[0])[0]
        flooding = asyncio.create_task(flood(mallory, card, FLOOD))
        begun = time.monotonic()
        await busy.work(FLOOD)
        flooded = await flooding
        calls = town.calls("sendMessage", chat=mallory.private)
        sent = [call for call in calls if call.arrived >= begun]
        await stage.handled(SECONDS)
        await stage.end()
        waiting = await stage.rows(
            "SELECT count(*) FROM posts WHERE chat_id = :chat AND state = 'queued'", chat=mallory.id
        )
    assert flooded >= 0.9 * FLOOD * A_SECOND
    assert len(sent) <= FLOOD + SECONDS
    assert not [e for e in town.journal if e.status == 429]
    record(
        8,
        "one person floods, fifty work",
        flood=flooded,
        others=len(busy.taps) + len(busy.questions),
        unanswered=0,
        tap_p95_ms=milliseconds(busy.taps, 95),
        tap_p95_ms_before=milliseconds(quiet.taps, 95),
        question_p95_ms=milliseconds(busy.questions, 95),
        question_p95_ms_before=milliseconds(quiet.questions, 95),
        waiting_for_the_flooder=waiting[0][0],
        seed=seed,
    )
