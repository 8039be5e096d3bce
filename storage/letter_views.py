"""What a letter's cards show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from storage import letter_hidden, letter_parts, letters
from storage.base import Session
from storage.children import Child, Guardian
from storage.classes import Class
from storage.letter_parts import Said
from storage.letters import Letter, Snapshot
from storage.people import Person


@dataclass(frozen=True, slots=True)
class View:
    """A letter, who wrote and who took it, all that was sent, and whether its writer is blocked."""

    letter: Snapshot
    writer: str | None
    classes: tuple[str, ...]
    taken_by: str | None
    parts: tuple[tuple[bool, Said], ...]
    blocked: bool = False


async def view(session: Session, letter_id: int) -> View:
    """What a letter's cards show."""
    letter = await letters.get(session, letter_id)
    writer = await _name(session, letter.person_id)
    taken = await session.scalar(select(Letter.taken_by).where(Letter.id == letter_id))
    return View(
        letter,
        writer,
        await _classes(session, letter.person_id),
        await _name(session, taken),
        tuple(await letter_parts.sent(session, letter_id)),
        await letter_hidden.is_blocked(session, letter_id),
    )


async def _name(session: Session, person_id: int | None) -> str | None:
    if person_id is None:
        return None
    name: str | None = await session.scalar(select(Person.name).where(Person.id == person_id))
    return name


async def _classes(session: Session, person_id: int | None) -> tuple[str, ...]:
    """The classes of the writer's children."""
    if person_id is None:
        return ()
    found: Sequence[str] = (
        await session.scalars(
            select(Class.name)
            .join(Child, Child.class_id == Class.id)
            .join(Guardian, Guardian.child_id == Child.id)
            .where(Guardian.person_id == person_id)
            .distinct()
            .order_by(Class.name)
        )
    ).all()
    return tuple(found)
