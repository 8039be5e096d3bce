"""Ephemeral messages (Bot API 10.2): in a group, to one member only."""

from typing import TYPE_CHECKING

from bot.sandbox.chat_requests import (
    DeleteEphemeralMessage,
    EditEphemeralMessageCaption,
    EditEphemeralMessageReplyMarkup,
    EditEphemeralMessageText,
)
from bot.sandbox.chats import Chat
from bot.sandbox.errors import ApiError, Json, bad_request
from bot.sandbox.groups import Group
from bot.sandbox.inputs import EphemeralMessageParameters
from bot.sandbox.messages import Message
from bot.sandbox.methods.access import chat_to_read
from bot.sandbox.methods.checks import keyboard, message_caption, message_text
from bot.sandbox.methods.registry import method
from bot.sandbox.writing import LONGEST_TEXT

if TYPE_CHECKING:
    from bot.sandbox.people import User
    from bot.sandbox.town import Town

# Known from the documentation of the objects; Telegram's words for these refusals are not.
TOO_LATE = "ephemeral messages can be sent only within 15 seconds of the user's action"


def receiver(town: "Town", chat: Chat, asked: EphemeralMessageParameters | None) -> "User | None":
    """Return who alone will see a message, None for everybody.

    An administrator may tell any member something at any time; other bots only in answer to a
    press of theirs, fifteen seconds after it at most.

    Raises:
        ApiError: 400, not in a group, to nobody there, too late; or the Bot API is an older one.
    """
    if asked is None:
        return None
    if not town.ephemeral:
        raise bad_request("parameter ephemeral_message_parameters is not known to the sandbox")
    if not isinstance(chat, Group):
        raise bad_request("ephemeral messages can be sent only in groups")
    user = town.users.get(asked.receiver_user_id)
    if user is None or user.is_bot or not chat.member(user).present:
        raise bad_request("USER_NOT_PARTICIPANT")
    tap = town.queries.get(asked.callback_query_id or "")
    fresh = tap is not None and tap.user is user and town.now() - tap.at <= town.answer_within
    if not chat.bot_member.is_admin and not fresh:
        raise bad_request(TOO_LATE)
    if asked.replace_callback_query_message and tap is not None:
        chat.erase_whisper(tap.message)
    return user


@method(EditEphemeralMessageText)
def edit_ephemeral_message_text(town: "Town", request: EditEphemeralMessageText) -> Json:
    """Bot API: editEphemeralMessageText; without reply_markup the buttons go."""
    text, entities = message_text(request.text, request.entities, request.parse_mode, LONGEST_TEXT)
    message = _own(town, request)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    return _edited(town, message, text, entities, keyboard(request.reply_markup))


@method(EditEphemeralMessageCaption)
def edit_ephemeral_message_caption(town: "Town", request: EditEphemeralMessageCaption) -> Json:
    """Bot API: editEphemeralMessageCaption; without reply_markup the buttons go."""
    caption = message_caption(request.caption, request.caption_entities, request.parse_mode)
    message = _own(town, request)
    if message.kind == "text":
        raise bad_request("there is no caption in the message to edit")
    return _edited(town, message, *caption, keyboard(request.reply_markup))


@method(EditEphemeralMessageReplyMarkup)
def edit_ephemeral_message_reply_markup(
    town: "Town", request: EditEphemeralMessageReplyMarkup
) -> Json:
    """Bot API: editEphemeralMessageReplyMarkup; without reply_markup the buttons go."""
    message = _own(town, request)
    markup = keyboard(request.reply_markup)
    return _edited(town, message, message.text, message.entities, markup)


@method(DeleteEphemeralMessage)
def delete_ephemeral_message(town: "Town", request: DeleteEphemeralMessage) -> bool:
    """Bot API: deleteEphemeralMessage."""
    group, message = _found(town, request, "delete")
    group.erase_whisper(message)
    return True


def _found(town: "Town", request: DeleteEphemeralMessage, doing: str) -> tuple[Group, Message]:
    if not town.ephemeral:
        raise ApiError(404, "Not Found")
    chat = chat_to_read(town, request.chat_id)
    message = None
    if isinstance(chat, Group):
        message = chat.find_whisper(request.ephemeral_message_id, request.receiver_user_id)
    if message is None or not isinstance(chat, Group):
        raise bad_request(f"message to {doing} not found")
    return chat, message


def _own(town: "Town", request: DeleteEphemeralMessage) -> Message:
    _, message = _found(town, request, "edit")
    if message.sender is not town.bot:
        raise bad_request("message can't be edited")
    return message


def _edited(
    town: "Town", message: Message, text: str, entities: list[Json], markup: Json | None
) -> Json:
    town.flood.take(message.chat.id)
    if (text, entities, markup) == (message.text, message.entities, message.markup):
        raise bad_request("message is not modified")
    message.text, message.entities, message.markup = text, entities, markup
    message.chat.revise(message)
    return message.to_json()
