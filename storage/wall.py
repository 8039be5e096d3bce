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
    before = early.astimezone(zone).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    return late.astimezone(zone)
