"""An echo bot written with aiogram; a module of its own, since aiogram takes seconds to load."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiogram import Bot, Dispatcher, F
from aiogram import types as aio
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter
from aiogram.filters import Command
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.sandbox import Server

SECRET = "s3cret"  # noqa: S105 - a made-up one


class Patient(BaseRequestMiddleware):
    """Waits as long as Telegram asks, as aiogram's documentation shows."""

    async def __call__(self, make_request: Any, bot: Bot, method: Any) -> Any:
        """Ask again once."""
        try:
            return await make_request(bot, method)
        except TelegramRetryAfter as error:
            await asyncio.sleep(error.retry_after)
            return await make_request(bot, method)


def dispatcher() -> Dispatcher:
    """Return aiogram's echo bot."""
    made = Dispatcher()
    album: list[str] = []

    @made.message(Command("start"))
    async def hello(message: aio.Message) -> None:
        rows = [[aio.InlineKeyboardButton(text="Count", callback_data="count")]]
        name = message.from_user.first_name if message.from_user else ""
        keyboard = aio.InlineKeyboardMarkup(inline_keyboard=rows)
        await message.answer(f"Hello {name}", reply_markup=keyboard)

    @made.callback_query(F.data == "count")
    async def count(query: aio.CallbackQuery) -> None:
        assert isinstance(query.message, aio.Message)
        await query.message.edit_text("Counted once")
        await query.answer("Counted")

    @made.message(F.photo)
    async def photo(message: aio.Message) -> None:
        assert message.photo
        album.append(message.photo[-1].file_id)
        if len(album) == 2:
            await message.answer_media_group([aio.InputMediaPhoto(media=each) for each in album])

    @made.message(F.document)
    async def document(message: aio.Message, bot: Bot) -> None:
        assert message.document
        held = io.BytesIO()
        await bot.download(message.document, held)
        data = held.getvalue()[::-1]
        file = aio.BufferedInputFile(data, message.document.file_name or "")
        await message.answer_document(file)

    @made.message(F.text)
    async def echo(message: aio.Message) -> None:
        await message.answer(message.text or "")

    return made


@asynccontextmanager
async def aiogrammed(server: Server, *, webhook: bool) -> AsyncIterator[None]:
    """Run aiogram's bot, fetching or being called."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.base_url))
    session.middleware(Patient())
    made = dispatcher()
    async with Bot(server.town.token, session=session) as bot:
        if not webhook:
            polling = asyncio.create_task(made.start_polling(bot, handle_signals=False))
            yield
            await made.stop_polling()
            await polling
            return
        app = web.Application()
        SimpleRequestHandler(made, bot, secret_token=SECRET).register(app, path="/hook")
        async with TestServer(app) as receiver:
            await bot.set_webhook(str(receiver.make_url("/hook")), secret_token=SECRET)
            yield
            await bot.delete_webhook()
