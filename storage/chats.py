"""The chats the bot knows, and whether they take its messages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Session, upsert


class Standing(StrEnum):
    """Whether a chat takes our messages."""

    OK = "ok"
    MUTED = "muted"  # we are in it and may not write: what is queued waits
    GONE = "gone"  # blocked, kicked, deleted: nothing is sent until that changes


class Chat(Base):
    """A private chat (its id is the user's) or a group; a chat without a row was never open."""

    __tablename__ = "chats"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    standing: Mapped[Standing] = mapped_column(default=Standing.OK)
    admin: Mapped[bool] = mapped_column(default=False)
    may_delete: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime]


async def note(
    session: Session,
    chat_id: int,
    kind: str,
    title: str,
    standing: Standing,
    now: datetime,
) -> None:
    """Remembers how a chat stands now."""
    row = {
        "id": chat_id,
        "kind": kind,
        "title": title,
        "standing": standing,
        "admin": False,
        "may_delete": False,
        "changed_at": now,
    }
    await upsert(
        session,
        Chat.__table__,
        [row],
        key=["id"],
        change=["kind", "title", "standing", "changed_at"],
    )


async def note_private(session: Session, user_id: int, name: str, now: datetime) -> None:
    """A person opened the private chat; its id is theirs."""
    await note(session, user_id, "private", name, Standing.OK, now)


@dataclass(frozen=True, slots=True)
class ChatRef:
    """What the desk must know of a chat."""

    id: int
    standing: Standing
    admin: bool
    may_delete: bool


# Built once: every batch runs it.
_REFS = select(Chat.id, Chat.standing, Chat.admin, Chat.may_delete).where(
    Chat.id.in_(bindparam("ids", expanding=True))
)


async def refs(session: Session, chat_ids: Collection[int]) -> dict[int, ChatRef]:
    """Those of the chats that are known."""
    found = await session.execute(_REFS, {"ids": list(chat_ids)})
    return {row.id: ChatRef(*row) for row in found}


async def find(session: Session, chat_id: int) -> Chat | None:
    """The chat, if it was ever open."""
    return await session.get(Chat, chat_id)


async def set_standing(session: Session, chat_id: int, standing: Standing, now: datetime) -> None:
    """Changes how a known chat stands."""
    await session.execute(
        update(Chat).where(Chat.id == chat_id).values(standing=standing, changed_at=now)
    )


async def set_rights(session: Session, chat_id: int, *, admin: bool, may_delete: bool) -> None:
    """Remembers what the bot may do in a group."""
    await session.execute(
        update(Chat).where(Chat.id == chat_id).values(admin=admin, may_delete=may_delete)
    )


async def open_among(session: Session, chat_ids: list[int]) -> set[int]:
    """Those of the chats that take our messages."""
    found = await session.scalars(
        select(Chat.id).where(Chat.id.in_(chat_ids), Chat.standing == Standing.OK)
    )
    return set(found)


async def set_title(session: Session, chat_id: int, title: str, now: datetime) -> None:
    """The group has another title."""
    await session.execute(
        update(Chat).where(Chat.id == chat_id).values(title=title, changed_at=now)
    )


async def readdress(session: Session, old: int, new: int, now: datetime) -> None:
    """A group has a new id: the old chat is gone, the new one stands as the old one did."""
    moved = await find(session, old)
    if moved is not None:
        await note(session, new, "supergroup", moved.title, Standing.OK, now)
        await set_standing(session, old, Standing.GONE, now)
