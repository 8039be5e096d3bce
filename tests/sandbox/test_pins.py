"""Pins, reactions and "is typing": what they need, and what people and the bot see of them."""

import pytest
import telegram

from bot.sandbox import Group, NotAllowed, Town, User
from tests.sandbox.conftest import Raw


async def test_pinning_needs_the_right_and_says_so_in_the_chat(
    bot: telegram.Bot, raw: Raw, group: Group, town: Town
):
    first = await bot.send_message(group.id, "first")
    second = await bot.send_message(group.id, "second")
    place = {"chat_id": group.id, "message_id": first.message_id}
    refusal = "Bad Request: not enough rights to manage pinned messages in the chat"
    assert await raw.error("pinChatMessage", **place) == refusal
    group.set_bot_rights()
    town.updates.drop()
    await bot.pin_chat_message(group.id, first.message_id)
    await bot.pin_chat_message(group.id, second.message_id)
    assert [m.text for m in group.pinned] == ["first", "second"]
    told = [update["message"]["pinned_message"]["text"] for update in await raw.updates()]
    assert told == ["first", "second"]
    assert (await bot.get_chat(group.id)).pinned_message.text == "second"
    await bot.unpin_chat_message(group.id)
    assert [m.text for m in group.pinned] == ["first"]
    await bot.delete_message(group.id, first.message_id)
    assert group.pinned == []
    assert await raw.error("unpinChatMessage", chat_id=group.id) == (
        "Bad Request: message to unpin not found"
    )
    await bot.pin_chat_message(group.id, second.message_id)
    await bot.unpin_all_chat_messages(group.id)
    assert group.pinned == []


async def test_refusals_of_a_pin(raw: Raw, group: Group, anna: User):
    group.set_bot_rights()
    service = next(m for m in group.messages if m.kind == "service")
    place = {"chat_id": group.id}
    assert await raw.error("pinChatMessage", **place, message_id=99) == (
        "Bad Request: message to pin not found"
    )
    assert await raw.error("pinChatMessage", **place, message_id=service.id) == (
        "Bad Request: service messages can't be pinned"
    )
    anna.start()
    anna.block_bot()
    assert await raw.error("unpinChatMessage", chat_id=anna.id) == (
        "Forbidden: bot was blocked by the user"
    )


async def test_everybody_may_pin_where_the_group_lets_them(
    bot: telegram.Bot, raw: Raw, group: Group, town: Town, anna: User, ben: User
):
    said = ben.say(group, "Bring boots")
    with pytest.raises(NotAllowed):
        ben.pin(said)
    group.set_permissions(can_pin_messages=True)
    ben.pin(said)
    assert said.pinned
    ben.unpin(said)
    assert not said.pinned
    await bot.pin_chat_message(group.id, said.id)
    assert said.pinned
    basic = town.group("4B", creator=anna, members=[ben], supergroup=False)
    basic.add_bot(by=anna)
    basic.set_permissions(can_pin_messages=True)
    other = ben.say(basic, "Hats")
    refusal = "Bad Request: not enough rights to manage pinned messages in the chat"
    assert await raw.error("pinChatMessage", chat_id=basic.id, message_id=other.id) == refusal
    anna.start()
    mine = await bot.send_message(anna.id, "your code")
    await bot.pin_chat_message(anna.id, mine.message_id)
    assert anna.private.pinned == [anna.private.last]


async def test_reactions_are_seen_and_told_to_an_administrator_that_asked(
    bot: telegram.Bot, raw: Raw, group: Group, ben: User, town: Town
):
    sent = await bot.send_message(group.id, "Trip")
    await raw.updates(allowed_updates=["message", "message_reaction"])
    ben.react(group.last, "👍")
    assert await raw.updates() == []
    group.set_bot_rights()
    ben.react(group.last, "🎉")
    ben.react(group.last, "🎉")
    ben.react(group.last)
    first, second = [update["message_reaction"] for update in await raw.updates()]
    assert (first["message_id"], first["user"]["id"]) == (sent.message_id, ben.id)
    assert first["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert first["new_reaction"] == [{"type": "emoji", "emoji": "🎉"}]
    assert second["new_reaction"] == []
    with pytest.raises(NotAllowed):
        ben.react(group.last, "🥨")
    assert group.last.reactions == {}


async def test_the_bot_reacts(bot: telegram.Bot, raw: Raw, group: Group, ben: User, town: Town):
    said = ben.say(group, "/help")
    await bot.set_message_reaction(group.id, said.id, "👀")
    assert said.reactions == {town.bot: ["👀"]}
    await bot.set_message_reaction(group.id, said.id)
    assert said.reactions == {}
    album = ben.send_album(group, "photo", "photo")
    await bot.set_message_reaction(group.id, album[1].id, "👍")
    assert album[0].reactions == {town.bot: ["👍"]}


@pytest.mark.parametrize(
    ("reaction", "description"),
    [
        ([{"type": "emoji", "emoji": "🥨"}], "Bad Request: REACTION_INVALID"),
        ([{"type": "custom_emoji", "custom_emoji_id": "1"}], "Bad Request: REACTION_INVALID"),
        ([{"type": "emoji"}], 'Bad Request: can\'t parse ReactionType: Can\'t find field "emoji"'),
        ([{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "👎"}],
         "Bad Request: REACTIONS_TOO_MANY"),
    ],
)  # fmt: skip
async def test_refusals_of_a_reaction(
    raw: Raw, group: Group, ben: User, reaction: list, description: str
):
    said = ben.say(group, "hello")
    place = {"chat_id": group.id, "message_id": said.id}
    assert await raw.error("setMessageReaction", **place, reaction=reaction) == description
    away = {"chat_id": group.id, "message_id": 99, "reaction": []}
    assert await raw.error("setMessageReaction", **away) == (
        "Bad Request: message to react not found"
    )


async def test_chat_actions(bot: telegram.Bot, raw: Raw, group: Group, town: Town):
    await bot.send_chat_action(group.id, "upload_document")
    assert (town.events[-1].kind, town.events[-1].text) == ("action", "upload_document")
    refusal = await raw.error("sendChatAction", chat_id=group.id, action="dancing")
    assert refusal == "Bad Request: wrong parameter action in request"
