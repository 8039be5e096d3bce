"""Where one guardian's answer takes the place of another's, both are to hear of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, and_, case

from storage import alarms
from storage.answers import Answer, UnitKind, Via
from storage.base import Session, upsert_noting

ALARM = "guardians.changed"


def _also(excluded: Any) -> dict[str, Any]:
    """What an answer remembers of the one it takes the place of: that of the other guardian.

    Who repeats what the other said may change it later: until then the other's word is kept. Both
    were tapped: what a teacher recorded is no guardian's own word.
    """
    table = Answer.__table__
    tapped = and_(table.c.via == Via.TAP, excluded.via == Via.TAP)
    of_other = and_(tapped, table.c.person_id != excluded.person_id)
    agreed = and_(tapped, table.c.was == table.c.value)
    return {
        "was": case((of_other, table.c.value), (agreed, table.c.was), else_=None),
        "was_by": case((of_other, table.c.person_id), (agreed, table.c.was_by), else_=None),
    }


async def save(
    session: Session,
    rows: Sequence[dict[str, Any]],
    key: Iterable[str],
    change: Iterable[str],
    now: datetime,
) -> None:
    """Writes answers in one statement; only where guardians differ, more follow.

    The database itself says which answers took another's place, so that nothing is read before.
    """
    written = await upsert_noting(
        session,
        Answer.__table__,
        rows,
        key=key,
        change=change,
        also=_also,
        returning=("subject_id", "unit", "unit_id", "value", "person_id", "was", "was_by"),
    )
    for row in written:
        if row.was_by is not None and row.was != row.value and row.unit == UnitKind.CHILD:
            await _note(session, row, now)


async def _note(session: Session, row: Row[Any], now: datetime) -> None:
    """An alarm that is due at once tells them; of several changes in a moment, it is the last."""
    await alarms.set_alarm(
        session,
        f"changed:{row.subject_id}:{row.unit_id}",
        ALARM,
        now.astimezone(UTC),
        subject_id=row.subject_id,
        args={"child": row.unit_id, "was": row.was, "was_by": row.was_by, "by": row.person_id},
    )
