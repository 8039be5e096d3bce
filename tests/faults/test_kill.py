"""Killed again and again in the middle of its work, it loses nothing and counts nothing twice."""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bot.sandbox import Group, Message
from bot.sandbox.journal import Entry
from bot.sandbox.taps import Tap
from tests.faults.results import record, seeded, size
from tests.faults.stage import GOT_IT, Classes, Stage, cards, line_of, staged

KILLS, GROUPS, PARENTS = size(20, 200), size(150, 1000), size(7, 5)
# Every request of a life, while it starts, answers, sends and edits; and for each group.
REQUESTS, OF_A_GROUP = 12, 10
SECONDS = size(120, 600)


@dataclass
class Term:
    """What is said in the groups, what is tapped, and what was under way at the kills."""

    stage: Stage
    classes: Classes
    chance: random.Random
    said: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    taps: dict[tuple[int, str], Tap] = field(default_factory=dict)
    sending: Counter[str] = field(default_factory=Counter)

    async def live(self, groups: list[Group]) -> None:
        """One life of the bot: news for these groups, taps in all, and SIGKILL at some point."""
        self.announce(groups)
        self.tap()
        await self._some_point(len(groups))
        await self.stage.kill()
        assert await self.stage.sound()
        await self.note_sending()

    async def _some_point(self, groups: int) -> None:
        """Half of the time while it sends, else anywhere, also while it starts or rests."""
        town, chance = self.stage.town, self.chance
        begun = len(town.journal)
        if chance.random() < 0.5:
            sends = chance.randint(1, 2 * groups)
            reached = lambda: _sends(town.journal[begun:]) >= sends  # noqa: E731
        else:
            requests = chance.randint(1, REQUESTS + OF_A_GROUP * groups)
            reached = lambda: len(town.journal) >= begun + requests  # noqa: E731
            await asyncio.sleep(chance.uniform(0, 0.03))
        with contextlib.suppress(AssertionError):  # what was to be done was less
            await town.until(reached, 4)

    def announce(self, groups: list[Group]) -> None:
        """A notice and a message that must not come twice, in each of these groups."""
        for group in groups:
            number = len(self.said)
            self.said.append(f"notice {number:04}")
            self.held.append(f"held {number:04}")
            self.stage.clerk.say(group, f"/announce {self.said[-1]}")
            self.stage.clerk.say(group, f"/hold {self.held[-1]}")

    def tap(self) -> None:
        """Every parent on every notice that stands and that they have not tapped."""
        for group in self.classes.groups:
            for card in cards(group):
                for parent in self.classes.parents[group.id]:
                    key = (parent.id, line_of(card, "notice "))
                    if key not in self.taps:
                        self.taps[key] = parent.tap(card, GOT_IT)

    async def note_sending(self) -> None:
        """What was being sent: at most that may arrive twice, or not be known to have arrived."""
        for text, payload in await self.stage.rows(
            "SELECT notices.text, CAST(posts.payload AS VARCHAR) FROM posts"
            " LEFT JOIN notices ON notices.id = posts.subject_id"
            " WHERE posts.state = 'sending'"
        ):
            found = re.search(r"held \d+", payload or "")
            self.sending[found[0] if found else text] += 1

    async def finish(self) -> None:
        """The last life goes on until all is said and every card counts every tap."""
        town = self.stage.town
        await self.stage.handled(SECONDS)
        await town.until(lambda: all(cards(group) for group in self.classes.groups), SECONDS)
        self.tap()
        await self.stage.handled(SECONDS)
        await town.until(lambda: all(_counts(cards(g)) for g in self.classes.groups), SECONDS)

    def copies(self, beginning: str) -> Counter[str]:
        """How often each of the bot's messages that begin so stands somewhere."""
        return Counter(
            line_of(message, beginning)
            for group in self.classes.groups
            for message in group.messages
            if message.sender.is_bot and beginning in message.text
        )


def _sends(entries: list[Entry]) -> int:
    return sum(entry.method == "sendMessage" for entry in entries)


def _counts(copies: list[Message]) -> bool:
    """Whether one of the copies shows all parents; one that nobody knows of is left behind."""
    return any(f"{PARENTS} families have confirmed" in card.text for card in copies)


async def doubts_listed(stage: Stage) -> int:
    """How many posts `/delivery` lists until the last is forgotten."""
    head, town = stage.head, stage.town
    head.say(head.private, "/delivery")
    listed = await head.private.wait(lambda m: "Not delivered" in m.text or "As far" in m.text, 20)
    done: set[str] = set()
    while labels := [label for label in listed.labels if label.endswith("Forget")]:
        for label in set(labels) - done:
            done.add(label)
            head.tap(listed, label)
        await town.until(lambda: not set(listed.labels) & done)
    assert "everything has arrived" in listed.text
    return len(done)


async def test_killed_in_the_middle_it_loses_nothing(tmp_path: Path) -> None:
    """A notice and a held message to each group, a tap of each parent."""
    chance = random.Random(seed := seeded())
    async with staged(tmp_path, seed, latency=(0.002, 0.04)) as stage:
        classes = Classes(stage)
        term = Term(stage, classes, chance)
        await stage.start()
        await classes.link(GROUPS, PARENTS, SECONDS)
        for life in range(KILLS):
            await term.live(classes.groups[life::KILLS])
            await stage.start()
        await term.finish()
        listed = await doubts_listed(stage)
        await stage.end()
        assert await stage.sound()
        answers = await stage.rows(
            "SELECT persons.user_id, notices.text FROM answers"
            " JOIN persons ON answers.unit = 'person' AND persons.id = answers.unit_id"
            " JOIN notices ON notices.id = answers.subject_id"
        )
        texts = [text for (text,) in await stage.rows("SELECT text FROM notices ORDER BY text")]
        forgotten = await stage.rows("SELECT id FROM posts WHERE reason = 'forgotten'")
    shown, held = term.copies("notice "), term.copies("held ")
    twice = {said: copies - 1 for said, copies in shown.items() if copies > 1}
    unseen = set(term.held) - held.keys()
    assert texts == term.said
    assert sorted(shown) == term.said
    assert all(term.sending[said] >= more for said, more in twice.items()), twice
    assert sorted(answers) == sorted(term.taps)
    assert max(held.values()) == 1
    assert unseen <= term.sending.keys()
    assert len(unseen) <= len(forgotten) == listed
    assert listed <= sum(said in term.sending for said in term.held)
    record(
        1,
        "SIGKILL at random points during notices and taps",
        kills=KILLS,
        notices=len(term.said),
        taps=len(term.taps),
        lost=0,
        counted_twice=0,
        sends_in_flight=sum(term.sending[said] for said in term.said),
        duplicates=sum(twice.values()),
        held=len(term.held),
        held_duplicates=0,
        held_unseen=len(unseen),
        doubts_listed=listed,
        seed=seed,
    )
