"""Two hundred sealed votes of thirty: who looks into the files afterwards links nobody."""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, make_url, select

from bot.sandbox.bells import PATIENCE
from storage import boxes, feedback, meetings, sealed, vote_ballots, vote_changes, vote_seats, votes
from storage.backup import backup
from storage.base import Database
from storage.boxes import Box
from storage.feedback import Change, Good, RoundRef
from storage.tallies import ABSTAIN, Kind
from storage.vote_ballots import VoteCounter
from storage.votes import Draft, Eligible, Snapshot, VoteOption
from tests import auditor, auditor_wal
from tests.auditor import Attacked
from tests.storage.school import LATER, NOW, School, in_plain

LOT = random.Random(20261128)
VOTES, SEATS = 200, range(1, 31)
ROUNDS = 4
# Of one option, of two candidates of four, and in an order: a few of each are looked at singly.
KINDS = (Kind.ONE, Kind.ELECTION, Kind.RANKED, Kind.ONE)
# So far from what chance gives 6,000 guesses are not in ten million tries.
SIGMAS = 5.0
Truth = dict[int, frozenset[str]]


async def opened(database: Database, count: int) -> list[Snapshot]:
    """Sealed votes of thirty persons, open at once."""
    found = []
    async with database.write() as session:
        school = School(session)
        class_ = await school.a_class()
        stand = [await school.parent(f"Candidate {number}", class_) for number in range(4)]
        for number in range(count):
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


async def counted_in_plain(database: Database, one: Snapshot) -> None:
    """As a vote was stored before there were boxes, and an upgrade leaves it: a row an option."""
    async with database.write() as session:
        found = await boxes.opened(session, one.id)
        assert found is not None
        rows = [VoteCounter(vote_id=one.id, choice=each, count=0) for each in sorted(found.what)]
        session.add_all(rows)
        await in_plain(session, one.id)


async def voted(database: Database, one: Snapshot) -> Truth:
    """Everybody votes, in an order of their own, each in a transaction; the truth by seat."""
    truth = {}
    for seat in LOT.sample(SEATS, len(SEATS)):
        choice = chosen(one)
        truth[seat] = frozenset(choice.split(","))
        async with database.write() as session:
            await vote_ballots.cast(session, one, [seat], choice, seat, LATER)
    return truth


async def sizes(database: Database) -> dict[int, int]:
    """How large the counters of each vote are while they are sealed."""
    async with database.read() as session:
        found = await session.execute(select(Box.subject_id, func.length(Box.content)))
        return {vote_id: size for vote_id, size in found if size}


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


async def scrubbed(database: Database) -> None:
    """What is closed is scrubbed; while PostgreSQL itself reads, that is asked for again."""
    async with asyncio.timeout(PATIENCE):
        while not await sealed.scrub(database):  # noqa: ASYNC110 (nobody tells)
            await asyncio.sleep(0.1)
    assert not database.keys.held()


async def closed(database: Database, every: Iterable[Snapshot]) -> None:
    """All of them are closed and scrubbed."""
    async with database.write() as session:
        for one in every:
            assert await vote_changes.close(session, one.id, LATER)
    await scrubbed(database)


async def test_of_two_hundred_sealed_votes_nobody_is_linked(
    database: Database, engine: str, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With its key the log of an open one tells all; closed, file, log and copies tell nothing.

    Elections and rankings among them. One that was opened in plain is told by the log alone.
    """
    if engine != "sqlite":
        pytest.skip("it is about SQLite's file and its log; PostgreSQL's are attacked below")
    every, file, keys = await opened(database, VOTES + 1), Path(make_url(url).database or ""), None
    plain, *_ = every
    await counted_in_plain(database, plain)
    before_votes, truths = await sizes(database), {}
    for number, one in enumerate(every[:3]):
        await database.fold_in()
        before = auditor.taken(file, tmp_path / f"before{number}")
        truths[one.id] = await voted(database, one)
        copy = auditor.taken(file, tmp_path / f"log{number}")
        if one is not plain:
            assert not auditor.watched(auditor.moments(copy, before), auditor.VOTES, one.id)
            keys = database.keys.folder
        links = auditor.watched(auditor.moments(copy, before), auditor.VOTES, one.id, keys)
        assert auditor.right(links, truths[one.id]) >= len(SEATS) - 1
        auditor.main(file, before, keys)
        assert f"vote {one.id}: {len(links)} of 30 linked" in capsys.readouterr().out
    truths |= {one.id: await voted(database, one) for one in every[3:]}
    assert await sizes(database) == before_votes
    backup(url, tmp_path / "meanwhile.db")
    assert await looked(database, tmp_path / "meanwhile.db") == [{}, {}]
    await closed(database, every)
    left = auditor.taken(file, tmp_path / "left")
    for one in every[:3]:
        assert not auditor.watched(auditor.moments(left), auditor.VOTES, one.id)
    check_is_chance(await looked(database, left), truths)
    backup(url, tmp_path / "after.db")
    check_is_chance(await looked(database, tmp_path / "after.db"), truths)


async def test_of_two_hundred_sealed_votes_the_log_of_postgresql_links_nobody(
    database: Database, engine: str, url: str, tmp_path: Path
) -> None:
    """All of it, kept since they were opened, tells nothing once their keys are destroyed.

    With a copy of a key it tells who voted what; and of a vote that was opened in plain, without.
    """
    if engine == "sqlite" or auditor_wal.dump() is None:
        pytest.skip("it is about PostgreSQL's log, which pg_waldump reads")
    every = await opened(database, VOTES + 1)
    plain, *others = every
    await counted_in_plain(database, plain)
    async with auditor_wal.kept(url) as since:
        before_votes = await sizes(database)
        truths = {one.id: await voted(database, one) for one in every}
        assert await sizes(database) == before_votes
        who, what, sealed_in = [
            await auditor_wal.seen(url, each)
            for each in (auditor.VOTES.who, auditor.VOTES.what, auditor.BOXES)
        ]
        keys = Path(shutil.copytree(database.keys.folder, tmp_path / "stolen"))
        await closed(database, every)
        log = await auditor_wal.log(url, since, tmp_path / "log")
    links = auditor_wal.linked(log, who, what)
    assert auditor.right(links.pop(plain.id), truths[plain.id]) == len(SEATS)
    assert len(links) == VOTES
    assert not any(found for each in links.values() for found in each.values())
    for one in others[:3]:
        told = auditor_wal.unlocked(log, who, sealed_in, auditor.VOTES, keys, one.id)
        assert auditor.right(told, truths[one.id]) >= len(SEATS) - 3
    rows, counters = await looked(database, None)
    check_is_chance([rows, counters], truths)
    truths.pop(plain.id)
    check_is_chance([auditor_wal.by_shape(log, who), counters], truths)


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
    """While a round is open its log and its key tell who said what; each alone tells nothing."""
    every, sqlite = await asked(database), engine == "sqlite"
    file, keys = Path(make_url(url).database or ""), database.keys.folder
    await database.fold_in()
    before = auditor.taken(file, tmp_path / "before") if sqlite else file
    first = every[0].id
    said, wrote = await answered(database, every[0])
    attacks = ((auditor.FEEDBACK, said), (auditor.FEEDBACK_WORDS, wrote))
    log = auditor.taken(file, tmp_path / "log") if sqlite else file
    for attacked, truth in attacks if sqlite else ():
        assert not auditor.watched(auditor.moments(log, before), attacked, first)
        links = auditor.watched(auditor.moments(log, before), attacked, first, keys)
        assert auditor.right(links, truth) >= len(truth) - 1
    order = {one.id: (await answered(database, one))[1] for one in every[1:]} | {first: wrote}
    # What is said is as large as anything else that is said so: the first box, taps, words.
    async with database.read() as session:
        sizes = set(await session.scalars(select(func.length(Box.content)).distinct()))
    assert len(sizes) == 3
    if sqlite:
        backup(url, tmp_path / "meanwhile.db")
        for attacked, _ in attacks:
            assert await looked(database, tmp_path / "meanwhile.db", attacked) == [{}, {}]
        with closing(sqlite3.connect(tmp_path / "meanwhile.db")) as copy:
            assert copy.execute("SELECT count(*) FROM sealed_boxes").fetchone() == (0,)
    async with database.write() as session:
        for one in every:
            assert await feedback.close(session, one.id, LATER)
    await scrubbed(database)
    await check_words_are_in_no_order(database, order)
    if not sqlite:
        await check_is_gone(database)
        return
    left = auditor.taken(file, tmp_path / "left")
    for attacked, _ in attacks:
        assert not auditor.watched(auditor.moments(left, before), attacked, first)
        assert (await looked(database, left, attacked))[1] == {}


async def check_words_are_in_no_order(database: Database, order: dict[int, Truth]) -> None:
    """Who wrote first is as often the first as anybody else: when each wrote, any log tells."""
    guesses = []
    async with database.read() as session:
        for round_id, truth in order.items():
            totals = (await feedback.results(session, round_id)).totals or {}
            assert len(totals["words"]) == len(truth)
            each = [frozenset([words]) for words in totals["words"]]
            guesses.append((dict(zip(truth, each, strict=True)), truth))
    mean, spread = auditor.by_chance(guesses)
    assert abs(sum(auditor.right(*each) for each in guesses) - mean) < SIGMAS * spread


async def check_is_gone(database: Database) -> None:
    """PostgreSQL has nothing of what was said, and one transaction marked all who answered."""
    who, what = await looked(database, None, auditor.FEEDBACK)
    assert what == {}
    assert len({written for rows in who.values() for written, _ in rows}) == 1
