"""The sender's side of posts: claims under a lease, and what became of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, case, func, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from storage.base import Session, database_seconds, wake
from storage.chats import Chat, Standing
from storage.posts import Policy, Post, State
from storage.subjects import Subject

# Longer than connecting, writing and reading may take together (bot/wire.py), with slack.
LEASE_SECONDS = 60
# With the sender's backoff this is about an hour of trying.
ATTEMPTS = 12

_quiet = {"synchronize_session": False}


async def claim(
    session: Session, owner: str, now: datetime, busy: Collection[int], limit: int
) -> list[Post]:
    """Takes for sending what may go now: by priority, one a chat, none to the busy chats."""
    found = await session.scalars(
        select(Post)
        .where(
            Post.state == State.QUEUED,
            Post.due_at <= now,
            Post.chat_id.not_in(busy),
            _not_muted(),
        )
        .order_by(Post.priority, Post.due_at, Post.id)
        .limit(limit * 4)
    )
    chosen = _one_a_chat(found.all(), limit)
    await _lease(session, owner, chosen, State.SENDING)
    return chosen


async def claim_stale(
    session: Session,
    owner: str,
    now: datetime,
    busy: Collection[int],
    resting: Collection[int],
    limit: int,
) -> list[Post]:
    """Takes for editing what shows an old version, but for busy chats and resting posts."""
    found = await session.scalars(
        select(Post)
        .where(
            Post.refresh_at <= now,
            Post.state == State.SENT,
            Post.lease_until.is_(None),
            Post.chat_id.not_in(busy),
            Post.id.not_in(resting),
            _not_muted(),
        )
        .order_by(Post.refresh_at, Post.id)
        .limit(limit * 4)
    )
    chosen = _one_a_chat(found.all(), limit)
    await _lease(session, owner, chosen, State.SENT)
    return chosen


def _not_muted() -> ColumnElement[bool]:
    muted = select(Chat.id).where(Chat.id == Post.chat_id, Chat.standing == Standing.MUTED)
    return ~muted.exists()


def _one_a_chat(posts: Sequence[Post], limit: int) -> list[Post]:
    first: dict[int, Post] = {}
    for post in posts:
        first.setdefault(post.chat_id, post)
    return list(first.values())[:limit]


async def _lease(session: Session, owner: str, posts: Sequence[Post], state: State) -> None:
    if posts:
        await session.execute(
            update(Post)
            .where(Post.id.in_([post.id for post in posts]))
            .values(state=state, lease_owner=owner, lease_until=database_seconds() + LEASE_SECONDS)
            .execution_options(**_quiet)
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """A post that now shows a version of its subject, as a message."""

    post_id: int
    message_id: int
    version: int


async def record_shown(session: Session, shown: Sequence[Shown], now: datetime) -> None:
    """Sends and edits that arrived; where the subject has moved on, the post stays stale."""
    if not shown:
        return
    newest = select(Subject.version).where(Subject.id == Post.subject_id).scalar_subquery()
    connection = await session.connection()
    await connection.execute(
        update(Post.__table__)  # type: ignore[arg-type]
        .where(Post.id == bindparam("of"))
        .values(
            state=State.SENT,
            message_id=bindparam("message"),
            shown_version=bindparam("shown"),
            refresh_at=case((newest > bindparam("shown"), bindparam("at"))),
            lease_owner=None,
            lease_until=None,
            payload=None,
            reason=None,
            settled_at=bindparam("at"),
        ),
        [
            {"of": one.post_id, "message": one.message_id, "shown": one.version, "at": now}
            for one in shown
        ],
    )


async def record_again(
    session: Session, post: Post, reason: str, now: datetime, *, counted: bool = True
) -> None:
    """A send is queued again, an edit stays due; `counted` when it speaks against the post."""
    state = State.SENT if post.message_id is not None else State.QUEUED
    await _settle(session, post, state, reason, attempts=post.attempts + counted, now=now)


async def record_doubt(session: Session, post: Post, reason: str, now: datetime) -> None:
    """The answer was lost: an edit is repeated, a send does as its policy says."""
    if post.message_id is not None or post.policy == Policy.RESEND:
        await record_again(session, post, f"in doubt: {reason}", now)
    else:
        await _settle(session, post, State.DOUBT, reason, attempts=post.attempts + 1, now=now)


async def record_dead(
    session: Session, post: Post, reason: str, now: datetime, *, reported: bool = False
) -> None:
    """Nothing more is tried for this post; `reported` when nobody needs to be told."""
    await _settle(
        session, post, State.DEAD, reason, attempts=post.attempts, now=now, reported=reported
    )


async def record_without_topic(session: Session, post: Post, now: datetime) -> None:
    """The topic is closed or gone: the post goes to the group itself."""
    await session.execute(update(Post).where(Post.id == post.id).values(thread_id=None))
    await record_again(session, post, "the topic is closed", now)


async def _settle(
    session: Session,
    post: Post,
    state: State,
    reason: str,
    *,
    attempts: int,
    now: datetime,
    reported: bool = False,
) -> None:
    if state in (State.QUEUED, State.SENT) and attempts >= ATTEMPTS:
        state = State.DEAD
    await session.execute(
        update(Post)
        .where(Post.id == post.id)
        .values(
            state=state,
            reason=reason,
            attempts=attempts,
            reported=reported,
            lease_owner=None,
            lease_until=None,
            refresh_at=None if state == State.DEAD else Post.refresh_at,
            settled_at=now,
        )
        .execution_options(**_quiet)
    )


async def release(session: Session, posts: Sequence[Post]) -> None:
    """Gives back what was claimed and never left."""
    for post in posts:
        state = State.SENT if post.message_id is not None else State.QUEUED
        await session.execute(
            update(Post)
            .where(Post.id == post.id)
            .values(state=state, lease_owner=None, lease_until=None)
            .execution_options(**_quiet)
        )


async def recover(session: Session, owner: str, now: datetime) -> int:
    """Finds what another run left in flight; returns how many sends are now in doubt.

    One process serves a database, so a lease of another owner is that of a run that died.
    """
    left = (
        await session.scalars(
            select(Post).where(
                Post.lease_until.is_not(None),
                or_(Post.lease_owner != owner, Post.lease_until < database_seconds()),
            )
        )
    ).all()
    for post in left:
        await record_doubt(session, post, "the run ended while it was under way", now)
    wake(session)
    return sum(post.message_id is None for post in left)


async def expire(session: Session, now: datetime) -> None:
    """What is too late to be said is not said."""
    await session.execute(
        update(Post)
        .where(Post.state == State.QUEUED, Post.deadline < now)
        .values(state=State.DEAD, reason="too late", settled_at=now)
    )


async def close_chat(session: Session, chat_id: int, reason: str, now: datetime) -> None:
    """The chat takes nothing more: what waits for it dies with one reason."""
    await session.execute(
        update(Chat).where(Chat.id == chat_id).values(standing=Standing.GONE, changed_at=now)
    )
    await session.execute(
        update(Post)
        .where(Post.chat_id == chat_id, Post.state == State.QUEUED)
        .values(state=State.DEAD, reason=reason, reported=True, settled_at=now)
    )


async def mute_chat(session: Session, chat_id: int, now: datetime) -> bool:
    """The bot may not write there: what is queued waits. Returns whether that is news."""
    changed = await session.scalar(
        update(Chat)
        .where(Chat.id == chat_id, Chat.standing == Standing.OK)
        .values(standing=Standing.MUTED, changed_at=now)
        .returning(Chat.id)
    )
    return changed is not None


async def readdress(session: Session, old: int, new: int, now: datetime) -> None:
    """A group has a new id: what waits goes there, and its live cards are posted again.

    Message ids of the old group mean nothing in the new one (Bot API: migrate_to_chat_id).
    """
    await session.execute(
        update(Post)
        .where(Post.chat_id == old, Post.state.in_([State.QUEUED, State.SENDING]))
        .values(chat_id=new, state=State.QUEUED, thread_id=None, lease_owner=None, lease_until=None)
        .execution_options(**_quiet)
    )
    await session.execute(
        update(Post)
        .where(
            Post.chat_id == old,
            Post.state == State.SENT,
            Post.live,
            Post.subject_id.is_not(None),
        )
        .values(
            chat_id=new,
            thread_id=None,
            state=State.QUEUED,
            message_id=None,
            shown_version=None,
            refresh_at=None,
            lease_owner=None,
            lease_until=None,
            due_at=now,
        )
        .execution_options(**_quiet)
    )
    wake(session)


async def queued_count(session: Session, now: datetime) -> int:
    """How many posts could go now or are under way."""
    return (
        await session.scalar(
            select(func.count())
            .select_from(Post)
            .where(
                or_(
                    (Post.state == State.QUEUED) & (Post.due_at <= now) & _not_muted(),
                    Post.lease_until.is_not(None),
                    (Post.refresh_at <= now) & (Post.state == State.SENT),
                )
            )
        )
    ) or 0


async def troubles(session: Session, limit: int = 200) -> Sequence[Post]:
    """Dead and doubtful posts that no admin has been told of."""
    found = await session.scalars(
        select(Post)
        .where(
            ~Post.reported,
            Post.state.in_([State.DOUBT, State.DEAD]),
            Post.card != "trouble",  # a report that cannot be delivered is no news to report
        )
        .order_by(Post.id)
        .limit(limit)
    )
    return found.all()


async def mark_reported(session: Session, ids: Collection[int]) -> None:
    """The admins have been told of these."""
    await session.execute(update(Post).where(Post.id.in_(ids)).values(reported=True))
