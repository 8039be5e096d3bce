"""A class's list, as its head teacher gives it, and which of its children parents have named."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select

from storage import answers, families, slips, subjects, survey_ballots, vote_seats
from storage.base import Session
from storage.children import Child, Guardian
from storage.classes import Class
from storage.people import Person
from storage.rules import Broken, fold

# No school's class has more; each of its children must fit on a card as a button, too.
MOST = 90


@dataclass(frozen=True, slots=True)
class Compared:
    """What a list would change, by names: `off` stand on the class's list and not in this one."""

    new: tuple[str, ...]
    known: tuple[str, ...]
    off: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pupil:
    """A child of a class with the names of those who answer for it."""

    id: int
    name: str
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """Who parents named and is not on the list (`others`), and who on it has nobody (`free`)."""

    class_id: int
    subject_id: int
    name: str
    others: tuple[Pupil, ...]
    free: tuple[Pupil, ...]


async def compare(session: Session, class_id: int, names: Collection[str]) -> Compared:
    """What these names (clean, each once) would change in a class; one statement."""
    here = {each.fold: each for each in await _children(session, class_id)}
    given = {fold(name): name for name in names}
    return Compared(
        new=tuple(name for key, name in given.items() if key not in here),
        known=tuple(each.name for key, each in here.items() if key in given),
        off=tuple(each.name for key, each in here.items() if each.listed and key not in given),
    )


async def _children(session: Session, class_id: int) -> Sequence[Child]:
    found = await session.scalars(
        select(Child).where(Child.class_id == class_id).order_by(Child.fold)
    )
    return found.all()


async def take_over(
    session: Session, class_id: int, names: Collection[str], now: datetime, *, whole: bool
) -> int:
    """Puts these names on a class's list; returns how many children stand on it now.

    Where this is the `whole` list, those who stood on it before leave it: whom a parent answers
    for stays in the class, the others are taken out of it.
    """
    here = {each.fold: each for each in await _children(session, class_id)}
    given = {fold(name): name for name in names}
    session.add_all(
        Child(name=name, fold=key, class_id=class_id, listed=True, created_at=now)
        for key, name in given.items()
        if key not in here
    )
    left = [each for key, each in here.items() if whole and each.listed and key not in given]
    for key, child in here.items():
        child.listed = (child.listed and child not in left) or key in given
    await session.flush()
    await _take_out(session, left, now)
    return await _counted(session, class_id, now)


async def _take_out(session: Session, left: Sequence[Child], now: datetime) -> None:
    answered_for = select(Guardian.child_id).where(
        Guardian.child_id.in_([each.id for each in left])
    )
    stay = set(await session.scalars(answered_for))
    for child in left:
        if child.id not in stay:
            await families.remove_child(session, child.id, now)


async def _counted(session: Session, class_id: int, now: datetime) -> int:
    """The class has as many children as stand on its list; its cards are shown anew."""
    count = await session.scalar(
        select(func.count(Child.id)).where(Child.class_id == class_id, Child.listed)
    )
    changed = await session.get(Class, class_id)
    if changed is None:
        raise LookupError(f"no class {class_id}")
    changed.expected_families = count or None
    await session.flush()
    await families.class_changed(session, class_id, now)
    return count or 0


async def matching(session: Session, subject_id: int) -> Matching:
    """Who could be whom, in the class with this subject; as many statements for any class.

    Raises:
        LookupError: no class has that subject.
    """
    found = await session.scalar(select(Class).where(Class.subject_id == subject_id))
    if found is None:
        raise LookupError(f"no class has the subject {subject_id}")
    children = await _children(session, found.id)
    parents = await _parents(session, found.id)
    pupils = [
        (each, Pupil(each.id, each.name, tuple(parents.get(each.id, ())))) for each in children
    ]
    return Matching(
        class_id=found.id,
        subject_id=subject_id,
        name=found.name,
        others=tuple(pupil for child, pupil in pupils if not child.listed),
        free=tuple(pupil for child, pupil in pupils if child.listed and not pupil.parents),
    )


async def _parents(session: Session, class_id: int) -> dict[int, list[str]]:
    rows = await session.execute(
        select(Guardian.child_id, Person.name)
        .join(Person, Person.id == Guardian.person_id)
        .join(Child, Child.id == Guardian.child_id)
        .where(Child.class_id == class_id)
        .order_by(Person.id)
    )
    found: dict[int, list[str]] = {}
    for child_id, name in rows:
        found.setdefault(child_id, []).append(name)
    return found


async def put_on(session: Session, child_id: int, now: datetime) -> Child:
    """A child that its parents named stands on the class's list from now on.

    Raises:
        Broken: "match-gone", when it is not there any more, or on the list already.
    """
    child = await families.find(session, child_id)
    if child is None or child.listed:
        raise Broken("match-gone")
    child.listed = True
    await session.flush()
    await _counted(session, child.class_id, now)
    return child


async def match(session: Session, child_id: int, listed_id: int, now: datetime) -> tuple[str, str]:
    """The child that parents named is that one of the list; returns the two names.

    It keeps all that was answered for it, and goes by the list's name. What a teacher was told
    for the other is its own, unless it has an answer.

    Raises:
        Broken: "match-gone", when one of them has gone or been matched, or has a parent by now.
    """
    child = await families.find(session, child_id)
    other = await families.find(session, listed_id)
    if child is None or other is None or child.listed or not other.listed:
        raise Broken("match-gone")
    taken = await session.scalar(select(exists().where(Guardian.child_id == listed_id)))
    if taken or child.class_id != other.class_id:
        raise Broken("match-gone")
    before, name = child.name, other.name
    changed = await answers.pass_to(session, listed_id, child_id)
    await slips.pass_to(session, listed_id, child_id)
    await survey_ballots.pass_to(session, listed_id, child_id)
    await vote_seats.pass_to(session, listed_id, child_id)
    await families.remove_child(session, listed_id, now)
    child.name, child.fold, child.listed = name, fold(name), True
    await session.flush()
    await subjects.bump(session, changed, now)
    await _counted(session, child.class_id, now)
    return before, name
