"""Two hundred sealed votes of thirty: who looks into the files afterwards links nobody."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, select

from storage import feedback, meetings, sealed, vote_ballots, vote_changes, vote_seats, votes
from storage.backup import backup
from storage.base import Database
from storage.feedback import Change, Good, RoundRef
from storage.tallies import ABSTAIN, Kind
from storage.votes import Draft, Eligible, Snapshot, VoteOption
from tests import auditor
from tests.auditor import Attacked
from tests.storage.school import LATER, NOW, School

LOT = random.Random(20261128)
VOTES, SEATS = 200, range(1, 31)
ROUNDS = 4
# Of one option, of two candidates of four, and in an order: a few of each are looked at singly.
KINDS = (Kind.ONE, Kind.ELECTION, Kind.RANKED, Kind.ONE)
# So far from what chance gives 6,000 guesses are not in ten million tries.
SIGMAS = 5.0
Truth = dict[int, frozenset[str]]


async def opened(database: Database) -> list[Snapshot]:
    """Sealed votes of thirty persons, open at once."""
    found = []
    async with database.write() as session:
        school = School(session)
        class_ = await school.a_class()
        stand = [await school.parent(f"Candidate {number}", class_) for number in range(4)]
        for number in range(VOTES):
            kind, closes = KINDS[number % len(KINDS)], NOW + timedelta(days=3)
            elects = kind == Kind.ELECTION
            options = () if elects else ("Zoo", "Farm", "Sea")
            draft = Draft(f"Vote {number}", options, closes, Eligible.LIST, kind, places=1 + elects)
            vote_id = await votes.create(session, None, [class_.id], draft, NOW)
            for position, each in enumerate(stand if elects else (), 1):
                row = VoteOption(vote_id=vote_id, position=position, text=None, person_id=each.id)
                session.add(row)
            await session.flush()
            await vote_seats.open_vote(session, await votes.get(session, vote_id), SEATS, NOW)
            found.append(await votes.get(session, vote_id))
            await vote_ballots.lay_out(session, found[-1])
    return found


def chosen(one: Snapshot) -> str:
    """A ballot as somebody may cast it."""
    ids = [str(each.id) for each in one.options]
    if LOT.random() < 0.2:
        return ABSTAIN
    if one.kind == Kind.RANKED:
        return ">".join(LOT.sample(ids, LOT.randint(1, len(ids))))
    return ",".join(sorted(LOT.sample(ids, LOT.randint(1, one.places)), key=int))


async def voted(
    database: Database, one: Snapshot, looks: list[auditor.Look] | None = None
) -> Truth:
    """Everybody votes, in an order of their own, each in a transaction; the truth by seat.

    Into `looks` goes what the tables show between them.
    """
    truth = {}
    for seat in LOT.sample(SEATS, len(SEATS)):
        choice = chosen(one)
        truth[seat] = frozenset(choice.split(","))
        async with database.write() as session:
            await vote_ballots.cast(session, one, [seat], choice, seat, LATER)
        if looks is not None:
            async with database.read() as session:
                looks.append(await auditor.look_there(session, auditor.VOTES, one.id))
    return truth


async def looked(
    database: Database, file: Path | None, attacked: Attacked = auditor.VOTES
) -> list[dict[int, Any]]:
    """What a file, or PostgreSQL, shows of who has taken part and of what was said, by subject."""
    both = (attacked.who, attacked.what)
    if file is not None:
        return [auditor.lying(file, each) for each in both]
    async with database.read() as session:
        return [await auditor.lying_there(session, each) for each in both]


def check_is_chance(found: list[dict[int, Any]], truths: dict[int, Truth]) -> None:
    """Links by the order in which rows lie are right as often as those drawn by lot."""
    who, what = found
    guesses = [(auditor.guessed(who[each], what[each]), truth) for each, truth in truths.items()]
    assert all(len(links) == len(truth) for links, truth in guesses)
    right = sum(auditor.right(links, truth) for links, truth in guesses)
    mean, spread = auditor.by_chance(guesses)
    assert abs(right - mean) < SIGMAS * spread


async def test_of_two_hundred_sealed_votes_nobody_is_linked(
    database: Database, engine: str, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """While one is open its log tells all; once they are closed file, log and copies tell nothing.

    Elections and rankings among them. PostgreSQL's log is not looked at here, but what its tables
    show between two votes, and the transaction that wrote each row.
    """
    every, sqlite = await opened(database), engine == "sqlite"
    file = Path(make_url(url).database or "")
    truths = {}
    for number, one in enumerate(every[:3]):
        await database.fold_in()
        before = auditor.taken(file, tmp_path / f"before{number}") if sqlite else file
        looks: list[auditor.Look] = []
        truths[one.id] = await voted(database, one, None if sqlite else looks)
        if not sqlite:
            links = auditor.between(looks)
            assert auditor.right(links, truths[one.id]) >= len(SEATS) - 1
        else:
            log = auditor.moments(auditor.taken(file, tmp_path / f"log{number}"), before)
            links = auditor.watched(log, auditor.VOTES, one.id)
            assert auditor.right(links, truths[one.id]) >= len(SEATS) - 1
            auditor.main(file, before)
            assert f"vote {one.id}: {len(links)} of 30 linked" in capsys.readouterr().out
    truths |= {one.id: await voted(database, one) for one in every[3:]}
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


# Feedback, of which totals are all that stays


async def asked(database: Database) -> list[RoundRef]:
    """Rounds of feedback of thirty persons, open at once."""
    found = []
    async with database.write() as session:
        school = School(session)
        class_ = await school.a_class()
        persons = [(await school.parent(f"Parent {n}", class_)).id for n in SEATS]
        for _ in range(ROUNDS):
            meeting = await meetings.get(session, await school.meeting(class_))
            round_id = await feedback.send(session, meeting, persons, NOW)
            found.append((await feedback.of_ids(session, [round_id]))[round_id])
    return found


async def answered(database: Database, one: RoundRef) -> tuple[Truth, Truth]:
    """Everybody answers and then writes, in orders of their own; what by person, and in words."""
    said, wrote = {}, {}
    async with database.read() as session:
        mine = select(feedback.Taken.person_id).where(feedback.Taken.round_id == one.id)
        persons = list(await session.scalars(mine))
    for each in LOT.sample(persons, len(persons)):
        points, good, change = LOT.randint(1, 5), LOT.choice([*Good]), LOT.choice([*Change])
        said[each] = frozenset([f"{points}{good}{change}"])
        async with database.write() as session:
            await feedback.answer(session, one, each, points, good, change)
    for each in LOT.sample(persons, len(persons)):
        wrote[each] = frozenset([f"What {each} says of {one.id}."])
        async with database.write() as session:
            await feedback.write(session, one, each, next(iter(wrote[each])))
    return said, wrote


async def test_of_feedback_nobody_is_linked_once_it_is_closed(
    database: Database, engine: str, url: str, tmp_path: Path
) -> None:
    """While a round is open its log (PostgreSQL: each row's transaction) tells who said what."""
    every, sqlite = await asked(database), engine == "sqlite"
    file = Path(make_url(url).database or "")
    await database.fold_in()
    before = auditor.taken(file, tmp_path / "before") if sqlite else file
    first = every[0].id
    said, wrote = await answered(database, every[0])
    attacks = ((auditor.FEEDBACK, said), (auditor.FEEDBACK_WORDS, wrote))
    log = auditor.taken(file, tmp_path / "log") if sqlite else file
    for attacked, truth in attacks:
        if sqlite:
            links = auditor.watched(auditor.moments(log, before), attacked, first)
        else:
            who, what = await looked(database, None, attacked)
            links = auditor.guessed(who[first], what[first])
        # The second mark of a person takes the place of the first in PostgreSQL's row.
        if sqlite or attacked is auditor.FEEDBACK_WORDS:
            assert auditor.right(links, truth) >= len(truth) - 1
    for one in every[1:]:
        await answered(database, one)
    if sqlite:
        backup(url, tmp_path / "meanwhile.db")
        for attacked, _ in attacks:
            assert await looked(database, tmp_path / "meanwhile.db", attacked) == [{}, {}]
    async with database.write() as session:
        for one in every:
            assert await feedback.close(session, one.id, LATER)
    assert await sealed.scrub(database)
    if not sqlite:
        await check_is_gone(database)
        return
    left = auditor.taken(file, tmp_path / "left")
    for attacked, _ in attacks:
        assert not auditor.watched(auditor.moments(left, before), attacked, first)
        assert (await looked(database, left, attacked))[1] == {}


async def check_is_gone(database: Database) -> None:
    """PostgreSQL has nothing of what was said, and one transaction marked all who answered."""
    who, what = await looked(database, None, auditor.FEEDBACK)
    assert what == {}
    assert len({written for rows in who.values() for written, _ in rows}) == 1
