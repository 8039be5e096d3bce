"""Monday morning: a steady stream of taps on the cards of many groups."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.stage import Stage, percentile, staged, table
from bot.sandbox import Entry, Message, Tap, User
from storage.children import families
from tests.lifetime import Size

# The prefixes of "Got it" (handlers.notices) and of a meeting's replies (handlers.meeting_cards).
ANSWERS = {"ngi", "mt"}
TITLE = "Monday morning: 300 taps a second for a minute, in 30 groups"
GROUPS, PARENTS, RATE, SECONDS = 30, 40, 300, 60
REPLIES = ("yes", "no", "maybe")
# Telegram's limit for a group (Bot FAQ), and how long a card rests between two edits.
PER_MINUTE, GAP = 20, 3.0
# Of so many taps one says something else than before.
CHANGED = 0.01


@dataclass(frozen=True, slots=True)
class Pressed:
    """A tap, what it answers, and when it left (monotonic seconds)."""

    tap: Tap
    user_id: int
    subject_id: int
    value: str
    at: float


async def run(quick: bool = False) -> str:
    """Measures; returns what the page says."""
    groups, rate, seconds = (3, 100, 3) if quick else (GROUPS, RATE, SECONDS)
    size = Size(groups, PARENTS, 0, 0, 0, recent=0, waiting=0)
    async with staged(size) as stage:
        await stage.write(stage.people())
        async with stage.bot():
            cards = await post_cards(stage)
            first = len(stage.town.journal)
            pressed = await press(stage, cards, rate, seconds)
            await stage.town.until(lambda: all(each.tap.answered for each in pressed), 60)
            await stage.quiet(90)
        return await report(stage, cards, pressed, stage.town.journal[first:])


async def post_cards(stage: Stage) -> list[Message]:
    """The teacher posts a notice and a meeting in every group; returns their cards."""
    cards: list[Message] = []
    for group in stage.life.groups:
        await stage.teacher_says(group, "/announce Bring boots")
        await stage.teacher_says(group, "/meeting 2027-12-03 18:30 Parent meeting @ Room 201")
        await stage.teacher_confirms()
    for group in stage.life.groups:
        cards.append(await group.wait(lambda m: "Got it" in m.labels, timeout=60))
        cards.append(await group.wait(lambda m: "Coming" in m.labels, timeout=60))
    await stage.quiet()
    await stage.idle()
    return cards


async def press(stage: Stage, cards: list[Message], rate: int, seconds: int) -> list[Pressed]:
    """So many taps a second for so long, each by somebody of the group on one of its cards."""
    chance, pressed = random.Random(1), list[Pressed]()  # noqa: S311 (no secret)
    begun = time.monotonic()
    for number in range(rate * seconds):
        ahead = begun + number / rate - time.monotonic()
        if ahead > 0:
            await asyncio.sleep(ahead)
        card = chance.choice(cards)
        families = stage.life.families[stage.life.groups.index(card.chat)]  # type: ignore[arg-type]
        place = chance.randrange(len(families))
        # Both guardians of a child stand beside each other, and say the same.
        mind = random.Random(f"{card.chat.id} {card.id} {place // 2}")  # noqa: S311 (no secret)
        if chance.random() < CHANGED:
            mind = chance
        pressed.append(tap(families[place], card, mind))
    return pressed


def tap(user: User, card: Message, mind: random.Random) -> Pressed:
    """A tap on one of the card's buttons, of those that answer."""
    buttons = [each.data or "" for row in card.buttons for each in row]
    data = mind.choice([each for each in buttons if each.split(":")[0] in ANSWERS])
    _, subject_id, *reply = data.split(":")
    at = time.monotonic()
    return Pressed(
        user.tap(card, data=data), user.id, int(subject_id), (*reply, "confirmed")[0], at
    )


def latencies(pressed: list[Pressed], journal: list[Entry]) -> list[float]:
    """Milliseconds from each tap to the arrival of its answer."""
    arrived = {
        each.params["callback_query_id"]: each.arrived
        for each in journal
        if each.method == "answerCallbackQuery"
    }
    return [(arrived[each.tap.id] - each.at) * 1000 for each in pressed]


def edits(journal: list[Entry]) -> dict[tuple[int, int], list[float]]:
    """When each card was edited, by chat and message."""
    found = defaultdict(list)
    for each in journal:
        if each.method == "editMessageText":
            found[each.chat_id or 0, int(each.params["message_id"])].append(each.arrived)
    return found


def busiest(journal: list[Entry], seconds: float = 60.0) -> int:
    """The most sends and edits that a group got within a minute."""
    times = defaultdict(list)
    for each in journal:
        if each.method in ("sendMessage", "editMessageText") and (each.chat_id or 0) < 0:
            times[each.chat_id].append(each.arrived)
    return max(
        (sum(at <= other < at + seconds for other in of) for of in times.values() for at in of),
        default=0,
    )


async def wrong_answers(stage: Stage, pressed: list[Pressed]) -> int:
    """How many answers in the database differ from what the last tap for that child said."""
    units = defaultdict(set)
    for user_id, child_id in await stage.ask(
        "SELECT user_id, child_id FROM persons JOIN guardians ON person_id = persons.id"
    ):
        units[user_id].add(("child", child_id))
    for user_id, person_id in await stage.ask("SELECT user_id, id FROM persons"):
        units[user_id] = units[user_id] or {("person", person_id)}
    said = {
        (each.subject_id, *unit): each.value for each in pressed for unit in units[each.user_id]
    }
    found = await stage.ask("SELECT subject_id, unit, unit_id, value FROM answers")
    stored = {(subject_id, unit, unit_id): value for subject_id, unit, unit_id, value in found}
    return sum(said.get(key) != stored.get(key) for key in said.keys() | stored.keys())


async def wrong_cards(stage: Stage, cards: list[Message]) -> int:
    """How many cards show other counts than the database has."""
    wrong = 0
    for card in cards:
        subject_id = int((card.buttons[0][0].data or "").split(":")[1])
        rows = await stage.ask(
            "SELECT answers.value, answers.unit, answers.unit_id, guardians.person_id"
            " FROM answers LEFT JOIN guardians"
            " ON answers.unit = 'child' AND guardians.child_id = answers.unit_id"
            " WHERE answers.subject_id = :id",
            id=subject_id,
        )
        said: dict[str, list[tuple[tuple[str, int], object]]] = defaultdict(list)
        for value, unit, unit_id, person_id in rows:
            said[value].append(((unit, unit_id), person_id or (unit, unit_id)))
        counts = {value: len({*families(pairs).values()}) for value, pairs in said.items()}
        # A notice counts in its last line, a meeting on its buttons.
        shown = re.findall(r"\d+", " ".join([card.text.splitlines()[-1], *card.labels]))
        wrong += any(str(count) not in shown for count in counts.values())
    return wrong


async def report(
    stage: Stage, cards: list[Message], pressed: list[Pressed], journal: list[Entry]
) -> str:
    """The figures beside what they aim at."""
    took, edited = latencies(pressed, journal), edits(journal)
    gaps = [b - a for times in edited.values() for a, b in pairwise(times)]
    wrong = await wrong_answers(stage, pressed), await wrong_cards(stage, cards)
    per_second = len(pressed) / (pressed[-1].at - pressed[0].at)
    return table(
        ["", "measured", "aim"],
        ["taps a second, of which all were answered", f"{per_second:,.0f}", ""],
        ["from tap to toast, p50", f"{percentile(took, 0.5):.1f} ms", "under 5 ms"],
        ["from tap to toast, p99", f"{percentile(took, 0.99):.1f} ms", "under 100 ms"],
        ["the longest", f"{max(took):.0f} ms", ""],
        ["edits of cards", f"{sum(map(len, edited.values())):,}", ""],
        ["shortest time between two edits of a card", f"{min(gaps, default=0):.2f} s", f"{GAP} s"],
        ["most sends and edits of a group within a minute", f"{busiest(journal)}",
         f"at most {PER_MINUTE}"],
        ["429 answers", f"{sum(each.status == 429 for each in journal)}", "0"],
        ["answers stored that differ from the taps", f"{wrong[0]}", "0"],
        ["cards that end with other counts", f"{wrong[1]}", "0"],
    )  # fmt: skip
