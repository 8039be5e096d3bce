"""Answers to a subject, by unit: a child, or a person whose child is not named yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    Row,
    Select,
    SQLColumnExpression,
    and_,
    delete,
    exists,
    false,
    func,
    or_,
    select,
    text,
    true,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from storage import subjects
from storage.actors import Actor
from storage.base import Base, Session, upsert
from storage.children import Child, Guardian, has_child_in
from storage.people import PersonRole, Role
from storage.subjects import Audience, Subject


class UnitKind(StrEnum):
    """What counts once."""

    CHILD = "child"
    PERSON = "person"
    MEMBER = "member"  # somebody on a committee, who answers for themself


class Via(StrEnum):
    """How an answer came: by a tap, told to the teacher by phone or on paper, or signed.

    What is signed is signed for one child; the others of a family are asked as well.
    """

    TAP = "tap"
    TOLD = "told"
    SIGNED = "signed"


class Answer(Base):
    """The answer that stands for a unit; taps are upserted, so it is read by Core only.

    `person_id` is who gave the answer, or who recorded what they were told; None where they were
    forgotten, as is then the unit that was theirs (a number drawn by lot). `heads` is how many
    come with it: None for one, 0 where they are counted with a brother's or sister's. `place` is
    in which order places were asked for, where they are counted; those of one family share it.
    `was` and `was_by` are the other guardian's answer, where this one took its place or said the
    same (storage.overruled).
    """

    __tablename__ = "answers"

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True)
    unit: Mapped[UnitKind] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[str]
    via: Mapped[Via]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[datetime]
    heads: Mapped[int | None]
    place: Mapped[int | None]
    was: Mapped[str | None]
    was_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))

    # The last two are for whoever is forgotten: their answers are found without reading all.
    __table_args__ = (
        Index(None, "unit", "unit_id"),
        Index(None, "person_id"),
        Index(None, "was_by", sqlite_where=text("was_by IS NOT NULL")),
    )


_THEMSELF = (UnitKind.PERSON, UnitKind.MEMBER)
KEY = ["subject_id", "unit", "unit_id"]
CHANGE = ["value", "via", "person_id", "at"]
# A tap changes nothing about these: who said how many they are need not say so again.
COUNTED = ["heads", "place"]
_COLUMNS = [getattr(Answer, name) for name in KEY + CHANGE + COUNTED]


def own_units(actor: Actor, class_ids: Collection[int]) -> list[tuple[UnitKind, int]]:
    """What an actor answers for in these classes.

    Their children there; and themself as a family, where they are a parent and named no child.
    """
    theirs = [child for child in actor.children if child.class_id in class_ids]
    units = [(UnitKind.CHILD, child.id) for child in theirs]
    named = {child.class_id for child in theirs}
    if actor.person_id is not None and any(
        actor.has(Role.PARENT, class_id) for class_id in class_ids if class_id not in named
    ):
        units.append((UnitKind.PERSON, actor.person_id))
    return units


def rows(
    subject_id: int, actor: Actor, class_ids: Collection[int], value: str, now: datetime
) -> list[dict[str, Any]]:
    """The rows that one tap makes, for `upsert` with KEY and CHANGE.

    There are none when the actor answers for nobody in these classes.
    """
    return of_units(subject_id, own_units(actor, class_ids), value, actor.person_id, now)


def of_units(
    subject_id: int,
    units: Sequence[tuple[UnitKind, int]],
    value: str,
    by: int | None,
    now: datetime,
) -> list[dict[str, Any]]:
    """The rows that one tap of a person (`by`) makes for these units; they come as one family."""
    return [
        _row(subject_id, unit, unit_id, value, Via.TAP, by, now) | {"heads": 0 if after else None}
        for after, (unit, unit_id) in enumerate(units)
    ]


def _row(*values: Any) -> dict[str, Any]:
    return dict(zip(KEY + CHANGE, values, strict=True))


async def record_told(
    session: Session,
    subject_id: int,
    unit: UnitKind,
    unit_id: int,
    value: str,
    by: int,
    now: datetime,
) -> None:
    """A teacher (`by`, a person) records what a family said by phone or on paper; bumps.

    Raises:
        LookupError: the unit is not in the subject's audience (any more).
    """
    if not await session.scalar(select(_in_audience(subject_id, unit, unit_id))):
        raise LookupError(f"no {unit} {unit_id} in the audience of {subject_id}")
    row = _row(subject_id, unit, unit_id, value, Via.TOLD, by, now)
    await upsert(session, Answer.__table__, [row], key=KEY, change=CHANGE)
    await subjects.bump(session, [subject_id], now)


def _in_audience(subject_id: int, unit: UnitKind, unit_id: int) -> ColumnElement[bool]:
    audience = select(Audience.class_id).where(Audience.subject_id == subject_id)
    if unit == UnitKind.CHILD:
        return exists().where(Child.id == unit_id, Child.class_id.in_(audience))
    return exists().where(
        PersonRole.person_id == unit_id, PersonRole.class_id.in_(audience), *parent_alone()
    )


def parent_alone() -> tuple[ColumnElement[bool], ...]:
    """On roles: a parent in a class who answers for no child there, and so counts as a family."""
    return (
        PersonRole.role == Role.PARENT,
        PersonRole.ended_at.is_(None),
        ~has_child_in(PersonRole.person_id, PersonRole.class_id),
    )


async def tally(session: Session, subject_id: int) -> dict[str, int]:
    """How many units gave each answer."""
    found = await session.execute(
        select(Answer.value, func.count())
        .where(Answer.subject_id == subject_id)
        .group_by(Answer.value)
    )
    return {value: count for value, count in found}  # noqa: C416 (rows are no pairs to mypy)


async def tallies(session: Session, subject_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """How many units gave each answer to each of these subjects; one statement."""
    found = await session.execute(
        select(Answer.subject_id, Answer.value, func.count())
        .where(Answer.subject_id.in_(subject_ids))
        .group_by(Answer.subject_id, Answer.value)
    )
    counts: dict[int, dict[str, int]] = {each: {} for each in subject_ids}
    for subject_id, value, count in found:
        counts[subject_id][value] = count
    return counts


async def of_person(session: Session, actor: Actor, subject_ids: Collection[int]) -> dict[int, str]:
    """The answers that stand for an actor's units, by subject, the latest where they differ."""
    found = await session.execute(
        select(Answer.subject_id, Answer.value)
        .where(Answer.subject_id.in_(subject_ids), _is_own(actor))
        .order_by(Answer.at)
    )
    return {subject_id: value for subject_id, value in found}  # noqa: C416 (rows are no pairs)


async def of_unit(session: Session, subject_id: int, unit: UnitKind, unit_id: int) -> str | None:
    """The answer that stands for a unit, if there is one."""
    found: str | None = await session.scalar(
        select(Answer.value).where(
            Answer.subject_id == subject_id, Answer.unit == unit, Answer.unit_id == unit_id
        )
    )
    return found


def _is_own(actor: Actor) -> ColumnElement[bool]:
    child_ids = [child.id for child in actor.children]
    return or_(
        and_(Answer.unit == UnitKind.CHILD, Answer.unit_id.in_(child_ids)),
        and_(Answer.unit.in_(_THEMSELF), Answer.unit_id == actor.person_id),
    )


def wait_for(actor: Actor, asked_at: SQLColumnExpression[Any] | None = None) -> ColumnElement[bool]:
    """On subjects: one of the actor's units is in the audience and has not answered.

    With a column `asked_at`, only what was answered since then counts (where it is not null).
    """
    places: dict[tuple[UnitKind, int], list[int]] = defaultdict(list)
    for class_id in _classes_of(actor):
        for unit in own_units(actor, [class_id]):
            places[unit].append(class_id)
    return or_(false(), *(_unanswered(unit, ids, asked_at) for unit, ids in places.items()))


def _classes_of(actor: Actor) -> set[int]:
    of_children = {child.class_id for child in actor.children}
    return of_children | {id_ for role, id_ in actor.roles if role == Role.PARENT and id_}


def _unanswered(
    unit: tuple[UnitKind, int], class_ids: list[int], asked_at: SQLColumnExpression[Any] | None
) -> ColumnElement[bool]:
    since = true() if asked_at is None else or_(asked_at.is_(None), Answer.at >= asked_at)
    return and_(
        Subject.id.in_(select(Audience.subject_id).where(Audience.class_id.in_(class_ids))),
        ~exists().where(
            Answer.subject_id == Subject.id,
            Answer.unit == unit[0],
            Answer.unit_id == unit[1],
            since,
        ),
    )


async def forget_child(session: Session, child_id: int) -> set[int]:
    """Drops the answers of a child that goes; returns the subjects that changed."""
    gone = await session.scalars(
        delete(Answer)
        .where(Answer.unit == UnitKind.CHILD, Answer.unit_id == child_id)
        .returning(Answer.subject_id)
        .execution_options(synchronize_session=False)
    )
    return set(gone)


async def pass_to(session: Session, child_id: int, to_child_id: int) -> set[int]:
    """What is answered for one child is another's, where that one has no answer yet.

    Returns the subjects that changed.
    """
    theirs = Answer.__table__.alias()
    answered = (
        exists()
        .where(
            theirs.c.subject_id == Answer.subject_id,
            theirs.c.unit == UnitKind.CHILD,
            theirs.c.unit_id == to_child_id,
        )
        .correlate(Answer)
    )
    moved = await session.scalars(
        update(Answer)
        .where(Answer.unit == UnitKind.CHILD, Answer.unit_id == child_id, ~answered)
        .values(unit_id=to_child_id)
        .returning(Answer.subject_id)
        .execution_options(synchronize_session=False)
    )
    return set(moved)


async def adopt(session: Session, person_id: int, child_id: int, class_id: int) -> set[int]:
    """A person got a child in a class: what they answered there as a family is the child's now.

    Where the child has an answer already, the later of the two stands. One tap counts for all
    one's children, also for those named later: what the person tapped for another of theirs in
    this class is the child's too, unless it has an answer. Returns the subjects that changed.
    """
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in await session.execute(_of_family(person_id, child_id, class_id)):
        found[row.subject_id].append(row)
    chosen = {subject_id: _choose(rows, child_id) for subject_id, rows in found.items()}
    new = [
        {**row._mapping, "unit": UnitKind.CHILD, "unit_id": child_id, "heads": _heads_of(row)}
        for row in chosen.values()
        if (row.unit, row.unit_id) != (UnitKind.CHILD, child_id)
    ]
    await upsert(session, Answer.__table__, new, key=KEY, change=CHANGE + COUNTED)
    dropped = await _drop_given_over(session, person_id, class_id)
    return {row["subject_id"] for row in new} | dropped


def _heads_of(row: Row[Any]) -> int | None:
    """Who come with a brother's or sister's answer are counted there."""
    counted: int | None = row.heads
    return counted if row.unit == UnitKind.PERSON or row.place is not None else 0


def _of_family(person_id: int, child_id: int, class_id: int) -> Select[Any]:
    """The answers of the person as a family, of the child, and what they tapped for siblings."""
    theirs = select(Guardian.child_id).where(
        Guardian.person_id == person_id, Guardian.child_id == Child.id, Child.class_id == class_id
    )
    tapped = and_(
        Answer.unit == UnitKind.CHILD,
        Answer.unit_id.in_(theirs),
        or_(
            Answer.unit_id == child_id,
            and_(Answer.person_id == person_id, Answer.via == Via.TAP),
        ),
    )
    as_family = and_(Answer.unit == UnitKind.PERSON, Answer.unit_id == person_id)
    return (
        select(*_COLUMNS)
        .join(Audience, Audience.subject_id == Answer.subject_id)
        .where(Audience.class_id == class_id, or_(as_family, tapped))
        .order_by(Answer.at)
    )


def _choose(rows: list[Row[Any]], child_id: int) -> Row[Any]:
    own = [row for row in rows if row.unit == UnitKind.PERSON or row.unit_id == child_id]
    return (own or rows)[-1]


async def drop_family(session: Session, person_id: int, class_id: int) -> set[int]:
    """Somebody is no parent in a class any more: drops what they answered there as a family.

    Returns the subjects that changed.
    """
    return await _drop_given_over(session, person_id, class_id)


async def _drop_given_over(session: Session, person_id: int, class_id: int) -> set[int]:
    """Drops a person's answers as a family, but for subjects of a class where they still are one.

    Returns the subjects that changed.
    """
    here = select(Audience.subject_id).where(Audience.class_id == class_id)
    still = (
        select(Audience.subject_id)
        .join(PersonRole, PersonRole.class_id == Audience.class_id)
        .where(PersonRole.person_id == person_id, *parent_alone())
    )
    gone = await session.scalars(
        delete(Answer)
        .where(
            Answer.unit == UnitKind.PERSON,
            Answer.unit_id == person_id,
            Answer.subject_id.in_(here),
            Answer.subject_id.not_in(still),
        )
        .returning(Answer.subject_id)
        .execution_options(synchronize_session=False)
    )
    return set(gone)
