"""What a family said of a meeting by phone or on paper, as a teacher records it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from storage import answers, places, subjects
from storage.answers import Answer, UnitKind, Via
from storage.base import Session
from storage.meetings import Reply, Snapshot
from storage.places import Placed


async def record(
    session: Session,
    meeting: Snapshot,
    unit: UnitKind,
    unit_id: int,
    reply: Reply,
    by: int,
    now: datetime,
) -> Placed:
    """Records a reply that a teacher (`by`, a person) was told; bumps.

    Where places are counted, it takes its turn like any other.

    Raises:
        LookupError: the unit is not in the meeting's audience (any more).
    """
    if meeting.capacity is None:
        await answers.record_told(session, meeting.id, unit, unit_id, reply, by, now)
        return Placed()
    own = [(unit, unit_id)]
    if reply == Reply.YES:
        done = await places.take(session, meeting.id, own, by, now)
    else:
        done = await places.give_up(session, meeting.id, own, reply, by, now)
    await session.execute(
        update(Answer)
        .where(Answer.subject_id == meeting.id, Answer.unit == unit, Answer.unit_id == unit_id)
        .values(via=Via.TOLD)
        .execution_options(synchronize_session=False)
    )
    await subjects.bump(session, [meeting.id], now)
    return done
