"""Votes of a committee on what families suggest: how one comes out is the answer to that."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import ForeignKey, false, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import decisions, suggestions, votes
from storage.base import Base, Session
from storage.rules import Broken
from storage.suggestions import Snapshot, View
from storage.votes import Vote


class SuggestionVote(Base):
    """A vote on a suggestion; where one does not answer it, another may follow."""

    __tablename__ = "suggestion_votes"

    vote_id: Mapped[int] = mapped_column(
        ForeignKey("votes.id"), primary_key=True, autoincrement=False
    )
    suggestion_id: Mapped[int] = mapped_column(ForeignKey("suggestions.id"), index=True)
    answers: Mapped[bool] = mapped_column(default=False, server_default=false())


async def check(session: Session, one: Snapshot) -> None:
    """Whether it can be voted on now.

    Raises:
        Broken: "suggestion-decided", "suggestion-withdrawn", or "suggestion-voted" while it is.
    """
    suggestions.check_open(one)
    open_ = (
        select(Vote.id)
        .join(SuggestionVote, SuggestionVote.vote_id == Vote.id)
        .where(SuggestionVote.suggestion_id == one.id)
        .where(Vote.closed_at.is_(None), Vote.withdrawn_at.is_(None))
    )
    if await session.scalar(open_.limit(1)) is not None:
        raise Broken("suggestion-voted")


async def bind(session: Session, one: Snapshot, vote_id: int) -> None:
    """How this vote comes out answers the suggestion.

    Raises:
        Broken: as `check`; "suggestion-vote", where another than its committee votes.
    """
    await check(session, one)
    vote = await votes.get(session, vote_id)
    whose = vote.class_ids if not one.of_school else one.class_ids
    own = vote.of_school_committee == one.of_school and set(whose) == set(one.class_ids)
    if not own or vote.eligible not in (votes.Eligible.COMMITTEE, votes.Eligible.SEATS):
        raise Broken("suggestion-vote")
    session.add(SuggestionVote(vote_id=vote_id, suggestion_id=one.id))
    await session.flush()


async def of_vote(session: Session, vote_id: int) -> Snapshot | None:
    """The suggestion that a vote is on, if it is on one that waits for an answer."""
    asked = select(SuggestionVote.suggestion_id).where(SuggestionVote.vote_id == vote_id)
    suggestion_id = await session.scalar(asked)
    one = await suggestions.get(session, suggestion_id) if suggestion_id is not None else None
    return one if one is not None and one.outcome is None and one.withdrawn_at is None else None


async def answer(session: Session, one: Snapshot, vote_id: int, said: str, now: datetime) -> None:
    """How a vote came out is what became of it; `said` is that in words; bumps.

    Raises:
        Broken: as storage.suggestions.answer.
    """
    own = update(SuggestionVote).where(SuggestionVote.vote_id == vote_id)
    await session.execute(own.values(answers=True))
    await suggestions.answer(session, one.id, said, now)


async def view(session: Session, suggestion_id: int) -> View | None:
    """What a suggestion's card shows, as storage.suggestions.view; and how it was voted."""
    found = await suggestions.view(session, suggestion_id)
    if found is None or found.suggestion.outcome is None:
        return found
    own = SuggestionVote.suggestion_id == suggestion_id, SuggestionVote.answers
    vote_id = await session.scalar(select(SuggestionVote.vote_id).where(*own).limit(1))
    voted = await decisions.of_vote(session, vote_id) if vote_id is not None else None
    return replace(found, voted=voted)
