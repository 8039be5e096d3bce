"""A school for each test: a town on the stand-in for Telegram, and the real bot on a real file."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zlib import crc32

import aiohttp
import pytest

from bot import logs
from bot.app import App
from bot.config import load
from bot.intake import Patience
from bot.sandbox import Group, Server, Town, User, serve
from bot.sandbox.bells import PATIENCE
from handlers import FEATURES
from handlers.kit.feature import Feature
from scheduler.clock import SchoolClock
from scheduler.pace import Limits
from storage import people, schema
from storage.base import Database, Session
from storage.people import Role
from tests import postgres
from tests.beginnings import Beginning, Shelf, already, tell
from tests.site import Site, hook, until
from tests.steered import Steering

# Without this, structlog draws every traceback with all its variables, which takes seconds.
logs.configure("INFO")

# A Tuesday morning at the school, in winter time.
MORNING = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)

# Telegram's own limits would make every test wait; the pace has tests of its own.
UNHURRIED = Limits(
    overall=(1000, 1.0), private=(1000, 1.0), group=(1000, 1.0), group_edits=0, card_gap=0.05
)
CONFIG = """
[telegram]
token = "{token}"
base_url = "{url}"
[school]
name = "Riverside School"
timezone = "Europe/Berlin"
languages = ["en", "zh-CN"]
[database]
url = "sqlite:///{file}"
"""
# For a bot that goes by the real clock, at whatever hour it is tested, and is given much to post.
NEVER_QUIET = """
[school]
quiet_from = "00:00"
quiet_until = "00:00"
daily_posts = 1000"""
# `make test-postgres` runs every test that has a database on PostgreSQL.
ON_POSTGRES = os.environ.get("HOMEROOM_TEST_ON") == "postgresql"
DATABASES = {"url", "empty", "empties"}
FAULTS = {"test_kill", "test_flaky", "test_migrate"}
# Half a minute and more for a test: begun last, they would keep one core idle at the end.
LONGEST = {
    "test_statements", "test_secrecy", "test_demo", "test_benchmarks", "test_kill", "test_scenes"
}  # fmt: skip
SQLITE = "sqlite(why): about what only SQLite has, a file; skipped on PostgreSQL"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", SQLITE)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now is never garbage: to look through it each time costs a twentieth.

    As much again goes on looking every 700 objects (Python: gc.set_threshold), as a test makes many
    that stay until its end.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes longest comes first; on PostgreSQL, only what has a database says anything new.

    Several workers get the rest in an order that has nothing to do with files: tests that wait are
    in the same ones, and beside them others should compute.
    """
    if hasattr(config, "workerinput"):
        items.sort(key=lambda each: crc32(each.nodeid.encode()))
    items.sort(key=lambda each: each.path.stem not in LONGEST)
    if not ON_POSTGRES:
        return
    items[:] = [each for each in items if _has_database(each)]
    for each in items:
        marker = each.get_closest_marker("sqlite")
        if marker is not None:
            each.add_marker(pytest.mark.skip(reason=f"SQLite only: {marker.args[0]}"))


def _has_database(item: pytest.Item) -> bool:
    """By its fixtures or its mark; of the faults, those that go for both databases."""
    fixtures = getattr(item, "fixturenames", ())
    own = "faults" in item.path.parts
    return (
        (own and item.path.stem in FAULTS)
        or not DATABASES.isdisjoint(fixtures)
        or bool(item.get_closest_marker("sqlite"))
    )


async def _upgrade(url: str) -> None:
    database = Database.open(url)
    await schema.upgrade(database, MORNING)
    await database.close()


@pytest.fixture(scope="session")
def upgraded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An upgraded SQLite file, for each test to copy: to migrate takes longer than most tests."""
    path = tmp_path_factory.mktemp("upgraded") / "school.db"
    asyncio.run(_upgrade(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def upgraded_postgres() -> Iterator[str]:
    """An upgraded PostgreSQL database, used by one test after the other."""
    with asyncio.Runner() as runner:
        made = postgres.database()
        url = runner.run(made.__aenter__())
        runner.run(_upgrade(url))
        yield url
        runner.run(made.__aexit__(None, None, None))


@pytest.fixture
def engine() -> str:
    """Which database the test has."""
    return "postgresql" if ON_POSTGRES else "sqlite"


@pytest.fixture
def url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a test's own database is, upgraded and without a row."""
    if engine == "sqlite":
        copied = tmp_path / "school.db"
        shutil.copy(request.getfixturevalue("upgraded_file"), copied)
        yield f"sqlite+aiosqlite:///{copied}"
        return
    url = request.getfixturevalue("upgraded_postgres")
    yield url
    asyncio.run(postgres.clear(url))


class TestSchool:
    """The bot of a school and the town around it; what a test does goes through their doors.

    `open` starts the bot and `close` ends it, as often as the test likes, on one database file.
    """

    __test__ = False

    def __init__(self, town: Town, server: Server, folder: Path, clock: SchoolClock) -> None:
        self.town = town
        self.port = server.port
        self.clock = clock
        self.limits = UNHURRIED
        self.features: tuple[Feature, ...] = FEATURES
        # A test taps faster than any hand, on a busy machine; what is set aside has its own tests.
        self.patience = Patience(burst=10_000, handler=PATIENCE, cleared=PATIENCE)
        self.config = folder / "config.toml"
        self.config.touch(mode=0o600)
        self.config.write_text(
            CONFIG.format(token=town.token, url=server.base_url, file=folder / "school.db")
        )
        self.head = town.user("Petra", "Principal", language="en")
        self.appoints_head = True
        self.app: App
        self.beginning: Beginning | None = None

    def use_database(self, url: str) -> None:
        """From the next start on, that is where everything is remembered."""
        written = self.config.read_text().splitlines()
        lines = [line for line in written if not line.startswith("keys =")]
        there = f'url = "{url}"\nkeys = "{self.config.with_name("school.keys")}"'
        kept = [there if line.startswith("url =") else line for line in lines]
        self.config.write_text("\n".join(kept))

    async def open(self) -> None:
        """Starts the bot; the first time, the principal is made an admin."""
        config = load(self.config, {})
        self.app = App(config, self.clock, self.limits, self.features, self.patience)
        await self.app.start()
        self._runner = asyncio.create_task(self.app.run())
        if self.appoints_head:
            async with self.app.database.write() as session:
                await people.appoint(session, self.head.id, Role.ADMIN, self.clock.now())

    async def close(self) -> None:
        """Stops the bot in order."""
        if self.beginning is not None:
            self.beginning.end()
            self.beginning = None
        self.app.intake.stop()
        await self._runner
        await self.app.stop()

    async def restart(self) -> None:
        """Stops the bot and starts it again."""
        await self.close()
        await self.open()

    async def settle(self) -> None:
        """Waits until every update is handled and every post that may go has gone."""
        await self.town.until(lambda: self.town.pending == 0)
        await self.app.settle()

    async def advance(self, by: timedelta) -> None:
        """Moves the school's clock on, from alarm to alarm; the town's is the same."""
        await self.settle()
        await self.app.advance(self.clock.now() + by)

    @asynccontextmanager
    async def session(self) -> AsyncIterator[Session]:
        """A fresh reading of the database, beside the bot's own."""
        async with self.app.database.read() as session:
            yield session

    async def class_group(
        self,
        name: str = "3B",
        *,
        parents: int = 3,
        teacher: bool = True,
        forum: bool = False,
        admin: bool = False,
    ) -> ClassGroup:
        """A linked class group with parents who have registered by tap, and a head teacher."""
        step = ("class", name, parents, teacher, forum, admin)
        await self.step(step, lambda: self._play_class(name, parents, teacher, forum, admin))
        staff, *members = list(self.town.users.values())[-1 - parents :]
        return ClassGroup(self, self.town.groups[-1], staff, members)

    async def step(self, name: Hashable, play: Callable[[], Awaitable[None]]) -> None:
        """Plays how many tests begin; of those that begin alike, only the first needs to."""
        if self.beginning is None:
            await play()
        else:
            await self.beginning.step(name, play)

    async def _play_class(
        self, name: str, parents: int, teacher: bool, forum: bool, admin: bool
    ) -> None:
        town = self.town
        staff = town.user(f"Tina{name}", "Teacher", language="en")
        members = [town.user(f"Parent{i}", f"of {name}", language="en") for i in range(parents)]
        group = town.group(
            f"{name} parents", creator=self.head, members=[staff, *members], forum=forum
        )
        self.head.start()
        group.add_bot(by=self.head, admin=admin)
        self.head.say(group, f"/class {name}")
        parent = {"I am a parent here", "我是家长"}
        welcome = await group.wait(lambda m: not parent.isdisjoint(m.labels))
        if teacher:
            await self.appoint(staff, f"head teacher {name}")
        for member in members:
            await member.tap(welcome, welcome.labels[0]).answer()
        await self.settle()

    async def appoint(self, user: User, role: str) -> None:
        """Invites somebody by the principal's hand; they open the link."""
        asked = self.head.say(self.head.private, f"/invite {role}")
        sent = await self.head.private.wait(
            lambda m: m.id > asked.id and m.text.startswith(("Invitation", "邀请"))
        )
        user.follow(next(line for line in sent.text.splitlines() if "t.me/" in line))
        await user.private.wait(lambda m: "Welcome" in m.text or "欢迎" in m.text)
        await self.settle()


class ClassGroup:
    """A class's group with its people; `parents` have registered and have not pressed Start."""

    def __init__(
        self, school: TestSchool, group: Group, teacher: User, parents: list[User]
    ) -> None:
        self.school = school
        self.group = group
        self.teacher = teacher
        self.parents = parents

    async def stranger(self) -> User:
        """Somebody joins the group of whom the bot knows nothing; it looks, and counts them."""
        user = self.school.town.user("Uma", language="en")
        self.group.join(user)
        asked = len(self.school.town.calls("getChatMemberCount"))
        await self.school.town.until(
            lambda: len(self.school.town.calls("getChatMemberCount")) > asked
        )
        await self.school.settle()
        return user

    async def names(self, parent: User, *children: str) -> None:
        """A parent presses Start and names their children."""
        step = ("names", parent.id, *children)
        await self.school.step(step, lambda: self._play_names(parent, children))

    async def _play_names(self, parent: User, children: Sequence[str]) -> None:
        parent.start("hello")
        await parent.private.wait(lambda m: "called" in m.text)
        parent.say(parent.private, ", ".join(children))
        await parent.private.wait(lambda m: "on the list" in m.text)
        await self.school.settle()


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """What has been played already, to go on from."""
    return Shelf(tmp_path_factory.mktemp("played"))


@pytest.fixture
def copies() -> bool:
    """Whether a school may go on from what was played for another."""
    return True


@pytest.fixture
async def school(tmp_path: Path, url: str, copies: bool, shelf: Shelf) -> AsyncIterator[TestSchool]:
    """A school with its bot running; the town goes by the school's clock, and has no limits."""
    clock = SchoolClock(MORNING - datetime.now(UTC))
    town = Town(seed=1, clock=clock.now)
    town.flood.off()
    steering = Steering(town)
    async with serve(town, port=0, director=steering) as server:
        made = steering.school = TestSchool(town, server, tmp_path, clock)
        made.use_database(url)
        if copies and shelf.told is not None:
            await already(shelf.told, town, url)
        await made.open()
        if copies and shelf.told is None:
            await tell(made, shelf)
        made.beginning = Beginning(made, shelf, url) if copies else None
        yield made
        await made.close()


@pytest.fixture
async def closed(school: TestSchool) -> AsyncIterator[Site]:
    """A site whose bot does not run yet."""
    await school.close()
    school.town.webhook_delay = 0.02
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    text = school.config.read_text()
    school.config.write_text(text.replace("[telegram]", f'[telegram]\nlisten = "{address}"', 1))
    connector = aiohttp.TCPConnector(limit=200)
    async with aiohttp.ClientSession(connector=connector) as client:
        yield Site(school, f"http://{address}", client)


@pytest.fixture
async def site(closed: Site) -> Site:
    """A site that takes a webhook's calls."""
    await closed.open(hook(closed))
    await until(lambda: closed.school.app.intake.ready())
    return closed
