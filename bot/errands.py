"""What goes out past the queue, after the commit: answers to presses, and small errands."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import Any

import structlog
from telegram import Bot, ChatMemberAdministrator
from telegram.error import TelegramError
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.deliver import keyboard
from bot.incoming import is_in
from bot.parts import NO_PREVIEW
from bot.spans import entities
from handlers.kit.composing import Compose, Farewell
from handlers.kit.lengths import clipped
from handlers.kit.turn import (
    Absent,
    Delete,
    Errand,
    Fetch,
    Looked,
    LookUp,
    Redraw,
    ShowMenu,
    Strip,
    Toast,
    Whisper,
    WhoIsIn,
)

log = structlog.get_logger()

# At 100 ms to Telegram and back these answer 640 presses a second, which is more than polling
# brings at that distance; they leave the sender the rest of the connections (bot/wire.py).
AT_ONCE = 64
LookedUp = Callable[[Looked | Absent], Awaitable[None]]
ShowsMenu = Callable[[int], Awaitable[None]]
Fetched = Callable[[Fetch, bytes | None], Awaitable[None]]
Composes = Callable[[Compose], Awaitable[None]]
Whispers = Callable[[Whisper], Awaitable[None]]
Call = Callable[[], Awaitable[None]]


class Errands:
    """Calls that leave no row, for nothing much is lost with them.

    A lost toast is a spinner that stops by itself, a lost deletion a command that stays.

    `looked_up` is told what a look-up found, `shows_menu` whose menu may have changed; `fetched`
    and `composes` go on with a file, and with what is made for somebody; `whispers` shows cards
    that only one member of a group sees.
    """

    def __init__(
        self,
        bot: Bot,
        looked_up: LookedUp,
        shows_menu: ShowsMenu,
        fetched: Fetched,
        composes: Composes,
        whispers: Whispers,
    ) -> None:
        self._bot = bot
        self._looked_up = looked_up
        self._shows_menu = shows_menu
        self._fetched = fetched
        self._composes = composes
        self._whispers = whispers
        self._calls: deque[Call] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting: set[Errand] = set()

    def publish(self, toasts: Iterable[tuple[str, Toast]], errands: Iterable[Errand]) -> None:
        """Sends these off; who calls does not wait. An errand that waits already is enough."""
        self._calls.extend(partial(self._toast, query_id, toast) for query_id, toast in toasts)
        for errand in errands:
            if errand not in self._waiting:
                self._waiting.add(errand)
                self._calls.append(partial(self._run, errand))
        for _ in range(min(len(self._calls), AT_ONCE - len(self._tasks))):
            self._tasks.add(asyncio.create_task(self._work()))

    async def finish(self, seconds: float) -> None:
        """Gives what is under way some seconds to end; what has not by then is given up."""
        tasks = list(self._tasks)
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)
        self._calls.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self) -> None:
        """Makes call after call until none is left: for thousands of toasts a few tasks do."""
        try:
            while self._calls:
                await self._quietly(self._calls.popleft())
        finally:
            # Not by a callback: what is published until that ran would find nobody at work.
            task = asyncio.current_task()
            assert task is not None  # noqa: S101 (this is one)
            self._tasks.discard(task)

    async def _quietly(self, call: Call) -> None:
        try:
            await call()
        except TelegramError as error:
            # Among them "query is too old": the answer was stored all the same.
            log.info("errand.failed", error=str(error))
        except Exception:
            log.exception("errand.broke")

    async def _toast(self, query_id: str, toast: Toast) -> None:
        """Straight through PTB's request: its typed method adds a tenth to the call."""
        said = [RequestParameter(*each, None) for each in answer(query_id, toast).items()]
        url = f"{self._bot.base_url}/answerCallbackQuery"
        await self._bot.request.post(url, RequestData(said))

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
            case WhoIsIn(chat_id, user_ids):
                await self._who_is_in(chat_id, user_ids)
            case ShowMenu(user_id):
                await self._shows_menu(user_id)
            case Whisper():
                await self._whispers(errand)
            case Compose():
                await self._composes(errand)
            case Farewell() | Redraw():
                await self._say(errand)
            case Fetch():
                await self._fetched(errand, await self._bytes(errand))

    async def _say(self, errand: Farewell | Redraw) -> None:
        """A last word; or a card without files, in the place of what stands there, or below."""
        if isinstance(errand, Farewell):
            await self._bot.send_message(errand.chat_id, errand.text)
            return
        text = clipped(errand.card.text)
        shown: dict[str, Any] = {
            "entities": entities(text) or None,
            "reply_markup": keyboard(errand.card),
            "link_preview_options": NO_PREVIEW,
        }
        if errand.message_id is None:
            await self._bot.send_message(errand.chat_id, text.plain, **shown)
        else:
            await self._bot.edit_message_text(
                text.plain, errand.chat_id, errand.message_id, **shown
            )

    async def _bytes(self, fetch: Fetch) -> bytes | None:
        """The bytes of a file, None where Telegram or the errand's own limit has none for us."""
        if fetch.file.file_id is None or fetch.file.size > fetch.most:
            return None
        try:
            found = await self._bot.get_file(fetch.file.file_id)
            if (found.file_size or 0) > fetch.most:
                return None
            return bytes(await found.download_as_bytearray())
        except TelegramError as error:
            log.info("file.not_fetched", error=type(error).__name__)
            return None

    async def _who_is_in(self, chat_id: int, user_ids: Sequence[int]) -> None:
        """One after another: a class has dozens of members, and nothing waits for it.

        Where a group hides its members, Telegram tells administrators only.
        """
        absent = []
        for user_id in user_ids:
            member = await self._bot.get_chat_member(chat_id, user_id)
            if not is_in(member):
                absent.append(user_id)
        if absent:
            await self._looked_up(Absent(chat_id, tuple(absent)))

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


def answer(query_id: str, toast: Toast) -> dict[str, Any]:
    """Bot API: answerCallbackQuery, its parameters."""
    parameters: dict[str, Any] = {"callback_query_id": query_id}
    if toast.text:
        parameters["text"] = toast.text
    if toast.alert:
        parameters["show_alert"] = True
    if toast.url:
        parameters["url"] = toast.url
    return parameters
