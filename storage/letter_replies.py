"""Canned answers to letters: what is written often, kept under a name, with gaps to be filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Session, upsert
from storage.rules import Broken, fold, named

# A name fits on a button; a text leaves room for what fills its gaps.
NAME_LIMIT, WORDS_LIMIT = 24, 2000
# As many as somebody looks through under a letter.
MOST = 20


class LetterReply(Base):
    """A canned answer; `language` is that of who wrote it, in which its gaps are filled."""

    __tablename__ = "letter_replies"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    plain: Mapped[str]
    spans: Mapped[list[Any]] = mapped_column(JSON)
    language: Mapped[str]

    # A number is never given twice: buttons in old messages carry it.
    __table_args__ = ({"sqlite_autoincrement": True},)


@dataclass(frozen=True, slots=True)
class Canned:
    """A canned answer, with its gaps; `spans` are packed."""

    id: int
    name: str
    plain: str
    spans: list[Any]
    language: str


_SHOWN = (
    *(LetterReply.id, LetterReply.name, LetterReply.plain),
    *(LetterReply.spans, LetterReply.language),
)


async def every(session: Session) -> list[Canned]:
    """All canned answers, by name."""
    found = await session.execute(select(*_SHOWN).order_by(LetterReply.folded))
    return [Canned(*row) for row in found]


async def find(session: Session, number: int) -> Canned | None:
    """A canned answer by its number."""
    found = (await session.execute(select(*_SHOWN).where(LetterReply.id == number))).first()
    return Canned(*found) if found is not None else None


async def find_named(session: Session, name: str) -> Canned | None:
    """A canned answer by its name, however it is spelled."""
    folded = fold(name)
    found = (await session.execute(select(*_SHOWN).where(LetterReply.folded == folded))).first()
    return Canned(*found) if found is not None else None


async def keep(session: Session, name: str, plain: str, spans: list[Any], language: str) -> None:
    """Keeps a canned answer; one of the same name is replaced.

    Raises:
        Broken: "letter-reply-name", "letter-reply-words" or "letter-reply-many".
    """
    clean = named(name, NAME_LIMIT, "letter-reply-name")
    if not 0 < len(plain) <= WORDS_LIMIT:
        raise Broken("letter-reply-words", limit=WORDS_LIMIT)
    known = await find_named(session, clean) is not None
    count = await session.scalar(select(func.count()).select_from(LetterReply)) or 0
    if not known and count >= MOST:
        raise Broken("letter-reply-many", limit=MOST)
    said = {"name": clean, "plain": plain, "spans": spans, "language": language}
    row = {"folded": fold(clean), **said}
    await upsert(session, LetterReply.__table__, [row], key=["folded"], change=list(said))


async def remove(session: Session, number: int) -> bool:
    """It is offered no more; False where that was so already."""
    found = await session.scalar(
        delete(LetterReply).where(LetterReply.id == number).returning(LetterReply.id)
    )
    return found is not None
