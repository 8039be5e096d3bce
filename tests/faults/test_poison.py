"""One update spoils whatever it can: the others have their effect, and it is set aside."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import User
from tests.faults.results import record, size
from tests.faults.stage import Stage, staged
from tests.looking import told

OTHERS = size(20, 200)
SECONDS = 60.0
# Before the bot may be sure that an update kills it, it dies with it in a batch: three tries more.
LIVES = 4
ANSWER, APOLOGY = "Riverside School", "something went wrong"
# What an update does, who is sent it, and what is noted of it: how often it was tried, and why not
# any more.
POISONS: dict[str, tuple[str, int, set[str]]] = {
    "unparsable": ("", 1, {"KeyError", "TypeError", "ValueError"}),
    "raises": ("/boom", 3, {"OnPurpose"}),
    "hangs": ("/stall", 3, {"Hung"}),
    "kills the process": ("/die", 3, {"killed"}),
}


class Crowd:
    """Others who ask before, after and while the poison works."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.asked: list[tuple[User, float]] = []
        self.late: dict[User, float] = {}

    def ask(self, count: int) -> None:
        """So many more people ask for help."""
        for _ in range(count):
            each = self.stage.town.user("Anna", language="en")
            each.say(each.private, "/help")
            self.asked.append((each, time.monotonic()))

    def answered(self) -> bool:
        """Whether everybody has an answer; notes how long each waited."""
        for each, since in self.asked:
            if each not in self.late and told(each, ANSWER):
                self.late[each] = time.monotonic() - since
        return len(self.late) == len(self.asked)


async def lives(stage: Stage, done: asyncio.Future[Any]) -> int:
    """Starts the bot again whenever it has died, until that is done; how often it was started."""
    count = 1
    async with asyncio.timeout(SECONDS):
        while not done.done():
            assert stage.process is not None
            ended = asyncio.ensure_future(stage.process.wait())
            await asyncio.wait({ended, done}, return_when=asyncio.FIRST_COMPLETED)
            if ended.done() and not done.done():
                assert ended.result() == 9, "it ended by itself"
                await stage.start()
                count += 1
            ended.cancel()
    await done
    return count


@pytest.mark.parametrize("name", POISONS)
async def test_one_bad_update_among_many_harms_no_other(tmp_path: Path, name: str) -> None:
    """Half of the others wait behind it; more come while it is tried."""
    command, tries, errors = POISONS[name]
    async with staged(tmp_path, 1) as stage:
        town, crowd, mallory = stage.town, Crowd(stage), stage.town.user("Mallory", language="en")
        await stage.start()
        crowd.ask(1)
        await town.until(crowd.answered, SECONDS)
        crowd.late.clear()
        crowd.asked.clear()
        crowd.ask(OTHERS // 2)
        if command:
            mallory.say(mallory.private, command)
        else:
            town.inject({"message": {"message_id": 1, "from": {"id": "x"}, "chat": 7}})
        crowd.ask(OTHERS // 2)
        asking = asyncio.create_task(_ask_on(crowd))
        done = asyncio.ensure_future(_settled(crowd, asking))
        started = await lives(stage, done)
        if command:
            await town.until(lambda: told(mallory, APOLOGY), 20)
        await stage.end()
        noted = await stage.rows("SELECT kind, tries, error FROM failed_updates")
        copies = [len(told(each, ANSWER)) for each, _ in crowd.asked]
    ((kind, tried, error),) = noted
    assert (kind, tried) == ("message", tries)
    assert error in errors
    assert started == (LIVES + 1 if errors == {"killed"} else 1)
    assert len(told(mallory, APOLOGY)) == bool(command)
    # What was on its way when the process died may have arrived, and is sent once more.
    assert min(copies) == 1
    assert max(copies) <= started
    if started == 1:
        assert max(copies) == 1
    record(
        3,
        f"an update that {name}" if command else "an update that cannot be parsed",
        others=len(crowd.asked),
        lost=0,
        tries=tried,
        starts=started,
        others_waited_at_most_ms=round(max(crowd.late.values()) * 1000),
    )


async def _settled(crowd: Crowd, asking: asyncio.Task[None]) -> None:
    """Waits until everybody has asked and has been answered, and every update is confirmed."""
    await asking
    town = crowd.stage.town
    await town.until(lambda: crowd.answered() and not town.pending, SECONDS)


async def _ask_on(crowd: Crowd) -> None:
    """One more person a while, ten times."""
    for _ in range(10):
        await asyncio.sleep(0.3)
        crowd.ask(1)
