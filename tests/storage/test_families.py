"""Children and those who answer for them."""

from __future__ import annotations

import pytest

from storage import actors, answers, families, subjects, units
from storage.answers import UnitKind
from storage.base import Session
from storage.children import Child
from storage.families import NeedsConsent
from storage.people import Role
from storage.rules import Broken
from tests.storage.school import LATER, NOW, School


async def test_a_tap_on_i_am_a_parent_here_counts_once(session: Session, school: School) -> None:
    b, ana = await school.a_class(), await school.person("Ana")
    assert await families.register_parent(session, ana.id, b.id, NOW)
    shown = await subjects.version(session, b.subject_id)
    assert not await families.register_parent(session, ana.id, b.id, LATER)
    assert await subjects.version(session, b.subject_id) == shown == 2


async def test_naming_a_child_makes_its_guardian_a_parent_there(
    session: Session, school: School
) -> None:
    b, ana = await school.a_class(), await school.person("Ana")
    child = await families.add_child(session, ana.id, b.id, "  Mia\nLi ", NOW)
    assert isinstance(child, Child)
    assert child.name == "Mia Li"
    assert (await school.actor(ana)).has(Role.PARENT, b.id)
    again = await families.add_child(session, ana.id, b.id, "MIA LI", LATER)
    assert again is child
    assert [each.id for each in await families.guardians_of(session, child.id)] == [ana.id]


@pytest.mark.parametrize("name", ["", " \n", "👶", "x" * 61])
async def test_a_child_needs_a_name(session: Session, school: School, name: str) -> None:
    b, ana = await school.a_class(), await school.person("Ana")
    with pytest.raises(Broken, match="child-name"):
        await families.add_child(session, ana.id, b.id, name, NOW)


async def test_a_second_guardian_needs_the_word_of_the_first(
    session: Session, school: School
) -> None:
    b, ana, ben = await school.a_class(), await school.person("Ana"), await school.person("Ben")
    mia = await school.child("Mia", b, ana)
    asked = await families.add_child(session, ben.id, b.id, "mia", NOW)
    assert isinstance(asked, NeedsConsent)
    assert (asked.child_id, asked.name, asked.class_id) == (mia.id, "Mia", b.id)
    assert [each.name for each in asked.guardians] == ["Ana"]
    assert (await school.actor(ben)).roles == frozenset()
    assert await families.request(session, mia.id, ben.id, NOW)
    assert not await families.request(session, mia.id, ben.id, LATER)
    for waiting in (
        await families.requests_for(session, ana.id),
        await families.requests_in(session, [b.id]),
    ):
        assert [(each.child, each.person, each.at) for each in waiting] == [("Mia", "Ben", NOW)]
    assert await families.requests_for(session, ben.id) == []
    await families.accept_request(session, mia.id, ben.id, LATER)
    assert [c.id for c in await families.children_of(session, ben.id)] == [mia.id]
    assert (await school.actor(ben)).has(Role.PARENT, b.id)


async def test_a_request_is_answered_once(session: Session, school: School) -> None:
    b, ana, ben = await school.a_class(), await school.person("Ana"), await school.person("Ben")
    mia = await school.child("Mia", b, ana)
    await families.request(session, mia.id, ben.id, NOW)
    await families.refuse_request(session, mia.id, ben.id, ana.id)
    assert await families.is_refused(session, mia.id, ben.id)
    assert await families.requests_for(session, ana.id) == []
    assert [each.refused for each in await families.requests_in(session, [b.id])] == [True]
    with pytest.raises(Broken, match="request-gone"):
        await families.refuse_request(session, mia.id, ben.id, ana.id)
    await families.drop_request(session, mia.id, ben.id)
    for act in (
        families.drop_request(session, mia.id, ben.id),
        families.accept_request(session, mia.id, ben.id, NOW),
    ):
        with pytest.raises(Broken, match="request-gone"):
            await act
    assert [each.id for each in await families.guardians_of(session, mia.id)] == [ana.id]


async def test_a_child_on_the_list_without_guardians_is_joined_at_once(
    session: Session, school: School
) -> None:
    b, ana = await school.a_class(), await school.person("Ana")
    mia = await families.enlist(session, b.id, "Mia", NOW)
    with pytest.raises(Broken, match="child-exists"):
        await families.enlist(session, b.id, "MIA", NOW)
    assert await families.add_child(session, ana.id, b.id, "Mia", NOW) is mia


async def test_the_same_name_in_another_class_is_another_child(
    session: Session, school: School
) -> None:
    b, a = await school.a_class("3B"), await school.a_class("4A")
    ana, ben = await school.person("Ana"), await school.person("Ben")
    mia, other = await school.child("Mia", b, ana), await school.child("Mia", a, ben)
    assert mia.id != other.id
    await families.add_child(session, ana.id, a.id, "Leo", NOW)
    names = [c.name for c in await families.children_of(session, ana.id)]
    assert names == ["Mia", "Leo"]
    assert [c.name for c in await families.children_of(session, ana.id, a.id)] == ["Leo"]


async def test_a_child_is_renamed_but_not_to_a_name_that_is_taken(
    session: Session, school: School
) -> None:
    b, ana = await school.a_class(), await school.person("Ana")
    mia, leo = await school.child("Mia", b, ana), await school.child("Leo", b, ana)
    await families.rename_child(session, mia.id, "MIA", NOW)
    with pytest.raises(Broken, match="child-exists"):
        await families.rename_child(session, leo.id, "mia", NOW)
    with pytest.raises(LookupError):
        await families.rename_child(session, 999_999, "Zoe", NOW)
    assert [c.name for c in await families.children_of(session, ana.id)] == ["MIA", "Leo"]


async def test_a_child_goes_with_its_last_guardian_its_answers_and_requests(
    session: Session, school: School
) -> None:
    b, ana, ben = await school.a_class(), await school.person("Ana"), await school.person("Ben")
    cleo, mia = await school.person("Cleo"), await school.child("Mia", b, ana, ben)
    notice = await school.notice(b)
    await school.tap(ana, notice)
    await families.request(session, mia.id, cleo.id, NOW)
    await families.end_guardian(session, mia.id, ana.id, NOW)
    assert [each.id for each in await families.guardians_of(session, mia.id)] == [ben.id]
    assert await answers.tally(session, notice) == {"confirmed": 1}
    await families.end_guardian(session, mia.id, ben.id, NOW)
    with pytest.raises(LookupError):
        await families.get(session, mia.id)
    assert await answers.tally(session, notice) == {}
    assert await families.requests_in(session, [b.id]) == []


async def test_a_number_is_not_given_to_another_child(session: Session, school: School) -> None:
    b, ana = await school.a_class(), await school.person("Ana")
    mia = await school.child("Mia", b, ana)
    await families.remove_child(session, mia.id, NOW)
    assert (await school.child("Leo", b, ana)).id > mia.id


async def test_an_answer_given_as_a_family_becomes_the_childs(
    session: Session, school: School
) -> None:
    """Both children have it when two are named one after the other: one tap counts for all."""
    b = await school.a_class()
    ana, notice = await school.parent("Ana", b), await school.notice(b)
    await school.tap(ana, notice)
    shown = await subjects.version(session, notice)
    await families.add_child(session, ana.id, b.id, "Mia", LATER)
    await families.add_child(session, ana.id, b.id, "Leo", LATER)
    given = [(u.kind, u.name, u.value) for u in await units.of_subject(session, notice)]
    assert given == [
        (UnitKind.CHILD, "Leo", "confirmed"),
        (UnitKind.CHILD, "Mia", "confirmed"),
    ]
    assert await subjects.version(session, notice) >= shown + 2


@pytest.mark.parametrize(("late", "stands"), [("Ana", "no"), ("Ben", "yes")])
async def test_of_a_guardians_two_answers_the_latest_stands(
    session: Session, school: School, late: str, stands: str
) -> None:
    b = await school.a_class()
    ana, ben = await school.parent("Ana", b), await school.person("Ben")
    mia, meeting = await school.child("Mia", b, ben), await school.meeting(b)
    await school.tap(ana, meeting, "no", LATER if late == "Ana" else NOW)
    await school.tap(ben, meeting, "yes", LATER if late == "Ben" else NOW)
    await families.request(session, mia.id, ana.id, NOW)
    await families.accept_request(session, mia.id, ana.id, LATER)
    assert await answers.tally(session, meeting) == {stands: 1}


async def test_a_childs_own_answer_is_not_overruled_by_one_for_its_sibling(
    session: Session, school: School
) -> None:
    b, ana, ben = await school.a_class(), await school.person("Ana"), await school.person("Ben")
    await school.child("Leo", b, ana)
    mia, meeting = await school.child("Mia", b, ben), await school.meeting(b)
    await school.tap(ben, meeting, "yes", NOW)
    await school.tap(ana, meeting, "no", LATER)
    await families.request(session, mia.id, ana.id, NOW)
    await families.accept_request(session, mia.id, ana.id, LATER)
    assert await answers.tally(session, meeting) == {"yes": 1, "no": 1}


async def test_who_is_still_a_family_in_another_class_stays_one_there(
    session: Session, school: School
) -> None:
    b, a = await school.a_class("3B"), await school.a_class("4A")
    ana, both = await school.parent("Ana", b), await school.notice(b, a)
    await families.register_parent(session, ana.id, a.id, NOW)
    only_a = await school.notice(a)
    await school.tap(ana, both)
    await school.tap(ana, only_a)
    await families.add_child(session, ana.id, b.id, "Mia", LATER)
    kinds = [(u.kind, u.class_id, u.value) for u in await units.of_subject(session, both)]
    assert kinds == [
        (UnitKind.CHILD, b.id, "confirmed"),
        (UnitKind.PERSON, a.id, "confirmed"),
    ]
    assert await answers.tally(session, only_a) == {"confirmed": 1}
    await families.add_child(session, ana.id, a.id, "Leo", LATER)
    assert {u.kind for u in await units.of_subject(session, both)} == {UnitKind.CHILD}
    assert await answers.tally(session, both) == {"confirmed": 2}
    known = await actors.of_users(session, [ana.user_id])
    assert len(known[ana.user_id].children) == 2
