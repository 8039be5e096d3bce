"""A handler that hangs is cut off, and its update fails like one whose handler raises."""

from __future__ import annotations

import asyncio
from types import TracebackType

from storage.base import Session, asking

# Seconds that a handler may take; what the database takes beyond is not its fault.
LIMIT = 2.0
# Seconds until it is looked again whether the database has answered.
AGAIN = 0.02


class Hung(Exception):
    """A handler took too long, and was cut off."""

    def __init__(self, update_id: int) -> None:
        super().__init__(f"cut off after {LIMIT:g} s")
        self.update_id = update_id


class CutOff:
    """A context that is cancelled after LIMIT, and then raises Hung.

    A statement that is under way then is waited for: it may wait for a lock that somebody else
    holds, for which the database has a limit of its own, and with it the connection would be lost.
    """

    def __init__(self, session: Session, update_id: int) -> None:
        self._session = session
        self._update_id = update_id
        self._asked = 0
        self._cut = False

    def __enter__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        self._check = self._loop.call_later(LIMIT, self._look)

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self._check.cancel()
        if not self._cut or self._task is None:
            return
        # Somebody else may want the task's end too; then it is no matter of this context.
        if self._task.uncancel() == 0 and kind in (None, asyncio.CancelledError):
            raise Hung(self._update_id) from None

    def _look(self) -> None:
        statement = asking(self._session)
        if statement and self._asked in (0, statement):
            self._asked = statement
            self._check = self._loop.call_later(AGAIN, self._look)
        elif self._task is not None:
            self._cut = self._task.cancel()
