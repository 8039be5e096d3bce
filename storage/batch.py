"""One write transaction for many updates: what they change is gathered and written together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import FromClause

from storage import families, posts, subjects
from storage.base import Session, upsert

Write = Callable[
    [Session, Sequence[dict[str, Any]], Iterable[str], Iterable[str], datetime], Awaitable[None]
]


@dataclass(frozen=True, slots=True)
class Upsert:
    """A table that is written without being read first: its key, and what a newer row changes.

    Such tables are read by Core selects, never as ORM entities, which would be stale. `write`
    writes the rows where more is to come of them (session, rows, key, change, now).
    """

    table: FromClause
    key: tuple[str, ...]
    change: tuple[str, ...]
    write: Write | None = None


@dataclass(slots=True)
class Effects:
    """What one update changes, kept until it is known to stand.

    `changed` are subjects, `classes` those whose families are others now.
    """

    upserts: list[tuple[Upsert, dict[str, Any]]] = field(default_factory=list)
    posts: list[dict[str, Any]] = field(default_factory=list)
    changed: set[int] = field(default_factory=set)
    classes: set[int] = field(default_factory=set)


class Batch:
    """Gathers the effects of a batch's updates on one session."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session = session
        self.now = now
        self._upserts: dict[Upsert, dict[tuple[Any, ...], dict[str, Any]]] = {}
        self._posts: list[dict[str, Any]] = []
        self._changed: set[int] = set()
        self._classes: set[int] = set()

    def add(self, effects: Effects) -> None:
        """Takes over what an update changes; of two rows with one key the later stands."""
        for spec, row in effects.upserts:
            rows = self._upserts.setdefault(spec, {})
            rows[tuple(row[name] for name in spec.key)] = row
        self._posts += effects.posts
        self._changed |= effects.changed
        self._classes |= effects.classes

    async def flush(self) -> None:
        """Writes the gathered rows, sorted by key; to be called before anything is selected.

        Posts too: who withdraws something must find what was queued of it.
        """
        for spec, rows in self._upserts.items():
            ordered = [rows[key] for key in sorted(rows)]
            if spec.write is not None:
                await spec.write(self.session, ordered, spec.key, spec.change, self.now)
            else:
                await upsert(self.session, spec.table, ordered, key=spec.key, change=spec.change)
        self._upserts.clear()
        await posts.queue(self.session, self._posts)
        self._posts.clear()

    async def finish(self) -> None:
        """Writes everything that is left."""
        await self.flush()
        for class_id in sorted(self._classes):
            await families.class_changed(self.session, class_id, self.now)
        await subjects.bump(self.session, self._changed, self.now, soon=True)
