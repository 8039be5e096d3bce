"""A tap, end to end and durable: thousands that wait at once, beside two rivals."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median

import aiohttp

from benchmarks.stage import Stage, staged, table
from bot.sandbox import Message, Tap
from tests.lifetime import Size

TITLE = "A tap, end to end and durable: 5,000 waiting at once over 20 groups"
GROUPS, PARENTS, NOTICES = 20, 50, 5
ROUNDS = 3
# The one needs long for them, to the other the stand-in itself posts only some hundreds a second.
FEWER = {"usual": 5, "webhook": 5}
HEAD = ["bot", "taps/s", "from to", "beside the floor", "CPU a tap", "beside the floor's"]
WORDS = {
    "homeroom": "Homeroom: rights, answer, update id, a commit a batch",
    "webhook": "Homeroom in webhook mode",
    "floor": "the floor: PTB on the same transport, answers and stores nothing",
    "usual": "conventional: PTB with httpx, a transaction and an edit a tap",
}
DELAYED = """The same with {taps:,}, the stand-in answering each call after {delay:g} ms

{table}"""
WHY = """CPU is user and system time of the bot's process from its first answer to its last; where
other work shares the machine it is the steadier figure. The conventional bot and the webhook get a
fifth of the taps: the rate of the one does not depend on their number, that of the other is the
stand-in's own, which posts each tap and waits for its answer.

Polling is bounded by the way there and back: the next updates can only be asked for by confirming
the last ones, which must be committed first, so each batch of 100 costs one delay and its own
handling. A webhook's batches need no call: they are gathered from what Telegram posts while the
last one commits, and each toast rides on the answer to its post. (The stand-in delays its answers
to calls and not its posts; at Telegram those take the way too, up to 100 of them at once.)"""


@dataclass(frozen=True, slots=True)
class Race:
    """How a bot did: taps a second from its first answer to its last, and µs of CPU a tap."""

    rate: float
    cpu: float


async def run(quick: bool = False) -> str:
    """Measures; returns what the page says: one table without delay, and two with."""
    groups, parents, rounds = (4, 10, 1) if quick else (GROUPS, PARENTS, ROUNDS)
    taps = groups * parents * NOTICES
    few = min(taps, 1000)
    async with staged(Size(groups, parents, 0, 0, 0, recent=0, waiting=0)) as stage:
        stage.town.flood.off()
        stage.town.answer_within = timedelta(hours=1)
        await stage.write(stage.people())
        course = Course(stage, await post_cards(stage))
        parts = [report(await course.races(rounds, taps))]
        for delay in (50, 100):
            stage.town.latency = (delay / 1000, delay / 1000)
            found = report(await course.races(1, few))
            parts.append(DELAYED.format(taps=few, delay=delay, table=found))
    return "\n\n".join([*parts, WHY])


async def post_cards(stage: Stage) -> list[list[Message]]:
    """The teacher posts five notices in every group through the real bot; returns the cards."""
    cards: list[list[Message]] = [[] for _ in stage.life.groups]
    async with stage.bot():
        for number in range(NOTICES):
            for group in stage.life.groups:
                await stage.teacher_says(group, f"/announce Notice {number}")
            for place, group in zip(cards, stage.life.groups, strict=True):
                place.append(await group.wait(lambda m, n=number: f"Notice {n}" in m.text, 60))
        await stage.town.until(lambda: not stage.town.pending, timeout=60)
    return cards


class Course:
    """Where the bots race, in turn, each over taps that wait when it starts."""

    def __init__(self, stage: Stage, cards: list[list[Message]]) -> None:
        self._stage = stage
        self._cards = cards
        self._posted_to = stage.config.with_name("webhook.toml")
        self._posted_to.touch(mode=0o600)
        with socket.create_server(("127.0.0.1", 0)) as free:
            address = f"127.0.0.1:{free.getsockname()[1]}"
        hook = (
            f'[telegram]\nmode = "webhook"\nwebhook_url = "http://{address}/in"\n'
            f'webhook_secret = "{"x" * 40}"\nlisten = "{address}"'
        )
        self._posted_to.write_text(stage.config.read_text().replace("[telegram]", hook, 1))

    async def races(self, rounds: int, taps: int) -> dict[str, list[Race]]:
        """What each bot did, round by round."""
        found: dict[str, list[Race]] = {name: [] for name in WORDS}
        for _ in range(rounds):
            for name, races in found.items():
                races.append(await self._race(name, taps // FEWER.get(name, 1)))
        return found

    async def _race(self, name: str, taps: int) -> Race:
        made = self._queue(taps)
        async with self._stage.bot(*self._command(name)) as process:
            await self._until(lambda: any(tap.answered for tap in made))
            begun, spent = time.perf_counter(), cpu(process.pid)
            left = sum(not tap.answered for tap in made)
            await self._until(lambda: all(tap.answered for tap in made))
            seconds, spent = time.perf_counter() - begun, cpu(process.pid) - spent
        await self._unhook()
        return Race(left / seconds, spent / left * 1e6)

    def _queue(self, taps: int) -> list[Tap]:
        families = self._stage.life.families
        everyone = (
            parent.tap(card, "Got it")
            for cards, parents in zip(self._cards, families, strict=True)
            for card in cards
            for parent in parents
        )
        return [tap for tap, _ in zip(everyone, range(taps), strict=False)]

    def _command(self, name: str) -> tuple[str, ...]:
        """Homeroom's command, or a rival's on a database of its own for each run."""
        if name in ("homeroom", "webhook"):
            config = self._posted_to if name == "webhook" else self._stage.config
            return ("bot", "run", "--config", str(config))
        file = self._stage.file.with_name(f"{name}-{time.monotonic_ns()}.db")
        town = self._stage.town
        return ("benchmarks.rivals", name, self._stage.server.base_url, town.token, str(file))

    async def _unhook(self) -> None:
        """Updates wait again until they are fetched."""
        base, token = self._stage.server.base_url, self._stage.town.token
        async with aiohttp.ClientSession() as session:
            await (await session.post(f"{base}/bot{token}/deleteWebhook")).read()

    async def _until(self, done: Callable[[], bool]) -> None:
        await self._stage.town.until(done, timeout=600)


def report(found: dict[str, list[Race]]) -> str:
    """The table: medians, with minimum and maximum, beside the floor's."""
    floor = middle(found["floor"])
    return table(HEAD, *(row(WORDS[name], races, floor) for name, races in found.items()))


def row(name: str, races: list[Race], floor: Race) -> list[str]:
    """One bot's line."""
    here, rates = middle(races), [race.rate for race in races]
    return [
        name,
        f"{here.rate:,.0f}",
        f"{min(rates):,.0f} to {max(rates):,.0f}",
        f"{here.rate / floor.rate:.2f}",
        f"{here.cpu:,.0f} µs",
        f"{here.cpu / floor.cpu:.2f}",
    ]


def middle(races: list[Race]) -> Race:
    """The medians of rate and CPU."""
    return Race(median(race.rate for race in races), median(race.cpu for race in races))


def cpu(pid: int) -> float:
    """Seconds of CPU that a process has used (Linux, proc(5): stat, utime and stime)."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
