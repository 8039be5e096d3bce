"""Votes: what is decided, by which rules, from when until when; ballots are said elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, and_, bindparam, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from storage import audiences, subjects, tallies
from storage.base import Base, Session
from storage.people import Person
from storage.rules import Broken, fold, named
from storage.subjects import Audience, Subject
from storage.tallies import End, Kind, Majority, Of, Outcome, Rules, Tie

KIND = "vote"
TITLE_LIMIT = 200
# What stands on a button is read on a small telephone.
OPTION_LIMIT, MOST_OPTIONS = 30, 12


class Ballot(StrEnum):
    """What is stored of who voted what."""

    OPEN = "open"  # everybody sees who voted what
    SEALED = "sealed"  # a roll of who has voted, and counters


class Eligible(StrEnum):
    """Whose seats vote."""

    COMMITTEE = "committee"  # the members of a class's committee
    SEATS = "seats"  # the school committee's: one seat a class
    FAMILIES = "families"
    LIST = "list"  # persons who were named


class Vote(Base):
    """A vote; open from `opened_at` until `closed_at`, or `closes_at` where that is earlier.

    `seats` is how many may vote, fixed when it opens. The rules are those of the committee at
    that time: `quorum` in percent of the seats. `places` is how many are elected; with `for_seat`
    it is the class's representative in the school committee. `was_to_close` is when it would have
    closed before its author extended it, at `changed_at`. `interrupted` says that its sealed
    ballots were not in the copy that was restored. With a `meeting_id` it belongs to that meeting.
    """

    __tablename__ = "votes"

    id: Mapped[int] = mapped_column(
        ForeignKey("subjects.id"), primary_key=True, autoincrement=False
    )
    title: Mapped[str]
    kind: Mapped[Kind]
    ballot: Mapped[Ballot]
    eligible: Mapped[Eligible]
    seats: Mapped[int] = mapped_column(default=0)
    places: Mapped[int] = mapped_column(default=1)
    quorum: Mapped[int]
    majority: Mapped[Majority]
    majority_of: Mapped[Of]
    tie: Mapped[Tie]
    opened_at: Mapped[datetime | None]
    closes_at: Mapped[datetime]
    was_to_close: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    interrupted: Mapped[bool] = mapped_column(default=False)
    for_seat: Mapped[bool] = mapped_column(default=False)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))

    __table_args__ = (Index(None, "closes_at"),)

    def go_by(self, rules: Rules) -> None:
        """These are its rules."""
        self.quorum, self.majority = rules.quorum, rules.majority
        self.majority_of, self.tie = rules.of, rules.tie


class VoteOption(Base):
    """What can be voted for, under a number that is never given twice.

    `text` is None for the yes and the no, which each reader sees in their own language, and for a
    candidate, who is `person_id`, or nobody any more. One who is `gone` could not be elected when
    it closed. `by_chair`: the chair decided a tie so.
    """

    __tablename__ = "vote_options"

    id: Mapped[int] = mapped_column(primary_key=True)
    vote_id: Mapped[int] = mapped_column(ForeignKey("votes.id"))
    position: Mapped[int]
    text: Mapped[str | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    gone: Mapped[bool] = mapped_column(default=False)
    by_chair: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        Index(None, "vote_id", "position", unique=True),
        {"sqlite_autoincrement": True},
    )


@dataclass(frozen=True, slots=True)
class Draft:
    """A vote that is not stored yet; without options it is yes or no, or an election.

    Times are aware.
    """

    title: str
    options: tuple[str, ...]
    closes_at: datetime
    eligible: Eligible
    kind: Kind = Kind.YES_NO
    ballot: Ballot = Ballot.SEALED
    rules: Rules = field(default_factory=Rules)
    places: int = 1
    for_seat: bool = False
    meeting_id: int | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """What can be voted for, as VoteOption; a candidate's `text` is their name, if it is known."""

    id: int
    text: str | None
    person_id: int | None = None
    gone: bool = False
    by_chair: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A vote as it stands, with its author, its options in order, and its classes."""

    id: int
    author_id: int | None
    title: str
    kind: Kind
    ballot: Ballot
    eligible: Eligible
    seats: int
    places: int
    quorum: int
    majority: Majority
    majority_of: Of
    tie: Tie
    opened_at: datetime | None
    closes_at: datetime
    was_to_close: datetime | None
    changed_at: datetime | None
    closed_at: datetime | None
    withdrawn_at: datetime | None
    interrupted: bool
    for_seat: bool
    meeting_id: int | None
    class_ids: tuple[int, ...]
    options: tuple[Option, ...] = field(default=())

    @property
    def rules(self) -> Rules:
        """By which it is decided."""
        return Rules(self.quorum, self.majority, self.majority_of, self.tie)

    @property
    def sealed(self) -> bool:
        """Whether nobody can look up who voted what."""
        return self.ballot == Ballot.SEALED

    @property
    def of_school_committee(self) -> bool:
        """Whether it is the school committee's, whose chair has no class."""
        return self.eligible == Eligible.SEATS

    def is_open(self, now: datetime) -> bool:
        """Whether it takes ballots; at the very moment of its close it does not any more."""
        return (
            self.opened_at is not None
            and self.withdrawn_at is None
            and self.closed_at is None
            and now < self.closes_at
        )

    def option(self, option_id: int) -> Option | None:
        """The option of that number, if it is on the ballot."""
        return next((each for each in self.options if each.id == option_id), None)

    def outcome(self, counts: Mapping[str, int]) -> Outcome:
        """How it came out, by how often what was voted; with the chair's word, where it decides."""
        ids = [each.id for each in self.options]
        gone = [each.id for each in self.options if each.gone]
        found = tallies.decide(self.kind, ids, counts, self.seats, self.rules, self.places, gone)
        chosen = tuple(each.id for each in self.options if each.by_chair and each.id in found.tied)
        if not chosen:
            return found
        if self.kind == Kind.YES_NO and chosen != (ids[0],):
            return replace(found, kind=End.REJECTED, winners=())
        winners = (*found.winners, *chosen)
        if len(winners) < self.places:  # the chair goes on
            left = tuple(each for each in found.tied if each not in chosen)
            return replace(found, winners=winners, tied=left)
        return replace(found, kind=End.DECIDED, winners=winners)


def checked(title: str, options: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """A title and options as they may stand.

    Raises:
        Broken: "vote-title", "vote-option" for one that is empty or too long, "vote-options" for
            one alone or too many, "vote-twice" for the same one twice.
    """
    name = named(title, TITLE_LIMIT, "vote-title")
    found = tuple(named(each, OPTION_LIMIT, "vote-option") for each in options)
    if len(found) == 1 or len(found) > MOST_OPTIONS:
        raise Broken("vote-options", most=MOST_OPTIONS)
    if len({fold(each) for each in found}) < len(found):
        raise Broken("vote-twice")
    return name, found


async def create(
    session: Session, author_id: int | None, class_ids: Collection[int], draft: Draft, now: datetime
) -> int:
    """A new vote that is not open yet; returns its id, its subject's.

    Raises:
        Broken: as `checked`; "vote-close" for one that would close at once.
    """
    title, options = checked(draft.title, draft.options)
    if draft.closes_at <= now:
        raise Broken("vote-close")
    vote_id = await subjects.create(session, KIND, author_id, list(class_ids), now)
    session.add(
        Vote(
            id=vote_id,
            title=title,
            kind=draft.kind,
            ballot=draft.ballot,
            eligible=draft.eligible,
            places=draft.places,
            for_seat=draft.for_seat,
            quorum=draft.rules.quorum,
            majority=draft.rules.majority,
            majority_of=draft.rules.of,
            tie=draft.rules.tie,
            closes_at=draft.closes_at,
            meeting_id=draft.meeting_id,
        )
    )
    await session.flush()
    await _lay_options(session, vote_id, draft.kind, options)
    return vote_id


async def _lay_options(session: Session, vote_id: int, kind: Kind, options: Sequence[str]) -> None:
    # Who stands for election is known when it opens.
    by_themselves = () if kind == Kind.ELECTION else (None, None)
    for position, text in enumerate(options or by_themselves, 1):
        session.add(VoteOption(vote_id=vote_id, position=position, text=text))
        await session.flush()


async def rewrite(session: Session, vote: Vote, draft: Draft) -> None:
    """A vote that is not open yet asks something else; its classes stay.

    Raises:
        Broken: as `checked`.
    """
    vote.title, options = checked(draft.title, draft.options)
    vote.kind, vote.ballot, vote.eligible = draft.kind, draft.ballot, draft.eligible
    vote.closes_at, vote.meeting_id = draft.closes_at, draft.meeting_id
    vote.go_by(draft.rules)
    await session.execute(delete(VoteOption).where(VoteOption.vote_id == vote.id))
    await _lay_options(session, vote.id, draft.kind, options)


_NAMES = [name for name in Snapshot.__slots__ if name in Vote.__table__.c and name != "id"]


def snapshots() -> Select[Any]:
    """The statement that `read` makes snapshots of, a row for each class of each vote."""
    columns = [getattr(Vote, name) for name in _NAMES]
    return (
        select(Subject.id, Subject.author_id, *columns, Audience.class_id)
        .select_from(Vote)
        .join(Subject, Subject.id == Vote.id)
        .join(Audience, Audience.subject_id == Vote.id)
    )


# Built once: every batch of taps runs it.
_OF_IDS = (
    snapshots()
    .where(Vote.id.in_(bindparam("ids", expanding=True)))
    .order_by(Vote.id, Audience.class_id)
)
_OPTIONS = (
    select(
        VoteOption.vote_id,
        VoteOption.id,
        func.coalesce(VoteOption.text, Person.name),
        VoteOption.person_id,
        VoteOption.gone,
        VoteOption.by_chair,
    )
    .outerjoin(Person, Person.id == VoteOption.person_id)
    .where(VoteOption.vote_id.in_(bindparam("ids", expanding=True)))
    .order_by(VoteOption.vote_id, VoteOption.position)
)


async def read(
    session: Session, statement: Select[Any], values: dict[str, Any] | None = None
) -> list[Snapshot]:
    """Snapshots with their options, in the statement's order; two statements.

    The statement has a row for each class of each vote; those of one must come together.
    """
    found = audiences.gather(await session.execute(statement, values))
    if not found:
        return []
    options: dict[int, list[Option]] = defaultdict(list)
    for row in await session.execute(_OPTIONS, {"ids": [row[0] for row in found]}):
        options[row[0]].append(Option(*row[1:]))
    return [replace(Snapshot(*row), options=tuple(options[row[0]])) for row in found]


async def of_ids(session: Session, ids: Collection[int]) -> dict[int, Snapshot]:
    """The votes among these subjects, by id; two statements."""
    return {one.id: one for one in await read(session, _OF_IDS, {"ids": list(ids)})}


async def get(session: Session, vote_id: int) -> Snapshot:
    """A vote.

    Raises:
        LookupError: there is none of that id.
    """
    found = await of_ids(session, [vote_id])
    if vote_id not in found:
        raise LookupError(f"no vote {vote_id}")
    return found[vote_id]


def running(now: datetime) -> ColumnElement[bool]:
    """On votes: open now."""
    return and_(
        Vote.opened_at.is_not(None),
        Vote.withdrawn_at.is_(None),
        Vote.closed_at.is_(None),
        Vote.closes_at > now,
    )


async def locked(session: Session, vote_id: int) -> Vote:
    """The row, which nobody else changes until this transaction ends.

    Raises:
        LookupError: there is none of that id.
        Broken: "vote-withdrawn".
    """
    vote = await session.get(Vote, vote_id, with_for_update=True, populate_existing=True)
    if vote is None:
        raise LookupError(f"no vote {vote_id}")
    if vote.withdrawn_at is not None:
        raise Broken("vote-withdrawn")
    return vote
