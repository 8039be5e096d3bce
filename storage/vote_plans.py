"""Votes that open later: when, who was named to vote in them, and why one did not open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import audiences, committee, committee_rules, subjects, vote_ballots, vote_seats, votes
from storage.base import Base, Session
from storage.people import Role
from storage.rules import Broken
from storage.votes import Draft, Eligible, Snapshot, Vote


class Held(StrEnum):
    """Why a vote did not open at its time."""

    FEW = "few"  # of an election: fewer stand than are to be elected
    LATE = "late"  # the bot was away, or it would have closed by now
    NOBODY = "nobody"  # there is nobody to vote
    GROUP = "group"  # the class has no group any more
    KEY = "key"  # the key that its ballots would be sealed with could not be written


class VotePlan(Base):
    """When a vote opens that was planned; of elections `elections` says so.

    `held` says why it did not open.
    """

    __tablename__ = "vote_plans"

    id: Mapped[int] = mapped_column(ForeignKey("votes.id"), primary_key=True, autoincrement=False)
    opens_at: Mapped[datetime]
    held: Mapped[Held | None]


class VoteListed(Base):
    """Somebody who was named to vote; once it opens, holders say who may."""

    __tablename__ = "vote_listed"

    vote_id: Mapped[int] = mapped_column(ForeignKey("votes.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)

    __table_args__ = (Index(None, "person_id"),)


@dataclass(frozen=True, slots=True)
class View:
    """What the card of a planned vote shows; `listed` by name, of those who may vote now."""

    vote: Snapshot
    author: str | None
    classes: tuple[str, ...]
    opens_at: datetime
    held: Held | None
    listed: tuple[str, ...]

    @property
    def waiting(self) -> bool:
        """Whether it is still to open."""
        return self.vote.opened_at is None and self.vote.withdrawn_at is None


async def plan(
    session: Session, vote_id: int, opens: datetime, listed: Collection[int], now: datetime
) -> None:
    """A new vote opens then; `listed` are the persons who vote, where it is a list.

    Raises:
        Broken: "vote-past", or "vote-close" where it would have closed by then.
    """
    vote = await votes.locked(session, vote_id)
    _check_times(opens, vote.closes_at, now)
    session.add(VotePlan(id=vote_id, opens_at=opens))
    await name(session, vote_id, listed)


def _check_times(opens: datetime, closes: datetime, now: datetime) -> None:
    if opens <= now:
        raise Broken("vote-past")
    if closes <= opens:
        raise Broken("vote-close")


async def name(session: Session, vote_id: int, person_ids: Collection[int]) -> None:
    """These are to vote, and nobody else who was named before."""
    await session.execute(delete(VoteListed).where(VoteListed.vote_id == vote_id))
    for each in sorted(set(person_ids)):
        session.add(VoteListed(vote_id=vote_id, person_id=each))
    await session.flush()


async def find(session: Session, vote_id: int) -> VotePlan | None:
    """When a vote opens, while it is planned or after; None where that was never planned."""
    return await session.get(VotePlan, vote_id, populate_existing=True)


async def listed(session: Session, one: Snapshot) -> dict[int, str]:
    """Who was named to vote and still belongs to the class, by id; in the order of their names."""
    if one.eligible != Eligible.LIST:
        return {}
    named = set(
        await session.scalars(select(VoteListed.person_id).where(VoteListed.vote_id == one.id))
    )
    pool = await committee.candidates(session, Role.COMMITTEE, one.class_ids[0], 0)
    return {each.id: each.name for each in pool if each.id in named}


# Until it opens


async def change(
    session: Session, vote_id: int, draft: Draft, opens: datetime, listed: Collection[int],
    now: datetime,
) -> None:  # fmt: skip
    """A planned vote asks something else, or at another time; bumps.

    Raises:
        Broken: as `votes.create`; "vote-open" where it has opened, "vote-withdrawn", "vote-past".
    """
    vote = await planned(session, vote_id)
    _check_times(opens, draft.closes_at, now)
    await votes.rewrite(session, vote, draft)
    await _set(session, vote_id, opens_at=opens, held=None)
    await name(session, vote_id, listed)
    await subjects.bump(session, [vote_id], now)


async def hold(session: Session, vote_id: int, why: Held, now: datetime) -> None:
    """It does not open, and its author decides what becomes of it; bumps."""
    await _set(session, vote_id, held=why)
    await subjects.bump(session, [vote_id], now)


async def wait(session: Session, vote_id: int, until: datetime, now: datetime) -> None:
    """It opens when the night is over; bumps."""
    await _set(session, vote_id, opens_at=until)
    await subjects.bump(session, [vote_id], now)


async def _set(session: Session, vote_id: int, **values: object) -> None:
    await session.execute(update(VotePlan).where(VotePlan.id == vote_id).values(**values))


async def planned(session: Session, vote_id: int) -> Vote:
    """The row of a vote that has not opened, locked.

    Raises:
        Broken: "vote-withdrawn", or "vote-open".
    """
    vote = await votes.locked(session, vote_id)
    if vote.opened_at is not None:
        raise Broken("vote-open")
    return vote


async def open_(session: Session, one: Snapshot, now: datetime) -> Snapshot:
    """A planned vote opens, by the rules and with the seats of this moment; bumps.

    Raises:
        Broken: "vote-withdrawn", "vote-open", "vote-close", "vote-nobody", or "secret-no-key".
    """
    vote = await planned(session, one.id)
    if vote.closes_at <= now:
        raise Broken("vote-close")
    await _set(session, one.id, held=None)
    return await open_now(session, one, now)


async def open_now(session: Session, one: Snapshot, now: datetime) -> Snapshot:
    """Rules, seats and counters are made as they are at this moment; who was named holds a seat.

    Raises:
        Broken: "vote-nobody", or "secret-no-key".
    """
    one = await _as_of_now(session, one)
    await vote_seats.open_vote(session, one, list(await listed(session, one)), now)
    await name(session, one.id, ())
    opened = await votes.get(session, one.id)
    await vote_ballots.lay_out(session, opened)
    return opened


async def _as_of_now(session: Session, one: Snapshot) -> Snapshot:
    """The rules of its committee, and the classes of the school committee, may be others by now."""
    if one.of_school_committee:
        found = [each.class_id for each in await committee.seats(session) if each.of(Role.SEAT)]
        await subjects.readdress(session, one.id, found or one.class_ids)
    rules = await committee_rules.of(session, None if one.of_school_committee else one.class_ids[0])
    (await votes.locked(session, one.id)).go_by(rules)
    await session.flush()
    return await votes.get(session, one.id)


# What is seen of it


async def view(session: Session, vote_id: int) -> View:
    """What the card shows.

    Raises:
        LookupError: there is no vote of that id which was planned.
    """
    one, found = await votes.get(session, vote_id), await find(session, vote_id)
    if found is None:
        raise LookupError(f"no planned vote {vote_id}")
    authors = await audiences.authors(session, {one.author_id})
    return View(
        one,
        authors.get(one.author_id),
        await audiences.names(session, one.class_ids),
        found.opens_at,
        found.held,
        tuple((await listed(session, one)).values()),
    )
