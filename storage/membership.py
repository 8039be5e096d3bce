"""Who left a class's group is no member of the class; who comes back is what they were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from storage import answers, committee, families, handing_on, people, places, subjects
from storage.base import Session, upsert
from storage.children import Child, Departure, Guardian
from storage.people import Person, PersonRole, Role

# What is held as a member of the class; who teaches it need not be in its group.
OF_MEMBERS = (Role.PARENT, Role.COMMITTEE, Role.CHAIR, Role.SEAT)


@dataclass(frozen=True, slots=True)
class Returned:
    """What somebody is again in a class: their roles, and the names of their children."""

    roles: tuple[Role, ...]
    children: tuple[str, ...]


async def leave(
    session: Session, person_id: int, class_id: int, now: datetime, *, remember: bool = True
) -> bool:
    """Somebody is no member of a class any more; returns whether they were one.

    Their children stay on the class's list, with the answers that were given for them; but a place
    at a meeting is free for who waits for it, if nobody else answers for the child. With `remember`
    they get all else back should they return to the group.
    """
    roles = await _end_roles(session, person_id, class_id, now)
    if not roles:
        return False
    children = await _let_go(session, person_id, class_id)
    if remember:
        gone = {"person_id": person_id, "class_id": class_id, "at": now}
        session.add_all(Departure(**gone, role=role) for role in roles)
        session.add_all(Departure(**gone, child_id=child_id) for child_id in children)
        await session.flush()
    changed = await answers.drop_family(session, person_id, class_id)
    changed |= await places.free(session, children, now)
    await subjects.bump(session, changed, now)
    await places.freed(session, changed, now)
    await families.class_changed(session, class_id, now)
    await handing_on.pass_on(session, person_id, [class_id], now)
    return True


async def _end_roles(session: Session, person_id: int, class_id: int, now: datetime) -> list[Role]:
    ended = await session.scalars(
        update(PersonRole)
        .where(
            PersonRole.person_id == person_id,
            PersonRole.class_id == class_id,
            PersonRole.role.in_(OF_MEMBERS),
            PersonRole.ended_at.is_(None),
        )
        .values(ended_at=now)
        .returning(PersonRole.role)
        .execution_options(synchronize_session="fetch")
    )
    return list(ended)


async def _let_go(session: Session, person_id: int, class_id: int) -> list[int]:
    """Takes the children of a class from a person, their requests for others as well."""
    here = select(Child.id).where(Child.class_id == class_id)
    gone = await session.scalars(
        delete(Guardian)
        .where(Guardian.person_id == person_id, Guardian.child_id.in_(here))
        .returning(Guardian.child_id)
        .execution_options(synchronize_session="fetch")
    )
    left = list(gone)
    await families.drop_requests(session, person_id, class_id)
    return left


async def come_back(
    session: Session, person_id: int, class_id: int, now: datetime
) -> Returned | None:
    """Somebody is in the group again, and what they were; None for who was nothing here.

    An office that somebody else holds by now stays with that person.
    """
    found = await session.execute(
        delete(Departure)
        .where(Departure.person_id == person_id, Departure.class_id == class_id)
        .returning(Departure.role, Departure.child_id)
        .execution_options(synchronize_session="fetch")
    )
    kept = found.all()
    if not kept:
        return None
    child_ids = [row.child_id for row in kept if row.child_id is not None]
    names = await _take_up(session, person_id, child_ids, now)
    roles = [row.role for row in kept if row.role is not None]
    given = [each for each in roles if await _give_back(session, person_id, each, class_id, now)]
    await families.class_changed(session, class_id, now)
    return Returned(tuple(given), tuple(names))


async def _take_up(
    session: Session, person_id: int, child_ids: list[int], now: datetime
) -> list[str]:
    found = await session.execute(
        select(Child.id, Child.name).where(Child.id.in_(child_ids)).order_by(Child.id)
    )
    children = found.all()
    if children:
        rows = [{"child_id": row.id, "person_id": person_id, "since": now} for row in children]
        await upsert(session, Guardian.__table__, rows, key=["child_id", "person_id"])
    return [row.name for row in children]


async def _give_back(
    session: Session, person_id: int, role: Role, class_id: int, now: datetime
) -> bool:
    if role in committee.OFFICES and await people.holders(session, role, class_id):
        return False
    return await people.grant(session, person_id, role, class_id, now)


async def members_of(session: Session, class_id: int) -> list[int]:
    """The users who are in a class as members of its group."""
    theirs = select(PersonRole.person_id).where(
        PersonRole.class_id == class_id,
        PersonRole.role.in_(OF_MEMBERS),
        PersonRole.ended_at.is_(None),
    )
    found = await session.scalars(
        select(Person.user_id).where(Person.id.in_(theirs)).order_by(Person.id)
    )
    return list(found)
