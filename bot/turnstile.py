"""Nobody gets in faster than a person taps and types: what comes beyond that is not acted upon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram.constants import ChatID

# So many updates of one person at once, and then so many a second. A quick hand taps five times a
# second, and for a moment only; an album is ten messages.
BURST, A_SECOND = 40, 4.0
# Seconds after which a person is told again that they are too fast.
TOLD = 60.0
# Persons of whom it is known how fast they were.
KNOWN = 10_000

_ASKING = ("message", "edited_message", "callback_query")


@dataclass(slots=True)
class Pace:
    """How much of a person's allowance is used, when that was, and when they were told."""

    used: float
    at: float
    told: float = float("-inf")


class Turnstile:
    """Counts each person's updates; in memory only, for it protects the others from a flood now.

    A message counts at the time at which it was written, for what waited while the bot was down
    comes all at once. Anonymous admins are many behind one id, and are not counted.
    """

    def __init__(self, burst: int = BURST) -> None:
        self._burst = burst
        self._paces: dict[int, Pace] = {}

    def surplus(self, raws: Sequence[dict[str, Any]], now: datetime) -> dict[int, bool]:
        """Those updates that are too many, by their ids.

        True where the person is to be told so in private; never for a press, whose toast says it.
        """
        found: dict[int, bool] = {}
        for raw in raws:
            user_id, at = _who_and_when(raw, now)
            if user_id is not None and (pace := self._pace(user_id, at)).used > self._burst:
                pace.used = self._burst
                tell = at - pace.told >= TOLD and "callback_query" not in raw
                pace.told = at if tell else pace.told
                found[raw["update_id"]] = tell
        return found

    def _pace(self, user_id: int, at: float) -> Pace:
        """Counts one more."""
        pace = self._paces.get(user_id)
        if pace is None:
            if len(self._paces) >= KNOWN:
                self._forget(at)
            pace = self._paces[user_id] = Pace(0.0, at)
        passed = max(0.0, at - pace.at)
        pace.used = max(0.0, pace.used - passed * A_SECOND) + 1
        pace.at = max(pace.at, at)
        return pace

    def _forget(self, at: float) -> None:
        """Those who were slow long enough are as good as new."""
        fast = {user: pace for user, pace in self._paces.items() if at - pace.at < TOLD}
        self._paces = fast if len(fast) < KNOWN else {}


def _who_and_when(raw: dict[str, Any], now: datetime) -> tuple[int | None, float]:
    """Whose update it is, None for nobody's in particular, and when it was made (Unix seconds)."""
    for name in _ASKING:
        content = raw.get(name)
        if isinstance(content, dict):
            sender = content.get("from")
            user_id = sender.get("id") if isinstance(sender, dict) else None
            date = content.get("edit_date") or content.get("date")
            at = float(date) if isinstance(date, int) else now.timestamp()
            counted = isinstance(user_id, int) and user_id != ChatID.ANONYMOUS_ADMIN
            return (user_id if counted else None), at
    return None, 0.0
