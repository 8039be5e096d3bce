"""The step that asks how it is voted; an election leads into its own form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers.kit import forms
from handlers.kit.card import Text
from handlers.kit.forms import Answers, Given, Option
from handlers.kit.turn import Incoming, Turn
from storage.tallies import Kind

if TYPE_CHECKING:
    from handlers.kit.forms.filling import Filling

KINDS = (Kind.YES_NO, Kind.ONE, Kind.APPROVAL, Kind.RANKED)
SEAT, OTHER = "seat", "other"  # what is elected
BEGUN = "begun"  # in the data of a turn: what the form of a vote knows when it becomes an election


async def kinds(turn: Turn, answers: Answers) -> list[Option]:
    """How something is voted on."""
    return [Option(str(each), turn.texts.plain(f"vote-kind-{each}")) for each in KINDS]


async def kinds_and_election(turn: Turn, answers: Answers) -> list[Option]:
    """The same, and an election of persons."""
    election = Option(str(Kind.ELECTION), turn.texts.plain("vote-kind-election"))
    return [*await kinds(turn, answers), election]


class Kinds(forms.Choice):
    """A choice of which an election ends this form and begins another with what was said."""

    async def read(self, filling: Filling, message: Incoming) -> Given | None:
        """The label of one."""
        return await _led(filling, await super().read(filling, message))

    async def press(self, filling: Filling, press: Any) -> Given | None:
        """What was tapped."""
        return await _led(filling, await super().press(filling, press))


async def _led(filling: Filling, given: Given | None) -> Given | None:
    if given is None or given.value != Kind.ELECTION:
        return given
    turn, answers = filling.turn, filling.answers
    turn.data = {BEGUN: {key: answers[key] for key in ("place", "title") if key in answers}}
    turn.again("elect", Incoming(0, Text("")))
    await filling.end(turn.texts("vote-form-elects"))
    return None
