"""Recurrence: a rule on the calendar and the clock on the wall, made into instants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from storage.wall import localise

# RFC 5545, 3.3.10: what happens once a day at most.
_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_FINER = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})


class NotARule(ValueError):
    """No rule that gives at most one occurrence a day, or one that gives none at all."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a series: the wall time that the rule says, and the instant it happens.

    `rule` is what the series follows from here on (a COUNT is that of what is left).
    """

    wall: datetime
    at: datetime
    rule: str


def occurrences(rule: str, start: datetime, zone: ZoneInfo) -> Iterator[Occurrence]:
    """The occurrences of a rule from a naive wall time on, exactly one for each local date.

    Args:
        rule: an RFC 5545 RRULE, like "FREQ=WEEKLY;BYDAY=MO,WE"; UNTIL is a wall time as well.
        start: the series' wall time (DTSTART); it counts only where the rule has it.
        zone: where the clock hangs.

    Raises:
        NotARule: at the first of them.
    """
    parts = _parts(rule)
    try:
        walls = rrulestr(rule, dtstart=start)
    except ValueError as error:
        raise NotARule(f"{rule}: {error}") from error
    for passed, wall in enumerate(walls):
        at = on_its_date(wall, zone)
        if at is not None:
            yield Occurrence(wall, at, _rest(parts, passed))


def on_its_date(wall: datetime, zone: ZoneInfo) -> datetime | None:
    """When a naive wall time happens on its own local date; None where that date is left out.

    What is skipped comes with the first valid minute after, what is repeated the first time. In
    Nuuk the clock goes from 23:00 to midnight: there the first minute after is the next day's,
    which has an occurrence of its own, so the last one before is taken.
    """
    at = localise(wall, zone)
    if at.date() == wall.date():
        return at
    before = (at.astimezone(UTC) - timedelta(minutes=1)).astimezone(zone)
    return before if before.date() == wall.date() else None


def _parts(rule: str) -> dict[str, str]:
    """The rule's parts by their names, looked at for what would be more than one a day."""
    named = [part.partition("=") for part in rule.upper().removeprefix("RRULE:").split(";")]
    parts = {name: value for name, _, value in named}
    if parts.get("FREQ") not in _FREQUENCIES or parts.keys() & _FINER or "\n" in rule:
        raise NotARule(f"{rule}: a rule says days, and its start the time of the day")
    return parts


def _rest(parts: dict[str, str], passed: int) -> str:
    count = parts.get("COUNT")
    left = parts if count is None else parts | {"COUNT": str(int(count) - passed)}
    return ";".join(f"{name}={value}" for name, value in left.items())
