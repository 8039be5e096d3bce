"""Dates and times as people type them."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from storage.wall import localise

# Chinese words may follow at once, letters and digits may not: `18:30pm` is not what it says.
_WRITTEN = re.compile(
    r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:T|\s+)(\d{1,2})[:：](\d{2})(?![0-9A-Za-z:：])"
)


class NotATime(Exception):
    """It looks like a date and time and is none (31 February, 25:00)."""


def is_written(typed: str) -> bool:
    """Whether a text begins like 2026-12-03 18:30, be there such a time or not."""
    return _WRITTEN.match(typed) is not None


def leading(typed: str, zone: ZoneInfo) -> tuple[datetime | None, int]:
    """A `2026-12-03 18:30` at the start of what was typed, in the school's zone.

    Returns the aware local time and how many characters it took, or (None, 0) when the text does
    not start so. Raises NotATime for an impossible one.
    """
    match = _WRITTEN.match(typed)
    if match is None:
        return None, 0
    year, month, day, hour, minute = (int(part) for part in match.groups())
    try:
        naive = datetime(year, month, day, hour, minute)  # noqa: DTZ001 (a wall time)
        return localise(naive, zone), match.end()
    except (ValueError, OverflowError) as error:  # the first and last days of all have no UTC
        raise NotATime(match[0].strip()) from error
