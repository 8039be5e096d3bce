"""What was decided, by a meeting or by a vote: the log that committees look things up in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Select, and_, or_, select, true
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from storage import affairs, audiences, meetings, subjects, votes
from storage.base import Base, Session
from storage.meeting_details import Invited
from storage.meetings import Meeting
from storage.rules import fold, named
from storage.subjects import Audience
from storage.tallies import End, Figures, Kind, Outcome
from storage.votes import Eligible, Snapshot

# Decisions and tasks stand below the text of the minutes.
TEXT_LIMIT = 300
# Whose votes are a committee's decisions; those of families and of a list are their own affair.
PUBLIC = (Eligible.COMMITTEE, Eligible.SEATS)


class Decision(Base):
    """Something that was decided; `text` is the decision, or what was voted on.

    `subject_id` is what decided it, a meeting or a vote, and by its classes whose decision it is:
    their committees', or (`of_school`) the school committee's. With a `meeting_id` it stands in
    that meeting's minutes. Of a vote there is its `outcome`, with options by their ids. `words`
    are what it is looked for by.
    """

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    of_school: Mapped[bool]
    text: Mapped[str]
    words: Mapped[str]
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    at: Mapped[datetime]

    __table_args__ = (Index(None, "of_school", "at"),)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it is shown; of a vote with what was voted on and how it came out."""

    id: int
    text: str
    at: datetime
    of_school: bool
    classes: tuple[str, ...]
    meeting: meetings.Snapshot | None
    vote: Snapshot | None
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which decisions: of these classes (None: of all), the school committee's, with these words.

    With `of_school` alone, and no classes, those of the school committee only.
    """

    class_ids: Collection[int] | None
    of_school: bool
    words: str = ""


# They are noted


async def decide(session: Session, meeting_id: int, text: str, now: datetime) -> None:
    """Records a meeting's decision; bumps.

    Raises:
        Broken: "decision-text".
        LookupError: there is no such meeting.
    """
    said = named(text, TEXT_LIMIT, "decision-text")
    meeting = await meetings.get(session, meeting_id)
    row = Decision(
        subject_id=meeting_id,
        meeting_id=meeting_id,
        of_school=meeting.of_school_committee,
        text=said,
        words=fold(said),
        at=now,
    )
    session.add(row)
    await session.flush()
    if meeting.kind == meetings.COMMITTEE:
        await affairs.decided(session, row.id, said, affairs.searchable(said), now, now)
    await subjects.bump(session, [meeting_id], now)


async def record(session: Session, one: Snapshot, outcome: Outcome, now: datetime) -> None:
    """How a vote came out, or how its chair decided a tie: its one row; bumps its meeting."""
    row = await session.scalar(select(Decision).where(Decision.subject_id == one.id))
    if row is None:
        row = Decision(subject_id=one.id, of_school=one.of_school_committee, text=one.title)
        session.add(row)
    row.words = fold(" ".join((one.title, *_options(one))))
    row.meeting_id, row.outcome, row.at = one.meeting_id, _packed(outcome), now
    await session.flush()
    if is_public(one, outcome):
        words = affairs.searchable(one.title, *_options(one))
        await affairs.decided(session, row.id, one.title, words, now, now)
    if one.meeting_id is not None:
        await subjects.bump(session, [one.meeting_id], now)


def is_public(one: Snapshot, outcome: Outcome) -> bool:
    """Whether everybody at the school reads it: a committee has decided, and not about persons."""
    decided = outcome.kind in (End.DECIDED, End.REJECTED)
    return decided and one.eligible in PUBLIC and one.kind != Kind.ELECTION


def _options(one: Snapshot) -> list[str]:
    """Those that are no persons: who wants to be forgotten is not to be found here."""
    if one.kind == Kind.ELECTION:
        return []
    return [each.text for each in one.options if each.text is not None]


def _packed(outcome: Outcome) -> dict[str, Any]:
    figures = outcome.figures
    return {
        "kind": str(outcome.kind),
        "winners": list(outcome.winners),
        "tied": list(outcome.tied),
        "votes": _keyed(figures.votes),
        "seats": figures.seats,
        "voted": figures.voted,
        "abstained": figures.abstained,
        "rounds": [_keyed(each) for each in outcome.rounds],
    }


def _keyed(counts: Mapping[int, int]) -> dict[str, int]:
    """JSON has no numbers for keys."""
    return {str(option): count for option, count in counts.items()}


def _outcome(kept: Mapping[str, Any]) -> Outcome:
    votes_ = _counts(kept["votes"])
    figures = Figures(votes_, kept["seats"], kept["voted"], kept["abstained"])
    rounds = tuple(_counts(each) for each in kept["rounds"])
    return Outcome(End(kept["kind"]), tuple(kept["winners"]), tuple(kept["tied"]), figures, rounds)


def _counts(kept: Mapping[str, int]) -> dict[int, int]:
    return {int(option): count for option, count in kept.items()}


# They are looked up


async def of_id(session: Session, decision_id: int) -> Decided | None:
    """A decision, if there is one of that number."""
    found = await _told(session, select(Decision).where(Decision.id == decision_id))
    return found[0] if found else None


async def of_vote(session: Session, vote_id: int) -> Decided | None:
    """How a vote came out, once it has."""
    found = await _told(session, select(Decision).where(Decision.subject_id == vote_id))
    return found[0] if found else None


async def of_meeting(session: Session, meeting_id: int) -> list[Decided]:
    """What stands in a meeting's minutes, in the order in which it was decided."""
    statement = select(Decision).where(Decision.meeting_id == meeting_id)
    return await _told(session, statement.order_by(Decision.at, Decision.id))


async def listed(session: Session, wanted: Wanted, limit: int, skipped: int = 0) -> list[Decided]:
    """So many of these decisions, the newest first, after some that are skipped."""
    statement = (
        select(Decision)
        .where(_whose(wanted), *_with_words(wanted.words))
        .order_by(Decision.at.desc(), Decision.id.desc())
        .limit(limit)
        .offset(skipped)
    )
    return await _told(session, statement)


def _whose(wanted: Wanted) -> ColumnElement[bool]:
    theirs = Decision.subject_id.in_(
        select(Audience.subject_id).where(Audience.class_id.in_(wanted.class_ids or ()))
    )
    of_classes = and_(~Decision.of_school, true() if wanted.class_ids is None else theirs)
    return or_(of_classes, Decision.of_school) if wanted.of_school else of_classes


def _with_words(words: str) -> list[ColumnElement[bool]]:
    """All of them, in any order; where words are not parted by spaces, what is written."""
    return [Decision.words.contains(each, autoescape=True) for each in fold(words).split()]


async def _told(session: Session, statement: Select[Any]) -> list[Decided]:
    rows: Sequence[Decision] = (await session.scalars(statement)).all()
    voted = {row.subject_id for row in rows if row.outcome is not None}
    held = {row.meeting_id for row in rows if row.meeting_id is not None}
    found_votes = await votes.of_ids(session, voted) if voted else {}
    found_meetings = await meetings.of_ids(session, held) if held else {}
    whose = {one.id: one.class_ids for one in found_votes.values()}
    whose |= {one.id: one.class_ids for one in found_meetings.values()}
    names = await audiences.names_of(session, whose)
    return [
        Decided(
            row.id,
            row.text,
            row.at,
            row.of_school,
            names.get(row.subject_id, ()),
            found_meetings.get(row.meeting_id or 0),
            found_votes.get(row.subject_id),
            _outcome(row.outcome) if row.outcome is not None else None,
        )
        for row in rows
    ]


# Which meeting a vote may belong to


async def meetings_of(
    session: Session, class_id: int | None, since: datetime, limit: int = 5
) -> list[meetings.Snapshot]:
    """The meetings of a class's committee, or (None) the school's, that begin after a time.

    The earliest first; none that was called off.
    """
    invited = Invited.SEATS if class_id is None else Invited.COMMITTEE
    statement = (
        select(Meeting.id)
        .where(
            Meeting.starts_at >= since, Meeting.cancelled_at.is_(None), Meeting.invited == invited
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(limit)
    )
    if class_id is not None:
        theirs = select(Audience.subject_id).where(Audience.class_id == class_id)
        statement = statement.where(Meeting.id.in_(theirs))
    ids = list(await session.scalars(statement))
    found = await meetings.of_ids(session, ids)
    return [found[each] for each in ids]
