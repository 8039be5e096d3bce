"""What the broadcast is measured beside: PTB with its AIORateLimiter, as shipped.

Run as a program: `python -m benchmarks.limited BASE_URL TOKEN CALLS`, where CALLS is a file with a
call a line: a chat's id to send to, and with a message's id behind it, what to edit.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path

from telegram.ext import AIORateLimiter, ApplicationBuilder, ExtBot
from telegram.request import HTTPXRequest

# Without retries, which is how it is shipped, every 429 would be a message lost.
RETRIES = 1000


async def call(bot: ExtBot[int], number: int, chat_id: int, message_id: int = 0) -> None:
    """Sends a message, or edits one."""
    if message_id:
        await bot.edit_message_text(f"Edit {number}", chat_id, message_id)
    else:
        await bot.send_message(chat_id, f"Message {number}")


async def send_all(base_url: str, token: str, calls: list[list[int]]) -> None:
    """Makes all the calls at once, as a loop over the chats with tasks does."""
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{base_url}/bot")
        .request(HTTPXRequest(connection_pool_size=256, pool_timeout=600))
        .rate_limiter(AIORateLimiter(max_retries=RETRIES))
        .build()
    )
    async with application.bot as bot:
        await asyncio.gather(*(call(bot, n, *each) for n, each in enumerate(calls)))


def main() -> None:
    """Makes the calls in the file, and ends."""
    logging.basicConfig(level=logging.CRITICAL)
    base_url, token, file = sys.argv[1:]
    calls = [list(map(int, line.split())) for line in Path(file).read_text("ascii").splitlines()]
    asyncio.run(send_all(base_url, token, calls))


if __name__ == "__main__":
    main()
