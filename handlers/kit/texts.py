"""What the bot says, in each language: Fluent messages made into texts with spans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from babel.dates import format_skeleton
from babel.lists import format_list
from babel.units import format_unit
from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser

from handlers.kit.card import Text, join
from storage import quiet, working
from storage.envelopes import Envelopes

log = structlog.get_logger()

# A language with a file of its own, and how it is called by those who speak it.
LANGUAGES = {"en": "English", "zh-CN": "简体中文"}

# A whole grade is named class by class; of a whole school the first ones are enough.
MOST_CLASSES, FIRST_CLASSES = 8, 3

_TAGS = {
    "b": "bold",
    "i": "italic",
    "u": "underline",
    "s": "strikethrough",
    "code": "code",
    "q": "blockquote",
    "fold": "expandable_blockquote",
}
_MARK = re.compile(r"<(/?)([a-z]+)>|\ue000(\d+)\ue001")
# Embeddings, overrides and isolates: what somebody typed must not turn the rest of a line round.
_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@cache
def bundle(language: str) -> FluentBundle:
    """A language's messages; read once a process.

    Without the place of each word in the file: that takes as much memory as the words (measured).
    """
    made = FluentBundle([language], use_isolating=False)
    source = (files("handlers") / "locales" / f"{language}.ftl").read_text("utf-8")
    made.add_resource(FluentParser(with_spans=False).parse(source))
    return made


def closest(wanted: str | None, offered: tuple[str, ...], default: str) -> str:
    """The offered language that is nearest to a wanted one (an IETF tag, as Telegram sends)."""
    if not wanted:
        return default
    parts = wanted.lower().replace("_", "-").split("-")
    for language in offered:
        if language.lower() == "-".join(parts):
            return language
    for language in offered:
        if language.lower().split("-")[0] == parts[0]:
            return language
    return default


@dataclass(frozen=True, slots=True)
class School:
    """The one school that this installation serves, as texts and handlers need to know it.

    `reads_all`: Telegram sends the bot all that is written in groups (privacy mode is off).
    `quiet_from` and `quiet_until` are the quiet hours by the school's clock, `daily_posts` is how
    many new messages a day the bot may bring into a group before their author is asked.
    `week` is when the school works, `promise` within how many working days it answers letters.
    `envelopes` seal what only the key's holder may read; None where there is no key, and nobody
    may be promised to stay hidden. `emergency_number` is shown to who writes of a child's safety.
    `mailbox_under_cards` puts a button to the mailbox under cards that stand in groups.
    `affairs_page` is where the register of school affairs can be read in a browser, "" for nowhere.
    """

    name: str
    zone: ZoneInfo
    languages: tuple[str, ...]
    default_language: str
    bot_username: str

    reads_all: bool = False
    quiet_from: time = quiet.FROM
    quiet_until: time = quiet.UNTIL
    daily_posts: int = quiet.DAILY_POSTS
    week: working.Week = working.WEEK
    promise: working.Promise = working.PROMISE
    envelopes: Envelopes | None = field(default=None, repr=False)
    emergency_number: str = ""
    mailbox_under_cards: bool = False
    affairs_page: str = ""

    def quiet_ends(self, at: datetime) -> datetime | None:
        """When the quiet hours that an instant falls into are over; None where it is not quiet."""
        return quiet.ends(at, self.zone, self.quiet_from, self.quiet_until)

    def reminder_at(self, at: datetime) -> datetime:
        """When a reminder for an instant comes: then, or before its quiet hours begin."""
        return quiet.reminder_at(at, self.zone, self.quiet_from, self.quiet_until)

    def next_morning(self, at: datetime) -> datetime:
        """When the quiet hours are over on the day after an instant's."""
        return quiet.next_morning(at, self.zone, self.quiet_until)

    def link(self, payload: str) -> str:
        """A deep link into the private chat (Bot API: t.me/<bot>?start=, 64 of A-Za-z0-9_-)."""
        return f"https://t.me/{self.bot_username}?start={payload}"

    def link_group(self, payload: str) -> str:
        """A deep link that adds the bot to a group (Bot API: t.me/<bot>?startgroup=)."""
        return f"https://t.me/{self.bot_username}?startgroup={payload}"

    def closest(self, wanted: str | None) -> str:
        """The school's language that is nearest to an IETF tag, as Telegram sends it."""
        return closest(wanted, self.languages, self.default_language)

    def is_clear(self, wanted: str | None) -> bool:
        """Whether exactly one of the school's languages is meant by an IETF tag."""
        tag = (wanted or "").lower().replace("_", "-")
        if tag in {each.lower() for each in self.languages}:
            return True
        base = tag.split("-")[0]
        return sum(each.lower().split("-")[0] == base for each in self.languages) == 1


class Texts:
    """The school's voice in one language; times are told in the school's zone."""

    def __init__(self, language: str, school: School) -> None:
        self.language = language
        self.school = school
        self.zone = school.zone
        self._bundle = bundle(language)
        self._locale = language.replace("-", "_")

    def __call__(self, key: str, **args: Any) -> Text:
        """A message as a text; string and Text arguments are put in as they are, never parsed."""
        opaque: list[Text] = []
        return _parse(self._say(key, args, opaque), opaque)

    def plain(self, key: str, **args: Any) -> str:
        """A message as a string: a button's label, a toast."""
        opaque: list[Text] = []
        said = self._say(key, args, opaque)
        return _MARK.sub(lambda mark: opaque[int(mark[3])].plain if mark[3] else "", said)

    def _say(self, key: str, args: dict[str, Any], opaque: list[Text]) -> str:
        """A message with its tags, and places for what is put in as it is."""
        message = self._bundle.get_message(key)
        if message.value is None:
            raise LookupError(f"the message {key} says nothing")
        values = {name: _argument(value, opaque) for name, value in args.items()}
        said, errors = self._bundle.format_pattern(message.value, values)
        for error in errors:
            log.error("text.broken", key=key, language=self.language, error=str(error))
        return str(said)

    def has(self, key: str) -> bool:
        """Whether there is such a message."""
        return bool(self._bundle.has_message(key))

    def moment(self, when: datetime) -> str:
        """Weekday, date and time of an instant: `Thu, Dec 3, 2026, 18:30`."""
        local = when.astimezone(self.zone)
        return self.plain("date-time", date=self.day(local), time=self.clock(local))

    def day(self, when: date | datetime) -> str:
        """Weekday and full date; of an instant, in the school's zone."""
        local = when.astimezone(self.zone) if isinstance(when, datetime) else when
        return str(format_skeleton("yMMMEd", local, locale=self._locale))

    def month(self, when: date) -> str:
        """Month and year: `Dec 2026`."""
        return str(format_skeleton("yMMM", when, locale=self._locale))

    def short_day(self, when: datetime) -> str:
        """Day and month, for a button: `Dec 3`."""
        return str(format_skeleton("MMMd", when.astimezone(self.zone), locale=self._locale))

    def clock(self, when: datetime) -> str:
        """The time of day, as it is written on a timetable."""
        return f"{when.astimezone(self.zone):%H:%M}"

    def size(self, size: int) -> str:
        """`120 kB`, `1.2 MB`, of so many bytes; nothing where they are not known."""
        large = size >= 1_000_000
        count = round(size / 1_000_000, 1) if large else max(1, round(size / 1000))
        unit = "megabyte" if large else "kilobyte"
        return format_unit(count, unit, "short", locale=self._locale) if size else ""

    def listing(self, items: list[str]) -> str:
        """`Anna, Ben and Clara`."""
        if len(items) == 1:
            return _Clean(clean(items[0]))
        return _Clean(format_list([clean(item) for item in items], locale=self._locale))

    def classes(self, names: Sequence[str]) -> str:
        """What some classes are called: `3A and 3B`; of many the first, and how many more."""
        if len(names) <= MOST_CLASSES:
            return self.listing(list(names))
        more = self.plain("classes-more", count=len(names) - FIRST_CLASSES)
        return self.listing([*names[:FIRST_CLASSES], more])


class _Clean(str):
    """Several names, each with a direction of its own: they are not made into one."""

    __slots__ = ()


def clean(typed: str) -> str:
    """What somebody typed, without characters that change the direction of others."""
    if isinstance(typed, _Clean):
        return typed
    kept = _CONTROLS.sub("", typed)
    return f"\u2068{kept}\u2069" if _RTL.search(kept) else kept


def _argument(value: Any, opaque: list[Text]) -> Any:
    """Numbers and choices go into the message's own rules; everything typed waits outside."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Text):
        opaque.append(value)
    elif isinstance(value, str):
        opaque.append(Text(clean(value)))
    else:
        return value
    return f"\ue000{len(opaque) - 1}\ue001"


def _parse(said: str, opaque: list[Text]) -> Text:
    """Tags become spans, places become what was kept outside."""
    whole, start = Text(), 0
    waiting: list[tuple[str, Text]] = []
    for mark in _MARK.finditer(said):
        whole = whole + said[start : mark.start()]
        start = mark.end()
        if mark[3] is not None:
            whole = whole + opaque[int(mark[3])]
        elif not mark[1]:
            waiting.append((mark[2], whole))
            whole = Text()
        else:
            tag, before = waiting.pop()
            if tag != mark[2]:
                raise ValueError(f"</{mark[2]}> closes <{tag}> in {said!r}")
            whole = before + whole.styled(_TAGS[tag])
    if waiting:
        raise ValueError(f"<{waiting[-1][0]}> is not closed in {said!r}")
    return whole + said[start:]


def lines(*parts: Text | str | None) -> Text:
    """The parts that say something, a line each."""
    return join([part for part in parts if part], "\n")


def paragraphs(*parts: Text | str | None) -> Text:
    """The parts that say something, with an empty line between them."""
    return join([part for part in parts if part], "\n\n")
