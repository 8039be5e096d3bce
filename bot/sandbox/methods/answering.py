"""Replies of the bot: to a message of the chat, to one of another chat, with a quote."""

from bot.sandbox import media
from bot.sandbox.chats import Chat
from bot.sandbox.errors import Json, bad_request
from bot.sandbox.groups import Group
from bot.sandbox.messages import HOLDS, Message
from bot.sandbox.methods.access import chat_to_read
from bot.sandbox.objects import ReplyParameters
from bot.sandbox.texts import LONGEST_QUOTE, quote_of


def answer(message: Message, reply: ReplyParameters | None) -> None:
    """Let a prepared message answer what the parameters name.

    Raises:
        ApiError: 400, there is no such message (unless it may go without), or no such quote.
    """
    if reply is None or (reply.message_id or 0) <= 0:
        return
    chat = message.chat
    here = reply.chat_id in (None, chat.id, str(chat.id))
    source: Chat = chat if here else chat_to_read(chat.town, reply.chat_id or 0)
    answered = source.find(reply.message_id)
    if answered is None:
        if not reply.allow_sending_without_reply:
            raise bad_request("message to be replied not found")
        return
    if here:
        message.reply_to = answered
    elif not answered.protected and answered.kind != "service":
        message.external = external(answered)
        message.quote = _whole(answered)
    if reply.quote:
        message.quote = _quote(answered, reply)


def _quote(answered: Message, reply: ReplyParameters) -> Json:
    entities = [entity.model_dump(exclude_none=True) for entity in reply.quote_entities or ()]
    found = quote_of(answered.text, reply.quote or "", entities, reply.quote_position or 0)
    if found is None:
        raise bad_request("QUOTE_TEXT_INVALID")
    return found


def _whole(answered: Message) -> Json | None:
    """Return the quote that an answer to another chat shows by itself."""
    text = answered.text[:LONGEST_QUOTE]
    return {"text": text, "position": 0} if text else None


def external(answered: Message) -> Json:
    """Return the Bot API's ExternalReplyInfo of a message in another chat."""
    info: Json = {"origin": media.origin(answered)}
    if isinstance(answered.chat, Group) and answered.chat.type == "supergroup":
        info |= {"chat": answered.chat.brief, "message_id": answered.id}
    return info | {name: answered.content[name] for name in HOLDS if name in answered.content}
