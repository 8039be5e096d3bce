"""A school of its life, from a seed: classes, families, years of records, in a town of people."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.sandbox import Group, Message, Town, User, serve
from handlers.kit.feature import Feature
from scheduler.clock import SchoolClock
from storage import schema
from storage.base import Database
from tests import records
from tests.conftest import MORNING, TestSchool
from tests.records import Family, Records


@dataclass(frozen=True, slots=True)
class Size:
    """How large a school is: `families` a class, `notices` and `meetings` a class and year.

    `recent` is how many of the notices of each class are younger than two weeks, and how many
    meetings it is invited to; `waiting` how many requests, troubles and drafts are open.
    """

    classes: int
    families: int
    years: float
    notices: int
    meetings: int
    recent: int
    waiting: int


SMALL = Size(classes=2, families=4, years=0.5, notices=4, meetings=2, recent=1, waiting=2)
LARGE = Size(classes=5, families=9, years=1.0, notices=12, meetings=6, recent=2, waiting=5)
# 2,400 families for five years; a notice or two a week and eight meetings a year in each class.
FULL = Size(classes=60, families=40, years=5.0, notices=60, meetings=8, recent=1, waiting=40)

# Alembic's operations are those of the process: two schools do not migrate at once.
_migrating = asyncio.Lock()


@dataclass(slots=True)
class Life:
    """The people of a school whom an exercise of it needs, and their groups.

    `teacher` is head teacher of every class, `parent` has a child in the first six;
    `families[i]` are those of class `i`, whose group is `groups[i]`. `cards` are the live messages
    of the first group: its welcome, notice and meeting, and the whole school's meeting ("wide").
    """

    head: User
    teacher: User
    chair: User
    parent: User
    newcomer: User
    groups: list[Group] = field(default_factory=list)
    families: list[list[User]] = field(default_factory=list)
    cards: dict[str, Message] = field(default_factory=dict)

    @property
    def class_names(self) -> str:
        """How an enumeration of all classes begins."""
        first, second = sorted(map(class_name, range(len(self.groups))))[:2]
        return f"{first} and {second}" if len(self.groups) == 2 else f"{first}, {second}, "


def settle_in(town: Town, head: User, size: Size, *, prefix: str = "") -> Life:
    """Lets the people come to town and found their groups, with the bot in each.

    Nobody is told of it: what the bot would have heard is in the records.
    """
    life = Life(
        head=head,
        teacher=_started(town.user(f"{prefix}Tina", "Teacher", language="en")),
        chair=_started(town.user(f"{prefix}Chris", "Chair", language="en")),
        parent=_started(town.user(f"{prefix}Bea", "Parent", language="en")),
        newcomer=town.user(f"{prefix}Nora", "New", language="en"),
    )
    head.started = True
    for number in range(size.classes):
        families = [town.user(f"P{number}.{i}", language="en") for i in range(size.families)]
        for each in families[::2] + families[1::4]:
            _started(each)
        staff = [life.teacher, life.chair, life.parent, life.newcomer]
        group = town.new_group(f"{prefix}{class_name(number)} parents", supergroup=number != 1)
        group.seat(head, "creator")
        for each in [*staff, *families]:
            group.seat(each, "member")
        group.seat(town.bot, "member")
        life.groups.append(group)
        life.families.append(families)
    return life


def class_name(number: int) -> str:
    """1A to 1F, 2A to 2F, and so on."""
    return f"{number // 6 + 1}{'ABCDEF'[number % 6]}"


def _started(user: User) -> User:
    user.started = True
    return user


async def live(database: Database, life: Life, size: Size, now: datetime) -> None:
    """Writes the records of all those years into an upgraded database that holds none."""
    made = people_of(life, now)
    made.past(size.years, size.notices, size.meetings)
    made.present(size.recent)
    made.waiting(size.waiting)
    _put_up_cards(life, made)
    await records.write(database, made)


def people_of(life: Life, now: datetime, *, seed: int = 1) -> Records:
    """The records of who is in the school, where nothing has happened yet."""
    made = Records(now, random.Random(seed))
    made.staff(life.head.id, life.teacher.id, life.chair.id)
    for number, group in enumerate(life.groups):
        families = [
            Family(each.id, each.name, reachable=each.started) for each in life.families[number]
        ]
        made.a_class(class_name(number), group.id, families, len(families) // 4)
    made.busy_parent(life.parent.id)
    return made


def _put_up_cards(life: Life, made: Records) -> None:
    """The live cards of the first group are messages there, which the bot has yet to fill."""
    group, bot = life.groups[0], life.groups[0].town.bot
    for name, post in made.cards.items():
        message = Message(group, group.next_id(), made.now, bot, text="…")
        life.cards[name] = group.keep(message)
        post["message_id"] = message.id


@asynccontextmanager
async def opened(
    folder: Path, size: Size, features: tuple[Feature, ...], url: str | None = None
) -> AsyncIterator[tuple[TestSchool, Life]]:
    """A school of that size in a folder of its own, whose bot has these features.

    Its records are in the empty database at that address; in a file, if there is none.
    """
    clock = SchoolClock(MORNING - datetime.now(UTC))
    town = Town(seed=1, clock=clock.now)
    town.flood.off()
    async with serve(town, port=0) as server:
        school = TestSchool(town, server, folder, clock)
        school.features = features
        life = settle_in(town, school.head, size)
        there = url or f"sqlite+aiosqlite:///{folder / 'school.db'}"
        school.use_database(there)
        database = Database.open(there)
        async with _migrating:
            await schema.upgrade(database, clock.now())
        await live(database, life, size, clock.now())
        await database.close()
        await school.open()
        try:
            yield school, life
        finally:
            await school.close()
