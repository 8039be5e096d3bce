"""A feature that fails on purpose, for tests to register beside the real ones."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

from bot.app import App
from bot.config import load
from handlers import FEATURES
from handlers.kit import buttons
from handlers.kit.acting import become_known
from handlers.kit.card import Button, Card, card
from handlers.kit.feature import Feature
from handlers.kit.roles import Can
from handlers.kit.texts import Texts
from handlers.kit.turn import Turn
from storage import subjects

feature = Feature("trouble")
# How often `/stumble` still fails.
stumbles = 0
# How often `/outage` still meets a database that is gone.
outages = 0
# What `/hang` and the button that hangs have been asked, try by try.
hung: list[str] = []
# The versions that the card cannot show.
unshowable: set[int] = set()


class OnPurpose(Exception):
    """What the features here fail with."""


@buttons.button("tboom")
class Boom:
    """A button that always fails."""


@buttons.button("thang")
class Hang:
    """A button that never ends."""


@feature.command("boom", Can.ANYTHING_OPEN, listed=False)
async def boom(turn: Turn) -> None:
    """Writes, speaks, and fails."""
    await become_known(turn)
    turn.say("cancel-done")
    raise OnPurpose(turn.message.text.plain)


@feature.command("stumble", Can.ANYTHING_OPEN, listed=False)
async def stumble(turn: Turn) -> None:
    """Fails as often as `stumbles` says, then works."""
    global stumbles
    await become_known(turn)
    turn.say("cancel-done")
    if stumbles:
        stumbles -= 1
        raise OnPurpose


@feature.command("outage", Can.ANYTHING_OPEN, listed=False)
async def outage(turn: Turn) -> None:
    """Loses the connection to the database as often as `outages` says, then works."""
    global outages
    turn.say("cancel-done")
    if outages:
        outages -= 1
        raise ConnectionResetError


@feature.command("misspell", Can.ANYTHING_OPEN, listed=False)
async def misspell(turn: Turn) -> None:
    """Fails by a statement that the database does not understand, with what was typed in it."""
    connection = await turn.session.connection()
    await connection.exec_driver_sql("SELEC ?", (turn.message.text.plain,))


@feature.command("hang", Can.ANYTHING_OPEN, listed=False)
async def hang(turn: Turn) -> None:
    """Writes, speaks, and never ends: waits, or (as it is told) asks the database for ever."""
    await become_known(turn)
    turn.say("cancel-done")
    hung.append(turn.message.text.plain)
    while turn.message.text.plain == "asking":
        await subjects.audience(turn.session, 0)
    await asyncio.Event().wait()


@feature.command("ponder", Can.ANYTHING_OPEN, listed=False)
async def ponder(turn: Turn) -> None:
    """Asks the database something that takes it longer than a handler may."""
    connection = await turn.session.connection()
    if connection.dialect.name == "sqlite":
        few = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000000)"
        await connection.exec_driver_sql(f"{few} SELECT count(*) FROM n")  # noqa: S608 (ours)
    else:
        await connection.exec_driver_sql("SELECT pg_sleep(2.5)")
    turn.say("cancel-done")


@feature.command("halt", Can.ANYTHING_OPEN, listed=False)
async def halt(turn: Turn) -> None:
    """Stands still with the whole process, as it is when a machine is suspended; then goes on."""
    time.sleep(1)  # noqa: ASYNC251 (that nothing else goes on is the point)
    await asyncio.sleep(0.05)
    turn.say("cancel-done")


@feature.command("bombs", Can.ANYTHING_OPEN, listed=False)
async def bombs(turn: Turn) -> None:
    """Offers buttons that fail."""
    turn.show(
        card(
            "Press it",
            [Button("Boom", buttons.pack(Boom())), Button("Hang", buttons.pack(Hang()))],
        )
    )


@feature.button(Boom, Can.ANYTHING_OPEN)
async def pressed(turn: Turn) -> None:
    """Toasts, and fails."""
    turn.toast("cancel-done")
    raise OnPurpose


@feature.button(Hang, Can.ANYTHING_OPEN, buffered=True)
async def held(turn: Turn) -> None:
    """Toasts, and never ends."""
    turn.toast("cancel-done")
    hung.append("pressed")
    await asyncio.Event().wait()


@feature.command("die", Can.ANYTHING_OPEN, listed=False)
async def die(turn: Turn) -> None:
    """Kills the process."""
    os._exit(9)


@feature.card("trouble.version", subjects.version)
def version(view: int, _: Texts) -> Card:
    """Shows which version of its subject it was rendered from; `unshowable` ones it cannot."""
    if view in unshowable:
        raise OnPurpose
    return card(f"version {view}")


async def _run(config: Path) -> None:
    app = App(load(config, {}), features=(*FEATURES, feature))
    await app.start()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, app.intake.stop)
    try:
        await app.run()
    finally:
        await app.stop()


if __name__ == "__main__":
    # As a program: a bot that has this feature too, for tests that must kill it.
    asyncio.run(_run(Path(sys.argv[1])))
