"""What is left of closed secrets: rows by their keys, an empty log, and nothing owed."""

from __future__ import annotations

import asyncio
import random
import shutil
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, make_url, select, text

from bot.sandbox.bells import PATIENCE
from storage import schema, sealed, survey_ballots, surveys
from storage.alarms import Alarm
from storage.answers import UnitKind
from storage.backup import backup
from storage.base import Database
from storage.boxes import Box
from storage.sealed import Owed
from storage.survey_boxes import SurveyBallot
from storage.surveys import Draft, Kind, Mode, Sketch, Unit
from tests import auditor, auditor_wal
from tests.storage.school import LATER, NOW, School, in_plain

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
        await survey_ballots.lay_out(session, survey_id, UNITS)
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
    async with asyncio.timeout(PATIENCE):
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
        await reader.execute(select(survey_ballots.SurveyTaken))
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
    await scrubbed(database)
    assert await owed(database) == []


async def test_what_was_open_at_an_upgrade_stays_readable_until_it_closes(
    database: Database,
) -> None:
    """It has no key: an upgrade says so, and the next start does not take it for lost."""
    open_, (closed,) = await opened(database, 2), await opened(database, 1)
    await close(database, closed.id)
    async with database.engine.begin() as connection:
        await connection.execute(text("DROP TABLE sealed_boxes"))
        await connection.run_sync(_upgraded)
    database.keys.destroy(database.keys.held())
    truths = [await answered(database, one) for one in open_]
    await sealed.settle(database)
    async with database.read() as session:
        assert sorted((await session.execute(select(Box.subject_id, Box.content))).all()) == [
            (one.id, b"") for one in open_
        ]
        assert list(await session.scalars(select(Alarm))) == []
    for one, truth in zip(open_, truths, strict=True):
        await close(database, one.id)
        async with database.read() as session:
            said = await session.scalars(
                select(SurveyBallot.value).where(SurveyBallot.survey_id == one.id)
            )
            assert sorted(said) == sorted(value for each in truth.values() for value in each)


def _upgraded(connection: Connection) -> None:
    """Once more what migration 0015 does."""
    with Operations.context(MigrationContext.configure(connection)):
        schema._script(schema.MIGRATIONS).get_revision("0015").module.upgrade()


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
            await survey_ballots.lay_out(session, survey_id, PEOPLE)
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
    file, keys = Path(make_url(url).database or ""), database.keys.folder
    every = await opened(database, SURVEYS)
    await database.fold_in()
    before = auditor.taken(file, tmp_path / "before") if engine == "sqlite" else file
    first = every[0].id
    truths = {first: await answered(database, every[0])}
    # Taken now: at a thousand pages SQLite begins its log anew.
    log = auditor.taken(file, tmp_path / "log") if engine == "sqlite" else file
    truths |= {one.id: await answered(database, one) for one in every[1:]}
    assert (await looked(database, url, tmp_path, "while-open"))[1] == {}
    if engine == "sqlite":
        # Who watches the disk meanwhile, or has a copy from before, the log and the key, links all.
        for held, least in ((None, 0), (keys, len(PEOPLE) - 1)):
            meanwhile = islice(auditor.moments(log, before), len(PEOPLE) + 1)
            links = auditor.watched(meanwhile, auditor.SURVEYS, first, held)
            assert auditor.right(links, truths[first]) >= least
            assert bool(links) == bool(held)
        # Copies that the bot makes meanwhile have nothing of it.
        backup(url, tmp_path / "backup.db")
        for told in (auditor.SURVEYS.what, auditor.SURVEYS.who, auditor.BOXES):
            assert auditor.lying(tmp_path / "backup.db", told) == {}
    for one in every:
        await close(database, one.id)
    await scrubbed(database)
    who, what = await looked(database, url, tmp_path, "closed")
    assert {len(each) for each in (*who.values(), *what.values())} == {len(PEOPLE)}
    check_is_chance(who, what, truths)
    if engine == "sqlite":
        left = auditor.taken(file, tmp_path / "left")
        for one in every:
            assert not auditor.watched(auditor.moments(left, before), auditor.SURVEYS, one.id)


async def test_the_log_of_postgresql_links_nobody_once_it_is_closed(
    database: Database, engine: str, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that was opened before there were boxes is linked by the log, others by log and key."""
    if engine == "sqlite" or auditor_wal.dump() is None:
        pytest.skip("it is about PostgreSQL's log, which pg_waldump reads")
    every = await opened(database, SURVEYS)
    plain, first = every[0].id, every[1].id
    async with database.write() as session:
        await in_plain(session, plain)
    database.keys.destroy([plain])
    async with auditor_wal.kept(url) as since:
        truths = {one.id: await answered(database, one) for one in every}
        told = (auditor.SURVEYS.who, auditor.SURVEYS.what, auditor.BOXES)
        who, what, boxes = [await auditor_wal.seen(url, each) for each in told]
        keys = Path(shutil.copytree(database.keys.folder, tmp_path / "stolen"))
        await auditor_wal.report(url, keys, since)
        printed = capsys.readouterr().out
        for one in every:
            await close(database, one.id)
        await scrubbed(database)
        log = await auditor_wal.log(url, since, tmp_path / "log")
    assert not database.keys.held()
    links = auditor_wal.linked(log, who, what)
    assert auditor.right(links.pop(plain), truths[plain]) == len(PEOPLE)
    assert len(links) == SURVEYS - 1
    assert not any(links.values())
    opened_by_key = auditor_wal.unlocked(log, who, boxes, auditor.SURVEYS, keys, first)
    assert auditor.right(opened_by_key, truths[first]) >= len(PEOPLE) - 2
    assert f"survey {plain}: 30 of 30 linked by the log\n" in printed
    assert f"survey {first}: {len(opened_by_key)} of 30 linked by the log and the keys" in printed
    # The lots under which answers lie later were drawn at the close, but for the one in plain.
    lots = await _lots(database)
    found = auditor_wal.repeated(log, who, lots)
    assert {survey_id for survey_id, _ in found} == {plain}
    assert len(found) == len(PEOPLE)
    truths.pop(plain)
    lying_now = (await looked(database, url, tmp_path, "closed"))[1]
    check_is_chance(auditor_wal.by_shape(log, who), lying_now, truths)


async def _lots(database: Database) -> dict[int, dict[str, str]]:
    """What was answered, by survey and by the lot under which it lies."""
    columns = (SurveyBallot.survey_id, SurveyBallot.lot, SurveyBallot.value)
    found: dict[int, dict[str, str]] = {}
    async with database.read() as session:
        for survey_id, lot, value in await session.execute(select(*columns)):
            found.setdefault(survey_id, {})[lot] = value
    return found


def check_is_chance(who: Any, what: Any, truths: dict[int, dict[int, frozenset[str]]]) -> None:
    """Links by the order in which rows lie are right as often as those drawn by lot."""
    guesses = [(auditor.guessed(who[each], what[each]), truth) for each, truth in truths.items()]
    mean, spread = auditor.by_chance(guesses)
    assert abs(sum(_right(who, what, truths)) - mean) < SIGMAS * spread


def _right(who: Any, what: Any, truths: dict[int, dict[int, frozenset[str]]]) -> list[int]:
    """How many of each survey are linked rightly by the order in which the rows were written."""
    return [
        auditor.right(auditor.guessed(who[each], what[each]), truth)
        for each, truth in truths.items()
    ]
