"""What a person is looking at: where they are in a list that one private card pages through."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ForeignKey, Table, UniqueConstraint, bindparam, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import subjects
from storage.base import Base, Session

KIND = "browsing"


class Browsing(Base):
    """A person's place in one kind of list; its subject's card shows that place."""

    __tablename__ = "browsing"

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    kind: Mapped[str]
    state: Mapped[dict[str, Any]]

    __table_args__ = (UniqueConstraint("person_id", "kind"),)


# Many rows are updated at once on the table, not on the entity; mypy takes it for less than it is.
_TABLE = cast(Table, Browsing.__table__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is, as a subject that is theirs alone."""

    id: int
    author_id: int
    kind: str
    state: dict[str, Any]
    class_ids: tuple[int, ...] = ()


async def begin(
    session: Session, kind: str, person_id: int, state: dict[str, Any], now: datetime
) -> int:
    """Puts a person at a place in a list; returns the subject whose card shows it."""
    found = await session.scalar(
        select(Browsing.subject_id).where(Browsing.person_id == person_id, Browsing.kind == kind)
    )
    if found is not None:
        await move(session, found, state)
        await subjects.bump(session, [found], now)
        return found
    subject_id = await subjects.create(session, KIND, person_id, [], now)
    session.add(Browsing(subject_id=subject_id, person_id=person_id, kind=kind, state=state))
    await session.flush()
    return subject_id


async def begin_all(
    session: Session, person_id: int, states: dict[str, dict[str, Any]], now: datetime
) -> dict[str, int]:
    """Puts a person at a place in each of these lists, by kind; returns their subjects, by kind.

    As many statements for any of them, but the first time.
    """
    rows = await session.execute(
        select(Browsing.kind, Browsing.subject_id).where(
            Browsing.person_id == person_id, Browsing.kind.in_(states)
        )
    )
    found = {row.kind: row.subject_id for row in rows}
    moved = [{"b_subject": found[kind], "state": states[kind]} for kind in found]
    if moved:
        await session.execute(
            update(_TABLE).where(Browsing.subject_id == bindparam("b_subject")), moved
        )
        await subjects.bump(session, found.values(), now)
    for kind in states.keys() - found.keys():
        found[kind] = await begin(session, kind, person_id, states[kind], now)
    return found


async def move(session: Session, subject_id: int, state: dict[str, Any]) -> None:
    """They are somewhere else in the list now."""
    await session.execute(
        update(Browsing)
        .where(Browsing.subject_id == subject_id)
        .values(state=state)
        .execution_options(synchronize_session=False)
    )


async def refresh(
    session: Session, person_id: int | None, kinds: Collection[str], now: datetime
) -> None:
    """What a person's lists of these kinds show has changed: their cards follow."""
    found = await session.scalars(
        select(Browsing.subject_id).where(Browsing.person_id == person_id, Browsing.kind.in_(kinds))
    )
    await subjects.bump(session, found.all(), now)


async def of_ids(session: Session, subject_ids: Collection[int]) -> dict[int, Place]:
    """The places among these subjects, by subject; one statement."""
    found = await session.execute(
        select(Browsing.subject_id, Browsing.person_id, Browsing.kind, Browsing.state).where(
            Browsing.subject_id.in_(subject_ids)
        )
    )
    return {row.subject_id: Place(*row) for row in found}


async def get(session: Session, subject_id: int) -> Place:
    """The place that a subject is.

    Raises:
        LookupError: it is none.
    """
    found = await of_ids(session, [subject_id])
    if subject_id not in found:
        raise LookupError(f"no place {subject_id}")
    return found[subject_id]


async def find(session: Session, kind: str, person_id: int) -> Place | None:
    """Where a person is in a list of that kind, if they ever were."""
    found = await session.scalar(
        select(Browsing.subject_id).where(Browsing.person_id == person_id, Browsing.kind == kind)
    )
    return await get(session, found) if found is not None else None
