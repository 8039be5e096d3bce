"""Choosing several options of a vote, a tap each: in memory only, until the ballot is cast."""

from __future__ import annotations

import re

from handlers import survey_memory as memory
from handlers.kit.texts import Texts
from handlers.kit.turn import Turn
from handlers.vote_cards import label
from storage import vote_ballots
from storage.tallies import Kind
from storage.votes import Snapshot

# What a tap on Cast is known by, among the numbers of options.
CASTING = -1
# A toast holds 200 characters; so much of it is what was chosen.
_ROOM, _SHORTEST = 110, 7


async def choose(turn: Turn, one: Snapshot, seats: list[int], option_id: int) -> None:
    """One more is chosen, or one less; all of them are said, for the card shows nobody's."""
    if one.sealed and await vote_ballots.has_voted(turn.session, one.id, seats):
        turn.refuse("rule-vote-taken")
    before: tuple[int, ...] = ()
    if not one.sealed and memory.find(turn, one.id) is None:
        before = read(await vote_ballots.choice_of(turn.session, one.id, seats))
    _check_room(turn, one, chosen(turn, one) or before, option_id)
    now = memory.toggle(turn, one.id, option_id, before)
    turn.toast("vote-chosen-so-far", count=len(now), options=said(one, now, turn.texts))


def _check_room(turn: Turn, one: Snapshot, so_far: tuple[int, ...], option_id: int) -> None:
    """Of candidates as many are chosen as are elected, or fewer."""
    full = one.kind == Kind.ELECTION and len(so_far) >= one.places
    if full and option_id not in so_far:
        turn.refuse("vote-at-most", most=one.places)


def chosen(turn: Turn, one: Snapshot) -> tuple[int, ...]:
    """What the actor has chosen and not cast."""
    found = memory.find(turn, one.id)
    return (found.chosen if found is not None else None) or ()


def written(one: Snapshot, options: tuple[int, ...]) -> str:
    """A ballot as it is counted: in order where it is ranked; else no order says anything."""
    if one.kind == Kind.RANKED:
        return ">".join(str(each) for each in options)
    return ",".join(str(each) for each in sorted(options))


def read(choice: str | None) -> tuple[int, ...]:
    """The options on a ballot that was cast; none of who abstained."""
    found = tuple(int(each) for each in re.split("[,>]", choice or "") if each)
    return found if found != (0,) else ()


def said(one: Snapshot, options: tuple[int, ...], texts: Texts) -> str:
    """What was chosen, in words; ranked ones with their places, of long ones the beginnings."""
    found = [label(one, each, texts) for id_ in options if (each := one.option(id_))]
    room = max(_SHORTEST, _ROOM // max(1, len(found)) - 2)
    if sum(map(len, found)) > _ROOM:
        found = [each if len(each) <= room else f"{each[: room - 1]}…" for each in found]
    if one.kind == Kind.RANKED:
        found = [f"{place}. {each}" for place, each in enumerate(found, 1)]
    return texts.listing(found) if found else ""
