"""Dates and times as people type them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.kit.dates import NotATime, leading

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("typed", "instant", "rest"),
    [
        ("2026-12-03 18:30 Parent meeting", "2026-12-03T17:30", " Parent meeting"),
        ("2026-12-03  7:45", "2026-12-03T06:45", ""),
        ("2026-12-03T18:30 x", "2026-12-03T17:30", " x"),
        ("2026-7-1 18：30 家长会", "2026-07-01T16:30", " 家长会"),
        ("2026-12-03 18:30家长会", "2026-12-03T17:30", "家长会"),
        ("  2026-12-03 18:30\nParent meeting", "2026-12-03T17:30", "\nParent meeting"),
        # The night the clocks go forward: 02:30 does not exist, the first minute after does.
        ("2026-03-29 02:30 x", "2026-03-29T01:00", " x"),
        # The night they go back: the first of the two.
        ("2026-10-25 02:30 x", "2026-10-25T00:30", " x"),
    ],
)
def test_a_leading_date_and_time(typed: str, instant: str, rest: str) -> None:
    when, taken = leading(typed, BERLIN)
    assert when is not None
    assert when.astimezone(UTC) == datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert typed[taken:] == rest


@pytest.mark.parametrize(
    "typed",
    ["Bring boots", "2026-12-03", "on 2026-12-03 18:30", "18:30", "2026-12-03 6:30pm x", ""],
)
def test_no_leading_date(typed: str) -> None:
    assert leading(typed, BERLIN) == (None, 0)


@pytest.mark.parametrize(
    "typed", ["2026-02-31 18:30 x", "2026-12-03 25:00 x", "2026-13-01 10:00", "2026-12-03 18:61"]
)
def test_an_impossible_one_is_said_to_be(typed: str) -> None:
    with pytest.raises(NotATime):
        leading(typed, BERLIN)
