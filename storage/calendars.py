"""Who has a meeting in their own calendar, and is sent it again when it changes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ForeignKey, exists, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Session
from storage.batch import Upsert
from storage.people import Person, PersonRef, PersonRole, refs
from storage.subjects import Audience


class CalendarEntry(Base):
    """A person has taken a meeting's calendar file."""

    __tablename__ = "calendar_entries"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("persons.id"), primary_key=True, autoincrement=False, index=True
    )

    __table_args__ = ({"sqlite_with_rowid": False},)


# Taking it twice is taking it once.
TAKING = Upsert(CalendarEntry.__table__, key=("meeting_id", "person_id"), change=())


async def holders(session: Session, meeting_id: int) -> Sequence[PersonRef]:
    """Who has taken a meeting's file, and still belongs to its classes; one statement."""
    classes = select(Audience.class_id).where(Audience.subject_id == meeting_id)
    belongs = exists().where(
        PersonRole.person_id == Person.id,
        PersonRole.ended_at.is_(None),
        or_(PersonRole.class_id.is_(None), PersonRole.class_id.in_(classes)),
    )
    found = await session.execute(
        refs()
        .join(CalendarEntry, CalendarEntry.person_id == Person.id)
        .where(CalendarEntry.meeting_id == meeting_id, belongs)
    )
    return [PersonRef(*row) for row in found]
