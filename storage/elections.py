"""Elections before they open: who was asked to stand, who stands, and from when on it is voted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import audiences, committee, vote_plans, votes
from storage.base import Base, Session, upsert
from storage.people import Person, PersonRef, PersonRole, Role, refs
from storage.rules import Broken
from storage.vote_changes import changed
from storage.vote_plans import Held
from storage.votes import Draft, Snapshot, Vote, VoteOption, locked

# As many as a ballot has room for.
MOST = votes.MOST_OPTIONS


class Says(StrEnum):
    """What somebody says who may be elected."""

    NOTHING = "nothing"  # was asked, and has not answered
    YES = "yes"
    NO = "no"


# Why who called it may open it all the same.
OPENS_ALL_THE_SAME = (Held.FEW, Held.LATE, Held.KEY)


class Election(Base):
    """When a vote on persons opens, and until when they say whether they stand.

    With `stands_up` whoever may be elected can stand without being asked. `settled_at`: since then
    nobody comes or goes any more. `held` says why it did not open.
    """

    __tablename__ = "elections"

    id: Mapped[int] = mapped_column(ForeignKey("votes.id"), primary_key=True, autoincrement=False)
    stands_up: Mapped[bool]
    accept_until: Mapped[datetime]
    opens_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    held: Mapped[Held | None]


class Candidate(Base):
    """Somebody who was asked to stand, or does so unasked.

    Once it opens, options say who is on the ballot.
    """

    __tablename__ = "candidates"

    vote_id: Mapped[int] = mapped_column(ForeignKey("votes.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    says: Mapped[Says]

    __table_args__ = (Index(None, "person_id"),)


@dataclass(frozen=True, slots=True)
class Plan:
    """How an election begins; times are aware. `listed` vote, where it is a list."""

    opens_at: datetime
    accept_until: datetime
    stands_up: bool
    asked: tuple[int, ...] = ()
    listed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """What the cards of an election show before it opens; persons by name."""

    vote: Snapshot
    author: str | None
    classes: tuple[str, ...]
    opens_at: datetime
    accept_until: datetime
    stands_up: bool
    settled: bool
    held: Held | None
    stand: tuple[PersonRef, ...]
    silent: tuple[PersonRef, ...]
    declined: tuple[PersonRef, ...]

    @property
    def accepting(self) -> bool:
        """Whether people still say whether they stand."""
        return not self.settled and self.waiting

    @property
    def waiting(self) -> bool:
        """Whether it is still to open."""
        return self.vote.opened_at is None and self.vote.withdrawn_at is None


def _check_times(opens: datetime, until: datetime, closes: datetime, now: datetime) -> None:
    if opens <= now:
        raise Broken("election-past")
    if not now < until <= opens:
        raise Broken("election-until")
    if closes <= opens:
        raise Broken("vote-close")


async def create(
    session: Session, author_id: int, class_ids: Collection[int], draft: Draft, plan: Plan,
    now: datetime,
) -> int:  # fmt: skip
    """A new election that opens later; returns its id.

    Raises:
        Broken: as `votes.create`; "election-past", "election-until" or "vote-close" for times that
            do not follow one another.
    """
    _check_times(plan.opens_at, plan.accept_until, draft.closes_at, now)
    vote_id = await votes.create(session, author_id, class_ids, draft, now)
    session.add(
        Election(
            id=vote_id,
            stands_up=plan.stands_up,
            accept_until=plan.accept_until,
            opens_at=plan.opens_at,
        )
    )
    await session.flush()
    await ask(session, vote_id, plan.asked)
    await vote_plans.name(session, vote_id, plan.listed)
    return vote_id


async def ask(session: Session, vote_id: int, person_ids: Collection[int]) -> None:
    """These are asked to stand; what somebody has said already stays."""
    rows = [{"vote_id": vote_id, "person_id": each, "says": Says.NOTHING} for each in person_ids]
    await upsert(session, Candidate.__table__, rows, key=("vote_id", "person_id"))


async def find(session: Session, vote_id: int) -> Election | None:
    """The election that a vote is, while it is planned or after."""
    return await session.get(Election, vote_id, populate_existing=True)


async def pool(session: Session, one: Snapshot) -> Sequence[PersonRef]:
    """Who may be elected now: the parents of a class, or who sits in the school committee."""
    return await pool_of(session, None if one.of_school_committee else one.class_ids[0])


async def pool_of(session: Session, class_id: int | None) -> Sequence[PersonRef]:
    """The same, of a class or (None) the school committee; by name."""
    if class_id is not None:
        return await committee.candidates(session, Role.COMMITTEE, class_id, 0)
    theirs = select(PersonRole.person_id).where(
        PersonRole.role == Role.SEAT, PersonRole.ended_at.is_(None)
    )
    found = await session.execute(
        refs().where(Person.id.in_(theirs)).order_by(None).order_by(Person.name, Person.id)
    )
    return [PersonRef(*row) for row in found]


async def may_stand(session: Session, one: Snapshot, person_id: int | None) -> bool:
    """Whether somebody may be elected now."""
    return any(each.id == person_id for each in await pool(session, one))


# They say whether they stand


async def says(
    session: Session, one: Snapshot, person_id: int, answer: Says, now: datetime
) -> bool:
    """A person stands, or does not (any more); returns whether that is news. Bumps.

    Raises:
        Broken: "vote-withdrawn"; "election-late" where it is too late; "election-not-asked" who may
            not; "election-full" where the ballot has no more room.
    """
    # Whoever opens it meanwhile waits for this, or this for them.
    vote, found = await locked(session, one.id), await find(session, one.id)
    if found is None or vote.opened_at is not None or found.settled_at is not None:
        raise Broken("election-late")
    if now >= found.accept_until:
        raise Broken("election-late")
    asked = await session.get(Candidate, (one.id, person_id), populate_existing=True)
    if asked is None and not found.stands_up:
        raise Broken("election-not-asked")
    if answer == (asked.says if asked is not None else Says.NO):
        return False
    if answer == Says.YES:
        await _check_stands(session, one, person_id)
    row = {"vote_id": one.id, "person_id": person_id, "says": answer}
    key = ("vote_id", "person_id")
    await upsert(session, Candidate.__table__, [row], key=key, change=("says",))
    await changed(session, one.id, now)
    return True


async def _check_stands(session: Session, one: Snapshot, person_id: int) -> None:
    if not await may_stand(session, one, person_id):
        raise Broken("election-not-asked")
    if len(await _of(session, one.id, Says.YES)) >= MOST:
        raise Broken("election-full", most=MOST)


async def _of(session: Session, vote_id: int, answer: Says) -> list[PersonRef]:
    """Who said so, by name: on a ballot that is an order which favours nobody on purpose."""
    theirs = select(Candidate.person_id).where(
        Candidate.vote_id == vote_id, Candidate.says == answer
    )
    found = await session.execute(
        refs().where(Person.id.in_(theirs)).order_by(None).order_by(Person.name, Person.id)
    )
    return [PersonRef(*row) for row in found]


async def said(session: Session, vote_id: int, person_id: int) -> Says:
    """What a person has said."""
    found = await session.get(Candidate, (vote_id, person_id), populate_existing=True)
    return found.says if found is not None else Says.NO


async def waiting_for(session: Session, person_id: int, now: datetime) -> list[View]:
    """The elections in which a person was asked to stand and has not answered, the next first."""
    found = await session.scalars(
        select(Candidate.vote_id)
        .join(Election, Election.id == Candidate.vote_id)
        .join(Vote, Vote.id == Candidate.vote_id)
        .where(
            Candidate.person_id == person_id,
            Candidate.says == Says.NOTHING,
            Election.settled_at.is_(None),
            Election.accept_until > now,
            Vote.opened_at.is_(None),
            Vote.withdrawn_at.is_(None),
        )
        .order_by(Election.accept_until, Election.id)
    )
    return [await view(session, each) for each in found.all()]


# It opens, or is put off


async def standing(session: Session, one: Snapshot) -> list[PersonRef]:
    """Who stands and may still be elected."""
    able = {each.id for each in await pool(session, one)}
    return [each for each in await _of(session, one.id, Says.YES) if each.id in able]


async def settle(session: Session, vote_id: int, now: datetime) -> None:
    """Nobody comes or goes any more; bumps."""
    await _set(session, vote_id, settled_at=now)
    await changed(session, vote_id, now)


async def hold(session: Session, vote_id: int, why: Held, now: datetime) -> None:
    """It does not open, and its author decides what becomes of it; bumps."""
    await _set(session, vote_id, held=why, settled_at=now)
    await changed(session, vote_id, now)


async def put_off(
    session: Session, vote_id: int, opens: datetime, closes: datetime, asked: Collection[int],
    now: datetime,
) -> None:  # fmt: skip
    """It opens and closes at other times, until then people may stand, and more are asked; bumps.

    Raises:
        Broken: "vote-withdrawn", "election-open" where it has opened, and as `create`.
    """
    vote = await _planned(session, vote_id)
    _check_times(opens, opens, closes, now)
    vote.closes_at = closes
    times = {"opens_at": opens, "accept_until": opens}
    await _set(session, vote_id, settled_at=None, held=None, **times)
    await ask(session, vote_id, asked)
    await changed(session, vote_id, now)


async def wait(session: Session, vote_id: int, until: datetime) -> None:
    """It opens when the night is over."""
    await _set(session, vote_id, opens_at=until)


async def _planned(session: Session, vote_id: int) -> Vote:
    vote = await locked(session, vote_id)
    if vote.opened_at is not None:
        raise Broken("election-open")
    return vote


async def _set(session: Session, vote_id: int, **values: object) -> None:
    await session.execute(update(Election).where(Election.id == vote_id).values(**values))


async def open_(session: Session, one: Snapshot, now: datetime) -> Snapshot:
    """It opens: who stands is on the ballot, and who votes is counted; bumps.

    Raises:
        Broken: "vote-withdrawn", "election-open", "vote-close", "vote-nobody" where there is nobody
            to vote, or nobody to be elected, or "secret-no-key"; what was begun is to be undone.
    """
    vote, stand = await _planned(session, one.id), await standing(session, one)
    if vote.closes_at <= now:
        raise Broken("vote-close")
    if not stand:
        raise Broken("vote-nobody")
    for position, each in enumerate(stand[:MOST], 1):
        session.add(VoteOption(vote_id=one.id, position=position, text=None, person_id=each.id))
        await session.flush()
    await _set(session, one.id, settled_at=now, held=None)
    return await vote_plans.open_now(session, one, now)


async def part(session: Session, one: Snapshot) -> None:
    """It has closed: candidates who left meanwhile cannot be elected."""
    able = {each.id for each in await pool(session, one)}
    gone = [each.id for each in one.options if each.person_id not in able]
    if gone:
        await session.execute(update(VoteOption).where(VoteOption.id.in_(gone)).values(gone=True))


# What is seen of it


async def view(session: Session, vote_id: int) -> View:
    """What the cards show before it opens.

    Raises:
        LookupError: there is no such election.
    """
    one, found = await votes.get(session, vote_id), await find(session, vote_id)
    if found is None:
        raise LookupError(f"no election {vote_id}")
    authors = await audiences.authors(session, {one.author_id})
    by = {answer: tuple(await _of(session, vote_id, answer)) for answer in Says}
    return View(
        one,
        authors.get(one.author_id),
        await audiences.names(session, one.class_ids),
        found.opens_at,
        found.accept_until,
        found.stands_up,
        found.settled_at is not None,
        found.held,
        tuple(await standing(session, one)),
        by[Says.NOTHING],
        by[Says.NO],
    )


async def naming(session: Session, person_id: int) -> set[int]:
    """The elections whose cards name somebody who stands, or stood."""
    stood = await session.scalars(
        select(VoteOption.vote_id).where(VoteOption.person_id == person_id)
    )
    asked = await session.scalars(select(Candidate.vote_id).where(Candidate.person_id == person_id))
    return {*stood, *asked}
