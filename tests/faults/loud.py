"""The bot as a process that logs at DEBUG, with a feature that fails; for tests of its secrecy."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

from bot import logs
from bot.app import App
from bot.config import Config, load
from bot.intake import Patience
from handlers import FEATURES
from tests import trouble
from tests.conftest import UNHURRIED


async def _run(config: Config) -> None:
    asyncio.get_running_loop().set_debug(True)
    patience = Patience(call=2.0, poll=2, answer=1.0, silence=1.0)
    app = App(config, None, UNHURRIED, (*FEATURES, trouble.feature), patience)
    await app.start()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, app.intake.stop)
    # The code is for a person at the terminal, and for nobody who reads the log.
    sys.stdout.write(f"{app.claim_code}\n")
    sys.stdout.flush()
    try:
        await app.run()
    finally:
        await app.stop()


if __name__ == "__main__":
    given = load(Path(sys.argv[1]), {})
    logs.configure("DEBUG", given.log.format, given.secrets)
    asyncio.run(_run(given))
