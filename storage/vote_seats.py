"""The seats of a vote: fixed when it opens, each with who may vote for it, and whether it has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, and_, delete, exists, or_, select
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from storage import committee, subjects, units, votes
from storage.actors import Actor
from storage.answers import UnitKind, own_units
from storage.base import Base, Session, upsert
from storage.children import Child, Guardian, families
from storage.committee import ROLES
from storage.people import Person, PersonRef, PersonRole, Role, refs
from storage.rules import Broken
from storage.units import Unit
from storage.votes import Eligible, Snapshot, Vote

Key = tuple[UnitKind, int]
# A seat before it has a number: its class, where it is the school committee's, and who holds it.
Seat = tuple[int | None, tuple[Key, ...]]
_KEY = ("vote_id", "unit", "unit_id")


class VoteSeat(Base):
    """A seat, and whether it has voted: without a time, and not what.

    The rows are there before anybody votes. One in the school committee is its class's: whoever
    holds it at the tap votes.
    """

    __tablename__ = "vote_seats"

    vote_id: Mapped[int] = mapped_column(ForeignKey("votes.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    class_id: Mapped[int | None] = mapped_column(ForeignKey("classes.id"))
    voted: Mapped[bool]

    __table_args__ = ({"sqlite_with_rowid": False},)


class VoteHolder(Base):
    """Who votes for a seat: a person, or a child by whoever answers for it."""

    __tablename__ = "vote_holders"

    vote_id: Mapped[int] = mapped_column(ForeignKey("votes.id"), primary_key=True)
    unit: Mapped[UnitKind] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seat: Mapped[int]

    __table_args__ = (Index(None, "unit", "unit_id"), {"sqlite_with_rowid": False})


async def open_vote(
    session: Session, one: Snapshot, listed: Collection[int], now: datetime
) -> None:
    """A vote opens: its seats are what they are at this moment; bumps. `listed` are persons.

    Raises:
        Broken: "vote-nobody" where there is nobody to vote.
    """
    seats = await _seats(session, one, listed)
    if not seats:
        raise Broken("vote-nobody")
    vote = await votes.locked(session, one.id)
    vote.opened_at, vote.seats = now, len(seats)
    for number, (class_id, _) in enumerate(seats, 1):
        session.add(VoteSeat(vote_id=one.id, number=number, class_id=class_id, voted=False))
    for number, (_, keys) in enumerate(seats, 1):
        for unit, unit_id in keys:
            session.add(VoteHolder(vote_id=one.id, unit=unit, unit_id=unit_id, seat=number))
    await session.flush()
    await subjects.bump(session, [one.id], now)


async def _seats(session: Session, one: Snapshot, listed: Collection[int]) -> list[Seat]:
    if one.eligible == Eligible.LIST:
        return [(None, ((UnitKind.MEMBER, each),)) for each in sorted(set(listed))]
    if one.eligible == Eligible.FAMILIES:
        return _of_families(await units.of_subject(session, one.id))
    found = await committee.of_classes(session, one.class_ids)
    if one.eligible == Eligible.SEATS:
        return [(each.class_id, ()) for each in found if each.of(Role.SEAT)]
    members = {person.id for each in found for _, person in each.holders}
    return [(None, ((UnitKind.MEMBER, each),)) for each in sorted(members)]


def _of_families(found: Iterable[Unit]) -> list[Seat]:
    """Children who share somebody who answers for them are one family; none votes for nobody's."""
    asked = [each for each in found if each.guardians]
    pairs = [
        (each.id, person.id)
        for each in asked
        for person in each.guardians
        if each.kind == UnitKind.CHILD
    ]
    of = families(pairs)
    groups: dict[Key, list[Key]] = defaultdict(list)
    for each in asked:
        family = of.get(each.id, each.id) if each.kind == UnitKind.CHILD else each.id
        groups[each.kind, family].append((each.kind, each.id))
    return [(None, tuple(keys)) for keys in groups.values()]


# Whose they are


def keys_of(actor: Actor, one: Snapshot) -> list[Key]:
    """By what an actor may hold a seat in a vote now; those of the school committee apart."""
    if actor.person_id is None:
        return []
    member = (UnitKind.MEMBER, actor.person_id)
    if one.eligible == Eligible.LIST:
        return [member]
    if one.eligible == Eligible.COMMITTEE:
        sits = any(actor.has(role, each) for role in ROLES for each in one.class_ids)
        return [member] if sits else []
    if one.eligible == Eligible.SEATS:
        return []
    parent = any(actor.has(Role.PARENT, each) for each in one.class_ids)
    # Who has named a child since the vote opened voted as a family of their own then.
    alone = [(UnitKind.PERSON, actor.person_id)] if parent else []
    return [*dict.fromkeys([*own_units(actor, one.class_ids), *alone])]


def _class_ids(actor: Actor) -> list[int]:
    """The classes whose seat in the school committee an actor holds."""
    return sorted(each for role, each in actor.roles if role == Role.SEAT and each is not None)


async def of_actor(session: Session, one: Snapshot, actor: Actor) -> list[int]:
    """The numbers of the seats that an actor votes for now; one statement."""
    if one.eligible == Eligible.SEATS:
        found = await session.scalars(
            select(VoteSeat.number)
            .where(VoteSeat.vote_id == one.id, VoteSeat.class_id.in_(_class_ids(actor)))
            .order_by(VoteSeat.number)
        )
        return list(found)
    keys = keys_of(actor, one)
    rows = await session.execute(
        select(VoteHolder.unit, VoteHolder.unit_id, VoteHolder.seat).where(
            VoteHolder.vote_id == one.id, VoteHolder.unit_id.in_([each for _, each in keys])
        )
    )
    held = {(unit, unit_id): seat for unit, unit_id, seat in rows}
    return sorted({held[key] for key in keys if key in held})


async def voters(session: Session, one: Snapshot) -> list[PersonRef]:
    """The persons who vote in a vote of persons or of the school committee, each once."""
    seats = select(VoteSeat.class_id).where(VoteSeat.vote_id == one.id)
    of_class = select(PersonRole.person_id).where(
        PersonRole.role == Role.SEAT,
        PersonRole.ended_at.is_(None),
        PersonRole.class_id.in_(seats),
    )
    persons = select(VoteHolder.unit_id).where(
        VoteHolder.vote_id == one.id, VoteHolder.unit == UnitKind.MEMBER
    )
    found = await session.execute(
        refs().where(or_(Person.id.in_(of_class), Person.id.in_(persons)))
    )
    return [PersonRef(*row) for row in found]


async def waiting_for(session: Session, actor: Actor, now: datetime) -> list[Snapshot]:
    """The open votes in which a seat of an actor's has not voted, the first to close first."""
    statement = votes.snapshots().where(votes.running(now), _waits(actor))
    return await votes.read(session, statement.order_by(Vote.closes_at, Vote.id))


def _waits(actor: Actor) -> ColumnElement[bool]:
    """On votes: a seat that is an actor's by what they are, and has not voted."""
    themself = and_(VoteHolder.unit != UnitKind.CHILD, VoteHolder.unit_id == actor.person_id)
    of_child = and_(
        VoteHolder.unit == UnitKind.CHILD,
        VoteHolder.unit_id.in_([each.id for each in actor.children]),
    )
    mine = exists().where(
        VoteHolder.vote_id == Vote.id,
        or_(themself, of_child),
        VoteSeat.vote_id == VoteHolder.vote_id,
        VoteSeat.number == VoteHolder.seat,
        ~VoteSeat.voted,
    )
    of_class = exists().where(
        VoteSeat.vote_id == Vote.id, VoteSeat.class_id.in_(_class_ids(actor)), ~VoteSeat.voted
    )
    return or_(mine, of_class)


# When families change


async def adopt(session: Session, person_id: int, child_id: int, class_id: int) -> None:
    """A person got a child in a class: it belongs to the seat of its family, if it has none."""
    theirs = select(Guardian.child_id).where(
        Guardian.person_id == person_id, Guardian.child_id == Child.id, Child.class_id == class_id
    )
    family = or_(
        and_(VoteHolder.unit == UnitKind.PERSON, VoteHolder.unit_id == person_id),
        and_(VoteHolder.unit == UnitKind.CHILD, VoteHolder.unit_id.in_(theirs)),
    )
    found = await session.execute(
        select(VoteHolder.vote_id, VoteHolder.seat).where(family).order_by(VoteHolder.seat.desc())
    )
    await _hold(session, {vote_id: seat for vote_id, seat in found}, child_id)  # noqa: C416


async def pass_to(session: Session, child_id: int, to_child_id: int) -> None:
    """One child turned out to be another, who has its seat unless there is one already."""
    found = await session.execute(
        select(VoteHolder.vote_id, VoteHolder.seat).where(
            VoteHolder.unit == UnitKind.CHILD, VoteHolder.unit_id == child_id
        )
    )
    await _hold(session, {vote_id: seat for vote_id, seat in found}, to_child_id)  # noqa: C416
    await forget_child(session, child_id)


async def _hold(session: Session, seats: dict[int, int], child_id: int) -> None:
    rows: Sequence[dict[str, object]] = [
        {"vote_id": vote_id, "unit": UnitKind.CHILD, "unit_id": child_id, "seat": seat}
        for vote_id, seat in sorted(seats.items())
    ]
    await upsert(session, VoteHolder.__table__, rows, key=_KEY)


async def forget_child(session: Session, child_id: int) -> None:
    """A child is gone; its seat stays, and what was voted for it."""
    await session.execute(
        delete(VoteHolder)
        .where(VoteHolder.unit == UnitKind.CHILD, VoteHolder.unit_id == child_id)
        .execution_options(synchronize_session=False)
    )
