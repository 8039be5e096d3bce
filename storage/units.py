"""Who is in an audience, unit by unit: who answered what, who is missing, who can be written to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from storage.answers import Answer, UnitKind, Via, parent_alone
from storage.base import Session
from storage.children import Child, Guardian, families
from storage.classes import Class
from storage.people import Person, PersonRef, PersonRole, refs
from storage.subjects import Audience


@dataclass(frozen=True, slots=True)
class Unit:
    """A child, or a parent who has named none, with the answer that stands for it.

    `guardians` is who may answer: empty for a child that nobody has joined yet. `at` is when the
    answer came (UTC), `heads` and `place` are as in the answer.
    """

    kind: UnitKind
    id: int
    class_id: int
    name: str
    value: str | None
    via: Via | None
    given_by: int | None
    guardians: tuple[PersonRef, ...]
    at: datetime | None = None
    heads: int | None = None
    place: int | None = None


_SAID: tuple[Any, ...] = (
    Answer.value, Answer.via, Answer.person_id, Answer.at, Answer.heads, Answer.place
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reach:
    """People to write to: those who can be reached in private, and those who cannot.

    `families` counts those of which nobody can be reached.
    """

    reachable: tuple[PersonRef, ...]
    unreachable: tuple[PersonRef, ...]
    families: int


async def of_subject(session: Session, subject_id: int) -> list[Unit]:
    """Every unit in the audience of a subject, by class and name; three statements."""
    children = await _children(session, subject_id)
    alone = await _parents(session, subject_id)
    return sorted([*children, *alone], key=lambda unit: (unit.class_id, unit.name.casefold()))


async def _children(session: Session, subject_id: int) -> list[Unit]:
    guardians = await _guardians(session, subject_id)
    found: Iterable[Any] = await session.execute(
        select(Child.id, Child.class_id, Child.name, *_SAID)
        .join(Audience, Audience.class_id == Child.class_id)
        .outerjoin(Answer, _answered(UnitKind.CHILD, Child.id))
        .where(Audience.subject_id == subject_id)
    )
    children = []
    for id_, class_id, name, value, via, given_by, *more in found:
        own = (UnitKind.CHILD, id_, class_id, name)
        children.append(Unit(*own, value, via, given_by, tuple(guardians[id_]), *more))
    return children


async def _guardians(session: Session, subject_id: int) -> dict[int, list[PersonRef]]:
    found = await session.execute(
        refs(Guardian.child_id)
        .join(Guardian, Guardian.person_id == Person.id)
        .join(Child, Child.id == Guardian.child_id)
        .join(Audience, Audience.class_id == Child.class_id)
        .where(Audience.subject_id == subject_id)
    )
    guardians = defaultdict(list)
    for *person, child_id in found:
        guardians[child_id].append(PersonRef(*person))
    return guardians


async def _parents(session: Session, subject_id: int) -> list[Unit]:
    """Parents without a named child; who is one in two classes of the audience counts once."""
    found = await session.execute(
        refs(PersonRole.class_id, *_SAID)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .join(Audience, Audience.class_id == PersonRole.class_id)
        .outerjoin(Answer, _answered(UnitKind.PERSON, Person.id))
        .where(Audience.subject_id == subject_id, *parent_alone())
        .order_by(PersonRole.class_id)
    )
    units: dict[int, Unit] = {}
    for *person, class_id, value, via, given_by, at, heads, place in found:
        ref = PersonRef(*person)
        own = (UnitKind.PERSON, ref.id, class_id, ref.name)
        unit = Unit(*own, value, via, given_by, (ref,), at=at, heads=heads, place=place)
        units.setdefault(ref.id, unit)
    return list(units.values())


def _answered(unit: UnitKind, unit_id: Any) -> ColumnElement[bool]:
    return and_(
        Answer.subject_id == Audience.subject_id, Answer.unit == unit, Answer.unit_id == unit_id
    )


def reach(units: Iterable[Unit], *, but: Iterable[int] = ()) -> Reach:
    """The guardians of these units, each once, without the persons in `but`."""
    left_out = set(but)
    units = list(units)
    people = {each.id: each for unit in units for each in unit.guardians}
    asked = [each for each in people.values() if each.id not in left_out]
    return Reach(
        reachable=tuple(each for each in asked if each.reachable),
        unreachable=tuple(each for each in asked if not each.reachable),
        families=len(unreached(units)),
    )


def unreached(units: Iterable[Unit]) -> list[tuple[Unit, ...]]:
    """The families of which nobody can be written to, with those of their children."""
    return by_family(unit for unit in units if not any(each.reachable for each in unit.guardians))


def by_family(units: Iterable[Unit]) -> list[tuple[Unit, ...]]:
    """Units of one family together: they share somebody who answers for them.

    The families stand in the order of each one's first.
    """
    units = list(units)
    of = families(((unit.kind, unit.id), person.id) for unit in units for person in unit.guardians)
    together: dict[tuple[UnitKind, int], list[Unit]] = defaultdict(list)
    for unit in units:
        key = (unit.kind, unit.id)
        together[of.get(key, key)].append(unit)
    return [tuple(each) for each in together.values()]


async def families_who_said(
    session: Session, subject_ids: Collection[int]
) -> dict[int, dict[str, int]]:
    """How many families gave each answer to each of these subjects; one statement.

    The families are worked out from who answers for whom; one whose children differ counts with
    each of its answers.
    """
    if not subject_ids:
        return {}
    child = and_(Answer.unit == UnitKind.CHILD, Guardian.child_id == Answer.unit_id)
    rows = await session.execute(
        select(Answer.subject_id, Answer.value, Answer.unit, Answer.unit_id, Guardian.person_id)
        .outerjoin(Guardian, child)
        # Of what was forgotten, only what counted as its family's.
        .where(
            Answer.subject_id.in_(subject_ids),
            or_(Answer.unit_id > 0, func.coalesce(Answer.heads, 1) > 0),
        )
    )
    said: dict[tuple[int, str], list[tuple[tuple[UnitKind, int], object]]] = defaultdict(list)
    for subject_id, value, unit, unit_id, person_id in rows:
        by = unit_id if unit == UnitKind.PERSON else person_id
        # A child for whom nobody answers is a family by itself.
        said[subject_id, value].append(((unit, unit_id), by or (unit, unit_id)))
    counts: dict[int, dict[str, int]] = {each: {} for each in subject_ids}
    for (subject_id, value), pairs in said.items():
        counts[subject_id][value] = len({*families(pairs).values()})
    return counts


def tapped(units: Iterable[Unit]) -> set[int]:
    """The persons whose own tap stands as an answer."""
    return {u.given_by for u in units if u.via == Via.TAP and u.given_by is not None}


async def unknown_in(
    session: Session, subject_id: int, class_ids: Collection[int] | None = None
) -> int | None:
    """How many members of the audience's groups the school knows nothing of; one statement.

    Of these classes only, where they are named.

    Telegram lists no members: their number is the group's, less the bot and those with a role
    in the class. None when a group's number was never looked up.
    """
    known = (
        select(func.count(PersonRole.person_id.distinct()))
        .where(PersonRole.class_id == Class.id, PersonRole.ended_at.is_(None))
        .correlate(Class)
        .scalar_subquery()
    )
    statement = (
        select(Class.members, known)
        .join(Audience, Audience.class_id == Class.id)
        .where(Audience.subject_id == subject_id)
    )
    if class_ids is not None:
        statement = statement.where(Class.id.in_(class_ids))
    found = await session.execute(statement)
    total = 0
    for members, known_here in found:
        if members is None:
            return None
        total += max(0, members - 1 - known_here)
    return total
