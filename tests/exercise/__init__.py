"""Everything that the features can do, done once by the people of a school, through the door."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.sandbox import Chat, Message, User
from tests.conftest import TestSchool
from tests.lifetime import Life
from tests.timed import said_back
from tests.watching import Watch

# A feature's command, button, card, list or alarm joins by a step that makes it happen, in one of
# the modules here: `@step("what happens")` on a function of `At`. Steps go on from a school that
# has records (tests/lifetime.py), so that what grows with them is seen to grow; they come in the
# order of tests/exercise/day.py, and of each module.


@dataclass(frozen=True)
class At:
    """A school with its people, and the watch that counts what each act costs."""

    school: TestSchool
    life: Life
    watch: Watch

    async def settled(self) -> None:
        """All that follows from what somebody did has happened."""
        await self.school.settle()

    async def types(self, user: User, text: str, chat: Chat | None = None) -> Message:
        """Somebody types something, in private or in a chat, and all that follows has happened."""
        before = said_back(user, chat or user.private)
        typed = user.say(chat or user.private, text)
        await self.settled()
        asked = [m for m in said_back(user, chat or user.private) if m not in before]
        if asked and _WITH_TIME.match(text):
            await self.taps(user, asked[-1], asked[-1].labels[0])
        return typed

    async def taps(self, user: User, on: Message, label: str) -> str:
        """Somebody taps a button, and all that follows has happened; the toast."""
        answer = await user.tap(on, label).answer()
        await self.settled()
        return answer.text

    def last(self, user: User, label: str) -> Message:
        """The newest message to somebody, in private, that has such a button."""
        return self.newest(user.private, label)

    def newest(self, chat: Chat, label: str) -> Message:
        """The bot's newest message in a chat that has such a button."""
        bot = self.school.town.bot
        found = [m for m in chat.messages if m.sender is bot and _offers(m, label)]
        assert found, f"nothing with {label!r} in {chat!r}:\n{chat.transcript}"
        return found[-1]

    async def presses(self, user: User, kind: type[Any], chat: Chat | None = None) -> str:
        """Somebody taps the first button of a kind, on the newest message that has one; the toast.

        Where nothing is said of a chat, it is in private.
        """
        message, data = self.found(chat or user.private, kind)
        answer = await user.tap(message, data=data).answer()
        await self.settled()
        return answer.text

    def found(self, chat: Chat, kind: type[Any]) -> tuple[Message, str]:
        """The newest message in a chat with a button of that kind, and what the button carries."""
        for message in reversed(chat.messages):
            for each in (each for row in message.buttons for each in row):
                if (each.data or "").partition(":")[0] == kind.prefix:
                    return message, each.data or ""
        raise AssertionError(f"no {kind.__name__} in {chat!r}:\n{chat.transcript}")

    async def whoever(self, kind: type[Any]) -> User:
        """Taps the newest button of that kind for whoever was sent it; returns who that is."""
        for user in [each for each in self.school.town.users.values() if not each.is_bot]:
            with suppress(AssertionError):
                self.found(user.private, kind)
                await self.presses(user, kind)
                return user
        raise AssertionError(f"nobody has {kind.__name__}")

    async def follow(self, user: User, label: str) -> str:
        """Somebody taps a button in their private chat, on the newest message that has it."""
        return await self.taps(user, self.last(user, label), label)


def _offers(message: Message, label: str) -> bool:
    """Whether a tap by that label would find its button: exactly, else the only one with it."""
    return label in message.labels or sum(label in each for each in message.labels) == 1


# What is said back before it is done; other times are typed for the question that they raise.
_WITH_TIME = re.compile(r"/(?:meeting|move|announce)(?: \w+)? 2026-\d\d-\d\d \d\d:\d\d")

Step = Callable[[At], Awaitable[None]]
STEPS: list[tuple[str, Step]] = []


def step(what: str) -> Callable[[Step], Step]:
    """Adds a step to the exercise, after those above it."""

    def add(run: Step) -> Step:
        STEPS.append((what, run))
        return run

    return add


async def until(at: At, month: int, day: int, hour: int, minute: int = 0) -> None:
    """The school's clock moves on to that time (UTC) of 2026."""
    then = datetime(2026, month, day, hour, minute, tzinfo=UTC)
    await at.school.advance(then - at.school.clock.now())
