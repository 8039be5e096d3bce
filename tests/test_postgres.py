"""On PostgreSQL: lost races and lost connections harm nobody, and one process has the database."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import make_url
from structlog.testing import capture_logs

from bot.intake import Ended
from bot.sandbox import Message
from bot.sandbox.bells import PATIENCE
from tests import postgres
from tests.conftest import ON_POSTGRES, ClassGroup, TestSchool
from tests.looking import failed, handled, told
from tests.site import Site, hook, until, written
from tests.terminal import homeroom

pytestmark = pytest.mark.skipif(not ON_POSTGRES, reason="PostgreSQL only: make test-postgres")

# Of this test's own database: beside it, others hold theirs at the same server.
HOLD = (
    "objid = 4866310 AND locktype = 'advisory'"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@asynccontextmanager
async def session_at(url: str) -> AsyncIterator[Any]:
    """Somebody else's session at the server."""
    dsn = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await postgres.asyncpg.connect(dsn)
    try:
        yield connection
    finally:
        await connection.close(timeout=2)


@pytest.fixture
async def other(url: str) -> AsyncIterator[Any]:
    """Somebody else's session, in the school's database."""
    async with session_at(url) as connection:
        yield connection


async def begun(school: TestSchool) -> asyncio.subprocess.Process:
    """The bot as a process, which has the database."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", "--config", str(school.config),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE):
        while b"ready" not in (line := await process.stdout.readline()):
            assert line, "it ended before it was ready"
    return process


async def noticed(school: TestSchool, parents: int) -> tuple[ClassGroup, Message]:
    """A class with a notice that nobody has confirmed."""
    class_ = await school.class_group("3B", parents=parents)
    school.head.say(class_.group, "/announce Bring boots")
    card = await class_.group.wait(lambda m: "Bring boots" in m.text)
    await school.settle()
    return class_, card


# One process


async def test_of_two_processes_the_second_ends_and_follows_the_first(school: TestSchool) -> None:
    """It says so in a sentence; once the first was killed, another has the database at once."""
    await school.close()
    first = await begun(school)
    second = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", "--config", str(school.config),
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    async with asyncio.timeout(PATIENCE):
        _, said = await second.communicate()
    assert second.returncode == 1
    assert said.startswith(b"Another process serves the database homeroom_")
    assert said.count(b"\n") == 1
    first.kill()
    third = await begun(school)
    third.send_signal(signal.SIGTERM)
    assert await third.wait() == 0
    await first.wait()
    await school.open()


async def test_a_lost_hold_is_taken_again(school: TestSchool, other: Any) -> None:
    holder = f"SELECT pid FROM pg_locks WHERE {HOLD}"  # noqa: S608 (a constant)
    pid = await other.fetchval(holder)
    await other.execute("SELECT pg_terminate_backend($1)", pid)
    async with asyncio.timeout(PATIENCE):
        while await other.fetchval(holder) in (pid, None):  # noqa: ASYNC110 (nobody tells)
            await asyncio.sleep(0.05)
    anna = school.town.user("Anna", language="en")
    anna.say(anna.private, "/help")
    await anna.private.wait(lambda m: "Riverside School" in m.text)


async def test_who_lost_the_hold_to_another_ends(school: TestSchool, other: Any) -> None:
    """The other waits in the server's queue, so that it is first."""
    taking = asyncio.ensure_future(other.execute("SELECT pg_advisory_lock(4866310)"))
    async with session_at(url_of(school)) as third:
        await third.execute(
            f"SELECT pg_terminate_backend(pid) FROM pg_locks WHERE {HOLD} AND granted"  # noqa: S608
        )
    await taking
    with pytest.raises(Ended, match="Another process serves the database homeroom_"):
        async with asyncio.timeout(PATIENCE):
            await school._runner
    await school.app.stop()
    await other.execute("SELECT pg_advisory_unlock_all()")
    await school.open()


def url_of(school: TestSchool) -> str:
    """Where the school's database is."""
    line = next(x for x in school.config.read_text().splitlines() if x.startswith("url ="))
    return line.split('"')[1]


async def test_homeroom_check_looks_at_it(school: TestSchool) -> None:
    done = await homeroom("check", "--config", str(school.config))
    (line,) = [each for each in done.stdout.splitlines() if each.startswith("database")]
    assert re.fullmatch(r"database +ok +It is sound \([\d.]+ MB, schema \d+\)\.", line)


# Lost connections


async def test_sessions_that_the_server_ends_lose_nothing(school: TestSchool, other: Any) -> None:
    """Every connection of the bot's is broken, five times, while thirty people tap."""
    class_, card = await noticed(school, parents=30)
    for number, parent in enumerate(class_.parents):
        parent.tap(card, "Got it")
        if number % 6 == 0:
            await other.execute(END_OTHERS)
            await asyncio.sleep(0.05)
    await class_.group.wait(lambda m: m.id == card.id and "30 families" in m.text)
    await school.settle()
    assert await failed(school) == []
    assert [told(parent, "went wrong") for parent in class_.parents] == [[]] * 30
    assert len([m for m in class_.group.messages if "Bring boots" in m.text and m.labels]) == 1


@pytest.fixture
def server() -> Iterator[postgres.Server]:
    """A server of the test's own."""
    try:
        with postgres.started() as server:
            yield server
    except postgres.Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture
async def moved(school: TestSchool, server: postgres.Server) -> AsyncIterator[TestSchool]:
    """A school whose database is at that server; its bot does not run."""
    await school.close()
    before = url_of(school)
    async with postgres.database(server.url) as url:
        school.use_database(url)
        yield school
    school.use_database(before)
    await school.open()


async def test_a_server_that_is_restarted_is_waited_for(
    moved: TestSchool, server: postgres.Server
) -> None:
    """What was said while it was down is answered, once, when it is up again."""
    await moved.open()
    await asyncio.to_thread(server.stop)
    people = [moved.town.user(f"Anna{i}", language="en") for i in range(20)]
    for each in people:
        each.say(each.private, "/help")
    await asyncio.sleep(1.5)
    assert not any(told(each, "Riverside School") for each in people)
    await asyncio.to_thread(server.start)
    await moved.town.until(lambda: all(told(each, "Riverside School") for each in people))
    await moved.settle()
    assert [len(told(each, "Riverside School")) for each in people] == [1] * 20
    assert await failed(moved) == []
    await moved.close()


async def test_a_start_waits_for_the_server(moved: TestSchool, server: postgres.Server) -> None:
    await asyncio.to_thread(server.stop)
    opening = asyncio.create_task(moved.open())
    await asyncio.sleep(1)
    assert not opening.done()
    await asyncio.to_thread(server.start)
    await asyncio.wait_for(opening, 20)
    await moved.close()


async def test_a_database_that_is_not_there_ends_the_start(school: TestSchool) -> None:
    """With the server's sentence, and without a password."""
    await school.close()
    before = url_of(school)
    school.use_database(
        make_url(before)
        .set(database="homeroom_nowhere", password="hush")
        .render_as_string(hide_password=False)
    )
    with pytest.raises(Ended) as ended:
        await school.open()
    assert str(ended.value) == (
        'The database cannot be opened: database "homeroom_nowhere" does not exist.'
    )
    school.use_database(before)
    await school.open()


# Lost races

# A sequence is not undone with the transaction, so it counts every try.
LOSES = """
CREATE SEQUENCE races;
CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF nextval('races') <= 3 THEN RAISE EXCEPTION 'lost' USING ERRCODE = '{state}'; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER lose AFTER INSERT ON handled_updates FOR EACH STATEMENT EXECUTE FUNCTION lose();
"""
FORGET = "DROP FUNCTION IF EXISTS lose CASCADE; DROP SEQUENCE IF EXISTS races"


@pytest.fixture(params=["40001", "40P01"])
async def losing(request: pytest.FixtureRequest, url: str) -> AsyncIterator[None]:
    """The server undoes the first three batches: a serialization failure, a deadlock."""
    await postgres.sql(LOSES.format(state=request.param), url)
    yield
    await postgres.sql(FORGET, url)


async def test_a_lost_race_is_run_again(school: TestSchool, losing: None, other: Any) -> None:
    anna = school.town.user("Anna", language="en")
    anna.say(anna.private, "/help")
    await anna.private.wait(lambda m: "Riverside School" in m.text)
    await school.settle()
    assert len(told(anna, "Riverside School")) == 1
    assert await other.fetchval("SELECT last_value FROM races") == 4
    assert await failed(school) == []


async def test_a_lost_race_is_run_again_and_no_call_is_refused(closed: Site, losing: None) -> None:
    """In webhook mode too, where a database in trouble is answered with 503."""
    (payload,) = await written(closed, 1)
    await closed.open(hook(closed))
    await until(lambda: closed.school.app.intake.ready())
    assert await closed.post(payload) == (200, "")
    assert (await closed.health())[0] == 200
    assert await failed(closed.school) == []
    assert len(await handled(closed.school)) == 1


async def test_a_deadlock_is_survived(site: Site, other: Any) -> None:
    """The server finds that two wait for each other, and undoes one of them: ours."""
    school = site.school
    class_, card = await noticed(school, parents=2)
    (first, second), before = class_.parents, len(await handled(school))
    await other.execute("SET deadlock_timeout = '30s'")
    race = other.transaction()
    await race.start()
    # The tap writes its update's id and an answer, then its notice's version.
    await other.execute("LOCK TABLE subjects IN EXCLUSIVE MODE")
    with capture_logs() as logs:
        first.tap(card, "Got it")
        await waits(other)
        await other.execute("LOCK TABLE answers IN EXCLUSIVE MODE")
        await until(lambda: "intake.database" in [entry["event"] for entry in logs])
    await race.rollback()
    second.tap(card, "Got it")
    await class_.group.wait(lambda m: m.id == card.id and "2 families" in m.text)
    await school.settle()
    assert len(await handled(school)) == before + 2
    assert await failed(school) == []
    assert school.town.webhook is not None
    assert school.town.webhook.failure is None


async def waits(other: Any) -> None:
    """Until the bot waits for a lock."""
    waiting = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    async with asyncio.timeout(PATIENCE):
        while not await other.fetchval(waiting):  # noqa: ASYNC110 (nobody tells)
            await asyncio.sleep(0.02)
