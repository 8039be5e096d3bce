"""Fault 5, the machine's clock: the process goes on when it leaps, and when it was suspended."""

from __future__ import annotations

import asyncio
import os
import signal
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.faults.heard import Heard, begun
from tests.faults.results import record
from tests.faults.stage import Stage, staged

BERLIN = ZoneInfo("Europe/Berlin")
LIBRARIES = (
    Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
    Path("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
)
LIBRARY = next((path for path in LIBRARIES if path.exists()), None)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Real seconds in which a job of every second has surely run, also on a busy machine.
PATIENCE = 60


class Machine:
    """A bot's process whose wall clock a file moves; its monotonic clock goes on as it is.

    So it is when somebody sets a clock, and after a suspend, which Linux's monotonic clock does
    not count.
    """

    def __init__(self, stage: Stage, folder: Path) -> None:
        self._stage = stage
        self._file = folder / "faketime"
        self._offset = timedelta()
        self.heard = Heard()
        self.user = stage.town.user("Anna", language="en")

    def now(self) -> datetime:
        """What its clock shows, at the school."""
        return (datetime.now(UTC) + self._offset).astimezone(BERLIN)

    def set(self, offset: timedelta) -> None:
        """Moves its clock to so far from the real one."""
        self._offset = offset
        part = self._file.with_suffix(".part")
        part.write_text(f"{offset.total_seconds():+.0f}\n")
        part.replace(self._file)

    async def start(self, group: asyncio.TaskGroup) -> None:
        """Starts it, its clock right."""
        self.set(timedelta())
        self.heard = await begun(
            self._stage, group, LD_PRELOAD=str(LIBRARY), FAKETIME_TIMESTAMP_FILE=str(self._file),
            FAKETIME_NO_CACHE="1", FAKETIME_DONT_FAKE_MONOTONIC="1",
            # On a loaded machine the library waits for a semaphore of its own; one a machine.
            FAKETIME_DISABLE_SHM="1",
        )  # fmt: skip
        self.user.start()
        await self._stage.handled(30)

    async def suspend(self, by: timedelta) -> None:
        """Holds the process, and lets the time go by."""
        assert self._stage.process is not None
        os.kill(self._stage.process.pid, signal.SIGSTOP)
        await asyncio.sleep(0.5)
        self.set(self._offset + by)
        os.kill(self._stage.process.pid, signal.SIGCONT)

    async def walk(self, after: timedelta) -> str:
        """A walk every day, from so far from now on; returns its time."""
        at = self.now() + after
        self.user.say(self.user.private, f"/walk {at:%Y-%m-%dT%H:%M:%S}")
        await self._stage.handled(PATIENCE)
        return f"{at:%Y-%m-%d %H:%M}"

    def rung(self) -> Counter[str]:
        """What has rung, and how often."""
        said = (m.text for m in self.user.private.messages if m.sender.is_bot)
        return Counter(text for text in said if text.startswith(("walk", "missed")))

    async def rings(self, *expected: str) -> None:
        """Waits for these; each must ring once."""
        try:
            await self._stage.town.until(lambda: set(expected) <= self.rung().keys(), PATIENCE)
        except AssertionError as error:
            ended = self.heard.process and self.heard.process.returncode
            error.add_note(f"the bot ended with {ended}; it said:\n{self.heard.text[-5000:]}")
            raise


def dated(word: str, time: str, days: int = 0) -> str:
    """`walk 2026-11-24 10:30`, so many days later."""
    at = datetime.strptime(time, "%Y-%m-%d %H:%M").replace(tzinfo=BERLIN) + days * DAY
    return f"{word} {at:%Y-%m-%d %H:%M}"


@pytest.mark.skipif(LIBRARY is None, reason="needs libfaketime (Debian: faketime)")
async def test_the_clock_leaps_and_no_walk_comes_twice_or_is_lost(tmp_path: Path) -> None:
    """An hour ahead and back, a suspend of three hours, a year ahead and back, and a day on."""
    async with staged(tmp_path, seed=5) as stage, asyncio.TaskGroup() as group:
        machine = Machine(stage, tmp_path)
        await machine.start(group)
        first = await machine.walk(HOUR / 2)
        machine.set(HOUR)
        await machine.rings(dated("walk", first))
        machine.set(timedelta())
        second = await machine.walk(timedelta(seconds=2))
        await machine.rings(dated("walk", second))
        late, recent = await machine.walk(HOUR), await machine.walk(2.5 * HOUR)
        await machine.suspend(3 * HOUR)
        await machine.rings(dated("missed", late), dated("walk", recent))
        machine.set(365 * DAY)
        walks = (first, second, late, recent)
        await machine.rings(*(dated("missed", each, 1) for each in walks))
        # Back by all but a day: a walk that was missed once would be missed again from before it.
        for by, walk in zip((HOUR / 12, HOUR, 1.5 * HOUR, 3 * HOUR), sorted(walks), strict=True):
            machine.set(DAY + by)
            await machine.rings(dated("walk", walk, 1))
        twice = {text: count for text, count in machine.rung().items() if count > 1}
        assert twice == {}
        record(5, "the process's clock leaps", rung=machine.rung().total(), twice=len(twice))
        await stage.end()
