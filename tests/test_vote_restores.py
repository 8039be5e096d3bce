"""Sealed votes through restores and lost keys: none of their ballots is left, and they say so."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from storage.backup import backup, restore
from tests.conftest import TestSchool
from tests.looking import last
from tests.noticeboard import crafted, filled, pressed
from tests.terminal import homeroom
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
        for table in ("vote_seats", "sealed_boxes"):
            assert copy.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608
    await school.close()
    restore(saved, url, school.clock.now(), replace=True)
    await school.open()
    await school.advance(timedelta(seconds=1))
    assert "Interrupted." in card.text
    assert card.labels == []
    assert "Interrupted." in outcome(class_)
    assert "Interrupted" in await crafted(school, class_.parents[1], card, data)
    # Its author is told in private, and calls it again by two taps.
    chair = class_.parents[0]
    own = last(chair)
    assert "Interrupted. A backup was restored while this vote was open" in own.text
    await pressed(school, chair, own, "Call it again")
    assert "Open until Fri, Nov 27, 2026, 19:00" in last(chair).text
    await pressed(school, chair, last(chair), "Send")
    (anew,) = (m for m in class_.group.messages if "Abstain" in m.labels)
    assert anew.labels[:2] == ["Museum", "Zoo"]


def keys_of(school: TestSchool) -> list[Path]:
    """The files with keys of what is open."""
    return sorted(school.config.with_name("school.keys").glob("*"))


async def test_a_key_is_there_as_long_as_its_vote_is_open_and_no_longer(
    school: TestSchool, caplog: pytest.LogCaptureFixture
) -> None:
    class_ = await committee_of(school)
    card = await called(class_, "Where to? | Museum | Zoo")
    (key,) = keys_of(school)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(key.parent.stat().st_mode) == 0o700
    held = key.read_bytes()
    # What a killed process left of something else goes at the start.
    key.with_name("4711.key").write_bytes(held)
    await vote(school, class_.parents[0], card, "Zoo")
    await school.restart()
    assert keys_of(school) == [key]
    for each in class_.parents[1:]:
        await vote(school, each, card, "Zoo")
    assert "Decided: Zoo" in outcome(class_)
    await school.app.seal()
    assert keys_of(school) == []
    assert held.hex() not in caplog.text


async def test_a_vote_whose_key_is_lost_takes_no_ballot_and_ends_as_interrupted(
    school: TestSchool,
) -> None:
    """Found at a tap and at the close, or by the next start: either way nobody is told a result."""
    class_ = await committee_of(school)
    chair, second, _ = class_.parents
    found = {}
    for title in ("Where to?", "What first?"):
        found[title] = await called(class_, f"{title} | Museum | Zoo")
        await vote(school, chair, found[title], "Zoo")
        keys_of(school)[-1].unlink()
    assert "has lost the key" in await vote(school, second, found["Where to?"], "Zoo")
    done = await homeroom("check", "--config", str(school.config))
    assert "2 open ones lack their key and will end as interrupted" in done.stdout
    await school.advance(timedelta(days=4))
    assert all("Interrupted." in each.text for each in found.values())
    assert "Interrupted." in outcome(class_)
    assert "Decided" not in (await filled(school, chair, "/decisions")).text
    # Now the next start finds it: it is over at once.
    card = await called(class_, "Who cooks? | Anna | Ben")
    await vote(school, chair, card, "Ben")
    keys_of(school)[-1].write_bytes(bytes(32))
    await school.restart()
    await school.advance(timedelta(seconds=1))
    assert "Interrupted." in card.text
    await school.app.seal()
    assert keys_of(school) == []


async def test_where_no_key_can_be_written_nothing_secret_is_opened(school: TestSchool) -> None:
    class_ = await committee_of(school, 1)
    (chair,) = class_.parents
    school.config.with_name("school.keys").touch()
    chair.say(class_.group, "/vote Where to? | Museum | Zoo")
    await school.settle()
    assert "cannot write its key" in (await filled(school, chair, "Send")).text
    school.config.with_name("school.keys").unlink()
    await filled(school, chair, "Send")
    await class_.group.wait(lambda m: "Zoo" in m.labels)
