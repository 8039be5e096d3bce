"""The bot as a process of its own without Telegram's limits, for tests that must kill it."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

from bot import logs
from bot.app import App
from bot.config import load
from tests.conftest import UNHURRIED


async def _run(config: Path) -> None:
    app = App(load(config, {}), limits=UNHURRIED)
    await app.start()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, app.intake.stop)
    try:
        await app.run()
    finally:
        await app.stop()


if __name__ == "__main__":
    logs.configure("WARNING", "text")
    asyncio.run(_run(Path(sys.argv[1])))
