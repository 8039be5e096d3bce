"""A calendar of buttons: what it offers, and that Telegram takes it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.calendar import BLANK, NOTHING, Rows, month, times
from handlers.kit.texts import School, Texts

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 24)


def texts(language: str) -> Texts:
    """A school's voice in a language."""
    return Texts(language, School("Riverside", BERLIN, ("en", "zh-CN"), "en", "homeroom_bot"))


def shown(language: str, of: date, today: date = TODAY) -> Rows:
    """The grid of a month; days are `d2026-12-03`, leaves `m2026-12-01`."""
    return month(
        texts(language), of, today, choose=lambda day: f"d{day}", leaf=lambda first: f"m{first}"
    )


def labels(rows: Rows) -> list[list[str]]:
    """What stands on the buttons."""
    return [[button.label for button in row] for row in rows]


def test_this_month_marks_today_and_offers_no_day_before() -> None:
    rows = shown("en", TODAY)
    assert labels(rows) == [
        ["·", "November 2026", "›"],
        ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
        [BLANK, BLANK, BLANK, BLANK, BLANK, BLANK, "·"],
        ["·"] * 7,
        ["·"] * 7,
        ["·"] * 7,
        ["·", "[24]", "25", "26", "27", "28", "29"],
        ["30", BLANK, BLANK, BLANK, BLANK, BLANK, BLANK],
    ]
    tappable = [b.data for row in rows for b in row if b.data != NOTHING]
    assert tappable == ["m2026-12-01", *(f"d2026-11-{day}" for day in range(24, 31))]


def test_the_next_month_in_chinese() -> None:
    rows = shown("zh-CN", date(2026, 12, 9))
    assert labels(rows)[:3] == [
        ["‹", "2026年12月", "›"],
        ["一", "二", "三", "四", "五", "六", "日"],
        [BLANK, "1", "2", "3", "4", "5", "6"],
    ]
    assert (rows[0][0].data, rows[0][2].data) == ("m2026-11-01", "m2027-01-01")


@given(st.sampled_from(["en", "zh-CN"]), st.dates(date(1999, 1, 1), date(2100, 1, 1)))
def test_telegram_takes_every_month(language: str, of: date) -> None:
    """Limits: 100 buttons a message, 8 a row, and no label is empty."""
    rows = shown(language, of, today=of)
    buttons = [button for row in rows for button in row]
    assert len(buttons) <= 52
    assert {len(row) for row in rows[1:]} == {7}
    assert all(button.label for button in buttons)
    days = [b.data for b in buttons if b.data and b.data.startswith("d")]
    assert len(days) == len(set(days))
    assert f"d{of}" in days


def test_one_leafs_two_years_ahead_and_never_back() -> None:
    assert labels(shown("en", date(2028, 10, 1)))[0] == ["‹", "October 2028", "·"]
    assert labels(shown("en", date(2028, 9, 1)))[0] == ["‹", "September 2028", "›"]


def test_the_times_of_today_are_those_to_come() -> None:
    now = datetime(2026, 11, 24, 17, 10, tzinfo=UTC)
    rows = times(texts("en"), TODAY, now, choose=lambda at: f"{at.astimezone(UTC):%H%M}")
    assert labels(rows) == [["18:30", "19:00", "19:30", "20:00", "20:30"], ["21:00", "21:30"]]
    assert rows[0][0].data == "1730"


@pytest.mark.parametrize(
    ("day", "skipped", "count"),
    [(date(2027, 3, 28), ["02:00", "02:30"], 6), (date(2026, 10, 25), [], 8)],
)
def test_the_night_of_a_change_offers_each_time_once(
    day: date, skipped: list[str], count: int
) -> None:
    now = datetime(2026, 10, 1, tzinfo=UTC)
    rows = times(texts("en"), day, now, choose=str, first=time(1, 0), last=time(4, 30))
    found = [button.label for row in rows for button in row]
    assert len(found) == len(set(found)) == count
    assert not set(skipped) & set(found)
