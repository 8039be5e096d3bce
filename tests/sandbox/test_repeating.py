"""Copies, forwards and quotes: what they show of where they come from, and what is protected."""

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, ReplyParameters

from bot.sandbox import Group, NotAllowed, Town, User
from bot.sandbox.images import plain
from tests.sandbox.conftest import Raw


async def test_a_copy_shows_nothing_of_where_it_comes_from(
    bot: telegram.Bot, group: Group, anna: User
):
    letter = anna.send_document(anna.private, "letter.pdf", b"%PDF", caption="Dear all")
    copied = await bot.copy_message(group.id, anna.id, letter.id)
    seen = group.last
    assert (seen.id, seen.text, seen.media) == (copied.message_id, "Dear all", b"%PDF")
    assert "forward_origin" not in seen.to_json()
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Read", callback_data="r")]])
    await bot.copy_message(group.id, anna.id, letter.id, caption="New words", reply_markup=markup)
    assert (group.last.text, group.last.labels) == ("New words", ["Read"])


async def test_a_forward_shows_its_writer_unless_they_hide(
    bot: telegram.Bot, group: Group, anna: User, ben: User
):
    ben.start()
    said = anna.say(anna.private, "Dear all")
    forwarded = await bot.forward_message(ben.id, anna.id, said.id)
    assert forwarded.forward_origin.sender_user.id == anna.id
    again = await bot.forward_message(group.id, ben.id, forwarded.message_id)
    assert again.forward_origin == forwarded.forward_origin, "its origin goes with it"
    anna.hides_forwards = True
    hidden = await bot.forward_message(group.id, anna.id, said.id)
    assert hidden.forward_origin.sender_user_name == "Anna Weber"


async def test_only_links_stay_under_a_forward(bot: telegram.Bot, group: Group, anna: User):
    anna.start()
    link = InlineKeyboardMarkup([[InlineKeyboardButton("Map", url="https://example.org")]])
    press = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])
    for markup, labels in ((link, ["Map"]), (press, [])):
        sent = await bot.send_message(anna.id, "x", reply_markup=markup)
        await bot.forward_message(group.id, anna.id, sent.message_id)
        assert group.last.labels == labels


async def test_albums_are_repeated_as_albums(bot: telegram.Bot, group: Group, anna: User):
    album = anna.send_album(anna.private, "photo", "video", caption="Trip")
    said = anna.say(anna.private, "and that")
    ids = [m.id for m in [*album, said]]
    copied = await bot.copy_messages(group.id, anna.id, [*ids, 999])
    seen = group.messages[-3:]
    assert [m.id for m in seen] == [m.message_id for m in copied]
    assert (seen[0].album == seen[1].album) is True
    assert seen[0].album not in (None, album[0].album)
    assert [m.text for m in seen] == ["Trip", "", "and that"]
    await bot.copy_messages(group.id, anna.id, ids, remove_caption=True)
    assert [m.text for m in group.messages[-3:]] == ["", "", "and that"]
    await bot.forward_messages(group.id, anna.id, ids)
    assert all("forward_origin" in m.content for m in group.messages[-3:])


async def test_refusals_of_repeating(raw: Raw, group: Group, anna: User, ben: User):
    said = ben.say(group, "/x")
    service = next(m for m in group.messages if m.kind == "service")
    anna.start()
    to = {"chat_id": anna.id, "from_chat_id": group.id}
    cases = [
        ("copyMessage", {"message_id": 99}, "message to copy not found"),
        ("forwardMessage", {"message_id": 99}, "message to forward not found"),
        ("copyMessage", {"message_id": service.id}, "the message can't be copied"),
        ("forwardMessage", {"message_id": service.id}, "the message can't be forwarded"),
        ("copyMessages", {"message_ids": [98, 99]}, "there are no messages to forward"),
        ("copyMessages", {"message_ids": [said.id, 1]},
         "message identifiers must be in a strictly increasing order"),
    ]  # fmt: skip
    for method, params, description in cases:
        assert await raw.error(method, **to, **params) == f"Bad Request: {description}"
    group.protects_content = True
    protected = "Bad Request: message has protected content and can't be forwarded"
    for method in ("copyMessage", "forwardMessage"):
        assert await raw.error(method, **to, message_id=said.id) == protected
    with pytest.raises(NotAllowed):
        ben.forward(said, ben.private)


async def test_a_protected_message_can_be_copied_by_the_bot_but_not_forwarded(
    raw: Raw, bot: telegram.Bot, group: Group, anna: User
):
    anna.start()
    sent = await bot.send_message(group.id, "secret", protect_content=True)
    to = {"chat_id": anna.id, "from_chat_id": group.id, "message_id": sent.message_id}
    refusal = "Bad Request: the message can't be forwarded"
    assert await raw.error("forwardMessage", **to) == refusal
    assert await raw.result("copyMessage", **to)
    with pytest.raises(NotAllowed):
        anna.forward(group.last, anna.private)


async def test_a_forwarded_message_can_not_be_edited(bot: telegram.Bot, raw: Raw, group: Group):
    sent = await bot.send_message(group.id, "x")
    again = await bot.forward_message(group.id, group.id, sent.message_id)
    place = {"chat_id": group.id, "message_id": again.message_id}
    refusal = await raw.error("editMessageText", **place, text="y")
    assert refusal == "Bad Request: message can't be edited"


async def test_quotes(bot: telegram.Bot, raw: Raw, group: Group, ben: User, town: Town):
    notice = await bot.send_message(group.id, "Bring boots 🥾 and a hat")
    asked = ben.say(group, "which?", reply_to=group.last, quote="a hat")
    (update,) = await raw.updates()
    assert update["message"]["quote"] == {"text": "a hat", "position": 19, "is_manual": True}
    reply = ReplyParameters(asked.id, quote="which")
    sent = await bot.send_message(group.id, "A warm one", reply_parameters=reply)
    assert (sent.quote.text, sent.quote.position) == ("which", 0)
    refusal = await raw.error(
        "sendMessage",
        chat_id=group.id,
        text="x",
        reply_parameters={"message_id": notice.message_id, "quote": "gloves"},
    )
    assert refusal == "Bad Request: QUOTE_TEXT_INVALID"
    with pytest.raises(NotAllowed):
        ben.say(group, "x", reply_to=group.last, quote="gloves")


async def test_an_answer_in_another_chat(bot: telegram.Bot, group: Group, anna: User):
    anna.start()
    await bot.send_media_group(group.id, [InputMediaPhoto(plain(50, 50), caption="Trip")] * 2)
    album = group.last
    reply = ReplyParameters(album.id, chat_id=group.id)
    sent = await bot.send_message(anna.id, "about this", reply_parameters=reply)
    assert sent.reply_to_message is None
    assert sent.external_reply.chat.id == group.id
    assert sent.external_reply.photo[-1].width == 50
    assert sent.quote.text == "Trip"
