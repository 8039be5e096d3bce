"""Topics of cards that are closed once their cards say so, and opened again."""

from __future__ import annotations

from dataclasses import replace

import structlog
from telegram import Bot

from bot.outcomes import settled
from handlers.kit.card import Card
from scheduler.ports import Address, Doubt, Form, Later, Outcome, Sent

_log = structlog.get_logger(__name__)


async def settle(bot: Bot, to: Address, sent: Sent, what: Card, form: Form) -> Outcome:
    """Closes the topic that a card opened, or opens it again, as the card says.

    Where that may not be, for want of the right, the post stands all the same. Where Telegram says
    to wait, or nothing, the whole edit is repeated, which changes nothing the second time.
    """
    if what.topic is None or to.thread_id is None or what.shut == form.shut:
        return sent
    close = bot.close_forum_topic if what.shut else bot.reopen_forum_topic
    method = "closeForumTopic" if what.shut else "reopenForumTopic"
    done = await settled(close(to.chat_id, to.thread_id), method, sent.message_id)
    if isinstance(done, Later | Doubt):
        return done
    if not isinstance(done, Sent):
        _log.info("topic.stays", chat=to.chat_id, method=method, outcome=str(done))
        return replace(sent, weight=sent.weight + 1)
    form = replace(form, shut=what.shut)
    return replace(sent, form=None if form == Form() else form, weight=sent.weight + 1)
