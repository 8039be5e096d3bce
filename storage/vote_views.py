"""What the cards of votes show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from storage import audiences, vote_ballots, votes
from storage.base import Session
from storage.tallies import Outcome
from storage.votes import Snapshot


@dataclass(frozen=True, slots=True)
class CardView:
    """What a vote's card shows; `names` by choice where ballots are open, `outcome` once closed."""

    vote: Snapshot
    author: str | None
    classes: tuple[str, ...]
    voted: int
    names: Mapping[str, list[str]]
    outcome: Outcome | None


async def card_view(session: Session, vote_id: int) -> CardView:
    """What a vote's card shows.

    Raises:
        LookupError: there is no such vote.
    """
    return await view_of(session, await votes.get(session, vote_id))


async def view_of(session: Session, one: Snapshot) -> CardView:
    """The same of a vote that was read."""
    authors = await audiences.authors(session, {one.author_id})
    classes = await audiences.names(session, one.class_ids)
    voted = await vote_ballots.voted(session, one.id)
    names = {} if one.sealed else await vote_ballots.names(session, one)
    outcome = None
    if one.closed_at is not None and not one.interrupted:
        outcome = one.outcome(await vote_ballots.counts(session, one))
    return CardView(one, authors.get(one.author_id), classes, voted, names, outcome)
