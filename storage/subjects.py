"""What cards show: one row a subject, with the version that every change moves on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, select, update
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from storage.base import Base, Session, wake
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


async def bump(session: Session, subject_ids: Collection[int], now: datetime) -> None:
    """Moves the versions on, and marks the posts that show an older one for the sender."""
    await _move_on(session, subject_ids, now)


async def audience(session: Session, subject_id: int) -> Sequence[int]:
    """The classes that a subject is for."""
    found = await session.scalars(
        select(Audience.class_id).where(Audience.subject_id == subject_id)
    )
    return found.all()


async def refresh_private(session: Session, subject_ids: Collection[int], now: datetime) -> None:
    """Like `bump`, for the cards in private chats: they list a class's families by name.

    The cards in a group only count answers, and are left alone.
    """
    # The id of a private chat is its user's; a group's is negative.
    await _move_on(session, subject_ids, now, Post.chat_id > 0)


async def _move_on(
    session: Session, subject_ids: Collection[int], now: datetime, *where: ColumnElement[bool]
) -> None:
    if not subject_ids:
        return
    await session.execute(
        update(Subject)
        .where(Subject.id.in_(subject_ids))
        .values(version=Subject.version + 1)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(Post)
        .where(
            Post.subject_id.in_(subject_ids),
            Post.state == State.SENT,
            Post.live,
            Post.refresh_at.is_(None),
            *where,
        )
        .values(refresh_at=now)
        .execution_options(synchronize_session=False)
    )
    wake(session)
