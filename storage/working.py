"""Working time: the hours in which the school works, on the days on which it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.wall import localise

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Longer than any school is closed; after that nothing is looked for.
_FAR = 400


@dataclass(frozen=True, slots=True)
class Week:
    """When the school works: between two times of day, on these weekdays (0 is Monday)."""

    begins: time = time(8)
    ends: time = time(16)
    days: frozenset[int] = frozenset(range(5))

    @property
    def day(self) -> timedelta:
        """How long a working day is."""
        today = date.min
        return datetime.combine(today, self.ends) - datetime.combine(today, self.begins)


@dataclass(frozen=True, slots=True)
class Promise:
    """Within how many working days a letter is seen, and answered; after `red` it is a shame."""

    seen: int = 1
    answered: int = 3
    red: int = 5


# As long as the school's configuration says nothing else.
WEEK, PROMISE = Week(), Promise()


@dataclass(frozen=True, slots=True)
class Calendar:
    """The school's working days: its week in its zone, without the days that are `off`.

    `off` are first and last days of holidays and breaks, both of them off.
    """

    week: Week
    zone: ZoneInfo
    off: tuple[tuple[date, date], ...] = ()

    def works(self, day: date) -> bool:
        """Whether the school works on that day."""
        if day.weekday() not in self.week.days:
            return False
        return not any(first <= day <= last for first, last in self.off)

    def spent(self, since: datetime, until: datetime) -> timedelta:
        """How much working time lies between two instants; nothing where they are the wrong way."""
        first, last = (each.astimezone(self.zone).date() for each in (since, until))
        whole = timedelta()
        for day in self._days(first, (last - first).days + 1):
            begins, ends = self._hours(day)
            whole += max(min(ends, until) - max(begins, since), timedelta())
        return whole

    def opens(self, after: datetime) -> datetime | None:
        """When the first working day begins after an instant, as a local time."""
        today = after.astimezone(self.zone).date()
        begins = (self._hours(day)[0] for day in self._days(today, _FAR))
        found = next((each for each in begins if each > after), None)
        return found.astimezone(self.zone) if found is not None else None

    def ticks(self, after: datetime) -> datetime | None:
        """When another working hour is over, by the clock: at 9, 10, … where work begins at 8."""
        today = after.astimezone(self.zone).date()
        for day in self._days(today, _FAR):
            begins, ends = self._hours(day)
            hours = range(1, int((ends - begins) / HOUR) + 1)
            found = next((at for n in hours if (at := begins + n * HOUR) > after), None)
            if found is not None:
                return found.astimezone(self.zone)
        return None

    def _days(self, first: date, count: int) -> Iterator[date]:
        """The working days among so many."""
        every = (first + n * DAY for n in range(count))
        return (day for day in every if self.works(day))

    def _hours(self, day: date) -> tuple[datetime, datetime]:
        begins, ends = (datetime.combine(day, at) for at in (self.week.begins, self.week.ends))
        # In UTC, where a day on which the clock is changed is as long as it is.
        return localise(begins, self.zone).astimezone(UTC), localise(ends, self.zone).astimezone(
            UTC
        )
