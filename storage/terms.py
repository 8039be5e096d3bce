"""School terms: two a school year, from August and from February."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from storage.wall import localise

# The months in which a school year and its second term begin.
_FIRST, _SECOND = 8, 2


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """The first (1) or second (2) term of the school year that begins in `year`."""

    year: int
    half: int

    @property
    def number(self) -> int:
        """The term as one whole number, for a button; later ones are greater."""
        return self.year * 2 + self.half - 1

    @classmethod
    def of_number(cls, number: int) -> Term:
        """The term that has this number."""
        return cls(number // 2, number % 2 + 1)

    @classmethod
    def of(cls, day: date) -> Term:
        """The term that a day belongs to."""
        if day.month >= _FIRST:
            return cls(day.year, 1)
        return cls(day.year - 1, 1 if day.month < _SECOND else 2)

    @property
    def next(self) -> Term:
        """The one that follows."""
        return Term.of_number(self.number + 1)

    def begins(self, zone: ZoneInfo) -> datetime:
        """Its first instant by the school's clock; the last but one is before the next's."""
        first = date(self.year, _FIRST, 1) if self.half == 1 else date(self.year + 1, _SECOND, 1)
        return localise(datetime.combine(first, time()), zone)
