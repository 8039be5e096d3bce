"""Notices in lists: what is planned, what runs, what waits for somebody."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import and_, select

from storage import answers, audiences, notices
from storage.actors import Actor
from storage.base import Session
from storage.notices import Confirm, Notice, Snapshot
from storage.subjects import Audience, Subject


async def planned(
    session: Session,
    class_ids: Collection[int] | None = None,
    author_id: int | None = None,
) -> list[Snapshot]:
    """The notices that wait for their time, the next first.

    Those for one of these classes or by this author; with neither given, the whole school's.
    """
    waiting = and_(
        Notice.planned_for.is_not(None), Notice.posted_at.is_(None), Notice.withdrawn_at.is_(None)
    )
    statement = notices.snapshots().where(waiting, audiences.whose(class_ids, author_id))
    return await notices.read(
        session, statement.order_by(Notice.planned_for, Notice.id, Audience.class_id)
    )


async def running(
    session: Session,
    class_ids: Collection[int] | None = None,
    author_id: int | None = None,
    limit: int = 100,
) -> list[Snapshot]:
    """The latest notices that are posted and stand, the newest first; whose, as in `planned`."""
    latest = (
        select(Notice.id)
        .join(Subject, Subject.id == Notice.id)
        .where(notices.stands(), audiences.whose(class_ids, author_id))
        .order_by(Notice.posted_at.desc(), Notice.id.desc())
        .limit(limit)
    )
    statement = notices.snapshots().where(Notice.id.in_(latest))
    return await notices.read(
        session,
        statement.order_by(Notice.posted_at.desc(), Notice.id.desc(), Audience.class_id),
    )


async def waiting_for(session: Session, actor: Actor) -> list[Snapshot]:
    """The notices that one of the actor's units has not confirmed by tap, the oldest first."""
    asked = Notice.confirm == Confirm.TAP
    statement = notices.snapshots().where(notices.stands(), asked, answers.wait_for(actor))
    return await notices.read(session, statement.order_by(Notice.id, Audience.class_id))
