"""Wall time: what the school's clock says, made into an instant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def localise(naive: datetime, zone: ZoneInfo) -> datetime:
    """A wall time as an aware one, in its zone.

    A time that daylight saving skips becomes the first valid one after the gap; one that it
    repeats is the first of the two.
    """
    wall = naive.replace(tzinfo=zone, fold=0)
    if wall.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == naive:
        return wall
    return _gap_end(naive, zone)


def _gap_end(naive: datetime, zone: ZoneInfo) -> datetime:
    """When the clock was put forward over a wall time.

    Read with the offset after the change the time lies before it, with the one before, after it.
    """
    early = naive.replace(tzinfo=zone, fold=1).astimezone(UTC)
    late = naive.replace(tzinfo=zone, fold=0).astimezone(UTC)
    return _change(zone, early, late).astimezone(zone)


def changes(zone: ZoneInfo, start: datetime, end: datetime) -> list[datetime]:
    """The instants (UTC) between two others at which a zone puts its clocks forward or back."""
    found = []
    at = start.astimezone(UTC)
    while at < end:
        after = at + timedelta(days=1)
        if at.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            found.append(_change(zone, at, after))
        at = after
    return found


def _change(zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """The one change between two instants, to the second."""
    before = early.astimezone(zone).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    return late
