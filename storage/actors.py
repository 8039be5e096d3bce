"""What the desk reads before a batch: who acts, and in which class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from storage.base import Session
from storage.children import Child, Guardian
from storage.classes import Class, Purpose
from storage.people import Person, PersonRole, Role, refs


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
_PEOPLE = refs().where(Person.user_id.in_(_USERS))
_ROLES = (
    select(PersonRole.person_id, PersonRole.role, PersonRole.class_id)
    .join(Person, Person.id == PersonRole.person_id)
    .where(Person.user_id.in_(_USERS), PersonRole.ended_at.is_(None))
)
_CHILDREN = (
    select(Guardian.person_id, Child.id, Child.class_id, Child.name)
    .join(Person, Person.id == Guardian.person_id)
    .join(Child, Child.id == Guardian.child_id)
    .where(Person.user_id.in_(_USERS))
    .order_by(Child.id)
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
    """The actors among these Telegram users that the school knows; at most three statements."""
    wanted = {"user_ids": list(user_ids)}
    people = (await session.execute(_PEOPLE, wanted)).all()
    if not people:
        return {}
    roles, children = await _roles(session, wanted), await _children(session, wanted)
    return {
        row.user_id: Actor(
            person_id=row.id,
            user_id=row.user_id,
            name=row.name,
            language=row.language,
            roles=frozenset(roles[row.id]),
            children=tuple(children[row.id]),
            reachable=row.reachable,
        )
        for row in people
    }


Wanted = dict[str, list[int]]


async def _roles(session: Session, wanted: Wanted) -> dict[int, list[tuple[Role, int | None]]]:
    roles = defaultdict(list)
    for person_id, role, class_id in await session.execute(_ROLES, wanted):
        roles[person_id].append((role, class_id))
    return roles


async def _children(session: Session, wanted: Wanted) -> dict[int, list[ChildRef]]:
    children = defaultdict(list)
    for person_id, child_id, class_id, name in await session.execute(_CHILDREN, wanted):
        children[person_id].append(ChildRef(child_id, class_id, name))
    return children


async def classes_of_chats(session: Session, chat_ids: Collection[int]) -> dict[int, ClassRef]:
    """The open classes that these chats serve, by chat; one statement."""
    found: Iterable[Any] = await session.execute(_LINKED, {"chat_ids": list(chat_ids)})
    return {row.chat_id: ClassRef(*row) for row in found}
