"""What a form is: its steps as data, what its preview shows, and what Send does."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from handlers.kit import buttons
from handlers.kit.card import Button, Card, Text
from handlers.kit.roles import Can
from handlers.kit.turn import Incoming, Turn

if TYPE_CHECKING:
    from handlers.kit.forms.filling import Filling

Answers = dict[str, Any]
Rows = list[list[Button]]


class Act(StrEnum):
    """What a button of a form does that chooses nothing."""

    DONE = "done"  # enough chosen
    SKIP = "skip"
    SEND = "send"
    CHANGE = "change"  # which step?
    KEEP = "keep"  # back to the preview
    DROP = "drop"
    GO_ON = "go-on"
    AFRESH = "afresh"


@buttons.button("fp")
class Pick:
    """One of what the step offers; `turn` is the question that it answers."""

    draft_id: int
    turn: int
    choice: int


@buttons.button("fa")
class Do:
    """One of the acts."""

    draft_id: int
    turn: int
    act: Act


@buttons.button("fc")
class Alter:
    """Another answer to this step, by its place in the form."""

    draft_id: int
    turn: int
    step: int


@buttons.button("fl")
class Leaf:
    """Show the calendar of this month, given as 202612."""

    draft_id: int
    turn: int
    month: int


@buttons.button("fd")
class OnDay:
    """This day, given as 20261203: at which time?"""

    draft_id: int
    turn: int
    day: int


@buttons.button("ft")
class At:
    """This instant, in whole minutes since 1970 (UTC)."""

    draft_id: int
    turn: int
    minute: int


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, as a JSON value."""

    value: Any


async def _no_check(turn: Turn, answer: Any, answers: Answers) -> None:
    """Every answer will do."""


@dataclass(frozen=True)
class Step(ABC):
    """A question of a form.

    Args:
        key: under which the answer stands in the answers.
        asks: the text key of the question; with `-short` behind it, of its name in the list of
            what can be changed.
        optional: whether it may be skipped; its answer is then None.
        applies: whether it is asked at all, by what the steps before it were answered.
        check: refuses (`turn.refuse`) an answer that will not do; nothing that was answered
            before is lost by that.
    """

    key: str
    asks: str
    _: KW_ONLY
    optional: bool = False
    applies: Callable[[Answers], bool] = lambda answers: True
    check: Callable[[Turn, Any, Answers], Awaitable[None]] = _no_check

    async def alone(self, filling: Filling) -> Given | None:
        """The answer, where there is nothing to ask."""
        return None

    def note(self, filling: Filling) -> Text | None:
        """What stands below the question."""
        return None

    async def rows(self, filling: Filling) -> Rows:
        """The buttons to answer with."""
        return []

    @abstractmethod
    async def read(self, filling: Filling, message: Incoming) -> Given | None:
        """What somebody wrote or sent, as an answer; None to ask again, refuses what is none."""

    async def press(self, filling: Filling, press: Any) -> Given | None:
        """What a button answers; None to ask again."""
        return Given(filling.picked(press)) if isinstance(press, Pick) else None

    async def holds(self, turn: Turn, answer: Any, answers: Answers) -> bool:
        """Whether an answer still stands at the moment of sending."""
        return True

    @abstractmethod
    async def told(self, filling: Filling, answer: Any) -> str:
        """An answer in a few words, in the person's language."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form: filled in step by step in private, looked at, and sent.

    Texts: `NAME-form-title` (what is being made) and `NAME-form-sent`.

    Args:
        name: as drafts carry it for ever.
        can: the right that is asked for at every step and at Send, in any class; `send` asks
            for it in the classes that were chosen.
        steps: in their order.
        ready: what stands above the preview: where it goes, and when.
        preview: the card exactly as others will see it; its buttons are shown and do nothing.
        send: does it, with the answers to the steps that apply.
        keeps: keys of what the form was begun with and never asks for (what it is about, say);
            they stand beside the answers in all three.
    """

    name: str
    can: Can
    steps: tuple[Step, ...]
    ready: Callable[[Turn, Answers], Awaitable[Text]]
    preview: Callable[[Turn, Answers], Awaitable[Card]]
    send: Callable[[Turn, Answers], Awaitable[None]]
    keeps: tuple[str, ...] = ()
