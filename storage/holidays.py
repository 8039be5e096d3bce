"""Holidays and school breaks: the days on which nobody at the school works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Session
from storage.rules import Broken, named
from storage.working import Calendar, Week

NAME_LIMIT = 60
# The longest break; what is longer was mistyped.
LONGEST = timedelta(days=120)
# As many as can stand on one card, and more than a school year has.
MOST = 40


class Holidays(Base):
    """Days off, from the first to the last of them."""

    __tablename__ = "holidays"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Dates on the school's wall, like 2026-12-24.
    first: Mapped[str]
    last: Mapped[str]
    name: Mapped[str]

    # A number is never given twice: buttons in old messages carry it.
    __table_args__ = ({"sqlite_autoincrement": True},)


@dataclass(frozen=True, slots=True)
class Off:
    """A holiday or a break, with its first and its last day."""

    id: int
    first: date
    last: date
    name: str


async def since(session: Session, day: date) -> list[Off]:
    """The holidays that are not over on that day, the earliest first."""
    found = await session.execute(
        select(Holidays.id, Holidays.first, Holidays.last, Holidays.name)
        .where(Holidays.last >= day.isoformat())
        .order_by(Holidays.first, Holidays.id)
    )
    return [_off(*row) for row in found]


def _off(number: int, first: str, last: str, name: str) -> Off:
    return Off(number, date.fromisoformat(first), date.fromisoformat(last), name)


async def add(session: Session, first: date, last: date, name: str, now: datetime) -> None:
    """The school does not work from the first to the last of these days.

    Raises:
        Broken: "holiday-name", "holiday-days" or "holiday-many".
    """
    clean = named(name, NAME_LIMIT, "holiday-name")
    if not timedelta() <= last - first <= LONGEST:
        raise Broken("holiday-days", limit=LONGEST.days)
    if len(await since(session, now.date())) >= MOST:
        raise Broken("holiday-many", limit=MOST)
    session.add(Holidays(first=first.isoformat(), last=last.isoformat(), name=clean))
    await session.flush()


async def remove(session: Session, number: int) -> bool:
    """The school works on these days after all; False where that was so already."""
    found = await session.scalar(
        delete(Holidays).where(Holidays.id == number).returning(Holidays.id)
    )
    return found is not None


async def calendar(session: Session, week: Week, zone: ZoneInfo) -> Calendar:
    """The school's working days, without all its holidays."""
    found = await session.execute(select(Holidays.first, Holidays.last))
    off = tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in found)
    return Calendar(week, zone, off)
