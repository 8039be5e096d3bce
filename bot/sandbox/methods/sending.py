"""Methods that send: sendMessage, and what all of them share."""

from typing import TYPE_CHECKING

from bot.sandbox.chats import Chat
from bot.sandbox.errors import Json, bad_request
from bot.sandbox.groups import Group
from bot.sandbox.messages import Message
from bot.sandbox.methods.access import chat_to_write
from bot.sandbox.methods.answering import answer
from bot.sandbox.methods.checks import keyboard, message_text
from bot.sandbox.methods.ephemeral import receiver
from bot.sandbox.methods.registry import method
from bot.sandbox.requests import Placing, SendMessage
from bot.sandbox.writing import LONGEST_TEXT

if TYPE_CHECKING:
    from bot.sandbox.town import Town


@method(SendMessage)
def send_message(town: "Town", request: SendMessage) -> Json:
    """Bot API: sendMessage."""
    text, entities = message_text(request.text, request.entities, request.parse_mode, LONGEST_TEXT)
    message = prepared(town, request, "can_send_messages", "text messages")
    message.text, message.entities = text, entities
    if request.link_preview_options is not None:
        message.link_preview = request.link_preview_options.model_dump(exclude_none=True)
    return post(message)


def prepared(
    town: "Town", request: Placing, permission: str, things: str, count: int = 1
) -> Message:
    """Return a message of the bot, all checked but not yet posted.

    Args:
        town: where.
        request: what all sending methods take.
        permission: the right it needs (Bot API: ChatPermissions).
        things: how the refusal names what is sent, "text messages".
        count: as how many messages it counts for flood control.

    Raises:
        ApiError: the chat, the topic, the message replied to, the keyboard or flood control.
    """
    chat = chat_to_write(town, request.chat_id)
    markup = keyboard(getattr(request, "reply_markup", None))
    if isinstance(chat, Group) and not chat.may_send(chat.bot_member, permission):
        raise bad_request(f"not enough rights to send {things} to the chat")
    message = Message(chat, 0, town.now(), town.bot, markup=markup)
    message.silent = bool(request.disable_notification)
    message.protected = bool(request.protect_content)
    answer(message, getattr(request, "reply_parameters", None))
    message.thread = _thread(chat, request.message_thread_id, message.reply_to)
    whisper = receiver(town, chat, getattr(request, "ephemeral_message_parameters", None))
    town.flood.take(chat.id, count)
    message.receiver = whisper
    return message


def another(message: Message) -> Message:
    """Return a message that goes where this one goes, the next of an album."""
    copy = Message(message.chat, 0, message.date, message.sender, thread=message.thread)
    copy.silent, copy.protected = message.silent, message.protected
    copy.reply_to, copy.quote, copy.external = message.reply_to, message.quote, message.external
    return copy


def post(message: Message) -> Json:
    """Give a prepared message its id, show it, and return it as the Bot API does."""
    if message.receiver is not None and isinstance(message.chat, Group):
        return message.chat.whisper(message).to_json()
    message.id = message.chat.next_id()
    return message.chat.keep(message).to_json()


def _thread(chat: Chat, thread_id: int | None, reply_to: Message | None) -> int | None:
    """Return the thread to post in: a topic of a forum, or a reply thread.

    Raises:
        ApiError: 400 there is no such thread, or the topic is closed.
    """
    if isinstance(chat, Group) and chat.is_forum:
        return _topic(chat, thread_id, reply_to)
    if not thread_id:
        return chat.reply_thread(reply_to) if isinstance(chat, Group) else None
    if chat.type != "supergroup" or chat.find(thread_id) is None:
        raise bad_request("message thread not found")
    return thread_id


def _topic(forum: Group, thread_id: int | None, reply_to: Message | None) -> int | None:
    if not thread_id and reply_to is not None:
        thread_id = reply_to.thread
    topic = forum.topics.get(thread_id) if thread_id else None
    if thread_id and (topic is None or topic.deleted):
        raise bad_request("message thread not found")
    if not forum.takes(topic, forum.town.bot):
        raise bad_request("TOPIC_CLOSED")
    return thread_id or None
