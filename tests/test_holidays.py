"""Holidays and school breaks: entered by whoever runs the school, by typing and by tap."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import TestSchool
from tests.looking import last
from tests.meetings import answered, in_chinese, refused
from tests.noticeboard import says


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
    assert "Winter" not in last(head).text
    assert "元旦：2027年1月1日周五\n" in last(head).text


@pytest.mark.parametrize(
    ("language", "add", "unread", "name"),
    [("en", "Add", "could not read", "School break"), ("zh-CN", "添加", "没能看懂", "学校假期")],
)
async def test_the_example_lies_ahead_and_is_right_as_it_stands(
    school: TestSchool, language: str, add: str, unread: str, name: str
) -> None:
    """In the question as in the answer to what could not be read, also years from now."""
    head = school.head
    head.start()
    if language == "zh-CN":
        await in_chinese(school, head)
    for wait, first in ((0, "2026-12-01"), (600, "2028-07-23")):
        await school.advance(timedelta(days=wait))
        shown = await says(school, head, "/holidays")
        await answered(school, head, shown, add)
        asked = last(head).text.splitlines()[-1]
        refusal = await says(school, head, "?")
        assert unread in refusal.text
        assert asked == refusal.text.splitlines()[-1]
        assert asked.startswith(first)
        await says(school, head, f"/holidays {asked}")
        assert name in last(head).text
