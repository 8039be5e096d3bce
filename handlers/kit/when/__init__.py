"""Times as people type them, in English and Chinese, and how they are said back."""

# What people mean, where they leave something out:
# - Fri is the coming Friday; on a Friday it is today or in a week, which is asked. With next Fri
#   it is Friday of next week, and where this week's is still to come, English is asked which.
#   下周五 is always next week's.
# - A date without a year is the next one; one that was over in the last three months is asked.
# - A day's number is this month's, and next month's once it is over.
# - An hour without am or pm: 1 to 5 are in the afternoon, 9 to 12 as they are, 6 to 8 are asked,
#   for a school is awake at both. 07:45 and 18:30, and any time beside a date in digits
#   (2026-12-03 7:45), are on a clock of 24 hours.
# - A time alone is today's, and tomorrow's once it is over.

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.kit.texts import Texts
from handlers.kit.when import chinese, english
from handlers.kit.when.resolve import Asks, Question, When, in_second_hour, resolve
from handlers.kit.when.said import Piece, Said, narrow, scan

__all__ = ["Asks", "Question", "When", "echo", "leading", "read"]

_GRAMMARS: dict[str, tuple[Piece, ...]] = {"en": english.PIECES, "zh": chinese.PIECES}
# Longer than any time; what follows is not looked at.
_LONGEST = 120
_TAIL = re.compile(r"[\s.,!;:。，！；：)]*")


def read(
    typed: str, now: datetime, zone: ZoneInfo, language: str, *, day: date | None = None
) -> When | Question | None:
    """The time that a text is.

    Args:
        typed: the whole of it must be a time; white space and a full stop do not count.
        now: the instant it was typed.
        zone: where its clock hangs.
        language: whose order of days and months counts (an IETF tag); both grammars are tried.
        day: what is meant where the text names no day.

    Returns:
        When, a Question, or None for what is no time at all.
    """
    plain = narrow(typed.strip())
    if len(plain) > _LONGEST:
        return None
    for pieces in _in_order(language):
        for said, end in reversed(list(scan(plain, pieces, bold=True))):
            if _TAIL.fullmatch(plain, end):
                return resolve(said.on(day) if day else said, now, zone)
    return None


def leading(
    typed: str, now: datetime, zone: ZoneInfo, language: str
) -> tuple[When | Question | None, int]:
    """The time at the start of a longer text, and how many characters of it that takes.

    A colon, comma or dash behind the time is taken with it. A bare number is no time here:
    `Friday 3 parents` begins with a day.
    """
    plain = narrow(typed[:_LONGEST])
    start = len(plain) - len(plain.lstrip())
    best: tuple[int, Said] | None = None
    for pieces in _in_order(language):
        for said, end in scan(plain[start:], pieces, bold=False):
            if best is None or end > best[0]:
                best = end, said
    if best is None:
        return None, 0
    return resolve(best[1], now, zone), _behind(plain, start + best[0])


def _behind(plain: str, end: int) -> int:
    match = re.compile(r"\s*(?:[:,;]|[-—](?=\D|$))?\s*").match(plain, end)
    return match.end() if match else end


def _in_order(language: str) -> list[tuple[Piece, ...]]:
    """The grammars, the person's own first."""
    own = language.partition("-")[0].lower()
    return [pieces for _, pieces in sorted(_GRAMMARS.items(), key=lambda item: item[0] != own)]


def echo(when: When | datetime, texts: Texts) -> str:
    """Weekday, full date and time, as they are said back before anything happens.

    What it says can be read again: in the hour that an autumn night has twice, the second one
    says how far it is from UTC.
    """
    at = (when.at if isinstance(when, When) else when).astimezone(texts.zone)
    said = texts.moment(at)
    if not in_second_hour(at):
        return said
    hours, minutes = divmod(int((at.utcoffset() or at.resolution).total_seconds()) // 60, 60)
    return f"{said} (UTC{hours:+d}{f':{minutes:02}' if minutes else ''})"
