"""What two processes on one PostgreSQL database would do: nothing is taken twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.sandbox.bells import PATIENCE
from storage import alarms, claims, drafts, hold, posts, updates
from storage.base import Database, collided, is_trouble
from tests.storage.school import LATER, NOW

HOLDERS = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND application_name LIKE 'homeroom %'"
)


@pytest.fixture
async def both(database: Database, url: str) -> AsyncIterator[tuple[Database, Database]]:
    """Two processes' ways to one database; SQLite lets only one at a time write at all."""
    if database.engine.dialect.name == "sqlite":
        pytest.skip("PostgreSQL only: SQLite has one writer")
    other = Database.open(url)
    yield database, other
    await other.close()


async def test_a_post_is_claimed_by_one_of_them(both: tuple[Database, Database]) -> None:
    """Who comes second does not wait for the first."""
    ours, theirs = both
    async with ours.write() as session:
        await posts.queue(session, [posts.row("say", chat, "en", NOW) for chat in (1, 2, 3)])
    async with ours.write() as one, theirs.write() as two:
        first = await claims.claim(one, "ours", LATER, [], 2)
        async with asyncio.timeout(PATIENCE):
            second = await claims.claim(two, "theirs", LATER, [], 3)
    assert len(first) == 2
    assert len(second) == 1
    assert len({post.id for post in [*first, *second]}) == 3


async def test_an_alarm_rings_with_one_of_them(both: tuple[Database, Database]) -> None:
    ours, theirs = both
    async with ours.write() as session:
        await alarms.set_alarm(session, "bell", "ring", NOW)
    async with ours.write() as one, theirs.write() as two:
        (due,) = await alarms.due(one, LATER)
        async with asyncio.timeout(PATIENCE):
            assert await alarms.due(two, LATER) == []
        assert await alarms.take(one, due)
    async with theirs.write() as session:
        assert not await alarms.take(session, due)


async def test_a_draft_is_taken_by_one_of_them(both: tuple[Database, Database]) -> None:
    ours, theirs = both
    async with ours.write() as session:
        draft_id = await drafts.keep(session, "offer", 1, {}, NOW)

    async def take_too() -> drafts.Draft | None:
        async with theirs.write() as session:
            return await drafts.take(session, draft_id)

    async with ours.write() as session:
        assert await drafts.take(session, draft_id) is not None
        other = asyncio.create_task(take_too())
        await asyncio.sleep(0.3)
        assert not other.done()
    assert await other is None


async def test_an_update_has_its_effect_with_one_of_them(both: tuple[Database, Database]) -> None:
    """The unique key has the last word: the other waits, and finds that it was handled."""
    ours, theirs = both

    async def take_too() -> set[int]:
        async with theirs.write() as session:
            return await updates.mark_handled(session, [5, 6], NOW)

    async with ours.write() as session:
        assert await updates.mark_handled(session, [5], NOW) == {5}
        other = asyncio.create_task(take_too())
        await asyncio.sleep(0.3)
        assert not other.done()
    assert await other == {6}


async def test_a_deadlock_is_a_lost_race_and_trouble(both: tuple[Database, Database]) -> None:
    """The server's own words for it, and who waited is told at once when it is over."""
    ours, theirs = both
    async with ours.write() as session:
        for key in ("a", "b"):
            await alarms.set_alarm(session, key, "ring", NOW)

    async def move(database: Database, *keys: str) -> None:
        async with database.write() as session:
            for key in keys:
                await alarms.set_alarm(session, key, "ring", NOW + timedelta(hours=1))
                await asyncio.sleep(0.3)

    came = await asyncio.gather(
        move(ours, "a", "b"), move(theirs, "b", "a"), return_exceptions=True
    )
    (lost,) = [each for each in came if each is not None]
    assert collided(lost)
    assert is_trouble(lost)


async def test_who_is_refused_the_database_leaves_no_session_behind(
    both: tuple[Database, Database], url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`homeroom person` beside a bot that runs, say: the connection it asked by is closed."""
    monkeypatch.setattr(hold, "PARTING_SECONDS", 0.3)
    held = await hold.hold(url)
    assert held is not None
    with pytest.raises(hold.Taken):
        await hold.hold(url)
    async with both[0].read() as session, asyncio.timeout(PATIENCE):
        while await session.scalar(HOLDERS) != 1:
            await session.rollback()
            await asyncio.sleep(0.05)
    await held.release()
