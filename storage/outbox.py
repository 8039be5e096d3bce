"""What waits to be sent, in figures, for those who run the bot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storage.base import Session
from storage.claims import TAKES_MESSAGES, times
from storage.posts import WAITS, Post, State


@dataclass(frozen=True, slots=True)
class Waiting:
    """Posts that could go now, and the seconds since the first of them could."""

    count: int
    oldest_seconds: float


async def waiting(session: Session, now: datetime) -> Waiting:
    """What could go now; what waits for a muted or closed chat is not late."""
    could_go = (WAITS, Post.due_at <= now, TAKES_MESSAGES)
    found = await session.execute(
        select(func.count(), func.min(Post.due_at)).where(*could_go), times(now)
    )
    count, first = found.one()
    return Waiting(count, (now - first).total_seconds() if first else 0.0)


async def by_state(session: Session) -> dict[str, int]:
    """How many posts are in each state, none left out."""
    found = await session.execute(select(Post.state, func.count()).group_by(Post.state))
    counts = {state.value: count for state, count in found}
    return {state.value: counts.get(state.value, 0) for state in State}
