"""`homeroom demo --serve`: the school opens, and the day and more play by one click."""

from __future__ import annotations

import asyncio
import sys
from zoneinfo import ZoneInfo

from bot.demo.cast import SCRIPTS
from bot.demo.director import DemoDirector
from bot.demo.stage import Stage, staged
from bot.demo.transcript import Transcript
from bot.sandbox import Address, Town


async def serve_demo(language: str, address: Address) -> None:
    """Opens the school, says where to point a browser, and runs until it is cancelled.

    Raises:
        OSError: the port is taken.
    """
    while True:
        await _one_day(language, address)


async def _one_day(language: str, address: Address) -> None:
    """A day and what comes of it, until it is started over."""
    script = SCRIPTS[language]

    def transcript(town: Town) -> Transcript:
        return Transcript(town, ZoneInfo(script.zone), language, sys.stdout)

    director = DemoDirector(script)
    async with staged(script, transcript, address, director) as stage:
        _say(f"Open this in a browser: {stage.server.page_url}\n")
        await director.enter(stage)
        stage.transcript.flush()
        _say(
            f"\nThe bot and the stand-in for Telegram go on until Ctrl-C.\n"
            f"  page      {stage.server.page_url}\n"
            f"  control   {stage.server.control_url}/town   (docs/sandbox.md)\n"
            f"  Bot API   {stage.server.base_url}/bot<token>/<method>\n"
        )
        await _until_over(stage, director)


async def _until_over(stage: Stage, director: DemoDirector) -> None:
    while not director.over.is_set():
        await asyncio.sleep(0.2)
        stage.transcript.flush()


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
