"""Where cards stand: in which chat, as which message, in which topic."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from storage.base import Session
from storage.posts import Post, State


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a card stands in a chat: its message, and the topic that it is in."""

    message_id: int | None
    thread_id: int | None


async def find(session: Session, subject_id: int, card: str, chat_id: int) -> Stands | None:
    """Where this card of a subject stands in a chat, the newest."""
    found = await session.execute(
        select(Post.message_id, Post.thread_id)
        .where(Post.subject_id == subject_id, Post.card == card, Post.chat_id == chat_id)
        .where(Post.live, Post.state == State.SENT)
        .order_by(Post.id.desc())
        .limit(1)
    )
    row = found.first()
    return Stands(*row) if row is not None else None


@dataclass(frozen=True, slots=True)
class Newest:
    """What became of the newest post of a card: its message, and whether nothing comes of it."""

    message_id: int | None
    dead: bool


async def newest(session: Session, subject_id: int, card: str, chat_id: int) -> Newest | None:
    """What became of the newest post of this card of a subject in a chat."""
    found = await session.execute(
        select(Post.message_id, Post.state)
        .where(Post.subject_id == subject_id, Post.card == card, Post.chat_id == chat_id)
        .order_by(Post.id.desc())
        .limit(1)
    )
    row = found.first()
    return Newest(row.message_id, row.state == State.DEAD) if row is not None else None


async def among(
    session: Session, subject_ids: Collection[int], cards: Collection[str], *, ever: bool = False
) -> set[tuple[int, int]]:
    """Of these subjects: in which chats one of these cards stands, or is on its way.

    With `ever`, also where it once was.
    """
    asked = select(Post.subject_id, Post.chat_id).where(
        Post.subject_id.in_(subject_ids), Post.card.in_(cards)
    )
    if not ever:
        asked = asked.where(Post.live, Post.state != State.DEAD)
    return {(row.subject_id or 0, row.chat_id) for row in await session.execute(asked)}
