"""Who is who: the people of a class or of the school, for those who may change that."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.sql.elements import ColumnElement

from storage import families, handing_on, membership, people
from storage.base import Session
from storage.children import Child, Guardian
from storage.classes import Class
from storage.people import Person, PersonRole, Role
from storage.rules import Broken, fold

# In this order people are listed, by the first of their roles.
RANK = {role: rank for rank, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class Entry:
    """A person in a class (or in the school), with what they are there."""

    person_id: int
    user_id: int
    name: str
    username: str | None
    language: str | None
    roles: tuple[Role, ...]
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many people have a role in a class; `class_id` None is the school itself."""

    class_id: int | None
    name: str | None
    people: int


async def counts(session: Session, class_ids: Collection[int] | None) -> list[Count]:
    """The open classes (these, or all with the school first) and how many people each has."""
    standing = PersonRole.ended_at.is_(None)
    here = func.count(PersonRole.person_id.distinct())
    of_class = (
        select(here)
        .where(PersonRole.class_id == Class.id, standing)
        .correlate(Class)
        .scalar_subquery()
    )
    statement = select(Class.id, Class.name, of_class).where(~Class.closed).order_by(Class.slug)
    if class_ids is not None:
        statement = statement.where(Class.id.in_(class_ids))
    found = [Count(*row) for row in await session.execute(statement)]
    if class_ids is not None:
        return found
    in_school = await session.scalar(select(here).where(PersonRole.class_id.is_(None), standing))
    return [Count(None, None, in_school or 0), *found]


async def entries(session: Session, class_id: int | None) -> list[Entry]:
    """Everybody with a role in a class, or (None) in the school, by role and name."""
    return [one for _, one in await _entries(session, PersonRole.class_id == class_id)]


async def entry(session: Session, class_id: int | None, person_id: int) -> Entry | None:
    """One of them."""
    found = await _entries(
        session, PersonRole.class_id == class_id, PersonRole.person_id == person_id
    )
    return found[0][1] if found else None


async def _entries(session: Session, *where: ColumnElement[bool]) -> list[tuple[int | None, Entry]]:
    """Whoever has such a role, once for each class of theirs; two statements."""
    found = await session.execute(
        select(
            PersonRole.class_id,
            Person.id,
            Person.user_id,
            Person.name,
            Person.username,
            Person.language,
            PersonRole.role,
        )
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(*where, PersonRole.ended_at.is_(None))
    )
    held: dict[tuple[int | None, int], list[Any]] = {}
    for row in found:
        held.setdefault((row.class_id, row.id), []).append(row)
    children = await _children(session, {where for where, _ in held} - {None})
    made = [(key[0], _entry(rows, children.get(key, ()))) for key, rows in held.items()]
    return sorted(made, key=lambda each: _order(each[1]))


def _entry(rows: Sequence[Any], children: Sequence[str]) -> Entry:
    roles = tuple(sorted((row.role for row in rows), key=_rank))
    one = rows[0]
    return Entry(one.id, one.user_id, one.name, one.username, one.language, roles, tuple(children))


def _order(one: Entry) -> tuple[int, str, int]:
    return _rank(one.roles[0]), fold(one.name), one.person_id


def _rank(role: Role) -> int:
    return RANK[role]


async def _children(
    session: Session, class_ids: Collection[int | None]
) -> dict[tuple[int | None, int], list[str]]:
    """The children of each person in each of these classes, by name."""
    found = await session.execute(
        select(Child.class_id, Guardian.person_id, Child.name)
        .join(Child, Child.id == Guardian.child_id)
        .where(Child.class_id.in_(class_ids))
        .order_by(Child.id)
    )
    children: dict[tuple[int | None, int], list[str]] = {}
    for class_id, person_id, name in found:
        children.setdefault((class_id, person_id), []).append(name)
    return children


async def search(
    session: Session, name: str, class_ids: Collection[int] | None, most: int
) -> Sequence[tuple[int | None, Entry]]:
    """People whose name has that in it, each in a class of theirs (of these, or any)."""
    wanted = fold(name)
    looked_in = [each.class_id for each in await counts(session, class_ids)]
    place = {class_id: number for number, class_id in enumerate(looked_in)}
    # Names are compared as they are folded, which no database does: all of them are read.
    where: ColumnElement[bool] = PersonRole.class_id.in_([e for e in looked_in if e is not None])
    if None in place:
        where = where | PersonRole.class_id.is_(None)
    found = [
        (class_id, one)
        for class_id, one in await _entries(session, where)
        if wanted in fold(one.name) or any(wanted in fold(child) for child in one.children)
    ]
    return sorted(found, key=lambda each: place[each[0]])[:most]


async def remove(
    session: Session, person_id: int, role: Role, class_id: int | None, now: datetime
) -> bool:
    """Takes a role from somebody; returns whether they had it.

    A parent goes with all that they were as a member of the class, and its group gives nothing
    of it back.

    Raises:
        Broken: "last-admin", when nobody would be left who can put things right.
    """
    if role == Role.ADMIN and [each.id for each in await people.admins(session)] == [person_id]:
        raise Broken("last-admin")
    if role == Role.PARENT and class_id is not None:
        return await membership.leave(session, person_id, class_id, now, remember=False)
    ended = await people.end_role(session, person_id, role, class_id, now)
    await handing_on.pass_on(session, person_id, None if class_id is None else [class_id], now)
    return ended


async def make(
    session: Session, person_id: int, role: Role, class_id: int | None, now: datetime
) -> bool:
    """Gives somebody another role where they have one; returns whether that is news."""
    news = await handing_on.give(session, person_id, role, class_id, now)
    if news and class_id is not None:
        await families.class_changed(session, class_id, now)
    return news
