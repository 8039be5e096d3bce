"""Everything that leaves: posts, written in one transaction with their cause."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, bindparam, or_, select, text, update
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from storage.base import Base, Session, upsert, wake


class State(StrEnum):
    """Where a post stands: queued → sending → sent, doubt or dead."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DOUBT = "doubt"
    DEAD = "dead"


class Priority(IntEnum):
    """What goes first."""

    ANSWER = 0
    URGENT = 1
    REMINDER = 2
    ANNOUNCEMENT = 3


class Policy(StrEnum):
    """What happens to a post whose answer was lost."""

    RESEND = "resend"
    HOLD = "hold"


class Why(StrEnum):
    """Why a post was not delivered for certain, or not yet."""

    LATER = "later"  # Telegram asked to wait, or could not be reached
    LOST = "lost"  # its answer was lost
    STOPPED = "stopped"  # the bot ended while it was under way
    LATE = "late"  # its time was over
    GONE = "gone"  # the chat takes no messages any more
    REFUSED = "refused"  # Telegram would not have it, or it could not be shown
    RESTORED = "restored"  # it waited when a backup was made that was restored
    EMPTY = "empty"  # there was nothing to show any more
    WITHDRAWN = "withdrawn"
    FORGOTTEN = "forgotten"  # by an admin who looked at it


class Post(Base):
    """A card's standing in one chat.

    `card` names the card; it is rendered from its subject when it is sent, or stands ready in
    `payload` where it has none. `lease_until` is in seconds of the database's clock and covers
    the one call in flight, a send or an edit. `refresh_at` is set while an older version is
    shown than the subject has; `shown_digest` tells what the message looks like, where that is
    certain. `form` is how it stands where that is more than one text message (its files, a
    caption, a pin; scheduler.ports.Form). `words` are Telegram's (or an error's), where `reason`
    has more to tell. `live` is false for a copy that another post has superseded.
    """

    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(unique=True)
    card: Mapped[str]
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"))
    payload: Mapped[dict[str, Any] | None]
    chat_id: Mapped[int]
    thread_id: Mapped[int | None]
    language: Mapped[str]
    state: Mapped[State] = mapped_column(default=State.QUEUED)
    priority: Mapped[int]
    policy: Mapped[Policy] = mapped_column(default=Policy.RESEND)
    due_at: Mapped[datetime]
    deadline: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    lease_owner: Mapped[str | None]
    lease_until: Mapped[int | None]
    message_id: Mapped[int | None]
    shown_version: Mapped[int | None]
    shown_digest: Mapped[str | None]
    form: Mapped[dict[str, Any] | None]
    refresh_at: Mapped[datetime | None]
    live: Mapped[bool] = mapped_column(default=True)
    reason: Mapped[Why | None]
    words: Mapped[str | None]
    reported: Mapped[bool] = mapped_column(default=False)
    settled_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "ix_posts_queued",
            "priority",
            "due_at",
            sqlite_where=text("state = 'queued'"),
        ),
        Index(
            "ix_posts_stale",
            "refresh_at",
            sqlite_where=text("refresh_at IS NOT NULL"),
        ),
        Index(
            "ix_posts_trouble",
            "id",
            sqlite_where=text("state IN ('doubt', 'dead')"),
        ),
        Index("ix_posts_leased", "lease_until", sqlite_where=text("lease_until IS NOT NULL")),
        Index("ix_posts_place", "chat_id", "message_id"),
        Index("ix_posts_subject", "subject_id"),
    )


class PostFile(Base):
    """A message that belongs to a post beside its own: of a file, or of a long text's beginning."""

    __tablename__ = "post_files"

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    message_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)


# Posts whose true address is sealed in their payload have a chat's number from here on, far above
# Telegram's (Bot API: 52 significant bits): what is about one subject shares it.
SEALED = 2**60


def sealed_place(subject_id: int) -> int:
    """Where posts about a subject stand of which no row may say to whom they go."""
    return SEALED + subject_id


def is_sealed(chat_id: int) -> bool:
    """Whether that is no chat: who is meant is known at sending, and the row goes with it."""
    return chat_id >= SEALED


# Those that wait to be sent: SQLite uses the index of these where it sees its very condition.
WAITS = text("posts.state = 'queued'")


def row(
    card: str,
    chat_id: int,
    language: str,
    due_at: datetime,
    *,
    subject_id: int | None = None,
    payload: dict[str, Any] | None = None,
    thread_id: int | None = None,
    priority: Priority = Priority.ANSWER,
    policy: Policy = Policy.RESEND,
    deadline: datetime | None = None,
    key: str | None = None,
    live: bool = True,
) -> dict[str, Any]:
    """The row of a post to be queued; `key` makes it the only one of its name, for ever.

    One that is not `live` is rendered when it is sent, and left so.
    """
    return {
        "card": card,
        "chat_id": chat_id,
        "language": language,
        "due_at": due_at,
        "subject_id": subject_id,
        "payload": payload,
        "thread_id": thread_id,
        "priority": int(priority),
        "policy": policy,
        "deadline": deadline,
        "key": key,
        "state": State.QUEUED,
        "attempts": 0,
        "live": live,
        "reported": False,
    }


# A chat's id and a message's in it.
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CardAt:
    """What a message shows: the card, and its subject."""

    card: str
    subject_id: int | None


async def queue(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Queues posts; a key that stands already is left as it is."""
    if rows:
        await upsert(session, Post.__table__, rows, key=["key"])
        wake(session)


# Built once: every batch runs it. Pairs in one IN would make SQLite read the whole table: it looks
# up each combination instead.
_PLACED = select(Post.chat_id, Post.message_id, Post.card, Post.subject_id).where(
    Post.chat_id.in_(bindparam("chats", expanding=True)),
    Post.message_id.in_(bindparam("messages", expanding=True)),
)


async def cards_at(session: Session, places: Collection[tuple[int, int]]) -> dict[Place, CardAt]:
    """Which cards stand at these places, those at which there is one."""
    chats, messages = {chat for chat, _ in places}, {message for _, message in places}
    found = await session.execute(_PLACED, {"chats": list(chats), "messages": list(messages)})
    at_all = {(row[0], row[1]): CardAt(*row[2:]) for row in found}
    return {place: at_all[place] for place in places if place in at_all}


async def at(session: Session, places: Collection[tuple[int, int]]) -> dict[tuple[int, int], Post]:
    """The posts that stand at these (chat id, message id)."""
    found = await session.scalars(
        select(Post).where(
            Post.chat_id.in_({chat_id for chat_id, _ in places}),
            Post.message_id.in_({message_id for _, message_id in places}),
        )
    )
    at_all = {(post.chat_id, post.message_id or 0): post for post in found}
    return {place: at_all[place] for place in places if place in at_all}


async def note_files(
    session: Session, post_id: int, chat_id: int, form: dict[str, Any] | None
) -> None:
    """Answers to a post's files, and to the first parts of a long text, find it by these."""
    beside = [*(form or {}).get("files", ()), *(each[0] for each in (form or {}).get("parts", ()))]
    rows = [
        {"chat_id": chat_id, "message_id": message_id, "post_id": post_id} for message_id in beside
    ]
    await upsert(session, PostFile.__table__, rows, key=["chat_id", "message_id"])


async def behind(session: Session, chat_id: int, message_id: int) -> Post | None:
    """The post that a message belongs to, be it its text or one of its files."""
    own = select(Post.id).where(Post.chat_id == chat_id, Post.message_id == message_id)
    beside = select(PostFile.post_id).where(
        PostFile.chat_id == chat_id, PostFile.message_id == message_id
    )
    # For "this, or one of these" PostgreSQL would look through all posts.
    either = own.union_all(beside)
    found = await session.scalars(select(Post).where(Post.id.in_(either)).limit(1))
    return found.one_or_none()


class Standing(StrEnum):
    """What a message is that a press came from, and nobody had noted."""

    ADOPTED = "adopted"  # the one whose answer was lost
    SUPERSEDED = "superseded"  # a copy: the card stands elsewhere in that chat
    UNKNOWN = "unknown"


async def meet(session: Session, subject_id: int, chat_id: int, message_id: int) -> Standing:
    """A press came from a message that no post names: finds out what it is.

    A post of that subject in that chat that is in doubt, or being sent again, takes it for its
    own.
    """
    own = (Post.subject_id == subject_id, Post.chat_id == chat_id)
    adopted = await session.scalar(
        update(Post)
        .where(*own, Post.message_id.is_(None), Post.state != State.DEAD, _left_once())
        .values(state=State.SENT, message_id=message_id, shown_version=0, refresh_at=Post.due_at)
        .returning(Post.id)
    )
    if adopted is not None:
        wake(session)
        return Standing.ADOPTED
    stands = await session.scalar(
        select(Post.id).where(*own, Post.message_id != message_id, Post.live).limit(1)
    )
    return Standing.SUPERSEDED if stands is not None else Standing.UNKNOWN


def _left_once() -> ColumnElement[bool]:
    return or_(Post.state == State.DOUBT, Post.state == State.SENDING, Post.attempts > 0)


async def show_again(session: Session, subject_id: int, card: str, now: datetime) -> None:
    """Marks what stands of this card for an edit, also where it is left as it is otherwise."""
    sent = (Post.subject_id == subject_id, Post.card == card, Post.state == State.SENT)
    await session.execute(update(Post).where(*sent).values(refresh_at=now))
    wake(session)


async def drop_queued(session: Session, subject_id: int, card: str) -> None:
    """What was queued of this card is no longer to be said.

    A post of which a part stands already goes on, and shows what became of its subject.
    """
    await session.execute(
        update(Post)
        .where(Post.subject_id == subject_id, Post.card == card, Post.state == State.QUEUED)
        .where(Post.form.is_(None))
        .values(state=State.DEAD, reason=Why.WITHDRAWN, reported=True)
    )


async def of_subject(session: Session, subject_id: int, card: str) -> Sequence[Post]:
    """The posts that show a subject by this card, the oldest first."""
    found = await session.scalars(
        select(Post).where(Post.subject_id == subject_id, Post.card == card).order_by(Post.id)
    )
    return found.all()


async def supersede(session: Session, subject_id: int, card: str, chat_id: int) -> list[int]:
    """A card is about to be posted again in a chat: its earlier copies are left as they are.

    Returns the ids of their messages, whose buttons may go.
    """
    copies = (
        Post.subject_id == subject_id,
        Post.card == card,
        Post.chat_id == chat_id,
        Post.live,
    )
    left = await session.scalars(
        update(Post)
        .where(*copies)
        .values(live=False, refresh_at=None)
        .returning(Post.message_id)
        .execution_options(synchronize_session=False)
    )
    return [message_id for message_id in left if message_id is not None]


async def release(session: Session, subject_id: int, card: str) -> None:
    """What this card shows of a subject stays as it is from now on, wherever it stands."""
    await session.execute(
        update(Post)
        .where(Post.subject_id == subject_id, Post.card == card, Post.live)
        .values(live=False, refresh_at=None)
        .execution_options(synchronize_session=False)
    )


async def leave_all(session: Session, cards: Collection[str], chat_id: int) -> list[int]:
    """All that stands of these cards in a chat is left as it is, whatever it is about.

    Returns the ids of their messages, whose buttons may go.
    """
    left = await session.scalars(
        update(Post)
        .where(Post.chat_id == chat_id, Post.card.in_(cards), Post.live)
        .values(live=False, refresh_at=None)
        .returning(Post.message_id)
        .execution_options(synchronize_session=False)
    )
    return [message_id for message_id in left if message_id is not None]


async def by_keys(session: Session, keys: Collection[str]) -> Sequence[Post]:
    """The posts of these names, those that there are."""
    return (await session.scalars(select(Post).where(Post.key.in_(keys)))).all()


async def drop(session: Session, key: str) -> None:
    """The post of that name is not to be said any more, if it has not been yet."""
    await session.execute(
        update(Post)
        .where(Post.key == key, Post.state == State.QUEUED)
        .values(state=State.DEAD, reason=Why.WITHDRAWN, reported=True)
    )


async def by_key(session: Session, key: str) -> Post | None:
    """The post of that name."""
    return (await session.scalars(select(Post).where(Post.key == key))).one_or_none()


async def speak(session: Session, chat_id: int, language: str, now: datetime) -> None:
    """The live cards of a chat are in another language from now on."""
    live = (Post.chat_id == chat_id, Post.live, Post.subject_id.is_not(None))
    await session.execute(update(Post).where(*live).values(language=language))
    await session.execute(
        update(Post).where(*live, Post.state == State.SENT).values(refresh_at=now)
    )
    wake(session)
