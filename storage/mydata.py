"""All that is stored about a person, read from every table that names them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Column, Table, select

from storage import personal
from storage.answers import UnitKind
from storage.base import Session
from storage.classes import Class
from storage.meetings import Meeting
from storage.notices import Notice
from storage.personal import By, Holds, Who
from storage.subjects import Subject
from storage.surveys import Survey
from storage.votes import Vote

# As much of a notice as tells which it is.
HEAD = 60
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Names:
    """What the numbers in somebody's rows stand for, where that is theirs to know."""

    who: Who
    children: Mapping[int, str]
    classes: Mapping[int, str]
    subjects: Mapping[int, str]


async def of_user(session: Session, user_id: int) -> dict[str, list[dict[str, Any]]]:
    """All rows about a Telegram user, by what they are to them, as values for JSON.

    Columns have their own names, times are ISO 8601 in UTC. Nobody else is named: who else
    appears in a row is "another person" or "another guardian", and of an answer that the user
    only recorded it is said that they did. As many statements for any number of rows.
    """
    who = await personal.find(session, user_id)
    found: dict[str, tuple[Table, Holds, Rows]] = {}
    for name, (table, held) in personal.holds().items():
        if held.untold:
            continue
        theirs = select(table).where(personal.about(table, held, who))
        rows = await session.execute(theirs.order_by(*table.primary_key))
        found[name] = table, held, [dict(row._mapping) for row in rows]
    names = await _names(session, who, found)
    return {
        held.title: [_shown(table, held, row, names) for row in rows]
        for table, held, rows in found.values()
        if rows
    }


async def _names(
    session: Session, who: Who, found: Mapping[str, tuple[Table, Holds, Rows]]
) -> _Names:
    wanted = _numbers(found)
    classes = await session.execute(
        select(Class.id, Class.name).where(Class.id.in_(wanted["classes"]))
    )
    subjects = await session.execute(
        select(Subject.id, Subject.kind, Notice.text, Meeting.title, Survey.title, Vote.title)
        .outerjoin(Notice, Notice.id == Subject.id)
        .outerjoin(Meeting, Meeting.id == Subject.id)
        .outerjoin(Survey, Survey.id == Subject.id)
        .outerjoin(Vote, Vote.id == Subject.id)
        .where(Subject.id.in_(wanted["subjects"]))
    )
    return _Names(
        who,
        {row["id"]: row["name"] for row in found["children"][2]},
        {id_: name for id_, name in classes},  # noqa: C416 (rows are no pairs to mypy)
        {id_: _subject(id_, kind, next(filter(None, said), None)) for id_, kind, *said in subjects},
    )


def _numbers(found: Mapping[str, tuple[Table, Holds, Rows]]) -> dict[str, set[int]]:
    """What the rows refer to by number, by the table that has its name."""
    wanted: dict[str, set[int]] = {"classes": set(), "subjects": set()}
    for table, _, rows in found.values():
        for column in table.columns:
            target = _root(column)
            if target in wanted:
                wanted[target] |= {row[column.name] for row in rows} - {None}
    return wanted


def _root(column: Column[Any]) -> str | None:
    """The table that a column refers to, through others whose key is that table's."""
    target = None
    while column.foreign_keys:
        column = next(iter(column.foreign_keys)).column
        target = column.table.name
    return target


def _subject(number: int, kind: str, said: str | None) -> str:
    if not said:
        return f"{kind} {number}"
    head = " ".join(said.split())
    return f"{kind} {number}: {head[:HEAD]}{'…' if len(head) > HEAD else ''}"


def _shown(table: Table, held: Holds, row: Mapping[str, Any], names: _Names) -> dict[str, Any]:
    """A row as its person may see it; what is empty is left out."""
    own = _own_columns(held, row, names.who)
    shown: dict[str, Any] = {}
    for column in table.columns:
        value = row[column.name]
        if value is None or column.name in held.withheld:
            continue
        if "unit_id" in row and column.name in ("unit", "unit_id"):
            shown["for"] = _unit(row["unit"], row["unit_id"], names)
        elif column.name in own or _says_nothing(column, value):
            shown[_key(column)] = _value(column, value, names)
    return shown


def _says_nothing(column: Column[Any], value: Any) -> bool:
    """What a row refers to and when: names are left out of it."""
    return _root(column) is not None or isinstance(value, datetime)


def _own_columns(held: Holds, row: Mapping[str, Any], who: Who) -> Collection[str]:
    """The columns of a row that are somebody's to see.

    What is about another child is not, nor what somebody else said about theirs.
    """
    own: set[str] = set()
    through = {each.by for each in held.names.values()}
    for name, each in held.names.items():
        mine = _mine(each.by, row, name, who)
        if not mine and each.by in (By.CHILD, By.UNIT) and row[name] is not None:
            return ()
        if mine and (each.by != By.CHILD or By.PERSON not in through):
            if each.own is None:
                own.update(row)
            else:
                own.update(each.own)
    return own


def _mine(by: By, row: Mapping[str, Any], name: str, who: Who) -> bool:
    if by == By.PERSON:
        return row[name] == who.person_id and who.person_id is not None
    if by == By.CHILD:
        return row[name] in who.children
    if by == By.UNIT:
        return _own(row["unit"], row[name], who)
    return by != By.USER or row[name] == who.user_id


def _own(unit: UnitKind, unit_id: int, who: Who) -> bool:
    if unit == UnitKind.CHILD:
        return unit_id in who.children
    return unit_id == who.person_id


def _unit(unit: UnitKind, unit_id: int, names: _Names) -> str:
    if not _own(unit, unit_id, names.who):
        return "another family"
    return names.children[unit_id] if unit == UnitKind.CHILD else "you yourself"


def _key(column: Column[Any]) -> str:
    return column.name.removesuffix("_id") if _root(column) and column.name != "id" else column.name


def _value(column: Column[Any], value: Any, names: _Names) -> Any:
    target = _root(column)
    if target == "persons":
        other = "another guardian" if column.table.name == "guardians" else "another person"
        return "you" if value == names.who.person_id else other
    if target == "children":
        return names.children.get(value, "another child")
    if target == "classes":
        return names.classes.get(value, value)
    if target == "subjects":
        return names.subjects.get(value, value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.value if isinstance(value, Enum) else value
