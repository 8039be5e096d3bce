"""Taps on buttons, their answers, and links back to the bot."""

from datetime import timedelta

import pytest
import telegram

from bot.sandbox import Answer, Group, NotAllowed, Town, User
from tests.sandbox.conftest import Raw

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def card(raw: Raw, group: Group):
    """Return a message of the bot with buttons."""
    rows = [
        [
            {"text": "👍 Got it (3)", "callback_data": "ok"},
            {"text": "Later", "callback_data": "no"},
        ],
        [{"text": "Open", "url": "https://t.me/sandbox_bot?start=card_1"}],
        [{"text": "Late fee", "copy_text": {"text": "42"}}],
    ]
    markup = {"inline_keyboard": rows}
    await raw.result("sendMessage", chat_id=group.id, text="Trip", reply_markup=markup)
    return group.last


async def test_a_tap_and_its_answer(bot: telegram.Bot, card, ben: User, group: Group):
    tap = ben.tap(card, "Got it")
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert (query.id, query.data, query.from_user.id) == (tap.id, "ok", ben.id)
    assert query.message.message_id == card.id
    assert query.message.reply_markup.inline_keyboard[0][0].callback_data == "ok"
    assert not tap.answered
    await query.answer("Thank you", show_alert=True)
    assert await tap.answer() == Answer("Thank you", show_alert=True)
    seen = group.town.events[-1]
    assert (seen.kind, seen.text, seen.who) == ("alert", "Thank you", ben)


async def test_labels_have_to_be_unambiguous(card, town: Town, ben: User):
    assert ben.tap(card, "Later").data == "no"
    for label in ("Lat", "Nothing"):
        with pytest.raises(NotAllowed):
            ben.tap(card, label)
    with pytest.raises(NotAllowed):
        town.user("Stranger").tap(card, "Later")


async def test_an_unanswered_tap_times_out(card, ben: User):
    with pytest.raises(TimeoutError):
        await ben.tap(card, "Later").answer(timeout=0.01)


async def test_crafted_data_goes_out_as_it_is(raw: Raw, card, ben: User):
    ben.tap(card, data="no:such:button")
    ben.tap(card, data=b"bytes")
    data = [u["callback_query"]["data"] for u in await raw.updates()]
    assert data == ["no:such:button", "bytes"]


async def test_a_query_is_answered_once_and_soon(raw: Raw, town: Town, card, ben: User):
    tap = ben.tap(card, "Later")
    await raw.result("answerCallbackQuery", callback_query_id=tap.id)
    assert await raw.error("answerCallbackQuery", callback_query_id=tap.id) == TOO_OLD
    tap = ben.tap(card, "Later")
    town.advance(timedelta(seconds=16))
    assert await raw.error("answerCallbackQuery", callback_query_id=tap.id) == TOO_OLD
    assert await raw.error("answerCallbackQuery", callback_query_id="1") == TOO_OLD


async def test_limits_of_an_answer(raw: Raw, card, ben: User):
    tap = ben.tap(card, "Later")
    long = {"callback_query_id": tap.id, "text": "x" * 201}
    assert await raw.error("answerCallbackQuery", **long) == "Bad Request: MESSAGE_TOO_LONG"
    elsewhere = {"callback_query_id": tap.id, "url": "https://example.com"}
    assert await raw.error("answerCallbackQuery", **elsewhere) == "Bad Request: URL_INVALID"
    url = "https://t.me/sandbox_bot?start=abc"
    await raw.result("answerCallbackQuery", callback_query_id=tap.id, url=url)
    assert (await tap.answer()).url == url
    ben.follow(await tap.answer())
    assert ben.private.messages[-1].text == "/start abc"


async def test_buttons_that_are_links_tell_the_bot_nothing(raw: Raw, card, anna: User, ben: User):
    tap = ben.tap(card, "Open")
    assert tap.url == (await tap.answer()).url == "https://t.me/sandbox_bot?start=card_1"
    assert await raw.updates() == []
    ben.follow("Open", card)
    anna.follow(tap)
    texts = [u["message"]["text"] for u in await raw.updates()]
    assert texts == ["/start card_1", "/start card_1"]
    with pytest.raises(NotAllowed):
        ben.follow("https://t.me/other_bot?start=x")


async def test_startgroup_adds_the_bot(raw: Raw, town: Town, anna: User):
    group = town.group("6A", creator=anna)
    anna.follow("https://t.me/sandbox_bot?startgroup=link_7", into=group)
    updates = await raw.updates()
    assert updates[0]["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert updates[-1]["message"]["text"] == "/start@sandbox_bot link_7"


async def test_a_tap_under_a_deleted_message_shows_it_inaccessible(
    bot: telegram.Bot, card, group: Group, ben: User
):
    await bot.delete_message(group.id, card.id)
    ben.tap(card, data="ok")
    (update,) = await bot.get_updates()
    assert not update.callback_query.message.is_accessible
