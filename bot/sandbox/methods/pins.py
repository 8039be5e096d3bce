"""Methods that pin messages and let them go."""

from typing import TYPE_CHECKING

from bot.sandbox.chat_requests import (
    PinChatMessage,
    UnpinAllChatMessages,
    UnpinAllForumTopicMessages,
    UnpinChatMessage,
)
from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad_request
from bot.sandbox.groups import Group
from bot.sandbox.messages import Message
from bot.sandbox.methods.access import chat_to_write
from bot.sandbox.methods.registry import method
from bot.sandbox.methods.topics import forum_of

if TYPE_CHECKING:
    from bot.sandbox.town import Town

NO_RIGHT = "not enough rights to manage pinned messages in the chat"


@method(PinChatMessage)
def pin_chat_message(town: "Town", request: PinChatMessage) -> bool:
    """Bot API: pinChatMessage; the service message counts for flood control."""
    chat = _chat(town, request.chat_id)
    message = _message(chat, request.message_id, "pin")
    town.flood.take(chat.id)
    chat.pin(message, town.bot)
    return True


@method(UnpinChatMessage)
def unpin_chat_message(town: "Town", request: UnpinChatMessage) -> bool:
    """Bot API: unpinChatMessage; without message_id the one that was pinned last."""
    chat = _chat(town, request.chat_id)
    if request.message_id is not None:
        chat.unpin(_message(chat, request.message_id, "unpin"))
    elif not chat.pinned:
        raise bad_request("message to unpin not found")
    else:
        chat.unpin(chat.pinned[-1])
    return True


@method(UnpinAllChatMessages)
def unpin_all_chat_messages(town: "Town", request: UnpinAllChatMessages) -> bool:
    """Bot API: unpinAllChatMessages."""
    chat = _chat(town, request.chat_id)
    chat.pinned.clear()
    return True


@method(UnpinAllForumTopicMessages)
def unpin_all_forum_topic_messages(town: "Town", request: UnpinAllForumTopicMessages) -> bool:
    """Bot API: unpinAllForumTopicMessages."""
    forum = forum_of(town, request.chat_id)
    _check_right(forum)
    for message in [m for m in forum.pinned if m.thread == request.message_thread_id]:
        forum.unpin(message)
    return True


def _chat(town: "Town", chat_id: int | str) -> Chat:
    chat = chat_to_write(town, chat_id)
    _check_right(chat)
    return chat


def _check_right(chat: Chat) -> None:
    """In a supergroup all may have the right; in a basic group a bot needs it as an admin."""
    if not isinstance(chat, Group):
        return
    appointed = chat.type == "supergroup" or chat.bot_member.is_admin
    if not appointed or not chat.allows(chat.town.bot, "can_pin_messages"):
        raise bad_request(NO_RIGHT)


def _message(chat: Chat, message_id: int, doing: str) -> Message:
    message = chat.find(message_id)
    if message is None:
        raise bad_request(f"message to {doing} not found")
    if message.kind == "service":
        raise bad_request("service messages can't be pinned")
    return message
