"""The intake when Telegram does not answer, refuses, or an update kills the process."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.app import App
from bot.config import load
from bot.intake import Ended
from bot.sandbox.bells import PATIENCE
from tests import forked
from tests.conftest import TestSchool
from tests.looking import failed, told


@pytest.fixture
async def impatient(school: TestSchool) -> TestSchool:
    """A school whose bot gives Telegram a second and a half to answer a poll."""
    await school.close()
    school.patience = replace(school.patience, poll=1, answer=0.5, silence=0.5)
    await school.open()
    return school


async def ended(school: TestSchool) -> str:
    """What the run ends with, by itself."""
    with pytest.raises(Ended) as raised:
        async with asyncio.timeout(PATIENCE):
            await school._runner
    school._runner = asyncio.create_task(asyncio.sleep(0))  # there is nothing left to wait for
    return str(raised.value)


async def test_a_second_poller_ends_the_run_with_a_sentence(school: TestSchool) -> None:
    town = school.town
    await town.until(lambda: any(entry.method == "getUpdates" for entry in town.journal))
    base = load(school.config, {}).telegram.base_url
    async with aiohttp.ClientSession() as client:
        await client.get(f"{base}/bot{town.token}/getUpdates")
    assert "Another process is polling" in await ended(school)


async def test_a_revoked_token_ends_the_run_with_a_sentence(impatient: TestSchool) -> None:
    impatient.town.token = impatient.town.token[:-5] + "other"
    assert "does not know this token" in await ended(impatient)


@pytest.mark.parametrize("wrong", ["token", "address"])
async def test_a_wrong_token_or_address_ends_the_start(school: TestSchool, wrong: str) -> None:
    """401 and 404; and the database is left closed, so that the process can end."""
    await school.close()
    text = school.config.read_text()
    old, new = (
        ('base_url = "', 'base_url = "') if wrong == "token" else ('"\n[school]', '/x"\n[school]')
    )
    text = text.replace(old, new)
    if wrong == "token":
        text = text.replace(school.town.token, "123:" + "a" * 35)
    school.config.write_text(text)
    app = App(load(school.config, {}))
    with pytest.raises(Ended, match="does not know this token"):
        await app.start()
    await app.stop()
    school.config.write_text(text.replace("123:" + "a" * 35, school.town.token).replace("/x", ""))
    await school.open()


FAULTS = ["429", "500", "500_after", "502", "hang", "hang_after", "reset_before", "reset_after",
          "truncated"]  # fmt: skip


@pytest.mark.parametrize("kind", FAULTS)
async def test_trouble_on_the_way_is_waited_out(impatient: TestSchool, kind: str) -> None:
    town = impatient.town
    rule = town.faults.add("getUpdates", kind, times=2)
    await town.until(lambda: rule.hits)
    anna = town.user("Anna", language="en")
    anna.say(anna.private, "/help")
    await anna.private.wait(lambda m: "Riverside School" in m.text)
    await impatient.settle()
    assert rule.hits == 2
    assert len(told(anna, "Riverside School")) == 1


async def test_the_watchdog_speaks_when_telegram_is_silent(impatient: TestSchool) -> None:
    town = impatient.town
    with capture_logs() as logs:
        await asyncio.sleep(1.2)
        assert "intake.silent" not in [entry["event"] for entry in logs]
        town.faults.add("getUpdates", "hang")
        async with asyncio.timeout(PATIENCE):
            while "intake.silent" not in [entry["event"] for entry in logs]:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
    town.faults.clear()


async def test_a_stop_does_not_await_the_answer_to_a_poll(school: TestSchool) -> None:
    """Telegram would give it after half a minute."""
    journal = school.town.journal
    await school.town.until(lambda: journal and journal[-1].method == "getUpdates")
    waiting = journal[-1]
    await school.close()
    assert waiting.status is None
    await school.open()


async def test_an_update_that_kills_the_process_is_found_out(school: TestSchool) -> None:
    """Its tries are counted before they are made; the fourth start sets it aside."""
    await school.close()
    anna, ben = (school.town.user(name, language="en") for name in ("Anna", "Ben"))
    anna.say(anna.private, "/help")
    ben.say(ben.private, "/die")
    ben.say(ben.private, "/help")
    codes = []
    while not (codes and codes[-1] == 0):
        process = await forked.started("tests.trouble", str(school.config))
        ended = asyncio.ensure_future(process.wait())
        seen = asyncio.ensure_future(school.town.until(lambda: told(ben, "Riverside")))
        await asyncio.wait({ended, seen}, return_when=asyncio.FIRST_COMPLETED)
        if not ended.done():
            await seen
            process.terminate()
        seen.cancel()
        codes.append(await ended)
    assert codes == [9, 9, 9, 9, 0]  # the first dies before anything is counted
    await school.open()
    await school.settle()
    # What was on its way when the process died may have arrived, and is sent once more.
    assert 1 <= len(told(anna, "Riverside School")) <= 4
    assert len(told(ben, "Riverside School")) == len(told(ben, "something went wrong")) == 1
    (row,) = await failed(school)
    assert (row.error, row.tries) == ("killed", 3)
