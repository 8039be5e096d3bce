"""Ephemeral messages (Bot API 10.2): in a group, to one member only, where Telegram has them."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from telegram import Bot, Message
from telegram.error import BadRequest, EndPointNotFound, RetryAfter, TelegramError

from bot.deliver import keyboard
from bot.intake import asked_to_wait
from bot.parts import NO_PREVIEW
from bot.spans import entities
from handlers.kit.card import Card
from handlers.kit.errands import Whisper
from handlers.kit.lengths import clipped

log = structlog.get_logger()

# Telegram does not say whether they count as a group's 20 messages a minute; its cards come first.
PER_MINUTE = 10
MINUTE = 60.0

Queue = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]


class Whispers:
    """Shows people cards that only they see; where that cannot be, queues what is said instead.

    Whether Telegram has such messages is asked once a process, and so that nobody sees it: a Bot
    API that does not know the parameter would leave it out and show the card to everybody.
    """

    def __init__(self, bot: Bot, queue: Queue) -> None:
        self._bot = bot
        self._queue = queue
        self._has_them: bool | None = None
        self._asks = False
        self._sent: dict[int, deque[float]] = defaultdict(deque)
        self._rests: dict[int, float] = {}

    async def say(self, errand: Whisper) -> None:
        """Shows the cards of an errand, as far as that goes; if none, queues its `otherwise`."""
        told = 0
        try:
            for shown in errand.cards:
                if not (await self._may(errand) and self._has_room(errand.chat_id)):
                    break
                if not await self._show(errand, shown):
                    break
                told += 1
        except TelegramError as error:
            log.info("whisper.failed", error=type(error).__name__)
            if isinstance(error, RetryAfter):
                self._rests[errand.chat_id] = time.monotonic() + asked_to_wait(error)
        if not told and errand.otherwise:
            await self._queue(errand.otherwise)

    def _has_room(self, chat_id: int) -> bool:
        now = time.monotonic()
        if now < self._rests.get(chat_id, 0.0):
            return False
        sent = self._sent[chat_id]
        while sent and sent[0] < now - MINUTE:
            sent.popleft()
        return len(sent) < PER_MINUTE

    async def _may(self, errand: Whisper) -> bool:
        """Whether Telegram has them; while the first asks, the others do without."""
        if self._has_them is None and not self._asks:
            self._asks = True
            try:
                self._has_them = await self._asked(errand)
            finally:
                self._asks = False
        return bool(self._has_them)

    async def _asked(self, errand: Whisper) -> bool:
        """Who deletes one that cannot be is refused, where the very method is known."""
        nothing = {
            "chat_id": errand.chat_id,
            "receiver_user_id": errand.user_id,
            "ephemeral_message_id": 0,
        }
        try:
            await self._bot.do_api_request("deleteEphemeralMessage", api_kwargs=nothing)
        except EndPointNotFound:
            return False
        except BadRequest:
            return True
        return True

    async def _show(self, errand: Whisper, shown: Card) -> bool:
        self._sent[errand.chat_id].append(time.monotonic())
        text = clipped(shown.text)
        to: dict[str, Any] = {"receiver_user_id": errand.user_id}
        if errand.query_id is not None:
            to["callback_query_id"] = errand.query_id
        message = await self._bot.send_message(
            errand.chat_id,
            text.plain,
            entities=entities(text) or None,
            message_thread_id=errand.thread_id,
            reply_markup=keyboard(shown),
            link_preview_options=NO_PREVIEW,
            api_kwargs={"ephemeral_message_parameters": to},
        )
        return await self._only_for_one(message)

    async def _only_for_one(self, message: Message) -> bool:
        """Had the parameter meant nothing to Telegram, all would see it: then it goes at once."""
        if "ephemeral_message_id" in message.api_kwargs:
            return True
        self._has_them = False
        await self._bot.delete_message(message.chat.id, message.message_id)
        return False
