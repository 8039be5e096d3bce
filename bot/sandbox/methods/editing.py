"""Methods that change or take away messages."""

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.sandbox.chats import PrivateChat
from bot.sandbox.errors import Json, bad_request
from bot.sandbox.groups import Group
from bot.sandbox.media_requests import EditMessageCaption, EditMessageMedia
from bot.sandbox.messages import Message
from bot.sandbox.methods.access import chat_to_read, message_to_change
from bot.sandbox.methods.checks import keyboard, message_caption, message_text
from bot.sandbox.methods.media import extras, file_of
from bot.sandbox.methods.registry import method
from bot.sandbox.requests import (
    DeleteMessage,
    DeleteMessages,
    Editing,
    EditMessageReplyMarkup,
    EditMessageText,
)
from bot.sandbox.writing import LONGEST_TEXT

if TYPE_CHECKING:
    from bot.sandbox.town import Town

# Bot API: deleteMessage, deleteMessages.
DELETE_WITHIN = timedelta(hours=48)
MOST_DELETED = 100
# What has a caption, and what editMessageMedia can put something else in the place of.
CAPTIONED = ("photo", "video", "document", "audio", "voice")
REPLACEABLE = ("photo", "video", "document", "audio")

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)


@method(EditMessageText)
def edit_message_text(town: "Town", request: EditMessageText) -> Json:
    """Bot API: editMessageText; without reply_markup the buttons go."""
    text, entities = message_text(request.text, request.entities, request.parse_mode, LONGEST_TEXT)
    message = _own(town, request)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    return _edited(town, message, text, entities, keyboard(request.reply_markup))


@method(EditMessageReplyMarkup)
def edit_message_reply_markup(town: "Town", request: EditMessageReplyMarkup) -> Json:
    """Bot API: editMessageReplyMarkup; without reply_markup the buttons go."""
    message = _own(town, request)
    markup = keyboard(request.reply_markup)
    return _edited(town, message, message.text, message.entities, markup)


@method(EditMessageCaption)
def edit_message_caption(town: "Town", request: EditMessageCaption) -> Json:
    """Bot API: editMessageCaption; without reply_markup the buttons go."""
    caption, entities = message_caption(
        request.caption, request.caption_entities, request.parse_mode
    )
    message = _own(town, request)
    if message.media_kind not in CAPTIONED:
        raise bad_request("there is no caption in the message to edit")
    return _edited(town, message, caption, entities, keyboard(request.reply_markup))


@method(EditMessageMedia)
def edit_message_media(town: "Town", request: EditMessageMedia) -> Json:
    """Bot API: editMessageMedia; without reply_markup the buttons go, without caption the text."""
    item = request.media
    caption, entities = message_caption(item.caption, item.caption_entities, item.parse_mode)
    message = _own(town, request)
    if message.media_kind not in REPLACEABLE:
        raise bad_request("message media can't be edited")
    alike = {item.type, message.media_kind} <= {"photo", "video"}
    if message.album and item.type != message.media_kind and not alike:
        raise bad_request("can't change media type in the album")
    file = file_of(town, item.type, item.media)
    grouped = {"media_group_id": message.album} if message.album else {}
    content = file.content | extras(item) | grouped
    markup = keyboard(request.reply_markup)
    same = content == message.content
    if not same:
        message.content, message.media = content, file.data
        message.changed()
    return _edited(town, message, caption, entities, markup, same=same)


def _own(town: "Town", request: Editing) -> Message:
    if request.inline_message_id is not None:
        raise bad_request("MESSAGE_ID_INVALID")
    message = message_to_change(town, request.chat_id, request.message_id, "edit")
    keyed = message.markup is not None and "inline_keyboard" not in message.markup
    forwarded = "forward_origin" in message.content
    if message.sender is not town.bot or message.kind == "service" or keyed or forwarded:
        raise bad_request("message can't be edited")
    return message


def _edited(
    town: "Town",
    message: Message,
    text: str,
    entities: list[Json],
    markup: Json | None,
    *,
    same: bool = True,
) -> Json:
    """Change a message; an edit that changes nothing counts for flood control all the same."""
    town.flood.take(message.chat.id)
    if same and (text, entities, markup) == (message.text, message.entities, message.markup):
        raise bad_request(NOT_MODIFIED)
    message.text, message.entities, message.markup = text, entities, markup
    message.chat.revise(message)
    return message.to_json()


@method(DeleteMessage)
def delete_message(town: "Town", request: DeleteMessage) -> bool:
    """Bot API: deleteMessage."""
    message = message_to_change(town, request.chat_id, request.message_id, "delete")
    _check_deletable(town, message)
    message.chat.erase(message, town.bot)
    return True


@method(DeleteMessages)
def delete_messages(town: "Town", request: DeleteMessages) -> bool:
    """Bot API: deleteMessages; ids that do not exist are skipped."""
    if not 1 <= len(request.message_ids) <= MOST_DELETED:
        raise bad_request("too few or too many messages to delete")
    chat = chat_to_read(town, request.chat_id)
    messages = [m for m in map(chat.find, request.message_ids) if m is not None]
    for message in messages:
        _check_deletable(town, message)
    for message in messages:
        chat.erase(message, town.bot)
    return True


def _check_deletable(town: "Town", message: Message) -> None:
    chat = message.chat
    mine = message.sender is town.bot or isinstance(chat, PrivateChat)
    allowed = mine or (isinstance(chat, Group) and chat.bot_member.may("can_delete_messages"))
    old = town.now() - message.date > DELETE_WITHIN
    if not allowed or old or message.service == "supergroup_chat_created":
        raise bad_request("message can't be deleted for everyone")
