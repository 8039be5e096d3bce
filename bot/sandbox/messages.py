"""Messages as people see them and as the Bot API describes them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.sandbox.errors import Json
from bot.sandbox.texts import cut, end, units

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat
    from bot.sandbox.people import User

MARKS = {
    "bold": ("**", "**"),
    "italic": ("_", "_"),
    "underline": ("__", "__"),
    "strikethrough": ("~~", "~~"),
    "spoiler": ("||", "||"),
    "code": ("`", "`"),
    "pre": ("```\n", "\n```"),
}
# The fields of a message that hold what is not text (Bot API: Message).
HOLDS = (
    *("photo", "document", "video", "audio", "voice", "video_note", "sticker"),
    *("contact", "location", "poll", "dice"),
)


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: its label and the one thing it does."""

    label: str
    data: str | None = None
    url: str | None = None
    copy_text: str | None = None
    style: str | None = None

    @classmethod
    def of(cls, button: Json) -> "Button":
        """Make it from the Bot API's InlineKeyboardButton."""
        return cls(
            button["text"],
            button.get("callback_data"),
            button.get("url"),
            button.get("copy_text", {}).get("text"),
            button.get("style"),
        )


@dataclass(slots=True, eq=False)
class Message:
    """One message; `content` holds its media or service fields by their Bot API names.

    `text` is the text or the caption, "" if there is neither. `kind` is text, media or service.
    `thread` is message_thread_id as the Bot API reports it (forum topic or reply thread).
    `quote` and `external` are what a reply quotes, and of which other chat (Bot API: TextQuote,
    ExternalReplyInfo). `ephemeral` is the number of an ephemeral message, whose id is 0, and
    `receiver` the one person who sees it. `reactions` are the emoji that people chose.
    """

    chat: "Chat"
    id: int
    date: datetime
    sender: "User"
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    kind: str = "text"
    content: Json = field(default_factory=dict)
    reply_to: "Message | None" = None
    thread: int | None = None
    anonymous: bool = False
    markup: Json | None = None
    edited: datetime | None = None
    deleted: bool = False
    silent: bool = False
    protected: bool = False
    link_preview: Json | None = None
    media: bytes | None = None
    quote: Json | None = None
    external: Json | None = None
    ephemeral: int | None = None
    receiver: "User | None" = None
    reactions: "dict[User, list[str]]" = field(default_factory=dict)
    _json: Json | None = field(default=None, repr=False)

    def __repr__(self) -> str:
        """Show what is needed to recognise it in a failed assertion."""
        return f"<Message {self.id} in {self.chat.title!r} by {self.sender.name}: {self.text!r}>"

    @property
    def thread_id(self) -> int | None:
        """The forum topic; None for General and outside forums."""
        return self.thread if self.chat.is_forum else None

    @property
    def service(self) -> str | None:
        """The kind of service message (new_chat_members, ...), None for an ordinary one."""
        return next(iter(self.content)) if self.kind == "service" else None

    @property
    def buttons(self) -> list[list[Button]]:
        """The rows of buttons under the message."""
        rows: list[list[Json]] = (self.markup or {}).get("inline_keyboard", [])
        return [[Button.of(button) for button in row] for row in rows]

    @property
    def labels(self) -> list[str]:
        """The labels of all buttons, in reading order."""
        return [button.label for row in self.buttons for button in row]

    @property
    def force_reply(self) -> bool:
        """Whether the message opens a reply field for those it speaks to."""
        return "force_reply" in (self.markup or {})

    @property
    def document(self) -> Json | None:
        """The document (Bot API: Document), whose bytes are in `media`."""
        value: Json | None = self.content.get("document")
        return value

    @property
    def album(self) -> str | None:
        """What the messages of one album share (Bot API: media_group_id)."""
        value: str | None = self.content.get("media_group_id")
        return value

    @property
    def media_kind(self) -> str | None:
        """What the message holds besides text: photo, document, voice, ...; None for a text."""
        return next((name for name in self.content if name in HOLDS), None)

    @property
    def file_id(self) -> str | None:
        """The file_id of the message's photo (the largest), document, voice, ..."""
        held = self.content.get(self.media_kind or "")
        held = held[-1] if isinstance(held, list) else held
        return None if held is None else held.get("file_id")

    @property
    def pinned(self) -> bool:
        """Whether the message is pinned in its chat."""
        return self in self.chat.pinned

    def part(self, entity: Json) -> str:
        """Return the text that an entity covers."""
        return cut(self.text, entity["offset"], entity["length"])

    @property
    def markdown(self) -> str:
        """The text with its formatting written as marks, for reading only."""
        opens: dict[int, str] = {}
        closes: dict[int, str] = {}
        for entity in self.entities:
            before, after = _marks(entity)
            start, stop = entity["offset"], end(entity)
            opens[start] = opens.get(start, "") + before
            closes[stop] = after + closes.get(stop, "")
        pieces, offset = [], 0
        for symbol in self.text:
            pieces.append(closes.get(offset, "") + opens.get(offset, "") + symbol)
            offset += units(symbol)
        return "".join(pieces) + closes.get(offset, "")

    @property
    def pretty(self) -> str:
        """Several lines for a transcript: who, what, and the rows of buttons."""
        who = f"{self.chat.title} (anonymous)" if self.anonymous else self.sender.name
        kinds = "" if self.kind == "text" else f" <{', '.join(self.content)}>"
        edited = " (edited)" if self.edited else ""
        lines = [f"#{self.id} {who}{kinds}{edited}: {self.markdown}"]
        lines += ["    " + " ".join(f"[{b.label}]" for b in row) for row in self.buttons]
        return "\n".join(lines)

    def changed(self) -> None:
        """Forget the prepared JSON, since something about the message is different now."""
        self._json = None

    def to_json(self) -> Json:
        """Return the Bot API's Message; one object for all updates, so do not write into it."""
        if self._json is None:
            self._json = self._described()
        shown = self.reply_to or self.chat.root_of(self)
        if shown is None or shown.deleted:
            return self._json
        quoted = {"quote": self.quote} if self.quote else {}
        return {**self._json, "reply_to_message": shown._described(), **quoted}

    def _described(self) -> Json:
        return {
            "message_id": self.id,
            **self._origin(),
            "chat": self.chat.brief,
            "date": int(self.date.timestamp()),
            **self._place(),
            **self._answering(),
            **self._written(),
            **self.content,
            **self._marked(),
        }

    def _origin(self) -> Json:
        if not self.anonymous:
            return {"from": self.sender.to_json()}
        return {"from": ANONYMOUS, "sender_chat": self.chat.brief}

    def _place(self) -> Json:
        place: Json = {} if self.thread is None else {"message_thread_id": self.thread}
        if self.thread_id is not None:
            place["is_topic_message"] = True
        if self.ephemeral is not None:
            place["ephemeral_message_id"] = self.ephemeral
        if self.receiver is not None:
            place["receiver_user"] = self.receiver.to_json()
        return place

    def _answering(self) -> Json:
        """What is answered in another chat; an answer in this one is shown whole (`to_json`)."""
        if self.external is None:
            return {}
        return {"external_reply": self.external, **({"quote": self.quote} if self.quote else {})}

    def _written(self) -> Json:
        if not self.text or self.kind == "service":
            return {}
        names = ("text", "entities") if self.kind == "text" else ("caption", "caption_entities")
        written: Json = {names[0]: self.text}
        if self.entities:
            written[names[1]] = self.entities
        return written

    def _marked(self) -> Json:
        marks: Json = {}
        if self.edited:
            marks["edit_date"] = int(self.edited.timestamp())
        if self.protected:
            marks["has_protected_content"] = True
        if self.link_preview:
            marks["link_preview_options"] = self.link_preview
        # The Bot API shows inline keyboards only; reply keyboards belong to the reader's app.
        if self.markup and "inline_keyboard" in self.markup:
            marks["reply_markup"] = self.markup
        return marks


# Bot API: Message.from; anonymous administrators all write as this bot.
ANONYMOUS: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}


def _marks(entity: Json) -> tuple[str, str]:
    if entity["type"] == "text_link":
        return "[", f"]({entity['url']})"
    return MARKS.get(entity["type"], ("", ""))


def entity_json(entity: Any) -> Json:
    """Return an entity as the Bot API writes it, from a dict or an object with to_dict()."""
    return dict(entity) if isinstance(entity, dict) else dict(entity.to_dict())
