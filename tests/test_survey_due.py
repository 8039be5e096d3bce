"""Surveys whose time comes: opened by who still may, closed however late."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from storage import handing_on, people
from storage.people import PersonRole, Role
from tests.conftest import ClassGroup, TestSchool
from tests.looking import last, told
from tests.meetings import until
from tests.noticeboard import filled, pressed
from tests.test_survey_changes import own_card
from tests.test_surveys import sent

PLAN = ("Change", "Opens: Now", "2026-11-26 08:00", "Send")


async def planned(class_: ClassGroup) -> None:
    """The teacher plans a survey for Thursday."""
    class_.teacher.start()
    await filled(class_.school, class_.teacher, "/survey Fair\n* How was it?", *PLAN)


async def test_it_opens_and_closes_by_itself_through_restarts(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    await planned(class_)
    assert not any("Fair" in m.text for m in class_.group.messages)
    await school.restart()
    await until(school, 26, 8, 1, month=11)
    card = await class_.group.wait(lambda m: "📋 Fair" in m.text)
    await pressed(school, class_.parents[0], card, "4")
    own = await own_card(class_)
    assert "1 of 1 families" in own.text
    # The bot is away when it closes: from that time on nothing counts all the same.
    await school.close()
    school.clock.advance(school.clock.now() + timedelta(days=6))
    await school.open()
    await school.advance(timedelta(seconds=1))
    assert "Closed on Tue, Dec 1, 2026, 19:00." in card.text
    assert await class_.teacher.private.wait(lambda m: "📊" in m.text)


async def test_quiet_hours_hold_it_until_the_morning(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    await until(school, 24, 20, 30, month=11)
    class_.teacher.start()
    seen = await filled(school, class_.teacher, "/survey Fair\n* How was it?")
    assert "opens when they are over" in seen.text
    await filled(school, class_.teacher, "Send")
    assert not any("Fair" in m.text for m in class_.group.messages)
    await until(school, 25, 7, 31, month=11)
    assert await class_.group.wait(lambda m: "📋 Fair" in m.text)


async def test_who_may_no_longer_ask_and_what_comes_too_late_is_given_back(
    school: TestSchool,
) -> None:
    class_ = await school.class_group(parents=1)
    await planned(class_)
    await school.close()
    school.clock.advance(school.clock.now() + timedelta(days=3))
    await school.open()
    await school.advance(timedelta(seconds=1))
    assert told(class_.teacher, "Not opened:")
    assert not any("Fair" in m.text for m in class_.group.messages)
    await filled(school, class_.teacher, "/survey Feast\n* How was it?", "Change", "Opens: Now")
    await filled(school, class_.teacher, "2026-11-28 10:00", "Send")
    async with school.app.database.write() as session:
        person = await people.find_by_user(session, class_.teacher.id)
        assert person is not None
        where = await session.scalar(
            select(PersonRole.class_id).where(PersonRole.person_id == person.id)
        )
        await people.end_role(session, person.id, Role.HEAD_TEACHER, where, school.clock.now())
    await until(school, 28, 10, 1, month=11)
    assert "may no longer ask there" in last(class_.teacher).text
    assert not any("Feast" in m.text for m in class_.group.messages)


async def test_who_leaves_passes_open_surveys_on(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    school.head.start()
    await sent(class_)
    async with school.app.database.write() as session:
        person = await people.find_by_user(session, class_.teacher.id)
        assert person is not None
        where = await session.scalar(
            select(PersonRole.class_id).where(PersonRole.person_id == person.id)
        )
        await people.end_role(session, person.id, Role.HEAD_TEACHER, where, school.clock.now())
        assert await handing_on.pass_on(session, person.id, None, school.clock.now()) == 1
    await school.advance(timedelta(seconds=1))
    assert told(school.head, "no longer looks after this survey")
