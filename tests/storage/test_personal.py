"""What is stored about somebody can be shown and erased: in every table, those to come as well."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Enum,
    Integer,
    LargeBinary,
    Table,
    TypeDecorator,
    func,
    insert,
    select,
)

from storage import forgetting, mydata, notices, people, personal
from storage.answers import UnitKind
from storage.base import Session
from storage.children import Guardian
from storage.families import GuardianRequest
from storage.people import Role
from storage.personal import ABOUT_NOBODY, HOLDS, OF_GROUPS, By, Fate
from storage.rules import Broken
from storage.schema import METADATA
from tests.storage.school import NOW, School

# Long ago: what somebody answered then is over.
BEFORE = NOW - timedelta(days=60)
HOW = "say in storage/personal.py what it is to a person, and what becomes of it: "


def naming(table: Table) -> set[str]:
    """The columns of a table that must name somebody, by what they refer to or are called."""
    by_key = {
        column.name
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in ("persons", "children")
    }
    by_name = {
        column.name
        for column in table.columns
        if column.name.endswith(("user_id", "chat_id", "unit_id", "person_id", "child_id"))
        and (table.name, column.name) not in OF_GROUPS
    }
    return by_key | by_name


def test_every_table_says_what_it_holds_about_a_person() -> None:
    known = HOLDS.keys() | ABOUT_NOBODY.keys()
    assert METADATA.tables.keys() - known == set(), HOW
    assert known - METADATA.tables.keys() == set()
    assert HOLDS.keys() & ABOUT_NOBODY.keys() == set()
    assert len({held.title for held in HOLDS.values()}) == len(HOLDS)


@pytest.mark.parametrize("table", METADATA.sorted_tables, ids=lambda table: table.name)
def test_every_column_that_names_a_person_has_a_fate(table: Table) -> None:
    held = HOLDS.get(table.name)
    names = held.names if held else {}
    assert naming(table) - names.keys() == set(), HOW + table.name
    for name, each in names.items():
        nullable = table.c[name].nullable
        assert each.fate != Fate.CLEARED or nullable, f"{table.name}.{name} cannot be cleared"
    assert held is None or held.withheld.keys() <= set(table.c.keys())


@dataclass
class Rows:
    """A row in every table for one person, each value of which tells whose it is."""

    who: str
    user_id: int
    number: count[int]
    made: dict[str, dict[str, Any]] = field(default_factory=dict)

    def row(self, table: Table) -> dict[str, Any]:
        """The person's row in a table; what it refers to has been made."""
        row = {column.name: self._value(table, column) for column in table.columns}
        if "unit_id" in row:
            row |= {"unit": UnitKind.PERSON, "unit_id": self.made["persons"]["id"]}
        self.made[table.name] = row
        return row

    def _value(self, table: Table, column: Column[Any]) -> Any:
        held = HOLDS.get(table.name)
        by = held.names[column.name].by if held and column.name in held.names else None
        if by == By.USER:
            return self.user_id
        if by == By.MENU:
            return f"menu:{self.user_id}"
        for key in column.foreign_keys:
            if key.column.table is table:
                return None  # what comes before it in a table of its own kind is nothing
            return self.made[key.column.table.name][key.column.name]
        return self._of_type(column.type, f"{self.who}-{table.name}-{column.name}")

    def _of_type(self, kind: Any, text: str) -> Any:
        if isinstance(kind, TypeDecorator):
            kind = kind.impl_instance
        if isinstance(kind, Enum):
            return next(iter(kind.enum_class or [])) if kind.enum_class else text
        if isinstance(kind, Boolean):
            return False
        if isinstance(kind, DateTime):
            return BEFORE
        if isinstance(kind, Date):
            return BEFORE.date()
        if isinstance(kind, Integer):
            return next(self.number)
        if isinstance(kind, JSON):
            return {"said": text}
        return text.encode() if isinstance(kind, LargeBinary) else text


async def a_life(session: Session, who: str, user_id: int, number: count[int]) -> Rows:
    """Somebody of whom there is something everywhere."""
    rows = Rows(who, user_id, number)
    for table in METADATA.sorted_tables:
        await session.execute(insert(table).values(rows.row(table)))
    return rows


async def naming_still(session: Session, who: personal.Who) -> list[str]:
    """The columns that name somebody who should be forgotten."""
    found = []
    for name, (table, held) in personal.holds().items():
        for column, each in held.names.items():
            theirs = personal.named(table, column, each.by, who, who.children)
            counted = await session.scalar(select(func.count()).select_from(table).where(theirs))
            if counted and each.fate != Fate.TAKEN_BACK:
                found.append(f"{name}.{column}")
    return found


async def test_everything_is_shown_and_then_nothing_is_left(session: Session) -> None:
    """Whatever the tables are: each row of Ada's is shown to her, and none of Bob's is touched."""
    number = count(5000)
    ada = await a_life(session, "ada", 701, number)
    bob = await a_life(session, "bob", 702, number)
    asked = {"child_id": ada.made["children"]["id"], "person_id": bob.made["persons"]["id"]}
    await session.execute(insert(GuardianRequest).values(**asked, at=BEFORE))

    shown = await mydata.of_user(session, 701)
    assert shown.keys() == {held.title for held in HOLDS.values() if not held.untold}
    said = json.dumps(shown)
    assert "bob-" not in said
    assert "another person" in said
    for name, held in HOLDS.items():
        for withheld in held.withheld:
            assert f"ada-{name}-{withheld}" not in said
    assert shown["you"][0]["created_at"] == "2026-09-25T09:00:00Z"
    assert shown["your answers"][0]["for"] == "you yourself"

    of_bob = await mydata.of_user(session, 702)
    who = await personal.find(session, 701)
    done = await forgetting.forget(session, 701, NOW)
    assert done.counted >= 1
    assert await naming_still(session, who) == []
    assert await mydata.of_user(session, 701) == {
        HOLDS["published"].title: shown[HOLDS["published"].title]
    }
    del of_bob[HOLDS["guardian_requests"].title][1:]
    now_of_bob = await mydata.of_user(session, 702)
    assert set(now_of_bob) == set(of_bob)
    for title in set(of_bob) - {HOLDS["guardian_requests"].title}:
        assert now_of_bob[title] == of_bob[title], title


async def test_a_second_guardian_keeps_the_child_and_its_answers(
    session: Session, school: School
) -> None:
    class_ = await school.a_class()
    mother, father = await school.parent("Mia", class_), await school.parent("Finn", class_)
    clara = await school.child("Clara", class_, mother, father)
    foreseen = await forgetting.foresee(session, mother.user_id)
    assert (foreseen.erased, foreseen.shared) == ((), ("Clara",))
    await forgetting.forget(session, mother.user_id, NOW)
    left = await session.scalars(select(Guardian.person_id).where(Guardian.child_id == clara.id))
    assert list(left) == [father.id]
    foreseen = await forgetting.foresee(session, father.user_id)
    assert (foreseen.erased, foreseen.shared) == (("Clara",), ())


@pytest.mark.parametrize(
    ("role", "rule"),
    [(Role.ADMIN, "forget-last-admin"), (Role.PRINCIPAL, "forget-last-principal")],
)
async def test_the_last_who_could_put_things_right_stays(
    session: Session, school: School, role: Role, rule: str
) -> None:
    one = await school.person("Ona")
    await people.grant(session, one.id, role, None, NOW)
    with pytest.raises(Broken, match=rule):
        await forgetting.forget(session, one.user_id, NOW)
    with pytest.raises(Broken, match=rule):
        await forgetting.foresee(session, one.user_id)
    other = await school.person("Ole")
    await people.grant(session, other.id, role, None, NOW)
    await forgetting.forget(session, one.user_id, NOW)
    assert await people.find_by_user(session, one.user_id) is None


async def test_answers_stay_as_numbers_that_lead_nowhere(session: Session, school: School) -> None:
    """Of what is open they go; of what is over the count stays, each under a lot of its own."""
    class_ = await school.a_class()
    mia = await school.parent("Mia", class_)
    await school.child("Clara", class_, mia)
    old = []
    for at in (BEFORE, BEFORE + timedelta(days=1), NOW):
        old.append(await notices.create(session, None, [class_.id], "Bring boots", [], at))
        await school.tap(mia, old[-1], at=at)
    await forgetting.forget(session, mia.user_id, NOW)
    table = METADATA.tables["answers"]
    rows = (await session.execute(select(table).order_by(table.c.subject_id))).all()
    assert [row.subject_id for row in rows] == old[:2]
    assert {row.unit for row in rows} == {UnitKind.PERSON}
    assert len({row.unit_id for row in rows}) == 2
    assert all(row.unit_id < 0 and row.person_id is None for row in rows)
    assert [row.at for row in rows] == [BEFORE, BEFORE + timedelta(days=1)]
