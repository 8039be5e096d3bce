"""Flood control: how many messages and edits Telegram takes in a while."""

import math
import time
from collections import deque
from typing import NamedTuple

from bot.sandbox.errors import too_many_requests


class Rate(NamedTuple):
    """So many within so many seconds, in any stretch of time."""

    most: int
    seconds: float


# Bot FAQ, "My bot is hitting limits": 30 messages a second to all, 20 a minute to a group,
# 1 a second to one chat with short bursts; a burst of three is this sandbox's reading of that.
OVERALL = Rate(30, 1.0)
PRIVATE = Rate(3, 3.0)
GROUP = Rate(20, 60.0)


class Flood:
    """Sliding windows over real time; sends and edits share them.

    `overall`, `private` and `group` can be set to (count, seconds), or to None for no limit.
    """

    def __init__(self) -> None:
        self.overall: tuple[int, float] | None = OVERALL
        self.private: tuple[int, float] | None = PRIVATE
        self.group: tuple[int, float] | None = GROUP
        self._all: deque[float] = deque()
        self._chats: dict[int, deque[float]] = {}

    def off(self) -> None:
        """Lift all limits."""
        self.overall = self.private = self.group = None

    def take(self, chat_id: int, count: int = 1) -> None:
        """Count messages to a chat, or refuse.

        Raises:
            ApiError: 429 with the seconds until there is room; nothing is counted then.
        """
        now = time.monotonic()
        rate = self.private if chat_id > 0 else self.group
        window = self._chats.setdefault(chat_id, deque())
        wait = max(_wait(window, rate, now, count), _wait(self._all, self.overall, now, count))
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        for times, limit in ((window, rate), (self._all, self.overall)):
            if limit is not None:
                times.extend([now] * count)


def _wait(times: deque[float], rate: tuple[int, float] | None, now: float, count: int) -> float:
    """Return the seconds until a window has room for so many more; 0 if it has."""
    if rate is None:
        return 0.0
    most, seconds = rate
    while times and times[0] <= now - seconds:
        times.popleft()
    over = len(times) + count - most
    return times[min(over, len(times)) - 1] + seconds - now if over > 0 and times else 0.0
