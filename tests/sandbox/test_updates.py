"""Updates: order, confirmation, expiry, one poller at a time, allowed_updates."""

import asyncio
from datetime import timedelta

import pytest
import telegram
from telegram.error import Conflict

from bot.sandbox import Group, Town, User
from bot.sandbox.bells import PATIENCE
from tests.sandbox.conftest import Raw


def texts(updates: list[dict]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_a_message_reaches_ptb_whole(bot: telegram.Bot, group: Group, anna: User):
    said = anna.say(group, "/announce 👋 see https://school.example, @ben_okafor #trip")
    (update,) = await bot.get_updates()
    message = update.message
    assert message.text == said.text
    assert message.message_id == said.id
    assert (message.chat.id, message.chat.type) == (group.id, "supergroup")
    assert (message.from_user.id, message.from_user.full_name) == (anna.id, "Anna Weber")
    assert message.from_user.language_code == "en"
    found = message.parse_entities()
    assert {entity.type: text for entity, text in found.items()} == {
        "bot_command": "/announce",
        "url": "https://school.example",
        "mention": "@ben_okafor",
        "hashtag": "#trip",
    }


async def test_update_ids_are_sequential_and_offset_confirms(raw: Raw, group: Group, anna: User):
    for number in range(5):
        anna.say(group, f"/n {number}")
    first = await raw.updates()
    ids = [update["update_id"] for update in first]
    assert ids == list(range(ids[0], ids[0] + 5))
    assert await raw.updates() == first
    assert texts(await raw.updates(offset=ids[2])) == ["/n 2", "/n 3", "/n 4"]
    assert texts(await raw.updates(limit=1)) == ["/n 2"]
    assert texts(await raw.updates(offset=-1)) == ["/n 4"]
    assert group.town.pending == 1


async def test_a_long_poll_wakes_for_a_message(raw: Raw, group: Group, anna: User):
    poll = asyncio.create_task(raw.updates(timeout=50))
    await asyncio.sleep(0.05)
    anna.say(group, "/now")
    async with asyncio.timeout(PATIENCE):
        assert texts(await poll) == ["/now"]


async def test_a_poll_without_news_ends_empty(raw: Raw, town: Town):
    async with asyncio.timeout(PATIENCE):
        assert await raw.updates(timeout=1) == []


async def test_an_abandoned_poll_is_forgotten(raw: Raw, group: Group, anna: User):
    poll = asyncio.create_task(raw.updates(timeout=50))
    await asyncio.sleep(0.05)
    poll.cancel()
    await asyncio.sleep(0.05)
    anna.say(group, "/later")
    assert texts(await raw.updates()) == ["/later"]
    assert [entry.status for entry in group.town.journal] == [None, 200]


async def test_a_second_poller_ends_the_first(bot: telegram.Bot, raw: Raw, town: Town):
    first = asyncio.create_task(bot.get_updates(timeout=1))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(raw.updates(timeout=1))
    with pytest.raises(Conflict) as caught:
        await first
    assert str(caught.value) == (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )
    town.inject({"message": {}})
    assert len(await second) == 1


async def test_messages_are_kept_a_day_and_queries_150_seconds(
    raw: Raw, bot: telegram.Bot, town: Town, group: Group, anna: User
):
    markup = {"inline_keyboard": [[{"text": "Got it", "callback_data": "x"}]]}
    await raw.result("sendMessage", chat_id=group.id, text="Trip", reply_markup=markup)
    anna.say(group, "/old")
    anna.tap(group.last, "Got it")
    town.advance(timedelta(seconds=149))
    assert len(await raw.updates()) == 2
    town.advance(timedelta(seconds=2))
    assert texts(await raw.updates()) == ["/old"]
    town.advance(timedelta(hours=24))
    assert await raw.updates() == []
    assert town.pending == 0


async def test_chat_member_comes_only_when_asked_for_and_the_setting_stays(
    raw: Raw, town: Town, group: Group, anna: User, ben: User
):
    group.set_bot_rights(by=anna)
    await raw.updates(offset=-1)
    town.updates.drop()
    group.promote(ben, by=anna)
    assert await raw.updates() == []
    await raw.updates(allowed_updates=["chat_member", "message"])
    group.demote(ben, by=anna)
    anna.say(group, "/both")
    (change, message) = await raw.updates()
    assert change["chat_member"]["old_chat_member"]["status"] == "administrator"
    assert change["chat_member"]["new_chat_member"]["status"] == "member"
    assert change["chat_member"]["from"]["id"] == anna.id
    assert message["message"]["text"] == "/both"
    await raw.updates(offset=message["update_id"] + 1, allowed_updates=[])
    group.promote(ben, by=anna)
    assert await raw.updates() == []


async def test_a_repeated_update_comes_again_with_its_old_number(
    raw: Raw, town: Town, group: Group, anna: User
):
    anna.say(group, "/once")
    (update,) = await raw.updates()
    town.repeat(update["update_id"])
    assert await raw.updates(offset=update["update_id"] + 1) == [update]
    assert await raw.updates(offset=update["update_id"] + 1) == []


async def test_numbers_may_begin_anew_below_the_old_ones(
    raw: Raw, town: Town, group: Group, anna: User
):
    anna.say(group, "/before")
    (old,) = await raw.updates()
    town.renumber(1000)
    anna.say(group, "/after")
    (new,) = await raw.updates(offset=old["update_id"] + 1)
    assert (new["update_id"], new["message"]["text"]) == (1000, "/after")
    assert await raw.updates(offset=1001) == []


async def test_injected_updates_come_as_they_are(raw: Raw, town: Town):
    number = town.inject({"no_such_kind": [1, None]})
    assert await raw.updates() == [{"update_id": number, "no_such_kind": [1, None]}]


async def test_updates_that_are_too_large_are_dropped(raw: Raw, town: Town):
    town.inject({"message": {"text": "x" * 70_000}})
    assert await raw.updates() == []


async def test_webhook_methods_that_ptb_calls_before_polling(
    bot: telegram.Bot, town: Town, group: Group, anna: User
):
    anna.say(group, "/x")
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == ("", 1)
    assert await bot.delete_webhook(drop_pending_updates=True)
    assert town.pending == 0
