"""What was voted: open ballots by seat; of sealed ones a roll of who has voted, and counters."""

# While a sealed vote is open its counters lie in one box (storage.boxes): each ballot writes all of
# them anew, so that nothing shows which of them went up.

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import boxes, tallies, votes
from storage.base import Base, Session, upsert
from storage.boxes import Lost
from storage.people import Person
from storage.rules import Broken
from storage.tallies import Kind
from storage.vote_seats import VoteSeat
from storage.votes import Snapshot


class VoteBallot(Base):
    """The open ballot of a seat, the last one that was given for it; `person_id` gave it."""

    __tablename__ = "vote_ballots"

    vote_id: Mapped[int] = mapped_column(ForeignKey("votes.id"), primary_key=True)
    seat: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    choice: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    at: Mapped[datetime]


class VoteCounter(Base):
    """How often something was voted in a sealed vote that is closed; there is no other trace."""

    __tablename__ = "vote_counters"

    vote_id: Mapped[int] = mapped_column(ForeignKey("votes.id"), primary_key=True)
    choice: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]

    __table_args__ = ({"sqlite_with_rowid": False},)


async def lay_out(session: Session, one: Snapshot) -> None:
    """The counters of a sealed vote, all of them, before anybody votes.

    Raises:
        Broken: "secret-no-key" where it cannot have a key of its own.
    """
    if not one.sealed:
        return
    choices = [tallies.ABSTAIN, *(str(each.id) for each in one.options)]
    if one.kind in tallies.SEVERAL:
        choices.append(tallies.BALLOTS)
    await boxes.lay(session, one.id, dict.fromkeys(sorted(choices), 0), _room(one, choices))


def _room(one: Snapshot, choices: Sequence[str]) -> int:
    """As many bytes as the counters can ever take: of a ranked vote, one more for each ballot."""
    assert one.seats  # noqa: S101 (they are fixed when it opens, and it is open)
    figures = len(f'"":{one.seats},')
    found = 2 + sum(figures + len(each) for each in choices)
    if one.kind == Kind.RANKED:
        longest = ">".join(str(each.id) for each in one.options)
        found += one.seats * (figures + len(longest))
    return found


async def empty(session: Session, vote_id: int) -> bool:
    """A sealed vote closes: its counters are written in plain; False where they are lost."""
    try:
        found = await boxes.opened(session, vote_id)
    except Lost:
        return False
    if found is not None:
        counted = sorted(found.what.items())
        rows = [{"vote_id": vote_id, "choice": each, "count": count} for each, count in counted]
        await upsert(session, VoteCounter.__table__, rows, key=("vote_id", "choice"))
    return True


async def has_voted(session: Session, vote_id: int, seats: Collection[int]) -> bool:
    """Whether all of these seats have."""
    return not await _left(session, vote_id, seats)


async def _left(session: Session, vote_id: int, seats: Collection[int]) -> Sequence[int]:
    found = await session.scalars(
        select(VoteSeat.number)
        .where(VoteSeat.vote_id == vote_id, VoteSeat.number.in_(seats), ~VoteSeat.voted)
        .order_by(VoteSeat.number)
    )
    return found.all()


async def cast(
    session: Session,
    one: Snapshot,
    seats: Sequence[int],
    choice: str,
    person_id: int,
    now: datetime,
) -> bool:
    """A ballot for these seats; returns whether every seat has voted now.

    An open one replaces what was given for them before; a sealed one is for those that have not
    voted, and final.

    Raises:
        Broken: "vote-closed" when it is too late, "vote-taken" for seats that have voted,
            "secret-lost" where the key of a sealed one is missing.
    """
    # Whoever closes it meanwhile waits for this, or this for them.
    vote = await votes.locked(session, one.id)
    if vote.closed_at is not None or vote.opened_at is None or now >= vote.closes_at:
        raise Broken("vote-closed")
    if one.sealed:
        seats = await _left(session, one.id, seats)
        if not seats:
            raise Broken("vote-taken")
        await _count(session, one.id, _counters(one, choice), len(seats))
    else:
        await _write(session, one.id, seats, choice, person_id, now)
    await session.execute(
        update(VoteSeat)
        .where(VoteSeat.vote_id == one.id, VoteSeat.number.in_(seats))
        .values(voted=True)
        .execution_options(synchronize_session=False)
    )
    return await voted(session, one.id) == one.seats


def _counters(one: Snapshot, choice: str) -> list[str]:
    """What goes up by a ballot: of several options each its own, lest their mixture show whose."""
    if one.kind not in tallies.SEVERAL or choice == tallies.ABSTAIN:
        return [choice]
    return sorted([*choice.split(","), tallies.BALLOTS])


async def _count(session: Session, vote_id: int, choices: Sequence[str], seats: int) -> None:
    found = await boxes.opened(session, vote_id)
    if found is None:
        await _count_in_plain(session, vote_id, choices, seats)
        return
    raised = {each: found.what.get(each, 0) + seats for each in choices}
    await found.replace(session, found.what | raised)


async def _count_in_plain(
    session: Session, vote_id: int, choices: Sequence[str], seats: int
) -> None:
    """Of a vote that was opened before counters lay in boxes."""
    rows = [{"vote_id": vote_id, "choice": each, "count": 0} for each in choices]
    await upsert(session, VoteCounter.__table__, rows, key=("vote_id", "choice"))
    await session.execute(
        update(VoteCounter)
        .where(VoteCounter.vote_id == vote_id, VoteCounter.choice.in_(choices))
        .values(count=VoteCounter.count + seats)
        .execution_options(synchronize_session=False)
    )


async def _write(
    session: Session,
    vote_id: int,
    seats: Sequence[int],
    choice: str,
    person_id: int,
    now: datetime,
) -> None:
    rows = [
        {"vote_id": vote_id, "seat": each, "choice": choice, "person_id": person_id, "at": now}
        for each in seats
    ]
    change = ("choice", "person_id", "at")
    await upsert(session, VoteBallot.__table__, rows, key=("vote_id", "seat"), change=change)


async def voted(session: Session, vote_id: int) -> int:
    """How many seats have voted."""
    counted = select(func.count()).where(VoteSeat.vote_id == vote_id, VoteSeat.voted)
    return await session.scalar(counted) or 0


async def counts(session: Session, one: Snapshot) -> dict[str, int]:
    """How often what was voted; of a sealed vote nothing before it is closed."""
    if one.sealed and one.closed_at is None:
        return {}
    statement = (
        select(VoteCounter.choice, VoteCounter.count).where(VoteCounter.vote_id == one.id)
        if one.sealed
        else select(VoteBallot.choice, func.count())
        .where(VoteBallot.vote_id == one.id)
        .group_by(VoteBallot.choice)
    )
    return {choice: count for choice, count in await session.execute(statement)}  # noqa: C416


async def choice_of(session: Session, vote_id: int, seats: Collection[int]) -> str | None:
    """The open ballot that was given for these seats, if any was."""
    found: str | None = await session.scalar(
        select(VoteBallot.choice)
        .where(VoteBallot.vote_id == vote_id, VoteBallot.seat.in_(seats))
        .order_by(VoteBallot.seat)
        .limit(1)
    )
    return found


async def names(session: Session, one: Snapshot) -> dict[str, list[str]]:
    """Who gave which open ballot, by name; who was forgotten is left out. Of a sealed vote none.

    Who chose several options stands by each of them.
    """
    found = await session.execute(
        select(VoteBallot.choice, Person.name)
        .join(Person, Person.id == VoteBallot.person_id)
        .where(VoteBallot.vote_id == one.id)
        .order_by(Person.name, Person.id)
    )
    by: dict[str, list[str]] = {}
    for choice, name in found:
        for each in choice.split(","):
            by.setdefault(each, []).append(name)
    return by
