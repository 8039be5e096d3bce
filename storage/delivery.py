"""The sender's side of posts: what became of those that it took."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, delete, or_, select, text, update

from storage import posts
from storage.base import Session, UtcDateTime, database_seconds, upsert, wake
from storage.chats import Chat, Standing
from storage.posts import Policy, Post, PostFile, State, Why
from storage.subjects import Subject

# With the sender's backoff this is about an hour of trying.
ATTEMPTS = 12
_quiet = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Shown:
    """A post that now shows a version of its subject, as a message in a chat."""

    post_id: int
    chat_id: int
    message_id: int
    version: int
    digest: str
    form: dict[str, Any] | None = None


# A group that moved meanwhile has been posted to anew, and the old message means nothing.
_SHOWING = (
    update(Post.__table__)  # type: ignore[arg-type]
    .where(Post.id == bindparam("of_post"), Post.chat_id == bindparam("of_chat"))
    .values(
        state=State.SENT,
        message_id=bindparam("message"),
        shown_version=bindparam("shown"),
        shown_digest=bindparam("digest"),
        form=bindparam("how", type_=Post.form.type),
        refresh_at=case(
            (
                and_(
                    Post.live,
                    select(Subject.version).where(Subject.id == Post.subject_id).scalar_subquery()
                    > bindparam("shown"),
                ),
                bindparam("at", type_=UtcDateTime()),
            )
        ),
        lease_owner=None,
        lease_until=None,
        payload=None,
        attempts=0,
        reason=None,
        words=None,
        settled_at=bindparam("at"),
    )
)
_UNMUTING = (
    update(Chat)
    .where(Chat.id.in_(bindparam("ids", expanding=True)), Chat.standing == Standing.MUTED)
    .values(standing=Standing.OK, changed_at=bindparam("now"))
    .execution_options(**_quiet)
)


async def record_shown(session: Session, shown: Sequence[Shown], now: datetime) -> None:
    """Sends and edits that arrived; where the subject has moved on, the post stays stale."""
    if not shown:
        return
    connection = await session.connection()
    await connection.execute(_SHOWING, [{**_bound(one), "at": now} for one in shown])
    for one in shown:
        if posts.is_sealed(one.chat_id):
            continue
        await posts.note_files(session, one.post_id, one.chat_id, one.form)
    await _drop_sealed(session, [one.post_id for one in shown if posts.is_sealed(one.chat_id)])
    # What arrived shows that we may write there (again).
    await session.execute(_UNMUTING, {"ids": list({one.chat_id for one in shown}), "now": now})


async def _drop_sealed(session: Session, ids: Sequence[int]) -> None:
    """Of what reached somebody whom no row may name, none stays."""
    if ids:
        await session.execute(delete(PostFile).where(PostFile.post_id.in_(ids)))
        await session.execute(delete(Post).where(Post.id.in_(ids)))


def _bound(one: Shown) -> dict[str, Any]:
    """What the statement's places are filled with; they may not be called like the columns."""
    return {
        "of_post": one.post_id,
        "of_chat": one.chat_id,
        "message": one.message_id,
        "shown": one.version,
        "digest": one.digest,
        "how": one.form,
    }


async def fresh(session: Session, post: Post) -> Post | None:
    """A claimed post as it stands now; None when it was taken from the call that had it.

    Meanwhile a press may have shown where it arrived, or its group may have moved.
    """
    found = await session.get(Post, post.id, populate_existing=True)
    held = found is not None and found.lease_owner is not None and found.chat_id == post.chat_id
    return found if held else None


async def record_again(
    session: Session, post: Post, why: Why, now: datetime, *, words: str = "", counted: bool = True
) -> None:
    """A send is queued again, an edit stays due; `counted` when it speaks against the post."""
    state = State.SENT if post.message_id is not None else State.QUEUED
    attempts = post.attempts + counted
    await _settle(session, post, state, why, words, attempts=attempts, now=now)


async def record_doubt(
    session: Session, post: Post, why: Why, now: datetime, *, words: str = ""
) -> None:
    """The answer was lost: an edit is repeated, a send does as its policy says.

    That the process was stopped meanwhile speaks against no post: a card that happened to be
    edited at a dozen such ends would else never be brought up to date again.
    """
    attempts = max(post.attempts, 1) if why == Why.STOPPED else post.attempts + 1
    again = State.SENT if post.message_id is not None else State.QUEUED
    held = post.message_id is None and post.policy != Policy.RESEND
    state = State.DOUBT if held else again
    await _settle(session, post, state, why, words, attempts=attempts, now=now)


async def record_as_is(session: Session, post: Post, words: str, now: datetime) -> None:
    """The message stays as it is, until its subject changes again."""
    await record_again(session, post, Why.REFUSED, now, words=words, counted=False)
    await session.execute(update(Post).where(Post.id == post.id).values(refresh_at=None))


async def record_dead(
    session: Session,
    post: Post,
    why: Why,
    now: datetime,
    *,
    words: str = "",
    reported: bool = False,
) -> None:
    """Nothing more is tried for this post; `reported` when nobody needs to be told."""
    await _settle(
        session, post, State.DEAD, why, words, attempts=post.attempts, now=now, reported=reported
    )


# How a post stands that no topic takes, before any of it was sent (scheduler.ports.Form).
FLAT = {"files": [], "key": "", "caption": False, "pinned": False, "parts": [], "flat": True}


def is_flat(post: Post) -> bool:
    """Whether a post goes to its chat itself, since no topic took it."""
    return bool(post.form and post.form.get("flat"))


async def record_without_topic(session: Session, post: Post, now: datetime) -> None:
    """The topic is closed or gone, or cannot be opened: the post goes to the group itself.

    That is remembered, or it would open another topic, and be refused there, for ever.
    """
    form = {**(post.form or FLAT), "flat": True}
    await session.execute(update(Post).where(Post.id == post.id).values(thread_id=None, form=form))
    await record_again(session, post, Why.REFUSED, now, words="the topic is closed")


async def _settle(
    session: Session,
    post: Post,
    state: State,
    why: Why,
    words: str,
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
            reason=why,
            words=words or None,
            attempts=attempts,
            reported=reported,
            lease_owner=None,
            lease_until=None,
            refresh_at=None if state == State.DEAD else Post.refresh_at,
            shown_digest=None,
            settled_at=now,
        )
        .execution_options(**_quiet)
    )


async def left(session: Session, owner: str, in_flight: Collection[int]) -> Sequence[Post]:
    """The posts under a lease that nobody will record: another run's, or one that ran out.

    One process serves a database, so a lease of another owner is that of a run that died.
    `in_flight` are the posts that this run has calls under way for.
    """
    found = await session.scalars(
        select(Post).where(
            Post.lease_until.is_not(None),
            Post.id.not_in(in_flight),
            or_(Post.lease_owner != owner, Post.lease_until < database_seconds()),
        )
    )
    return found.all()


async def recover(
    session: Session, owner: str, now: datetime, in_flight: Collection[int] = ()
) -> int:
    """Puts those in doubt; returns how many sends that are."""
    found = await left(session, owner, in_flight)
    for post in found:
        await record_doubt(session, post, Why.STOPPED, now)
    wake(session)
    return sum(post.message_id is None for post in found)


async def close_chat(session: Session, chat_id: int, words: str, now: datetime) -> None:
    """The chat takes nothing more: what waits for it dies with one reason."""
    if not posts.is_sealed(chat_id):
        await _shut(session, chat_id, Standing.GONE, now)
    await session.execute(
        update(Post)
        .where(Post.chat_id == chat_id, Post.state == State.QUEUED)
        .values(state=State.DEAD, reason=Why.GONE, words=words, reported=True, settled_at=now)
        .execution_options(**_quiet)
    )


async def mute_chat(session: Session, chat_id: int, now: datetime) -> None:
    """The bot may not write there: what is queued waits."""
    await _shut(session, chat_id, Standing.MUTED, now)


async def _shut(session: Session, chat_id: int, standing: Standing, now: datetime) -> None:
    """Also a chat that nobody noted: it would be tried again and again."""
    row = {
        "id": chat_id,
        "kind": "private" if chat_id > 0 else "group",
        "title": "",
        "standing": standing,
        "admin": False,
        "may_delete": False,
        "changed_at": now,
    }
    await upsert(session, Chat.__table__, [row], key=["id"], change=["standing", "changed_at"])


async def readdress(session: Session, old: int, new: int, now: datetime) -> None:
    """A group has a new id: what waits goes there, and its live cards are posted again.

    Message ids of the old group mean nothing in the new one (Bot API: migrate_to_chat_id).
    """
    queued = {"chat_id": new, "state": State.QUEUED, "thread_id": None, "form": None}
    queued |= {"lease_owner": None, "lease_until": None}
    await session.execute(
        update(Post)
        .where(Post.chat_id == old, Post.state.in_([State.QUEUED, State.SENDING]))
        .values(queued)
        .execution_options(**_quiet)
    )
    stands = (Post.state == State.SENT, Post.live, Post.subject_id.is_not(None))
    anew = {"message_id": None, "shown_version": None, "refresh_at": None, "due_at": now}
    await session.execute(
        update(Post)
        .where(Post.chat_id == old, *stands)
        .values(queued | anew)
        .execution_options(**_quiet)
    )
    wake(session)


async def troubles(session: Session, limit: int = 200) -> Sequence[Post]:
    """Dead and doubtful posts that no admin has been told of."""
    found = await session.scalars(
        select(Post)
        .where(
            ~Post.reported,
            text("state IN ('doubt', 'dead')"),  # as the index says it (SQLite: partial indexes)
            Post.card != "trouble",  # a report that cannot be delivered is no news to report
        )
        .order_by(Post.id)
        .limit(limit)
    )
    return found.all()


async def mark_reported(session: Session, ids: Collection[int]) -> None:
    """The admins have been told of these."""
    await session.execute(update(Post).where(Post.id.in_(ids)).values(reported=True))
