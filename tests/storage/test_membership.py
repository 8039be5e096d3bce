"""Leaving a class and coming back, as rows."""

from __future__ import annotations

from sqlalchemy import func, select

from storage import actors, committee, families, membership, people
from storage.base import Session
from storage.children import Departure, Guardian
from storage.people import Role
from tests.storage.school import LATER, NOW, School


async def test_leaving_twice_is_leaving_once(session: Session, school: School) -> None:
    class_ = await school.a_class()
    ana = await school.parent("Ana", class_)
    await families.add_child(session, ana.id, class_.id, "Clara", NOW)
    assert await membership.leave(session, ana.id, class_.id, LATER)
    assert not await membership.leave(session, ana.id, class_.id, LATER)
    assert await session.scalar(select(func.count()).select_from(Guardian)) == 0
    assert await session.scalar(select(func.count()).select_from(Departure)) == 2


async def test_coming_back_twice_is_coming_back_once(session: Session, school: School) -> None:
    class_ = await school.a_class()
    ana = await school.parent("Ana", class_)
    await families.add_child(session, ana.id, class_.id, "Clara", NOW)
    await committee.give(session, ana.id, Role.CHAIR, class_.id, NOW)
    await membership.leave(session, ana.id, class_.id, NOW)
    again = await membership.come_back(session, ana.id, class_.id, LATER)
    assert again is not None
    assert set(again.roles) == {Role.PARENT, Role.CHAIR}
    assert again.children == ("Clara",)
    assert await membership.come_back(session, ana.id, class_.id, LATER) is None
    actor = (await actors.of_users(session, [ana.user_id]))[ana.user_id]
    assert [each.name for each in actor.children] == ["Clara"]


async def test_another_class_is_not_touched(session: Session, school: School) -> None:
    third, fourth = await school.a_class("3B"), await school.a_class("4A")
    ana = await school.parent("Ana", third)
    await families.add_child(session, ana.id, third.id, "Clara", NOW)
    await families.add_child(session, ana.id, fourth.id, "Tim", NOW)
    await membership.leave(session, ana.id, third.id, LATER)
    assert await people.roles_of(session, ana.id) == [(Role.PARENT, fourth.id)]
    children = await families.children_of(session, ana.id)
    assert [each.name for each in children] == ["Tim"]


async def test_a_child_that_was_taken_off_the_list_does_not_come_back(
    session: Session, school: School
) -> None:
    class_ = await school.a_class()
    ana = await school.parent("Ana", class_)
    child = await families.add_child(session, ana.id, class_.id, "Clara", NOW)
    assert not isinstance(child, families.NeedsConsent)
    await membership.leave(session, ana.id, class_.id, NOW)
    await families.remove_child(session, child.id, LATER)
    again = await membership.come_back(session, ana.id, class_.id, LATER)
    assert again is not None
    assert again.children == ()


async def test_one_holder_of_an_office_a_class(session: Session, school: School) -> None:
    third, fourth = await school.a_class("3B"), await school.a_class("4A")
    ana, ben = await school.parent("Ana", third), await school.parent("Ben", third)
    for role in committee.OFFICES:
        await committee.give(session, ana.id, role, third.id, NOW)
        await committee.give(session, ana.id, role, fourth.id, NOW)
        assert await committee.give(session, ben.id, role, third.id, LATER)
        assert not await committee.give(session, ben.id, role, third.id, LATER)
        holders = await people.holders(session, role, third.id)
        assert [each.id for each in holders] == [ben.id]
        assert [each.id for each in await people.holders(session, role, fourth.id)] == [ana.id]
    assert (Role.COMMITTEE, third.id) in await people.roles_of(session, ana.id)
