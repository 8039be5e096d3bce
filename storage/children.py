"""The tables of children, of those who answer for them, and of those who did."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Exists, ForeignKey, Index, UniqueConstraint, exists
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from storage.base import Base
from storage.people import Role

Key = TypeVar("Key", bound=Hashable)


class Child(Base):
    """A pupil by the name the family gives; by `fold` the names in a class differ.

    `listed`: the child stands on the list that the head teacher gave.
    """

    __tablename__ = "children"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    fold: Mapped[str]
    class_id: Mapped[int] = mapped_column(ForeignKey("classes.id"))
    listed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    # A number is never given twice: answers and buttons carry it.
    __table_args__ = (UniqueConstraint("class_id", "fold"), {"sqlite_autoincrement": True})


class Guardian(Base):
    """A person who answers for a child."""

    __tablename__ = "guardians"

    child_id: Mapped[int] = mapped_column(ForeignKey("children.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    since: Mapped[datetime]

    __table_args__ = (Index(None, "person_id"),)


class Departure(Base):
    """What somebody was in a class when they left its group: a role, or a child's guardian."""

    __tablename__ = "departures"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    class_id: Mapped[int] = mapped_column(ForeignKey("classes.id"))
    role: Mapped[Role | None]
    child_id: Mapped[int | None] = mapped_column(ForeignKey("children.id"))
    at: Mapped[datetime]

    __table_args__ = (
        Index(None, "person_id", "class_id"),
        Index(None, "class_id"),
        Index(None, "child_id"),
    )


def has_child_in(
    person_id: InstrumentedAttribute[int], class_id: InstrumentedAttribute[int | None]
) -> Exists:
    """Whether that person answers for a child in that class (a condition on two columns)."""
    return (
        exists()
        .where(
            Guardian.person_id == person_id,
            Guardian.child_id == Child.id,
            Child.class_id == class_id,
        )
        # Its own guardians and children, also inside a statement that selects from theirs.
        .correlate_except(Guardian, Child)
    )


def families(guardians: Iterable[tuple[Key, Hashable]]) -> dict[Key, Key]:
    """Pairs of a child and a person who answers for it: each child's family, by one of its own.

    Who answers for two children makes them one family.
    """
    above: dict[Key, Key] = {}
    first_of: dict[Hashable, Key] = {}
    for child, person_id in guardians:
        above.setdefault(child, child)
        above[_top(above, first_of.setdefault(person_id, child))] = _top(above, child)
    return {child: _top(above, child) for child in above}


def _top(above: dict[Key, Key], child: Key) -> Key:
    """The one that stands for its family; the way there is made shorter for who comes next."""
    while above[child] != child:
        child = above[child] = above[above[child]]
    return child
