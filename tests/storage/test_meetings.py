"""Meetings: their time, who comes, who is written to."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from storage import answers, invitees, meeting_reach, meeting_views, meetings, subjects
from storage.answers import UnitKind
from storage.base import Session
from storage.meeting_details import Details, Kind
from storage.meetings import OVER_AFTER
from storage.rules import Broken
from storage.units import Reach
from tests.storage.school import LATER, NOW, School

BERLIN = ZoneInfo("Europe/Berlin")
EVENING = datetime(2026, 12, 3, 18, 30, tzinfo=BERLIN)


async def _create(school: School, title: str = "Parent meeting", place: str | None = None) -> int:
    b = await school.a_class()
    return await meetings.create(school.session, None, [b.id], title, place, EVENING, NOW)


async def test_a_meeting_keeps_its_local_time_and_zone(session: Session, school: School) -> None:
    made = await _create(school, " Parent\nmeeting ", " Room  201 ")
    meeting = await meetings.get(session, made)
    assert (meeting.title, meeting.place, meeting.kind) == ("Parent meeting", "Room 201", "parent")
    assert meeting.starts_at == datetime(2026, 12, 3, 17, 30, tzinfo=UTC)
    assert meeting.zone == "Europe/Berlin"
    assert meeting.local.isoformat() == "2026-12-03T18:30:00+01:00"
    stored = await session.get(meetings.Meeting, made)
    assert stored is not None
    assert stored.wall == "2026-12-03T18:30:00"
    with pytest.raises(LookupError):
        await meetings.get(session, 999_999)


@pytest.mark.parametrize(
    ("title", "place", "rule"),
    [
        ("", None, "meeting-title"),
        ("🎉", None, "meeting-title"),
        ("x" * 121, None, "meeting-title"),
        ("Meeting", "🎉", "meeting-place"),
    ],
)
async def test_a_meeting_needs_a_title_and_its_place_a_name(
    session: Session, school: School, title: str, place: str | None, rule: str
) -> None:
    with pytest.raises(Broken, match=rule):
        await _create(school, title, place)
    assert (await meetings.get(session, await _create(school, "M", "  "))).place is None


async def test_nobody_meets_in_the_past(session: Session, school: School) -> None:
    b = await school.a_class()
    with pytest.raises(Broken, match="time-past"):
        await meetings.create(session, None, [b.id], "M", None, NOW, NOW)
    made = await school.meeting(b)
    with pytest.raises(Broken, match="time-past"):
        await meetings.move(session, made, NOW, NOW)


async def test_a_moved_meeting_knows_where_it_was(session: Session, school: School) -> None:
    made = await _create(school)
    with pytest.raises(Broken, match="meeting-same-time"):
        await meetings.move(session, made, EVENING, NOW)
    moved = await meetings.move(session, made, EVENING + timedelta(hours=1), NOW)
    assert (moved.moved_from, moved.starts_at) == (EVENING, EVENING + timedelta(hours=1))
    assert await subjects.version(session, made) == 2


@pytest.mark.parametrize(
    "act",
    [
        lambda session, id_, now: meetings.move(session, id_, EVENING + timedelta(days=9), now),
        lambda session, id_, now: meetings.cancel(session, id_, now),
    ],
    ids=["move", "cancel"],
)
async def test_a_cancelled_or_past_meeting_is_left_as_it_is(
    session: Session,
    school: School,
    act: Callable[[Session, int, datetime], Awaitable[object]],
) -> None:
    made = await _create(school)
    with pytest.raises(Broken, match="meeting-over"):
        await act(session, made, EVENING + OVER_AFTER)
    await meetings.cancel(session, made, EVENING + timedelta(hours=1))
    assert await subjects.version(session, made) == 2
    with pytest.raises(Broken, match="meeting-cancelled"):
        await act(session, made, NOW)


async def test_a_meeting_takes_answers_until_three_hours_after_its_start(
    session: Session, school: School
) -> None:
    made = await _create(school)
    meeting = await meetings.get(session, made)
    assert meetings.is_open(meeting, EVENING + timedelta(hours=2, minutes=59))
    assert not meetings.is_open(meeting, EVENING + timedelta(hours=3))
    await meetings.cancel(session, made, NOW)
    assert not meetings.is_open(await meetings.get(session, made), NOW)


async def test_what_is_coming_is_told_by_class_the_next_first(
    session: Session, school: School
) -> None:
    b, a = await school.a_class("3B"), await school.a_class("4A")
    late = await school.meeting(b, a, in_=timedelta(days=9))
    soon = await school.meeting(b)
    await meetings.cancel(session, await school.meeting(b), NOW)
    running = await school.meeting(a, in_=timedelta(minutes=1))
    at = NOW + timedelta(hours=3)
    assert [m.id for m in await meetings.coming(session, None, at)] == [running, soon, late]
    assert [m.id for m in await meetings.coming(session, [b.id], at)] == [soon, late]
    assert (await meetings.coming(session, [a.id], at))[1].class_ids == (b.id, a.id)
    ana = await school.actor(await school.parent("Ana", a))
    at += timedelta(minutes=1)
    assert [m.id for m in await invitees.waiting_for(session, ana, at)] == [late]
    found = await meetings.of_ids(session, [soon, 999_999])
    assert list(found) == [soon]


async def test_the_cards_count_units_and_the_organiser_sees_who(
    session: Session, school: School
) -> None:
    b = await school.a_class(members=12)
    ana, ben, cleo, dan = [
        await school.person(name, reachable=name != "Cleo")
        for name in ("Ana", "Ben", "Cleo", "Dan")
    ]
    await school.child("Mia", b, ana, ben)
    await school.child("Leo", b, cleo)
    eve = await school.parent("Eve", b)
    tom = await school.child("Tom", b, dan)
    meeting = await school.meeting(b)
    await school.tap(ana, meeting, "yes")
    await school.tap(cleo, meeting, "maybe")
    await school.tap(eve, meeting, "no")
    card = await meeting_views.card_view(session, meeting)
    assert (card.coming, card.maybe, card.not_coming, card.classes) == (1, 1, 1, ("3B",))
    view = await meeting_views.organiser_view(session, meeting)
    names = [
        [unit.name for unit in units]
        for units in (view.coming, view.maybe, view.not_coming, view.missing)
    ]
    assert names == [["Mia"], ["Leo"], ["Eve"], ["Tom"]]
    assert view.unknown == 6

    found = await meetings.get(session, meeting)
    reach = await meeting_reach.asked(session, found)
    assert [each.name for each in reach.coming.reachable] == ["Ana", "Ben"]
    assert [each.name for each in reach.coming.unreachable] == ["Cleo"]
    assert [each.name for each in reach.silent.reachable] == ["Dan"]
    yes = await meeting_reach.said_yes(session, found)
    assert [each.name for each in yes.reachable] == ["Ana", "Ben"]
    await answers.record_told(session, meeting, UnitKind.CHILD, tom.id, "yes", dan.id, LATER)
    assert (await meeting_views.card_view(session, meeting)).coming == 2
    assert (await meeting_reach.asked(session, found)).silent == Reach((), (), 0)


@pytest.mark.parametrize(
    ("details", "rule"),
    [
        (Details(ends_at=EVENING), "meeting-end"),
        (Details(ends_at=EVENING + timedelta(days=2, minutes=1)), "meeting-end"),
        (Details(answer_by=EVENING + timedelta(minutes=1)), "meeting-answer-by"),
        (Details(answer_by=NOW), "meeting-answer-by"),
        (Details(about="x" * 701), "meeting-about"),
    ],
)
async def test_what_cannot_be_is_not_called(
    session: Session, school: School, details: Details, rule: str
) -> None:
    b = await school.a_class()
    with pytest.raises(Broken, match=rule):
        await meetings.create(session, None, [b.id], "M", None, EVENING, NOW, details)


async def test_a_meeting_lasts_until_its_end(session: Session, school: School) -> None:
    b = await school.a_class()
    details = Details(kind=Kind.LECTURE, ends_at=EVENING + timedelta(hours=5))
    made = await meetings.create(session, None, [b.id], "M", "x", EVENING, NOW, details)
    planned = meetings.planned(None, [b.id], "M", "x", EVENING, NOW, details)
    one = await meetings.get(session, made)
    assert dataclasses.replace(planned, id=made) == one
    for hours, found in ((4, [made]), (5, [])):
        at = EVENING + timedelta(hours=hours)
        assert [m.id for m in await meetings.coming(session, None, at)] == found
        assert meetings.is_open(one, at) is bool(found)
