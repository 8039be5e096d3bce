"""The rows of a school's life, as its features would have left them, written in bulk."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import count, islice
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, BigInteger, Boolean, String, insert, text

from storage import meeting_details, meeting_times, posts, quiet
from storage.affairs import Affair
from storage.alarms import Alarm
from storage.answers import Answer
from storage.base import Database, Session, UtcDateTime
from storage.chats import Chat
from storage.children import Child, Guardian
from storage.classes import Class
from storage.decisions import Decision
from storage.drafts import Draft
from storage.families import GuardianRequest
from storage.invites import Invite
from storage.meetings import OVER_AFTER, Meeting
from storage.notices import Notice
from storage.people import Person, PersonRole, Role
from storage.posts import Post, Priority, State
from storage.rules import fold
from storage.subjects import Audience, Subject
from storage.updates import HandledUpdate

Row = dict[str, Any]

ZONE = "Europe/Berlin"
# In the order in which they refer to each other.
TABLES: tuple[Any, ...] = (
    Person, Chat, Subject, Class, PersonRole, Invite, Child, Guardian, GuardianRequest, Audience,
    Notice, Meeting, Decision, Affair, Alarm, Draft, HandledUpdate, Answer, Post,
)  # fmt: skip
# Rows a statement; more would only need more memory.
CHUNK = 5000
# Message and user ids of those who are in the records only, far from the town's own.
MESSAGES, STRANGERS, UPDATES = 1_000_000, 600_000_001, 2_000_000_000
# Messages in private that a family gets in a year, reminders of meetings apart.
SAID_A_YEAR = 20
# Of one family, however many classes there are; and what a meeting decides.
MOST_CHILDREN, DECIDED = 6, 3


@dataclass(frozen=True, slots=True)
class Family:
    """A family's one parent, and whether they pressed Start."""

    user_id: int
    name: str
    reachable: bool


@dataclass(frozen=True, slots=True)
class ClassRows:
    """A class: its group, who counts in it, and who can be written to."""

    id: int
    chat_id: int
    units: list[tuple[str, int, int]]
    reachable: list[int]


@dataclass(frozen=True, slots=True)
class Asked:
    """A subject that was put to classes, with the answers it may get and how many gave one."""

    id: int
    classes: list[ClassRows]
    at: datetime
    values: tuple[str, ...]
    share: float


def blank(table: Any, now: datetime) -> Row:
    """What a column holds that nobody filled: its default, else nothing, or as good as nothing."""
    kinds = {UtcDateTime: now, JSON: {}, Boolean: False, BigInteger: 0, String: ""}
    row: Row = {}
    for column in table.__table__.columns:
        if column.default is not None and column.default.is_scalar:
            row[column.name] = column.default.arg
        elif not column.primary_key:
            fits = (empty for kind, empty in kinds.items() if isinstance(column.type, kind))
            row[column.name] = None if column.nullable else next(fits, None)
    return row


class Records:
    """Gathers rows; answers and posts, of which there are most, are made while they are written."""

    def __init__(self, now: datetime, chance: random.Random) -> None:
        self.now = now
        self._chance = chance
        self._rows: dict[Any, list[Row]] = {table: [] for table in TABLES}
        self._blank = {table: blank(table, now) for table in TABLES}
        self._numbers = {table: count(1) for table in TABLES}
        self._messages = count(MESSAGES)
        self._strangers = count(STRANGERS)
        self._asked: list[Asked] = []
        self._said: list[tuple[int, datetime]] = []
        self._cards: dict[str, Row] = {}
        self.classes: list[ClassRows] = []
        self._busy = 0
        # The posts of the first group: its welcome, notice and meeting, and the whole school's.
        self.cards: dict[str, Row] = {}

    def _add(self, table: Any, **values: Any) -> int:
        """Adds a row; returns its number, where it has one."""
        if "id" not in values and "id" in table.__table__.columns:
            values = {"id": next(self._numbers[table]), **values}
        self._rows[table].append(self._blank[table] | values)
        return int(values.get("id", 0))

    # People

    def person(self, user_id: int, name: str, *, reachable: bool = True) -> int:
        """Somebody whom the school knows."""
        if reachable:
            self._chat(user_id, "private", name)
        return self._add(
            Person, user_id=user_id, name=name, username=None, language="en",
            language_chosen=False, created_at=self.now,
        )  # fmt: skip

    def _chat(self, chat_id: int, kind: str, title: str) -> None:
        self._add(
            Chat, id=chat_id, kind=kind, title=title, standing="ok", admin=False,
            may_delete=False, changed_at=self.now,
        )  # fmt: skip

    def _role(
        self, person_id: int, role: Role, class_id: int | None, *, ended: bool = False
    ) -> None:
        since = self.now - timedelta(days=400)
        self._add(
            PersonRole, person_id=person_id, role=role, class_id=class_id, since=since,
            ended_at=self.now if ended else None,
        )  # fmt: skip

    def staff(self, head: int, teacher: int, chair: int) -> None:
        """The principal, who is the admin; a teacher of every class; a committee's chair."""
        self.head = self.person(head, "Petra Principal")
        self._role(self.head, Role.ADMIN, None)
        self.teacher = self.person(teacher, "Tina Teacher")
        self.colleague = self.person(next(self._strangers), "Toni Teacher")
        self.chair = self.person(chair, "Chris Chair")

    def a_class(self, name: str, chat_id: int, families: Iterable[Family], former: int) -> None:
        """A class with its families, and parents who have left."""
        subject_id = self._subject("class", None, [], self.now - timedelta(days=400))
        families = list(families)
        class_id = self._add(
            Class, name=name, slug=fold(name), chat_id=chat_id, thread_id=None, language="en",
            subject_id=subject_id, expected_families=None, members=len(families) + 6,
            closed=False, created_at=self.now,
        )  # fmt: skip
        made = ClassRows(class_id, chat_id, [], [])
        self.classes.append(made)
        self._chat(chat_id, "supergroup", f"{name} parents")
        self._role(self.teacher, Role.HEAD_TEACHER, class_id)
        self._role(self.chair, Role.CHAIR, class_id)
        welcome = self._card("classes.welcome", chat_id, subject_id, self.now)
        self._cards.setdefault("welcome", welcome)
        for each in families:
            self._family(made, each)
        for _ in range(former):
            user_id = next(self._strangers)
            self._role(self.person(user_id, f"F{user_id}"), Role.PARENT, class_id, ended=True)

    def _family(self, class_: ClassRows, family: Family) -> None:
        """One in eight has named no child; every fourth child has a second guardian."""
        person_id = self.person(family.user_id, family.name, reachable=family.reachable)
        self._role(person_id, Role.PARENT, class_.id)
        if family.reachable:
            class_.reachable.append(family.user_id)
        number = len(class_.units)
        if number % 8 == 7:
            class_.units.append(("person", person_id, person_id))
            return
        child_id = self._child(f"Child of {family.name}", class_, person_id)
        if number % 4 == 1:
            other = class_.units[number - 1][2]
            self._add(Guardian, child_id=child_id, person_id=other, since=self.now)

    def _child(self, name: str, class_: ClassRows, person_id: int) -> int:
        child_id = self._add(
            Child, name=name, fold=fold(name), class_id=class_.id, created_at=self.now
        )
        self._add(Guardian, child_id=child_id, person_id=person_id, since=self.now)
        class_.units.append(("child", child_id, person_id))
        return child_id

    def busy_parent(self, user_id: int) -> None:
        """Somebody with a child in each of the first classes, who has answered nothing."""
        self._busy = self.person(user_id, "Bea Parent")
        for each in self.classes[:MOST_CHILDREN]:
            self._role(self._busy, Role.PARENT, each.id)
            self._child("Bea's child", each, self._busy)

    # What happened

    def _subject(
        self, kind: str, author_id: int | None, classes: list[ClassRows], at: datetime
    ) -> int:
        subject_id = self._add(Subject, kind=kind, version=1, author_id=author_id, created_at=at)
        for each in classes:
            self._add(Audience, subject_id=subject_id, class_id=each.id)
        return subject_id

    def _post(self, card: str, chat_id: int, at: datetime, **how: Any) -> Row:
        sent = {
            "state": State.SENT, "message_id": next(self._messages), "shown_version": 1,
            "refresh_at": None, "settled_at": at, "reason": None,
        }  # fmt: skip
        return self._blank[Post] | posts.row(card, chat_id, "en", at, **how) | sent

    def _card(self, card: str, chat_id: int, subject_id: int, at: datetime) -> Row:
        row = self._post(card, chat_id, at, subject_id=subject_id, priority=Priority.ANNOUNCEMENT)
        self._rows[Post].append(row)
        return row

    def notice(self, by: int, classes: list[ClassRows], at: datetime, share: float) -> int:
        """A notice that was posted then, or is planned; `share` of the families have confirmed."""
        id_ = self._subject("notice", by, classes, min(at, self.now))
        waits = at > self.now
        self._add(
            Notice, id=id_, text=f"Notice {id_}: please bring boots on Friday", spans=[],
            chat_id=classes[0].chat_id, message_id=next(self._messages),
            posted_at=None if waits else at, planned_for=at if waits else None,
            corrected_at=None, withdrawn_at=None, nudges=0,
        )  # fmt: skip
        if waits:
            self._alarm(f"notice:{id_}", "notices.post", at, id_, {})
            return id_
        for each in classes:
            self._cards["notice"] = self._card("notices.notice", each.chat_id, id_, at)
        self._asked.append(Asked(id_, classes, at, ("confirmed",), share))
        return id_

    def meeting(self, by: int, classes: list[ClassRows], at: datetime, share: float) -> int:
        """A meeting that is or was then; `share` of the families have answered."""
        called = min(at, self.now) - timedelta(days=10)
        id_ = self._subject("meeting", by, classes, called)
        over = at + OVER_AFTER < self.now
        local = at.astimezone(ZoneInfo(ZONE))
        self._add(
            Meeting, id=id_, title=f"Meeting {id_}", place="Room 201", starts_at=at, zone=ZONE,
            wall=f"{local:%Y-%m-%dT%H:%M:%S}", kind="parent", cancelled_at=None, moved_from=None,
            ended_at=at + OVER_AFTER if over else None, created_at=called,
        )  # fmt: skip
        for each in reversed(classes):
            self._cards["meeting"] = self._card("meetings.meeting", each.chat_id, id_, called)
        self._asked.append(Asked(id_, classes, called, ("yes", "maybe", "no"), share))
        if over:
            for number in range(DECIDED):
                said = f"Decided {number}"
                self._add(
                    Decision, subject_id=id_, meeting_id=id_, of_school=False, text=said,
                    words=fold(said), outcome=None, at=at,
                )  # fmt: skip
                self._add(
                    Affair, id=self._subject("affair", None, [], at), category="news", title=said,
                    spans=[], files=[], words=fold(said), at=at,
                )  # fmt: skip
            self._said += [
                (user_id, at - timedelta(days=day))
                for each in classes
                for user_id in each.reachable
                for day in (1, 7)
            ]
        else:
            self._reminders(id_, at)
        return id_

    def _reminders(self, id_: int, at: datetime) -> None:
        zone = ZoneInfo(ZONE)
        humane = partial(quiet.reminder_at, zone=zone)
        for each in meeting_times.recalls(at, zone, meeting_details.REMINDERS, humane, self.now):
            kind = "meetings.reminder" if each.asks else "meetings.soon"
            args = {"before": each.before, "asks": each.asks, "group": each.group}
            self._alarm(f"meeting:{id_}:before{each.before}", kind, each.at, id_, args)
        over = (at + OVER_AFTER).astimezone(zone)
        self._alarm(f"meeting:{id_}:over", "meetings.over", over, id_, {})

    def _alarm(self, key: str, kind: str, at: datetime, subject_id: int, args: Row) -> None:
        self._add(
            Alarm, key=key, kind=kind, subject_id=subject_id, args=args, due_at=at,
            wall=f"{at.astimezone(ZoneInfo(ZONE)):%Y-%m-%dT%H:%M:%S}", zone=ZONE, rule=None,
            failures=0, parked=False,
        )  # fmt: skip

    def past(self, years: float, notices: int, called: int) -> None:
        """So many notices and meetings a class and year (a colleague's but in the first)."""
        days = int(365 * years)
        said = range(int(SAID_A_YEAR * years))
        for each in self.classes:
            by = self.teacher if each is self.classes[0] else self.colleague
            for make, a_year in ((self.notice, notices), (self.meeting, called)):
                for _ in range(int(a_year * years)):
                    make(by, [each], self._ago(15, days), 0.8)
            self._said += [(who, self._ago(1, days)) for who in each.reachable for _ in said]
        for _ in range(int(12 * years)):
            self.notice(self.head, self.classes, self._ago(15, days), 0.8)

    def _ago(self, least: int, most: int) -> datetime:
        return self.now - timedelta(days=self._chance.randint(least, max(least, most)))

    def present(self, recent: int) -> None:
        """What is running and planned: in each class, and for all of them together."""
        for number in range(recent):
            for each in reversed(self.classes):
                posted, starts = timedelta(days=number + 1), timedelta(days=number + 3, hours=2)
                self.notice(self.teacher, [each], self.now - posted, 0.4)
                self.meeting(self.teacher, [each], self.now + starts, 0.4)
                self.notice(self.teacher, [each], self.now + starts, 0.0)
        of_first_group = dict(self._cards)
        self.notice(self.head, self.classes, self.now - timedelta(hours=20), 0.4)
        self.notice(self.head, self.classes, self.now + timedelta(hours=20), 0.0)
        self.meeting(self.head, self.classes, self.now + timedelta(hours=26), 0.4)
        self.cards = of_first_group | {"wide": self._cards["meeting"]}

    def waiting(self, waiting: int) -> None:
        """Requests, troubles and drafts that are open, invitations and updates of late."""
        first = self.classes[0]
        theirs = [unit for unit in first.units if unit[0] == "child"]
        asking = [unit[2] for unit in first.units[3:]]
        for person_id in asking[:waiting]:
            self._add(GuardianRequest, child_id=theirs[0][1], person_id=person_id, at=self.now)
        for number in range(waiting):
            dead = self._post("say", self.classes[0].chat_id, self.now)
            self._rows[Post].append(
                dead | {"state": State.DEAD, "message_id": None, "reason": posts.Why.LATE}
            )
            kept = {
                "command": "class", "message_id": 1, "thread_id": None, "plain": "", "spans": [],
            }  # fmt: skip
            self._add(Draft, kind="typed", person_id=None, chat_id=first.chat_id, data=kept)
            self._add(
                Invite, code_hash=f"{number:064x}", role=Role.TEACHER, class_id=first.id,
                by_person_id=self.head, created_at=self.now, expires_at=self.now,
                used_at=self.now, used_by_person_id=self.teacher,
            )  # fmt: skip
        for number in range(100 * waiting):
            self._add(HandledUpdate, update_id=UPDATES + number, at=self.now)

    # Writing

    def rows(self, table: Any) -> Iterator[Row]:
        """The rows of a table, in the order in which they came about."""
        yield from self._rows[table]
        if table is Answer:
            for each in self._asked:
                yield from self._answers(each)
        if table is Post:
            for user_id, at in self._said:
                yield self._post("say", user_id, at, live=False)

    def _answers(self, asked: Asked) -> Iterator[Row]:
        for class_ in asked.classes:
            for unit, unit_id, person_id in class_.units:
                if person_id != self._busy and self._chance.random() < asked.share:
                    yield self._blank[Answer] | {
                        "subject_id": asked.id, "unit": unit, "unit_id": unit_id,
                        "value": self._chance.choice(asked.values), "via": "tap",
                        "person_id": person_id, "at": asked.at,
                    }  # fmt: skip


async def write(database: Database, made: Records) -> None:
    """Writes all of it in one transaction."""
    async with database.write() as session:
        for table in TABLES:
            rows = made.rows(table)
            while chunk := list(islice(rows, CHUNK)):
                await session.execute(insert(table.__table__), chunk)
        if session.get_bind().dialect.name == "postgresql":
            await _number_on(session)


async def _number_on(session: Session) -> None:
    """PostgreSQL's own numbers go on behind those given here; it knows its rows, as after years."""
    for table in TABLES:
        if "id" in table.__table__.columns and table not in (Chat, Notice, Meeting, Affair):
            name = table.__tablename__
            await session.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{name}', 'id'),"  # noqa: S608 (ours)
                    f" (SELECT coalesce(max(id), 1) FROM {name}))"
                )
            )
    await session.execute(text("ANALYZE"))
