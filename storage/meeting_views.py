"""What the cards of meetings show: in the group, and to their organiser."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from storage import (
    agenda,
    audiences,
    invitees,
    lectures,
    meetings,
    places,
    tasks,
    units,
)
from storage.base import Session
from storage.lectures import Lecture
from storage.meeting_details import Invited
from storage.meetings import COMMITTEE, Reply, Snapshot
from storage.places import NOTHING, Taken
from storage.units import Unit


@dataclass(frozen=True, slots=True)
class CardView:
    """What a meeting's card shows in the group; the counts are units, or members."""

    meeting: Snapshot
    author: str | None
    classes: tuple[str, ...]
    coming: int
    maybe: int
    not_coming: int
    taken: Taken = NOTHING
    lecture: Lecture | None = None
    agenda: tuple[str, ...] = ()
    tasks_before: int = 0


@dataclass(frozen=True, slots=True)
class OrganiserView:
    """What the organiser sees, in private; `unknown` as in a notice's author view."""

    meeting: Snapshot
    classes: tuple[str, ...]
    coming: tuple[Unit, ...]
    maybe: tuple[Unit, ...]
    not_coming: tuple[Unit, ...]
    missing: tuple[Unit, ...]
    unknown: int | None
    waiting: tuple[Unit, ...] = ()
    taken: Taken = NOTHING


async def card_view(session: Session, meeting_id: int) -> CardView:
    """What a meeting's card shows in the group.

    Raises:
        LookupError: there is no such meeting.
    """
    return (await card_views(session, [await meetings.get(session, meeting_id)]))[0]


async def card_views(session: Session, found: Collection[Snapshot]) -> list[CardView]:
    """What the cards of these meetings show; as many statements for any number of them."""
    authors = await audiences.authors(session, {each.author_id for each in found})
    names = await audiences.names_of(session, {each.id: each.class_ids for each in found})
    ids = [each.id for each in found]
    counts = await invitees.tallies(session, found)
    held = await _taken(session, found)
    spoken = await lectures.of_meetings(session, ids)
    committees = [each.id for each in found if each.kind == COMMITTEE]
    left = await tasks.left_before(session, committees)
    items = await agenda.texts_of(session, committees)
    return [
        CardView(
            meeting=each,
            author=authors.get(each.author_id),
            classes=names[each.id],
            coming=counts[each.id].get(Reply.YES, 0),
            maybe=counts[each.id].get(Reply.MAYBE, 0),
            not_coming=counts[each.id].get(Reply.NO, 0),
            taken=held.get(each.id, NOTHING),
            lecture=spoken.get(each.id),
            agenda=items.get(each.id, ()),
            tasks_before=left.get(each.id, 0),
        )
        for each in found
    ]


async def organiser_view(session: Session, meeting_id: int) -> OrganiserView:
    """What the organiser sees of a meeting; as many statements for any number of families.

    Raises:
        LookupError: there is no such meeting.
    """
    meeting = await meetings.get(session, meeting_id)
    everyone = await invitees.everyone(session, meeting)
    families = meeting.invited == Invited.FAMILIES
    return OrganiserView(
        meeting=meeting,
        classes=await audiences.names(session, meeting.class_ids),
        coming=_who_said(everyone, Reply.YES),
        maybe=_who_said(everyone, Reply.MAYBE),
        not_coming=_who_said(everyone, Reply.NO),
        missing=_who_said(everyone, None),
        unknown=await units.unknown_in(session, meeting_id) if families else None,
        waiting=in_turn(_who_said(everyone, Reply.WAITING)),
        taken=(await _taken(session, [meeting])).get(meeting.id, NOTHING),
    )


async def _taken(session: Session, found: Collection[Snapshot]) -> dict[int, Taken]:
    """How the places of those stand in which they, or heads, are counted."""
    counted = [each.id for each in found if each.capacity is not None or each.asks_how_many]
    return await places.taken(session, counted) if counted else {}


def in_turn(waiting: Collection[Unit]) -> tuple[Unit, ...]:
    """Those who wait for a place, the next first."""
    return tuple(sorted(waiting, key=lambda unit: unit.place or 0))


def _who_said(everyone: Collection[Unit], value: str | None) -> tuple[Unit, ...]:
    return tuple(unit for unit in everyone if unit.value == value)
