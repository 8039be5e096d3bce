"""A meeting as an event of a calendar (RFC 5545), with the time zone that it is in."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event, Timezone, TimezoneDaylight, TimezoneStandard

from storage.meetings import Snapshot
from storage.wall import changes

_PRODUCT = "-//Homeroom//Homeroom//EN"
# Where the end was not said, a calendar still needs one: most are over by then.
_LASTING = timedelta(minutes=90)
# A calendar wants to know the zone's rules around the day: a year and the changes on either side.
_AROUND = timedelta(days=400)


def calendar(meeting: Snapshot, title: str) -> Calendar:
    """The calendar that a meeting's file holds: the event, so called, and its time zone's rules."""
    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    if meeting.zone != "UTC":
        made.add_component(_timezone(ZoneInfo(meeting.zone), meeting.starts_at))
    made.add_component(_event(meeting, title))
    return made


def _event(meeting: Snapshot, title: str) -> Event:
    """A calendar that has the event by its UID takes the one with the higher SEQUENCE."""
    zone = ZoneInfo(meeting.zone)
    event = Event()
    event.add("uid", str(uuid.uuid5(uuid.NAMESPACE_OID, f"{meeting.id} {meeting.created_at}")))
    event.add("dtstamp", meeting.cancelled_at or meeting.moved_at or meeting.created_at)
    event.add("sequence", meeting.moves)
    event.add("dtstart", meeting.starts_at.astimezone(zone))
    if meeting.ends_at is not None:
        event.add("dtend", meeting.ends_at.astimezone(zone))
    else:
        event.add("duration", _LASTING)
    event.add("summary", title)
    if meeting.about:
        event.add("description", meeting.about)
    if meeting.place:
        is_link = meeting.place.startswith(("https://", "http://")) and " " not in meeting.place
        event.add("url" if is_link else "location", meeting.place)
    event.add("status", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
    return event


def _timezone(zone: ZoneInfo, about: datetime) -> Timezone:
    """The zone as it is around that day, with each change of its clocks.

    (icalendar's own `add_missing_timezones` puts the changes of spring an hour late.)
    """
    start = (about - _AROUND).astimezone(UTC).replace(microsecond=0)
    made = Timezone()
    made.add("tzid", str(zone))
    made.add_component(_observance(zone, start, start))
    for at in changes(zone, start, about + _AROUND):
        made.add_component(_observance(zone, at, at - timedelta(seconds=1)))
    return made


def _observance(zone: ZoneInfo, at: datetime, before: datetime) -> Component:
    """From `at` on; it is told by the clock as it was just before."""
    new, old = at.astimezone(zone), before.astimezone(zone)
    made = TimezoneDaylight() if new.dst() else TimezoneStandard()
    offset = old.utcoffset() or timedelta()
    made.add("dtstart", (at + offset).replace(tzinfo=None))
    made.add("tzoffsetfrom", offset)
    made.add("tzoffsetto", new.utcoffset())
    made.add("tzname", new.tzname())
    return made
