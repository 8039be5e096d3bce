"""Times in English: `next Tuesday at half past six`, `Dec 3 at 7pm`, `in two hours`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

from babel.dates import get_day_names, get_month_names

from handlers.kit.when import numbers
from handlers.kit.when.said import (
    Ahead,
    Clock,
    Dated,
    DayOf,
    Make,
    Part,
    Piece,
    Said,
    Weekday,
    fixed,
)


def _names(get: Any, first: int, more: dict[str, int]) -> dict[str, int]:
    """CLDR's names of days or months in lower case, with their numbers; a dot may follow."""
    found = {
        str(name).lower().rstrip("."): number - first
        for width in ("wide", "abbreviated")
        for number, name in get(width, locale="en").items()
    }
    return found | more


MONTHS = _names(get_month_names, 0, {"sept": 9})
DAYS = _names(get_day_names, 0, {"tues": 1, "thur": 3, "thurs": 3, "weds": 2})


def _any(words: Any) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


# What follows must be no letter or digit; a Chinese sign may, as in 18:30家长会. The class names
# what those signs are not, and in its own case: re looks at each sign of a range, in every pattern,
# and that took half a second of each start.
_NO_LETTER = r"(?-i:(?!(?=[\0-\u2e7f\U00010000-\U0010ffff])\w))"
_END = rf"{_NO_LETTER}(?!:\d)"
_ON = r"[\s,]*(?:(?:on|the|from|of|for)\s+)*"
_AT = r"[\s,]*(?:(?:at|from)\s+)?"
_NEAR = r"[\s,]*"
_MONTH = rf"(?P<month>{_any(MONTHS)})\.?"
_DAY = rf"(?P<weekday>{_any(DAYS)})\.?"
_WORD = _any(numbers.WORDS)
_NUMBER = rf"(?P<number>\d{{1,3}}|an?(?:\s+couple\s+of)?|{_WORD})"
_HOUR = rf"(?P<hour>[01]?\d|2[0-4]|{_any(list(numbers.WORDS)[1:13])}|noon|midday|midnight)"
_HALF = r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)"
_ORDINAL = rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)?|{_any(numbers.ORDINALS)})"
_YEAR = r"(?:\s*,?\s*(?P<year>(?:19|20|21)\d\d)(?!\d|\s*h|:\d|\.\d))"


def _piece(lead: str, pattern: str, make: Make, *, end: str = _END, bold: bool = False) -> Piece:
    return Piece(re.compile(f"{lead}(?:{pattern}){end}", re.IGNORECASE), make, bold)


def _count(match: re.Match[str]) -> int:
    word = match["number"].lower()
    if word in ("a", "an"):
        return 1
    return 2 if "couple" in word else numbers.english(word)


def _days_ahead(match: re.Match[str]) -> Said:
    unit = match["unit"].lower()
    number = _count(match)
    if unit == "month":
        return Said(days=(Ahead(months=number),))
    return Said(days=(Ahead(number * (7 if unit == "week" else 1)),))


def _delta(match: re.Match[str]) -> Said:
    number: float = 0.5 if match["halfof"] else _count(match)
    if match["andhalf"]:
        number += 0.5
    minutes = number * (60 if match["unit"][0] in "hH" else 1)
    return Said(delta=timedelta(minutes=minutes + int(match["minutes"] or 0)))


_WEEKS = {"this": 0, "coming": None, "this coming": None, "next": 1}


def _weekday(match: re.Match[str]) -> Said:
    word = " ".join((match["which"] or "coming").lower().split())
    week = _WEEKS[word]
    more = 1 if match["later"] else 0
    return Said(weekday=Weekday(DAYS[match["weekday"].lower()], week, week == 1, more))


def _week_from(match: re.Match[str]) -> Said:
    return Said(weekday=Weekday(DAYS[match["weekday"].lower()], more=_count(match)))


def _dated(match: re.Match[str]) -> Said:
    digits = re.sub(r"(?<=\d)(st|nd|rd|th)$", "", match["day"].lower())
    year = int(match["year"]) if match["year"] else None
    return Said(days=(Dated(MONTHS[match["month"].lower()], numbers.english(digits), year),))


def _of_month(match: re.Match[str]) -> Said:
    months = {"this": 0, "next": 1}.get((match["which"] or "").lower())
    digits = re.sub(r"(st|nd|rd|th)$", "", match["day"].lower())
    return Said(days=(DayOf(numbers.english(digits), months),))


def iso(match: re.Match[str]) -> Said:
    """Year, month and day in digits; beside them 7:45 is the morning's."""
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    return Said(days=(Dated(month, day, year),), written=True)


def _dotted(match: re.Match[str]) -> Said | None:
    """3.12. or 3.12.2026, day first; 18.30 is a time."""
    day, month, year = int(match["day"]), int(match["month"]), match["year"]
    if not year and not match["dot"] and (month > 12 or day > 31):
        return None
    full = (int(year) + (2000 if len(year) == 2 else 0)) if year else None
    return Said(days=(Dated(month, day, full),), written=True)


def _slashed(match: re.Match[str]) -> Said:
    """12/3 is December here and March there; 24/12 is clear."""
    first, second = int(match["first"]), int(match["second"])
    year = int(match["year"]) if match["year"] else None
    if year is not None and year < 100:
        year += 2000
    orders = [(first, second), (second, first)]
    likely = [Dated(month, day, year) for month, day in orders if 1 <= month <= 12]
    return Said(days=tuple(dict.fromkeys(likely)) or (Dated(first, second, year),))


def _half(match: re.Match[str]) -> Part | None:
    half = match["half"]
    if not half:
        return None
    return Part.AM if half.lower() == "a" else Part.PM


def clock(match: re.Match[str]) -> Said:
    """18:30, 6:30pm, 6.30 pm: a leading zero means a clock of 24 hours."""
    hour = int(match["hour"])
    exact = match["hour"].startswith("0") or hour > 12
    half = _half(match)
    if half is not None and hour > 12:  # 18:30 pm says it twice, 18:30 am nothing
        return Said(clock=Clock(hour if half == Part.PM else 99, int(match["minute"] or 0), True))
    return Said(clock=Clock(hour, int(match["minute"] or 0), exact, half))


def _dotted_clock(match: re.Match[str]) -> Said | None:
    """18.30 and 7.45, but 3.12 is a date; with `at` or `pm` it is a time."""
    if not match["half"] and not match["at"] and int(match["minute"]) <= 12:
        return None
    return clock(match)


def _named(match: re.Match[str], minute: int, half: Part | None) -> Said:
    """So many minutes after (before, if negative) an hour in words or digits."""
    word = match["hour"].lower()
    special = {"noon": 12, "midday": 12, "midnight": 24}
    hour = special[word] if word in special else numbers.english(word)
    if word in special or hour > 12:
        total = hour * 60 + minute
        return Said(clock=Clock(total // 60 % 24, total % 60, True))
    if minute < 0:
        hour, minute = (hour - 1) or 12, minute + 60
    return Said(clock=Clock(hour, minute, False, half))


def _past(match: re.Match[str]) -> Said:
    """Half past six, quarter to eight, ten to seven."""
    word = match["minutes"].lower()
    if word.startswith("half"):
        minutes = 30
    elif "quarter" in word:
        minutes = 15
    else:
        minutes = numbers.english(word)
    before = (match["side"] or "past").lower() in ("to", "before", "till", "til")
    return _named(match, -minutes if before else minutes, _half(match))


def _spoken(match: re.Match[str]) -> Said:
    """Six, six thirty, seven oh five."""
    minute = match["minute"]
    if not minute:
        return _named(match, 0, _half(match))
    low = re.sub(r"^oh?[\s-]+", "", minute.lower())
    return _named(match, numbers.english(low), _half(match))


def _military(match: re.Match[str]) -> Said:
    """1830h and 18h."""
    return Said(clock=Clock(int(match["hour"]), int(match["minute"] or 0), True))


def _hour_of_part(match: re.Match[str]) -> Said:
    """Seven in the evening."""
    return replace(_named(match, 0, None), part=Part(match["part"].lower()))


def _part(match: re.Match[str]) -> Said:
    return Said(part=Part(match["part"].lower()))


def _today_part(match: re.Match[str]) -> Said:
    return Said(days=(Ahead(),), part=Part(match["part"].lower()))


def offset(match: re.Match[str]) -> Said:
    """The (UTC+1) of an echo, in the hour that an autumn night has twice."""
    sign = -1 if match["sign"] == "-" else 1
    hours, minutes = int(match["hours"]), int(match["minutes"] or 0)
    return Said(offset=sign * timedelta(hours=hours, minutes=minutes))


ISO = r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?![\d.:])T?"
OFFSET = r"\(?UTC(?P<sign>[+-])(?P<hours>\d{1,2})(?::(?P<minutes>\d\d))?\)?"
COLON = r"(?P<hour>\d{1,2})[:h](?P<minute>\d\d)"
_DOTTED = (
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})"
    r"(?:(?P<dot>\.)(?P<year>\d{4}|\d\d(?![:\d.]))?)?(?![\d:]|\s*[ap]\.?m)"
)
_AMOUNT = (
    rf"(?:(?P<halfof>half\s+(?:of\s+)?an?\s+(?=h))|{_NUMBER}\s*)"
    r"(?P<unit>hours?|hrs?|h|minutes?|mins?)(?P<andhalf>\s+and\s+a\s+half)?"
    r"(?:\s+(?:and\s+)?(?P<minutes>\d{1,2})\s*min(?:ute)?s?)?"
)
_WHICH = r"this\s+coming|this|next|coming"
_SIDE = r"past|after|to|before|till?"
_PARTS = r"(?P<part>morning|afternoon|evening|night)"
_MINUTES = (
    r"half(?=\s+past)|(?:a\s+)?quarter(?=\s+(?:past|after|to|before|till?))"
    rf"|(?:\d{{1,2}}|{_WORD})(?=(?:\s+min(?:ute)?s?)?\s+(?:past|after|to|before|till?))"
)
_OH = "|".join(rf"oh?[\s-]+{unit}" for unit in list(numbers.WORDS)[1:10])
_SPOKEN = _any(word for word, value in numbers.WORDS.items() if value >= 10)

PIECES: tuple[Piece, ...] = (
    _piece(_ON, ISO, iso, end=rf"(?:T(?=\d)|{_NO_LETTER})"),
    _piece(_NEAR, OFFSET, offset),
    _piece(_NEAR, rf"{_AMOUNT}\s+from\s+now", _delta),
    _piece(_NEAR, rf"in\s+{_AMOUNT}", _delta),
    _piece(_NEAR, rf"in\s+{_NUMBER}\s+(?P<unit>day|week|month)s?(?:'?\s*time)?", _days_ahead),
    _piece(_NEAR, rf"{_NUMBER}\s+(?P<unit>day|week|month)s?\s+from\s+(?:now|today)", _days_ahead),
    _piece(_NEAR, rf"{_NUMBER}\s+weeks?\s+(?:from|on)\s+{_DAY}", _week_from),
    _piece(_ON, r"day\s+after\s+tomorrow", fixed(days=(Ahead(2),))),
    _piece(_ON, r"today", fixed(days=(Ahead(),))),
    _piece(_ON, r"tonight", fixed(days=(Ahead(),), part=Part.NIGHT)),
    _piece(_ON, r"tomorrow|tomorow|tommorow|tmrw|tmr", fixed(days=(Ahead(1),))),
    _piece(_NEAR, rf"this\s+{_PARTS}", _today_part),
    _piece(_ON, rf"(?:(?P<which>{_WHICH})\s+)?{_DAY}(?P<later>\s+week(?!\w))?", _weekday),
    _piece(_ON, r"next\s+week", fixed(week=1)),
    _piece(_ON, r"this\s+week", fixed(week=0)),
    _piece(_ON, r"week\s+after\s+next", fixed(week=2)),
    _piece(_ON, rf"{_MONTH}\s*(?:the\s+)?{_ORDINAL}{_YEAR}?", _dated),
    _piece(_ON, rf"{_ORDINAL}(?:\s+of)?\s*{_MONTH}{_YEAR}?", _dated),
    _piece(
        _ON,
        r"(?P<day>\d{1,2}(?:st|nd|rd|th))(?:\s+of\s+(?P<which>this|next)\s+month)?",
        _of_month,
    ),
    _piece(_ON, _DOTTED, _dotted),
    _piece(_ON, r"(?P<first>\d\d?)/(?P<second>\d\d?)(?:/(?P<year>\d{4}|\d\d))?(?!/)", _slashed),
    _piece(_AT, rf"{_HOUR}\s+(?:in\s+the|at)\s+{_PARTS}", _hour_of_part),
    _piece(_NEAR, rf"(?:in\s+the\s+|at\s+)?{_PARTS}", _part),
    _piece(_AT, rf"{COLON}(?::00)?{_HALF}?(?:\s*(?:hrs|hours|h|o'?clock))?", clock),
    _piece(
        _NEAR,
        rf"(?P<at>at\s+)?(?P<hour>\d{{1,2}})\.(?P<minute>\d\d){_HALF}?(?:\s*(?:hrs|h))?",
        _dotted_clock,
    ),
    _piece(_AT, rf"(?P<hour>\d{{1,2}})(?P<minute>){_HALF}", clock),
    _piece(_AT, r"(?P<hour>\d{1,2})(?P<minute>)h", _military),
    _piece(_AT, r"(?P<hour>\d\d)(?P<minute>\d\d)\s*(?:h|hrs|hours)", _military),
    _piece(_NEAR, r"(?:at|from)\s+(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)", _military),
    _piece(
        _AT,
        rf"(?P<minutes>{_MINUTES})(?:\s+min(?:ute)?s?)?\s+(?P<side>{_SIDE})"
        rf"\s+{_HOUR}{_HALF}?(?:\s+o'?clock)?",
        _past,
    ),
    _piece(_AT, rf"(?P<minutes>half)\s+(?P<side>){_HOUR}{_HALF}?", _past),
    _piece(_AT, r"12\s+noon|noon|midday", fixed(clock=Clock(12, 0, True))),
    _piece(_AT, r"12\s+midnight|midnight", fixed(clock=Clock(24))),
    _piece(_AT, rf"{_HOUR}[\s-]+(?P<minute>{_OH}|{_SPOKEN}){_HALF}?", _spoken),
    _piece(_AT, rf"{_HOUR}(?P<minute>)(?:{_HALF}|\s*o'?clock)", _spoken),
    _piece(_NEAR, rf"at\s+{_HOUR}(?P<minute>)(?P<half>)", _spoken),
    _piece(_NEAR, rf"{_HOUR}(?P<minute>)(?P<half>)", _spoken, bold=True),
)
