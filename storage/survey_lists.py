"""Which surveys there are, for who looks after them or begins with an earlier one."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, or_, select

from storage import audiences, surveys
from storage.base import Session
from storage.subjects import Subject
from storage.surveys import Snapshot, Survey


async def of_classes(
    session: Session,
    class_ids: Collection[int] | None,
    author_id: int | None,
    limit: int = 100,
) -> list[Snapshot]:
    """Surveys of these classes (None: of all) or by this author, the latest first.

    Those about people who work at the school only where they are the author's.
    """
    ids = (
        select(Survey.id)
        .join(Subject, Subject.id == Survey.id)
        .where(
            audiences.whose(class_ids, None if class_ids is None else author_id),
            or_(~Survey.staff, Subject.author_id == author_id),
            or_(Survey.withdrawn_at.is_(None), Survey.opened_at.is_not(None)),
        )
        .order_by(func.coalesce(Survey.opened_at, Survey.opens_at).desc(), Survey.id.desc())
        .limit(limit)
    )
    found = await surveys.of_ids(session, (await session.scalars(ids)).all())
    when = {one.id: one.opened_at or one.opens_at for one in found.values()}
    return sorted(found.values(), key=lambda one: (when[one.id], one.id), reverse=True)
