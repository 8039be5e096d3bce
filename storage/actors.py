"""What the desk reads before a batch: who acts, and in which class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from storage.base import Session
from storage.children import Child, Guardian
from storage.classes import Class
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


async def of_users(session: Session, user_ids: Collection[int]) -> dict[int, Actor]:
    """The actors among these Telegram users that the school knows; three statements."""
    roles = await _roles(session, user_ids)
    children = await _children(session, user_ids)
    people = await session.execute(refs().where(Person.user_id.in_(user_ids)))
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


async def _roles(
    session: Session, user_ids: Collection[int]
) -> dict[int, list[tuple[Role, int | None]]]:
    found = await session.execute(
        select(PersonRole.person_id, PersonRole.role, PersonRole.class_id)
        .join(Person, Person.id == PersonRole.person_id)
        .where(Person.user_id.in_(user_ids), PersonRole.ended_at.is_(None))
    )
    roles = defaultdict(list)
    for person_id, role, class_id in found:
        roles[person_id].append((role, class_id))
    return roles


async def _children(session: Session, user_ids: Collection[int]) -> dict[int, list[ChildRef]]:
    found = await session.execute(
        select(Guardian.person_id, Child.id, Child.class_id, Child.name)
        .join(Person, Person.id == Guardian.person_id)
        .join(Child, Child.id == Guardian.child_id)
        .where(Person.user_id.in_(user_ids))
        .order_by(Child.id)
    )
    children = defaultdict(list)
    for person_id, child_id, class_id, name in found:
        children[person_id].append(ChildRef(child_id, class_id, name))
    return children


async def classes_of_chats(session: Session, chat_ids: Collection[int]) -> dict[int, ClassRef]:
    """The open classes that these chats serve, by chat; one statement."""
    linked = select(
        Class.id, Class.name, Class.chat_id, Class.thread_id, Class.language, Class.subject_id
    ).where(Class.chat_id.in_(chat_ids), ~Class.closed)
    found: Iterable[Any] = await session.execute(linked)
    return {row.chat_id: ClassRef(*row) for row in found}
