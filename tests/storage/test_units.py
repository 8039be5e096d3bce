"""Who is in an audience, and who can be written to."""

from __future__ import annotations

import pytest

from storage import classes, families, meeting_views, notice_authors, people, units
from storage.answers import UnitKind
from storage.base import Database, Session
from storage.people import Role
from tests.storage.school import NOW, School, counted


async def test_everyone_in_the_audience_is_listed_once_with_who_may_answer(
    session: Session, school: School
) -> None:
    b, a, c = [await school.a_class(name) for name in ("3B", "4A", "5C")]
    ana, ben = await school.person("Ana"), await school.person("Ben", reachable=False)
    await school.child("Mia", b, ana, ben)
    await school.child("Leo", b)
    await school.child("Zoe", c, ana)
    cleo = await school.parent("Cleo", b)
    await families.register_parent(session, cleo.id, a.id, NOW)
    await school.teacher("Dan", b)
    gone = await school.parent("Gone", b)
    await people.end_role(session, gone.id, Role.PARENT, b.id, NOW)
    notice = await school.notice(b, a)
    listed = [
        (unit.kind, unit.name, [(each.name, each.reachable) for each in unit.guardians])
        for unit in await units.of_subject(session, notice)
    ]
    assert listed == [
        (UnitKind.PERSON, "Cleo", [("Cleo", True)]),
        (UnitKind.CHILD, "Leo", []),
        (UnitKind.CHILD, "Mia", [("Ana", True), ("Ben", False)]),
    ]


async def test_who_is_written_to_is_written_to_once(session: Session, school: School) -> None:
    b = await school.a_class()
    ana, ben = await school.person("Ana"), await school.person("Ben", reachable=False)
    await school.child("Mia", b, ana, ben)
    await school.child("Leo", b, ana)
    await school.child("Zoe", b, ben)
    await school.child("Tom", b)
    reach = units.reach(await units.of_subject(session, await school.notice(b)))
    assert [each.name for each in reach.reachable] == ["Ana"]
    assert [each.name for each in reach.unreachable] == ["Ben"]
    assert reach.families == 2


@pytest.mark.parametrize(
    ("members", "unknown"), [((None, 10), None), ((10, 10), 15), ((2, 1), 0), ((2, 10), 8)]
)
async def test_who_is_unknown_is_counted_from_the_groups_sizes(
    session: Session, school: School, members: tuple[int | None, int], unknown: int | None
) -> None:
    """The bot is one of the members; a group that shrank makes no negative number."""
    b, a = await school.a_class("3B"), await school.a_class("4A")
    await school.parent("Ana", b)
    ben = await school.teacher("Ben", b)
    await people.grant(session, ben.id, Role.PARENT, b.id, NOW)
    await school.parent("Cleo", a)
    for class_, size in zip((b, a), members, strict=True):
        await classes.set_members(session, class_.id, size)
    assert await units.unknown_in(session, await school.notice(b, a)) == unknown


@pytest.mark.parametrize("families", [5, 50])
async def test_views_take_as_many_statements_for_any_number_of_families(
    database: Database, families: int
) -> None:
    async with database.write() as session:
        school = School(session)
        b = await school.a_class(members=200)
        for number in range(families):
            ana = await school.person(f"P{number}")
            await school.child(f"C{number}", b, ana)
            await school.parent(f"Q{number}", b)
        notice, meeting = await school.notice(b), await school.meeting(b)
        await school.tap(ana, notice)
    async with database.write() as session:
        for act, expected in (
            (units.of_subject(session, notice), 3),
            (notice_authors.author_view(session, notice), 7),
            (notice_authors.to_nudge(session, notice, [b.id]), 3),
            (meeting_views.organiser_view(session, meeting), 6),
            (meeting_views.card_view(session, meeting), 5),
        ):
            with counted(database) as statements:
                await act
            made = [each for each in statements if not each.startswith(("BEGIN", "PRAGMA"))]
            assert len(made) == expected
