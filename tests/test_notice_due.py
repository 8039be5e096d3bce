"""Notices whose time has come: posted once, returned where that may not be, unpinned in the end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import classes
from storage.people import Role
from tests.conftest import TestSchool
from tests.noticeboard import SOON, demoted, own_card, planned, texts_of
from tests.timed import timed


async def test_a_planned_notice_is_posted_on_time_and_once(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    waiting = await planned(class_, "2026-11-25 07:45", "Trip <on> Friday")
    assert waiting.text == "Planned for Wed, Nov 25, 2026, 07:45 · 3B\n\nTrip <on> Friday"
    assert waiting.labels == ["Post now", "Change", "Cancel it"]
    await school.restart()
    await school.advance(timedelta(hours=22, minutes=14))
    assert "Trip" not in texts_of(class_.group)
    await school.advance(timedelta(minutes=2))
    card = await class_.group.wait(lambda m: "Got it" in m.labels)
    assert "Trip <on> Friday" in card.text
    assert (waiting.text, waiting.labels) == ("Posted · 3B\n\nTrip <on> Friday", [])
    assert "Missing (1)" in (await own_card(class_)).text
    await school.advance(timedelta(days=2))
    assert texts_of(class_.group).count("Trip") == 1


async def test_the_right_is_checked_when_the_time_has_come(school: TestSchool) -> None:
    """A teacher plans, loses the role, and the head teacher gets the words instead."""
    class_ = await school.class_group("3B", parents=1)
    otto = school.town.user("Otto", language="en")
    class_.group.join(otto)
    await school.appoint(otto, "teacher 3B")
    await timed(otto, class_.group, f"/announce {SOON} Trip on Friday")
    await otto.private.wait(lambda m: m.text.startswith("Planned"))
    await demoted(school, otto, Role.TEACHER, 1)
    await school.advance(timedelta(hours=1))
    assert "Trip" not in texts_of(class_.group)
    for told in (otto, class_.teacher):
        said = await told.private.wait(lambda m: m.text.startswith("Not posted"))
        assert "Otto may no longer announce there" in said.text
        assert said.text.endswith("Trip on Friday")


@pytest.mark.parametrize(("hours", "posted"), [(2, True), (13, False)])
async def test_what_comes_late_is_posted_the_same_day_or_returned(
    school: TestSchool, hours: int, posted: bool
) -> None:
    """The bot was not running at the time."""
    class_ = await school.class_group("3B", parents=1)
    await planned(class_)
    await school.settle()
    await school.close()
    school.clock.advance(school.clock.now() + timedelta(hours=hours))
    await school.open()
    await school.advance(timedelta(seconds=1))
    assert ("Trip" in texts_of(class_.group)) is posted
    dropped = "I was not running then" in texts_of(class_.teacher.private)
    assert dropped is not posted


async def test_what_comes_late_into_quiet_hours_waits_for_the_morning(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    await planned(class_, "2026-11-24 18:00")
    await school.settle()
    await school.close()
    school.clock.advance(school.clock.now() + timedelta(hours=12))
    await school.open()
    await school.advance(timedelta(seconds=1))
    assert "Trip" not in texts_of(class_.group)
    told = class_.teacher.private.last
    assert told is not None
    assert told.text.startswith("Goes out at 07:30 · 3B")
    await school.advance(timedelta(hours=11))
    assert texts_of(class_.group).count("Trip on Friday") == 1


async def test_a_class_whose_group_is_gone_returns_the_words(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    await planned(class_)
    async with school.app.database.write() as session:
        await classes.unlink(session, 1)
    await school.advance(timedelta(hours=1))
    said = await class_.teacher.private.wait(lambda m: m.text.startswith("Not posted"))
    assert "3B has no group any more" in said.text
    assert said.text.endswith("Trip on Friday")
