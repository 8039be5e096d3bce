"""One update being handled for one actor: what handlers see, and what they may do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NoReturn

from handlers.kit.card import Button, Card, FileRef, Text, Upload, card, pack
from handlers.kit.texts import School, Texts
from storage import files, posts
from storage.actors import Actor, ClassRef
from storage.base import Session
from storage.batch import Effects, Upsert
from storage.posts import Priority

# Bot API: answerCallbackQuery, text of 0-200 characters.
TOAST_LIMIT = 200


class Refusal(Exception):
    """What was asked is not done; the person is told why, by a text key."""

    def __init__(self, key: str, **args: Any) -> None:
        super().__init__(key)
        self.key = key
        self.args_ = args


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message that somebody sent: `text` is what follows the command, if there is one.

    `kind` is the Bot API field that holds its content ("text", "photo", "sticker", ...), `files`
    is the file it carries, if any, and its text then the caption. An album comes as several
    messages; `album` is what they have in common. `reply_ours` says that it answers a
    message of this bot. `thread_id` is the forum topic it was sent in, None in General and
    outside forums.
    """

    message_id: int
    text: Text = field(default_factory=Text)
    command: str = ""
    kind: str = "text"
    thread_id: int | None = None
    reply_to: int | None = None
    reply_ours: bool = False
    forwarded: bool = False
    album: str | None = None
    files: tuple[FileRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """The chat an update came from; `class_` where the group is linked to one."""

    chat_id: int
    private: bool
    title: str = ""
    class_: ClassRef | None = None
    may_delete: bool = False
    forum: bool = False


@dataclass(frozen=True, slots=True)
class Someone:
    """A Telegram user, as an update describes them."""

    user_id: int
    name: str
    username: str | None = None
    language: str | None = None
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened in a chat by itself: who it is about, and how the bot stands there now."""

    people: tuple[Someone, ...] = ()
    present: bool = True
    was_present: bool = True
    may_write: bool = True
    admin: bool = False
    may_delete: bool = False
    new_chat_id: int | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a press (Bot API: answerCallbackQuery)."""

    text: str = ""
    alert: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """An errand: take a message away, if the right to do so exists."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Strip:
    """An errand: take the buttons off a superseded copy of a card."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class LookUp:
    """An errand: ask Telegram how many members a group has and what the bot may do there."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class ShowMenu:
    """An errand: what somebody may do, or the language they speak, changed; so does their menu."""

    user_id: int


@dataclass(frozen=True, slots=True)
class WhoIsIn:
    """An errand: ask Telegram which of these users are in a group no longer."""

    chat_id: int
    user_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fetch:
    """An errand: get the bytes of a file that somebody sent (20 MB at most; Bot API: getFile).

    `then` names what goes on with them (`Feature.fetched`), `user_id` is who is to be told, in
    `language`, and `note` whatever that needs to know. Nothing is left of it when the bot ends
    meanwhile: the person sends the file again.
    """

    file: FileRef
    then: str
    user_id: int
    language: str
    note: str = ""
    most: int = 1_000_000


Errand = Delete | Strip | LookUp | WhoIsIn | ShowMenu | Fetch


@dataclass(frozen=True, slots=True)
class Looked:
    """What Telegram says of a group: its size (the bot included), its admins, the bot's rights."""

    chat_id: int
    members: int
    admin_ids: tuple[int, ...]
    admin: bool
    may_delete: bool


@dataclass(frozen=True, slots=True)
class Absent:
    """Who of those that were asked about is in a group no longer, as Telegram says."""

    chat_id: int
    user_ids: tuple[int, ...]


@dataclass(slots=True)
class Turn:
    """What a handler gets; what it changes stands only when it returns.

    `session` is there once the turn is open: a handler that is declared `buffered` opens it
    itself, if it must read or write more than `save` can. `payload` is what followed a deep
    link's prefix, `data` what a question was put with, `registry` all that the features declare
    (handlers.kit.feature.Registry).
    """

    now: datetime
    school: School
    user: Someone
    actor: Actor
    texts: Texts
    place: Place
    incoming: Incoming | None = None
    happened: Happened | None = None
    query_id: str | None = None
    press: Any = None
    subject: Any = None
    payload: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    anonymous: bool = False
    registry: Any = None
    opener: Callable[[], Awaitable[Session]] | None = None
    effects: Effects = field(default_factory=Effects)
    answer: Toast | None = None
    errands: list[Errand] = field(default_factory=list)
    redo: tuple[str, Incoming] | None = None
    failure: Exception | None = None
    alone: bool = False
    _session: Session | None = None

    @property
    def session(self) -> Session:
        """The open transaction, under this turn's savepoint."""
        assert self._session is not None, "this turn was not opened"  # noqa: S101 (our own mistake)
        return self._session

    async def open(self, *, alone: bool = False) -> Session:
        """Opens the turn for reading and writing; once is enough.

        With `alone`, what is written concerns nobody but the actor, as `actor` then is: for the
        others of the batch nothing is read again, unless the turn is opened without it too.
        """
        self.alone = alone and (self._session is None or self.alone)
        if self._session is None:
            assert self.opener is not None  # noqa: S101 (the desk gives every turn one)
            self._session = await self.opener()
        return self._session

    @property
    def person_id(self) -> int:
        """The acting person; a stranger is refused."""
        if self.actor.person_id is None:
            raise Refusal("refused-stranger")
        return self.actor.person_id

    @property
    def message(self) -> Incoming:
        """The message that is being handled."""
        assert self.incoming is not None, "this turn has no message"  # noqa: S101 (our own mistake)
        return self.incoming

    def refuse(self, key: str, **args: Any) -> NoReturn:
        """Ends the turn: nothing of it stands, and the person is told why."""
        raise Refusal(key, **args)

    def save(self, spec: Upsert, rows: Sequence[dict[str, Any]]) -> None:
        """Writes rows without reading, together with the other updates of the batch."""
        self.effects.upserts += [(spec, row) for row in rows]

    def keep(self, upload: Upload) -> FileRef:
        """Keeps a file that the bot made until it was sent; put what this returns on a card."""
        row = files.row(upload.kind, upload.name, upload.data, self.now)
        self.save(files.KEEPING, [row])
        return FileRef(upload.kind, name=upload.name, size=len(upload.data), hash=row["hash"])

    def changed(self, subject_id: int) -> None:
        """A subject changed: every card of it is shown anew."""
        self.effects.changed.add(subject_id)

    def toast(self, key: str, *, alert: bool = False, **args: Any) -> None:
        """Answers the press: a line at the top, or a box to close if `alert`."""
        said = self.texts.plain(key, **args)
        if len(said) > TOAST_LIMIT:
            said = said[: TOAST_LIMIT - 1] + "…"
        self.answer = Toast(said, alert)

    def lead(self, payload: str) -> None:
        """Answers the press by opening the private chat with this payload to start with."""
        self.answer = Toast(url=self.school.link(payload))

    def post(
        self,
        name: str,
        subject_id: int,
        chat_id: int,
        language: str,
        *,
        thread_id: int | None = None,
        priority: Priority = Priority.ANSWER,
        deadline: timedelta | None = None,
        key: str | None = None,
    ) -> None:
        """Queues a live card; it is rendered when it is sent, and again when it changes."""
        self.effects.posts.append(
            posts.row(
                name,
                chat_id,
                language,
                self.now,
                subject_id=subject_id,
                thread_id=thread_id,
                priority=priority,
                deadline=self.now + deadline if deadline else None,
                key=key,
            )
        )

    def say(self, key: str, *rows: Sequence[Button], **args: Any) -> None:
        """Answers the person: here in private, else in their private chat."""
        self.show(card(self.texts(key, **args), *rows))

    def show(self, shown: Card, *, key: str | None = None) -> None:
        """Answers the person with a card, in private; a `key` says it only once, for ever.

        Somebody who never pressed Start cannot be written to; a press is answered by a box
        instead, and a typed command in a group by `knock`.
        """
        if self.place.private or self.actor.reachable:
            self.effects.posts.append(
                posts.row(
                    "say",
                    self.actor.user_id,
                    self.texts.language,
                    self.now,
                    payload=pack(shown),
                    key=key,
                )
            )
        elif self.query_id is not None and self.answer is None:
            self.answer = Toast(shown.text.plain[:TOAST_LIMIT], alert=True)
        else:
            self.knock()

    def knock(self) -> None:
        """Shows who typed a command in a group the way to the private chat; once a day each."""
        if self.incoming is None or not self.incoming.command or self.anonymous:
            return
        texts = self.texts
        shown = Card(
            texts("knock"),
            ((Button(texts.plain("welcome-private"), url=texts.school.link("hello")),),),
            reply_to=self.incoming.message_id,
        )
        self.say_here(shown, key=f"knock:{self.place.chat_id}:{self.user.user_id}:{self.now:%F}")

    def say_here(self, shown: Card, *, key: str | None = None) -> None:
        """Posts a card that has no subject in the chat itself, in the topic it was asked in."""
        self.effects.posts.append(
            posts.row(
                "say",
                self.place.chat_id,
                self.texts.language,
                self.now,
                payload=pack(shown),
                thread_id=self.incoming.thread_id if self.incoming else None,
                key=key,
            )
        )

    def tell(
        self,
        user_id: int,
        texts: Texts,
        key: str,
        *rows: Sequence[Button],
        priority: Priority = Priority.ANSWER,
        once: str | None = None,
        **args: Any,
    ) -> None:
        """Queues a private message to somebody else, in their language."""
        shown = card(texts(key, **args), *rows)
        self.effects.posts.append(
            posts.row(
                "say",
                user_id,
                texts.language,
                self.now,
                payload=pack(shown),
                priority=priority,
                key=once,
            )
        )

    def texts_in(self, language: str | None) -> Texts:
        """The school's voice in another person's or class's language."""
        return Texts(self.school.closest(language), self.school)

    def erase(self) -> None:
        """Takes the typed command out of the group, where the right exists."""
        if self.incoming is not None and not self.place.private and self.place.may_delete:
            self.errands.append(Delete(self.place.chat_id, self.incoming.message_id))

    def again(self, name: str, incoming: Incoming) -> None:
        """Goes on with a command or an answer by its name, with rights checked anew."""
        self.redo = (name, incoming)

    def without_effects(self) -> None:
        """Discards all that was gathered."""
        self.effects = Effects()
        self.errands = []
        self.answer = None
        self.redo = None
