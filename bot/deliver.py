"""Cards to Telegram: the calls, and what each answer means for the post."""

from __future__ import annotations

import re
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

import structlog
from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.wire import AnswerLost, NeverLeft
from handlers.kit.card import Button, Card, Text
from handlers.kit.lengths import clipped, offsets
from scheduler.ports import Address, Doubt, Gone, Later, Moved, Outcome, Refused, Sent

MAX_ENTITIES = 100  # Telegram leaves out those beyond (limits.tginfo.me)
MAX_PLACEHOLDER = 64  # Bot API: ForceReply, input_field_placeholder
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

_log = structlog.get_logger(__name__)

# What Telegram's refusals say, lower-cased, and whose fault that is; the first that fits counts.
# The classes of PTB do not tell: a 400 may be about the text, the topic, rights or the chat.
_REFUSALS = tuple(
    (re.compile(pattern), scope)
    for pattern, scope in (
        (r"topic_(closed|deleted|id_invalid)|message thread not found", "topic"),
        (r"not enough rights|need administrator rights|(have )?no (write access|rights to send)"
         r"|chat_\w*forbidden|chat_restricted|chat_admin_required|user_restricted", "rights"),
        (r"bot was (blocked|kicked)|bot is not a member|user is deactivated|input_user_deactivated"
         r"|can't initiate conversation|can't send messages to|group chat was (deleted|deactivated)"
         r"|(chat|user|group) not found|peer_id_invalid|user_is_blocked|channel_private", "gone"),
        (r"message to (edit|delete) not found|message can't be (edited|deleted)"
         r"|message_id_invalid|there is no text in the message", "message"),
    )
)  # fmt: skip
# A page instead of JSON: PTB then names only the status. Something before the Bot API refused.
_FOREIGN_PAGE = re.compile(r"\([34]\d\d\)")


class TelegramDelivery:
    """Sends, edits and deletes messages; implements scheduler.ports.Deliver.

    Args:
        bot: an initialised Bot, best on an AiohttpRequest, whose errors tell whether a request
            left.
    """

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, to: Address, what: Card) -> Outcome:
        """Sends a card as a new message (Bot API: sendMessage).

        Args:
            to: the chat, and the topic in it.
            what: the card; a text longer than a message is cut.

        Returns:
            Sent with the new message's id, or what else became of it; never raises for what
            Telegram or the network answers.
        """
        text = clipped(what.text)
        call = self._bot.send_message(
            to.chat_id,
            text.plain,
            entities=entities(text) or None,
            message_thread_id=to.thread_id,
            reply_markup=keyboard(what),
            link_preview_options=NO_PREVIEW,
            reply_parameters=_reply(what.reply_to),
        )
        return await _settled(call, "sendMessage", 0)

    async def edit(self, to: Address, message_id: int, what: Card) -> Outcome:
        """Makes a message of ours show a card (Bot API: editMessageText).

        Args:
            to: the chat of the message.
            message_id: the message.
            what: the card; without rows the buttons go away. A question is asked by sending
                only, as an edit takes no ForceReply.

        Returns:
            Sent when the message shows the card, also when it already did.
        """
        text = clipped(what.text)
        call = self._bot.edit_message_text(
            text.plain,
            to.chat_id,
            message_id,
            entities=entities(text) or None,
            reply_markup=_buttons(what),
            link_preview_options=NO_PREVIEW,
        )
        return await _settled(call, "editMessageText", message_id)

    async def delete(self, to: Address, message_id: int) -> Outcome:
        """Takes a message away (Bot API: deleteMessage, within 48 hours).

        Returns:
            Sent when the message is away, also when it already was.
        """
        call = self._bot.delete_message(to.chat_id, message_id)
        return await _settled(call, "deleteMessage", message_id)


async def _settled(call: Awaitable[Any], method: str, message_id: int) -> Outcome:
    try:
        answer = await call
    except Exception as error:
        if not isinstance(error, TelegramError):
            _log.exception("unexpected answer", method=method)
        return outcome(error, method, message_id)
    return Sent(message_id or answer.message_id)


def outcome(exc: Exception, method: str, message_id: int = 0) -> Outcome:
    """Sorts an error by what it means for the post, by its text rather than its class.

    Args:
        exc: what a method of telegram.Bot raised.
        method: the Bot API's name of that method.
        message_id: the message that was to be edited or deleted, if any.

    Returns:
        Anything unknown that may have been carried out is a Doubt.
    """
    match exc:
        case RetryAfter():
            return Later(_seconds(exc.retry_after), "flood control")
        case ChatMigrated():
            return Moved(exc.new_chat_id)
        case NeverLeft() | InvalidToken() | Conflict():
            # The intake sees a bad token, too, and ends the process; the post waits for a good one.
            return Later(None, str(exc))
        case AnswerLost():
            return Doubt(str(exc))
        case TelegramError():
            return _answered(exc, method, message_id)
    return Doubt(type(exc).__name__)


def _answered(exc: TelegramError, method: str, message_id: int) -> Outcome:
    """Telegram said something, or a machine between us and it."""
    text = str(exc).lower()
    if "message is not modified" in text:
        return Sent(message_id)
    if method == "deleteMessage" and "message to delete not found" in text:
        return Sent(message_id)
    if "too many requests" in text or "group chat was upgraded" in text:
        # Without the number that belongs to it: our own backoff decides, or the group's own
        # message about its new id does.
        return Later(None, str(exc))
    if "parsing the server response" in text and _FOREIGN_PAGE.search(text):
        return Later(None, text.partition(". parsing")[0])
    scope = next((scope for pattern, scope in _REFUSALS if pattern.search(text)), None)
    if scope == "gone":
        return Gone(str(exc))
    if scope is not None:
        return Refused(str(exc), scope)
    return _by_class(exc)


def _by_class(exc: TelegramError) -> Outcome:
    """BadRequest is a NetworkError in PTB, as are the 5xx, which may come after the deed."""
    if isinstance(exc, Forbidden):
        return Refused(str(exc), "rights")
    if isinstance(exc, BadRequest):
        return Refused(str(exc), "post")
    return Doubt(str(exc).partition(". Parsing")[0])


def _seconds(period: int | timedelta) -> float:
    """PTB gives whole seconds or, as its users may choose, a timedelta."""
    return period.total_seconds() if isinstance(period, timedelta) else float(period)


def keyboard(card: Card) -> InlineKeyboardMarkup | ForceReply | None:
    """A card's buttons, or for a question the field to answer it in.

    The field opens only for the author of the message that the card replies to, or who is
    mentioned in it (Bot API: ForceReply, selective).
    """
    if card.ask is not None:
        return ForceReply(
            selective=True, input_field_placeholder=card.ask[:MAX_PLACEHOLDER] or None
        )
    return _buttons(card)


def _buttons(card: Card) -> InlineKeyboardMarkup | None:
    if not card.rows:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in card.rows])


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        button.label, callback_data=button.data, url=button.url, style=button.style
    )


def _reply(message_id: int | None) -> ReplyParameters | None:
    if message_id is None:
        return None
    return ReplyParameters(message_id, allow_sending_without_reply=True)


def entities(text: Text) -> list[MessageEntity]:
    """A text's spans as Telegram counts them, in UTF-16 units (Bot API: MessageEntity).

    Spans are cut to the text, empty ones left out, and at most 100 are given.
    """
    at = offsets(text.plain)
    found = []
    for span in text.spans:
        first = min(max(span.offset, 0), len(text.plain))
        last = min(max(span.offset + span.length, first), len(text.plain))
        if first < last:
            where = {"type": span.kind, "offset": at[first], "length": at[last] - at[first]}
            found.append(MessageEntity.de_json({**span.extra, **where}))
    return found[:MAX_ENTITIES]
