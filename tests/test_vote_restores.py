"""Sealed votes through restores: copies hold none of their ballots, and a vote says so."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from storage.backup import backup, restore
from tests.conftest import TestSchool
from tests.noticeboard import crafted
from tests.voting import called, committee_of, outcome, vote


@pytest.mark.sqlite("homeroom backup copies a file; PostgreSQL has pg_dump")
async def test_after_a_restore_an_open_sealed_vote_says_that_it_was_interrupted(
    school: TestSchool, url: str, tmp_path: Path
) -> None:
    class_ = await committee_of(school)
    card = await called(class_, "Where to? | Museum | Zoo")
    data = card.buttons[0][0].data or ""
    await vote(school, class_.parents[0], card, "Zoo")
    saved = tmp_path / "saved.db"
    backup(url, saved)
    with closing(sqlite3.connect(saved)) as copy:
        for table in ("vote_seats", "vote_counters"):
            assert copy.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608
    await school.close()
    restore(saved, url, school.clock.now(), replace=True)
    await school.open()
    await school.advance(timedelta(seconds=1))
    assert "Interrupted." in card.text
    assert card.labels == []
    assert "Interrupted." in outcome(class_)
    assert "Interrupted" in await crafted(school, class_.parents[1], card, data)
