"""How far a class has come: how many of its families are registered, and who is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Row, exists, func, select

from storage.base import Session
from storage.children import Child, Guardian, has_child_in
from storage.classes import Class, families_in
from storage.people import Person, PersonRole, Role

# The goal on the report's face: so many children with a guardian, so long after the linking.
GOAL_PERCENT = 90
GOAL_AFTER = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Report:
    """A class as its head teacher sees it.

    `official`: the head teacher has given the class's list, and only who stands on it counts;
    `others` are the children in the class who do not. `listed` says that `total` is a number of
    children; otherwise it is what the group's size lets one guess, in families and people.
    `missing` are the children nobody answers for, `nameless` the parents who have named no child,
    `strangers` how many people in the group the school knows nothing of (None: not looked up).
    """

    class_id: int
    subject_id: int
    name: str
    chat_id: int | None
    linked_at: datetime | None
    registered: int
    total: int
    official: bool
    listed: bool
    missing: tuple[str, ...]
    others: tuple[str, ...]
    nameless: tuple[str, ...]
    strangers: int | None
    forum: bool

    @property
    def percent(self) -> int:
        """How many of a hundred, rounded down: 100 is all of them."""
        return 100 * self.registered // self.total if self.total else 0

    @property
    def lacking(self) -> int:
        """How many more have to be registered until the goal is reached."""
        wanted = -(-self.total * GOAL_PERCENT // 100)
        return max(0, wanted - self.registered)

    @property
    def goal_by(self) -> datetime | None:
        """Until when the goal should be reached."""
        return self.linked_at + GOAL_AFTER if self.linked_at else None


async def view(session: Session, subject_id: int) -> Report:
    """The report on the class with this subject.

    Raises:
        LookupError: no class has that subject.
    """
    found = await session.scalar(select(Class).where(Class.subject_id == subject_id))
    if found is None:
        raise LookupError(f"no class has the subject {subject_id}")
    children = await _children(session, found.id)
    official = any(each.listed for each in children)
    counted = [each for each in children if each.listed or not official]
    missing = [each.name for each in counted if not each.answered_for]
    nameless = await _nameless(session, found.id)
    strangers = await _strangers(session, found)
    listed = found.expected_families is not None or bool(missing)
    answered_for = len(counted) - len(missing)
    registered = answered_for
    if not listed:
        registered = await families_in(session, found.id) + len(nameless)
    on_list = max(found.expected_families or 0, len(counted))
    total = on_list if listed else registered + (strangers or 0)
    return Report(
        class_id=found.id,
        subject_id=subject_id,
        name=found.name,
        chat_id=found.chat_id,
        linked_at=found.linked_at,
        registered=registered,
        total=total,
        official=official,
        listed=listed,
        missing=tuple(missing),
        others=tuple(each.name for each in children if official and not each.listed),
        nameless=tuple(nameless),
        strangers=strangers,
        forum=found.thread_id is not None or bool(found.topics),
    )


async def _children(session: Session, class_id: int) -> Sequence[Row[str, bool, bool]]:
    """Of each child its name, whether it is on the list, and whether anybody answers for it."""
    has_guardian = exists().where(Guardian.child_id == Child.id)
    found = await session.execute(
        select(Child.name, Child.listed, has_guardian.label("answered_for"))
        .where(Child.class_id == class_id)
        .order_by(Child.fold)
    )
    return found.all()


async def _nameless(session: Session, class_id: int) -> list[str]:
    found = await session.scalars(
        select(Person.name)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(
            PersonRole.class_id == class_id,
            PersonRole.role == Role.PARENT,
            PersonRole.ended_at.is_(None),
            ~has_child_in(PersonRole.person_id, PersonRole.class_id),
        )
        .order_by(Person.name)
    )
    return list(found)


async def _strangers(session: Session, class_: Class) -> int | None:
    """The group's members, less the bot and those with a role in the class."""
    if class_.members is None:
        return None
    known = await session.scalar(
        select(func.count(PersonRole.person_id.distinct())).where(
            PersonRole.class_id == class_.id, PersonRole.ended_at.is_(None)
        )
    )
    return max(0, class_.members - 1 - (known or 0))


async def set_expected(session: Session, class_id: int, children: int | None) -> None:
    """How many children the class's list has."""
    found = await session.get(Class, class_id)
    if found is None:
        raise LookupError(f"no class {class_id}")
    found.expected_families = children
    await session.flush()
