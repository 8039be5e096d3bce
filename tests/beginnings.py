"""What many tests play first is played once, and gone on with from copies of town and database.

A copy is taken only where nothing but such steps has happened: whatever else a test did before, be
it to the town, the bot or the database, makes it play the step itself.
"""

from __future__ import annotations

import asyncio
import io
import itertools
import pickle
import sqlite3
from collections.abc import Awaitable, Callable, Hashable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.sandbox import Message, Town, User
from bot.sandbox.bells import Bell
from bot.sandbox.chats import Chat
from bot.sandbox.journal import Entry
from storage import published

if TYPE_CHECKING:
    from tests.conftest import TestSchool

Steps = tuple[Hashable, ...]
# What belongs to a town and not to what happened in it, or is copied by itself.
_APART = {"_clock", "bell", "bot", "chats", "events", "journal", "updates", "users", "webhook"}
# What a database knows of the process that has it, and of its schema.
_ITS_OWN = {"runs", "alembic_version"}
# Where the copy that is being read goes to.
_into: list[Town] = []


@dataclass(frozen=True, slots=True)
class Copy:
    """Town and database after some steps, and what time it was then."""

    town: bytes
    database: Path
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
    async with asyncio.timeout(10):
        while True:
            async with school.session() as session:
                remembered = await published.digests(session)
            if {"profile", "menu"} <= remembered.keys():
                break
            await asyncio.sleep(0.02)
    shelf.told = Told(pickle.dumps(school.town.profile), remembered)


def already(told: Told, town: Town, file: Path) -> None:
    """The bot is about to start, and has told Telegram before."""
    town.profile = pickle.loads(told.profile)  # noqa: S301 (our own)
    with closing(sqlite3.connect(file)) as database, database:
        database.executemany("INSERT INTO published VALUES (?, ?)", told.remembered.items())


class Beginning:
    """The steps that a test began with, from when its school opened; none after anything else."""

    def __init__(self, school: TestSchool, shelf: Shelf, file: Path) -> None:
        self._school = school
        self._shelf = shelf
        self._file = file
        self._watch = sqlite3.connect(file, isolation_level=None)
        self._steps: Steps | None = ()
        self._mark = self._marked()

    def end(self) -> None:
        """Lets go of the database; what comes is no beginning any more."""
        self._steps = None
        self._watch.close()

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
            self._shelf.copies[steps] = self._taken()
        else:
            await self._put(copy)
        self._went(steps)

    def _went(self, steps: Steps) -> None:
        self._steps, self._mark = steps, self._marked()

    def _marked(self) -> object:
        """Differs when anything has happened since, even by the test's own hand."""
        (version,) = self._watch.execute("PRAGMA data_version").fetchone()
        return version, _pickled(self._school.town)

    async def _rest(self) -> None:
        """Waits until the bot has told Telegram all that it does past the queue."""
        errands = self._school.app.errands
        async with asyncio.timeout(10):
            while errands._tasks or errands._calls:  # noqa: ASYNC110 (nobody tells)
                await asyncio.sleep(0.02)
        await self._school.settle()

    def _taken(self) -> Copy:
        file = self._shelf.folder / f"{len(self._shelf.copies)}.db"
        with closing(sqlite3.connect(file)) as copy:
            self._watch.backup(copy)
        return Copy(_pickled(self._school.town), file, self._school.clock.now())

    async def _put(self, copy: Copy) -> None:
        """The school goes on where the copy was taken."""
        self._school.clock.advance(copy.now)
        # The bot must not be writing: it could not end while this waits for it.
        async with self._school.app.database._lock:
            _unpickle(copy.town, self._school.town)
            self._fill(copy.database)

    def _fill(self, source: Path) -> None:
        with closing(sqlite3.connect(self._file, isolation_level=None)) as database:
            database.execute("ATTACH ? AS old", (str(source),))
            found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            rows = [
                f"DELETE FROM main.{each}; INSERT INTO main.{each} SELECT * FROM old.{each};"  # noqa: S608
                for each in {name for (name,) in found} - _ITS_OWN
            ]
            database.executescript(f"BEGIN IMMEDIATE; {' '.join(rows)} COMMIT;")


# The town. People, chats and messages that a test holds in its hands stay the same objects.


def _pickled(town: Town) -> bytes:
    """All that has happened in a town."""
    apart = {
        # First, so that they come in their order.
        "everybody": (list(town.users.values()), list(town.chats.values())),
        "users": [(type(each), each.id, vars(each)) for each in town.users.values()],
        "chats": [(type(each), each.id, _of_chat(each)) for each in town.chats.values()],
        "journal": [each for each in town.journal if each.method != "getUpdates"],
        "events": (list(town.events), town.events.total),
        "updates": (town.updates._next_id, town.updates._log, town.updates.allowed),
        "town": {name: each for name, each in vars(town).items() if name not in _APART},
        "webhook": town.webhook is not None,
    }
    into = io.BytesIO()
    _Pickler(into, pickle.HIGHEST_PROTOCOL).dump(apart)
    return into.getvalue()


def _of_chat(chat: Chat) -> dict[str, Any]:
    return {name: each for name, each in vars(chat).items() if name != "bell"}


class _Pickler(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        """The town and who is in it are named; what nobody waits for is made anew."""
        if isinstance(value, User):
            return _user, (type(value), value.id)
        if isinstance(value, Chat):
            return _chat, (type(value), value.id)
        if isinstance(value, Town):
            return _town, ()
        if isinstance(value, Message):
            state = {name: getattr(value, name) for name in Message.__slots__}
            return _message, (value.chat, value.id), (None, state)
        if isinstance(value, asyncio.Event):
            return _event, (value.is_set(),)
        if isinstance(value, Bell):
            return Bell, ()
        if isinstance(value, itertools.count):
            # From Python 3.14 on it cannot be pickled by itself.
            return itertools.count, (int(repr(value)[len("count(") : -1]),)
        return NotImplemented


def _unpickle(pickled: bytes, town: Town) -> None:
    """Makes a town what the other was."""
    _into.append(town)
    try:
        apart = pickle.loads(pickled)  # noqa: S301 (our own)
    finally:
        _into.pop()
    for kind, user_id, state in apart["users"]:
        vars(_user(kind, user_id, town)).update(state)
    for kind, chat_id, state in apart["chats"]:
        vars(_chat(kind, chat_id, town)).update(state)
    polls: list[Entry] = [each for each in town.journal if each.method == "getUpdates"]
    town.journal[:] = polls + apart["journal"]
    town.events[:], town.events.total = apart["events"]
    updates = town.updates
    updates._next_id, updates._log, updates.allowed = apart["updates"]
    vars(town).update(apart["town"])


def _town() -> Town:
    return _into[-1]


def _user(kind: type[User], user_id: int, town: Town | None = None) -> User:
    users = (town or _town()).users
    if user_id not in users:
        users[user_id] = kind.__new__(kind)
    return users[user_id]


def _chat(kind: type[Chat], chat_id: int, town: Town | None = None) -> Chat:
    chats = (town or _town()).chats
    if chat_id not in chats:
        chats[chat_id] = kind.__new__(kind)
        chats[chat_id].bell = Bell()
    return chats[chat_id]


def _message(chat: Chat, message_id: int) -> Message:
    held = vars(chat).get("_messages", {}).get(message_id)
    return held or Message.__new__(Message)


def _event(happened: bool) -> asyncio.Event:
    event = asyncio.Event()
    if happened:
        event.set()
    return event
