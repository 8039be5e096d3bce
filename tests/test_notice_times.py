"""Notices that wait for their time: changed, posted now, cancelled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import alarms
from tests.conftest import TestSchool
from tests.noticeboard import SOON, planned, pressed, says, texts_of
from tests.timed import timed


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-12-03 25:00 Trip", "no such time: 2026-12-03 25:00"),
        ("2026-02-30 07:45 Trip", "no such time"),
        ("0001-01-01 00:00 Trip", "no such time"),
        ("2026-11-24 09:00 Trip", "That time is over"),
        ("2019-01-01 07:45 Trip", "That time is over"),
    ],
)
async def test_a_time_that_is_none_or_over_is_refused(
    school: TestSchool, typed: str, said: str
) -> None:
    class_ = await school.class_group("3B", parents=1)
    class_.teacher.say(class_.group, f"/announce {typed}")
    await class_.teacher.private.wait(lambda m: said in m.text)
    await school.advance(timedelta(days=30))
    assert "Trip" not in texts_of(class_.group)


async def test_a_time_without_words_asks_for_them(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    await timed(class_.teacher, class_.teacher.private, f"/announce {SOON}")
    await class_.teacher.private.wait(lambda m: "on Tue, Nov 24, 2026, 09:45?" in m.text)
    assert (await says(school, class_.teacher, "Trip")).text.startswith("Planned for")
    await school.advance(timedelta(minutes=20))
    assert "Trip" in texts_of(class_.group)


async def test_the_words_of_a_planned_notice_change(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    waiting = await planned(class_)
    await pressed(school, class_.teacher, waiting, "Change")
    await school.restart()
    said = await says(school, class_.teacher, "Trip on Thursday")
    assert said.text == "Changed. It will be posted on Tue, Nov 24, 2026, 09:45."
    assert "Trip on Thursday" in waiting.text
    await school.advance(timedelta(minutes=20))
    card = await class_.group.wait(lambda m: "Got it" in m.labels)
    assert "Trip on Thursday" in card.text
    assert "Corrected" not in card.text


async def test_the_time_of_a_planned_notice_changes(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    waiting = await planned(class_)
    await pressed(school, class_.teacher, waiting, "Change")
    assert "no such time" in (await says(school, class_.teacher, "2026-11-24 24:10")).text
    assert "is over" in (await says(school, class_.teacher, "2026-11-24 09:10")).text
    await timed(class_.teacher, class_.teacher.private, "2026-11-24 10:45")
    await class_.teacher.private.wait(lambda m: "10:45" in m.text and "Changed" in m.text)
    await school.settle()
    assert "10:45" in waiting.text
    await school.advance(timedelta(minutes=45))
    assert "Trip" not in texts_of(class_.group)
    await school.advance(timedelta(minutes=45))
    assert texts_of(class_.group).count("Trip on Friday") == 1


async def test_a_cancelled_notice_is_not_posted(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    waiting = await planned(class_)
    data = waiting.buttons[0][0].data or ""
    assert "will not be posted" in await pressed(school, class_.teacher, waiting, "Cancel it")
    assert waiting.text == "Cancelled, was not posted · 3B\n\nTrip on Friday"
    assert waiting.labels == []
    async with school.session() as session:
        assert await alarms.next_due(session) is None
    answer = await class_.teacher.tap(waiting, data=data).answer()
    assert answer.text == "This notice was withdrawn."
    await school.advance(timedelta(hours=1))
    assert "Trip" not in texts_of(class_.group)
