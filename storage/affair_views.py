"""What an entry of the register shows, wherever it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from storage import affairs, audiences, decisions, meetings
from storage.affairs import Affair, Category, Snapshot, Version
from storage.base import Session
from storage.decisions import Decided


@dataclass(frozen=True, slots=True)
class View:
    """An entry; `decided` is the decision behind it, `classes` whose committee's it is.

    `newest` is the version that stands now, itself in that; `before` are earlier ones.
    """

    affair: Snapshot
    text: str
    spans: list[Any]
    files: list[Any]
    at: datetime
    pin: bool | None
    decided: Decided | None
    classes: tuple[str, ...]
    of_school: bool
    newest: Snapshot
    before: tuple[Version, ...]

    @property
    def category(self) -> Category:
        """Where it stands."""
        return self.affair.category


async def view(session: Session, affair_id: int) -> View:
    """What an entry shows.

    Raises:
        LookupError: there is none.
    """
    row = (await session.execute(select(*_ROW).where(Affair.id == affair_id))).one_or_none()
    if row is None:
        raise LookupError(f"no affair {affair_id}")
    found = await affairs.of_ids(session, {affair_id, row.replaced_by or affair_id})
    decided = await decisions.of_id(session, row.decision_id) if row.decision_id else None
    classes, of_school = (decided.classes, decided.of_school) if decided else ((), False)
    if row.meeting_id is not None:
        meeting = await meetings.get(session, row.meeting_id)
        classes = await audiences.names(session, meeting.class_ids)
        of_school = meeting.of_school_committee
    return View(
        found[affair_id],
        row.text,
        row.spans,
        row.files,
        row.at,
        row.pin,
        decided,
        classes,
        of_school,
        found[row.replaced_by or affair_id],
        tuple(await affairs.versions_before(session, affair_id)),
    )


_ROW = (
    *(Affair.text, Affair.spans, Affair.files, Affair.at, Affair.pin),
    *(Affair.replaced_by, Affair.decision_id, Affair.meeting_id),
)
