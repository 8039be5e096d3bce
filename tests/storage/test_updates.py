"""Which updates were handled: known for as long as Telegram could deliver them again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage import updates
from storage.base import Session

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


async def test_an_update_is_remembered_for_48_hours(session: Session) -> None:
    """Telegram keeps updates for 24 (Bot API: getting updates)."""
    await updates.mark_handled(session, [1, 2], NOW)
    await updates.mark_handled(session, [3], NOW + timedelta(minutes=1))
    await updates.forget_old(session, NOW + timedelta(hours=48))
    assert await updates.handled(session, [1, 2, 3, 4]) == {1, 2, 3}
    await updates.forget_old(session, NOW + timedelta(hours=48, seconds=1))
    assert await updates.handled(session, [1, 2, 3, 4]) == {3}
