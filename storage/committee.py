"""Committees: the class's with its chair, the school's with one seat a class; handing over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage import classes, families, people
from storage.base import Base, Session
from storage.classes import Class
from storage.people import PersonRef, PersonRole, Role, refs
from storage.rules import Broken

# One person in a class holds each of these; who takes one relieves the other.
OFFICES = frozenset({Role.CHAIR, Role.SEAT})
ROLES = (Role.SEAT, Role.CHAIR, Role.COMMITTEE)


class Handover(Base):
    """A role that its holder offers to somebody else; it changes hands when they accept."""

    __tablename__ = "handovers"

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[Role]
    class_id: Mapped[int] = mapped_column(ForeignKey("classes.id"))
    from_person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    to_person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[datetime]

    __table_args__ = (
        # A second offer of the same thing takes the place of the first.
        UniqueConstraint("class_id", "role", "from_person_id"),
        Index(None, "from_person_id"),
        Index(None, "to_person_id"),
        # A number is never given twice: buttons in old messages carry it.
        {"sqlite_autoincrement": True},
    )


@dataclass(frozen=True, slots=True)
class Committee:
    """Who holds what for a class: by role, the longest in it first."""

    class_id: int
    name: str
    holders: tuple[tuple[Role, PersonRef], ...]

    def of(self, role: Role) -> list[PersonRef]:
        """Who has that role."""
        return [person for held, person in self.holders if held == role]


async def give(
    session: Session, person_id: int, role: Role, class_id: int | None, now: datetime
) -> bool:
    """Gives a role, whatever it takes; returns whether that is news.

    An office leaves whoever held it: the chair stays a member of the committee. Who holds the
    school committee's seat of a class is a parent there. A chair of no class is the school
    committee's, of which there is one.
    """
    if role in OFFICES:
        await _relieve(session, person_id, role, class_id, now)
    if class_id is not None and role in (Role.SEAT, Role.PARENT):
        news = await families.register_parent(session, person_id, class_id, now)
        return await people.grant(session, person_id, role, class_id, now) or news
    return await people.grant(session, person_id, role, class_id, now)


async def _relieve(
    session: Session, person_id: int, role: Role, class_id: int | None, now: datetime
) -> None:
    for other in await people.holders(session, role, class_id):
        if other.id != person_id:
            await people.end_role(session, other.id, role, class_id, now)
            if role == Role.CHAIR and class_id is not None:
                await people.grant(session, other.id, Role.COMMITTEE, class_id, now)


async def of_classes(session: Session, class_ids: Collection[int]) -> list[Committee]:
    """The committees of these classes, by the classes' names; two statements."""
    found = await session.execute(
        refs(PersonRole.class_id, PersonRole.role)
        .join(PersonRole, PersonRole.person_id == people.Person.id)
        .where(
            PersonRole.class_id.in_(class_ids),
            PersonRole.role.in_(ROLES),
            PersonRole.ended_at.is_(None),
        )
        .order_by(None)
        .order_by(PersonRole.since, PersonRole.id)
    )
    held: dict[int, list[tuple[Role, PersonRef]]] = {}
    for *person, class_id, role in found:
        held.setdefault(class_id, []).append((role, PersonRef(*person)))
    named = await session.execute(
        select(Class.id, Class.name).where(Class.id.in_(class_ids)).order_by(Class.slug)
    )
    return [Committee(row.id, row.name, tuple(held.get(row.id, ()))) for row in named]


async def seats(session: Session) -> list[Committee]:
    """All open classes with who holds their seat in the school committee."""
    return await of_classes(session, [each.id for each in await classes.all_open(session)])


async def candidates(session: Session, role: Role, class_id: int, but: int) -> Sequence[PersonRef]:
    """Who could take over a role in a class, by name: teachers for teachers, parents for others."""
    pool = people.TEACHERS if role in people.TEACHERS else frozenset({Role.PARENT})
    theirs = select(PersonRole.person_id).where(
        PersonRole.class_id == class_id, PersonRole.role.in_(pool), PersonRole.ended_at.is_(None)
    )
    found = await session.execute(
        refs()
        .where(people.Person.id.in_(theirs), people.Person.id != but)
        .order_by(None)
        .order_by(people.Person.name, people.Person.id)
    )
    return [PersonRef(*row) for row in found]


async def offer(
    session: Session, role: Role, class_id: int, holder: int, to: int, now: datetime
) -> int:
    """The holder's role is offered to another person; returns the offer's number.

    Raises:
        Broken: "handover-not-held", when the holder does not have it (any more).
    """
    if not await _holds(session, holder, role, class_id):
        raise Broken("handover-not-held")
    await session.execute(
        delete(Handover).where(
            Handover.class_id == class_id,
            Handover.role == role,
            Handover.from_person_id == holder,
        )
    )
    made = Handover(role=role, class_id=class_id, from_person_id=holder, to_person_id=to, at=now)
    session.add(made)
    await session.flush()
    return made.id


async def find_offer(session: Session, offer_id: int, to: int) -> Handover | None:
    """The offer of that number, if it is to this person and still stands."""
    found: Handover | None = await session.scalar(
        select(Handover).where(Handover.id == offer_id, Handover.to_person_id == to)
    )
    return found


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer that waits for somebody's word: what, by whom, in which class."""

    id: int
    role: Role
    giver: str
    class_name: str


async def offers_to(session: Session, person_id: int) -> list[Offered]:
    """The offers that wait for a person's word, the oldest first; one statement."""
    found = await session.execute(
        select(Handover.id, Handover.role, people.Person.name, Class.name)
        .join(people.Person, people.Person.id == Handover.from_person_id)
        .join(Class, Class.id == Handover.class_id)
        .where(Handover.to_person_id == person_id)
        .order_by(Handover.id)
    )
    return [Offered(*row) for row in found]


async def settle(session: Session, offer: Handover, now: datetime, *, accepted: bool) -> None:
    """The offer is answered; accepted, the role changes hands.

    Raises:
        Broken: "handover-not-held", when who offered it does not have it any more.
    """
    await session.delete(offer)
    await session.flush()
    if not accepted:
        return
    if not await _holds(session, offer.from_person_id, offer.role, offer.class_id):
        raise Broken("handover-not-held")
    if offer.role not in OFFICES:
        await people.end_role(session, offer.from_person_id, offer.role, offer.class_id, now)
    await give(session, offer.to_person_id, offer.role, offer.class_id, now)


async def _holds(session: Session, person_id: int, role: Role, class_id: int) -> bool:
    return any(each.id == person_id for each in await people.holders(session, role, class_id))
