"""What many tests play first is played once, and gone on with from copies of town and database."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from bot.sandbox import Town
from bot.sandbox.bells import PATIENCE
from storage import published
from storage.base import Database
from tests import copied_databases
from tests.copied_towns import pickled, unpickle

if TYPE_CHECKING:
    from tests.conftest import TestSchool

Steps = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """Town and database after some steps, and what time it was then."""

    town: bytes
    database: copied_databases.Copy
    now: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """What Telegram shows of the bot and its menus once it has started, and what it remembers."""

    profile: bytes
    remembered: dict[str, str]


@dataclass(slots=True)
class Shelf:
    """The copies that the tests of this process have taken."""

    folder: Path
    copies: dict[Steps, Copy] = field(default_factory=dict)
    told: Told | None = None


async def tell(school: TestSchool, shelf: Shelf) -> None:
    """Waits until Telegram has been told of the bot; other starts need not tell it again."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with school.session() as session:
                remembered = await published.digests(session)
            if {"profile", "menu"} <= remembered.keys():
                break
            await asyncio.sleep(0.02)
    shelf.told = Told(pickle.dumps(school.town.profile), remembered)


async def already(told: Told, town: Town, url: str) -> None:
    """The bot is about to start, and has told Telegram before."""
    town.profile = pickle.loads(told.profile)  # noqa: S301 (our own)
    database = Database.open(url)
    async with database.write() as session:
        for key, digest in told.remembered.items():
            await published.note(session, key, digest)
    await database.close()


class Beginning:
    """The steps that a test began with, from when its school opened; none after anything else.

    A copy is taken and used only where nothing but such steps has happened: whatever else a test
    did before, be it to the town, the bot or the database, makes it play the step itself.
    """

    def __init__(self, school: TestSchool, shelf: Shelf, url: str) -> None:
        self._school = school
        self._shelf = shelf
        self._url = url
        self._writes = 0
        event.listen(school.app.database.engine.sync_engine, "before_cursor_execute", self._see)
        self._steps: Steps | None = ()
        self._mark = self._marked()

    def end(self) -> None:
        """What comes is no beginning any more."""
        self._steps = None

    async def step(self, name: Hashable, play: Callable[[], Awaitable[None]]) -> None:
        """Plays a step, or takes what came of it when it was played from the same beginning."""
        steps, self._steps = self._steps, None
        if steps is None or self._mark != self._marked():
            await play()
            return
        steps += (name,)
        copy = self._shelf.copies.get(steps)
        if copy is None:
            await play()
            await self._rest()
            self._shelf.copies[steps] = await self._taken()
        else:
            await self._put(copy)
        self._steps, self._mark = steps, self._marked()

    def _see(self, _connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        self._writes += not statement.startswith(("SELECT", "BEGIN", "PRAGMA"))

    def _marked(self) -> object:
        """Differs when anything has happened since, even by the test's own hand."""
        return self._writes, pickled(self._school.town)

    async def _rest(self) -> None:
        """Waits until the bot has told Telegram all that it does past the queue."""
        errands = self._school.app.errands
        async with asyncio.timeout(PATIENCE):
            while errands._tasks or errands._calls:  # noqa: ASYNC110 (nobody tells)
                await asyncio.sleep(0.02)
        await self._school.settle()

    async def _taken(self) -> Copy:
        shelf = self._shelf
        database = await copied_databases.take(self._url, shelf.folder, len(shelf.copies))
        return Copy(pickled(self._school.town), database, self._school.clock.now())

    async def _put(self, copy: Copy) -> None:
        """The school goes on where the copy was taken."""
        self._school.clock.advance(copy.now)
        # The bot must not be writing: it could not end while this waits for it.
        async with self._school.app.database._lock:
            unpickle(copy.town, self._school.town)
            await copy.database.put(self._url)
