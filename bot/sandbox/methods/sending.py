"""Methods that send: sendMessage, sendDocument."""

from typing import TYPE_CHECKING

from bot.sandbox import media
from bot.sandbox.chats import Chat
from bot.sandbox.errors import Json, bad_request
from bot.sandbox.groups import Group
from bot.sandbox.messages import Message
from bot.sandbox.methods.access import chat_to_write
from bot.sandbox.methods.checks import formatted, keyboard, message_text
from bot.sandbox.methods.registry import method
from bot.sandbox.objects import ReplyParameters
from bot.sandbox.people import LONGEST_CAPTION, LONGEST_TEXT
from bot.sandbox.requests import SendDocument, Sending, SendMessage, Upload

if TYPE_CHECKING:
    from bot.sandbox.town import Town

# Bot API: Sending files.
LARGEST_FILE = 50 * 1024 * 1024


@method(SendMessage)
def send_message(town: "Town", request: SendMessage) -> Json:
    """Bot API: sendMessage."""
    text, entities = message_text(request.text, request.entities, request.parse_mode, LONGEST_TEXT)
    message = prepared(town, request, "can_send_messages", "text messages")
    message.text, message.entities = text, entities
    if request.link_preview_options is not None:
        message.link_preview = request.link_preview_options.model_dump(exclude_none=True)
    return post(message)


@method(SendDocument)
def send_document(town: "Town", request: SendDocument) -> Json:
    """Bot API: sendDocument; the file is a part of the multipart body or a file_id."""
    caption, entities = formatted(
        request.caption or "", request.caption_entities, request.parse_mode
    )
    if len(caption) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    file = request.document
    if isinstance(file, Upload) and not 0 < len(file.content) <= LARGEST_FILE:
        raise bad_request("file must be non-empty" if not file.content else "file is too big")
    message = prepared(town, request, "can_send_documents", "documents")
    message.text, message.entities, message.kind = caption, entities, "media"
    if isinstance(file, Upload):
        message.content = media.document(town.files, file.filename, file.content, file.content_type)
        message.media = file.content
    else:
        known = town.files.find(file)
        if known is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        message.content, message.media = media.described(known), known.data
    return post(message)


def prepared(town: "Town", request: Sending, permission: str, things: str) -> Message:
    """Return a message of the bot, all checked but not yet posted.

    Args:
        town: where.
        request: what all sending methods take.
        permission: the right it needs (Bot API: ChatPermissions).
        things: how the refusal names what is sent, "text messages".

    Raises:
        ApiError: the chat, the topic, the message replied to, the keyboard or flood control.
    """
    chat = chat_to_write(town, request.chat_id)
    markup = keyboard(request.reply_markup)
    if isinstance(chat, Group) and not chat.may_send(chat.bot_member, permission):
        raise bad_request(f"not enough rights to send {things} to the chat")
    reply_to = _reply_to(chat, request.reply_parameters)
    thread = _thread(chat, request.message_thread_id, reply_to)
    town.flood.take(chat.id)
    message = Message(chat, 0, town.now(), town.bot)
    message.reply_to, message.thread, message.markup = reply_to, thread, markup
    message.silent = bool(request.disable_notification)
    message.protected = bool(request.protect_content)
    return message


def post(message: Message) -> Json:
    """Give a prepared message its id, show it, and return it as the Bot API does."""
    message.id = message.chat.next_id()
    return message.chat.keep(message).to_json()


def _reply_to(chat: Chat, reply: ReplyParameters | None) -> Message | None:
    if reply is None:
        return None
    here = reply.chat_id in (None, chat.id, str(chat.id))
    message = chat.find(reply.message_id) if here else None
    if message is None and not reply.allow_sending_without_reply:
        raise bad_request("message to be replied not found")
    return message


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
    if forum.is_closed(topic) and not forum.bot_member.may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return thread_id or None
