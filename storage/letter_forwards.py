"""Letters that are passed on: to the deputy, a class's head teacher, or a committee of parents."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import people
from storage.base import Base, Session
from storage.classes import Class
from storage.people import PersonRef, Role
from storage.rules import Broken


class To(StrEnum):
    """Whom a letter is passed on to."""

    DEPUTY = "deputy"
    HEAD_TEACHER = "head-teacher"
    COMMITTEE = "committee"  # a class's, or without a class the school's: parents


class LetterForward(Base):
    """A letter that is passed on; `agreed` is the writer's word, where it takes one, or True."""

    __tablename__ = "letter_forwards"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), index=True)
    to: Mapped[To]
    class_id: Mapped[int | None] = mapped_column(ForeignKey("classes.id"))
    agreed: Mapped[bool | None]
    at: Mapped[datetime]

    # A number is never given twice: buttons in old messages carry it.
    __table_args__ = ({"sqlite_autoincrement": True},)


@dataclass(frozen=True, slots=True)
class Forward:
    """To whom a letter is passed on, with the class's name; `agreed` None while that is asked."""

    id: int
    letter_id: int
    to: To
    class_id: int | None
    agreed: bool | None
    class_name: str | None = None


_SHOWN = select(
    *(LetterForward.id, LetterForward.letter_id, LetterForward.to, LetterForward.class_id),
    *(LetterForward.agreed, Class.name),
).outerjoin(Class, Class.id == LetterForward.class_id)


async def of_letter(session: Session, letter_id: int) -> list[Forward]:
    """Where a letter was passed on to, the first first."""
    found = await session.execute(
        _SHOWN.where(LetterForward.letter_id == letter_id).order_by(LetterForward.id)
    )
    return [Forward(*row) for row in found]


async def find(session: Session, forward_id: int) -> Forward | None:
    """The one of that number."""
    row = (await session.execute(_SHOWN.where(LetterForward.id == forward_id))).first()
    return Forward(*row) if row is not None else None


async def with_deputies(session: Session) -> set[int]:
    """The letters that were passed on to the deputies."""
    found = select(LetterForward.letter_id).where(LetterForward.to == To.DEPUTY)
    return set(await session.scalars(found))


async def create(
    session: Session, letter_id: int, to: To, class_id: int | None, now: datetime
) -> Forward:
    """A letter is passed on; to parents only once its writer agrees.

    Raises:
        Broken: "letter-forwarded", it was already, or its writer is asked.
    """
    for each in await of_letter(session, letter_id):
        if (each.to, each.class_id) == (to, class_id) and each.agreed is not False:
            raise Broken("letter-forwarded")
    agreed = None if to == To.COMMITTEE else True
    row = LetterForward(letter_id=letter_id, to=to, class_id=class_id, agreed=agreed, at=now)
    session.add(row)
    await session.flush()
    made = await find(session, row.id)
    assert made is not None  # noqa: S101 (it was flushed)
    return made


async def agree(session: Session, forward_id: int, agreed: bool) -> bool:
    """The writer's word, which they give once; whether it was asked for."""
    asked = LetterForward.id == forward_id, LetterForward.agreed.is_(None)
    done = await session.scalar(
        update(LetterForward).where(*asked).values(agreed=agreed).returning(LetterForward.id)
    )
    return done is not None


async def recipients(
    session: Session, one: Forward, but: Collection[int | None]
) -> list[PersonRef]:
    """Who gets it, as roles stand now, but for those persons."""
    found = {each.id: each for each in await _holders(session, one)}
    return [each for each in found.values() if each.id not in but]


async def _holders(session: Session, one: Forward) -> list[PersonRef]:
    if one.to == To.DEPUTY:
        return await people.holders(session, Role.DEPUTY, None)
    if one.to == To.HEAD_TEACHER:
        return await people.holders(session, Role.HEAD_TEACHER, one.class_id)
    if one.class_id is None:
        return await people.school_committee(session)
    roles = (Role.CHAIR, Role.SEAT, Role.COMMITTEE)
    return (await people.holders_in(session, roles, [one.class_id]))[one.class_id]


def holds(one: Forward, roles: Collection[tuple[Role, int | None]]) -> bool:
    """Whether somebody of these roles is one of those whom it is passed on to."""
    if not one.agreed:
        return False
    if one.to == To.DEPUTY:
        return (Role.DEPUTY, None) in roles
    if one.to == To.HEAD_TEACHER:
        return (Role.HEAD_TEACHER, one.class_id) in roles
    if one.class_id is None:
        return (Role.CHAIR, None) in roles or any(role == Role.SEAT for role, _ in roles)
    return any((role, one.class_id) in roles for role in (Role.CHAIR, Role.SEAT, Role.COMMITTEE))
