"""What a committee's members want to talk about at its next meeting."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from storage import subjects
from storage.base import Base, Session
from storage.people import Person
from storage.rules import Broken, named

TEXT_LIMIT = 200
# As many as a card has room for, beside what else it says.
MOST = 15


class AgendaItem(Base):
    """Something to talk about at a meeting, put there by a person.

    A suggestion that families support is put there by nobody, and is named.
    """

    __tablename__ = "agenda_items"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    text: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    suggestion_id: Mapped[int | None] = mapped_column(ForeignKey("suggestions.id"), index=True)
    at: Mapped[datetime]

    # A number is never given twice: buttons in old messages carry it.
    __table_args__ = ({"sqlite_autoincrement": True},)


@dataclass(frozen=True, slots=True)
class Item:
    """An item as it is shown, with who put it there: a person, or the families of a suggestion."""

    id: int
    text: str
    person_id: int | None
    who: str | None
    suggestion_id: int | None


async def add(
    session: Session,
    meeting_id: int,
    text: str,
    person_id: int | None,
    now: datetime,
    *,
    suggestion_id: int | None = None,
) -> None:
    """Puts something on a meeting's agenda; bumps.

    Raises:
        Broken: "agenda-text" or "agenda-full".
    """
    said = named(text, TEXT_LIMIT, "agenda-text")
    if len(await of_meetings(session, [meeting_id])) >= MOST:
        raise Broken("agenda-full", limit=MOST)
    by = {"person_id": person_id, "suggestion_id": suggestion_id}
    session.add(AgendaItem(meeting_id=meeting_id, text=said, at=now, **by))
    await session.flush()
    await subjects.bump(session, [meeting_id], now)


async def of_meetings(session: Session, meeting_ids: Collection[int]) -> list[tuple[int, Item]]:
    """The items of these meetings, each with its meeting's id, as they were added."""
    found = await session.execute(
        select(AgendaItem.meeting_id, *_ITEM)
        .outerjoin(Person, Person.id == AgendaItem.person_id)
        .where(AgendaItem.meeting_id.in_(meeting_ids))
        .order_by(AgendaItem.id)
    )
    return [(meeting_id, Item(*item)) for meeting_id, *item in found]


async def texts_of(session: Session, meeting_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """What is on the agendas of these meetings, without who put it there; one statement."""
    if not meeting_ids:
        return {}
    found = await session.execute(
        select(AgendaItem.meeting_id, AgendaItem.text)
        .where(AgendaItem.meeting_id.in_(meeting_ids))
        .order_by(AgendaItem.id)
    )
    texts: dict[int, tuple[str, ...]] = {}
    for meeting_id, text in found:
        texts[meeting_id] = (*texts.get(meeting_id, ()), text)
    return texts


_ITEM: tuple[Any, ...] = (
    *(AgendaItem.id, AgendaItem.text, AgendaItem.person_id, Person.name),
    AgendaItem.suggestion_id,
)


async def of_suggestion(session: Session, suggestion_id: int) -> Sequence[AgendaItem]:
    """Where a suggestion is, or was, on an agenda."""
    own = AgendaItem.suggestion_id == suggestion_id
    return (await session.scalars(select(AgendaItem).where(own))).all()


async def find(session: Session, item_id: int) -> AgendaItem | None:
    """The item of that number."""
    return await session.get(AgendaItem, item_id)


async def drop(session: Session, item: AgendaItem, now: datetime) -> None:
    """Takes an item off; bumps its meeting."""
    meeting_id = item.meeting_id
    await session.delete(item)
    await session.flush()
    await subjects.bump(session, [meeting_id], now)
