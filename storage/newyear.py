"""The new school year: classes move up, the oldest leave, and the record stays."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from storage import classes, people, subjects
from storage.base import Session
from storage.classes import NAME_LIMIT, Class, slug
from storage.people import PersonRole
from storage.rules import Broken, named

# A school of so many grades has all of them: the highest one leaves.
ALL_GRADES = 3
_DIGITS = "零一二三四五六七八九"
_CHINESE = re.compile(rf"(?:[{_DIGITS}]?十[{_DIGITS}]?|[{_DIGITS}])(?=年级|年)")
# 高一3班, 初二（2）班: the school's part comes first, then the grade in it.
_STAGE = re.compile(r"(?<=[高初])[一二三]")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of a class: its name in the new year, None when it leaves the school."""

    class_id: int
    name: str
    becomes: str | None


def grade(name: str) -> int | None:
    """The grade that a class's name says: the first number in it, or a Chinese one."""
    found = _place(name)
    return _value(found[0]) if found else None


def next_name(name: str) -> str | None:
    """A class's name a year later; None where its name says no grade."""
    found = _place(name)
    if found is None:
        return None
    value, written = _value(found[0]) + 1, found[0]
    said = str(value) if written.isascii() else _chinese(value)
    return f"{name[: found.start()]}{said}{name[found.end() :]}"


def _place(name: str) -> re.Match[str] | None:
    return _STAGE.search(name) or _CHINESE.search(name) or _NUMBER.search(name)


def _value(written: str) -> int:
    if written.isdigit() and written.isascii():
        return int(written)
    tens, ten, ones = written.partition("十")
    if not ten:
        return _DIGITS.index(written)
    return 10 * (_DIGITS.index(tens) if tens else 1) + (_DIGITS.index(ones) if ones else 0)


def _chinese(value: int) -> str:
    tens, ones = divmod(value, 10)
    before = "" if not tens else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return before + (_DIGITS[ones] if ones or not tens else "")


def propose(found: Sequence[Class]) -> list[Move]:
    """Everybody a grade up; in a school of several grades, the highest leaves.

    A class whose name says no grade keeps it. All of it is for a person to look at.
    """
    grades = {each.id: grade(each.name) for each in found}
    known = {value for value in grades.values() if value is not None}
    highest = max(known) if len(known) >= ALL_GRADES else None
    return [
        Move(
            each.id,
            each.name,
            None
            if grades[each.id] is not None and grades[each.id] == highest
            else next_name(each.name) or each.name,
        )
        for each in found
    ]


def clashes(moves: Sequence[Move]) -> set[str]:
    """The names that two classes would have."""
    slugs = [slug(each.becomes) for each in moves if each.becomes is not None]
    twice = {each for each in slugs if slugs.count(each) > 1}
    return {each.becomes for each in moves if each.becomes and slug(each.becomes) in twice}


async def plan(session: Session, changed: Mapping[int, str | None]) -> list[Move]:
    """What becomes of each open class, by name: as proposed, but for what a person changed."""
    found = await classes.all_open(session)
    return [
        Move(each.class_id, each.name, changed.get(each.class_id, each.becomes))
        for each in propose(found)
    ]


def check_name(name: str) -> str:
    """The name of a class, cleaned.

    Raises:
        Broken: "class-name", as `classes.ensure` does.
    """
    return named(name, NAME_LIMIT, "class-name")


async def carry_out(session: Session, moves: Sequence[Move], now: datetime) -> list[int]:
    """Renames the classes and closes those that leave; returns the ids of the closed ones.

    People, families and children stay with their class. In a closed class all roles end, its
    group serves no class any more, and everything that was recorded stays.

    Raises:
        Broken: "newyear-changed", when the classes are not those of the plan any more;
            "newyear-clash", when two would have one name.
    """
    found = {each.id: each for each in await classes.all_open(session)}
    if {each.class_id: each.name for each in moves} != {id_: c.name for id_, c in found.items()}:
        raise Broken("newyear-changed")
    if twice := clashes(moves):
        raise Broken("newyear-clash", name=min(twice))
    # Names are given anew in two steps: 3B may take the name that 4B has until then.
    for each in found.values():
        each.slug = f"{each.id}·{each.slug}"
    await session.flush()
    leaving = [each.class_id for each in moves if each.becomes is None]
    for move in moves:
        if move.becomes is not None:
            found[move.class_id].name = move.becomes
            found[move.class_id].slug = slug(move.becomes)
    await _close(session, [found[each] for each in leaving], now)
    await session.flush()
    await subjects.bump(session, [each.subject_id for each in found.values()], now)
    return leaving


async def _close(session: Session, leaving: Sequence[Class], now: datetime) -> None:
    for each in leaving:
        each.closed, each.closed_at = True, now
        each.chat_id = each.thread_id = each.members = None
        each.topics = {}
    await session.execute(
        update(PersonRole)
        .where(
            PersonRole.class_id.in_([each.id for each in leaving]), PersonRole.ended_at.is_(None)
        )
        .values(ended_at=now)
        .execution_options(synchronize_session="fetch")
    )


async def users_of(session: Session, class_ids: Sequence[int]) -> list[int]:
    """The users who have more than a parent's role in these classes: their menus change."""
    theirs = select(PersonRole.person_id).where(
        PersonRole.class_id.in_(class_ids),
        PersonRole.role != people.Role.PARENT,
        PersonRole.ended_at.is_(None),
    )
    found = await session.scalars(select(people.Person.user_id).where(people.Person.id.in_(theirs)))
    return list(found)
