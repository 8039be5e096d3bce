"""What is stored about one person, on the command line: read out, or erased."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot import keys, possession
from bot.config import Config
from handlers.mydata import document
from storage import forgetting, letter_hidden, mydata, schema
from storage.base import Database
from storage.forgetting import Forgotten


async def export(config: Config, user_id: int) -> bytes | None:
    """All that is stored about a Telegram user, as JSON; None where that is nothing.

    The bot may run meanwhile.
    """
    database = possession.opened(config.database.url, config.database.keys)
    try:
        await schema.upgrade(database, datetime.now(UTC))
        async with database.read() as session:
            stored = await mydata.of_user(session, user_id)
    finally:
        await database.close()
    if not stored:
        return None
    return document(stored, config.school.name, datetime.now(UTC))


async def forget(config: Config, user_id: int) -> Forgotten | None:
    """Erases a Telegram user as /forgetme does; None where there is nobody to forget.

    Raises:
        Ended: the bot runs on this database, or the key of hidden letters cannot be read.
        Broken: as storage.forgetting.forget.
    """
    now = datetime.now(UTC)
    async with _alone(config) as database:
        await schema.upgrade(database, now)
        async with database.write() as session:
            if not await mydata.of_user(session, user_id):
                return None
            key = keys.find(config.mailbox.key_file)
            if key is not None:
                await letter_hidden.forget_writer(session, key, user_id)
            return await forgetting.forget(session, user_id, now)


@asynccontextmanager
async def _alone(config: Config) -> AsyncIterator[Database]:
    held = await possession.take(config.database.url)
    database = possession.opened(config.database.url, config.database.keys)
    try:
        yield database
    finally:
        await database.close()
        if held is not None:
            await held.release()
