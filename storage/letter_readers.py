"""Who reads a letter: never whom a complaint is about, and of help for a family one confidant."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import or_, select

from storage.base import Session
from storage.letters import About, LetterConcern, Snapshot
from storage.people import Person, PersonRef, PersonRole, Role, refs

# Who may be named in a complaint: in the writer's classes, and in the whole school.
_TEACH = (Role.HEAD_TEACHER, Role.TEACHER)
_LEAD = (Role.PRINCIPAL, Role.DEPUTY, Role.ADMIN, Role.CONFIDANT)


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads letters as things stand: all of them, in their stead, and of help for families."""

    answer: tuple[PersonRef, ...]
    deputies: tuple[PersonRef, ...]
    confidants: tuple[PersonRef, ...]

    def of(self, one: Snapshot) -> list[PersonRef]:
        """Those who look after this letter.

        A complaint about the only one who answers letters is the deputies'.
        """
        if one.about == About.HELP:
            return list(self.confidants[:1])
        but = [each for each in self.answer if each.id != one.concerns]
        return but or [each for each in self.deputies if each.id != one.concerns]

    def may(self, person_id: int | None, one: Snapshot) -> bool:
        """Whether somebody looks after this letter."""
        return any(each.id == person_id for each in self.of(one))


async def now(session: Session) -> Readers:
    """Who reads letters; one statement."""
    found = await session.execute(
        refs(PersonRole.role)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(
            PersonRole.role.in_(_LEAD), PersonRole.class_id.is_(None), PersonRole.ended_at.is_(None)
        )
        .order_by(None)
        .order_by(PersonRole.since, PersonRole.id)
    )
    rows = [(PersonRef(*row[:-1]), row[-1]) for row in found]

    def having(*roles: Role) -> tuple[PersonRef, ...]:
        held = {person.id: person for person, role in rows if role in roles}
        return tuple(held.values())

    answer = having(Role.PRINCIPAL, Role.ADMIN)
    return Readers(answer, having(Role.DEPUTY), having(Role.CONFIDANT))


async def staff(session: Session, class_ids: Collection[int], but: int | None) -> list[PersonRef]:
    """Whom a complaint can be about: who teaches in these classes or leads the school."""
    held = select(PersonRole.person_id).where(
        PersonRole.ended_at.is_(None),
        or_(
            PersonRole.class_id.in_(class_ids) & PersonRole.role.in_(_TEACH),
            PersonRole.class_id.is_(None) & PersonRole.role.in_(_LEAD),
        ),
    )
    found = await session.execute(refs().where(Person.id.in_(held), Person.id != (but or 0)))
    return [PersonRef(*row) for row in found]


async def concern(session: Session, letter_id: int, person_id: int) -> None:
    """The complaint is about that member of staff, who never gets it."""
    session.add(LetterConcern(letter_id=letter_id, person_id=person_id))
    await session.flush()
