"""What an update says, in Homeroom's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from telegram import (
    Bot,
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    ChatMemberUpdated,
    InaccessibleMessage,
    MaybeInaccessibleMessage,
    Message,
    MessageEntity,
    Update,
    User,
)
from telegram.constants import ChatID

from bot.written import written_press
from handlers.kit.buttons import NotAButton, unpack
from handlers.kit.card import FileRef, Span, Text
from handlers.kit.turn import Happened, Incoming, Replied, Someone

# What Telegram is asked to send (Bot API: getUpdates and setWebhook, allowed_updates).
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]

_CONTENT = (
    "photo", "document", "sticker", "voice", "audio", "video", "video_note", "animation",
    "contact", "location", "poll", "dice",
)  # fmt: skip
# What a card can carry on (handlers.kit.card.FileRef); an animation is a document, too.
_FILES = ("photo", "document", "voice", "video", "audio")
# What can be said again as it was typed (Bot API: MessageEntity, type). Telegram finds links and
# hashtags by itself; a person without a username and an emoji of somebody's own it refuses.
_FORMATS = frozenset({
    "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link",
    "blockquote", "expandable_blockquote",
})  # fmt: skip
# Bot API: BotCommand, command; in groups the bot's name may follow.
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@[A-Za-z0-9_]+)?(?!\w)")
_IN = (ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER)


@dataclass(frozen=True, slots=True)
class Parsed:
    """An update that is for us: who acts, where, and what they sent, tapped or did.

    Who wrote a button's words in answer to its message sent that, and has tapped it, too.
    """

    update: Update
    user: User
    chat: Chat
    incoming: Incoming | None
    happened: Happened | None
    query_id: str | None
    press: Any
    pressed: tuple[int, int] | None


def parse(raw: dict[str, Any], bot: Bot) -> Parsed | None:
    """What an update says; None when it is not for us.

    Bots are not for us, and the copies that Telegram itself posts (777000) neither; an anonymous
    admin is, when the message is sent as this very group (Bot API: Message.sender_chat).

    Raises:
        Exception: it is no update that anybody understands. Among them ValueError, when an id is
            no number; it would be found out much later, and elsewhere.
    """
    update = _of_press(raw, bot) if "callback_query" in raw else Update.de_json(raw, bot)
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None or chat.type == Chat.CHANNEL:
        return None
    if user.id == ChatID.SERVICE_CHAT or (user.is_bot and not _counts_of_bots(update)):
        return None
    query = update.callback_query
    message = update.message or update.edited_message
    shown = query.message if query else message
    if not all(map(_is_id, [user.id, chat.id, *([shown.message_id] if shown else [])])):
        raise ValueError("an id is no number")
    written = written_press(update.message) if update.message else None
    under = update.message.reply_to_message if update.message and written else None
    return Parsed(
        update=update,
        user=user,
        chat=chat,
        incoming=_incoming(message) if message else None,
        happened=_happened(update),
        query_id=query.id if query else None,
        press=_press(query.data if query else written),
        pressed=_place(chat, query.message if query else under),
    )


def _place(chat: Chat, message: MaybeInaccessibleMessage | None) -> tuple[int, int] | None:
    """Where a pressed card stands; what only one member sees has no number of its own there."""
    return (chat.id, message.message_id) if message and message.message_id else None


def _of_press(raw: dict[str, Any], bot: Bot) -> Update:
    """A press as PTB's objects, its card as one that is too old to see.

    Telegram sends the whole card along, and nobody here reads more of it than its place. PTB took
    97 µs for all of a press and takes 25 for this, of the 300 that a tap has.
    """
    query = raw["callback_query"]
    shown = query.get("message")
    if shown is not None:
        place = {"chat": shown["chat"], "message_id": shown["message_id"], "date": 0}
        shown = InaccessibleMessage.de_json(place, bot)
    pressed = CallbackQuery(
        id=query["id"],
        from_user=User.de_json(query["from"], bot),
        chat_instance=query.get("chat_instance", ""),
        message=shown,
        data=query.get("data"),
    )
    return Update(raw["update_id"], callback_query=pressed)


def _is_id(value: object) -> bool:
    """Bot API: ids have at most 52 significant bits."""
    return isinstance(value, int) and abs(value) < 2**52


def is_anonymous(user: User) -> bool:
    """Whether the sender is some admin who writes as the group."""
    return user.id == ChatID.ANONYMOUS_ADMIN


def _counts_of_bots(update: Update) -> bool:
    """Whoever it was that removed somebody: that they are gone counts."""
    return update.chat_member is not None or _writes_as_group(update)


def _writes_as_group(update: Update) -> bool:
    message = update.message or update.edited_message
    return (
        message is not None
        and message.from_user is not None
        and is_anonymous(message.from_user)
        and message.sender_chat is not None
        and message.sender_chat.id == message.chat.id
    )


def _press(data: str | None) -> Any:
    try:
        return unpack(data or "")
    except NotAButton:
        return None


def _incoming(message: Message) -> Incoming:
    text, command = _text(message), ""
    if typed := _COMMAND.match(text.plain):
        command = typed[1].lower()
        text = text.cut(typed.end(), len(text.plain)).strip()
    reply = message.reply_to_message
    if reply is not None and reply.forum_topic_created:
        # All that is written in a topic answers the message that opened it, and nothing of ours.
        reply = None
    return Incoming(
        message_id=message.message_id,
        text=text,
        command=command,
        kind=next((name for name in _CONTENT if getattr(message, name)), "text"),
        thread_id=message.message_thread_id if message.is_topic_message else None,
        reply_to=reply.message_id if reply else None,
        reply_ours=bool(reply and reply.from_user and reply.from_user.id == message.get_bot().id),
        forwarded=message.forward_origin is not None,
        album=message.media_group_id,
        files=_files(message),
        replied=_replied(reply) if reply else None,
        reply_presses=_presses(reply) if reply else (),
    )


def _presses(message: Message) -> tuple[Any, ...]:
    """The buttons under a message, as far as they are Homeroom's."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    found = [_press(str(each.callback_data)) for row in rows for each in row if each.callback_data]
    return tuple(press for press in found if press is not None)


def _replied(message: Message) -> Replied:
    """What stands in an answered message; Telegram shows one part of an album, and no reply."""
    ours = bool(message.from_user and message.from_user.id == message.get_bot().id)
    return Replied(_text(message), _files(message), message.media_group_id, ours)


def _files(message: Message) -> tuple[FileRef, ...]:
    """The file of a message; of a photo its largest size."""
    kind = next((name for name in _FILES if getattr(message, name)), None)
    if kind is None:
        return ()
    held = message.photo[-1] if kind == "photo" else getattr(message, kind)
    return (
        FileRef(
            kind,
            held.file_id,
            name=getattr(held, "file_name", None) or "",
            unique_id=held.file_unique_id,
            size=held.file_size or 0,
            mime=getattr(held, "mime_type", None) or "",
        ),
    )


def _text(message: Message) -> Text:
    """The message's text or caption; entity offsets are UTF-16 units (Bot API: MessageEntity)."""
    plain = message.text or message.caption or ""
    points = [0]
    for index, character in enumerate(plain):
        points += [index + 1] * (2 if ord(character) > 0xFFFF else 1)
    spans = [
        _span(entity, points)
        for entity in message.entities or message.caption_entities
        if entity.type in _FORMATS and entity.offset + entity.length < len(points)
    ]
    return Text(plain, tuple(spans))


def _span(entity: MessageEntity, points: list[int]) -> Span:
    start, end = points[entity.offset], points[entity.offset + entity.length]
    extra = {
        name: value
        for name, value in (("url", entity.url), ("language", entity.language))
        if value is not None
    }
    return Span(str(entity.type), start, end - start, extra)


def _happened(update: Update) -> Happened | None:
    if update.my_chat_member is not None:
        return _standing(update.my_chat_member, update.my_chat_member.from_user)
    if update.chat_member is not None:
        return _standing(update.chat_member, update.chat_member.new_chat_member.user)
    message = update.message
    if message is None:
        return None
    if message.new_chat_members:
        return Happened(people=tuple(someone(user) for user in message.new_chat_members))
    if message.left_chat_member:
        return Happened(people=(someone(message.left_chat_member),))
    if message.migrate_to_chat_id:
        return Happened(new_chat_id=message.migrate_to_chat_id)
    if message.new_chat_title:
        return Happened(title=message.new_chat_title)
    return None


def _standing(change: ChatMemberUpdated, about: User) -> Happened:
    """How the bot itself, or somebody else, stands in a chat after a change."""
    new = change.new_chat_member
    muted = isinstance(new, ChatMemberRestricted) and not new.can_send_messages
    return Happened(
        people=(someone(about),),
        present=is_in(new),
        was_present=is_in(change.old_chat_member),
        may_write=not muted,
        admin=new.status == ChatMember.ADMINISTRATOR,
        may_delete=isinstance(new, ChatMemberAdministrator) and new.can_delete_messages,
    )


def is_in(member: ChatMember) -> bool:
    """Whether somebody is in a chat (Bot API: who is restricted may be in it or not)."""
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in _IN


def someone(user: User) -> Someone:
    """A user as handlers know them."""
    return Someone(user.id, user.full_name, user.username, user.language_code, user.is_bot)
