"""One update being handled for one actor: what handlers see, and what they may do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, NoReturn

from handlers.kit.arrived import Happened, Incoming, Place, Replied, Someone
from handlers.kit.card import Button, Card, FileRef, Upload, card, pack
from handlers.kit.errands import (
    Absent,
    Delete,
    Errand,
    Fetch,
    Looked,
    LookUp,
    Redraw,
    ShowMenu,
    Strip,
    Toast,
    Whisper,
    WhoIsIn,
)
from handlers.kit.texts import School, Texts
from storage import files, posts
from storage.actors import Actor
from storage.base import Session
from storage.batch import Effects, Upsert
from storage.posts import Priority

# What a turn is made of, and what it asks for afterwards, is found here, too.
__all__ = [
    "TOAST_LIMIT",
    "Absent",
    "Delete",
    "Errand",
    "Fetch",
    "Happened",
    "Incoming",
    "LookUp",
    "Looked",
    "Place",
    "Redraw",
    "Refusal",
    "Replied",
    "ShowMenu",
    "Someone",
    "Strip",
    "Toast",
    "Turn",
    "Whisper",
    "WhoIsIn",
]

# Bot API: answerCallbackQuery, text of 0-200 characters.
TOAST_LIMIT = 200


class Refusal(Exception):
    """What was asked is not done; the person is told why, by a text key."""

    def __init__(self, key: str, **args: Any) -> None:
        super().__init__(key)
        self.key = key
        self.args_ = args


@dataclass(slots=True)
class Turn:
    """What a handler gets; what it changes stands only when it returns.

    `session` is there once the turn is open: a handler that is declared `buffered` opens it
    itself, if it must read or write more than `save` can. `press` is the button that was tapped,
    or whose words were written in answer to its message; `pressed` is that message,
    `under` the subject that it shows, where a feature minds that. `payload`
    is what followed a deep link's prefix, `data` what a question was put with, `registry` all that
    the features declare (handlers.kit.feature.Registry).
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
    pressed: int | None = None
    under: int | None = None
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
        at: datetime | None = None,
    ) -> None:
        """Queues a live card (for then, if not for now); it is rendered when it is sent."""
        self.effects.posts.append(
            posts.row(
                name,
                chat_id,
                language,
                at or self.now,
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

        Somebody who never pressed Start cannot be written to. A press is answered by a box
        instead, a typed command in the group, where nobody else sees it, or by `knock`.
        """
        if self.place.private or self.actor.reachable:
            self.send(self.actor.user_id, self.texts, shown, once=key)
            return
        if self.query_id is None:
            self.whisper(self._with_way(shown), self._knocking())
            return
        whole = shown.text.plain
        if self.answer is None:
            self.answer = Toast(whole[:TOAST_LIMIT], alert=True)
        if len(whole) > TOAST_LIMIT:
            self.whisper(self._with_way(shown))

    def whisper(self, shown: Card, otherwise: Sequence[dict[str, Any]] = ()) -> None:
        """Shows the person a card in the group, where nobody else sees it, if that can be.

        It is never the only copy of anything that counts: it may get lost. `otherwise` are the
        posts to queue where it cannot be.
        """
        told = [each for each in self.errands if isinstance(each, Whisper)]
        if self.place.private or self.anonymous or not (self.place.admin or self.query_id):
            self.effects.posts += otherwise
        elif told:
            self.errands.remove(told[0])
            self.errands.append(replace(told[0], cards=(*told[0].cards, shown)))
        else:
            thread_id = self.incoming.thread_id if self.incoming else None
            place = (self.place.chat_id, self.user.user_id)
            self.errands.append(
                Whisper(*place, (shown,), thread_id, self.query_id, tuple(otherwise))
            )

    def knock(self, url: str | None = None) -> None:
        """Shows who typed a command, or a button's words, in a group the way to the private chat.

        Once a day each; `url` is where it leads, if not just there.
        """
        self.effects.posts += self._knocking(url)

    def _knocking(self, url: str | None = None) -> list[dict[str, Any]]:
        asks = self.incoming is not None and (self.incoming.command or self.press is not None)
        if self.incoming is None or not asks or self.anonymous:
            return []
        shown = replace(
            self._with_way(card(self.texts("knock")), url),
            reply_to=self.incoming.message_id or None,
        )
        key = f"knock:{self.place.chat_id}:{self.user.user_id}:{self.now:%F}"
        return [self._here(shown, key)]

    def _with_way(self, shown: Card, url: str | None = None) -> Card:
        """A card with the way to the private chat under it."""
        there = url or self.texts.school.link("hello")
        way = Button(self.texts.plain("welcome-private"), url=there)
        return replace(shown, rows=(*shown.rows, (way,)))

    def say_here(self, shown: Card, *, key: str | None = None) -> None:
        """Posts a card that has no subject in the chat itself, in the topic it was asked in."""
        self.effects.posts.append(self._here(shown, key))

    def _here(self, shown: Card, key: str | None) -> dict[str, Any]:
        return posts.row(
            "say",
            self.place.chat_id,
            self.texts.language,
            self.now,
            payload=pack(shown),
            thread_id=self.incoming.thread_id if self.incoming else None,
            key=key,
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
        self.send(user_id, texts, card(texts(key, **args), *rows), priority=priority, once=once)

    def send(
        self,
        user_id: int,
        texts: Texts,
        shown: Card,
        *,
        priority: Priority = Priority.ANSWER,
        once: str | None = None,
    ) -> None:
        """Queues a card to somebody in private; it stays as it is. `once` names it for ever."""
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
        """Takes the typed command out of the group, where the right exists.

        One that only the bot could see has no number there.
        """
        typed = self.incoming.message_id if self.incoming is not None else 0
        if typed and not self.place.private and self.place.may_delete:
            self.errands.append(Delete(self.place.chat_id, typed))

    def again(self, name: str, incoming: Incoming) -> None:
        """Goes on with a command or an answer by its name, with rights checked anew."""
        self.redo = (name, incoming)

    def tap(self, press: Any) -> None:
        """Goes on as if this button had been tapped, with rights checked anew."""
        self.press, self.redo = press, ("", self.message)

    def without_effects(self) -> None:
        """Discards all that was gathered."""
        self.effects = Effects()
        self.errands = []
        self.answer = None
        self.redo = None
