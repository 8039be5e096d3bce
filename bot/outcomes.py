"""What Telegram's answers mean for a post."""

from __future__ import annotations

import re
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

import structlog
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
from scheduler.ports import Doubt, Gone, Later, Moved, Outcome, Refused, Sent

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
         r"|message_id_invalid|there is no (text|caption) in the message", "message"),
    )
)  # fmt: skip
# A page instead of JSON: PTB then names only the status. Something before the Bot API refused.
_FOREIGN_PAGE = re.compile(r"\([34]\d\d\)")


async def settled(call: Awaitable[Any], method: str, message_id: int) -> Outcome:
    """What came of a call of telegram.Bot: Sent with its message's id, or the new one's."""
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
    if "message is not modified" in text or "topic_not_modified" in text:
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
