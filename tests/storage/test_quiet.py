"""Quiet hours: when they end, and when a reminder comes instead."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from storage import quiet

BERLIN = ZoneInfo("Europe/Berlin")


def at(written: str) -> datetime:
    """A time by the school's clock."""
    return datetime.fromisoformat(written).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("when", "ends", "reminded"),
    [
        ("2026-11-24 19:59", None, "2026-11-24 19:59"),
        ("2026-11-24 20:00", "2026-11-25 07:30", "2026-11-24 19:30"),
        ("2026-11-24 23:59", "2026-11-25 07:30", "2026-11-24 19:30"),
        ("2026-11-25 00:00", "2026-11-25 07:30", "2026-11-24 19:30"),
        ("2026-11-25 07:29", "2026-11-25 07:30", "2026-11-24 19:30"),
        ("2026-11-25 07:30", None, "2026-11-25 07:30"),
        ("2026-12-31 22:00", "2027-01-01 07:30", "2026-12-31 19:30"),
        # The night in which the clock is put forward, and the one in which it is put back.
        ("2027-03-28 03:30", "2027-03-28 07:30", "2027-03-27 19:30"),
        ("2026-10-25 02:30", "2026-10-25 07:30", "2026-10-24 19:30"),
    ],
)
def test_quiet_hours_end_in_the_morning_and_reminders_come_before(
    when: str, ends: str | None, reminded: str
) -> None:
    instant = at(when).astimezone(UTC)
    assert quiet.ends(instant, BERLIN) == (at(ends) if ends else None)
    assert quiet.reminder_at(instant, BERLIN) == at(reminded)
    assert quiet.next_morning(at("2026-11-24 23:30"), BERLIN) == at("2026-11-25 07:30")


def test_they_may_lie_within_a_day_or_not_be_at_all() -> None:
    nap = (time(12), time(14))
    assert quiet.ends(at("2026-11-24 13:00"), BERLIN, *nap) == at("2026-11-24 14:00")
    assert quiet.reminder_at(at("2026-11-24 13:00"), BERLIN, *nap) == at("2026-11-24 11:30")
    assert quiet.ends(at("2026-11-24 11:59"), BERLIN, *nap) is None
    assert quiet.ends(at("2026-11-24 20:00"), BERLIN, time(20), time(20)) is None
    early = quiet.reminder_at(at("2026-11-24 00:20"), BERLIN, time(0, 15), time(6))
    assert early == at("2026-11-23 23:45")
