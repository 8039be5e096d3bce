"""What cards show: one row a subject, with the version that every change moves on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import BindParameter, ForeignKey, Index, Update, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from storage.base import Base, Session, upsert, wake
from storage.posts import Post, State


class Subject(Base):
    """A notice, a meeting, a class, ...: whatever a card can show.

    `author_id` is the person who answers for it, None for the school itself.
    """

    __tablename__ = "subjects"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime]

    __table_args__ = (Index(None, "author_id", "kind"),)


class Audience(Base):
    """A class that a subject is for."""

    __tablename__ = "audiences"

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("classes.id"), primary_key=True)

    __table_args__ = (Index(None, "class_id", "subject_id"),)


async def create(
    session: Session,
    kind: str,
    author_id: int | None,
    class_ids: Sequence[int],
    now: datetime,
) -> int:
    """A new subject for these classes; returns its id."""
    subject = Subject(kind=kind, author_id=author_id, created_at=now)
    session.add(subject)
    await session.flush()
    session.add_all(Audience(subject_id=subject.id, class_id=each) for each in class_ids)
    await session.flush()
    return subject.id


async def version(session: Session, subject_id: int) -> int:
    """The version of a subject as it stands in this transaction."""
    found = await session.scalar(select(Subject.version).where(Subject.id == subject_id))
    if found is None:
        raise LookupError(f"no subject {subject_id}")
    return found


def _stale(*where: ColumnElement[bool]) -> Update:
    """Marks posts of subjects that have moved on for the sender."""
    return (
        update(Post)
        .where(
            Post.subject_id.in_(_IDS),
            Post.state == State.SENT,
            Post.live,
            Post.refresh_at.is_(None),
            *where,
        )
        .values(refresh_at=bindparam("now"))
        .execution_options(synchronize_session=False)
    )


# Built once: every batch runs the first two.
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_ON = (
    update(Subject)
    .where(Subject.id.in_(_IDS))
    .values(version=Subject.version + 1)
    .execution_options(synchronize_session=False)
)
_STALE = _stale()
# The id of a private chat is its user's; a group's is negative.
_STALE_PRIVATE = _stale(Post.chat_id > 0)


async def bump(
    session: Session, subject_ids: Collection[int], now: datetime, *, soon: bool = False
) -> None:
    """Moves the versions on, and marks the posts that show an older one for the sender.

    With `soon` it may wait a moment: other taps on the same cards often follow.
    """
    await _move_on(session, subject_ids, now, _STALE, soon)


async def audience(session: Session, subject_id: int) -> Sequence[int]:
    """The classes that a subject is for."""
    found = await session.scalars(
        select(Audience.class_id).where(Audience.subject_id == subject_id)
    )
    return found.all()


async def readdress(session: Session, subject_id: int, class_ids: Collection[int]) -> None:
    """A subject is for these classes, and for no others any more."""
    await session.execute(
        delete(Audience).where(
            Audience.subject_id == subject_id, Audience.class_id.not_in(class_ids)
        )
    )
    rows = [{"subject_id": subject_id, "class_id": each} for each in sorted(class_ids)]
    await upsert(session, Audience.__table__, rows, key=("subject_id", "class_id"))


async def refresh_private(session: Session, subject_ids: Collection[int], now: datetime) -> None:
    """Like `bump`, for the cards in private chats: they list a class's families by name.

    The cards in a group only count answers, and are left alone.
    """
    await _move_on(session, subject_ids, now, _STALE_PRIVATE)


async def _move_on(
    session: Session,
    subject_ids: Collection[int],
    now: datetime,
    stale: Update,
    soon: bool = False,
) -> None:
    if subject_ids:
        ids = list(subject_ids)
        await session.execute(_ON, {"ids": ids})
        await session.execute(stale, {"ids": ids, "now": now})
        wake(session, soon=soon)
