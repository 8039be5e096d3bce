"""What the taps are measured beside: the floor, and the conventional bot.

Run as a program: `python -m benchmarks.rivals floor|usual BASE_URL TOKEN DATABASE`.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from typing import Any

from sqlalchemy import Integer, String, func, select
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, ContextTypes
from telegram.request import HTTPXRequest

from bot.wire import AiohttpRequest

Context = ContextTypes.DEFAULT_TYPE


async def answer_only(update: Update, _: Context) -> None:
    """The floor: answers the press, and stores nothing."""
    assert update.callback_query is not None  # noqa: S101 (the handler has looked)
    await update.callback_query.answer("Noted. Thank you!")


class Base(DeclarativeBase):
    """The conventional bot's tables."""


class Reply(Base):
    """Who pressed what."""

    __tablename__ = "replies"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    data: Mapped[str] = mapped_column(String, index=True)
    user_id: Mapped[int] = mapped_column(Integer, index=True)


class Usual:
    """The conventional bot: one ORM transaction and one edit a tap, eight at a time."""

    def __init__(self, database: str) -> None:
        self._engine = create_async_engine(f"sqlite+aiosqlite:///{database}", pool_size=8)

    async def start(self, _: Any) -> None:
        """Makes the table."""
        async with self._engine.begin() as connection:
            await connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            await connection.run_sync(Base.metadata.create_all)

    async def press(self, update: Update, _: Context) -> None:
        """Stores, answers, and edits the count into the card."""
        query = update.callback_query
        assert query is not None  # noqa: S101 (the handler has looked)
        user_id = query.from_user.id
        async with AsyncSession(self._engine) as session, session.begin():
            mine = select(Reply).where(Reply.data == query.data, Reply.user_id == user_id)
            if await session.scalar(mine) is None:
                session.add(Reply(data=query.data, user_id=user_id))
            counted = select(func.count()).where(Reply.data == query.data)
            count = await session.scalar(counted)
        await query.answer("Noted. Thank you!")
        button = InlineKeyboardButton("Got it", callback_data=query.data)
        # 429 and "not modified" are this bot's daily bread.
        with contextlib.suppress(TelegramError):
            await query.edit_message_text(
                f"{count} families have confirmed.", reply_markup=InlineKeyboardMarkup([[button]])
            )


def floor(base_url: str, token: str) -> Application[Any, Any, Any, Any, Any, Any]:
    """PTB's Application on our transport, with a handler that only answers."""
    made = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{base_url}/bot")
        .request(AiohttpRequest())
        .get_updates_request(AiohttpRequest(limit=2))
        .concurrent_updates(32)
        .build()
    )
    made.add_handler(CallbackQueryHandler(answer_only))
    return made


def usual(base_url: str, token: str, database: str) -> Application[Any, Any, Any, Any, Any, Any]:
    """PTB as its examples show it, at its best measured setting."""
    bot = Usual(database)
    made = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{base_url}/bot")
        .request(HTTPXRequest(connection_pool_size=8, pool_timeout=60))
        .concurrent_updates(8)
        .post_init(bot.start)
        .build()
    )
    made.add_handler(CallbackQueryHandler(bot.press))
    return made


def main() -> None:
    """Polls until it is stopped."""
    logging.basicConfig(level=logging.CRITICAL)
    name, base_url, token, database = sys.argv[1:]
    made = floor(base_url, token) if name == "floor" else usual(base_url, token, database)
    asyncio.set_event_loop(asyncio.new_event_loop())
    made.run_polling(allowed_updates=["callback_query"], stop_signals=[2, 15])


if __name__ == "__main__":
    main()
