"""A handler that hangs is cut off, and its update fails like one whose handler raises."""

from __future__ import annotations

import asyncio
from types import TracebackType

from storage.base import Session, asking

# A limit is waited for in so many steps: one that took long (the machine stood still) is still one.
STEPS = 20
# Seconds until it is looked again whether the database has answered.
AGAIN = 0.02


class Hung(Exception):
    """A handler took too long, and was cut off."""

    def __init__(self, update_id: int, limit: float) -> None:
        super().__init__(f"cut off after {limit:g} s")
        self.update_id = update_id


class CutOff:
    """A context that is cancelled after `limit` seconds, and then raises Hung.

    A statement that is under way then is waited for: it may wait for a lock that somebody else
    holds, for which the database has a limit of its own, and with it the connection would be lost.
    """

    def __init__(self, session: Session, update_id: int, limit: float) -> None:
        self._session = session
        self._update_id = update_id
        self._limit = limit
        self._steps = 0
        self._asked = 0
        self._cut = False

    def __enter__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        self._check = self._loop.call_later(self._limit / STEPS, self._step)

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self._check.cancel()
        if not self._cut or self._task is None:
            return
        # Somebody else may want the task's end too; then it is no matter of this context.
        if self._task.uncancel() == 0 and kind in (None, asyncio.CancelledError):
            raise Hung(self._update_id, self._limit) from None

    def _step(self) -> None:
        self._steps += 1
        if self._steps == STEPS:
            self._look()
        else:
            self._check = self._loop.call_later(self._limit / STEPS, self._step)

    def _look(self) -> None:
        statement = asking(self._session)
        if statement and self._asked in (0, statement):
            self._asked = statement
            self._check = self._loop.call_later(AGAIN, self._look)
        elif self._task is not None:
            self._cut = self._task.cancel()
