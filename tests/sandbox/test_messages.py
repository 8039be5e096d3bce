"""Messages of the bot: what people see, and what Telegram refuses, in its own words."""

from datetime import timedelta
from typing import Any

import pytest
import telegram
from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from telegram.error import BadRequest

from bot.sandbox import Group, NotAllowed, Town, User
from tests.sandbox.conftest import Raw

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)


def keyboard(*rows: list[str]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=f"d:{label}") for label in row] for row in rows]
    )


def buttons(*shape: int) -> dict[str, Any]:
    return {
        "inline_keyboard": [[{"text": "b", "callback_data": "d"} for _ in range(n)] for n in shape]
    }


async def test_people_see_what_the_bot_sends(bot: telegram.Bot, group: Group):
    sent = await bot.send_message(
        group.id,
        "Trip 🎒 on Friday",
        entities=[MessageEntity("bold", 8, 9)],
        reply_markup=keyboard(["Yes", "No"], ["Maybe"]),
        disable_notification=True,
        protect_content=True,
        link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
    )
    seen = group.last
    assert (seen.id, seen.text, seen.markdown) == (
        sent.message_id,
        "Trip 🎒 on Friday",
        "Trip 🎒 **on Friday**",
    )
    assert [[b.label for b in row] for row in seen.buttons] == [["Yes", "No"], ["Maybe"]]
    assert (seen.silent, seen.protected) == (True, True)
    assert sent.from_user.id == bot.id
    assert sent.reply_markup.inline_keyboard[1][0].callback_data == "d:Maybe"
    assert "[Yes] [No]" in group.transcript


async def test_blanks_at_the_ends_are_cut_and_entities_follow(bot: telegram.Bot, group: Group):
    sent = await bot.send_message(
        group.id, "\n  Hello world  \n", entities=[MessageEntity("bold", 9, 8)]
    )
    assert sent.text == "Hello world"
    assert sent.parse_entities() == {sent.entities[0]: "world"}


async def test_force_reply_and_the_answer_to_it(
    bot: telegram.Bot, raw: Raw, group: Group, ben: User
):
    sent = await bot.send_message(group.id, "Your child?", reply_markup=ForceReply(selective=True))
    assert sent.reply_markup is None
    assert group.last.force_reply
    ben.say(group, "Mia", reply_to=group.last)
    (update,) = await raw.updates()
    assert update["message"]["reply_to_message"]["message_id"] == sent.message_id


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({}, "message text is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "a", "chat_id": 1}, "chat not found"),
        ({"text": "a", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "\ud83d"}, "strings must be encoded in UTF-8"),
        ({"text": "a", "colour": 1}, "parameter colour is not known to the sandbox"),
        ({"text": "a", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "a", "message_thread_id": 99}, "message thread not found"),
        ({"text": "a", "reply_markup": buttons(9)}, "reply markup is too long"),
        ({"text": "a", "reply_markup": buttons(*[8] * 12, 5)}, "reply markup is too long"),
        ({"text": "a", "reply_markup": {"x": 1}}, "object expected as reply markup"),
        (
            {"text": "a", "parse_mode": "HTML"},
            "can't parse entities: the sandbox takes entities, not parse_mode",
        ),
    ],
)
async def test_refusals_of_a_message(raw: Raw, group: Group, params: dict, description: str):
    params = {"chat_id": group.id, **params}
    assert await raw.error("sendMessage", **params) == f"Bad Request: {description}"
    assert group.last is None
    assert group.town.journal[-1].reason == f"Bad Request: {description}"
    assert group.town.journal.refused() == [group.town.journal[-1]]


@pytest.mark.parametrize(
    ("button", "description"),
    [
        ({"callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"callback_data": "ü" * 33}, "BUTTON_DATA_INVALID"),
        ({"callback_data": ""}, "BUTTON_DATA_INVALID"),
        (
            {},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"callback_data": "x", "url": "https://t.me"},
            "can't parse inline keyboard button: "
            "exactly one action is allowed, not url and callback_data",
        ),
        (
            {"url": "not an url"},
            "inline keyboard button URL 'not an url' is invalid: Wrong HTTP URL",
        ),
        ({"callback_data": "x", "style": "pink"}, "BUTTON_STYLE_INVALID"),
    ],
)
async def test_refusals_of_a_button(raw: Raw, group: Group, button: dict, description: str):
    markup = {"inline_keyboard": [[{"text": "b", **button}]]}
    answer = await raw.error("sendMessage", chat_id=group.id, text="a", reply_markup=markup)
    assert answer == f"Bad Request: {description}"


async def test_the_largest_that_is_allowed_is_allowed(raw: Raw, group: Group):
    markup = buttons(*[8] * 12, 4)
    markup["inline_keyboard"][0][0]["callback_data"] = "ü" * 32
    text = "😀" * 4096
    entities = [{"type": "bold", "offset": 2 * n, "length": 2} for n in range(100)]
    sent = await raw.result(
        "sendMessage", chat_id=group.id, text=text, entities=entities, reply_markup=markup
    )
    assert sent["text"] == text
    assert len(sent["entities"]) == 100


@pytest.mark.parametrize(
    ("entity", "description"),
    [
        (
            {"offset": 1, "length": 1},
            "entity begins in a middle of a UTF-16 symbol at byte offset 4",
        ),
        (
            {"offset": 0, "length": 1},
            "entity beginning at UTF-16 offset 0 ends "
            "in a middle of a UTF-16 symbol at byte offset 4",
        ),
        (
            {"offset": 3, "length": 6},
            "entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 9",
        ),
        ({"offset": 9, "length": 1}, "entity begins after the end of the text at UTF-16 offset 9"),
        ({"offset": -1, "length": 1}, "receive an entity with incorrect offset -1"),
        ({"offset": 0, "length": -1}, "receive an entity with incorrect length -1"),
    ],
)
async def test_refusals_of_an_entity(raw: Raw, group: Group, entity: dict, description: str):
    entities = [{"type": "bold", **entity}]
    answer = await raw.error(
        "sendMessage", chat_id=group.id, text="👉 👉 abc"[:6], entities=entities
    )
    assert answer == f"Bad Request: {description}"


async def test_more_than_a_hundred_entities(raw: Raw, group: Group):
    entities = [{"type": "bold", "offset": n, "length": 1} for n in range(101)]
    answer = await raw.error("sendMessage", chat_id=group.id, text="x" * 200, entities=entities)
    assert answer == "Bad Request: ENTITIES_TOO_LONG"


async def test_editing_changes_what_people_see(bot: telegram.Bot, group: Group):
    sent = await bot.send_message(group.id, "0 confirmed", reply_markup=keyboard(["Got it"]))
    edited = await bot.edit_message_text(
        "1 confirmed", group.id, sent.message_id, reply_markup=keyboard(["Got it", "Undo"])
    )
    assert edited.edit_date is not None
    assert (group.last.text, group.last.labels) == ("1 confirmed", ["Got it", "Undo"])
    await bot.edit_message_text("closed", group.id, sent.message_id)
    assert group.last.buttons == []
    await bot.edit_message_reply_markup(group.id, sent.message_id, reply_markup=keyboard(["Open"]))
    assert (group.last.text, group.last.labels) == ("closed", ["Open"])
    assert len(group.messages) == len({m.id for m in group.messages})


async def test_refusals_of_an_edit(raw: Raw, bot: telegram.Bot, group: Group, ben: User):
    sent = await bot.send_message(group.id, "same", reply_markup=keyboard(["Got it"]))
    place = {"chat_id": group.id, "message_id": sent.message_id}
    markup = keyboard(["Got it"]).to_dict()
    same = {**place, "text": " same ", "reply_markup": markup}
    assert await raw.error("editMessageText", **same) == NOT_MODIFIED
    assert await raw.error("editMessageReplyMarkup", **place, reply_markup=markup) == NOT_MODIFIED
    other = ben.say(group, "mine")
    theirs = {"chat_id": group.id, "message_id": other.id, "text": "x"}
    assert await raw.error("editMessageText", **theirs) == "Bad Request: message can't be edited"
    await bot.delete_message(group.id, sent.message_id)
    assert await raw.error("editMessageText", **same) == "Bad Request: message to edit not found"
    nothing = await raw.error("editMessageText", chat_id=group.id, text="x")
    assert nothing == "Bad Request: message identifier is not specified"


async def test_deleting_needs_a_right_for_the_messages_of_others(
    raw: Raw, bot: telegram.Bot, group: Group, ben: User, town: Town
):
    mine = await bot.send_message(group.id, "mine")
    theirs = ben.say(group, "theirs")
    place = {"chat_id": group.id, "message_id": theirs.id}
    refusal = "Bad Request: message can't be deleted for everyone"
    assert await raw.error("deleteMessage", **place) == refusal
    group.set_bot_rights(can_delete_messages=False)
    assert await raw.error("deleteMessage", **place) == refusal
    group.set_bot_rights(can_delete_messages=True)
    assert await bot.delete_messages(group.id, [mine.message_id, theirs.id, 999])
    assert all(m.text not in ("mine", "theirs") for m in group.messages)
    assert await raw.error("deleteMessage", **place) == "Bad Request: message to delete not found"
    old = await bot.send_message(group.id, "old")
    town.advance(timedelta(hours=49))
    place["message_id"] = old.message_id
    assert await raw.error("deleteMessage", **place) == refusal


async def test_a_document_is_kept_and_can_be_sent_again(bot: telegram.Bot, group: Group):
    sent = await bot.send_document(
        group.id, b"BEGIN:VCALENDAR", filename="trip ü.ics", caption="Trip"
    )
    assert (group.last.media, group.last.text) == (b"BEGIN:VCALENDAR", "Trip")
    assert (sent.document.file_name, sent.document.mime_type) == ("trip ü.ics", "text/calendar")
    again = await bot.send_document(group.id, sent.document.file_id)
    assert again.document.file_unique_id == sent.document.file_unique_id
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("x", group.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(group.id, b"x", filename="a", caption="x" * 1025)


async def test_a_file_of_a_person_can_be_fetched(
    bot: telegram.Bot, raw: Raw, group: Group, anna: User, server
):
    sent = anna.send_document(anna.private, "list.csv", b"a;b", caption="the list")
    (update,) = await raw.updates()
    assert update["message"]["caption"] == "the list"
    file = await raw.result("getFile", file_id=sent.document["file_id"])
    url = f"{server.base_url}/file/bot{server.town.token}/{file['file_path']}"
    async with raw.session.get(url) as response:
        assert await response.read() == b"a;b"


async def test_media_of_people(raw: Raw, group: Group, anna: User):
    chat = anna.private
    for album in ("a", "a"):
        anna.send_photo(chat, "me", album=album)
    anna.send_sticker(chat, "🎉")
    anna.send_voice(chat)
    anna.forward(anna.say(group, "hello"), chat)
    photo, _, sticker, voice, forward = [u["message"] for u in await raw.updates()]
    assert (photo["media_group_id"], photo["caption"]) == ("a", "me")
    assert len(photo["photo"]) == 3
    assert sticker["sticker"]["emoji"] == "🎉"
    assert voice["voice"]["duration"] == 3
    assert forward["forward_origin"]["sender_user"]["id"] == anna.id
    assert forward["text"] == "hello"
    for update in await raw.updates():
        assert telegram.Update.de_json(update, None).message is not None


async def test_an_edit_of_a_person_is_an_update(raw: Raw, group: Group, anna: User, ben: User):
    message = anna.say(group, "/announce one")
    anna.edit(message, "/announce two")
    new, edited = await raw.updates()
    assert new["message"]["message_id"] == edited["edited_message"]["message_id"]
    assert edited["edited_message"]["text"] == "/announce two"
    assert "edit_date" in edited["edited_message"]
    with pytest.raises(NotAllowed):
        ben.edit(message, "/announce three")


async def test_ids_count_alone_in_supergroups_and_together_elsewhere(
    town: Town, anna: User, ben: User
):
    big = [town.group(t, creator=anna) for t in "ab"]
    assert [anna.say(g, "x").id for g in big] == [2, 2]
    basic = town.group("c", creator=anna, supergroup=False)
    numbers = [basic.last and basic.last.id, anna.say(basic, "x").id, ben.say(ben.private, "x").id]
    assert numbers[2] == numbers[1] + 1
