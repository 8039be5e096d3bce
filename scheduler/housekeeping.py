"""What is no longer needed is forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import drafts, files, updates
from storage.base import Database

# A question nobody answered in a week is no longer open.
UNANSWERED = timedelta(days=7)


async def tidy(database: Database, now: datetime) -> None:
    """Drops handled update ids that cannot come again, stale drafts, files nobody wants now."""
    async with database.write() as session:
        await updates.forget_old(session, now)
        await drafts.forget_old(session, now - UNANSWERED)
        await files.forget_old(session, now)
