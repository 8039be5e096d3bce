"""Posts with files, on their way: what of them has arrived, what was taken away again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import update

from storage import delivery, posts
from storage.base import Session
from storage.delivery import FLAT
from storage.posts import Post, State, Why


async def record_begun(session: Session, post: Post, form: dict[str, Any], now: datetime) -> None:
    """Some of its files have arrived: the rest is sent at once, and these never again."""
    await delivery.record_again(session, post, Why.LATER, now, counted=False)
    await session.execute(update(Post).where(Post.id == post.id).values(form=form, reason=None))
    await posts.note_files(session, post.id, post.chat_id, form)


async def record_opened(session: Session, post: Post, thread_id: int, now: datetime) -> None:
    """Its topic is open: all of it goes there, and no other is opened for it."""
    await delivery.record_again(session, post, Why.LATER, now, counted=False)
    await session.execute(
        update(Post).where(Post.id == post.id).values(thread_id=thread_id, reason=None)
    )


async def record_taken_away(session: Session, post: Post, now: datetime) -> None:
    """Nothing of it stands any more: it is sent anew, as what it shows now."""
    await delivery.record_again(session, post, Why.LATER, now, counted=False)
    await session.execute(
        update(Post)
        .where(Post.id == post.id)
        .values(
            state=State.QUEUED,
            message_id=None,
            form=FLAT if delivery.is_flat(post) else None,
            shown_version=None,
            refresh_at=None,
            reason=None,
            due_at=now,
        )
    )
