"""Meetings: their time, who comes, who is written to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import answers, meetings, subjects
from storage.answers import UnitKind
from storage.base import Session
from storage.meetings import OVER_AFTER, reminder_times
from storage.rules import Broken
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
    assert [m.id for m in await meetings.waiting_for(session, ana, at)] == [late]
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
    card = await meetings.card_view(session, meeting)
    assert (card.coming, card.maybe, card.not_coming, card.classes) == (1, 1, 1, ("3B",))
    view = await meetings.organiser_view(session, meeting)
    names = [
        [unit.name for unit in units]
        for units in (view.coming, view.maybe, view.not_coming, view.missing)
    ]
    assert names == [["Mia"], ["Leo"], ["Eve"], ["Tom"]]
    assert view.unknown == 6

    remind, ask = (
        await meetings.to_remind(session, meeting),
        await meetings.to_ask(session, meeting),
    )
    assert [each.name for each in remind.reachable] == ["Ana", "Ben"]
    assert [each.name for each in remind.unreachable] == ["Cleo"]
    assert [each.name for each in ask.reachable] == ["Dan"]
    yes = await meetings.said_yes(session, meeting)
    assert [each.name for each in yes.reachable] == ["Ana", "Ben"]
    await answers.record_told(session, meeting, UnitKind.CHILD, tom.id, "yes", dan.id, LATER)
    assert (await meetings.card_view(session, meeting)).coming == 2
    assert await meetings.to_ask(session, meeting) == meetings.Reach((), (), 0)


def test_reminders_keep_the_wall_time_and_leave_out_what_is_past() -> None:
    start = datetime(2026, 10, 26, 18, 30, tzinfo=BERLIN)
    times = reminder_times(start, BERLIN, NOW - timedelta(days=90))
    assert [(name, at.isoformat()) for name, at in times] == [
        ("week", "2026-10-19T18:30:00+02:00"),
        ("day", "2026-10-25T18:30:00+01:00"),
        ("hours", "2026-10-26T16:30:00+01:00"),
    ]
    late = datetime(2026, 10, 25, 17, 30, tzinfo=UTC)
    assert [name for name, _ in reminder_times(start, BERLIN, late)] == ["hours"]


@pytest.mark.parametrize(
    ("start", "day_before"),
    [
        # Put forward over 02:30 on 29 March: the first time after.
        ("2026-03-30T02:30", "2026-03-29T03:00:00+02:00"),
        # Put back over 02:30 on 25 October: the first of the two.
        ("2026-10-26T02:30", "2026-10-25T02:30:00+02:00"),
    ],
)
def test_a_reminder_in_the_hour_of_a_change(start: str, day_before: str) -> None:
    at = datetime.fromisoformat(start).replace(tzinfo=BERLIN)
    times = dict(reminder_times(at, BERLIN, at - timedelta(days=30)))
    assert times["day"].isoformat() == day_before


def test_a_day_that_a_zone_left_out_brings_no_reminder_after_the_start() -> None:
    """Samoa had no 30 December 2011."""
    apia = ZoneInfo("Pacific/Apia")
    start = datetime(2011, 12, 31, 0, 0, tzinfo=apia)
    times = reminder_times(start, apia, datetime(2011, 1, 1, tzinfo=UTC))
    assert [name for name, _ in times] == ["week", "hours"]


ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai"]
ZONES += ["America/Santiago", "Africa/Casablanca", "Asia/Kathmandu", "Pacific/Chatham"]


@given(
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    minute=st.integers(0, 60 * 24 * 366 * 3),
    notice=st.integers(0, 60 * 24 * 10),
)
def test_each_reminder_comes_once_on_its_local_date(
    zone: ZoneInfo, minute: int, notice: int
) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    now = start - timedelta(minutes=notice)
    local = start.astimezone(zone)
    everything = dict(reminder_times(start, zone, start - timedelta(days=30)))
    assert list(everything) == ["week", "day", "hours"]
    for name, days in (("week", 7), ("day", 1)):
        at = everything[name]
        wanted = (local - timedelta(days=days)).replace(tzinfo=None)
        assert at.date() == wanted.date()
        assert at.replace(tzinfo=None) - wanted <= timedelta(hours=1)
        assert at.replace(tzinfo=None) >= wanted
    assert start - everything["hours"].astimezone(UTC) == timedelta(hours=2)
    ahead = {name: at for name, at in everything.items() if at.astimezone(UTC) > now}
    assert dict(reminder_times(start, zone, now)) == ahead
