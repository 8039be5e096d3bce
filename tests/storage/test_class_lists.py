"""A class's list: whole or added to, and a child of it that parents call otherwise."""

from __future__ import annotations

import pytest

from storage import answers, class_lists, class_reports, families
from storage.answers import UnitKind
from storage.base import Session
from storage.class_lists import Compared
from storage.rules import Broken
from tests.storage.school import LATER, NOW, School


async def test_a_whole_list_takes_out_only_whom_nobody_answers_for(
    session: Session, school: School
) -> None:
    b, ana = await school.a_class(), await school.person("Ana")
    await school.child("Clara", b, ana)
    names = ["CLARA", "Ben", "Dana"]
    found = await class_lists.compare(session, b.id, names)
    assert found == Compared(new=("Ben", "Dana"), known=("Clara",), off=())
    assert await class_lists.take_over(session, b.id, names, NOW, whole=False) == 3
    found = await class_lists.compare(session, b.id, ["Eli"])
    assert found == Compared(new=("Eli",), known=(), off=("Ben", "Clara", "Dana"))
    assert await class_lists.take_over(session, b.id, ["Eli"], NOW, whole=False) == 4
    assert await class_lists.take_over(session, b.id, ["Eli", "Ben"], NOW, whole=True) == 2
    report = await class_reports.view(session, b.subject_id)
    assert (report.registered, report.total, report.missing) == (0, 2, ("Ben", "Eli"))
    assert report.others == ("Clara",)  # her mother answers for her
    await families.end_guardian(session, (await named(session, b.id, "Clara")).id, ana.id, LATER)
    assert await families.find_by_name(session, [b.id], "Clara") is None  # on no list, with nobody
    ben = await named(session, b.id, "Ben")
    await families.add_child(session, ana.id, b.id, "ben", NOW)
    await families.end_guardian(session, ben.id, ana.id, LATER)
    assert (await named(session, b.id, "Ben")).listed


async def named(session: Session, class_id: int, name: str) -> families.Child:
    """The child of that name."""
    found = await families.find_by_name(session, [class_id], name)
    assert found is not None
    return found


async def test_a_matched_child_keeps_its_answers_and_gets_what_was_told(
    session: Session, school: School
) -> None:
    b, ana = await school.a_class(), await school.person("Ana")
    lily = await school.child("Lily", b, ana)
    first, second = await school.notice(b), await school.notice(b)
    await school.tap(ana, first)
    await class_lists.take_over(session, b.id, ["Li Wei", "Mia"], NOW, whole=True)
    wei, mia = await named(session, b.id, "Li Wei"), await named(session, b.id, "Mia")
    for notice in (first, second):
        await answers.record_told(
            session, notice, UnitKind.CHILD, wei.id, "confirmed", ana.id, LATER
        )
    assert await class_lists.match(session, lily.id, wei.id, LATER) == ("Lily", "Li Wei")
    assert [await answers.tally(session, each) for each in (first, second)] == [
        {"confirmed": 1},
        {"confirmed": 1},
    ]
    assert (lily.name, lily.listed) == ("Li Wei", True)
    view = await class_lists.matching(session, b.subject_id)
    assert (view.others, [each.name for each in view.free]) == ((), ["Mia"])
    for child_id in (lily.id, 999_999):
        with pytest.raises(Broken, match="match-gone"):
            await class_lists.match(session, child_id, mia.id, LATER)
        with pytest.raises(Broken, match="match-gone"):
            await class_lists.put_on(session, child_id, LATER)
