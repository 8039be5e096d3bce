"""Anonymous surveys: who took part, and apart from that what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, and_, delete, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from storage import boxes, survey_boxes, surveys
from storage.answers import UnitKind
from storage.base import Base, Session, upsert
from storage.children import Child, Guardian
from storage.rules import Broken
from storage.survey_boxes import SurveyBallot
from storage.survey_questions import Kind
from storage.survey_values import WORDS_LIMIT
from storage.surveys import Snapshot, Survey

Own = Sequence[tuple[UnitKind, int]]
_KEY = ("survey_id", "unit", "unit_id")


class SurveyTaken(Base):
    """Who is asked an anonymous survey, and whether they took part: without a time, and not what.

    The rows are there before anybody answers, and lie by unit; who joined later is added.
    """

    __tablename__ = "survey_taken"

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"), primary_key=True)
    unit: Mapped[UnitKind] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    answered: Mapped[bool]

    __table_args__ = (Index(None, "unit", "unit_id"), {"sqlite_with_rowid": False})


async def lay_out(session: Session, survey_id: int, units: Iterable[tuple[UnitKind, int]]) -> None:
    """An anonymous survey opens: those who are asked, before anybody answers, and its key.

    Raises:
        Broken: "secret-no-key" where it cannot have one.
    """
    await boxes.lay(session, survey_id)
    await _make_roll(session, survey_id, units)


async def _make_roll(
    session: Session, survey_id: int, units: Iterable[tuple[UnitKind, int]]
) -> None:
    await upsert(session, SurveyTaken.__table__, _asked(survey_id, units), key=_KEY)


def _asked(survey_id: int, units: Iterable[tuple[UnitKind, int]]) -> list[dict[str, Any]]:
    return [
        {"survey_id": survey_id, "unit": unit, "unit_id": unit_id, "answered": False}
        for unit, unit_id in sorted(set(units))
    ]


async def has_taken(session: Session, survey_id: int, units: Own) -> bool:
    """Whether one of these has answered, and with it all of them."""
    return bool(await _taken(session, survey_id, units, lock=False))


async def _taken(session: Session, survey_id: int, units: Own, *, lock: bool) -> list[int]:
    statement = select(SurveyTaken.unit, SurveyTaken.unit_id, SurveyTaken.answered).where(
        SurveyTaken.survey_id == survey_id,
        SurveyTaken.unit_id.in_([unit_id for _, unit_id in units]),
    )
    if lock:
        statement = statement.with_for_update()
    found = await session.execute(statement)
    return [each for unit, each, answered in found if answered and (unit, each) in units]


async def cast(
    session: Session, one: Snapshot, units: Own, value: str, class_id: int | None, now: datetime
) -> None:
    """An anonymous answer for these units, once; nothing that is stored of it leads back to them.

    Raises:
        Broken: "survey-taken" when one of them has answered, "survey-closed" when it is too late,
            "secret-lost" when its key is missing.
    """
    # Whoever closes it meanwhile waits for this, or this for them.
    closed_at = await session.scalar(
        select(Survey.closed_at).where(Survey.id == one.id).with_for_update(read=True)
    )
    if closed_at is not None or not one.is_open(now):
        raise Broken("survey-closed")
    await _make_roll(session, one.id, units)
    if await _taken(session, one.id, units, lock=True):
        raise Broken("survey-taken")
    await session.execute(
        update(SurveyTaken)
        .where(SurveyTaken.survey_id == one.id, _among(units))
        .values(answered=True)
        .execution_options(synchronize_session=False)
    )
    cut = class_id if one.by_class else None
    await survey_boxes.put(session, one.id, value, cut, _room(one))


def _room(one: Snapshot) -> int:
    """All answers to a survey look alike."""
    texts = sum(each.kind == Kind.TEXT for each in one.questions)
    return survey_boxes.room(len(one.questions), texts * WORDS_LIMIT)


def _among(units: Own) -> ColumnElement[bool]:
    return or_(
        *(and_(SurveyTaken.unit == unit, SurveyTaken.unit_id == each) for unit, each in units)
    )


# When a copy without its rows was restored, or its key was missing at a start


async def interrupt(session: Session, survey_id: int, now: datetime) -> bool:
    """Closes an open anonymous survey with nothing in it; False where it is over anyway. Bumps."""
    if not await surveys.close(session, survey_id, now):
        return False
    for table in (SurveyTaken, SurveyBallot):
        await session.execute(
            delete(table)
            .where(table.survey_id == survey_id)
            .execution_options(synchronize_session=False)
        )
    await session.execute(
        update(Survey)
        .where(Survey.id == survey_id)
        .values(interrupted=True)
        .execution_options(synchronize_session=False)
    )
    return True


# When families change


async def adopt(session: Session, person_id: int, child_id: int, class_id: int) -> None:
    """A person got a child in a class: where they took part already, so has the child.

    As a family or for another of their children there, so that nobody answers twice.
    """
    theirs = select(Guardian.child_id).where(
        Guardian.person_id == person_id, Guardian.child_id == Child.id, Child.class_id == class_id
    )
    took_part = or_(
        and_(SurveyTaken.unit == UnitKind.PERSON, SurveyTaken.unit_id == person_id),
        and_(SurveyTaken.unit == UnitKind.CHILD, SurveyTaken.unit_id.in_(theirs)),
    )
    found = await session.scalars(
        select(SurveyTaken.survey_id).where(SurveyTaken.answered, took_part).distinct()
    )
    await _mark(session, found.all(), child_id)


async def pass_to(session: Session, child_id: int, to_child_id: int) -> None:
    """One child turned out to be another, who has taken part where that one has."""
    was = and_(SurveyTaken.unit == UnitKind.CHILD, SurveyTaken.unit_id == child_id)
    found = await session.scalars(select(SurveyTaken.survey_id).where(was, SurveyTaken.answered))
    await _mark(session, found.all(), to_child_id)
    await forget_child(session, child_id)


async def _mark(session: Session, survey_ids: Sequence[int], child_id: int) -> None:
    rows = [
        {"survey_id": each, "unit": UnitKind.CHILD, "unit_id": child_id, "answered": True}
        for each in sorted(survey_ids)
    ]
    await upsert(session, SurveyTaken.__table__, rows, key=_KEY, change=("answered",))


async def forget_child(session: Session, child_id: int) -> None:
    """A child is gone; its family's answer is nobody's and stays."""
    await session.execute(
        delete(SurveyTaken)
        .where(SurveyTaken.unit == UnitKind.CHILD, SurveyTaken.unit_id == child_id)
        .execution_options(synchronize_session=False)
    )
