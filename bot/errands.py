"""What goes out past the queue, after the commit: answers to presses, and small errands."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from functools import partial

import structlog
from telegram import Bot, ChatMemberAdministrator
from telegram.error import TelegramError

from handlers.kit.turn import Delete, Errand, Looked, LookUp, Strip, Toast

log = structlog.get_logger()

# More would only wait in the connection pool (bot/wire.py).
AT_ONCE = 32
LookedUp = Callable[[Looked], Awaitable[None]]


class Errands:
    """Calls that leave no row, for nothing much is lost with them.

    A lost toast is a spinner that stops by itself, a lost deletion a command that stays.

    `looked_up` is told what a look-up found.
    """

    def __init__(self, bot: Bot, looked_up: LookedUp) -> None:
        self._bot = bot
        self._looked_up = looked_up
        self._room = asyncio.Semaphore(AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting: set[Errand] = set()

    def publish(self, toasts: Iterable[tuple[str, Toast]], errands: Iterable[Errand]) -> None:
        """Sends these off; who calls does not wait. An errand that waits already is enough."""
        for query_id, toast in toasts:
            self._begin(partial(self._toast, query_id, toast))
        for errand in errands:
            if errand not in self._waiting:
                self._waiting.add(errand)
                self._begin(partial(self._run, errand))

    async def finish(self, seconds: float) -> None:
        """Gives what is under way some seconds to end; what has not by then is given up."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self, call: Callable[[], Awaitable[None]]) -> None:
        task = asyncio.ensure_future(self._quietly(call))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _quietly(self, call: Callable[[], Awaitable[None]]) -> None:
        async with self._room:
            try:
                await call()
            except TelegramError as error:
                # Among them "query is too old": the answer was stored all the same.
                log.info("errand.failed", error=str(error))
            except Exception:
                log.exception("errand.broke")

    async def _toast(self, query_id: str, toast: Toast) -> None:
        await self._bot.answer_callback_query(
            query_id, text=toast.text or None, show_alert=toast.alert or None, url=toast.url
        )

    async def _run(self, errand: Errand) -> None:
        # From here on what it would see may be older than a reason to look again.
        self._waiting.discard(errand)
        match errand:
            case Delete(chat_id, message_id):
                await self._bot.delete_message(chat_id, message_id)
            case Strip(chat_id, message_id):
                await self._bot.edit_message_reply_markup(chat_id, message_id, reply_markup=None)
            case LookUp(chat_id):
                await self._look_up(chat_id)

    async def _look_up(self, chat_id: int) -> None:
        count = await self._bot.get_chat_member_count(chat_id)
        # Telegram lists no members but these; among them are often people of the school, and
        # never a bot, not even the one that asks (Bot API: getChatAdministrators).
        admins = await self._bot.get_chat_administrators(chat_id)
        me = await self._bot.get_chat_member(chat_id, self._bot.id)
        found = Looked(
            chat_id,
            members=count,
            admin_ids=tuple(each.user.id for each in admins),
            admin=isinstance(me, ChatMemberAdministrator),
            may_delete=isinstance(me, ChatMemberAdministrator) and me.can_delete_messages,
        )
        await self._looked_up(found)
