"""A meeting as somebody types it: time, title and place, or only a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.kit import dates
from handlers.kit.card import Text
from handlers.kit.turn import Turn
from storage.meetings import NAME_LIMIT
from storage.rules import named

# A year mistyped is likelier than a meeting so far ahead.
FARTHEST = timedelta(days=2 * 366)
# The last @ with spaces around it (an address has none), or the wide one of Chinese keyboards.
_PLACE = re.compile(r"(.*?)(?:(?:^| )@ | @(?= |$)|＠)((?:(?! @ |＠).)*)")


@dataclass(frozen=True, slots=True)
class Said:
    """A meeting as somebody typed it."""

    starts_at: datetime
    title: str
    place: str | None


def parse(turn: Turn, typed: str) -> Said:
    """Time, title and, after the last ` @ `, place; refuses with an example what is none of it."""
    starts_at, taken = starting_time(turn, typed, "meeting-example")
    rest = " ".join(typed[taken:].split())
    parted = _PLACE.fullmatch(rest)
    title, place = parted.groups() if parted else (rest, "")
    if not title.strip():
        turn.refuse("meeting-no-title", example=_example(turn, "meeting-example"))
    # Before a class is asked for, not after.
    title = named(title, NAME_LIMIT, "meeting-title")
    return Said(starts_at, title, place.strip() or None)


def only_time(turn: Turn, typed: str) -> datetime:
    """A time and nothing more, as `/move` takes it."""
    starts_at, taken = starting_time(turn, typed, "move-example")
    if typed[taken:].strip():
        turn.refuse("move-time-only", example=_example(turn, "move-example"))
    return starts_at


def starting_time(turn: Turn, typed: str, key: str) -> tuple[datetime, int]:
    """The time at the start of what was typed, and how many characters it took.

    What is none, or past, is refused with the example of that key.
    """
    example = _example(turn, key)
    try:
        at, taken = dates.leading(typed, turn.school.zone)
    except dates.NotATime as error:
        turn.refuse("meeting-time-impossible", typed=str(error), example=example)
    if at is None:
        turn.refuse("meeting-time-missing", example=example)
    if at <= turn.now:
        turn.refuse("meeting-time-past", when=turn.texts.moment(at), example=example)
    if at > turn.now + FARTHEST:
        turn.refuse("meeting-time-far", when=turn.texts.moment(at))
    return at, taken


def _example(turn: Turn, key: str) -> Text:
    """A line that would be right if it were typed today."""
    day = (turn.now + timedelta(days=7)).astimezone(turn.school.zone)
    return turn.texts(key, date=f"{day:%Y-%m-%d}")
