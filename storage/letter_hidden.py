"""What keeps a letter's writer hidden: sealed return addresses, marks for limits, and blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey, delete, exists, select
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from storage import letter_copies, letter_sources, posts
from storage.base import Base, Session, upsert
from storage.cipher import Unsealed
from storage.envelopes import Envelopes
from storage.letters import A_DAY, Letter
from storage.posts import Post, PostFile, State
from storage.rules import Broken


class LetterAddress(Base):
    """Where answers to a hidden letter go, sealed; the row goes when the letter is closed."""

    __tablename__ = "letter_addresses"

    letter_id: Mapped[int] = mapped_column(
        ForeignKey("letters.id"), primary_key=True, autoincrement=False
    )
    sealed: Mapped[str]


class LetterMark(Base):
    """A letter without a name that somebody sent that day, by a pseudonym for this one letter.

    Kept by its pseudonym: neither the table nor its order tells which of them are one person's.
    """

    __tablename__ = "letter_marks"

    mark: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date]

    __table_args__ = ({"sqlite_with_rowid": False},)


class LetterBlock(Base):
    """The writer of this letter may send no more; the mark is for them and this letter only."""

    __tablename__ = "letter_blocks"

    letter_id: Mapped[int] = mapped_column(
        ForeignKey("letters.id"), primary_key=True, autoincrement=False
    )
    mark: Mapped[str]


@dataclass(frozen=True, slots=True)
class Writer:
    """Where an answer goes, and in which language."""

    user_id: int
    language: str


# Return addresses


def _about(letter_id: int) -> str:
    return f"letter {letter_id}"


async def keep(session: Session, key: Envelopes, letter_id: int, writer: Writer) -> None:
    """The letter has a return address from now on."""
    sealed = key.seal([writer.user_id, writer.language], _about(letter_id))
    row = {"letter_id": letter_id, "sealed": sealed}
    await upsert(session, LetterAddress.__table__, [row], key=["letter_id"], change=["sealed"])


async def find(session: Session, key: Envelopes, letter_id: int) -> Writer | None:
    """The return address of an open hidden letter; None where it has none.

    Raises:
        storage.envelopes.Unsealed: it was sealed with another key.
    """
    sealed = await session.scalar(
        select(LetterAddress.sealed).where(LetterAddress.letter_id == letter_id)
    )
    return Writer(*key.open(sealed, _about(letter_id))) if sealed is not None else None


async def can_be_answered(session: Session, letter_id: int) -> bool:
    """Whether a letter has a return address, which stays sealed."""
    found = exists().where(LetterAddress.letter_id == letter_id)
    return bool(await session.scalar(select(found)))


async def forget(session: Session, letter_id: int) -> None:
    """Nobody can be answered any more; of what did not reach them nothing stays either."""
    await session.execute(delete(LetterAddress).where(LetterAddress.letter_id == letter_id))
    await letter_sources.forget_hidden(session, letter_id)
    await letter_copies.forget(session, letter_id)
    place = posts.sealed_place(letter_id)
    await _drop(session, Post.chat_id == place, Post.state == State.DEAD)


async def _drop(session: Session, *which: ColumnElement[bool]) -> None:
    """Sealed posts, and the messages of those that had begun to arrive."""
    of_post = PostFile.post_id.in_(select(Post.id).where(*which))
    for statement in (delete(PostFile).where(of_post), delete(Post).where(*which)):
        await session.execute(statement.execution_options(synchronize_session=False))


async def forget_dead(session: Session, before: datetime) -> None:
    """What could not reach the writers of letters that were closed meanwhile goes after a while."""
    open_ = select(LetterAddress.letter_id + posts.SEALED)
    over = Post.state == State.DEAD, Post.settled_at < before
    await _drop(session, Post.chat_id >= posts.SEALED, *over, Post.chat_id.not_in(open_))


async def of_writer(session: Session, key: Envelopes, user_id: int) -> list[int]:
    """The open hidden letters of somebody who asks for their own.

    Every envelope is opened for that: there are as many as hidden letters are open. What was
    sealed with another key is nobody's.
    """
    return [each[0] for each in await sealed_ones(session) if _is_of(key, each, user_id)]


def _is_of(key: Envelopes, envelope: tuple[int, str], user_id: int) -> bool:
    try:
        return bool(key.open(envelope[1], _about(envelope[0]))[0] == user_id)
    except Unsealed:
        return False


async def forget_writer(session: Session, key: Envelopes, user_id: int) -> None:
    """Somebody's open hidden letters cannot be answered any more; what waits for them goes, too."""
    for letter_id in await of_writer(session, key, user_id):
        await forget(session, letter_id)
        await _drop(session, Post.chat_id == posts.sealed_place(letter_id))


async def sealed_ones(session: Session) -> Sequence[tuple[int, str]]:
    """All envelopes, unopened, with their letters."""
    found = await session.execute(select(LetterAddress.letter_id, LetterAddress.sealed))
    return [(row.letter_id, row.sealed) for row in found]


def opens(key: Envelopes, envelope: tuple[int, str]) -> None:
    """Tries the key; raises storage.envelopes.Unsealed where it is another's."""
    key.open(envelope[1], _about(envelope[0]))


def proof(key: Envelopes, letter_id: int, user_id: int) -> str:
    """What a hidden letter's writer carries in their buttons, and nobody else can make use of."""
    return key.mark("own", letter_id, user_id)[:16]


# Limits


async def spend(session: Session, key: Envelopes, user_id: int, day: date) -> None:
    """One more letter without a name by this user on this day (the school's).

    Raises:
        Broken: "letter-many".
    """
    marks = _marks(key, user_id, day)
    spent = await _spent(session, marks)
    if len(spent) >= A_DAY:
        raise Broken("letter-many", limit=A_DAY)
    free = next(mark for mark in marks if mark not in spent)
    await upsert(session, LetterMark.__table__, [{"mark": free, "day": day}], key=["mark"])


async def spent(session: Session, key: Envelopes, user_id: int, day: date) -> int:
    """How many letters without a name this user has sent on this day."""
    return len(await _spent(session, _marks(key, user_id, day)))


def _marks(key: Envelopes, user_id: int, day: date) -> list[str]:
    return [key.mark("day", day, user_id, number) for number in range(A_DAY)]


async def _spent(session: Session, marks: list[str]) -> set[str]:
    return set(await session.scalars(select(LetterMark.mark).where(LetterMark.mark.in_(marks))))


async def forget_days(session: Session, before: date) -> None:
    """Marks of days that are over limit nothing any more."""
    await session.execute(delete(LetterMark).where(LetterMark.day < before))


# Blocks


async def block(session: Session, key: Envelopes | None, letter_id: int, user_id: int) -> None:
    """This letter's writer may send no more letters, of any kind.

    Without a key it holds for whom the letter names.
    """
    mark = key.mark("block", letter_id, user_id) if key is not None else ""
    row = {"letter_id": letter_id, "mark": mark}
    await upsert(session, LetterBlock.__table__, [row], key=["letter_id"], change=["mark"])


async def unblock(session: Session, letter_id: int) -> None:
    """They may again, as far as this letter is concerned."""
    await session.execute(delete(LetterBlock).where(LetterBlock.letter_id == letter_id))


async def is_blocked(session: Session, letter_id: int) -> bool:
    """Whether this letter's writer was blocked by it."""
    found = exists().where(LetterBlock.letter_id == letter_id)
    return bool(await session.scalar(select(found)))


async def check_named(session: Session, person_id: int) -> None:
    """Refuses somebody who was blocked by a letter with their name.

    Raises:
        Broken: "letter-blocked".
    """
    own = select(Letter.id).where(Letter.person_id == person_id)
    if await session.scalar(select(exists().where(LetterBlock.letter_id.in_(own)))):
        raise Broken("letter-blocked")


async def check(session: Session, key: Envelopes, user_id: int) -> None:
    """Refuses somebody who is blocked; every block is tried, and there are few.

    Raises:
        Broken: "letter-blocked".
    """
    found = await session.execute(select(LetterBlock.letter_id, LetterBlock.mark))
    if any(mark == key.mark("block", letter_id, user_id) for letter_id, mark in found):
        raise Broken("letter-blocked")
