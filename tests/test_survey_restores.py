"""Anonymous surveys through restores: copies hold none of their answers, and the author is told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from storage.backup import backup, restore
from tests.conftest import TestSchool
from tests.looking import last
from tests.noticeboard import crafted, pressed
from tests.test_surveys import EVENING, anonymously, sent


@pytest.mark.sqlite("homeroom backup copies a file; PostgreSQL has pg_dump")
async def test_after_a_restore_its_author_is_told_and_asks_again_by_two_taps(
    school: TestSchool, url: str, tmp_path: Path
) -> None:
    class_ = await school.class_group(parents=2)
    one, two = class_.parents
    card = await sent(class_, EVENING, *anonymously())
    data = card.buttons[0][0].data or ""
    for _ in range(2):
        await pressed(school, one, card, "Mon")
    saved = tmp_path / "saved.db"
    backup(url, saved)
    await school.close()
    restore(saved, url, school.clock.now(), replace=True)
    await school.open()
    await school.advance(timedelta(seconds=1))
    assert "Interrupted." in card.text
    assert card.labels == []
    assert "too late" in await crafted(school, two, card, data)
    told = last(class_.teacher)
    assert "It was interrupted: a backup was restored while it was open" in told.text
    assert told.labels == ["Ask again"]
    await pressed(school, class_.teacher, told, "Ask again")
    assert "Which evening suits?" in last(class_.teacher).text
    await pressed(school, class_.teacher, last(class_.teacher), "Send")
    anew = await class_.group.wait(lambda m: m.id > card.id and m.labels == ["Mon", "Wed", "Fri"])
    assert "Anonymous" in anew.text
    for _ in range(2):
        await pressed(school, one, anew, "Mon")
    assert "One family has answered." in anew.text
