"""Telegram's limits, kept: who may be sent to now, and when the next one may."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

INF = float("inf")


@dataclass(frozen=True, slots=True)
class Limits:
    """How many messages in how many seconds (Bot FAQ, "My bot is hitting limits").

    Sends and edits share a group's limit (tdlib/td issue 2592). Edits of a group leave
    `group_edits` of it unused, so that a lively card cannot keep an announcement waiting.
    """

    overall: tuple[int, float] = (30, 1.0)
    private: tuple[int, float] = (1, 1.0)
    group: tuple[int, float] = (20, 60.0)
    group_edits: int = 5
    card_gap: float = 3.0


@dataclass(slots=True)
class Window:
    """A limit of `size` in `seconds`.

    A slot frees `seconds` after the *answer* to the call that used it: measured, this reached 95
    to 97 % of 30 a second without one 429, since the server counts at a moment between the two.
    """

    size: int
    seconds: float
    in_flight: int = 0
    freeing: deque[float] = field(default_factory=deque)

    def free_at(self, now: float, spare: int = 0) -> float:
        """When a slot is free (`now` if one is): infinite while only answers can free one."""
        while self.freeing and self.freeing[0] <= now:
            self.freeing.popleft()
        missing = self.in_flight + len(self.freeing) - (self.size - spare) + 1
        if missing <= 0:
            return now
        return self.freeing[missing - 1] if missing <= len(self.freeing) else INF

    def room(self, now: float) -> int:
        """How many slots are free."""
        self.free_at(now)
        return max(0, self.size - self.in_flight - len(self.freeing))

    def take(self) -> None:
        """A call uses a slot."""
        self.in_flight += 1

    def answered(self, now: float) -> None:
        """The call was answered (or given up)."""
        self.in_flight -= 1
        self.freeing.append(now + self.seconds)

    def idle(self, now: float) -> bool:
        """Whether nothing of it is in use."""
        return self.room(now) == self.size


class Pace:
    """All windows and pauses of one bot; times are monotonic seconds, given by the caller."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._overall = Window(*self.limits.overall)
        self._chats: dict[int, Window] = {}
        self._paused: dict[int, float] = {}
        self._all_paused = 0.0
        # The last second's answers: when, and whose chat had enough (None: it took the call).
        self._heard: deque[tuple[float, int | None]] = deque()
        self._resting: dict[int, float] = {}

    def take(self, chat_id: int) -> None:
        """A call to this chat leaves."""
        self._overall.take()
        self._window(chat_id).take()

    def answered(self, chat_id: int, now: float) -> None:
        """A call to this chat was answered."""
        self._overall.answered(now)
        self._window(chat_id).answered(now)

    def spare(self, chat_id: int) -> None:
        """The call that was to leave was not needed."""
        self._overall.in_flight -= 1
        self._window(chat_id).in_flight -= 1

    def rest(self, post_id: int, now: float) -> None:
        """A card was edited: it rests a while before it is edited again."""
        self._resting[post_id] = now + self.limits.card_gap

    def pause(self, chat_id: int, until: float) -> None:
        """The chat gets nothing until then."""
        self._paused[chat_id] = max(until, self._paused.get(chat_id, 0.0))

    def pause_all(self, until: float) -> None:
        """Nobody gets anything until then."""
        self._all_paused = max(until, self._all_paused)

    def arrived(self, now: float) -> None:
        """Telegram took a call."""
        self._hear(now, None)

    def flooded(self, chat_id: int, now: float, seconds: float) -> None:
        """A 429: pauses that chat; all, when most answers of a second say so, in several chats.

        Where others take what they are sent meanwhile, each that had enough waits alone.
        """
        self.pause(chat_id, now + seconds)
        self._hear(now, chat_id)
        full = [chat for _, chat in self._heard if chat is not None]
        if len(set(full)) > 2 and 2 * len(full) >= len(self._heard):
            self.pause_all(now + seconds)

    def _hear(self, now: float, full: int | None) -> None:
        self._heard.append((now, full))
        while self._heard[0][0] < now - 1.0:
            self._heard.popleft()

    def room(self, now: float) -> int:
        """How many calls may leave now, whatever their chat."""
        return 0 if now < self._all_paused else self._overall.room(now)

    def busy(self, now: float, *, edits: bool = False) -> set[int]:
        """The chats that may not be called now; for edits, also those near their limit."""
        self._forget_idle(now)
        blocked = {
            chat_id
            for chat_id, window in self._chats.items()
            if window.in_flight or window.free_at(now, self._spare(chat_id, edits)) > now
        }
        return blocked | self._paused.keys()

    def resting(self, now: float) -> set[int]:
        """The posts that were edited a moment ago."""
        self._resting = {post: until for post, until in self._resting.items() if until > now}
        return set(self._resting)

    def next_free(self, now: float) -> float:
        """When it is worth looking again without any news; infinite when only news can help."""
        if now < self._all_paused:
            return self._all_paused
        times = [self._overall.free_at(now), *self._paused.values(), *self._resting.values()]
        for chat_id, window in self._chats.items():
            times.append(window.free_at(now))
            times.append(window.free_at(now, self._spare(chat_id, edits=True)))
        return min((each for each in times if each > now), default=INF)

    def _spare(self, chat_id: int, edits: bool) -> int:
        return self.limits.group_edits if edits and chat_id < 0 else 0

    def _window(self, chat_id: int) -> Window:
        window = self._chats.get(chat_id)
        if window is None:
            limit = self.limits.private if chat_id > 0 else self.limits.group
            window = self._chats[chat_id] = Window(*limit)
        return window

    def _forget_idle(self, now: float) -> None:
        self._paused = {chat: until for chat, until in self._paused.items() if until > now}
        for chat_id in [chat for chat, window in self._chats.items() if window.idle(now)]:
            del self._chats[chat_id]
