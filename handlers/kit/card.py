"""What people see: text with spans, and a card of text and buttons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of formatted text; offset and length count code points of the text.

    `kind` is a Bot API MessageEntity type; `extra` holds that entity's own fields
    (url, language, unix_time, ...).
    """

    kind: str
    offset: int
    length: int
    extra: dict[str, Any] = field(default_factory=dict)

    def moved(self, by: int) -> Span:
        """The same span `by` code points further on."""
        return Span(self.kind, self.offset + by, self.length, self.extra)


@dataclass(frozen=True, slots=True)
class Text:
    """A string with spans: never a parse mode, so nothing typed by anyone can break a message."""

    plain: str = ""
    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, plain: str, spans: list[Any]) -> Text:
        """A text from its string and what `packed` made of its spans."""
        return cls(plain, tuple(Span(*span) for span in spans))

    @property
    def packed(self) -> list[Any]:
        """The spans as JSON values."""
        return [[s.kind, s.offset, s.length, s.extra] for s in self.spans]

    def __add__(self, other: Text | str) -> Text:
        more = other if isinstance(other, Text) else Text(other)
        moved = tuple(span.moved(len(self.plain)) for span in more.spans)
        return Text(self.plain + more.plain, self.spans + moved)

    def __bool__(self) -> bool:
        return bool(self.plain)

    def styled(self, kind: str, **extra: Any) -> Text:
        """The whole text under one more span."""
        if not self.plain:
            return self
        return Text(self.plain, (Span(kind, 0, len(self.plain), extra), *self.spans))

    def cut(self, start: int, end: int) -> Text:
        """The code points from start to end, with the spans that touch them."""
        end = min(end, len(self.plain))
        kept = []
        for span in self.spans:
            first, last = max(span.offset, start), min(span.offset + span.length, end)
            if first < last:
                kept.append(Span(span.kind, first - start, last - first, span.extra))
        return Text(self.plain[start:end], tuple(kept))

    def strip(self) -> Text:
        """Without white space at either end."""
        start = len(self.plain) - len(self.plain.lstrip())
        return self.cut(start, max(start, len(self.plain.rstrip())))


def join(parts: Iterable[Text | str], between: str = "\n") -> Text:
    """The parts that say something, with `between` between them."""
    whole = Text()
    for part in parts:
        if part:
            whole = whole + between + part if whole else whole + part
    return whole


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: exactly one of `data` (1-64 bytes, Bot API) and `url`."""

    label: str
    data: str | None = None
    url: str | None = None
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A render of a subject: its text and its rows of buttons.

    `ask` makes it a question: in a group a selective ForceReply (Bot API: ForceReply), with
    `ask` as the placeholder of the field to type in.
    """

    text: Text
    rows: tuple[tuple[Button, ...], ...] = ()
    ask: str | None = None
    reply_to: int | None = None


def card(text: Text | str, *rows: Sequence[Button], ask: str | None = None) -> Card:
    """A card from a text and rows of buttons; empty rows are left out."""
    whole = text if isinstance(text, Text) else Text(text)
    return Card(whole, tuple(tuple(row) for row in rows if row), ask)


def pack(shown: Card) -> dict[str, Any]:
    """A card as JSON values, for a post that carries its text itself."""
    return {
        "text": shown.text.plain,
        "spans": shown.text.packed,
        "rows": [[[b.label, b.data, b.url, b.style] for b in row] for row in shown.rows],
        "ask": shown.ask,
        "reply_to": shown.reply_to,
    }


def unpack(value: dict[str, Any]) -> Card:
    """The card that `pack` made these values of."""
    return Card(
        Text.of(value["text"], value["spans"]),
        tuple(tuple(Button(*button) for button in row) for row in value["rows"]),
        value["ask"],
        value["reply_to"],
    )
