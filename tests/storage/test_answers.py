"""Answers: which units a tap counts for, and what stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import answers, notice_authors, notice_lists, notices, people, subjects
from storage.actors import Actor
from storage.answers import UnitKind
from storage.base import Session
from storage.people import Role
from tests.storage.school import LATER, NOW, School


async def test_one_tap_counts_for_all_ones_children_in_the_audience(
    session: Session, school: School
) -> None:
    b, a, c = [await school.a_class(name) for name in ("3B", "4A", "5C")]
    ana = await school.person("Ana")
    mia, leo = await school.child("Mia", b, ana), await school.child("Leo", a, ana)
    await school.child("Zoe", c, ana)
    rows = answers.rows(9, await school.actor(ana), [b.id, a.id], "yes", NOW)
    assert rows == [
        {
            "subject_id": 9,
            "unit": UnitKind.CHILD,
            "unit_id": child.id,
            "value": "yes",
            "via": answers.Via.TAP,
            "person_id": ana.id,
            "at": NOW,
            "heads": heads,
        }
        # They come as one family: the second child is counted with the first.
        for child, heads in ((mia, None), (leo, 0))
    ]


async def test_a_parent_without_a_named_child_counts_as_a_family(
    session: Session, school: School
) -> None:
    b, a = await school.a_class("3B"), await school.a_class("4A")
    ana = await school.parent("Ana", b)
    actor = await school.actor(ana)
    assert answers.own_units(actor, [b.id, a.id]) == [(UnitKind.PERSON, ana.id)]
    mia = await school.child("Mia", a, ana)
    actor = await school.actor(ana)
    both = [(UnitKind.CHILD, mia.id), (UnitKind.PERSON, ana.id)]
    assert answers.own_units(actor, [a.id, b.id]) == both
    assert answers.own_units(actor, [a.id]) == both[:1]


async def test_who_is_no_parent_in_the_audience_answers_for_nobody(
    session: Session, school: School
) -> None:
    b = await school.a_class()
    dan = await school.actor(await school.teacher("Dan", b))
    assert answers.rows(1, dan, [b.id], "yes", NOW) == []
    assert answers.rows(1, Actor.stranger(5, "Zoe"), [b.id], "yes", NOW) == []


async def test_a_child_counts_once_and_the_latest_answer_stands(
    session: Session, school: School
) -> None:
    b, ana, ben = await school.a_class(), await school.person("Ana"), await school.person("Ben")
    await school.child("Mia", b, ana, ben)
    meeting = await school.meeting(b)
    await school.tap(ana, meeting, "yes")
    await school.tap(ben, meeting, "no", LATER)
    assert await answers.tally(session, meeting) == {"no": 1}
    for person in (ana, ben):
        actor = await school.actor(person)
        assert await answers.of_person(session, actor, [meeting]) == {meeting: "no"}


async def test_of_differing_answers_a_person_sees_the_latest(
    session: Session, school: School
) -> None:
    b, ana, ben = await school.a_class(), await school.person("Ana"), await school.person("Ben")
    await school.child("Mia", b, ana)
    await school.child("Leo", b, ana, ben)
    meeting = await school.meeting(b)
    actor = await school.actor(ana)
    assert await answers.of_person(session, actor, [meeting]) == {}
    await school.tap(ana, meeting, "yes")
    await school.tap(ben, meeting, "no", LATER)
    assert await answers.tally(session, meeting) == {"yes": 1, "no": 1}
    assert await answers.of_person(session, actor, [meeting]) == {meeting: "no"}


async def test_what_a_teacher_was_told_counts_and_is_marked(
    session: Session, school: School
) -> None:
    b = await school.a_class()
    dan, ana = await school.teacher("Dan", b), await school.parent("Ana", b)
    mia, notice = await school.child("Mia", b), await school.notice(b, author=dan)
    for kind, unit in ((UnitKind.CHILD, mia.id), (UnitKind.PERSON, ana.id)):
        await answers.record_told(session, notice, kind, unit, "confirmed", dan.id, NOW)
    view = await notice_authors.author_view(session, notice)
    assert [unit.name for unit in view.told] == ["Ana", "Mia"]
    assert await answers.tally(session, notice) == {"confirmed": 2}
    assert await subjects.version(session, notice) == 3


async def test_nothing_is_recorded_for_who_is_not_asked(session: Session, school: School) -> None:
    b, a = await school.a_class("3B"), await school.a_class("4A")
    dan, ana = await school.teacher("Dan", b), await school.person("Ana")
    leo, mia = await school.child("Leo", a), await school.child("Mia", b, ana)
    notice = await school.notice(b, author=dan)
    wrong = [(UnitKind.CHILD, leo.id), (UnitKind.PERSON, ana.id), (UnitKind.PERSON, mia.id)]
    for kind, unit in wrong:
        with pytest.raises(LookupError):
            await answers.record_told(session, notice, kind, unit, "confirmed", dan.id, NOW)
    assert await answers.tally(session, notice) == {}


async def test_what_waits_for_an_answer_is_what_one_of_ones_units_lacks(
    session: Session, school: School
) -> None:
    b, a = await school.a_class("3B"), await school.a_class("4A")
    ana, ben = await school.person("Ana"), await school.person("Ben")
    await school.child("Mia", b, ana)
    await school.child("Leo", a, ana, ben)
    await school.parent("Cleo", b)
    both, only_b = await school.notice(b, a), await school.notice(b)
    withdrawn = await school.notice(b)
    await notices.withdraw(session, withdrawn, NOW)
    planned = await notices.create(
        session, None, [b.id], "Later", [], NOW, planned_for=NOW + timedelta(days=1)
    )
    await school.tap(ben, both)
    waiting = await notice_lists.waiting_for(session, await school.actor(ana))
    assert [each.id for each in waiting] == [both, only_b]
    assert planned not in {each.id for each in waiting}
    assert waiting[0].class_ids == (b.id, a.id)
    await school.tap(ana, both)
    waiting = await notice_lists.waiting_for(session, await school.actor(ana))
    assert [each.id for each in waiting] == [only_b]
    assert await notice_lists.waiting_for(session, await school.actor(ben)) == []


async def test_a_family_without_a_named_child_is_waited_for_until_it_left(
    session: Session, school: School
) -> None:
    b = await school.a_class()
    ana, notice = await school.parent("Ana", b), await school.notice(b)
    waiting = await notice_lists.waiting_for(session, await school.actor(ana))
    assert [each.id for each in waiting] == [notice]
    await people.end_role(session, ana.id, Role.PARENT, b.id, NOW)
    assert await notice_lists.waiting_for(session, await school.actor(ana)) == []
    assert await notice_lists.waiting_for(session, Actor.stranger(1, "Zoe")) == []
