"""Flood control and faults on demand."""

import asyncio
import time

import aiohttp
import pytest
import telegram
from telegram.error import NetworkError, RetryAfter, TimedOut

from bot.sandbox import FAULTS, Group, Town, User
from bot.sandbox.flood import GROUP, OVERALL, PRIVATE
from tests.sandbox.conftest import Raw

# PTB warns that retry_after will be a timedelta one day.
pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after:DeprecationWarning")


async def test_a_group_takes_twenty_a_minute_sends_and_edits_together(
    raw: Raw, bot: telegram.Bot, town: Town, group: Group
):
    town.flood.group = GROUP
    sent = await bot.send_message(group.id, "0")
    for number in range(1, 20):
        await bot.edit_message_text(str(number), group.id, sent.message_id)
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(group.id, "one too many")
    assert 58 <= caught.value.retry_after <= 60
    answer = town.journal[-1].answer
    wait = answer["parameters"]["retry_after"]
    assert answer["description"] == f"Too Many Requests: retry after {wait}"
    await bot.delete_message(group.id, sent.message_id)
    other = town.group("other", creator=group.creator)
    other.add_bot()
    await bot.send_message(other.id, "others are free")


async def test_a_private_chat_takes_a_burst_of_three(raw: Raw, town: Town, ben: User):
    town.flood.private = PRIVATE
    ben.start()
    statuses = [(await raw("sendMessage", chat_id=ben.id, text="x"))[0] for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]


async def test_all_chats_together_take_thirty_a_second(raw: Raw, town: Town, anna: User):
    town.flood.overall = OVERALL
    groups = [town.group(str(n), creator=anna) for n in range(35)]
    for group in groups:
        group.add_bot()
    sends = [raw("sendMessage", chat_id=group.id, text="x") for group in groups]
    statuses = [status for status, _ in await asyncio.gather(*sends)]
    assert (statuses.count(200), statuses.count(429)) == (30, 5)
    await asyncio.sleep(1.05)
    assert (await raw("sendMessage", chat_id=groups[0].id, text="x"))[0] == 200


async def test_refused_requests_are_not_counted(raw: Raw, town: Town, group: Group):
    town.flood.group = (1, 60.0)
    await raw.error("sendMessage", chat_id=group.id, text="")
    await raw.result("sendMessage", chat_id=group.id, text="x")
    assert (await raw("sendMessage", chat_id=group.id, text="x"))[0] == 429


# What PTB makes of each fault, and whether the message is there afterwards.
OUTCOMES = {
    "429": (RetryAfter, False),
    "500": (NetworkError, False),
    "500_after": (NetworkError, True),
    "502": (NetworkError, False),
    "hang": (TimedOut, False),
    "hang_after": (TimedOut, True),
    "reset_before": (NetworkError, False),
    "reset_after": (NetworkError, True),
    "truncated": (NetworkError, True),
}


@pytest.mark.parametrize("kind", FAULTS)
async def test_each_fault(kind: str, bot: telegram.Bot, town: Town, group: Group):
    error, applied = OUTCOMES[kind]
    town.faults.add("send*", kind, times=1, retry_after=7)
    with pytest.raises(error) as caught:
        await bot.send_message(group.id, "once", read_timeout=0.3)
    assert type(caught.value) is error
    if kind == "429":
        assert caught.value.retry_after == 7
    assert (group.last is not None) is applied
    assert len(town.calls("sendMessage", group)) == int(applied)
    assert town.journal[-1].fault == kind
    await bot.send_message(group.id, "twice")
    assert group.last.text == "twice"


async def test_a_reset_is_a_reset(server, raw: Raw, town: Town, group: Group):
    town.faults.add("*", "reset_before", times=1)
    with pytest.raises(aiohttp.ClientOSError) as caught:
        await raw("sendMessage", chat_id=group.id, text="x")
    assert isinstance(caught.value, ConnectionResetError | aiohttp.ClientOSError)
    assert "reset" in str(caught.value).lower()


async def test_faults_keep_to_their_chat_and_method(raw: Raw, town: Town, group: Group, anna: User):
    other = town.group("other", creator=anna)
    other.add_bot()
    town.faults.add("sendMessage", "500", chat=group)
    assert (await raw("sendMessage", chat_id=other.id, text="x"))[0] == 200
    assert (await raw("sendMessage", chat_id=group.id, text="x"))[0] == 500
    assert (await raw("getChat", chat_id=group.id))[0] == 200
    town.faults.clear()
    assert (await raw("sendMessage", chat_id=group.id, text="x"))[0] == 200


async def test_a_rate_is_repeatable():
    def struck() -> list[bool]:
        town = Town(seed=7)
        town.faults.add("sendMessage", "500", rate=0.3)
        return [town.faults.draw("sendMessage", 1) is not None for _ in range(200)]

    first = struck()
    assert first == struck()
    assert 40 <= sum(first) <= 80
    with pytest.raises(ValueError, match="no fault 'gremlin'"):
        Town().faults.add("x", "gremlin")


async def test_a_refusal_can_be_lost_too(raw: Raw, town: Town, group: Group):
    town.faults.add("sendMessage", "reset_after", times=1)
    with pytest.raises(aiohttp.ClientError):
        await raw("sendMessage", chat_id=group.id, text="")
    assert town.calls("sendMessage") == []


async def test_latency(raw: Raw, town: Town):
    town.latency = (0.1, 0.12)
    before = time.monotonic()
    await raw.result("getMe")
    assert time.monotonic() - before >= 0.1


async def test_closing_the_town_ends_what_hangs(town: Town, group: Group):
    from bot.sandbox import serve

    town.faults.add("sendMessage", "hang")
    async with aiohttp.ClientSession() as session:
        async with serve(town) as server:
            url = f"{server.base_url}/bot{town.token}"
            hanging = asyncio.create_task(session.get(f"{url}/sendMessage?chat_id=1&text=x"))
            polling = asyncio.create_task(session.get(f"{url}/getUpdates?timeout=50"))
            await town.until(lambda: len(town.journal) == 2)
            before = time.monotonic()
        assert time.monotonic() - before < 0.5
        results = await asyncio.gather(hanging, polling, return_exceptions=True)
    assert isinstance(results[0], aiohttp.ClientError)
