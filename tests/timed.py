"""A command with a time in it: typed, said back with its weekday, and confirmed by a tap."""

from __future__ import annotations

from typing import Any

from bot.sandbox import Message, User
from bot.sandbox.chats import Chat
from handlers.kit.meant import Meant


def said_back(user: User, chat: Chat) -> list[Message]:
    """Where somebody is asked whether a time is right, in private or in that chat."""
    return [each for at in (user.private, chat) for each in at.messages if _asks(each)]


def _asks(message: Message) -> bool:
    data = (each.data or "" for row in message.buttons for each in row)
    return any(each.partition(":")[0] == Meant.prefix for each in data)  # type: ignore[attr-defined]


async def timed(user: User, chat: Chat, text: str, **how: Any) -> Message:
    """Somebody types that, and taps the time that is said back; the message they typed."""
    before = said_back(user, chat)
    typed = user.say(chat, text, **how)
    await confirmed(user, chat, before)
    return typed


async def confirmed(user: User, chat: Chat, before: list[Message]) -> None:
    """Somebody taps the time that is said back to what they have just sent."""
    await user.town.until(lambda: any(m not in before for m in said_back(user, chat)))
    asked = next(m for m in reversed(said_back(user, chat)) if m not in before)
    await user.tap(asked, asked.labels[0]).answer()
