"""Holidays and school breaks: entered by whoever runs the school, by typing and by tap."""

from __future__ import annotations

from tests.conftest import TestSchool
from tests.meetings import answered, in_chinese, refused


async def test_holidays_are_entered_shown_and_taken_back(school: TestSchool) -> None:
    head = school.head
    head.start()
    assert "No holidays" in await refused(school, head, "/holidays")
    empty = head.private.last
    assert empty is not None
    await answered(school, head, empty, "Add")
    assert "could not read" in await refused(school, head, "next week")
    await answered(school, head, empty, "Add")
    shown = await refused(school, head, "2026-12-24 - 2027-01-06 Winter break")
    assert "Winter break: Thu, Dec 24, 2026 – Wed, Jan 6, 2027" in shown
    assert "up to 120 days" in await refused(school, head, "/holidays 2026-12-24 2027-06-01 Long")
    assert "could not read" in await refused(school, head, "/holidays 2026-02-30 Nothing")
    await in_chinese(school, head)
    assert "元旦" in await refused(school, head, "/holidays 2027年1月1日 元旦")
    listed = head.private.last
    assert listed is not None
    await answered(school, head, listed, "✕ Winter break")
    last = head.private.last
    assert last is not None
    assert "Winter" not in last.text
    assert "元旦：2027年1月1日周五\n" in last.text
