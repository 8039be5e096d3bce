"""What a time expression says, part by part, before it is known which instant it means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from enum import Enum
from typing import Any


class Part(Enum):
    """A part of the day that was named beside the hour."""

    AM = "am"
    PM = "pm"
    EARLY = "early"  # 凌晨
    MORNING = "morning"
    NOON = "noon"  # 中午
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


@dataclass(frozen=True, slots=True)
class Ahead:
    """So many days or months from today."""

    days: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True)
class Dated:
    """A day and month, in the year that was said, so many years on, or the next one."""

    month: int
    day: int
    year: int | None = None
    years: int | None = None


@dataclass(frozen=True, slots=True)
class DayOf:
    """A day's number, in so many months; None is this month, or the next that has it to come."""

    day: int
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday 0.

    `week` counts calendar weeks (this one 0), None is the coming such day; `loose` says that
    English `next` may mean that one too. `more` weeks are added (`Friday week`).
    """

    number: int
    week: int | None = None
    loose: bool = False
    more: int = 0


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour and a minute as they were said.

    `exact` ones are on a clock of 24 hours. Hour 24 is midnight: the day's end if `exact`, else
    either end of it.
    """

    hour: int
    minute: int = 0
    exact: bool = False
    half: Part | None = None


Day = Ahead | Dated | DayOf


@dataclass(frozen=True, slots=True)
class Said:
    """The parts of one expression; each is said once at most.

    `days` are more than one where the day is ambiguous (12/3), `week` is a `next week` that
    stands apart from its weekday, `offset` the hours from UTC that an echo names.
    """

    days: tuple[Day, ...] | None = None
    weekday: Weekday | None = None
    week: int | None = None
    clock: Clock | None = None
    part: Part | None = None
    delta: timedelta | None = None
    offset: timedelta | None = None
    written: bool | None = None  # as timetables write dates, where 7:45 is the morning's

    def joined(self, more: Said) -> Said | None:
        """Both together; None where they say something twice."""
        new = {f.name: getattr(more, f.name) for f in fields(more)}
        new = {name: value for name, value in new.items() if value is not None}
        if any(getattr(self, name) is not None for name in new):
            return None
        return replace(self, **new)

    def on(self, day: date) -> Said:
        """The same on this day, where it names none."""
        if self.clock is None or self.days or self.weekday or self.week is not None:
            return self
        return replace(self, days=(Dated(day.month, day.day, day.year),))

    @property
    def whole(self) -> bool:
        """Whether it says something that can be understood by itself."""
        if self.delta is not None:
            return not (self.days or self.weekday or self.week or self.clock or self.part)
        said = (self.days, self.weekday, self.week, self.clock)
        return any(each is not None for each in said) or self.part == Part.NOON


Make = Callable[[re.Match[str]], Said | None]


@dataclass(frozen=True, slots=True)
class Piece:
    """A pattern, and what it says where it matches (None: not this after all).

    A `bold` one is taken only where the whole text is a time: at the start of a longer one a
    bare number may be anything.
    """

    pattern: re.Pattern[str]
    make: Make
    bold: bool = False


# Digits, letters and signs of Chinese keyboards, each in one place for one, so that places stay.
_NARROW: dict[int, str] = {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
_NARROW |= dict(zip(map(ord, "\u3000\xa0\u202f〇’–、"), "   零'-,", strict=True))


def narrow(typed: str) -> str:
    """What was typed with narrow digits and signs; as long as before."""
    return typed.translate(_NARROW)


def scan(typed: str, pieces: Sequence[Piece], *, bold: bool) -> Iterator[tuple[Said, int]]:
    """Every beginning of a text that is a time expression, and where it ends, the longest last."""
    said, at = Said(), 0
    while True:
        found = _next(typed, at, said, pieces, bold)
        if found is None:
            return
        said, at = found
        if said.whole:
            yield said, at


def _next(
    typed: str, at: int, said: Said, pieces: Sequence[Piece], bold: bool
) -> tuple[Said, int] | None:
    for piece in pieces:
        if piece.bold and not bold:
            continue
        match = piece.pattern.match(typed, at)
        more = piece.make(match) if match else None
        joined = said.joined(more) if more else None
        if match and joined:
            return joined, match.end()
    return None


def fixed(**said: Any) -> Make:
    """Makes the same of every match."""
    value = Said(**said)
    return lambda _: value
