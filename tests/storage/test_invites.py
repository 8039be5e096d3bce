"""Invitations: roles that wait for whoever brings the code."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage import invites, people
from storage.base import Session
from storage.invites import Accepted, Invite
from storage.people import Role
from storage.rules import Broken
from tests.storage.school import LATER, NOW, School


async def test_an_invitation_makes_one_person_what_it_says(
    session: Session, school: School
) -> None:
    class_, head, ben = await school.a_class(), await school.person("H"), await school.person("B")
    _, code = await invites.create(session, Role.TEACHER, [class_.id], head.id, NOW)
    used = await invites.accept(session, code, ben.id, NOW + timedelta(days=6))
    assert used == Accepted(Role.TEACHER, (class_.id,), head.id)
    assert [t.id for t in await people.staff_of(session, class_.id)] == [ben.id]
    with pytest.raises(Broken, match="invite-used"):
        await invites.accept(session, code, head.id, NOW)


async def test_an_invitation_ends_after_seven_days(session: Session, school: School) -> None:
    ben = await school.person("Ben")
    _, code = await invites.create(session, Role.PRINCIPAL, [], None, NOW)
    with pytest.raises(Broken, match="invite-expired"):
        await invites.accept(session, code, ben.id, NOW + timedelta(days=7))
    with pytest.raises(Broken, match="invite-unknown"):
        await invites.accept(session, code + "x", ben.id, NOW)
    assert await people.holders(session, Role.PRINCIPAL, None) == []


async def test_a_code_is_long_fits_a_link_and_is_kept_as_a_hash_only(session: Session) -> None:
    _, code = await invites.create(session, Role.PARTNER, [], None, NOW)
    assert len(code) == 22
    assert code.replace("-", "").replace("_", "").isalnum()
    kept = (await session.scalars(select(Invite))).one()
    assert code not in kept.code_hash
    assert len(kept.code_hash) == 64


async def test_only_the_newest_claim_code_counts_and_it_does_not_expire(
    session: Session, school: School
) -> None:
    ana = await school.person("Ana")
    _, invited = await invites.create(session, Role.ADMIN, [], ana.id, NOW)
    old = await invites.claim_code(session, NOW)
    new = await invites.claim_code(session, LATER)
    with pytest.raises(Broken, match="invite-unknown"):
        await invites.accept(session, old, ana.id, LATER)
    await invites.accept(session, new, ana.id, NOW + timedelta(days=900))
    await invites.accept(session, invited, ana.id, LATER)
    assert [a.id for a in await people.admins(session)] == [ana.id]


async def test_a_code_for_several_classes_makes_somebody_that_in_each(
    session: Session, school: School
) -> None:
    third, fourth = await school.a_class("3B"), await school.a_class("4A")
    ben = await school.person("Ben")
    _, code = await invites.create(session, Role.TEACHER, [third.id, fourth.id], None, NOW)
    await invites.accept(session, code, ben.id, NOW)
    for class_ in (third, fourth):
        assert [each.id for each in await people.staff_of(session, class_.id)] == [ben.id]


async def test_who_used_it_may_open_it_again_and_nothing_changes(
    session: Session, school: School
) -> None:
    class_, ben = await school.a_class(), await school.person("Ben")
    _, code = await invites.create(session, Role.TEACHER, [class_.id], None, NOW)
    first = await invites.accept(session, code, ben.id, NOW)
    await people.end_role(session, ben.id, Role.TEACHER, class_.id, LATER)
    assert await invites.accept(session, code, ben.id, LATER) == first
    assert await people.staff_of(session, class_.id) == []


async def test_one_for_the_door_lasts_and_counts_until_it_is_revoked(
    session: Session, school: School
) -> None:
    class_ = await school.a_class()
    made, code = await invites.create(session, Role.PARENT, [class_.id], None, NOW, lasting=True)
    for name in ("Ana", "Ben"):
        await invites.accept(session, code, (await school.person(name)).id, NOW)
    found = await invites.find_open(session, made, NOW + timedelta(days=13))
    assert found is not None
    assert (found.uses, found.names, found.lasting) == (2, ("3B",), True)
    assert await invites.find_open(session, made, NOW + timedelta(days=14)) is None
    await invites.revoke(session, made, LATER)
    assert await invites.open_ones(session, LATER) == []
    with pytest.raises(Broken, match="invite-revoked"):
        await invites.accept(session, code, (await school.person("Cleo")).id, LATER)


async def test_an_invitation_into_a_closed_class_is_none(session: Session, school: School) -> None:
    class_, ben = await school.a_class(), await school.person("Ben")
    _, code = await invites.create(session, Role.TEACHER, [class_.id], None, NOW)
    class_.closed = True
    await session.flush()
    with pytest.raises(Broken, match="invite-unknown"):
        await invites.accept(session, code, ben.id, NOW)
