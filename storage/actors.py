"""What the desk reads before a batch: who acts, and in which class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Integer,
    String,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)

from storage import people
from storage.base import Session
from storage.chats import Chat, Standing
from storage.children import Child, Guardian
from storage.classes import Class, Purpose
from storage.people import Person, PersonRole, Role


@dataclass(frozen=True, slots=True)
class ChildRef:
    """A child of an actor."""

    id: int
    class_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a Telegram user, and what the school knows of them (`person_id` None: nothing).

    `roles` are those that stand now, with the class or None for the school. `reachable` when
    their private chat takes messages.
    """

    person_id: int | None
    user_id: int
    name: str
    language: str | None
    roles: frozenset[tuple[Role, int | None]] = frozenset()
    children: tuple[ChildRef, ...] = ()
    reachable: bool = False

    @classmethod
    def stranger(cls, user_id: int, name: str) -> Actor:
        """A Telegram user the school knows nothing of."""
        return cls(None, user_id, name, None)

    def has(self, role: Role, class_id: int | None) -> bool:
        """Whether they have this role in this class, or (None) in the school."""
        return (role, class_id) in self.roles


@dataclass(frozen=True, slots=True)
class ClassRef:
    """A class that is linked to a chat; `language` None means the school's."""

    id: int
    name: str
    chat_id: int
    thread_id: int | None
    language: str | None
    subject_id: int
    topics: dict[str, int] = field(default_factory=dict, hash=False)

    def thread_for(self, purpose: Purpose) -> int | None:
        """The topic that serves a purpose; None for General, and outside forums."""
        return self.topics.get(purpose, self.thread_id) or None


# Built once: every batch runs these, and to build one takes longer than to run it.
_USERS: BindParameter[int] = bindparam("user_ids", expanding=True)
# Persons, their roles and their children in one: a statement costs a tap more than its rows do.
_ACTORS: CompoundSelect[Any] = union_all(
    select(
        literal("person").label("what"),
        Person.user_id,
        Person.id.label("number"),
        Person.name.label("words"),
        Person.language,
        cast(func.coalesce(Chat.standing == Standing.OK, False), Integer).label("more"),
    )
    .outerjoin(Chat, Chat.id == Person.user_id)
    .where(Person.user_id.in_(_USERS)),
    select(
        literal("role"),
        Person.user_id,
        PersonRole.class_id,
        type_coerce(PersonRole.role, String),
        null(),
        null(),
    )
    .join(Person, Person.id == PersonRole.person_id)
    .where(Person.user_id.in_(_USERS), PersonRole.ended_at.is_(None)),
    select(literal("child"), Person.user_id, Child.class_id, Child.name, null(), Child.id)
    .join(Guardian, Guardian.child_id == Child.id)
    .join(Person, Person.id == Guardian.person_id)
    .where(Person.user_id.in_(_USERS)),
)
_LINKED = select(
    Class.id,
    Class.name,
    Class.chat_id,
    Class.thread_id,
    Class.language,
    Class.subject_id,
    Class.topics,
).where(Class.chat_id.in_(bindparam("chat_ids", expanding=True)), ~Class.closed)


async def of_users(session: Session, user_ids: Collection[int]) -> dict[int, Actor]:
    """The actors among these Telegram users that the school knows; one statement."""
    rows: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in await session.execute(_ACTORS, {"user_ids": list(user_ids)}):
        rows[row.user_id][row.what].append(row)
    return {user_id: _actor(**parts) for user_id, parts in rows.items()}


async def of_person(session: Session, person_id: int) -> Actor:
    """Somebody by their number in the records, with the rights they have at this moment.

    Raises:
        LookupError: there is no such person.
    """
    person = await people.get(session, person_id)
    return (await of_users(session, [person.user_id]))[person.user_id]


def _actor(person: list[Any], role: Iterable[Any] = (), child: Iterable[Any] = ()) -> Actor:
    (own,) = person
    children = sorted((row.more, row.number, row.words) for row in child)
    return Actor(
        person_id=own.number,
        user_id=own.user_id,
        name=own.words,
        language=own.language,
        roles=frozenset((Role(row.words), row.number) for row in role),
        children=tuple(ChildRef(*each) for each in children),
        reachable=bool(own.more),
    )


async def classes_of_chats(session: Session, chat_ids: Collection[int]) -> dict[int, ClassRef]:
    """The open classes that these chats serve, by chat; one statement."""
    found: Iterable[Any] = await session.execute(_LINKED, {"chat_ids": list(chat_ids)})
    return {row.chat_id: ClassRef(*row) for row in found}
