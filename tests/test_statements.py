"""Each act costs as many statements in a large school as in a small one, and none reads it all."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers import FEATURES
from storage.schema import METADATA
from tests import lifetime, postgres
from tests.conftest import TestSchool
from tests.exercise import At
from tests.exercise.day import play
from tests.lifetime import LARGE, SMALL, Size
from tests.watching import Act, Watch, all_acts

HOW_TO_JOIN = "add a step to tests/exercise, in which somebody does it: "
# Acts that may cost more the more is asked of them at once, with the reason.
MAY_GROW: dict[str, str] = {}
# Tables that stay small however long the school lives; all others grow with it.
FEW = {
    "classes", "mailbox", "runs", "failed_updates", "drafts", "published", "alembic_version",
    "sealed_owed", "letter_addresses", "letter_blocks", "letter_marks", "holidays",
    "letter_copies", "letter_replies", "suggestion_rules",
}  # fmt: skip
# What may read a whole table that grows, by a pattern of its statement, with the reason.
MAY_SCAN: dict[str, str] = {
    "SELECT persons.user_id FROM persons WHERE persons.id IN": (
        "once at each start: everybody whose menu is their own"
    ),
    "SELECT roles.class_id, persons.id, persons.user_id, persons.name": (
        "/people NAME: names are compared as Python folds them"
    ),
    "SELECT children.class_id, guardians.person_id, children.name": "likewise, by a child's name",
    "SELECT .* FROM alarms WHERE alarms.skipped IS NOT NULL": "only after a clock went back",
    "SELECT invites.id, invites.code_hash": "/invites: a few for each who works at the school",
    r"SELECT (answers|feedback_taken|guardian_requests)\..* WHERE \1\.person_id = \? ?(OR|ORDER)": (
        "/mydata: once for somebody who asks what is stored about them"
    ),
    r"SELECT count\(CASE WHEN \(letters.sent_at": "the principal's digest: once a week",
    "SELECT letters.about, letters.mode, letters.sent_at": "/letters: figures of a year",
    "UPDATE guardian_requests SET refused_by=": "/forgetme: once for a person, ever",
    r"UPDATE invites SET (used_)?by_person_id=\? WHERE": "likewise",
    "DELETE FROM (persons|feedback_taken) WHERE": "likewise",
}


async def exercised(folder: Path, size: Size, url: str | None) -> Watch:
    """A school of that size, in which everybody has done everything once."""
    watch = Watch()
    async with lifetime.opened(folder, size, watch.features(FEATURES), url) as (school, life):
        await watch.over(school.app.database)
        await play(At(school, life, watch))
        if url is None:
            watch.plans = await plans(school, watch)
    return watch


@pytest.fixture
async def empties(engine: str) -> AsyncIterator[tuple[str | None, str | None]]:
    """Where the records of a small and of a large school are; None for each of their files."""
    if engine == "sqlite":
        yield None, None
        return
    async with postgres.database() as one, postgres.database() as other:
        yield one, other


async def plans(school: TestSchool, watch: Watch) -> dict[str, list[str]]:
    """How SQLite goes about each statement that it was asked."""
    found = {}
    async with school.session() as session:
        connection = await session.connection()
        for kind, one in list(watch.seen.items()):
            if not kind.startswith(("SELECT", "UPDATE", "DELETE", "INSERT", "WITH")):
                continue
            values = one.values[0] if isinstance(one.values, list) else one.values
            rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one.sql}", values)
            found[kind] = [row[-1] for row in rows]
    return found


def grown(small: Act, large: Act) -> str:
    """What an act asks more of a larger school, in a few lines."""
    before, after = (Counter(each.kind for each in act.statements) for act in (small, large))
    more = [f"    {n} × {kind[:160]}" for kind, n in (after - before).most_common(3)]
    counts = f"{len(small.statements)} → {len(large.statements)} statements"
    return "\n".join([f"{large.name}, when {large.step}: {counts}", *more])


def _tail(kind: str) -> str:
    """A statement without the many columns that it selects."""
    return kind if len(kind) < 400 else f"{kind[:40]} … {kind[kind.index(' FROM ') :]}"


def scanned(plan: list[str]) -> set[str]:
    """The tables that a plan reads from one end to the other; a partial index is no table."""
    partial = {
        index.name
        for table in METADATA.tables.values()
        for index in table.indexes
        if index.dialect_options["sqlite"]["where"] is not None
    }
    found = set()
    for line in plan:
        scan = re.match(r"SCAN (\w+?)(?:_\d+)?(?: USING (?:COVERING )?INDEX (\w+))?$", line)
        if scan and scan[2] not in partial and scan[1] in METADATA.tables:
            found.add(scan[1])
    return found


async def test_acts_cost_as_much_in_a_large_school_as_in_a_small_one(
    tmp_path: Path, empties: tuple[str | None, str | None]
) -> None:
    """The same for all features: everything is done, nothing costs more, nothing is read whole.

    What would read a whole table is told by SQLite: PostgreSQL's way depends on what it knows of
    the rows, and in schools of this size it may well be the shortest.
    """
    for name in ("small", "large"):
        (tmp_path / name).mkdir()
    async with asyncio.TaskGroup() as both:
        of_small = both.create_task(exercised(tmp_path / "small", SMALL, empties[0]))
        of_large = both.create_task(exercised(tmp_path / "large", LARGE, empties[1]))
    small, large = of_small.result(), of_large.result()
    done = {act.name for act in small.acts} & {act.name for act in large.acts}
    missing = sorted(all_acts(FEATURES) - done)
    assert not missing, HOW_TO_JOIN + ", ".join(missing)

    before = small.most()
    more = [
        grown(before[key], act)
        for key, act in large.most().items()
        if key in before and len(act.statements) > len(before[key].statements)
        if act.name not in MAY_GROW
    ]
    assert not more, "\n".join(["these cost more the larger the school is:", *more])

    whole = [
        f"{sorted(tables)}: {_tail(kind)}"
        for kind, plan in large.plans.items()
        if (tables := scanned(plan) - FEW) and not any(re.match(each, kind) for each in MAY_SCAN)
    ]
    assert not whole, "\n".join(["these read a whole table that grows:", *whole])
