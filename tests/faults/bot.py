"""The bot as a process of its own, with features that fail or hold; for tests that break it."""

from __future__ import annotations

import argparse
import asyncio
import signal
from pathlib import Path

from bot import logs
from bot.app import App
from bot.config import load
from bot.intake import Patience
from bot.turnstile import BURST
from handlers import FEATURES
from scheduler.pace import Limits
from tests import trouble
from tests.conftest import UNHURRIED
from tests.faults import held, poison, walks


async def _run(config: Path, limits: Limits | None, patience: Patience) -> None:
    features = (*FEATURES, trouble.feature, held.feature, poison.feature, walks.feature)
    app = App(load(config, {}), None, limits, features, patience)
    await app.start()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, app.intake.stop)
    try:
        await app.run()
    finally:
        await app.stop()


def main() -> None:
    """`python -m tests.faults.bot CONFIG [--call SECONDS] [--paced]`: serves until SIGTERM."""
    parser = argparse.ArgumentParser()
    parser.add_argument("config", type=Path)
    parser.add_argument("--call", type=float, default=20.0, help="seconds that an answer may take")
    parser.add_argument("--paced", action="store_true", help="keep to all limits")
    given = parser.parse_args()
    logs.configure("WARNING", "text")
    limits = None if given.paced else UNHURRIED
    burst = BURST if given.paced else 10_000
    asyncio.run(_run(given.config, limits, Patience(call=given.call, burst=burst)))


if __name__ == "__main__":
    main()
