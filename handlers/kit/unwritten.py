"""What somebody is saying that no row may hold before it is sent: in memory and nowhere else."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from handlers.kit import buttons
from handlers.kit.card import Card, card
from handlers.kit.forms.steps import same
from handlers.kit.turn import Redraw, Refusal, Turn
from storage.rules import Broken

# What somebody has left lying is forgotten after so long.
FORGOTTEN = timedelta(hours=3)


@dataclass(slots=True)
class Unwritten:
    """What an actor is saying: `name` is who takes it on (Feature.unwritten), `said` what it is.

    While it is `awake`, messages in the private chat belong to it. `offered` are the buttons that
    were shown last, by what stands on them.
    """

    name: str
    said: Any
    at: datetime
    awake: bool = True
    offered: dict[str, str] = field(default_factory=dict)


# For each running bot: what ends with it leaves no trace on a disk.
_KEPT: WeakKeyDictionary[Any, dict[int, Unwritten]] = WeakKeyDictionary()


def begin(turn: Turn, name: str, said: Any) -> Unwritten:
    """The actor begins to say something; what they had begun before is forgotten."""
    kept = _KEPT.setdefault(turn.registry, {})
    for user_id in [each for each, one in kept.items() if turn.now - one.at > FORGOTTEN]:
        del kept[user_id]
    begun = kept[turn.user.user_id] = Unwritten(name, said, turn.now)
    return begun


def expect(turn: Turn, user_id: int, name: str, said: Any) -> None:
    """What somebody else says next is taken so, unless they are saying something already."""
    kept = _KEPT.setdefault(turn.registry, {})
    found = kept.get(user_id)
    if found is None or turn.now - found.at > FORGOTTEN:
        kept[user_id] = Unwritten(name, said, turn.now)


def find(turn: Turn, name: str) -> Unwritten | None:
    """What the actor is saying under that name; from now on messages belong to it again."""
    found = _KEPT.get(turn.registry, {}).get(turn.user.user_id)
    if found is None or found.name != name or turn.now - found.at > FORGOTTEN:
        return None
    found.at, found.awake = turn.now, True
    return found


def awake(turn: Turn) -> Unwritten | None:
    """What takes the messages that the actor writes here."""
    found = _KEPT.get(turn.registry, {}).get(turn.user.user_id)
    if found is None or not (turn.place.private and found.awake):
        return None
    return found if turn.now - found.at <= FORGOTTEN else None


def leave(turn: Turn) -> None:
    """Something else begins: messages belong to that."""
    found = _KEPT.get(turn.registry, {}).get(turn.user.user_id)
    if found is not None:
        found.awake = False


def forget(registry: Any, user_id: int) -> None:
    """It is sent, or never will be."""
    _KEPT.get(registry, {}).pop(user_id, None)


def show(turn: Turn, shown: Card, begun: Unwritten | None = None) -> None:
    """Shows a card to the actor: where they tapped, or below what they wrote; it leaves no row."""
    if begun is not None:
        labelled = [each for row in shown.rows for each in row if each.data]
        begun.offered = {each.label: each.data or "" for each in labelled}
    turn.errands.append(Redraw(turn.actor.user_id, turn.pressed, shown))


async def quietly(turn: Turn, act: Awaitable[None]) -> None:
    """What is refused here is said past the queue as well."""
    try:
        await act
    except Refusal as refused:
        show(turn, card(turn.texts(refused.key, **refused.args_)))
    except Broken as broken:
        show(turn, card(turn.texts(f"rule-{broken.rule}", **broken.args_)))


def labelled(turn: Turn, begun: Unwritten) -> Any:
    """The button that the actor wrote the label of instead of tapping it; None for any words."""
    if turn.message.kind != "text":
        return None
    typed = turn.message.text.plain
    return next(
        (buttons.unpack(data) for label, data in begun.offered.items() if same(label, typed)), None
    )
