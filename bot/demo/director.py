"""What the page in the browser asks of the demo: the bot's clock, scenes to play, the day anew."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.demo.cast import Script
from bot.demo.day import opening, rest_of_the_day
from bot.demo.scenes import Scenes
from bot.demo.stage import BEGIN, Stage
from bot.sandbox.errors import NotAllowed
from bot.sandbox.web import Scene

# The day's meeting is announced in its first afternoon, and its times are of that day.
LATEST = timedelta(minutes=30)


class DemoDirector:
    """The page's director (bot.sandbox.web.Director); it has a stage once the bot runs."""

    starts_over = True

    def __init__(self, script: Script) -> None:
        self.zone = ZoneInfo(script.zone)
        self.scenes = [Scene(*each) for each in script.played]
        self._stage: asyncio.Future[Stage] = asyncio.get_running_loop().create_future()
        self._plays: dict[str, Callable[[], Awaitable[None]]] = {}
        self._one_at_a_time = asyncio.Lock()
        self.over = asyncio.Event()

    async def enter(self, stage: Stage) -> None:
        """The bot runs: the school opens, then what was asked meanwhile goes on."""
        async with self._one_at_a_time:
            await opening(stage)
            stage.transcript.flush()
            shared = Scenes(stage)
            self._plays = {
                "day": lambda: self._day(stage),
                "survey": shared.survey,
                "vote": shared.sealed_vote,
                "letter": shared.letter,
                "taps": shared.everybody_taps,
            }
            self._stage.set_result(stage)

    async def play(self, key: str) -> None:
        """Plays a scene; others wait for its end."""
        stage = await self._stage
        async with self._one_at_a_time:
            await self._plays[key]()
            stage.transcript.flush()

    async def _day(self, stage: Stage) -> None:
        if stage.clock.now() > BEGIN.replace(tzinfo=self.zone) + LATEST:
            raise NotAllowed("the day is over, or the clock was moved: start it over first")
        await rest_of_the_day(stage)

    async def advance(self, to: datetime) -> None:
        """Moves the school's clock, from alarm to alarm; the town goes by the same one."""
        stage = await self._stage
        async with self._one_at_a_time:
            await stage.app.advance(to)

    async def next_alarm(self) -> datetime | None:
        """When the school has something to do next."""
        if not self._stage.done():
            return None
        return await self._stage.result().app.alarms.next_due()

    def start_over(self) -> None:
        """Ends this day; another begins."""
        self.over.set()
