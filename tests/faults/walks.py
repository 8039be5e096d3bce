"""A feature with series, for tests that play with the clock; what it rings, it says in the chat."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.kit.card import card, pack
from handlers.kit.feature import Feature, Ring
from handlers.kit.roles import Can
from handlers.kit.turn import Turn
from storage import alarms, posts

WINDOW = timedelta(hours=1)
feature = Feature("walks")


@feature.command("walk", Can.ANYTHING_OPEN, listed=False)
async def walk(turn: Turn) -> None:
    """`/walk 2026-11-24T10:30`: every day from then on, at that time on the school's clock."""
    wall = datetime.fromisoformat(turn.message.text.plain).replace(tzinfo=turn.school.zone)
    key, args = f"walk:{turn.message.text.plain}", {"to": turn.place.chat_id}
    await alarms.set_alarm(turn.session, key, "walks.walk", wall, args=args, rule="FREQ=DAILY")
    turn.say("cancel-done")


async def missed(ring: Ring) -> None:
    """Too late for the walk itself."""
    await _say(ring, "missed")


@feature.alarm("walks.walk", grace=WINDOW, missed=missed)
async def rings(ring: Ring) -> None:
    """Somebody has to walk."""
    await _say(ring, "walk")


async def _say(ring: Ring, word: str) -> None:
    text = f"{word} {ring.due_at.astimezone(ring.school.zone):%Y-%m-%d %H:%M}"
    row = posts.row("say", ring.args["to"], "en", ring.now, payload=pack(card(text)))
    await posts.queue(ring.session, [row])
