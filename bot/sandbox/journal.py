"""The journal: every request that reached the sandbox, and what became of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.sandbox.errors import Json
from bot.sandbox.requests import Request


@dataclass(slots=True, eq=False)
class Entry:
    """One request: when, what, and what was answered.

    `arrived` and `answered` are monotonic seconds. `status` is None while nothing was answered
    (a poll that still waits, a request that hangs). `fault` names the fault that was injected.
    `reply` tells that it came as the answer to a posted update, so that nobody saw its own answer.
    """

    at: datetime
    method: str
    raw: Json
    arrived: float
    chat_id: int | None = None
    request: Request | None = None
    status: int | None = None
    answer: Json | None = None
    answered: float | None = None
    fault: str | None = None
    applied: bool = False
    reply: bool = False
    _params: Json | None = field(default=None, repr=False)

    @property
    def params(self) -> Json:
        """The parameters, decoded where the request was understood."""
        if self._params is None:
            self._params = self.request.given() if self.request else self.raw
        return self._params

    @property
    def ok(self) -> bool:
        """Whether the request took effect, even where its answer was lost."""
        return self.applied

    @property
    def result(self) -> Any:
        """What was answered as the result; None for a refusal."""
        return (self.answer or {}).get("result")

    @property
    def reason(self) -> str | None:
        """Why it was refused, in the Bot API's words."""
        return (self.answer or {}).get("description")


class Journal(list[Entry]):
    """The entries in the order of arrival; with a limit, the oldest go."""

    def __init__(self, limit: int | None = None) -> None:
        super().__init__()
        self.limit = limit

    def add(self, entry: Entry) -> Entry:
        """Append an entry; drop the oldest in bulk, so that this stays cheap."""
        self.append(entry)
        if self.limit is not None and len(self) >= 2 * self.limit:
            del self[: -self.limit]
        return entry

    def calls(self, method: str, chat_id: int | None = None) -> list[Entry]:
        """Return the requests of a method that took effect, of one chat or of all."""
        return [
            entry
            for entry in self
            if entry.applied
            and entry.method == method
            and (chat_id is None or entry.chat_id == chat_id)
        ]

    def refused(self) -> list[Entry]:
        """Return the requests that were refused for a reason of the Bot API, faults apart."""
        return [
            entry
            for entry in self
            if entry.fault is None and entry.status is not None and entry.status >= 400
        ]
