"""What the desk reads before a batch."""

from __future__ import annotations

import pytest

from storage import actors, chats, classes, people
from storage.actors import Actor, ChildRef, ClassRef
from storage.base import Database, Session
from storage.people import Role
from tests.storage.school import NOW, School, counted


async def test_an_actor_has_the_roles_that_stand_and_their_children(
    session: Session, school: School
) -> None:
    b, a = await school.a_class("3B"), await school.a_class("4A")
    ana = await school.person("Ana")
    mia, leo = await school.child("Mia", b, ana), await school.child("Leo", a, ana)
    await people.grant(session, ana.id, Role.CHAIR, b.id, NOW)
    await people.grant(session, ana.id, Role.ADMIN, None, NOW)
    await people.end_role(session, ana.id, Role.CHAIR, b.id, NOW)
    actor = await school.actor(ana)
    assert actor.roles == {(Role.PARENT, b.id), (Role.PARENT, a.id), (Role.ADMIN, None)}
    assert actor.children == (ChildRef(mia.id, b.id, "Mia"), ChildRef(leo.id, a.id, "Leo"))
    assert actor.has(Role.PARENT, b.id)
    assert not actor.has(Role.CHAIR, b.id)


async def test_only_who_is_known_is_found_and_reachable_only_with_an_open_chat(
    session: Session, school: School
) -> None:
    ana, ben = await school.person("Ana"), await school.person("Ben", reachable=False)
    cleo = await school.person("Cleo")
    await chats.set_standing(session, cleo.user_id, chats.Standing.GONE, NOW)
    ids = [ana.user_id, ben.user_id, cleo.user_id, 999]
    found = await actors.of_users(session, ids)
    assert {i: found[i].reachable for i in found} == {ids[0]: True, ids[1]: False, ids[2]: False}
    assert Actor.stranger(999, "Zoe").person_id is None


async def test_the_classes_of_chats(session: Session, school: School) -> None:
    b, a = await school.a_class("3B"), await school.a_class("4A")
    await classes.link(session, b.id, -1001, 5, "zh", NOW)
    await classes.link(session, a.id, -1002, None, "en", NOW)
    a.closed = True
    found = await actors.classes_of_chats(session, [-1001, -1002, -1003])
    assert found == {-1001: ClassRef(b.id, "3B", -1001, 5, "zh", b.subject_id)}


@pytest.mark.parametrize("size", [5, 50])
async def test_a_batch_of_any_size_takes_one_statement(database: Database, size: int) -> None:
    async with database.write() as session:
        school = School(session)
        b = await school.a_class("3B")
        ids = []
        for number in range(size):
            person = await school.person(f"P{number}")
            await school.child(f"C{number}", b, person)
            ids.append(person.user_id)
        with counted(database) as statements:
            assert len(await actors.of_users(session, ids)) == size
    assert len(statements) == 1
