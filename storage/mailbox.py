"""Where the principal's mailbox is read: the one private group that an admin has named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import false, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Session, upsert
from storage.letters import Letter
from storage.posts import Post, State, Why

_ONLY = 1


class AdminChat(Base):
    """The group that letters go to; there is one row at most."""

    __tablename__ = "mailbox"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    chat_id: Mapped[int]
    language: Mapped[str]
    since: Mapped[datetime]
    forum: Mapped[bool] = mapped_column(default=False, server_default=false())


@dataclass(frozen=True, slots=True)
class Reading:
    """The group in which letters are read, the language there, and whether it has topics."""

    chat_id: int
    language: str
    forum: bool = False


_SHOWN = (AdminChat.chat_id, AdminChat.language, AdminChat.forum)


async def find(session: Session) -> Reading | None:
    """Where letters are read, once somebody has said so."""
    found = (await session.execute(select(*_SHOWN))).first()
    return Reading(*found) if found is not None else None


async def place(
    session: Session, chat_id: int, language: str, now: datetime, *, forum: bool = False
) -> None:
    """From now on letters are read in that group, and nowhere else."""
    row = {"id": _ONLY, "chat_id": chat_id, "language": language, "since": now, "forum": forum}
    await upsert(
        session,
        AdminChat.__table__,
        [row],
        key=["id"],
        change=["chat_id", "language", "since", "forum"],
    )


async def readdress(session: Session, old: int, new: int) -> bool:
    """A group has another id: whether letters are read in it; what is closed stays in the old one.

    Comes before or after storage.delivery.readdress.
    """
    moved = update(AdminChat).where(AdminChat.chat_id == old).values(chat_id=new)
    if await session.scalar(moved.returning(AdminChat.id)) is None:
        return False
    closed = select(Letter.id).where(Letter.closed_at.is_not(None))
    theirs = (Post.chat_id.in_([old, new]), Post.live, Post.subject_id.in_(closed))
    left = {"live": False, "refresh_at": None}
    for state in (State.SENT, State.QUEUED):
        waits = {"state": State.DEAD, "reason": Why.WITHDRAWN, "reported": True}
        await session.execute(
            update(Post)
            .where(*theirs, Post.state == state)
            .values(left if state == State.SENT else left | waits)
            .execution_options(synchronize_session=False)
        )
    return True


async def set_forum(session: Session, forum: bool) -> None:
    """The group has topics now, or none any more."""
    await session.execute(update(AdminChat).values(forum=forum))
