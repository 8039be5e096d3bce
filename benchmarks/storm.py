"""A storm: hundreds of taps on one card within a second."""

from __future__ import annotations

import asyncio
import time
from random import Random

from benchmarks.monday import edits, latencies, post_cards, tap, wrong_answers, wrong_cards
from benchmarks.stage import percentile, staged, table
from tests.lifetime import Size

TITLE = "A storm: 500 taps on one card within a second"
TAPS = 500
# Seconds that are looked at after the first tap.
WATCHED = 10.0


async def run(quick: bool = False) -> str:
    """Measures; returns what the page says."""
    taps = 100 if quick else TAPS
    async with staged(Size(1, taps, 0, 0, 0, recent=0, waiting=0)) as stage:
        await stage.write(stage.people())
        async with stage.bot():
            cards = await post_cards(stage)
            first, begun = len(stage.town.journal), time.monotonic()
            pressed = []
            for number, user in enumerate(stage.life.families[0]):
                await asyncio.sleep(max(0.0, begun + number / taps - time.monotonic()))
                # All say the same: guardians of one child who do not would be told of it.
                pressed.append(tap(user, cards[1], Random(1)))  # noqa: S311 (no secret)
            await stage.town.until(lambda: all(each.tap.answered for each in pressed), 60)
            await stage.quiet()
            await asyncio.sleep(max(0.0, begun + WATCHED - time.monotonic()))
        journal = stage.town.journal[first:]
        calls = [e for e in journal if e.method != "getUpdates" and e.arrived < begun + WATCHED]
        took = latencies(pressed, journal)
        return table(
            ["", "measured", "aim"],
            ["edits of the card in the first 10 s",
             f"{len(edits(calls)[cards[1].chat.id, cards[1].id])}", "at most 3"],
            [f"calls for {taps} taps, getUpdates apart", f"{len(calls)}", f"at most {taps + 5}"],
            ["from tap to toast, p50 and p95",
             f"{percentile(took, 0.5):.0f} and {percentile(took, 0.95):.0f} ms", ""],
            ["answers stored that differ from the taps",
             f"{await wrong_answers(stage, pressed)}", "0"],
            ["cards that end with other counts", f"{await wrong_cards(stage, cards)}", "0"],
        )  # fmt: skip
