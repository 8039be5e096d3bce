"""A feature whose command never returns, for tests to register beside the real ones."""

from __future__ import annotations

import asyncio

from handlers.kit.acting import become_known
from handlers.kit.feature import Feature
from handlers.kit.roles import Can
from handlers.kit.turn import Turn

feature = Feature("poison")


@feature.command("stall", Can.ANYTHING_OPEN, listed=False)
async def stall(turn: Turn) -> None:
    """Writes, and waits for what never comes."""
    await become_known(turn)
    await asyncio.Event().wait()
