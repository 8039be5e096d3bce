"""What a family said of a meeting by phone or on paper, as a teacher records it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import and_, false, or_, update

from storage import answers, places, subjects
from storage.answers import Answer, Via
from storage.base import Session
from storage.meetings import Reply, Snapshot
from storage.places import Placed, Units


async def record(
    session: Session,
    meeting: Snapshot,
    own: Units,
    reply: Reply,
    by: int,
    now: datetime,
) -> Placed:
    """Records a reply that a teacher (`by`, a person) was told for a family's units; bumps.

    Where places are counted, it takes its turn like any other.

    Raises:
        LookupError: one is not in the meeting's audience (any more).
    """
    if meeting.capacity is None:
        for unit, unit_id in own:
            await answers.record_told(session, meeting.id, unit, unit_id, reply, by, now)
        await _set(session, meeting, own[1:], heads=0)
        return Placed()
    if reply == Reply.YES:
        done = await places.take(session, meeting.id, own, by, now)
    else:
        done = await places.give_up(session, meeting.id, own, reply, by, now)
    await _set(session, meeting, own, via=Via.TOLD)
    await subjects.bump(session, [meeting.id], now)
    return done


async def _set(session: Session, meeting: Snapshot, own: Units, **values: Any) -> None:
    theirs = or_(
        false(), *(and_(Answer.unit == unit, Answer.unit_id == unit_id) for unit, unit_id in own)
    )
    await session.execute(
        update(Answer)
        .where(Answer.subject_id == meeting.id, theirs)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
