"""Places at a meeting: whatever families do, nobody is thrown out and nobody waits in vain."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress

import pytest
from sqlalchemy import select

from storage import answers, families, meeting_views, meetings, places
from storage.answers import Answer, UnitKind
from storage.base import Database, Session
from storage.classes import Class
from storage.meeting_details import Details
from storage.meetings import Reply
from storage.rules import Broken
from tests.storage.school import NOW, School, counted

Unit = tuple[UnitKind, int]


async def limited(school: School, class_: Class, capacity: int | None, *, heads: bool) -> int:
    """A meeting with so many places."""
    details = Details(capacity=capacity, asks_how_many=heads)
    start = (await meetings.get(school.session, await school.meeting(class_))).local
    return await meetings.create(
        school.session, None, [class_.id], "Lecture", None, start, NOW, details
    )


async def standing(session: Session, meeting: int) -> dict[str, list[tuple[int, int]]]:
    """The families by what stands for them, each with its number and its heads."""
    found = await session.execute(
        select(Answer.value, Answer.place, Answer.heads)
        .where(Answer.subject_id == meeting)
        .distinct()
        .order_by(Answer.place)
    )
    by: dict[str, list[tuple[int, int]]] = {each: [] for each in Reply}
    for value, place, heads in found:
        by[value].append((place or 0, heads or 1))
    return by


@pytest.mark.parametrize("seed", range(4))
async def test_places_are_given_out_as_far_as_they_go(
    session: Session, school: School, seed: int
) -> None:
    """Two hundred random acts of twenty families, some with two children; the rules always hold."""
    draw = random.Random(seed)
    b = await school.a_class()
    ana = await school.parent("Ana", b)
    units: list[Sequence[Unit]] = [[(UnitKind.PERSON, 1000 + n)] for n in range(14)]
    units += [[(UnitKind.CHILD, 2 * n), (UnitKind.CHILD, 2 * n + 1)] for n in range(6)]
    meeting = await limited(school, b, 7, heads=True)
    capacity: int | None = 7
    for _ in range(200):
        before = await standing(session, meeting)
        had = (await places.taken(session, [meeting]))[meeting].heads
        family = draw.choice(units)
        act = draw.choice(["come", "come", "heads", "leave", "capacity"])
        if act == "come":
            await places.take(session, meeting, family, ana.id, NOW)
        elif act == "heads":
            # What is refused changes nothing.
            with suppress(Broken):
                await places.take(session, meeting, family, ana.id, NOW, draw.randint(1, 4))
        elif act == "leave":
            reply = draw.choice([Reply.NO, Reply.MAYBE])
            await places.give_up(session, meeting, family, reply, ana.id, NOW)
        else:
            capacity = draw.choice([4, 6, 8, None, 7])
            await places.set_capacity(session, meeting, capacity, NOW)
        after = await standing(session, meeting)
        state = (await places.taken(session, [meeting]))[meeting]
        assert state.heads == sum(heads for _, heads in after[Reply.YES])
        assert state.waiting == len(after[Reply.WAITING])
        assert capacity is None or state.heads <= max(capacity, had)
        room = None if capacity is None else capacity - state.heads
        assert all(room is not None and heads > room for _, heads in after[Reply.WAITING])
        if act != "leave":
            assert {p for p, _ in before[Reply.YES]} <= {p for p, _ in after[Reply.YES]}


async def test_a_child_named_later_keeps_its_familys_place(
    session: Session, school: School
) -> None:
    b = await school.a_class()
    ana, ben = await school.parent("Ana", b), await school.parent("Ben", b)
    meeting = await limited(school, b, 3, heads=True)
    actor = await school.actor(ana)
    own = answers.own_units(actor, [b.id])
    await places.take(session, meeting, own, ana.id, NOW, 3)
    other = answers.own_units(await school.actor(ben), [b.id])
    waits = await places.take(session, meeting, other, ben.id, NOW)
    assert (waits.number, waits.heads) == (1, 1)
    for name in ("Leo", "Mia"):
        await families.add_child(session, ana.id, b.id, name, NOW)
    view = await meeting_views.card_view(session, meeting)
    assert (view.taken.heads, view.taken.waiting, view.coming) == (3, 1, 1)
    own = answers.own_units(await school.actor(ana), [b.id])
    done = await places.take(session, meeting, own, ana.id, NOW, 2)
    assert done.moved_up == tuple(other)


@pytest.mark.parametrize("parents", [4, 40])
async def test_a_tap_takes_as_many_statements_however_many_wait(
    database: Database, parents: int
) -> None:
    async with database.write() as session:
        school = School(session)
        b = await school.a_class()
        meeting = await limited(school, b, 2, heads=False)
        ana = await school.parent("Ana", b)
        for number in range(parents):
            await places.take(session, meeting, [(UnitKind.PERSON, 100 + number)], ana.id, NOW)
    own = [(UnitKind.PERSON, ana.id)]
    async with database.write() as session:
        with counted(database) as statements:
            await places.take(session, meeting, own, ana.id, NOW)
        made = [each for each in statements if not each.startswith(("BEGIN", "PRAGMA"))]
        assert len(made) == 6
