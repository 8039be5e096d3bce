"""Forms at work: their card, their buttons, and what was begun and not ended."""

from __future__ import annotations

from handlers.kit.calendar import Nothing
from handlers.kit.card import Card, unpack
from handlers.kit.feature import Feature, Where
from handlers.kit.forms import begun
from handlers.kit.forms.filling import CARD
from handlers.kit.forms.form import Alter, At, Do, Leaf, OnDay, Pick
from handlers.kit.roles import Can
from handlers.kit.texts import Texts
from handlers.kit.turn import Turn
from storage import drafts
from storage.drafts import Draft

feature = Feature("forms")

# Whose form it is, and whether they may still send it, is asked at every press.
for _button in (Pick, Do, Alter, Leaf, OnDay, At):
    feature.button(_button, Can.ANYTHING_OPEN)(begun.press)


@feature.card(CARD, drafts.of_subject)
def form(view: Draft, texts: Texts) -> Card:
    """What the form asks at this moment, as it was made when it came to that."""
    return unpack(view.data["shown"])


@feature.button(Nothing, Can.ANYTHING_OPEN, buffered=True)
async def nothing(turn: Turn) -> None:
    """A place in a grid, or a preview's button: there is nothing behind it."""


@feature.start("form")
async def go_on(turn: Turn) -> None:
    """A form that was begun in a group goes on in private."""
    if not turn.payload.isdecimal() or len(turn.payload) > 15:
        turn.refuse("form-gone")
    await begun.go_on(await begun.opened(turn, int(turn.payload)))


@feature.command("drafts", Can.ANYTHING_OPEN, Where.PRIVATE)
async def unfinished(turn: Turn) -> None:
    """What one has begun and not ended."""
    await begun.unfinished(turn)
