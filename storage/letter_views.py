"""What a letter's cards show."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select

from storage import (
    letter_forwards,
    letter_hidden,
    letter_parts,
    letter_sources,
    letters,
    mailbox,
)
from storage.base import Session
from storage.children import Child, Guardian
from storage.classes import Class
from storage.letter_forwards import Forward
from storage.letter_parts import Part
from storage.letter_sources import Message
from storage.letters import Letter, Snapshot
from storage.people import Person, PersonRole, Role


@dataclass(frozen=True, slots=True)
class View:
    """A letter: who wrote and who took it, whom it is about, all that was sent, where it went.

    `blocked` is whether its writer is; `forum` whether letters are read where there are topics.
    """

    letter: Snapshot
    writer: str | None
    classes: tuple[str, ...]
    taken_by: str | None
    parts: tuple[Part, ...]
    blocked: bool = False
    concerns: str | None = None
    forwards: tuple[Forward, ...] = ()
    forum: bool = False

    @property
    def body(self) -> tuple[Part, ...]:
        """What it said when it came; the rest was added, or answered."""
        sent_at = self.letter.sent_at
        return tuple(each for each in self.parts if not each.answer and each.sent_at == sent_at)


async def view(session: Session, letter_id: int) -> View:
    """What a letter's cards show."""
    letter = await letters.get(session, letter_id)
    taken = await session.scalar(select(Letter.taken_by).where(Letter.id == letter_id))
    named = await _names(session, {letter.person_id, taken, letter.concerns})
    reading = await mailbox.find(session)
    return View(
        letter,
        named.get(letter.person_id or 0),
        await _classes(session, letter.person_id),
        named.get(taken or 0),
        tuple(await letter_parts.sent(session, letter_id)),
        await letter_hidden.is_blocked(session, letter_id),
        named.get(letter.concerns or 0),
        tuple(await letter_forwards.of_letter(session, letter_id)),
        reading is not None and reading.forum,
    )


@dataclass(frozen=True, slots=True)
class PartView:
    """Something said in a letter, by whom, where that is to be told, and in which message.

    `to` is the message that it replies to, where that is known.
    """

    letter: Snapshot
    part: Part
    by: str | None
    at: Message | None
    to: Message | None


async def part(session: Session, letter_id: int, part_id: int) -> PartView | None:
    """What was said under that number; None where it is gone."""
    found = await letter_parts.find(session, part_id)
    if found is None or found.letter_id != letter_id:
        return None
    named = await _names(session, {found.person_id})
    return PartView(
        await letters.get(session, letter_id),
        found,
        named.get(found.person_id or 0),
        await letter_sources.first(session, part_id),
        await letter_sources.first(session, found.to_id) if found.to_id else None,
    )


async def _names(session: Session, person_ids: set[int | None]) -> dict[int, str]:
    found = await session.execute(
        select(Person.id, Person.name).where(Person.id.in_(person_ids - {None}))
    )
    return {row.id: row.name for row in found}


async def _classes(session: Session, person_id: int | None) -> tuple[str, ...]:
    """The classes of the writer's children."""
    return tuple(name for _, name in await classes_of(session, person_id))


async def classes_of(session: Session, person_id: int | None) -> list[tuple[int, str]]:
    """The classes in which somebody is a parent, by number and name; nobody's are none."""
    if person_id is None:
        return []
    of_children = (
        select(Child.class_id)
        .join(Guardian, Guardian.child_id == Child.id)
        .where(Guardian.person_id == person_id)
    )
    as_parent = select(PersonRole.class_id).where(
        PersonRole.person_id == person_id,
        PersonRole.role == Role.PARENT,
        PersonRole.ended_at.is_(None),
    )
    found = await session.execute(
        select(Class.id, Class.name)
        .where(or_(Class.id.in_(of_children), Class.id.in_(as_parent)))
        .order_by(Class.name)
    )
    return [(row.id, row.name) for row in found]
