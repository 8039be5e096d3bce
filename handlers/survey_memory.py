"""What is answered so far of anonymous surveys, and chosen in votes: in memory and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from handlers.kit.turn import Turn
from storage.survey_values import Given

# What somebody has left lying is forgotten after so long, a tap that asks for a second one sooner.
FORGOTTEN, CONFIRMED_WITHIN = timedelta(hours=3), timedelta(minutes=1)


@dataclass(slots=True)
class Begun:
    """How far somebody has got; `tapped` is what a first tap in the group chose, and when.

    `chosen` are the options of a vote that are not cast yet, in the order of the taps. `query` is
    the tap that was minded last: handled once more, since its batch had to be, it counts once.
    """

    at: datetime
    given: Given = field(default_factory=dict)
    tapped: tuple[int, datetime] | None = None
    chosen: tuple[int, ...] | None = None
    query: str | None = None


Key = tuple[int, int]  # of the survey and the user
# For each running bot: what ends with it leaves no trace on a disk.
_BEGUN: WeakKeyDictionary[Any, dict[Key, Begun]] = WeakKeyDictionary()


def begun(turn: Turn, survey_id: int) -> Begun:
    """What the actor has answered so far of this survey, begun if there is nothing."""
    kept = _BEGUN.setdefault(turn.registry, {})
    for key in [key for key, each in kept.items() if turn.now - each.at > FORGOTTEN]:
        del kept[key]
    found = kept.setdefault((survey_id, turn.user.user_id), Begun(turn.now))
    found.at = turn.now
    return found


def find(turn: Turn, survey_id: int) -> Begun | None:
    """The same, None where there is nothing."""
    found = _BEGUN.get(turn.registry, {}).get((survey_id, turn.user.user_id))
    return found if found is not None and turn.now - found.at <= FORGOTTEN else None


def forget(turn: Turn, survey_id: int) -> None:
    """It is sent, or can be no more."""
    _BEGUN.get(turn.registry, {}).pop((survey_id, turn.user.user_id), None)


def tapped_twice(turn: Turn, survey_id: int, number: int) -> bool:
    """Whether this tap confirms one of a moment ago; else it is kept as the first of two."""
    one = begun(turn, survey_id)
    if _handled(one, turn):
        return False
    one.query = turn.query_id
    before, one.tapped = one.tapped, (number, turn.now)
    return before is not None and before[0] == number and turn.now - before[1] <= CONFIRMED_WITHIN


def _handled(one: Begun, turn: Turn) -> bool:
    return turn.query_id is not None and one.query == turn.query_id


def toggle(turn: Turn, vote_id: int, option_id: int, before: tuple[int, ...]) -> tuple[int, ...]:
    """One more option at the end, or one less; `before` where nothing was chosen yet."""
    one = begun(turn, vote_id)
    chosen = before if one.chosen is None else one.chosen
    if _handled(one, turn):
        return chosen
    one.query, one.tapped = turn.query_id, None
    kept = tuple(each for each in chosen if each != option_id)
    one.chosen = kept if len(kept) < len(chosen) else (*chosen, option_id)
    return one.chosen


_TOLD: WeakKeyDictionary[Any, set[Key]] = WeakKeyDictionary()


def told_how(turn: Turn, survey_id: int) -> bool:
    """Whether the actor was told already how to answer this one; from now on they were."""
    told = _TOLD.setdefault(turn.registry, set())
    key = (survey_id, turn.user.user_id)
    was = key in told
    told.add(key)
    return was
