"""One request in ten fails on its way: nothing is lost, and only lost answers make copies."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from bot.sandbox import Group, Town
from bot.sandbox.faults import KINDS
from bot.sandbox.journal import Entry
from handlers.kit.card import card, pack
from storage import posts, schema
from storage.base import Database
from storage.posts import Priority
from tests.faults.results import record, seeded, size
from tests.faults.stage import Stage, staged

GROUPS, EACH = size(30, 250), size(10, 20)
SENDS = GROUPS * EACH
SHARE, RETRY_AFTER = 0.1, 2
SECONDS = size(120, 900)


def sends(town: Town) -> list[Entry]:
    """Every attempt to say a notice, in the order of arrival."""
    said = (entry for entry in town.journal if entry.method == "sendMessage")
    return [entry for entry in said if "notice " in entry.params.get("text", "")]


def name_of(entry: Entry) -> str:
    """`notice 0007`."""
    return str(entry.params["text"])


async def queued(stage: Stage, groups: list[Group]) -> list[str]:
    """So many messages for each group, all of them waiting when the bot starts."""
    said = [f"notice {number:04}" for number in range(SENDS)]
    now = datetime.now(UTC)
    rows = [
        posts.row(
            "say",
            groups[number % GROUPS].id,
            "en",
            now,
            payload=pack(card(text)),
            priority=Priority.ANNOUNCEMENT,
        )
        for number, text in enumerate(said)
    ]
    database = Database.open(stage.url.replace("sqlite://", "sqlite+aiosqlite://"))
    await schema.upgrade(database, now)
    async with database.write() as session:
        await posts.queue(session, rows)
    await database.close()
    return said


def too_soon(attempts: list[Entry]) -> list[Entry]:
    """Sends into a chat that had said when it may be sent to again, and not before."""
    until: dict[int | None, float] = {}
    found = []
    for entry in attempts:
        if entry.arrived < until.get(entry.chat_id, 0.0):
            found.append(entry)
        if entry.status == 429 and entry.answered is not None:
            until[entry.chat_id] = entry.answered + RETRY_AFTER
    return found


def beside(attempts: list[Entry]) -> list[int]:
    """For each chat that was told to wait: how many sends went to others meanwhile.

    Of those that waited while there was plenty to say to others.
    """
    busy_until = attempts[len(attempts) * 2 // 3].arrived
    waits = [e for e in attempts if e.status == 429 and e.arrived + RETRY_AFTER < busy_until]
    return [
        sum(
            wait.arrived < other.arrived < wait.arrived + RETRY_AFTER
            for other in attempts
            if other.chat_id != wait.chat_id
        )
        for wait in waits
    ]


def in_order(attempts: list[Entry]) -> bool:
    """Whether each chat heard everything first in the order in which it was said."""
    heard: dict[int | None, list[str]] = {}
    for entry in attempts:
        of_chat = heard.setdefault(entry.chat_id, [])
        if entry.applied and name_of(entry) not in of_chat:
            of_chat.append(name_of(entry))
    return all(of_chat == sorted(of_chat) for of_chat in heard.values())


async def test_a_tenth_of_the_requests_fail_and_nothing_is_lost(tmp_path: Path) -> None:
    """All kinds of faults alike, at Telegram's own limits."""
    seed = seeded()
    options = ("--paced", "--call", "2")
    async with staged(tmp_path, seed, *options, latency=(0.01, 0.06)) as stage:
        town = stage.town
        groups = [town.group(f"Class {number}", creator=stage.clerk) for number in range(GROUPS)]
        for group in groups:
            group.add_bot(by=stage.clerk)
        for kind in KINDS:
            town.faults.add("sendMessage", kind, rate=SHARE / len(KINDS), retry_after=RETRY_AFTER)
        said = await queued(stage, groups)
        await stage.start()
        await town.until(lambda: len(sends(town)) >= SENDS, SECONDS)
        await town.until(lambda: {name_of(e) for e in sends(town) if e.applied} == {*said}, SECONDS)
        town.faults.clear()
        await stage.settled(SECONDS)
        await stage.end()
        assert await stage.sound()
        waiting = await stage.rows("SELECT count(*) FROM posts WHERE state <> 'sent'")
        attempts = sends(town)
        messages = [message for group in groups for message in group.messages]
        shown = Counter(m.text for m in messages if m.text.startswith("notice "))
    lost_answers = Counter(name_of(e) for e in attempts if e.fault and e.applied)
    meanwhile = beside(attempts)
    assert sorted(shown) == said
    assert all(copies - 1 <= lost_answers[name] for name, copies in shown.items())
    assert waiting == [(0,)]
    assert too_soon(attempts) == []
    assert all(meanwhile), meanwhile
    assert in_order(attempts)
    assert not [e for e in attempts if e.status == 429 and e.fault is None]
    record(
        2,
        "10 % faults while sending",
        sends=SENDS,
        faults=sum(entry.fault is not None for entry in attempts),
        lost=0,
        lost_answers=lost_answers.total(),
        duplicates=shown.total() - SENDS,
        into_retry_after=0,
        waits=len(meanwhile),
        to_others_in_a_wait_at_least=min(meanwhile, default="-"),
        seconds=round(attempts[-1].arrived - attempts[0].arrived),
        seconds_at_30_a_second=round(len(attempts) / 30),
        seed=seed,
    )
