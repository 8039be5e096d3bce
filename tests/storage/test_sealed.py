"""What is left of closed secrets: rows by their keys, an empty log, and nothing owed."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import make_url, select, text

from storage import sealed, survey_ballots, surveys
from storage.answers import UnitKind
from storage.backup import backup
from storage.base import Database
from storage.sealed import Owed
from storage.surveys import Draft, Kind, Mode, Sketch, Unit
from tests import auditor
from tests.storage.school import LATER, NOW, School

QUESTIONS = (Sketch(Kind.ONE, "Which evening?", ("Mon", "Tue")),)
UNITS = [(UnitKind.PERSON, number) for number in range(1, 41)]


async def asked(database: Database) -> int:
    """An anonymous survey of forty people, who answer in an order of their own."""
    async with database.write() as session:
        class_ = await School(session).a_class()
        draft = Draft(
            "Evening", QUESTIONS, NOW + timedelta(days=3), mode=Mode.ANONYMOUS, unit=Unit.PERSON
        )
        survey_id = await surveys.create(session, None, [class_.id], draft, NOW)
        await survey_ballots.make_roll(session, survey_id, UNITS)
        one = await surveys.get(session, survey_id)
    for unit in UNITS[::3] + UNITS[1::3] + UNITS[2::3]:
        async with database.write() as session:
            await survey_ballots.cast(session, one, [unit], str(unit[1] % 2), None, LATER)
    return survey_id


async def owed(database: Database) -> list[int]:
    async with database.read() as session:
        return list(await session.scalars(select(Owed.subject_id)))


async def close(database: Database, survey_id: int) -> None:
    async with database.write() as session:
        assert await surveys.close(session, survey_id, LATER)


async def scrubbed(database: Database) -> None:
    """It is tried again, as the bot does: PostgreSQL's own autovacuum may be reading just now."""
    async with asyncio.timeout(20):
        while not await sealed.scrub(database):  # noqa: ASYNC110 (nobody tells)
            await asyncio.sleep(0.1)


async def test_closed_rows_lie_by_their_keys_and_were_all_written_at_once(
    database: Database, engine: str
) -> None:
    survey_id = await asked(database)
    assert await sealed.scrub(database)  # nothing is owed while it is open
    await close(database, survey_id)
    assert await owed(database) == [survey_id]
    await scrubbed(database)
    assert await owed(database) == []
    async with database.read() as session:
        if engine == "sqlite":
            assert await session.scalar(text("PRAGMA freelist_count")) == 0
            return
        for table, key in (("survey_taken", "unit_id"), ("survey_ballots", "lot")):
            asked_for = f"SELECT xmin::text, {key} FROM {table} ORDER BY ctid"  # noqa: S608 (ours)
            found = (await session.execute(text(asked_for))).all()
            assert len(found) == 40
            assert len({xmin for xmin, _ in found}) == 1
            assert [each for _, each in found] == sorted(each for _, each in found)


async def test_while_somebody_reads_it_is_owed_and_done_later(database: Database) -> None:
    """As `homeroom backup` and pg_dump read for a while: the old rows are theirs to see."""
    survey_id = await asked(database)
    async with database.read() as reader:
        await reader.execute(select(survey_ballots.SurveyBallot))
        await close(database, survey_id)
        assert not await sealed.scrub(database)
        assert await owed(database) == [survey_id]
    await scrubbed(database)
    assert await owed(database) == []


async def test_taps_come_through_while_it_is_scrubbed(database: Database) -> None:
    survey_id = await asked(database)
    await close(database, survey_id)

    async def write() -> None:
        async with database.write() as session:
            await sealed.owe(session, survey_id)

    await asyncio.gather(sealed.scrub(database), *(write() for _ in range(20)))
    assert await sealed.scrub(database)
    assert await owed(database) == []


# The auditor

LOT = random.Random(20261124)
SURVEYS, PEOPLE = 12, [(UnitKind.PERSON, number) for number in range(1, 31)]
# So far from what chance gives nothing of 360 guesses is in ten million tries.
SIGMAS = 5.0


async def opened(database: Database, count: int) -> list[surveys.Snapshot]:
    """Anonymous surveys of thirty people, open at once."""
    async with database.write() as session:
        class_ = await School(session).a_class()
        found = []
        for number in range(count):
            draft = Draft(
                f"Evening {number}", QUESTIONS, NOW + timedelta(days=3), Mode.ANONYMOUS, Unit.PERSON
            )
            survey_id = await surveys.create(session, None, [class_.id], draft, NOW)
            await survey_ballots.make_roll(session, survey_id, PEOPLE)
            found.append(await surveys.get(session, survey_id))
    return found


async def answered(database: Database, one: surveys.Snapshot) -> dict[int, frozenset[str]]:
    """Everybody taps, in an order of their own, each in a transaction; who said what in truth."""
    truth = {}
    for unit in LOT.sample(PEOPLE, len(PEOPLE)):
        said = LOT.choice("123")
        truth[unit[1]] = frozenset([said])
        async with database.write() as session:
            await survey_ballots.cast(session, one, [unit], said, None, LATER)
    return truth


async def looked(database: Database, url: str, tmp_path: Path, name: str) -> list[dict[int, Any]]:
    """What the files (or PostgreSQL's rows) show at this moment: who, and what, by survey."""
    both = (auditor.SURVEYS.who, auditor.SURVEYS.what)
    if database.engine.dialect.name == "sqlite":
        file = Path(make_url(url).database or "")
        copy = auditor.taken(file, tmp_path / name)
        return [auditor.lying(copy, each) for each in both]
    async with database.read() as session:
        return [await auditor.lying_there(session, each) for each in both]


async def test_an_auditor_links_nobody_once_it_is_closed(
    database: Database, engine: str, url: str, tmp_path: Path
) -> None:
    """With the rows where they lie, as they were written, and with the log while it is open."""
    file = Path(make_url(url).database or "")
    every = await opened(database, SURVEYS)
    await database.fold_in()
    before = auditor.taken(file, tmp_path / "before") if engine == "sqlite" else file
    truths = {one.id: await answered(database, one) for one in every}
    who, what = await looked(database, url, tmp_path, "while-open")
    if engine == "sqlite":
        # Who watches the disk meanwhile, or has a copy from before and the log, links everybody.
        log = auditor.taken(file, tmp_path / "log")
        first = every[0].id
        meanwhile = islice(auditor.moments(log, before), len(PEOPLE) + 1)
        links = auditor.watched(meanwhile, auditor.SURVEYS, first)
        assert auditor.right(links, truths[first]) >= len(PEOPLE) - 1
        # Copies that the bot makes meanwhile have nothing of it.
        backup(url, tmp_path / "backup.db")
        assert auditor.lying(tmp_path / "backup.db", auditor.SURVEYS.what) == {}
        assert auditor.lying(tmp_path / "backup.db", auditor.SURVEYS.who) == {}
    else:
        # One transaction wrote both rows.
        assert sum(_right(who, what, truths)) == SURVEYS * len(PEOPLE)
    for one in every:
        await close(database, one.id)
    assert await sealed.scrub(database)
    who, what = await looked(database, url, tmp_path, "closed")
    assert {len(each) for each in (*who.values(), *what.values())} == {len(PEOPLE)}
    guesses = [(auditor.guessed(who[each], what[each]), truth) for each, truth in truths.items()]
    mean, spread = auditor.by_chance(guesses)
    assert abs(sum(_right(who, what, truths)) - mean) < SIGMAS * spread
    if engine == "sqlite":
        left = auditor.taken(file, tmp_path / "left")
        for one in every:
            assert not auditor.watched(auditor.moments(left, before), auditor.SURVEYS, one.id)


def _right(who: Any, what: Any, truths: dict[int, dict[int, frozenset[str]]]) -> list[int]:
    """How many of each survey are linked rightly by the order in which the rows were written."""
    return [
        auditor.right(auditor.guessed(who[each], what[each]), truth)
        for each, truth in truths.items()
    ]
