"""Which votes are planned and which run, for who looks after them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from storage import audiences, votes
from storage.base import Session
from storage.elections import Election
from storage.subjects import Subject
from storage.vote_plans import Held, VotePlan
from storage.votes import Eligible, Snapshot, Vote


@dataclass(frozen=True, slots=True)
class Listed:
    """A vote with the classes it is for; `opens_at` and `held` of one that is planned."""

    vote: Snapshot
    classes: tuple[str, ...]
    opens_at: datetime | None
    held: Held | None


async def of_classes(
    session: Session,
    class_ids: Collection[int] | None,
    author_id: int | None,
    *,
    of_school: bool,
    limit: int = 100,
) -> list[Listed]:
    """What is planned or open of these classes (None: of all) or by this author, the first first.

    With `of_school` the school committee's as well.
    """
    opens = func.coalesce(Election.opens_at, VotePlan.opens_at)
    theirs = audiences.whose(class_ids, None if class_ids is None else author_id)
    rows = await session.execute(
        select(Vote.id, opens, func.coalesce(Election.held, VotePlan.held))
        .join(Subject, Subject.id == Vote.id)
        .outerjoin(Election, Election.id == Vote.id)
        .outerjoin(VotePlan, VotePlan.id == Vote.id)
        .where(
            or_(theirs, Vote.eligible == Eligible.SEATS) if of_school else theirs,
            Vote.withdrawn_at.is_(None),
            Vote.closed_at.is_(None),
            or_(Vote.opened_at.is_not(None), opens.is_not(None)),
        )
        .order_by(Vote.opened_at.is_not(None), func.coalesce(Vote.opened_at, opens), Vote.id)
        .limit(limit)
    )
    found = rows.all()
    return await _listed(session, [(row[0], row[1], row[2]) for row in found])


async def _listed(
    session: Session, rows: Collection[tuple[int, datetime | None, str | None]]
) -> list[Listed]:
    found = await votes.of_ids(session, [row[0] for row in rows])
    named = await audiences.names_of(session, {one.id: one.class_ids for one in found.values()})
    return [
        Listed(found[vote_id], named[vote_id], opens, Held(held) if held else None)
        for vote_id, opens, held in rows
        if vote_id in found
    ]
