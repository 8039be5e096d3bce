"""What is counted for Prometheus; nothing of what people are or say is in it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.incoming import ALLOWED
from scheduler.ports import Address, Deliver, Form, Later, Outcome


class Meters:
    """One process's figures, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._updates = Counter(
            "homeroom_updates",
            "Updates by what became of them: handled, again (came before), unparsable, failed "
            "(one try), set_aside.",
            ["kind", "outcome"],
            registry=self._registry,
        )
        self._batch = Histogram(
            "homeroom_batch_updates",
            "Updates in one transaction.",
            buckets=(1, 2, 5, 10, 20, 50, 100),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "homeroom_batch_seconds",
            "From a batch's begin to its commit, waiting for the database with it.",
            buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
            registry=self._registry,
        )
        self._sends = Counter(
            "homeroom_sends",
            "Calls for posts by their outcome; later is a 429 or a call that never left.",
            ["call", "outcome"],
            registry=self._registry,
        )
        self._floods = Counter(
            "homeroom_too_many_requests",
            "Answers with status 429 to sends and edits.",
            registry=self._registry,
        )
        self.toasts = Counter("homeroom_toasts", "Presses answered.", registry=self._registry)
        self.alarms = Counter("homeroom_alarms", "Alarms rung.", registry=self._registry)
        self._posts = Gauge("homeroom_posts", "Posts by state.", ["state"], registry=self._registry)

    def update(self, kind: str, outcome: str) -> None:
        """Counts an update; a kind that was not asked for is "other"."""
        self._updates.labels(kind if kind in ALLOWED else "other", outcome).inc()

    @contextmanager
    def batch(self, size: int) -> Iterator[None]:
        """Measures a transaction; one that fails is not counted."""
        begun = time.monotonic()
        yield
        self._batch.observe(size)
        self._seconds.observe(time.monotonic() - begun)

    def call(self, name: str, outcome: Outcome) -> None:
        """Counts a call for a post."""
        self._sends.labels(name, type(outcome).__name__.lower()).inc()
        if isinstance(outcome, Later) and outcome.seconds is not None:
            self._floods.inc()

    def page(self, posts: Mapping[str, int]) -> bytes:
        """Everything in Prometheus' text format, with how many posts are in which state."""
        self._posts.clear()
        for state, count in posts.items():
            self._posts.labels(state).set(count)
        return generate_latest(self._registry)


class CountedDelivery:
    """Counts what another delivery's calls come to (scheduler.ports.Deliver)."""

    def __init__(self, inner: Deliver, meters: Meters) -> None:
        self._inner = inner
        self._meters = meters

    async def send(self, to: Address, what: Any, form: Form | None = None) -> Outcome:
        """Sends, and counts."""
        return self._counted("send", await self._inner.send(to, what, form))

    async def edit(
        self, to: Address, message_id: int, what: Any, form: Form | None = None
    ) -> Outcome:
        """Edits, and counts."""
        return self._counted("edit", await self._inner.edit(to, message_id, what, form))

    async def delete(self, to: Address, message_id: int) -> Outcome:
        """Deletes, and counts."""
        return self._counted("delete", await self._inner.delete(to, message_id))

    def _counted(self, name: str, outcome: Outcome) -> Outcome:
        self._meters.call(name, outcome)
        return outcome
