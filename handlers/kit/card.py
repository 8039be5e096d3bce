"""What people see: text with spans, and a card of text, files and buttons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
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


def moment(shown: str, at: datetime, form: str = "") -> Text:
    """A time that each reader's app shows in their own zone; `shown` where an app cannot.

    `form` says how (Bot API: date-time entity formatting): "r" relative to now, else "w" weekday,
    "d" or "D" date, "t" or "T" time, short or long, in this order; "" leaves `shown` as it is.
    """
    extra = {"date_time_format": form} if form else {}
    return Text(shown).styled("date_time", unix_time=int(at.timestamp()), **extra)


def folded(text: Text | str) -> Text:
    """A quote that shows three lines and opens by tap (Bot API: expandable_blockquote)."""
    return (text if isinstance(text, Text) else Text(text)).styled("expandable_blockquote")


def spoiler(text: Text | str) -> Text:
    """Text that is hidden until it is tapped."""
    return (text if isinstance(text, Text) else Text(text)).styled("spoiler")


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file, by what knows it: Telegram by `file_id`, or we ourselves by `hash`.

    What a person sent has a `file_id` (Bot API: it stays good for this bot) and can be put on a
    card as it is. What the bot made is kept until it was sent once (`Turn.keep`), and has a
    `hash`. `kind` is "photo", "document", "voice", "video" or "audio"; `size` is in bytes, 0 if
    unknown; `unique_id` is the same for the same file, whoever sent it. `data` is there only while
    it is being sent.
    """

    kind: str
    file_id: str | None = None
    name: str = ""
    unique_id: str = ""
    size: int = 0
    mime: str = ""
    hash: str | None = None
    data: bytes | None = field(default=None, repr=False)

    @property
    def identity(self) -> str:
        """What tells it from other files, whether it was sent already or not."""
        return self.hash or self.file_id or ""

    @property
    def packed(self) -> list[Any]:
        """As JSON values, for a payload or a draft."""
        return [
            self.kind, self.file_id, self.name, self.unique_id, self.size, self.mime, self.hash
        ]  # fmt: skip

    @classmethod
    def of(cls, packed: Sequence[Any]) -> FileRef:
        """The file that `packed` made these values of."""
        return cls(*packed)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that the bot made: its name with an ending, its bytes, and what it is sent as.

    A photo is a PNG or JPEG of at most 10 MB, anything else a document of at most 50 MB.
    """

    name: str
    data: bytes = field(repr=False)
    kind: str = "document"


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: exactly one of `data` (1-64 bytes, Bot API), `url` and `copy`.

    `copy` is a text of 1-256 characters that a tap copies; `style` is "danger", "success" or
    "primary".
    """

    label: str
    data: str | None = None
    url: str | None = None
    style: str | None = None
    copy: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A render of a subject: its text, its rows of buttons, its files.

    `ask` makes it a question: in a group a selective ForceReply (Bot API: ForceReply), with
    `ask` as the placeholder of the field to type in. With one file and a text that fits, the text
    is its caption; otherwise the files come first, as albums where they can, and the text answers
    them. A card whose files change is taken away and posted anew. `pin` pins its message or lets
    it go; None says nothing about that. It stands `under` the card of that name about the same
    subject in the same chat, as an answer to it, in its topic; where it stands in the chat of
    `reply_at` (a chat and a message), it answers that message. With a `topic` it opens one of that
    title for itself, where it can; that is closed while the card is `shut`.
    """

    text: Text
    rows: tuple[tuple[Button, ...], ...] = ()
    ask: str | None = None
    reply_to: int | None = None
    files: tuple[FileRef, ...] = ()
    pin: bool | None = None
    under: str | None = None
    reply_at: tuple[int, int] | None = None
    topic: str | None = None
    shut: bool = False


def card(
    text: Text | str,
    *rows: Sequence[Button],
    ask: str | None = None,
    files: Iterable[FileRef] = (),
    pin: bool | None = None,
) -> Card:
    """A card from a text and rows of buttons; empty rows are left out."""
    whole = text if isinstance(text, Text) else Text(text)
    return Card(whole, tuple(tuple(row) for row in rows if row), ask, files=tuple(files), pin=pin)


def pack(shown: Card) -> dict[str, Any]:
    """A card as JSON values, for a post that carries its text itself."""
    packed = {
        "text": shown.text.plain,
        "spans": shown.text.packed,
        "rows": [[[b.label, b.data, b.url, b.style, b.copy] for b in row] for row in shown.rows],
        "ask": shown.ask,
        "reply_to": shown.reply_to,
    }
    if shown.files:
        packed["files"] = [file.packed for file in shown.files]
    if shown.pin is not None:
        packed["pin"] = shown.pin
    if shown.under is not None:
        packed["under"] = shown.under
    return packed


def unpack(value: dict[str, Any]) -> Card:
    """The card that `pack` made these values of."""
    return Card(
        Text.of(value["text"], value["spans"]),
        tuple(tuple(Button(*button) for button in row) for row in value["rows"]),
        value["ask"],
        value["reply_to"],
        tuple(map(FileRef.of, value.get("files", ()))),
        value.get("pin"),
        value.get("under"),
    )
