"""What is half said: questions that wait for an answer, commands that wait for a tap."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, delete, select, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Session

QUESTION = "question"


class Draft(Base):
    """Something begun: `kind` names what it waits for, `data` is what has been said so far."""

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    chat_id: Mapped[int]
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (
        Index(
            "uq_drafts_question",
            "person_id",
            "chat_id",
            unique=True,
            sqlite_where=text("kind = 'question'"),
            postgresql_where=text("kind = 'question'"),
        ),
        # A number is never given twice: an old button must not find another's draft.
        {"sqlite_autoincrement": True},
    )


async def open_question(
    session: Session,
    person_id: int,
    chat_id: int,
    data: dict[str, Any],
    now: datetime,
) -> int:
    """Opens a question to a person in a chat, in place of an earlier one; returns its id."""
    await session.execute(
        delete(Draft)
        .where(*_asked(person_id, chat_id))
        .execution_options(synchronize_session="fetch")
    )
    return await _add(
        session,
        Draft(kind=QUESTION, person_id=person_id, chat_id=chat_id, data=data, created_at=now),
    )


async def find_question(session: Session, person_id: int, chat_id: int) -> Draft | None:
    """The question that is open to a person in a chat."""
    found: Draft | None = await session.scalar(select(Draft).where(*_asked(person_id, chat_id)))
    return found


def _asked(person_id: int, chat_id: int) -> tuple[Any, ...]:
    return Draft.kind == QUESTION, Draft.person_id == person_id, Draft.chat_id == chat_id


async def keep(
    session: Session, kind: str, chat_id: int, data: dict[str, Any], now: datetime
) -> int:
    """Keeps what waits for a tap; returns the id for `take`."""
    return await _add(session, Draft(kind=kind, chat_id=chat_id, data=data, created_at=now))


async def _add(session: Session, draft: Draft) -> int:
    session.add(draft)
    await session.flush()
    return draft.id


async def take(session: Session, draft_id: int) -> Draft | None:
    """Takes what was kept, once: a second tap finds nothing."""
    draft = await session.get(Draft, draft_id)
    if draft is not None:
        await session.delete(draft)
        await session.flush()
    return draft


async def close(session: Session, draft_id: int) -> None:
    """Nothing waits any more under this id."""
    await take(session, draft_id)


async def forget_old(session: Session, before: datetime) -> None:
    """Drops what was begun before then and never finished."""
    await session.execute(delete(Draft).where(Draft.created_at < before))
