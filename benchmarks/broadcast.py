"""A notice to a thousand groups, and a lively group, inside Telegram's limits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.stage import Stage, staged, table
from bot.sandbox import Entry
from handlers.kit.card import card, pack
from storage import posts
from storage.base import Database
from storage.posts import Priority
from tests.lifetime import Size

TITLE = "Inside Telegram's limits: a notice to 1,000 groups, and one lively group"
GROUPS, OVERALL = 1000, 30
IN_GROUP, PER_MINUTE = 36, 20
JITTER = (0.01, 0.06)
# Seconds until the notice is due, in which the bot starts.
AHEAD = 6


@dataclass(frozen=True, slots=True)
class Went:
    """How a broadcast went: seconds from the first message that was taken to the last."""

    took: float
    least: float
    refused: int
    received: int

    @property
    def share(self) -> float:
        """Of the possible rate."""
        return self.least / self.took


def least(messages: int, limit: int, seconds: float) -> float:
    """The seconds below which a sliding window lets no sender be done.

    The n-th message (from 0) has to wait until the one `limit` before it is `seconds` old.
    """
    return (messages - 1) // limit * seconds


def went(journal: list[Entry], limit: int, seconds: float) -> Went:
    """What the stand-in's journal says of messages to groups, and of edits meanwhile."""
    sent = [each.arrived for each in _taken(journal)]
    edited = _taken(journal, "editMessageText")
    counted = len(sent) + sum(each.arrived < max(sent) for each in edited)
    return Went(
        took=max(sent) - min(sent),
        least=least(counted, limit, seconds),
        refused=sum(each.status == 429 for each in journal),
        received=len(sent),
    )


def _taken(journal: list[Entry], method: str = "sendMessage") -> list[Entry]:
    """The messages that groups have got."""
    done = [each for each in journal if each.applied and each.method == method]
    return [each for each in done if (each.chat_id or 0) < 0]


def received(stage: Stage, messages: int) -> Callable[[], bool]:
    """Tells whether the groups have got so many messages."""
    journal = stage.town.journal

    def look() -> bool:
        # The journal holds about as many entries as that; most looks end here.
        return len(journal) >= messages and len(_taken(journal)) >= messages

    return look


async def ours(groups: int, jitter: tuple[float, float] | None) -> Went:
    """A planned notice of the principal's for all classes falls due."""
    async with staged(Size(groups, 1, 0, 0, 0, recent=0, waiting=0)) as stage:
        made = stage.people()
        due = datetime.now(UTC) + timedelta(seconds=AHEAD + groups / 200)
        made.notice(made.head, made.classes, due, 0.0)
        await stage.write(made)
        stage.town.latency = jitter
        async with stage.bot():
            await stage.town.until(received(stage, groups), 300)
            await asyncio.sleep(0.5)
        return went(stage.town.journal, OVERALL, 1.0)


async def theirs(groups: int, jitter: tuple[float, float] | None) -> Went:
    """The same many messages through PTB's rate limiter."""
    async with staged(Size(groups, 1, 0, 0, 0, recent=0, waiting=0)) as stage:
        stage.town.latency = jitter
        await limited(stage, [f"{each.id}" for each in stage.life.groups])
        return went(stage.town.journal, OVERALL, 1.0)


async def limited(stage: Stage, calls: list[str]) -> None:
    """Runs the rival until it has made these calls."""
    file = stage.file.with_suffix(".calls")
    file.write_text("\n".join(calls), "ascii")
    program = ("benchmarks.limited", stage.server.base_url, stage.town.token, str(file))
    async with stage.bot(*program) as process:
        await asyncio.wait_for(process.wait(), 500)


# One group


async def our_group(messages: int) -> tuple[Went, float, str]:
    """A group gets many announcements while its card is tapped; then something urgent.

    Returns how it went, the seconds until the urgent one arrived, and what the card said at last.
    """
    async with staged(Size(1, PER_MINUTE, 0, 0, 0, recent=0, waiting=0)) as stage:
        await stage.write(stage.people())
        async with stage.bot():
            group = stage.life.groups[0]
            stage.life.teacher.say(group, "/announce Bring boots")
            shown = await group.wait(lambda m: "Got it" in m.labels, timeout=60)
            await stage.quiet()
            await _queue(stage, messages - 2, "bulk", Priority.ANNOUNCEMENT)
            for user in stage.life.families[0]:
                user.tap(shown, "Got it")
                await asyncio.sleep(0.5)
            await _queue(stage, 1, "urgent", Priority.URGENT)
            asked = time.monotonic()
            await group.wait(lambda m: m.text == "urgent", timeout=150)
            waited = time.monotonic() - asked
            await stage.town.until(received(stage, messages), 300)
            await stage.quiet(120)
        said = shown.text.splitlines()[-1]
        return went(stage.town.journal, PER_MINUTE, 60.0), waited, said


async def _queue(stage: Stage, count: int, text: str, priority: Priority) -> None:
    """Queues messages to the first group, as a feature would; the bot sees them within a second."""
    now, group = datetime.now(UTC), stage.life.groups[0]
    payload = pack(card(text))
    rows = [
        posts.row("say", group.id, "en", now, payload=payload, priority=priority)
        for _ in range(count)
    ]
    database = Database.open(stage.url)
    async with database.write() as session:
        await posts.queue(session, rows)
    await database.close()


async def their_group(messages: int) -> Went:
    """As many messages and edits to one group through PTB's rate limiter."""
    async with staged(Size(1, 1, 0, 0, 0, recent=0, waiting=0)) as stage:
        group = stage.life.groups[0]
        await limited(stage, [f"{group.id}"])
        edit = f"{group.id} {group.messages[-1].id}"
        # As many edits as Homeroom makes of a card that is tapped for ten seconds.
        await limited(stage, [*[edit] * 4, *[f"{group.id}"] * (messages - 1)])
        return went(stage.town.journal, PER_MINUTE, 60.0)


def _row(name: str, it: Went, messages: int, aim: str) -> list[str]:
    return [
        name, f"{it.took:.1f} s", f"{it.least:.0f} s", f"{it.share:.1%}", f"{it.refused:,}",
        f"{it.received:,} of {messages:,}", aim,
    ]  # fmt: skip


async def run(quick: bool = False) -> str:
    """Measures; returns what the page says."""
    groups = 60 if quick else GROUPS
    rows = [
        _row("Homeroom", await ours(groups, None), groups, "97 %, no 429"),
        _row("Homeroom, answers after 10 to 60 ms", await ours(groups, JITTER), groups,
             "94 %, no 429"),
    ]  # fmt: skip
    # They only wait, and do not disturb each other.
    one = await asyncio.gather(
        theirs(groups, None), theirs(groups, JITTER), *(() if quick else _lively_group())
    )
    rows.append(_row("PTB's AIORateLimiter", one[0], groups, ""))
    rows.append(_row("the same, answers after 10 to 60 ms", one[1], groups, ""))
    head = ["1,000 groups, 30 a second", "took", "possible", "of the possible rate", "429",
            "received", "aim"]  # fmt: skip
    page = table(head, *rows)
    return page if quick else f"{page}\n\n{_group(one[2], one[3])}"


def _lively_group() -> tuple[Any, Any]:
    return our_group(IN_GROUP), their_group(IN_GROUP)


def _group(ours_: tuple[Went, float, str], theirs_: Went) -> str:
    it, urgent, said = ours_
    head = ["one group, 20 a minute: sends, edits of a card meanwhile", "took", "possible",
            "of the possible rate", "429", "received", "aim"]  # fmt: skip
    return table(
        head,
        _row("Homeroom", it, IN_GROUP, "no 429"),
        _row("PTB's AIORateLimiter", theirs_, IN_GROUP, ""),
    ) + (
        f"\n\nWhat was urgent came {urgent:.0f} s after it was asked for, before all that was "
        f"queued ahead of it; the card says at last: “{said}”"
    )
