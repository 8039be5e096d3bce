"""The messages that a letter was written in: who edits one has edited the letter."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ForeignKey, Index, Select, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage import letter_parts
from storage.base import Base, Session
from storage.cipher import Unsealed
from storage.envelopes import Envelopes
from storage.letter_parts import LetterPart


class LetterSource(Base):
    """A message of which something in a letter was made; several where it was an album.

    Of a hidden writer's message no row says whose it is: `mark` is a pseudonym for it, by which it
    is found again when its writer edits it, and `sealed` its number.
    """

    __tablename__ = "letter_sources"

    id: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("letter_parts.id"), index=True)
    chat_id: Mapped[int | None]
    message_id: Mapped[int | None]
    mark: Mapped[str | None] = mapped_column(index=True)
    sealed: Mapped[str | None]
    album: Mapped[str | None] = mapped_column(index=True)

    __table_args__ = (Index(None, "chat_id", "message_id"),)


@dataclass(frozen=True, slots=True)
class Message:
    """Where something was written: a message in a chat, and the album that it belongs to."""

    chat_id: int
    message_id: int
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was made of a message, and its place among those of the same album."""

    part_id: int
    place: int


def _about(part_id: int) -> str:
    return f"part {part_id}"


async def note(
    session: Session, part_id: int, at: Message, hidden: Envelopes | None = None
) -> None:
    """This was written there; with a key, by somebody whom no row may name."""
    row = LetterSource(part_id=part_id, album=_album(at, hidden))
    if hidden is None:
        row.chat_id, row.message_id = at.chat_id, at.message_id
    else:
        row.mark = _mark(hidden, at)
        row.sealed = hidden.seal([at.message_id], _about(part_id))
    session.add(row)
    await session.flush()


def _mark(key: Envelopes, at: Message) -> str:
    return key.mark("message", at.chat_id, at.message_id)


def _album(at: Message, hidden: Envelopes | None) -> str | None:
    if at.album is None or hidden is None:
        return f"{at.chat_id}:{at.album}" if at.album is not None else None
    return hidden.mark("album", at.chat_id, at.album)


async def find(session: Session, at: Message, key: Envelopes | None) -> Found | None:
    """What was made of that message, be its writer named or hidden."""
    named = LetterSource.chat_id == at.chat_id, LetterSource.message_id == at.message_id
    part_id = await session.scalar(select(LetterSource.part_id).where(*named))
    mark = _mark(key, at) if key is not None and part_id is None else None
    if mark is not None:
        own = select(LetterSource.part_id).where(LetterSource.mark == mark)
        part_id = await session.scalar(own)
    if part_id is None:
        return None
    rows = (await session.execute(_of_part(part_id))).all()
    here = (at.chat_id, at.message_id) if mark is None else mark
    places = [row.mark or (row.chat_id, row.message_id) for row in rows]
    return Found(part_id, places.index(here))


def _of_part(part_id: int) -> Select[int | None, int | None, str | None, str | None]:
    return (
        select(
            *(LetterSource.chat_id, LetterSource.message_id),
            *(LetterSource.mark, LetterSource.sealed),
        )
        .where(LetterSource.part_id == part_id)
        .order_by(LetterSource.id)
    )


async def of_album(
    session: Session, at: Message, letter_id: int, hidden: Envelopes | None = None
) -> int | None:
    """What was made of the same album's other messages in that letter."""
    album = _album(at, hidden)
    if album is None:
        return None
    found: int | None = await session.scalar(
        select(LetterSource.part_id)
        .join(LetterPart, LetterPart.id == LetterSource.part_id)
        .where(LetterSource.album == album, LetterPart.letter_id == letter_id)
        .limit(1)
    )
    return found


async def first(session: Session, part_id: int, key: Envelopes | None = None) -> Message | None:
    """The message that this was written in; of a hidden writer's only the number is known."""
    row = (await session.execute(_of_part(part_id))).first()
    if row is None:
        return None
    if row.chat_id is not None:
        return Message(row.chat_id, row.message_id or 0)
    if key is None or row.sealed is None:
        return None
    try:
        (number,) = key.open(row.sealed, _about(part_id))
    except Unsealed:
        return None
    return Message(0, number)


async def drop(session: Session, part_id: int) -> None:
    """An answer is not sent, and nothing stays of it."""
    await session.execute(delete(LetterSource).where(LetterSource.part_id == part_id))
    await letter_parts.drop(session, part_id)


async def forget_hidden(session: Session, letter_id: int) -> None:
    """A hidden letter is closed: nothing leads from its writer's messages to it any more."""
    own = select(LetterPart.id).where(LetterPart.letter_id == letter_id)
    await session.execute(
        delete(LetterSource).where(LetterSource.mark.is_not(None), LetterSource.part_id.in_(own))
    )
