"""What becomes of a vote: closed, extended, taken back, a tie decided, or interrupted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, update

from storage import sealed, subjects, vote_ballots, vote_plans, votes
from storage.base import Session
from storage.rules import Broken
from storage.tallies import End, Tie
from storage.vote_ballots import VoteCounter
from storage.vote_seats import VoteSeat
from storage.votes import Ballot, Vote, VoteOption, locked


async def changed(session: Session, vote_id: int, now: datetime) -> None:
    """Shows it anew wherever it stands."""
    await session.flush()
    await subjects.bump(session, [vote_id], now)


async def close(session: Session, vote_id: int, now: datetime) -> bool:
    """No ballot counts any more; False where it was closed already, taken back or never open.

    Where the key of a sealed one is missing, it is closed as interrupted. Bumps.
    """
    vote = await session.get(Vote, vote_id, with_for_update=True, populate_existing=True)
    if vote is None or vote.withdrawn_at is not None:
        return False
    if vote.opened_at is None or vote.closed_at is not None:
        return False
    vote.closed_at = min(now, vote.closes_at)  # what came after its time did not count
    if vote.ballot == Ballot.SEALED and not await vote_ballots.empty(session, vote_id):
        await _lose(session, vote)
    await _over(session, vote)
    await changed(session, vote_id, now)
    return True


async def _over(session: Session, vote: Vote) -> None:
    """No ballot comes any more: what the files show of sealed ones is to be scrubbed."""
    if vote.ballot == Ballot.SEALED:
        await sealed.owe(session, vote.id)


async def extend(session: Session, vote_id: int, at: datetime, now: datetime) -> None:
    """An open vote closes later; bumps. Once it has closed it never opens again.

    Raises:
        Broken: "vote-withdrawn", "vote-closed", or "vote-not-later".
    """
    vote = await locked(session, vote_id)
    if vote.closed_at is not None or vote.closes_at <= now:
        raise Broken("vote-closed")
    if at <= vote.closes_at:
        raise Broken("vote-not-later")
    vote.was_to_close, vote.changed_at, vote.closes_at = vote.closes_at, now, at
    await changed(session, vote_id, now)


async def withdraw(session: Session, vote_id: int, now: datetime) -> None:
    """It is taken back, and what was voted is shown to nobody; bumps.

    Raises:
        Broken: "vote-withdrawn" when that was done already, "vote-closed" where it is decided.
    """
    vote = await locked(session, vote_id)
    if vote.closed_at is not None:
        raise Broken("vote-closed")
    vote.withdrawn_at = now
    await vote_plans.name(session, vote_id, ())
    await _over(session, vote)
    await changed(session, vote_id, now)


async def decide_tie(session: Session, vote_id: int, option_id: int, now: datetime) -> None:
    """The chair decides a tie; where several places are left, one of them. Bumps.

    Raises:
        Broken: "vote-withdrawn", or "vote-no-tie" where there is none (any more) that it decides.
    """
    vote = await locked(session, vote_id)
    one = await votes.get(session, vote_id)
    found = one.outcome(await vote_ballots.counts(session, one))
    if found.kind != End.TIE or vote.tie != Tie.CHAIR or option_id not in found.tied:
        raise Broken("vote-no-tie")
    chosen = update(VoteOption).where(VoteOption.id == option_id)
    await session.execute(chosen.values(by_chair=True))
    await changed(session, vote_id, now)


# When a copy without its rows was restored, or its key is missing


async def interrupt(session: Session, vote_id: int, now: datetime) -> bool:
    """Closes an open sealed vote with nothing in it; False where it is over anyway. Bumps."""
    if not await close(session, vote_id, now):
        return False
    await _lose(session, await locked(session, vote_id))
    return True


async def _lose(session: Session, vote: Vote) -> None:
    vote.interrupted = True
    await session.flush()
    for table in (VoteSeat, VoteCounter):
        await session.execute(
            delete(table)
            .where(table.vote_id == vote.id)
            .execution_options(synchronize_session=False)
        )
