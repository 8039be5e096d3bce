"""What is counted at a meeting, in words: families, members, places and people."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.kit.card import Text
from handlers.kit.texts import Texts
from storage import units
from storage.answers import Via
from storage.meeting_details import Invited
from storage.meeting_views import CardView, OrganiserView
from storage.meetings import Snapshot
from storage.units import Unit

# A message holds 4,096 characters (Bot API: sendMessage); names beyond these are counted.
NAMES = 40
LETTERS = 900


def so_many(meeting: Snapshot, count: int, texts: Texts) -> str:
    """A number with what it counts: families, or members of a committee."""
    families = meeting.invited == Invited.FAMILIES
    return texts.plain("meeting-families" if families else "meeting-members", count=count)


def places_of(view: CardView | OrganiserView, texts: Texts) -> list[Text]:
    """How many places are taken, and how many families wait for one."""
    meeting, taken = view.meeting, view.taken
    said = []
    if meeting.capacity is not None:
        key = "places-taken-heads" if meeting.asks_how_many else "places-taken"
        said.append(texts(key, taken=taken.heads, capacity=meeting.capacity))
    if taken.waiting:
        said.append(texts("places-waiting", count=taken.waiting))
    return said


def families(found: Iterable[Unit]) -> int:
    """How many families that is, or members."""
    return len(units.by_family(found))


def counted(found: tuple[Unit, ...], texts: Texts) -> str:
    """No names: the number says all."""
    return ""


def named(found: tuple[Unit, ...], texts: Texts) -> str:
    """The names of some families; those for whom there is no room are counted."""
    every = by_families(found, texts)
    shown: list[str] = []
    for names in every[:NAMES]:
        if sum(map(len, shown)) + len(names) > LETTERS:
            break
        shown.append(names)
    if len(shown) < len(every):
        shown.append(texts.plain("meeting-more", count=len(every) - len(shown)))
    return texts.listing(shown) if shown else ""


def by_families(found: Iterable[Unit], texts: Texts) -> list[str]:
    """A name for each family, that of all its children, and how many they are where more than one.

    What a teacher was told by phone is marked so.
    """
    return [_family(each, texts) for each in units.by_family(found)]


def _family(family: tuple[Unit, ...], texts: Texts) -> str:
    names = together(family)
    if all(unit.via == Via.TOLD for unit in family):
        names = texts.plain("meeting-by-phone", name=names)
    heads = heads_of(family)
    return texts.plain("meeting-heads", names=names, heads=heads) if heads > 1 else names


def heads_of(family: Iterable[Unit]) -> int:
    """How many of a family come: one, where they said nothing else."""
    return max(unit.heads or 1 for unit in family)


def together(family: Iterable[Unit]) -> str:
    """The names of one family's children."""
    return " + ".join(unit.name for unit in family)
