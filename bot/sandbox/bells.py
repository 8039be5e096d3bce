"""Waiting for a change: who waits is woken whenever something happened."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

# Things outside the town (a database, say) change without a ring: look again, seconds.
GLANCE = 0.05
# What ought to come is waited for so many real seconds: a machine that is shared may stand still.
PATIENCE = 30.0


class Bell:
    """Wakes all who wait; cheap to ring when nobody does."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake everybody who waits now."""
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def heard(self, timeout: float | None) -> bool:  # noqa: ASYNC109 - a plain wait
        """Wait for the next ring; False after so many seconds without one."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            done, _ = await asyncio.wait({future}, timeout=timeout)
            return bool(done)
        finally:
            self._waiting.discard(future)

    async def until(self, look: Callable[[], T], timeout: float) -> T | None:  # noqa: ASYNC109
        """Return the first true value of look, or None after so many seconds.

        It looks at once, after every ring, and now and then without one.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while not (value := look()):
            left = deadline - loop.time()
            if left <= 0:
                return None
            await self.heard(min(left, GLANCE))
        return value
