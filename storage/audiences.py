"""Whom a subject is for, as the reads of notices, meetings and the like need it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import or_, select, true
from sqlalchemy.sql.elements import ColumnElement

from storage.base import Session
from storage.classes import Class
from storage.people import Person
from storage.subjects import Audience, Subject


def gather(rows: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Makes one row of those that a subject has, one for each class.

    The subject's id comes first and the class's last in each, rows of one subject come together;
    the result has all class ids in the last place.
    """
    subjects = (list(group) for _, group in groupby(rows, key=lambda row: row[0]))
    return [(*each[0][:-1], tuple(row[-1] for row in each)) for each in subjects]


def whose(class_ids: Collection[int] | None, author_id: int | None) -> ColumnElement[bool]:
    """On subjects: for one of these classes, or by this author; with neither given, all."""
    theirs: list[ColumnElement[bool]] = []
    if class_ids is not None:
        here = select(Audience.subject_id).where(Audience.class_id.in_(class_ids))
        theirs.append(Subject.id.in_(here))
    if author_id is not None:
        theirs.append(Subject.author_id == author_id)
    return or_(*theirs) if theirs else true()


async def names(session: Session, class_ids: Collection[int]) -> tuple[str, ...]:
    """What these classes are called, in order."""
    found = await session.scalars(
        select(Class.name).where(Class.id.in_(class_ids)).order_by(Class.slug)
    )
    return tuple(found)


async def names_of(
    session: Session, of: Mapping[int, Collection[int]]
) -> dict[int, tuple[str, ...]]:
    """What the classes of each of these subjects are called, in order; one statement."""
    every = {class_id for class_ids in of.values() for class_id in class_ids}
    statement = select(Class.id, Class.name).where(Class.id.in_(every)).order_by(Class.slug)
    found = (await session.execute(statement)).all()
    return {
        subject_id: tuple(name for class_id, name in found if class_id in class_ids)
        for subject_id, class_ids in of.items()
    }


async def authors(session: Session, author_ids: Collection[int | None]) -> dict[int | None, str]:
    """What these authors are called; one statement."""
    statement = select(Person.id, Person.name).where(Person.id.in_(set(author_ids) - {None}))
    return {id_: name for id_, name in await session.execute(statement)}  # noqa: C416 (mypy)


async def author(session: Session, author_id: int | None) -> str | None:
    """What the author of a subject is called; None for the school itself."""
    name: str | None = await session.scalar(select(Person.name).where(Person.id == author_id))
    return name
