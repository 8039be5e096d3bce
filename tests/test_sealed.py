"""Anonymous surveys through restarts and restores: scrubbed after the close, or interrupted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.sandbox import Message
from storage.backup import backup, restore
from storage.boxes import Box
from storage.sealed import Owed
from tests.conftest import ClassGroup, TestSchool
from tests.looking import told
from tests.noticeboard import crafted, pressed
from tests.test_surveys import EVENING, anonymously, sent


async def owed(school: TestSchool) -> int:
    async with school.session() as session:
        return await session.scalar(select(func.count()).select_from(Owed)) or 0


async def asked(school: TestSchool) -> tuple[ClassGroup, Message]:
    """An anonymous survey that two families have answered; its card."""
    class_ = await school.class_group(parents=2)
    card = await sent(class_, EVENING, *anonymously())
    for parent in class_.parents:
        await pressed(school, parent, card, "Mon")
        await pressed(school, parent, card, "Mon")
    assert "2 families have answered." in card.text
    return class_, card


async def test_what_is_owed_at_the_close_is_done_after_a_restart(
    school: TestSchool, caplog: pytest.LogCaptureFixture
) -> None:
    """The close says so in its own transaction: the bot may end before anything was scrubbed."""
    _, card = await asked(school)
    async with school.session() as session:
        lots = list(await session.scalars(select(Box.lot)))
    assert not any(each in caplog.text for each in filter(None, [*lots, "Mon", "Parent evening"]))
    await school.advance(timedelta(days=8))
    assert "Closed" in card.text
    await school.restart()
    await school.app.seal()
    assert await owed(school) == 0


@pytest.mark.sqlite("homeroom backup copies a file; PostgreSQL has pg_dump")
async def test_after_a_restore_an_open_survey_says_that_it_was_interrupted(
    school: TestSchool, url: str, tmp_path: Path
) -> None:
    """Half counts would be wrong, and one copy beside another would show who said what."""
    class_, card = await asked(school)
    data = card.buttons[0][0].data or ""
    saved = tmp_path / "saved.db"
    backup(url, saved)
    assert ballots(saved) == 0
    await school.close()
    kept = restore(saved, url, school.clock.now(), replace=True).kept
    assert kept is not None
    assert ballots(kept) == 0
    await school.open()
    await school.advance(timedelta(seconds=1))
    assert "Interrupted." in card.text
    assert "families have answered" not in card.text
    assert card.labels == []
    assert told(class_.teacher, "It was interrupted")
    assert "too late" in await crafted(school, class_.parents[0], card, data)


async def test_a_survey_without_its_key_is_interrupted_at_the_start(school: TestSchool) -> None:
    """As where a copy that somebody else made of the database was put into another machine."""
    class_, card = await asked(school)
    (key,) = school.config.with_name("school.keys").glob("*")
    await school.close()
    key.unlink()
    await school.open()
    await school.advance(timedelta(seconds=1))
    assert "Interrupted." in card.text
    assert "families have answered" not in card.text
    assert told(class_.teacher, "It was interrupted")
    async with school.session() as session:
        assert not (await session.scalars(select(Box))).all()


def ballots(file: Path) -> int:
    """How many answers, and marks of who has answered, a file holds."""
    with closing(sqlite3.connect(file)) as connection:
        counts = "SELECT (SELECT count(*) FROM sealed_boxes) + (SELECT count(*) FROM survey_taken)"
        return int(connection.execute(counts).fetchone()[0])
