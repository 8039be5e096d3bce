"""Two hundred sealed votes of thirty: who looks into the files afterwards links nobody."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from storage import sealed, vote_ballots, vote_changes, vote_seats, votes
from storage.backup import backup
from storage.base import Database
from storage.tallies import ABSTAIN
from storage.votes import Draft, Eligible, Snapshot
from tests import auditor
from tests.storage.school import LATER, NOW, School

LOT = random.Random(20261128)
VOTES, SEATS = 200, range(1, 31)
# So far from what chance gives 6,000 guesses are not in ten million tries.
SIGMAS = 5.0


async def opened(database: Database) -> list[Snapshot]:
    """Sealed votes of thirty persons on three options, open at once."""
    found = []
    async with database.write() as session:
        class_ = await School(session).a_class()
        for number in range(VOTES):
            closes = NOW + timedelta(days=3)
            draft = Draft(f"Vote {number}", ("Zoo", "Farm", "Sea"), closes, Eligible.LIST)
            vote_id = await votes.create(session, None, [class_.id], draft, NOW)
            await vote_seats.open_vote(session, await votes.get(session, vote_id), SEATS, NOW)
            found.append(await votes.get(session, vote_id))
            await vote_ballots.lay_out(session, found[-1])
    return found


async def voted(database: Database, one: Snapshot) -> dict[int, str]:
    """Everybody votes, in an order of their own, each in a transaction; the truth by seat."""
    truth = {}
    choices = [ABSTAIN, *(str(each.id) for each in one.options)]
    for seat in LOT.sample(SEATS, len(SEATS)):
        truth[seat] = LOT.choice(choices)
        async with database.write() as session:
            await vote_ballots.cast(session, one, [seat], truth[seat], seat, LATER)
    return truth


async def looked(database: Database, file: Path | None) -> list[dict[int, Any]]:
    """What a file, or PostgreSQL, shows of who has voted and of what was voted, by vote."""
    both = (auditor.VOTES.who, auditor.VOTES.what)
    if file is not None:
        return [auditor.lying(file, each) for each in both]
    async with database.read() as session:
        return [await auditor.lying_there(session, each) for each in both]


def check_is_chance(found: list[dict[int, Any]], truths: dict[int, dict[int, str]]) -> None:
    """Links by the order in which rows lie are right as often as those drawn by lot."""
    who, what = found
    right = sum(
        auditor.right(auditor.guessed(who[each], what[each]), truth)
        for each, truth in truths.items()
    )
    mean, spread = auditor.by_chance(list(truths.values()))
    assert abs(right - mean) < SIGMAS * spread


async def test_of_two_hundred_sealed_votes_nobody_is_linked(
    database: Database, engine: str, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """While one is open its log tells all; once they are closed file, log and copies tell nothing.

    PostgreSQL keeps no log that is looked at here, but the transaction that wrote each row.
    """
    every, sqlite = await opened(database), engine == "sqlite"
    file = Path(make_url(url).database or "")
    await database.fold_in()
    before = auditor.taken(file, tmp_path / "before") if sqlite else file
    truths = {every[0].id: await voted(database, every[0])}
    if sqlite:
        log = auditor.moments(auditor.taken(file, tmp_path / "log"), before)
        links = auditor.watched(log, auditor.VOTES, every[0].id)
        assert auditor.right(links, truths[every[0].id]) >= len(SEATS) - 1
        auditor.main(file, before)
        assert f"vote {every[0].id}: {len(links)} of 30 linked" in capsys.readouterr().out
    truths |= {one.id: await voted(database, one) for one in every[1:]}
    if sqlite:
        backup(url, tmp_path / "meanwhile.db")
        assert await looked(database, tmp_path / "meanwhile.db") == [{}, {}]
    async with database.write() as session:
        for one in every:
            assert await vote_changes.close(session, one.id, LATER)
    assert await sealed.scrub(database)
    if not sqlite:
        check_is_chance(await looked(database, None), truths)
        return
    left = auditor.taken(file, tmp_path / "left")
    for one in every[:3]:
        assert not auditor.watched(auditor.moments(left), auditor.VOTES, one.id)
    check_is_chance(await looked(database, left), truths)
    backup(url, tmp_path / "after.db")
    check_is_chance(await looked(database, tmp_path / "after.db"), truths)
