"""A meeting as somebody types it: time, title and place, or only a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.kit import dates
from handlers.kit.card import Text
from handlers.kit.naming import kind_words
from handlers.kit.texts import School
from handlers.kit.turn import Turn
from storage.meeting_details import NAME_LIMIT, Kind, place_of
from storage.rules import named
from storage.wall import localise

# A year mistyped is likelier than a meeting so far ahead.
FARTHEST = timedelta(days=2 * 366)
# The last @ with spaces around it (an address has none), or the wide one of Chinese keyboards.
_PLACE = re.compile(r"(.*?)(?:(?:^| )@ | @(?= |$)|＠)((?:(?! @ |＠).)*)")

# `-20:00`, `– 8pm`, `到20:00`: an hour alone is none, `18:30 - 3 parents` begins a title.
_UNTIL = re.compile(
    r"\s*[-–—~～至到]\s*(\d{1,2})(?:[:：](\d{2})\s*(?:([ap])\.?m\b\.?)?|\s*([ap])\.?m\b\.?)"
    r"(?![0-9:：])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A meeting as somebody typed it."""

    starts_at: datetime
    title: str
    place: str | None
    ends_at: datetime | None = None


def leading_kind(typed: str, school: School) -> tuple[Kind | None, int]:
    """The word for what it is at the start of what was typed, in any of the school's languages.

    Returns it and how many characters it took, with a colon behind it.
    """
    plain = typed.casefold()
    words = [(word, kind) for kind in Kind for word in kind_words(kind, school)]
    for word, kind in sorted(words, key=lambda each: -len(each[0])):
        # What is written without spaces may go on at once: 讲座周五晚上七点.
        apart = r"(?=[\s:：])" if word.isascii() else ""
        match = re.match(rf"\s*{re.escape(word)}{apart}\s*[:：]?\s*", plain)
        if match:
            return kind, match.end()
    return None, 0


def parse(turn: Turn, typed: str, called: str = "") -> Said:
    """Time, title and, after the last ` @ `, place; refuses with an example what is none of it.

    Behind the time, `-20:00` is when it ends. What has no title is `called` after its kind.
    """
    starts_at, taken = starting_time(turn, typed, "meeting-example")
    title, place, until = parted(turn, typed[taken:], called)
    if not title:
        turn.refuse("meeting-no-title", example=_example(turn, "meeting-example"))
    ends_at = ending(starts_at, until, turn.school.zone) if until else None
    return Said(starts_at, title, place, ends_at)


def parted(turn: Turn, rest: str, called: str = "") -> tuple[str, str | None, str | None]:
    """Title, place and until when (20:00) of what stands behind the time; the title may lack."""
    until, taken = _until(turn, rest)
    rest = " ".join(rest[taken:].split())
    match = _PLACE.fullmatch(rest)
    title, place = match.groups() if match else (rest, "")
    title = title.strip() or called
    # Before a class is asked for, not after.
    return (
        named(title, NAME_LIMIT, "meeting-title") if title else "",
        place_of(place) if place.strip() else None,
        until,
    )


def _until(turn: Turn, rest: str) -> tuple[str | None, int]:
    """A dash and a time of day that follow at once, as on a clock of 24 hours."""
    match = _UNTIL.match(rest)
    if match is None:
        return None, 0
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3] or match[4]
    if half:
        hour = hour % 12 + 12 * (half.lower() == "p")
    if hour > 23 or minute > 59:
        typed = match[0].strip(" -–—~～至到")
        example = _example(turn, "meeting-example")
        turn.refuse("meeting-time-impossible", typed=typed, example=example)
    return f"{hour:02}:{minute:02}", match.end()


def ending(starts_at: datetime, until: str, zone: ZoneInfo) -> datetime:
    """When it ends: the first time after the start that a clock shows that."""
    day = starts_at.astimezone(zone).replace(tzinfo=None)
    hour, minute = map(int, until.split(":"))
    wall = day.replace(hour=hour, minute=minute)
    return localise(wall if wall > day else wall + timedelta(days=1), zone)


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
    check_near(turn, at)
    return at, taken


def check_near(turn: Turn, at: datetime) -> None:
    """Refuses a time that is so far ahead that it is likelier a mistake."""
    if at > turn.now + FARTHEST:
        turn.refuse("meeting-time-far", when=turn.texts.moment(at))


def _example(turn: Turn, key: str) -> Text:
    """A line that would be right if it were typed today."""
    day = (turn.now + timedelta(days=7)).astimezone(turn.school.zone)
    return turn.texts(key, date=f"{day:%Y-%m-%d}")
