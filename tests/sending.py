"""How tests queue posts, and what became of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from bot.sandbox import Group, Message, User
from handlers.kit.card import card, pack
from scheduler.pace import Limits
from storage import posts
from storage.chats import Chat, Standing
from storage.posts import Post
from tests.conftest import TestSchool


async def started(school: TestSchool, count: int) -> list[User]:
    """People who have opened their private chat with the bot."""
    people = [school.town.user(f"Anna{i}", language="en") for i in range(count)]
    for each in people:
        each.started = True
    return people


async def queue(school: TestSchool, chat_id: int, *texts: str, **how: Any) -> None:
    """Queues texts as posts, in one transaction."""
    rows = [
        posts.row("say", chat_id, "en", school.clock.now(), payload=pack(card(text)), **how)
        for text in texts
    ]
    async with school.app.database.write() as session:
        await posts.queue(session, rows)


async def reopened(school: TestSchool, limits: Limits | None = None, call: float = 20.0) -> None:
    """The bot starts again, with limits of its own, or less patience."""
    await school.close()
    school.limits = limits or school.limits
    school.patience = replace(school.patience, call=call)
    await school.open()


async def all_posts(school: TestSchool) -> list[Post]:
    """Every post, the oldest first."""
    async with school.session() as session:
        return list(await session.scalars(select(Post).order_by(Post.id)))


async def standing(school: TestSchool, chat_id: int) -> Standing | None:
    """How a chat stands."""
    async with school.session() as session:
        return await session.scalar(select(Chat.standing).where(Chat.id == chat_id))


def copies(chat: Group | User, text: str) -> list[Message]:
    """The bot's messages with just this text."""
    messages = (chat.private if isinstance(chat, User) else chat).messages
    return [m for m in messages if m.text == text and m.sender.is_bot]


def asked(school: TestSchool, chat_id: int, method: str = "sendMessage") -> int:
    """How often something was asked of Telegram in a chat, with whatever outcome."""
    return sum(e.method == method and e.chat_id == chat_id for e in school.town.journal)


def refusals(school: TestSchool) -> list[str | None]:
    """What Telegram refused because it was too much."""
    return [entry.reason for entry in school.town.journal if entry.status == 429]
