"""What a feature declares: commands, buttons, cards, alarms and events."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, StrEnum
from typing import Any, Protocol, TypeVar

from handlers.kit.card import Card, pack
from handlers.kit.composing import Composer
from handlers.kit.forms.form import Form
from handlers.kit.roles import Can
from handlers.kit.texts import School, Texts
from handlers.kit.turn import Errand, Fetch, Turn
from storage import posts
from storage.base import Session
from storage.forgetting import Forgotten


class Where(Enum):
    """The chats a command works in."""

    PRIVATE = "private"
    GROUP = "group"
    BOTH = "both"


class Event(StrEnum):
    """What happens in a chat without anybody asking the bot."""

    BOT_CHANGED = "bot-changed"  # my_chat_member: added, removed, promoted, (un)blocked
    MEMBER_CHANGED = "member-changed"  # chat_member: as JOINED and LEFT, told to admins only
    JOINED = "joined"
    LEFT = "left"
    MIGRATED = "migrated"
    RENAMED = "renamed"


class Subject(Protocol):
    """What the desk must know of a subject to check a press on its card."""

    @property
    def id(self) -> int: ...  # noqa: D102
    @property
    def author_id(self) -> int | None: ...  # noqa: D102
    @property
    def class_ids(self) -> tuple[int, ...]: ...  # noqa: D102


Declared = TypeVar("Declared")
Run = Callable[[Turn], Awaitable[None]]
Waiting = Callable[[Turn], Awaitable[list[Card]]]
Forgets = Callable[[Turn, Forgotten], Awaitable[None]]
# With the subject's id, and a class's where the card is of one of its classes.
Load = Callable[..., Awaitable[Any]]
Snapshots = Callable[[Session, Collection[int]], Awaitable[dict[int, Any]]]


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command; `asks` is the text key of the question for what follows it.

    `shown` is the right that it takes to find it in a list, where that is more than `can`. One
    that `takes_file` may stand under a photo or a file, which is then what it is about; to one
    that `takes_album` it is the same how many they are.
    """

    name: str
    run: Run
    can: Can
    where: Where
    asks: str | None
    listed: bool
    shown: Can
    takes_file: bool = False
    takes_album: bool = False

    def takes(self, album: str | None) -> bool:
        """Whether it may stand under a file, or under the first of those of an album."""
        return self.takes_file and (album is None or self.takes_album)


@dataclass(frozen=True, slots=True)
class ButtonSpec:
    """A button: its class, who may press it, and whether it only buffers what it writes.

    With `manage`, the press is for the subject's author (who must still have `can`) and for
    those who have `manage` in all its classes.
    """

    cls: type[Any]
    run: Run
    can: Can
    manage: Can | None
    buffered: bool
    snapshots: Snapshots | None


@dataclass(frozen=True, slots=True)
class CardSpec:
    """A card: how its view is loaded, and the pure function that renders it.

    With `can`, a private chat shows it only while its person may do that in the subject's
    classes: a card that lists names is no longer brought up to date for who left the school.

    A post of NAME:7 shows what concerns the class of that number; the right is asked for there.

    Under a card that is `common` a school may have its button to the mailbox, in groups.
    """

    name: str
    load: Load
    render: Callable[[Any, Texts], Card]
    can: Can | None = None
    snapshots: Snapshots | None = None
    common: bool = False


@dataclass(frozen=True, slots=True)
class Ring:
    """What an alarm's effect gets; its `errands` are done after the commit, as those of a turn."""

    session: Session
    subject_id: int | None
    args: dict[str, Any]
    due_at: datetime
    now: datetime
    school: School
    late: bool
    errands: list[Errand] = field(default_factory=list)

    def texts(self, language: str | None) -> Texts:
        """The school's voice in a language."""
        return Texts(self.school.closest(language), self.school)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What goes on with a file that was asked for (handlers.kit.turn.Fetch).

    `data` is None where it could not be had: too large, or no more at Telegram.
    """

    session: Session
    fetch: Fetch
    data: bytes | None
    now: datetime
    school: School

    @property
    def texts(self) -> Texts:
        """The school's voice in the person's language."""
        return Texts(self.school.closest(self.fetch.language), self.school)

    async def say(self, shown: Card) -> None:
        """Answers the person, in their private chat."""
        row = posts.row(
            "say", self.fetch.user_id, self.fetch.language, self.now, payload=pack(shown)
        )
        await posts.queue(self.session, [row])


Got = Callable[[Fetched], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class AlarmSpec:
    """An alarm kind: what it does, and what is done when it comes too late.

    Later than `grace` after its time it is handed to `missed` (None: it does its work all the
    same, knowing from `Ring.late` that it is late).
    """

    kind: str
    run: Callable[[Ring], Awaitable[None]]
    grace: timedelta
    missed: Callable[[Ring], Awaitable[None]] | None


def _into(table: dict[str, Declared], name: str) -> Callable[[Declared], Declared]:
    """What puts a function under a name."""

    def register(run: Declared) -> Declared:
        table[name] = run
        return run

    return register


@dataclass(slots=True)
class Feature:
    """One feature of the bot: everything it takes part in, declared in its module."""

    name: str
    snapshots: Snapshots | None = None
    commands: dict[str, Command] = field(default_factory=dict)
    buttons: dict[type[Any], ButtonSpec] = field(default_factory=dict)
    cards: dict[str, CardSpec] = field(default_factory=dict)
    alarms: dict[str, AlarmSpec] = field(default_factory=dict)
    starts: dict[str, Run] = field(default_factory=dict)
    additions: dict[str, Run] = field(default_factory=dict)
    edits: dict[str, Run] = field(default_factory=dict)
    answers: dict[str, Run] = field(default_factory=dict)
    file_answers: dict[str, Run] = field(default_factory=dict)
    presses: dict[str, Run] = field(default_factory=dict)
    replies: dict[str, Run] = field(default_factory=dict)
    replied_buttons: dict[type[Any], Run] = field(default_factory=dict)
    events: dict[Event, list[Run]] = field(default_factory=dict)
    unwrittens: dict[str, Run] = field(default_factory=dict)
    labels: dict[str, object] = field(default_factory=dict)
    listener: Run | None = None
    waiting: Waiting | None = None
    forgetting: Forgets | None = None
    forms: dict[str, Form] = field(default_factory=dict)
    fetches: dict[str, Got] = field(default_factory=dict)
    composers: dict[str, Composer] = field(default_factory=dict)

    def command(
        self,
        name: str,
        can: Can,
        where: Where = Where.BOTH,
        *,
        asks: str | None = None,
        listed: bool = True,
        shown: Can | None = None,
        takes_file: bool = False,
        takes_album: bool = False,
    ) -> Callable[[Run], Run]:
        """Registers a slash command; `listed` in the menu under the text `command-NAME`."""

        def register(run: Run) -> Run:
            self.commands[name] = Command(
                name, run, can, where, asks, listed, shown or can, takes_file, takes_album
            )
            return run

        return register

    def button(
        self, cls: type[Any], can: Can, *, manage: Can | None = None, buffered: bool = False
    ) -> Callable[[Run], Run]:
        """Registers what a button does."""

        def register(run: Run) -> Run:
            about = "subject_id" in cls.__dataclass_fields__  # a draft's button has no subject
            snapshots = self.snapshots if about else None
            self.buttons[cls] = ButtonSpec(cls, run, can, manage, buffered, snapshots)
            return run

        return register

    def card(
        self, name: str, load: Load, *, can: Can | None = None, common: bool = False
    ) -> Callable[[Callable[[Any, Texts], Card]], Callable[[Any, Texts], Card]]:
        """Registers a card under a name that posts carry for ever."""

        def register(render: Callable[[Any, Texts], Card]) -> Callable[[Any, Texts], Card]:
            self.cards[name] = CardSpec(name, load, render, can, self.snapshots, common)
            return render

        return register

    def alarm(
        self,
        kind: str,
        grace: timedelta,
        missed: Callable[[Ring], Awaitable[None]] | None = None,
    ) -> Callable[[Callable[[Ring], Awaitable[None]]], Callable[[Ring], Awaitable[None]]]:
        """Registers what an alarm does, and until how late."""

        def register(
            run: Callable[[Ring], Awaitable[None]],
        ) -> Callable[[Ring], Awaitable[None]]:
            self.alarms[kind] = AlarmSpec(kind, run, grace, missed)
            return run

        return register

    def start(self, prefix: str) -> Callable[[Run], Run]:
        """Registers what `/start PREFIX_REST` does; an empty prefix takes what nobody knows."""
        return _into(self.starts, prefix)

    def added(self, prefix: str) -> Callable[[Run], Run]:
        """Registers what happens where a link of `?startgroup=PREFIX_REST` put the bot."""
        return _into(self.additions, prefix)

    def edited(self, command: str) -> Callable[[Run], Run]:
        """Registers what happens when somebody edits the message of a command."""
        return _into(self.edits, command)

    def answer(self, name: str) -> Callable[[Run], Run]:
        """Registers what takes the answer to a question of this name (`questions.put`).

        It checks rights itself: between question and answer they may have changed.
        """
        return _into(self.answers, name)

    def file_answer(self, name: str) -> Callable[[Run], Run]:
        """Registers what takes a file that answers a question of this name.

        The question stays open, for the file may be no good: who is content with it closes it.
        """
        return _into(self.file_answers, name)

    def pressed(self, card: str) -> Callable[[Run], Run]:
        """Registers what follows when a button on this card was pressed, whosever it is.

        Only a press that was not refused; `Turn.under` is then the subject of the card.
        """
        return _into(self.presses, card)

    def unwritten(self, name: str) -> Callable[[Run], Run]:
        """Registers what takes messages that no row may hold before they are sent, by that name.

        It comes before all questions and forms (handlers.kit.unwritten), and refuses nothing: that
        would be said in a row.
        """
        return _into(self.unwrittens, name)

    def typed(self, label: str, press: object) -> None:
        """In private, where nothing else is asked, that button's label alone is a tap on it."""
        self.labels[label] = press

    def form(self, form: Form) -> Form:
        """Registers a form under its name, so that drafts of it are gone on with."""
        self.forms[form.name] = form
        return form

    def message(self, run: Run) -> Run:
        """Registers what takes the messages that are no commands; one feature does."""
        self.listener = run
        return run

    def waits(self, run: Waiting) -> Waiting:
        """Registers what lists, as cards with buttons, what waits for an actor's answer.

        Which of them was pressed, and what was said to it, is kept in the actor's own list: what
        nobody may know stands behind a button that only opens it (handlers.feedback).
        """
        self.waiting = run
        return run

    def forgets(self, run: Forgets) -> Forgets:
        """Registers what tells others what somebody's being forgotten has changed for them."""
        self.forgetting = run
        return run

    def fetched(self, name: str) -> Callable[[Got], Got]:
        """Registers what goes on with the bytes of a file, by the name that `Fetch.then` has."""
        return _into(self.fetches, name)

    def replied(self, *cards: str) -> Callable[[Run], Run]:
        """Registers what takes a reply to one of these cards, in whatever chat it stands.

        `turn.data` has the "id" of the card's subject; who replies is not asked for any right.
        What has no subject is told by the key of its post: "letter-sent" takes replies to all
        that were queued as "letter-sent:7", and the "id" is the 7. Where the card is NAME:7, the
        7 is the "of" beside the subject's "id".
        """

        def register(run: Run) -> Run:
            self.replies |= dict.fromkeys(cards, run)
            return run

        return register

    def replied_under(self, button: type[Any]) -> Callable[[Run], Run]:
        """Registers what takes a reply to a message of which no row is left, by a button under it.

        `turn.press` is that button; it refuses nothing, as what takes what is unwritten.
        """

        def register(run: Run) -> Run:
            self.replied_buttons[button] = run
            return run

        return register

    def composes(self, name: str) -> Callable[[Composer], Composer]:
        """Registers what makes something after the commit, by the name that `Compose.what` has."""
        return _into(self.composers, name)

    def event(self, event: Event) -> Callable[[Run], Run]:
        """Registers what happens by itself in a chat."""

        def register(run: Run) -> Run:
            self.events.setdefault(event, []).append(run)
            return run

        return register
