"""What tests look at: what the bot said, and what stands in the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot.sandbox import Message, Town, User
from storage import boxes
from storage.base import Session
from storage.boxes import Box
from storage.people import Person
from storage.updates import FailedUpdate, HandledUpdate
from tests.conftest import TestSchool


def told(user: User, words: str) -> list[Message]:
    """What the bot has said to somebody, in private, with these words in it."""
    bot = user.town.bot
    return [m for m in user.private.messages if m.sender is bot and words in m.text]


def last(user: User) -> Message:
    """The newest message in somebody's private chat."""
    found = user.private.last
    assert found is not None
    return found


async def handled(school: TestSchool) -> list[HandledUpdate]:
    """Which updates have had their effect, in order."""
    async with school.session() as session:
        found = await session.scalars(select(HandledUpdate).order_by(HandledUpdate.update_id))
        return list(found)


async def failed(school: TestSchool) -> list[FailedUpdate]:
    """Which updates are noted as failed."""
    async with school.session() as session:
        return list(await session.scalars(select(FailedUpdate).order_by(FailedUpdate.update_id)))


async def known(school: TestSchool, user: User) -> Person | None:
    """What the database says of a person."""
    async with school.session() as session:
        found: Person | None = await session.scalar(select(Person).where(Person.user_id == user.id))
        return found


def answers(town: Town, query_id: str) -> int:
    """How often a press was answered, in time or too late."""
    entries = [entry for entry in town.journal if entry.method == "answerCallbackQuery"]
    return sum(entry.params["callback_query_id"] == query_id for entry in entries)


async def in_boxes(session: Session) -> list[Any]:
    """What lies in the boxes of the one secret that is open, opened by its key."""
    (subject_id,) = await session.scalars(select(Box.subject_id).where(Box.lot == boxes.HEAD))
    found = await boxes.opened(session, subject_id)
    assert found is not None
    return await found.said(session)
