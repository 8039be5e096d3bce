"""Ephemeral messages: one member sees them, the others do not, and an older Bot API has none."""

from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox import Group, NotAllowed, Town, User
from tests.sandbox.conftest import Raw

MARKUP = {"inline_keyboard": [[{"text": "Show", "callback_data": "s"}]]}


def to(user: User, **more: Any) -> dict[str, Any]:
    return {"ephemeral_message_parameters": {"receiver_user_id": user.id, **more}}


async def test_an_administrator_tells_one_member_something(
    raw: Raw, group: Group, anna: User, ben: User
):
    group.set_bot_rights()
    sent = await raw.result(
        "sendMessage", chat_id=group.id, text="Two are missing", **to(anna), reply_markup=MARKUP
    )
    assert (sent["message_id"], sent["receiver_user"]["id"]) == (0, anna.id)
    seen = await group.wait_whisper(anna, lambda m: "missing" in m.text)
    assert seen.ephemeral == sent["ephemeral_message_id"]
    assert (group.whispers(ben), group.last) == ([], None)
    with pytest.raises(NotAllowed):
        ben.tap(seen, "Show")
    anna.tap(seen, "Show")
    query = (await raw.updates())[-1]["callback_query"]
    assert query["message"]["ephemeral_message_id"] == seen.ephemeral
    place = {
        "chat_id": group.id,
        "receiver_user_id": anna.id,
        "ephemeral_message_id": seen.ephemeral,
    }
    await raw.result("editEphemeralMessageText", **place, text="One is missing")
    assert (seen.text, seen.labels) == ("One is missing", [])
    await raw.result("editEphemeralMessageReplyMarkup", **place, reply_markup=MARKUP)
    assert seen.labels == ["Show"]
    wrong = await raw.error("deleteMessage", chat_id=group.id, message_id=0)
    assert wrong == "Bad Request: message to delete not found"
    await raw.result("deleteEphemeralMessage", **place)
    assert group.whispers(anna) == []
    again = await raw.error("editEphemeralMessageText", **place, text="x")
    assert again == "Bad Request: message to edit not found"


async def test_other_bots_have_fifteen_seconds_after_a_press(
    raw: Raw, group: Group, town: Town, ben: User
):
    await raw.result("sendMessage", chat_id=group.id, text="card", reply_markup=MARKUP)
    send = {"chat_id": group.id, "text": "only you see this"}
    late = await raw.error("sendMessage", **send, **to(ben))
    assert "15 seconds" in late
    tap = ben.tap(group.last, "Show")
    await raw.result("answerCallbackQuery", callback_query_id=tap.id)
    await raw.result("sendMessage", **send, **to(ben, callback_query_id=tap.id))
    (first,) = group.whispers(ben)
    second = ben.tap(group.last, "Show")
    town.advance(timedelta(seconds=16))
    assert await raw.error("sendMessage", **send, **to(ben, callback_query_id=second.id)) == late
    assert group.whispers(ben) == [first]


async def test_a_press_on_an_ephemeral_message_can_replace_it(raw: Raw, group: Group, ben: User):
    group.set_bot_rights()
    send = {"chat_id": group.id, "reply_markup": MARKUP}
    await raw.result("sendMessage", **send, text="page 1", **to(ben))
    tap = ben.tap(group.whispers(ben)[0], "Show")
    more = {"callback_query_id": tap.id, "replace_callback_query_message": True}
    await raw.result("sendMessage", **send, text="page 2", **to(ben, **more))
    assert [m.text for m in group.whispers(ben)] == ["page 2"]


async def test_refusals(raw: Raw, group: Group, town: Town, anna: User):
    stranger = town.user("Uma")
    group.set_bot_rights()
    send = {"chat_id": group.id, "text": "x"}
    assert await raw.error("sendMessage", **send, **to(stranger)) == (
        "Bad Request: USER_NOT_PARTICIPANT"
    )
    anna.start()
    private = await raw.error("sendMessage", chat_id=anna.id, text="x", **to(anna))
    assert private == "Bad Request: ephemeral messages can be sent only in groups"


async def test_an_older_bot_api_knows_nothing_of_them(
    raw: Raw, group: Group, town: Town, anna: User
):
    """A stricter answer than the real one, which would show the message to all."""
    town.ephemeral = False
    group.set_bot_rights()
    assert "not known" in await raw.error("sendMessage", chat_id=group.id, text="x", **to(anna))
    place = {"chat_id": group.id, "receiver_user_id": anna.id, "ephemeral_message_id": 1}
    status, _ = await raw("deleteEphemeralMessage", **place)
    assert status == 404
    assert group.last is None


async def test_a_command_that_only_the_bot_sees(raw: Raw, group: Group, ben: User, anna: User):
    said = ben.say(group, "/mychildren", ephemeral=True)
    (update,) = await raw.updates()
    assert update["message"]["message_id"] == 0
    assert update["message"]["ephemeral_message_id"] == said.ephemeral
    assert said not in group.messages
    assert group.whispers(ben) == [said]
    assert group.whispers(anna) == []
