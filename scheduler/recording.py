"""What came of a call, written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scheduler.ports import Begun, Opened, Outcome, Refused, Rendered, Sent
from storage import delivery, posts, progress
from storage.base import Session
from storage.delivery import Shown
from storage.posts import Post, Why


@dataclass(frozen=True, slots=True)
class Call:
    """One call made for a post and what came of it; None when there was nothing to show."""

    post: Post
    outcome: Outcome | None
    rendered: Rendered | None = None


async def record_shown(session: Session, calls: Iterable[Call], now: datetime) -> None:
    """Those that show all there is, with what they show: one statement for all."""
    shown = [
        Shown(
            call.post.id,
            call.post.chat_id,
            call.outcome.message_id,
            call.rendered.version,
            call.rendered.digest,
            call.outcome.form.packed if call.outcome.form else None,
        )
        for call in calls
        if isinstance(call.outcome, Sent) and call.rendered is not None
    ]
    await delivery.record_shown(session, shown, now)


async def record_progress(session: Session, call: Call, now: datetime) -> None:
    """What arrived, but is not all there is to send."""
    if isinstance(call.outcome, Sent):
        return
    post = await delivery.fresh(session, call.post)
    if post is not None and isinstance(call.outcome, Begun):
        await progress.record_begun(session, post, call.outcome.form.packed, now)
    elif post is not None and isinstance(call.outcome, Opened):
        await progress.record_opened(session, post, call.outcome.thread_id, now)
    elif post is not None:
        await progress.record_taken_away(session, post, now)


async def record_gone(session: Session, post: Post, reason: str, now: datetime) -> None:
    """Nothing reaches the chat any more, for the reason that Telegram gave."""
    await delivery.close_chat(session, post.chat_id, reason, now)
    if post.message_id is None:
        await delivery.record_dead(
            session, post, Why.GONE, now, words=reason, reported=post.chat_id > 0
        )
    else:
        # Where the bot comes back, the card still stands, and is brought up to date.
        await delivery.record_again(session, post, Why.GONE, now, words=reason, counted=False)


async def record_refusal(session: Session, post: Post, refused: Refused, now: datetime) -> None:
    """Telegram did not take it: what can be mended is tried again, the rest stays as it is."""
    words = refused.reason
    match refused.scope:
        case "topic" if post.message_id is None and not delivery.is_flat(post):
            await delivery.record_without_topic(session, post, now)
        case "rights" if not posts.is_sealed(post.chat_id):
            await delivery.mute_chat(session, post.chat_id, now)
            await delivery.record_again(session, post, Why.REFUSED, now, words=words, counted=False)
        case "message":
            # Somebody took the card away on purpose; it is not forced upon the chat again.
            await delivery.record_dead(session, post, Why.REFUSED, now, words=words, reported=True)
        case _ if post.message_id is not None:
            await delivery.record_as_is(session, post, words, now)
        case _:
            await delivery.record_dead(session, post, Why.REFUSED, now, words=words)
