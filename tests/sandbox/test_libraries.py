"""Bots by other hands: aiogram's and PTB's own Application live in the town as at Telegram."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Update,
)
from telegram.ext import (
    AIORateLimiter,
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    Updater,
    filters,
)

from bot.sandbox import Group, Server, Town, User, images

LATER = 0.05  # seconds
HERE, SECRET = "127.0.0.1", "s3cret"
Context = ContextTypes.DEFAULT_TYPE


@pytest.fixture
def forum(town: Town, anna: User) -> Group:
    """Return a forum in which the bot reads everything."""
    forum = town.group("Office", creator=anna, forum=True)
    forum.add_bot(admin=True)
    town.updates.drop()
    return forum


async def conversation(town: Town, anna: User, forum: Group) -> None:
    """Commands, a button and its edit, topics, albums, files, and a 429 that is waited for."""
    anna.start()
    greeting = await anna.private.wait(lambda m: m.text == "Hello Anna")
    told = await anna.tap(greeting, "Count").answer()
    assert told.text == "Counted"
    await anna.private.wait(lambda m: m.id == greeting.id and m.text == "Counted once")
    assert greeting.labels == []

    topic = forum.open_topic("Echoes")
    anna.say(forum, "in the topic", topic=topic)
    echo = await forum.wait(lambda m: m.text == "in the topic")
    assert echo.thread_id == topic.id
    pictures = [images.plain(20, 20, (9, 9, 9)), images.plain(30, 20)]
    for data in pictures:
        anna.send_photo(anna.private, None, "both", data=data)
    await anna.private.wait(lambda m: m.media == pictures[1])
    album = [m for m in anna.private.messages if m.sender is town.bot and m.media_kind == "photo"]
    assert [m.media for m in album] == pictures
    assert album[0].album == album[1].album is not None
    anna.send_document(anna.private, "abc.txt", b"abc")
    turned = await anna.private.wait(lambda m: m.media == b"cba")
    assert (turned.document or {})["file_name"] == "abc.txt"

    fault = town.faults.add("sendMessage", "429", times=1, retry_after=1)
    anna.say(anna.private, "patience")
    await anna.private.wait(lambda m: m.text == "patience")
    assert fault.hits == 1
    refused, sent = [e for e in town.journal if e.method == "sendMessage"][-2:]
    assert (refused.status, sent.status) == (429, 200)
    assert sent.arrived - (refused.answered or 0) >= 1
    assert [e for e in town.journal.refused() if e.fault is None] == []


@pytest.mark.parametrize("webhook", [False, True], ids=["fetching", "called"])
async def test_aiogram(server: Server, town: Town, anna: User, forum: Group, webhook: bool):
    # Here, since aiogram takes three seconds to load, in each process of the tests.
    from tests.sandbox.aiogrammed import aiogrammed

    async with aiogrammed(server, webhook=webhook):
        await conversation(town, anna, forum)


async def _hello(update: Update, _context: Context) -> None:
    assert update.message
    assert update.effective_user
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Count", callback_data="count")]])
    await update.message.reply_text(
        f"Hello {update.effective_user.first_name}", reply_markup=keyboard
    )


async def _count(update: Update, _context: Context) -> None:
    assert update.callback_query
    await update.callback_query.edit_message_text("Counted once")
    await update.callback_query.answer("Counted")


async def _photo(update: Update, context: Context) -> None:
    assert update.message
    album = context.bot_data.setdefault("album", [])
    album.append(InputMediaPhoto(update.message.photo[-1].file_id))
    if len(album) == 2:
        await update.message.reply_media_group(album)


async def _document(update: Update, _context: Context) -> None:
    assert update.message
    assert update.message.document
    file = await update.message.document.get_file()
    data = bytes(await file.download_as_bytearray())[::-1]
    await update.message.reply_document(data, filename=update.message.document.file_name)


async def _echo(update: Update, _context: Context) -> None:
    assert update.message
    await update.message.reply_text(update.message.text or "")


async def _remind(context: Context) -> None:
    assert context.job
    assert context.job.chat_id
    await context.bot.send_message(context.job.chat_id, "It is time")


async def _later(update: Update, context: Context) -> None:
    assert update.effective_chat
    assert context.job_queue
    context.job_queue.run_once(_remind, LATER, chat_id=update.effective_chat.id)


async def _called(updater: Updater) -> None:
    """Let PTB's own web server be called, at a port that is free."""
    with socket.create_server((HERE, 0)) as free:
        port = free.getsockname()[1]
    await updater.start_webhook(
        HERE, port, "hook", webhook_url=f"http://{HERE}:{port}/hook", secret_token=SECRET
    )


@asynccontextmanager
async def ptb(server: Server, *, webhook: bool) -> AsyncIterator[None]:
    """Run PTB's own Application with its Updater (or web server), JobQueue and rate limiter."""
    app = (
        Application.builder()
        .token(server.town.token)
        .base_url(f"{server.base_url}/bot")
        .base_file_url(f"{server.base_url}/file/bot")
        .rate_limiter(AIORateLimiter(max_retries=2))
        .build()
    )
    app.add_handler(CommandHandler("start", _hello))
    app.add_handler(CommandHandler("later", _later))
    app.add_handler(CallbackQueryHandler(_count, "count"))
    app.add_handler(MessageHandler(filters.PHOTO, _photo))
    app.add_handler(MessageHandler(filters.Document.ALL, _document))
    app.add_handler(MessageHandler(filters.TEXT, _echo))
    async with app:
        await app.start()
        assert app.updater
        if webhook:
            await _called(app.updater)
        else:
            await app.updater.start_polling(poll_interval=0)
        yield
        await app.bot.delete_webhook()
        await app.updater.stop()
        await app.stop()


@pytest.mark.parametrize("webhook", [False, True], ids=["fetching", "called"])
async def test_python_telegram_bot(
    server: Server, town: Town, anna: User, forum: Group, webhook: bool
):
    async with ptb(server, webhook=webhook):
        await conversation(town, anna, forum)
        anna.say(anna.private, "/later")
        await anna.private.wait(lambda m: m.text == "It is time")
