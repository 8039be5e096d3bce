"""A calendar of buttons: a month to choose a day from, then the times of that day."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_skeleton, get_day_names

from handlers.kit import buttons
from handlers.kit.card import Button
from handlers.kit.texts import Texts
from storage.wall import localise

Rows = list[list[Button]]
WEEK = 7
# A school's day: what happens earlier or later than this is typed.
FIRST, LAST = time(7, 0), time(21, 30)
STEP = timedelta(minutes=30)
# Times in a row; with 30 half hours and two rows more, far from Telegram's 100 buttons.
WIDE = 5
# How many months ahead one may leaf.
MONTHS = 24
# An empty Braille sign: Telegram refuses a label of spaces.
BLANK = "\u2800"


@buttons.button("nil")
class Nothing:
    """A place in a grid that is there to be looked at."""


NOTHING = buttons.pack(Nothing())


def month(
    texts: Texts,
    shown: date,
    today: date,
    *,
    choose: Callable[[date], str],
    leaf: Callable[[date], str],
) -> Rows:
    """A month's grid of seven columns, from the first weekday of the language's own.

    Args:
        texts: whose language and calendar it is in.
        shown: any day of the month.
        today: is marked; days before it cannot be tapped.
        choose: the callback data of a day.
        leaf: the callback data that shows the month of this first day.

    Returns:
        A row with the month between arrows, one of weekdays, and four to six of days; at most
        52 buttons.
    """
    first = shown.replace(day=1)
    locale = Locale.parse(texts.language.replace("-", "_"))
    title = str(format_skeleton("yMMMM", first, locale=locale))
    before, after = _month_from(first, -1), _month_from(first, 1)
    return [
        [
            _arrow("‹", before, leaf, possible=offers(before, today)),
            Button(title, NOTHING),
            _arrow("›", after, leaf, possible=offers(after, today)),
        ],
        [Button(name, NOTHING) for name in _weekdays(locale)],
        *_weeks(first, today, locale.first_week_day, choose),
    ]


def offers(month: date, today: date) -> bool:
    """Whether one can leaf to that month, named by its first day: not back, not too far ahead."""
    return today.replace(day=1) <= month <= _month_from(today, MONTHS - 1)


def _month_from(day: date, by: int) -> date:
    """The first day of the month so many months on."""
    months = day.year * 12 + day.month - 1 + by
    return date(months // 12, months % 12 + 1, 1)


def _arrow(sign: str, to: date, leaf: Callable[[date], str], *, possible: bool) -> Button:
    return Button(sign, leaf(to)) if possible else Button("·", NOTHING)


def _weekdays(locale: Locale) -> list[str]:
    """Names that seven columns of a small telephone have room for."""
    names = get_day_names("short", "stand-alone", locale)
    if any(_width(names[day]) > 2 for day in range(WEEK)):
        names = get_day_names("narrow", "stand-alone", locale)
    return [str(names[(locale.first_week_day + day) % WEEK]) for day in range(WEEK)]


def _width(name: str) -> int:
    """In columns: a Chinese sign takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in name)


def _weeks(
    first: date, today: date, first_weekday: int, choose: Callable[[date], str]
) -> Iterator[list[Button]]:
    monday = first - timedelta(days=(first.weekday() - first_weekday) % WEEK)
    while monday < _month_from(first, 1):
        week = [monday + timedelta(days=day) for day in range(WEEK)]
        yield [_day(day, first, today, choose) for day in week]
        monday += timedelta(days=WEEK)


def _day(day: date, first: date, today: date, choose: Callable[[date], str]) -> Button:
    if day.month != first.month:
        return Button(BLANK, NOTHING)
    if day < today:
        return Button("·", NOTHING)
    return Button(f"[{day.day}]" if day == today else str(day.day), choose(day))


def times(
    texts: Texts,
    day: date,
    now: datetime,
    *,
    choose: Callable[[datetime], str],
    first: time = FIRST,
    last: time = LAST,
) -> Rows:
    """The half hours of a day that are still to come.

    Args:
        texts: in whose zone they are.
        day: the local date.
        now: what is over by then is left out.
        choose: the callback data of an instant.
        first: the first time offered.
        last: the last one, of the same day.
    """
    found = [
        Button(f"{at:%H:%M}", choose(at)) for at in half_hours(day, now, texts.zone, first, last)
    ]
    return [found[start : start + WIDE] for start in range(0, len(found), WIDE)]


def half_hours(
    day: date, now: datetime, zone: ZoneInfo, first: time = FIRST, last: time = LAST
) -> list[datetime]:
    """The half hours of a local date that are still to come at `now`, between two times of it."""
    at, found = datetime.combine(day, first), []
    while at <= datetime.combine(day, last):
        instant = localise(at, zone)
        # What the clocks are put forward over is not offered: it would be another time's double.
        if instant.astimezone(UTC) > now and instant.replace(tzinfo=None) == at:
            found.append(instant)
        at += STEP
    return found
