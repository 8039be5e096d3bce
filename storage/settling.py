"""Answers of somebody who is forgotten: taken out of what is open, numbers in what is over."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, or_, select

from storage import classes, personal, places
from storage.answers import UnitKind
from storage.base import Session
from storage.meetings import Meeting
from storage.personal import By, Who
from storage.slips import Signature
from storage.subjects import Subject
from storage.survey_values import without_words
from storage.surveys import Survey

Moved = tuple[tuple[int, tuple[tuple[UnitKind, int], ...]], ...]


async def settle(session: Session, who: Who, now: datetime) -> tuple[int, set[int]]:
    """Takes their answers out of what is open; elsewhere they stay as numbers.

    Returns how many stay, and the subjects that changed. A child for whom somebody else answers
    keeps its own.
    """
    await session.execute(
        delete(Signature)
        .where(Signature.child_id.in_(who.alone))
        .execution_options(synchronize_session=False)
    )
    table = personal.holds()["answers"][0]
    theirs = personal.named(table, "unit_id", By.UNIT, who, who.alone)
    rows = (await session.execute(select(table).where(theirs))).all()
    if not rows:
        return 0, set()
    begun = await _begun(session, {row.subject_id for row in rows}, now)
    await session.execute(delete(table).where(theirs))
    kept = [_number(row, begun[row.subject_id]) for row in rows if row.subject_id in begun]
    if kept:
        await session.execute(table.insert(), kept)
    return len(kept), {row.subject_id for row in rows} - begun.keys()


def _number(row: Any, begun: datetime) -> dict[str, Any]:
    """An answer of nobody: its unit is drawn by lot, its time says nothing, its words are gone."""
    lot = -1 - secrets.randbelow(2**52)
    return {
        **row._mapping,
        "unit": UnitKind.PERSON if row.unit == UnitKind.CHILD else row.unit,
        "unit_id": lot,
        "value": without_words(row.value),
        "person_id": None,
        "was": None,
        "was_by": None,
        "at": begun,
    }


async def _begun(session: Session, ids: Collection[int], now: datetime) -> dict[int, datetime]:
    """Those of the subjects that are over, with when they began.

    A meeting is over when it was held or called off, a survey when it is closed, all else when
    nobody looks at it any more.
    """
    over = or_(
        and_(Meeting.id.is_(None), Survey.id.is_(None), Subject.created_at < now - classes.LIVELY),
        Meeting.ended_at.is_not(None),
        Meeting.cancelled_at.is_not(None),
        Survey.closed_at.is_not(None),
    )
    found = await session.execute(
        select(Subject.id, Subject.created_at)
        .outerjoin(Meeting, Meeting.id == Subject.id)
        .outerjoin(Survey, Survey.id == Subject.id)
        .where(Subject.id.in_(ids), over)
    )
    return {id_: at for id_, at in found}  # noqa: C416 (rows are no pairs to mypy)


async def move_up(session: Session, changed: set[int]) -> Moved:
    """Who waited for a place that is free now has it; their units, with the meeting."""
    full = await session.scalars(
        select(Meeting.id)
        .where(Meeting.id.in_(changed), Meeting.capacity.is_not(None))
        .order_by(Meeting.id)
        .with_for_update()
    )
    moved = [(each, await places.move_up(session, each)) for each in full]
    return tuple((meeting_id, units) for meeting_id, units in moved if units)
