"""People, roles and invitations."""

from __future__ import annotations

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from storage import people
from storage.base import Database, Session
from storage.people import PersonRole, Role
from tests.storage.school import LATER, NOW, School


async def test_a_person_is_made_known_once_and_kept_up_to_date(session: Session) -> None:
    first = await people.known(session, 7, "Ana", "ana", "de", NOW)
    again = await people.known(session, 7, "Ana B", None, "fr", LATER)
    assert again.id == first.id
    assert (again.name, again.username, again.language) == ("Ana B", None, "fr")
    assert again.created_at == NOW


async def test_a_chosen_language_is_not_overruled_by_the_app(session: Session) -> None:
    person = await people.known(session, 7, "Ana", None, "de", NOW)
    await people.set_language(session, person.id, "zh")
    await people.known(session, 7, "Ana", None, "de", LATER)
    assert (person.language, person.language_chosen) == ("zh", True)


async def test_get_refuses_and_find_does_not(session: Session) -> None:
    with pytest.raises(LookupError):
        await people.get(session, 999_999)
    assert await people.find_by_user(session, 999_999) is None


async def test_a_role_is_granted_once_and_an_ended_one_revived(
    session: Session, school: School
) -> None:
    class_, ana = await school.a_class(), await school.person("Ana")
    for class_id in (class_.id, None):
        assert await people.grant(session, ana.id, Role.CHAIR, class_id, NOW)
        assert not await people.grant(session, ana.id, Role.CHAIR, class_id, LATER)
        assert await people.end_role(session, ana.id, Role.CHAIR, class_id, NOW)
        assert not await people.end_role(session, ana.id, Role.CHAIR, class_id, NOW)
        assert await people.grant(session, ana.id, Role.CHAIR, class_id, LATER)
    assert await session.scalar(select(func.count()).select_from(PersonRole)) == 2


async def test_the_database_itself_refuses_a_role_twice(session: Session, school: School) -> None:
    ana = await school.person("Ana")
    await people.grant(session, ana.id, Role.ADMIN, None, NOW)
    twice = insert(PersonRole).values(person_id=ana.id, role=Role.ADMIN, since=NOW)
    with pytest.raises(IntegrityError):
        await session.execute(twice)
    await session.rollback()


async def test_admins_and_teachers_are_found_with_whether_they_can_be_written_to(
    session: Session, school: School
) -> None:
    assert not await people.has_admin(session)
    class_, other = await school.a_class("3B"), await school.a_class("4A")
    ana = await school.person("Ana", reachable=False)
    await people.grant(session, ana.id, Role.ADMIN, None, NOW)
    ben = await school.teacher("Ben", class_)
    await people.grant(session, ben.id, Role.HEAD_TEACHER, class_.id, NOW)
    cleo = await school.teacher("Cleo", class_)
    await school.teacher("Dan", other)
    await people.end_role(session, cleo.id, Role.TEACHER, class_.id, NOW)
    assert await people.has_admin(session)
    assert [(a.name, a.reachable) for a in await people.admins(session)] == [("Ana", False)]
    assert [(t.name, t.reachable) for t in await people.staff_of(session, class_.id)] == [
        ("Ben", True)
    ]
    assert await people.holders(session, Role.CHAIR, class_.id) == []


async def test_what_one_transaction_wrote_another_reads(database: Database) -> None:
    async with database.write() as session:
        ana = await people.known(session, 2**40, "Ana", None, None, NOW)
        await people.grant(session, ana.id, Role.ADMIN, None, NOW)
    async with database.read() as session:
        assert [a.user_id for a in await people.admins(session)] == [2**40]
