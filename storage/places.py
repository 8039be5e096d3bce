"""Places at a meeting: so many and no more, and a waiting list that moves up by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, delete, func, or_, select, union_all, update

from storage import alarms, answers, overruled, subjects
from storage.answers import COUNTED, KEY, Answer, UnitKind
from storage.base import Session
from storage.children import Guardian
from storage.meetings import Meeting, Reply
from storage.rules import Broken

# Nobody brings more people than a school bus has seats.
MOST_HEADS = 30
MOST_PLACES = 5000
# The alarm by which who waits moves up, where places came free by nobody's tap.
FREED = "places.freed"
_CHANGE = [*answers.CHANGE, *COUNTED]
_TAKING = (Reply.YES, Reply.WAITING)

Units = Sequence[tuple[UnitKind, int]]


@dataclass(frozen=True, slots=True)
class Taken:
    """How a meeting's places stand: heads who come, families who wait, and their heads."""

    heads: int = 0
    waiting: int = 0
    heads_waiting: int = 0


NOTHING = Taken()


@dataclass(frozen=True, slots=True)
class Placed:
    """What came of asking for places, or of giving them up.

    `number` is where on the waiting list the family is, None where it has its places; `moved_up`
    are the units of the families that got theirs by this.
    """

    heads: int = 1
    number: int | None = None
    moved_up: tuple[tuple[UnitKind, int], ...] = ()


async def taken(session: Session, meeting_ids: Collection[int]) -> dict[int, Taken]:
    """How the places of these meetings stand; one statement.

    A family is counted once, for however many children it answered.
    """
    heads = func.coalesce(Answer.heads, 1)
    mine = and_(Answer.subject_id.in_(meeting_ids), Answer.value.in_(_TAKING))
    columns = (Answer.subject_id, Answer.value)
    families = union_all(
        select(*columns, func.max(heads).label("heads"))
        .where(mine, Answer.place.is_not(None))
        .group_by(*columns, Answer.place),
        select(*columns, heads.label("heads")).where(mine, Answer.place.is_(None), heads > 0),
    ).subquery()
    found = await session.execute(
        select(
            families.c.subject_id, families.c.value, func.sum(families.c.heads), func.count()
        ).group_by(families.c.subject_id, families.c.value)
    )
    sums = {(subject_id, value): (int(heads), count) for subject_id, value, heads, count in found}
    return {each: _taken(sums, each) for each in meeting_ids}


def _taken(sums: dict[tuple[int, str], tuple[int, int]], meeting_id: int) -> Taken:
    come, _ = sums.get((meeting_id, Reply.YES), (0, 0))
    heads, families = sums.get((meeting_id, Reply.WAITING), (0, 0))
    return Taken(come, families, heads)


async def take(
    session: Session, meeting_id: int, own: Units, by: int, now: datetime, heads: int | None = None
) -> Placed:
    """A family comes: it gets its places, or a number on the waiting list; the first come first.

    Who has places or waits already keeps them, and may say that they are more or fewer `heads`.

    Raises:
        Broken: "places-too-few", with how many are `left` for them, where they were to be more
            than there is room for: what stood before stands.
    """
    capacity = await _locked(session, meeting_id)
    mine = await _of_units(session, meeting_id, own)
    state = (await taken(session, [meeting_id]))[meeting_id]
    standing = [row for row in mine if row.value in _TAKING]
    comes = any(row.value == Reply.YES for row in standing)
    others = state.heads - _heads(standing) * comes
    wanted = heads or _wanted(mine, standing, capacity)
    most = None if capacity is None else max(capacity - (others if comes else 0), 0)
    # As many as before are not too many, even where there are fewer places by now.
    if most is not None and wanted > max(most, _heads(standing) if comes else 0):
        raise Broken("places-too-few", left=most)
    fits = capacity is None or others + wanted <= capacity
    value = Reply.YES if comes or (fits and not state.waiting) else Reply.WAITING
    place = max((row.place or 0 for row in standing), default=0) or await _next(session, meeting_id)
    await _put(session, meeting_id, own, value, by, now, wanted, place)
    if standing:
        await _agree(session, meeting_id, place, wanted)
    room = capacity is None or others + wanted * (value == Reply.YES) < capacity
    moved = await move_up(session, meeting_id) if room else ()
    if value == Reply.YES or set(own) & set(moved):
        return Placed(wanted, None, tuple(unit for unit in moved if unit not in own))
    return Placed(wanted, await _number(session, meeting_id, place), moved)


def _heads(rows: Collection[Row[Any]]) -> int:
    """How many a family is, by its rows."""
    return max((row.heads or 1 for row in rows), default=0)


def _wanted(
    mine: Collection[Row[Any]], standing: Collection[Row[Any]], capacity: int | None
) -> int:
    """As many as they said they are, if that can be; they are asked again in any case."""
    said = _heads(mine) or 1
    return said if standing or capacity is None or said <= capacity else 1


async def _agree(session: Session, meeting_id: int, place: int, heads: int) -> None:
    """What one guardian says holds for the children of theirs that are another's as well."""
    await session.execute(
        update(Answer)
        .where(Answer.subject_id == meeting_id, Answer.place == place)
        .values(heads=heads)
        .execution_options(synchronize_session=False)
    )


async def _number(session: Session, meeting_id: int, place: int) -> int:
    """Where on the waiting list somebody is."""
    before = await session.scalar(
        select(func.count(Answer.place.distinct())).where(
            Answer.subject_id == meeting_id,
            Answer.value == Reply.WAITING,
            Answer.place < place,
        )
    )
    return (before or 0) + 1


async def give_up(
    session: Session, meeting_id: int, own: Units, reply: Reply, by: int, now: datetime
) -> Placed:
    """A family does not come, or only may: what it had is the next one's."""
    await _locked(session, meeting_id)
    mine = await _of_units(session, meeting_id, own)
    heads = _heads(mine) or 1
    await _put(session, meeting_id, own, reply, by, now, heads, None)
    had = any(row.value in _TAKING for row in mine)
    return Placed(heads, None, await move_up(session, meeting_id) if had else ())


async def set_capacity(
    session: Session, meeting_id: int, capacity: int | None, now: datetime
) -> tuple[tuple[UnitKind, int], ...]:
    """So many places from now on (None: as many as come); bumps. Nobody is thrown out.

    Returns the units of the families that moved up from the waiting list.
    """
    meeting = await session.get(Meeting, meeting_id, with_for_update=True)
    if meeting is None:
        raise LookupError(f"no meeting {meeting_id}")
    meeting.capacity = capacity
    await session.flush()
    moved = await move_up(session, meeting_id)
    await subjects.bump(session, [meeting_id], now)
    return moved


async def move_up(session: Session, meeting_id: int) -> tuple[tuple[UnitKind, int], ...]:
    """Gives free places to those who wait: to each who fits, in the order they asked in.

    Returns their units. A family that needs more than there are keeps its number.
    """
    waiting = await _waiting(session, meeting_id)
    if not waiting:
        return ()
    capacity = await session.scalar(select(Meeting.capacity).where(Meeting.id == meeting_id))
    heads = (await taken(session, [meeting_id]))[meeting_id].heads
    chosen = []
    for place, wanted in waiting:
        if capacity is None or heads + wanted <= capacity:
            chosen.append(place)
            heads += wanted
    if not chosen:
        return ()
    # When they said that they come stays as it was: that is what a move of the meeting asks about.
    moved = await session.execute(
        update(Answer)
        .where(
            Answer.subject_id == meeting_id,
            Answer.value == Reply.WAITING,
            Answer.place.in_(chosen),
        )
        .values(value=Reply.YES)
        .returning(Answer.unit, Answer.unit_id)
        .execution_options(synchronize_session=False)
    )
    return tuple((unit, unit_id) for unit, unit_id in moved)


async def free(session: Session, child_ids: Collection[int], now: datetime) -> set[int]:
    """Nobody answers for these children any more: the places they have at coming meetings go.

    Elsewhere their answers stand, as numbers. A place is somebody else's: who comes back to the
    class asks for one again. Returns the meetings that changed.
    """
    limited = select(Meeting.id).where(Meeting.capacity.is_not(None), Meeting.starts_at > now)
    alone = Answer.unit_id.not_in(select(Guardian.child_id))
    gone = await session.scalars(
        delete(Answer)
        .where(
            Answer.unit == UnitKind.CHILD,
            Answer.unit_id.in_(child_ids),
            alone,
            Answer.value.in_(_TAKING),
            Answer.subject_id.in_(limited),
        )
        .returning(Answer.subject_id)
        .execution_options(synchronize_session=False)
    )
    return set(gone)


async def freed(session: Session, subject_ids: Collection[int], now: datetime) -> None:
    """Has those who wait for places at these meetings move up at once, by an alarm."""
    limited = select(Meeting.id).where(
        Meeting.id.in_(subject_ids), Meeting.capacity.is_not(None), Meeting.starts_at > now
    )
    for each in await session.scalars(limited):
        await alarms.set_alarm(session, f"{FREED}:{each}", FREED, now, subject_id=each)


async def advance(
    session: Session, meeting_id: int, now: datetime
) -> tuple[tuple[UnitKind, int], ...]:
    """Who waits moves up, as far as there is room, and the meeting is bumped; their units."""
    await _locked(session, meeting_id)
    moved = await move_up(session, meeting_id)
    await subjects.bump(session, [meeting_id] if moved else [], now)
    return moved


async def _waiting(session: Session, meeting_id: int) -> list[tuple[int, int]]:
    """The families that wait, each with its number and its heads."""
    found = await session.execute(
        select(Answer.place, func.max(func.coalesce(Answer.heads, 1)))
        .where(
            Answer.subject_id == meeting_id,
            Answer.value == Reply.WAITING,
            Answer.place.is_not(None),
        )
        .group_by(Answer.place)
        .order_by(Answer.place)
    )
    return [(number, heads) for number, heads in found if number is not None]


async def _locked(session: Session, meeting_id: int) -> int | None:
    """The capacity, and nobody else takes or gives up a place until this transaction ends."""
    found = await session.execute(
        select(Meeting.capacity).where(Meeting.id == meeting_id).with_for_update()
    )
    capacity: int | None = found.scalar_one()
    return capacity


async def _of_units(session: Session, meeting_id: int, own: Units) -> list[Row[Any]]:
    """What stands for these units."""
    theirs = or_(*(and_(Answer.unit == unit, Answer.unit_id == id_) for unit, id_ in own))
    found: Iterable[Any] = await session.execute(
        select(Answer.value, Answer.heads, Answer.place).where(
            Answer.subject_id == meeting_id, theirs
        )
    )
    return list(found)


async def _next(session: Session, meeting_id: int) -> int:
    """The number of who asks now."""
    last = await session.scalar(
        select(func.max(Answer.place)).where(Answer.subject_id == meeting_id)
    )
    return (last or 0) + 1


async def _put(
    session: Session,
    meeting_id: int,
    own: Units,
    value: Reply,
    by: int,
    now: datetime,
    heads: int,
    place: int | None,
) -> None:
    rows = answers.of_units(meeting_id, own, value, by, now)
    for row in rows:
        # Without a place, one of a family's children has the number for all.
        counts = place is not None or row["heads"] is None
        row.update(heads=heads if counts else 0, place=place)
    await overruled.save(session, rows, KEY, _CHANGE, now)
