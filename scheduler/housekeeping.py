"""What is no longer needed is forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import albums, drafts, files, letter_hidden, updates
from storage.base import Database

# A question nobody answered in a week is no longer open.
UNANSWERED = timedelta(days=7)


async def tidy(database: Database, now: datetime) -> None:
    """Drops update ids that cannot come again, stale drafts, files, albums, marks of past days."""
    async with database.write() as session:
        await updates.forget_old(session, now)
        await drafts.forget_old(session, now - UNANSWERED)
        await files.forget_old(session, now)
        await albums.forget_old(session, now)
        # It is the day before in some part of the world; two days before it is nowhere.
        await letter_hidden.forget_days(session, (now - timedelta(days=1)).date())
        # By then it is said that it did not arrive (storage/letter_arrivals.py).
        await letter_hidden.forget_dead(session, now - timedelta(days=2))
    # Who was forgotten is then gone from SQLite's log as well.
    await database.fold_in()
