"""`homeroom demo --serve`: the day is played, then the bot and the stand-in stay."""

from __future__ import annotations

import asyncio
import sys
from zoneinfo import ZoneInfo

from bot.demo.cast import SCRIPTS
from bot.demo.day import the_day
from bot.demo.stage import staged
from bot.demo.transcript import Transcript
from bot.sandbox import Town


async def serve_demo(language: str) -> None:
    """Plays the day, says where to point a browser or curl, and runs until it is cancelled."""
    script = SCRIPTS[language]

    def transcript(town: Town) -> Transcript:
        return Transcript(town, ZoneInfo(script.zone), language, sys.stdout)

    async with staged(script, transcript) as stage:
        await the_day(stage)
        stage.transcript.flush()
        sys.stdout.write(
            f"\nThe bot and the stand-in for Telegram go on until Ctrl-C.\n"
            f"  control   {stage.server.control_url}/town   (docs/sandbox.md)\n"
            f"  Bot API   {stage.server.base_url}/bot<token>/<method>\n"
        )
        sys.stdout.flush()
        while True:
            await asyncio.sleep(1.0)
            stage.transcript.flush()
