"""Lists that one private card pages through: where somebody is stands in a row, not in buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from handlers.kit.card import Button
from handlers.kit.turn import Strip, Turn
from storage import browsing, posts

Item = TypeVar("Item")


async def show(turn: Turn, kind: str, card: str, state: dict[str, Any]) -> None:
    """Shows a person's list at the end of their chat; an earlier one loses its buttons."""
    subject_id = await browsing.begin(turn.session, kind, turn.person_id, state, turn.now)
    await at_the_end(turn, card, subject_id)


async def at_the_end(turn: Turn, card: str, subject_id: int) -> None:
    """Posts a live card in private; the copies further up are left behind, without buttons."""
    if not turn.actor.reachable:
        return
    user_id = turn.actor.user_id
    for message_id in await posts.supersede(turn.session, subject_id, card, user_id):
        turn.errands.append(Strip(user_id, message_id))
    turn.post(card, subject_id, user_id, turn.texts.language)


def mine(turn: Turn) -> dict[str, Any]:
    """Where the presser is; the list is theirs, or the press is refused."""
    if turn.subject.author_id != turn.actor.person_id:
        turn.refuse("refused-right")
    state: dict[str, Any] = turn.subject.state
    return state


async def move(turn: Turn, **changes: Any) -> None:
    """Somewhere else in the presser's list; the card follows."""
    state = mine(turn) | changes
    await browsing.move(turn.session, turn.subject.id, state)
    turn.changed(turn.subject.id)


def page(items: Sequence[Item], number: int, size: int) -> tuple[Sequence[Item], int, int]:
    """The items of a page, its number within bounds (from 0), and how many pages there are."""
    pages = max(1, -(-len(items) // size))
    number = min(max(number, 0), pages - 1)
    return items[number * size : (number + 1) * size], number, pages


def leaves(back: Button | None, number: int, pages: int, on: Button | None) -> list[Button]:
    """The row that turns pages: only where there is somewhere to turn to."""
    row = []
    if back is not None and number > 0:
        row.append(back)
    if on is not None and number < pages - 1:
        row.append(on)
    return row
