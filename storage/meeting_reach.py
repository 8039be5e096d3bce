"""Whom a meeting's messages go to, by what their families have said; each person once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from storage import invitees, units
from storage.base import Session
from storage.meetings import Reply, Snapshot
from storage.units import Reach, Unit

_MAY_COME = frozenset({Reply.YES, Reply.MAYBE, Reply.WAITING})


@dataclass(frozen=True, slots=True)
class Asked:
    """Who was asked to a meeting, in groups of which nobody is in two.

    `coming` come or may. `unsure` do as well, and have not said so since it was moved. `waiting`
    wait for a place. `silent` have not answered for one of their children.
    """

    coming: Reach
    unsure: Reach
    waiting: Reach
    silent: Reach


def is_confirmed(meeting: Snapshot, unit: Unit) -> bool:
    """Whether a unit's answer was given for the time at which the meeting is now."""
    return meeting.moved_at is None or (unit.at is not None and unit.at >= meeting.moved_at)


async def asked(session: Session, meeting: Snapshot) -> Asked:
    """Who comes and must be told, and who is to be asked (again); three statements.

    A request goes before a reminder: it says all that matters.
    """
    everyone = await invitees.everyone(session, meeting)
    may_come = _who(everyone, Reply.YES, Reply.MAYBE)
    sure = [unit for unit in may_come if is_confirmed(meeting, unit)]
    unsure = [unit for unit in may_come if not is_confirmed(meeting, unit)]
    silent = units.reach(_who(everyone, None), but=units.tapped(everyone))
    again = units.reach(unsure, but=_ids(silent))
    coming = units.reach(sure, but=_ids(silent, again))
    waiting = units.reach(_who(everyone, Reply.WAITING), but=_ids(silent, again, coming))
    return Asked(coming, again, waiting, silent)


async def may_come(session: Session, meeting: Snapshot) -> Reach:
    """The guardians of the units that come, may, or wait for a place."""
    everyone = await invitees.everyone(session, meeting)
    return units.reach(_who(everyone, *_MAY_COME))


async def said_yes(session: Session, meeting: Snapshot) -> Reach:
    """The guardians of the units that come."""
    everyone = await invitees.everyone(session, meeting)
    return units.reach(_who(everyone, Reply.YES))


def _who(everyone: Collection[Unit], *values: str | None) -> list[Unit]:
    return [unit for unit in everyone if unit.value in values]


def _ids(*reaches: Reach) -> Iterable[int]:
    return [each.id for reach in reaches for each in reach.reachable]
