"""How many messages a group gets on a day."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from storage import budget, notices, posts
from storage.base import Session
from storage.posts import Priority
from tests.storage.school import NOW, School

BERLIN = ZoneInfo("Europe/Berlin")
TOMORROW = NOW + timedelta(days=1)


async def test_cards_and_planned_notices_of_the_day_are_counted(
    session: Session, school: School
) -> None:
    """Answers are not, nor what was dropped, nor another day's, nor another group's."""
    ours, other = await school.a_class("3B"), await school.a_class("4A")
    ours.chat_id, other.chat_id = -1, -2
    rows = [
        posts.row("x", -1, "en", NOW, priority=Priority.ANNOUNCEMENT),
        posts.row("x", -1, "en", NOW, priority=Priority.URGENT),
        posts.row("x", -1, "en", NOW + timedelta(hours=3), priority=Priority.REMINDER),
        posts.row("x", -1, "en", NOW, priority=Priority.ANSWER),
        posts.row("x", -1, "en", NOW - timedelta(hours=12), priority=Priority.REMINDER),
        posts.row("x", -1, "en", NOW, priority=Priority.REMINDER, key="dropped"),
        posts.row("x", -2, "en", NOW, priority=Priority.REMINDER),
    ]
    await posts.queue(session, rows)
    await posts.drop(session, "dropped")
    assert await budget.of_day(session, [-1], NOW, BERLIN) == {-1: 3}
    assert await budget.of_day(session, [-1, -2, -3], NOW, BERLIN) == {-1: 3, -2: 1}
    planned = await notices.create(
        session, None, [ours.id, other.id], "x", [], NOW, planned_for=TOMORROW
    )
    assert await budget.of_day(session, [-1, -2], TOMORROW, BERLIN) == {-1: 1, -2: 1}
    assert await budget.of_day(session, [-1], TOMORROW, BERLIN, but=planned) == {}
    await notices.cancel(session, planned, NOW)
    assert await budget.of_day(session, [-1, -2], TOMORROW, BERLIN) == {}


async def test_a_day_is_the_schools(session: Session, school: School) -> None:
    """Half past eleven at night in UTC is the next day in Berlin."""
    ours = await school.a_class("3B")
    ours.chat_id = -1
    late = NOW.replace(hour=23, minute=30)
    await posts.queue(session, [posts.row("x", -1, "en", late, priority=Priority.REMINDER)])
    assert await budget.of_day(session, [-1], NOW, BERLIN) == {}
    assert await budget.of_day(session, [-1], TOMORROW, BERLIN) == {-1: 1}
