"""What the page of a test's school asks for: its clock."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.sandbox.web import TownClock

if TYPE_CHECKING:
    from tests.conftest import TestSchool


class Steering(TownClock):
    """The page's director in a test: the bot's clock is moved with the town's."""

    zone: tzinfo = ZoneInfo("Europe/Berlin")
    school: TestSchool

    async def advance(self, to: datetime) -> None:
        """Moves the school's clock on, from alarm to alarm."""
        await self.school.advance(to - self.school.clock.now())

    async def next_alarm(self) -> datetime | None:
        """When the school has something to do next."""
        return await self.school.app.alarms.next_due()
