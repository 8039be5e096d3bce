"""The day as people saw it, printed as a readable transcript."""

from __future__ import annotations

import textwrap
import unicodedata
from datetime import datetime
from typing import TextIO
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from bot.sandbox import Event, Town

WIDTH = 92
DAYS = 7  # a row of so many buttons belongs to a calendar
# Service messages (Bot API: Message), as signs that need no language.
SERVICE = {"new_chat_members": "+ 🤖", "left_chat_member": "− 🤖"}
ANSWERS = ("toast", "alert", "link")
UNSEEN = ("", "supergroup_chat_created", "group_chat_created")


class Transcript:
    """Prints what happened in a town, scene by scene: the chat, who, what, and the buttons.

    A message that changed several times within a scene is shown once, as it was at the end.
    """

    def __init__(self, town: Town, zone: ZoneInfo, language: str, out: TextIO) -> None:
        self._town = town
        self._zone = zone
        self._locale = language.replace("-", "_")
        self._out = out
        self._seen = 0
        self._place = ""
        self._texts: dict[int, str] = {}  # what each message said when it was shown last

    def scene(self, title: str, now: datetime) -> None:
        """Prints what is left of the scene before, and begins one at an aware time."""
        self.flush()
        when = format_datetime(
            now.astimezone(self._zone), "EEEE d MMMM, HH:mm", locale=self._locale
        )
        if self._locale.startswith("zh"):
            when = format_datetime(now.astimezone(self._zone), "M月d日EEEE HH:mm", locale="zh")
        line = f"━━ {when} · {title} "
        self._line("\n" + line + "━" * (WIDTH - _columns(line)))
        self._place = ""

    def note(self, text: str) -> None:
        """A sentence beside the play, in brackets."""
        self.flush()
        self._line(f"\n  ({text})")
        self._place = ""

    def flush(self) -> None:
        """Prints what happened since the last time."""
        self._print(self._new())

    def skip(self) -> None:
        """Leaves out what happened since the last time, but for cards of groups that changed."""
        events = self._new()
        for each in events:
            if each.kind == "message":
                self._texts.setdefault(id(each.message), each.text)
        self._print([each for each in events if each.kind == "edit" and _in_group(each)])

    def _new(self) -> list[Event]:
        events = self._town.events.since(self._seen)
        self._seen = self._town.events.total
        return events

    def _print(self, events: list[Event]) -> None:
        last_edits = _last_edits(events)
        told = self._told_alike(events)
        for event in _answered_at_once(events):
            if event.kind == "edit" and event.number not in last_edits:
                continue
            if self._only_lost_buttons(event):
                continue
            names = told.get(event.number, ())
            if names is not None:
                self._show(event, names)
        self._out.flush()

    def _only_lost_buttons(self, event: Event) -> bool:
        """A question that is answered, say: it still stands as it was, with nothing to tap."""
        if event.message is None or event.kind not in ("message", "edit"):
            return False
        before = self._texts.get(id(event.message))
        return event.kind == "edit" and not event.rows and event.text == before

    def _told_alike(self, events: list[Event]) -> dict[int, tuple[str, ...] | None]:
        """What several were told in private in the same words is shown once, with their names.

        None for what is shown already.
        """
        alike: dict[tuple[str, tuple[tuple[str, ...], ...]], list[Event]] = {}
        for each in events:
            if each.kind == "message" and each.who is self._town.bot and not _in_group(each):
                alike.setdefault((each.text, each.rows), []).append(each)
        told: dict[int, tuple[str, ...] | None] = {}
        for first, *others in alike.values():
            if others:
                told |= {each.number: None for each in others}
                chats = [each.chat for each in (first, *others) if each.chat is not None]
                chats.sort(key=lambda chat: chat.id)
                told[first.number] = tuple(dict.fromkeys(chat.title for chat in chats))
        return told

    def _show(self, event: Event, names: tuple[str, ...] = ()) -> None:
        if event.chat is None or event.kind == "status" or event.text in UNSEEN:
            return
        self._enter(event, names)
        name = event.who.name if event.who else ""
        if event.kind in ("message", "edit"):
            self._show_message(event, name)
            return
        line = {
            "tap": f"    {name} ☝ [{event.text}]",
            "link": f"          ↗ {event.text}",
            "service": f"    · {name} {SERVICE.get(event.text, event.text)}",
            "delete": f"    ✂ {textwrap.shorten(event.text, 60)}",
        }.get(event.kind)
        if line is None:
            self._say("      💬", event.text)
        else:
            self._line(line)

    def _show_message(self, event: Event, name: str) -> None:
        changed = event.kind == "edit"
        before = self._texts.get(id(event.message))
        self._texts[id(event.message)] = event.text
        if event.who is self._town.bot:
            file = event.message.content.get("document") if event.message else None
            text = f"📎 {file['file_name']}\n{event.text}" if file else event.text
            if event.message and event.message.media_kind == "photo":
                text = f"🖼 {event.text}"
            if before is not None:
                text = _changed(before, text)
            self._say("🤖 ↻" if changed else "🤖", text, event.rows)
        else:
            self._say(f"{name} ✎" if changed else f"{name}:", event.text)

    def _enter(self, event: Event, names: tuple[str, ...]) -> None:
        chat = event.chat
        assert chat is not None  # noqa: S101 (the caller has looked)
        title = " · ".join(names) or chat.title
        place = f"👥 {title}" if _in_group(event) else f"✉ {title}"
        if place != self._place:
            self._place = place
            self._line(f"\n  {place}")

    def _say(self, who: str, text: str, rows: tuple[tuple[str, ...], ...] = ()) -> None:
        first, *rest = text.split("\n") or [""]
        indent = "    " + " " * (len(who) + 1)
        self._wrapped(f"    {who} ", first, indent)
        for line in rest:
            self._wrapped(indent, line, indent)
        for row in _without_days(rows):
            self._line(indent + " ".join(f"[{label}]" for label in row))

    def _wrapped(self, start: str, line: str, indent: str) -> None:
        self._line(
            textwrap.fill(line, WIDTH, initial_indent=start, subsequent_indent=indent)
            or start.rstrip()
        )

    def _line(self, text: str) -> None:
        self._out.write(text + "\n")


def _changed(before: str, now: str) -> str:
    """Of a text that was shown before, its first line and what is new; … for the rest."""
    known = {line for line in before.split("\n") if line}
    first, *rest = now.split("\n")
    shown, same = [first], list[str]()
    for line in [*rest, None]:
        if line is not None and (line in known or not line):
            same.append(line)
            continue
        kept = [each for each in same if each]
        shown += same if len(kept) <= 1 and line is not None else ["…"] if kept else []
        shown += [] if line is None else [line]
        same = []
    return "\n".join(shown)


def _answered_at_once(events: list[Event]) -> list[Event]:
    """What a tap is answered with comes right behind it, whatever else happened between."""
    ordered: list[Event] = []
    for each in events:
        tap = next((e for e in reversed(ordered) if e.kind == "tap" and e.who is each.who), None)
        if each.kind in ANSWERS and tap is not None:
            ordered.insert(ordered.index(tap) + 1, each)
        else:
            ordered.append(each)
    return ordered


def _last_edits(events: list[Event]) -> set[int]:
    """The numbers of the edits to show: each message's last, of equal ones in a chat the first."""
    last = {id(each.message): each for each in events if each.kind == "edit"}
    alike = {(id(each.chat), each.text, each.rows): each.number for each in reversed(last.values())}
    return set(alike.values())


def _without_days(rows: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    """Of a calendar's rows of buttons the first says enough: the others are one […]."""
    days = [number for number, row in enumerate(rows) if len(row) >= DAYS]
    shown = [("…",) if number in days[1:2] else row for number, row in enumerate(rows)]
    return [row for number, row in enumerate(shown) if number not in days[2:]]


def _in_group(event: Event) -> bool:
    return event.chat is not None and event.chat.id < 0


def _columns(text: str) -> int:
    """How wide a line is on a terminal; Chinese characters take two columns."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
