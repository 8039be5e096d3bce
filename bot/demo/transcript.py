"""The day as people saw it, printed as a readable transcript."""

from __future__ import annotations

import textwrap
from datetime import datetime
from typing import TextIO
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from bot.sandbox import Event, Message, Town

WIDTH = 92


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

    def scene(self, title: str, now: datetime) -> None:
        """Prints what is left of the scene before, and begins one at an aware time."""
        self.flush()
        when = format_datetime(
            now.astimezone(self._zone), "EEEE d MMMM, HH:mm", locale=self._locale
        )
        if self._locale.startswith("zh"):
            when = format_datetime(now.astimezone(self._zone), "M月d日EEEE HH:mm", locale="zh")
        self._line(f"\n━━ {when} · {title} ".ljust(WIDTH, "━"))
        self._place = ""

    def note(self, text: str) -> None:
        """A sentence beside the play, in brackets."""
        self.flush()
        self._line(f"\n  ({text})")
        self._place = ""

    def flush(self) -> None:
        """Prints what happened since the last time."""
        events = self._town.events.since(self._seen)
        self._seen = self._town.events.total
        last_edit = {id(each.message): each.number for each in events if each.kind == "edit"}
        for event in events:
            if event.kind != "edit" or last_edit[id(event.message)] == event.number:
                self._show(event)
        self._out.flush()

    def _show(self, event: Event) -> None:
        if event.chat is None or event.kind in ("link", "status"):
            return
        if event.kind in ("toast", "alert") and not event.text:
            return
        self._enter(event)
        name = event.who.name if event.who else ""
        match event.kind:
            case "message" if event.who is self._town.bot:
                self._say("🤖", event.text, event.message)
            case "message":
                self._say(f"{name}:", event.text, None)
            case "edit" if event.who is self._town.bot:
                self._say("🤖 ↻", event.text, event.message)
            case "edit":
                self._say(f"{name} ✎", event.text, None)
            case "tap":
                self._line(f"    {name} ☝ [{event.text}]")
            case "toast" | "alert":
                self._say("      💬", event.text, None)
            case "delete":
                self._line("    ✂ " + textwrap.shorten(event.text, 60))
            case _:
                self._line(f"    · {name} {event.text}".rstrip())

    def _enter(self, event: Event) -> None:
        chat = event.chat
        assert chat is not None  # noqa: S101 (the caller has looked)
        place = f"✉ {chat.title}" if chat.id > 0 else f"👥 {chat.title}"
        if place != self._place:
            self._place = place
            self._line(f"\n  {place}")

    def _say(self, who: str, text: str, message: Message | None) -> None:
        first, *rest = text.split("\n") or [""]
        indent = "    " + " " * (len(who) + 1)
        self._wrapped(f"    {who} ", first, indent)
        for line in rest:
            self._wrapped(indent, line, indent)
        for row in message.buttons if message else []:
            self._line(indent + " ".join(f"[{button.label}]" for button in row))

    def _wrapped(self, start: str, line: str, indent: str) -> None:
        self._line(
            textwrap.fill(line, WIDTH, initial_indent=start, subsequent_indent=indent)
            or start.rstrip()
        )

    def _line(self, text: str) -> None:
        self._out.write(text + "\n")
