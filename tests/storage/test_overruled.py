"""Whose answer took the place of the other guardian's: the database itself says so."""

from __future__ import annotations

from sqlalchemy import select

from storage import answers, overruled
from storage.alarms import Alarm
from storage.base import Database, Session
from storage.people import Person
from storage.subjects import Audience
from tests.storage.school import NOW, School, counted


async def _tap(session: Session, school: School, by: Person, meeting: int, value: str) -> None:
    audience = select(Audience.class_id).where(Audience.subject_id == meeting)
    actor, here = await school.actor(by), list(await session.scalars(audience))
    rows = answers.rows(meeting, actor, here, value, NOW)
    await overruled.save(session, rows, answers.KEY, answers.CHANGE, NOW)


async def _noted(session: Session) -> list[tuple[str, int, int]]:
    """What is to be told: the answer that stood, whose it was, and who changed it."""
    found = await session.scalars(select(Alarm.args).where(Alarm.kind == overruled.ALARM))
    return [(each["was"], each["was_by"], each["by"]) for each in found]


async def test_only_another_guardians_other_answer_is_noted(
    session: Session, school: School
) -> None:
    b = await school.a_class()
    ana, ben = await school.person("Ana"), await school.person("Ben")
    await school.child("Mia", b, ana, ben)
    meeting = await school.meeting(b)
    for by, value in ((ana, "yes"), (ana, "no"), (ana, "yes"), (ben, "yes"), (ben, "yes")):
        await _tap(session, school, by, meeting, value)
    assert await _noted(session) == []
    # Ben had only repeated what Ana said: now he changes it.
    await _tap(session, school, ben, meeting, "no")
    assert await _noted(session) == [("yes", ana.id, ben.id)]
    await session.delete((await session.scalars(select(Alarm))).one())
    for value in ("no", "maybe"):  # his own answer, which Ana has heard of
        await _tap(session, school, ben, meeting, value)
    assert await _noted(session) == []
    await _tap(session, school, ana, meeting, "yes")
    assert await _noted(session) == [("maybe", ben.id, ana.id)]


async def test_an_ordinary_tap_costs_one_statement(database: Database) -> None:
    async with database.write() as session:
        school = School(session)
        b = await school.a_class()
        ana = await school.person("Ana")
        await school.child("Mia", b, ana)
        await school.child("Leo", b, ana)
        meeting = await school.meeting(b)
        rows = answers.rows(meeting, await school.actor(ana), [b.id], "yes", NOW)
        for _ in range(2):
            with counted(database) as statements:
                await overruled.save(session, rows, answers.KEY, answers.CHANGE, NOW)
            assert len(statements) == 1
