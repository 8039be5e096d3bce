"""What waits to be sent, in figures."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from storage import chats, outbox, posts
from storage.base import Session
from storage.chats import Standing
from storage.posts import Post, State
from tests.storage.school import NOW

FREE, MUTED, GONE = 101, -102, 103
MINUTE = timedelta(minutes=1)


async def queue(session: Session, chat_id: int, *minutes: int) -> None:
    """Posts that fell due so many minutes ago."""
    rows = [posts.row("say", chat_id, "en", NOW - each * MINUTE, payload={}) for each in minutes]
    await posts.queue(session, rows)


async def test_nothing_waits(session: Session) -> None:
    assert await outbox.waiting(session, NOW) == outbox.Waiting(0, 0.0)
    assert await outbox.by_state(session) == dict.fromkeys(map(str, State), 0)


async def test_what_could_go_is_counted_from_when_it_could(session: Session) -> None:
    """What is planned, and what waits for a chat that is muted or gone, is not late."""
    await chats.note(session, MUTED, "supergroup", "3B", Standing.MUTED, NOW)
    await chats.note(session, GONE, "private", "Anna", Standing.GONE, NOW)
    await queue(session, FREE, -5, 2, 3)
    await queue(session, MUTED, 60)
    await queue(session, GONE, 70)
    assert await outbox.waiting(session, NOW) == outbox.Waiting(2, 180.0)
    assert (await outbox.by_state(session))["queued"] == 5


async def test_posts_by_state(session: Session) -> None:
    await queue(session, FREE, 1, 2, 3)
    await session.execute(update(Post).where(Post.due_at == NOW - MINUTE).values(state=State.DOUBT))
    found = await outbox.by_state(session)
    assert (found["queued"], found["doubt"], found["sent"]) == (2, 1, 0)
