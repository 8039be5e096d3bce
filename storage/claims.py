"""What a sender may take: looked for in one statement, claimed under a lease."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from storage.base import Session, UtcDateTime, database_seconds
from storage.chats import Chat, Standing
from storage.posts import WAITS, Post, State, Why

# Longer than connecting, writing and reading may take together (bot/wire.py), with slack.
LEASE_SECONDS = 60
# How long a chat in which we may not write is left alone.
MUTED_FOR = timedelta(minutes=15)

_quiet = {"synchronize_session": False}


def _chat_is(standing: Standing, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(Chat.id == Post.chat_id, Chat.standing == standing, *more)


# Statements are built once: the sender runs most of them at every wake.
_NOW: BindParameter[datetime] = bindparam("now", type_=UtcDateTime())
_SINCE: BindParameter[datetime] = bindparam("since", type_=UtcDateTime())
_GONE = _chat_is(Standing.GONE)
# A muted chat is tried again now and then: Telegram does not say when all may write again.
_MUTED = _chat_is(Standing.MUTED, Chat.changed_at > _SINCE)
# Whether a post's chat may be written to now; needs the values of `times`.
TAKES_MESSAGES = ~_GONE & ~_MUTED


def times(now: datetime) -> dict[str, datetime]:
    """What a statement with `TAKES_MESSAGES` is given."""
    return {"now": now, "since": now - MUTED_FOR}


_MAY_GO = and_(WAITS, Post.due_at <= _NOW, TAKES_MESSAGES)
_MAY_BE_EDITED = and_(
    Post.refresh_at <= _NOW, Post.state == State.SENT, Post.lease_until.is_(None), TAKES_MESSAGES
)
_IN_VAIN = and_(WAITS, or_(Post.deadline < _NOW, _GONE))
_NEWS = select(exists().where(_IN_VAIN), exists().where(_MAY_GO), exists().where(_MAY_BE_EDITED))


@dataclass(frozen=True, slots=True)
class News:
    """What there is to do: posts that need not be said any more, new ones, and edits."""

    in_vain: bool
    new: bool
    edits: bool


async def news(session: Session, now: datetime) -> News:
    """Looks once for everything that a sender may find; mostly there is nothing."""
    return News(*(await session.execute(_NEWS, times(now))).one())


def _passing(statement: Select[Post]) -> Select[Post]:
    passed = bindparam("passed", expanding=True)
    return statement.where(Post.chat_id.not_in(passed)).limit(bindparam("most"))


_TO_SEND = _passing(select(Post).where(_MAY_GO).order_by(Post.priority, Post.due_at, Post.id))
_TO_EDIT = _passing(
    select(Post)
    .where(_MAY_BE_EDITED, Post.id.not_in(bindparam("resting", expanding=True)))
    .order_by(Post.refresh_at, Post.id)
)


async def claim(
    session: Session, owner: str, now: datetime, busy: Collection[int], limit: int
) -> list[Post]:
    """Takes for sending what may go now: by priority, one a chat, none to the busy chats."""
    chosen = await _one_a_chat(session, _TO_SEND, times(now), busy, limit)
    return await _lease(session, owner, chosen, State.SENDING)


async def claim_stale(
    session: Session,
    owner: str,
    now: datetime,
    busy: Collection[int],
    resting: Collection[int],
    limit: int,
) -> list[Post]:
    """Takes for editing what shows an old version, but for busy chats and resting posts."""
    given = {**times(now), "resting": list(resting)}
    chosen = await _one_a_chat(session, _TO_EDIT, given, busy, limit)
    return await _lease(session, owner, chosen, State.SENT)


async def _one_a_chat(
    session: Session,
    statement: Select[Post],
    given: dict[str, Any],
    busy: Collection[int],
    limit: int,
) -> list[Post]:
    """The first post of each chat; a chat with hundreds of them keeps no other chat waiting."""
    chosen: dict[int, Post] = {}
    while len(chosen) < limit:
        window = (limit - len(chosen)) * 4
        passed = {"passed": [*busy, *chosen], "most": window}
        posts = (await session.scalars(statement, {**given, **passed})).all()
        for post in posts:
            if len(chosen) < limit:
                chosen.setdefault(post.chat_id, post)
        if len(posts) < window:
            break
    return list(chosen.values())


_LEASING = (
    update(Post)
    .where(
        Post.id.in_(
            select(Post.id)
            .where(Post.id.in_(bindparam("ids", expanding=True)), Post.lease_until.is_(None))
            .where(Post.state == bindparam("was"))
            .with_for_update(skip_locked=True)
        )
    )
    .values(
        state=bindparam("becomes"),
        lease_owner=bindparam("owner"),
        lease_until=database_seconds() + LEASE_SECONDS,
    )
    .returning(Post.id)
    .execution_options(**_quiet)
)


async def _lease(session: Session, owner: str, posts: Sequence[Post], state: State) -> list[Post]:
    """Those of the posts that nobody has taken meanwhile, now under a lease."""
    if not posts:
        return []
    given = {"ids": [post.id for post in posts], "was": posts[0].state}
    taken = await session.scalars(_LEASING, {**given, "becomes": state, "owner": owner})
    ids = set(taken)
    return [post for post in posts if post.id in ids]


_EXPIRING = (
    update(Post)
    .where(_IN_VAIN)
    .values(
        state=State.DEAD,
        reason=case((_GONE, Why.GONE), else_=Why.LATE),
        reported=_GONE & (Post.chat_id > 0),
        settled_at=_NOW,
    )
    .execution_options(**_quiet)
)


async def expire(session: Session, now: datetime) -> None:
    """What is too late to be said is not said, nor what is for a chat that is gone."""
    await session.execute(_EXPIRING, {"now": now})


# Apart, for each has an index of its own.
_UNDER_WAY = union(
    select(Post.id).where(WAITS, Post.due_at <= _NOW, ~_MUTED),
    select(Post.id).where(Post.lease_until.is_not(None)),
    select(Post.id).where(Post.refresh_at <= _NOW, Post.state == State.SENT, TAKES_MESSAGES),
).subquery()
_COUNT = select(func.count()).select_from(_UNDER_WAY)


async def queued_count(session: Session, now: datetime) -> int:
    """How many posts could go now or are under way."""
    return await session.scalar(_COUNT, times(now)) or 0
