"""Faults on demand: which request fails next, and how."""

import random
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Protocol

# What each kind does; "after" kinds let the request take effect first.
KINDS = {
    "429": "Too Many Requests with retry_after, no effect",
    "500": "Internal Server Error as JSON, no effect",
    "500_after": "takes effect, then answers Internal Server Error",
    "502": "Bad Gateway as HTML, no effect",
    "hang": "never answers, no effect",
    "hang_after": "takes effect, never answers",
    "reset_before": "TCP reset, no effect",
    "reset_after": "takes effect, then TCP reset",
    "truncated": "takes effect, half the answer, then the connection closes",
}


class HasId(Protocol):
    """A chat, or whatever has a chat's id."""

    id: int


@dataclass(slots=True, eq=False)
class Fault:
    """A rule: requests of a method (a pattern as in file names), of one chat or of all."""

    method: str
    kind: str
    times: int | None = None
    rate: float = 1.0
    chat_id: int | None = None
    retry_after: int = 1
    hits: int = 0

    def fits(self, method: str, chat_id: int | None) -> bool:
        """Tell whether the rule speaks about this request and is not used up."""
        return (
            (self.times is None or self.hits < self.times)
            and (self.chat_id is None or self.chat_id == chat_id)
            and fnmatchcase(method, self.method)
        )

    @property
    def applies(self) -> bool:
        """Whether the request takes effect although its answer is lost."""
        return self.kind.endswith("_after") or self.kind == "truncated"


class Faults:
    """The rules in force; seeded, so that a run can be repeated."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - repeatable chance, no secret
        self.rules: list[Fault] = []

    def add(
        self,
        method: str,
        kind: str,
        *,
        times: int | None = None,
        rate: float = 1.0,
        chat: HasId | int | None = None,
        retry_after: int = 1,
    ) -> Fault:
        """Add a rule and return it; the first rule that fits decides.

        Args:
            method: the Bot API's name or a pattern: "sendMessage", "send*", "*".
            kind: one of KINDS.
            times: how often at most; None for ever.
            rate: the share of fitting requests that fail, 0 to 1.
            chat: only requests for this chat.
            retry_after: whole seconds, for "429".

        Raises:
            ValueError: there is no such kind.
        """
        if kind not in KINDS:
            raise ValueError(f"no fault {kind!r}; there are {', '.join(KINDS)}")
        chat_id = chat if isinstance(chat, int) or chat is None else chat.id
        rule = Fault(method, kind, times, rate, chat_id, retry_after)
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        """Forget all rules."""
        self.rules.clear()

    def draw(self, method: str, chat_id: int | None) -> Fault | None:
        """Return the rule that strikes this request, and count it."""
        for rule in self.rules:
            if rule.fits(method, chat_id) and (rule.rate >= 1 or self._random.random() < rule.rate):
                rule.hits += 1
                return rule
        return None
