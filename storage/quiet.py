"""Quiet hours: when nobody is written to unasked, and when it is said instead."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.wall import localise

# By the school's clock, unless its configuration says otherwise.
FROM, UNTIL = time(20, 0), time(7, 30)
# So long before the quiet begins, what would fall into it is said: people are still up.
AHEAD = timedelta(minutes=30)
# More than five messages a day, and a group is muted by those whom it is for.
DAILY_POSTS = 5


def ends(
    at: datetime, zone: ZoneInfo, quiet_from: time = FROM, quiet_until: time = UNTIL
) -> datetime | None:
    """When the quiet hours that an instant falls into are over; None where it is not quiet.

    Args:
        at: an aware instant.
        zone: the school's; the result is a local time in it.
        quiet_from: when the quiet begins by that clock; the first quiet minute.
        quiet_until: when it ends, the same day or the next; with the same time for both there
            are no quiet hours.
    """
    local = at.astimezone(zone)
    clock = local.time()
    if not _is_quiet(clock, quiet_from, quiet_until):
        return None
    day = local.date() + timedelta(days=clock >= quiet_until)
    return _local(day, quiet_until, zone)


def reminder_at(
    at: datetime, zone: ZoneInfo, quiet_from: time = FROM, quiet_until: time = UNTIL
) -> datetime:
    """When a reminder for an instant comes: then, or half an hour before its quiet hours begin.

    Arguments as in `ends`; the result is an aware local time, which may be past already.
    """
    local = at.astimezone(zone)
    clock = local.time()
    if not _is_quiet(clock, quiet_from, quiet_until):
        return local
    day = local.date() - timedelta(days=clock < quiet_from)
    return localise(datetime.combine(day, quiet_from) - AHEAD, zone)


def next_morning(at: datetime, zone: ZoneInfo, quiet_until: time = UNTIL) -> datetime:
    """The end of the quiet hours on the day after an instant's, as a local time."""
    return _local(at.astimezone(zone).date() + timedelta(days=1), quiet_until, zone)


def _is_quiet(clock: time, quiet_from: time, quiet_until: time) -> bool:
    if quiet_from <= quiet_until:
        return quiet_from <= clock < quiet_until
    return clock >= quiet_from or clock < quiet_until


def _local(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return localise(datetime.combine(day, clock), zone)
