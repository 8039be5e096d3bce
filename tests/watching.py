"""What each act of the bot costs in statements: commands, presses, cards and alarms, watched."""

from __future__ import annotations

import asyncio
import re
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, event

from handlers.kit.feature import Feature
from handlers.kit.registry import Registry
from storage.base import Database

# Lists of bound values differ in length from act to act, and are one statement all the same.
_VALUES = re.compile(r"\((?:\?|\$\d+(?:::\w+)?)(?:, (?:\?|\$\d+(?:::\w+)?))*\)")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as it reached the database, with the seconds until it was answered."""

    sql: str
    values: Any
    seconds: float

    @property
    def kind(self) -> str:
        """The statement, whatever the number of its bound values."""
        return " ".join(_VALUES.sub("(…)", self.sql).split())


@dataclass(slots=True)
class Act:
    """Something that a feature did in a step of the exercise, and what it asked the database."""

    step: str
    name: str
    statements: list[Statement] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """How long the database took for all of it."""
        return sum(each.seconds for each in self.statements)


class Watch:
    """Watches a bot from outside: `acts` is what its features did, `seen` every statement.

    `plans` is for how the database goes about each of those, where somebody asks it.

    `whole` has one entry a transaction, named for the acts in it: what an update or a render
    costs with all that the desk and the sender add. `clock` times statements, in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.step = ""
        self._clock = clock
        self.acts: list[Act] = []
        self.whole: list[tuple[frozenset[str], Act]] = []
        self.seen: dict[str, Statement] = {}
        self.plans: dict[str, list[str]] = {}
        self._open: dict[Any, list[Act]] = defaultdict(list)
        self._transactions: dict[Any, tuple[set[str], Act]] = {}
        self._wrapped: dict[Any, Callable[..., Any]] = {}

    # Features

    def features(self, features: Iterable[Feature]) -> tuple[Feature, ...]:
        """The same features, each of whose parts tells this watch when it runs."""
        return tuple(self._feature(each) for each in features)

    def _feature(self, of: Feature) -> Feature:
        snapshots = of.snapshots and self._noting("snapshots", of.snapshots)
        return replace(
            of,
            snapshots=snapshots,
            commands={n: self._ran(f"command {n}", c) for n, c in of.commands.items()},
            buttons={
                cls: replace(
                    self._ran(f"button {cls.__name__} ({of.name})", spec),
                    snapshots=snapshots if spec.snapshots else None,
                )
                for cls, spec in of.buttons.items()
            },
            cards={
                name: replace(spec, load=self._noting(f"card {name}", spec.load))
                for name, spec in of.cards.items()
            },
            alarms={kind: self._alarm(kind, spec) for kind, spec in of.alarms.items()},
            starts={n: self._noting(f"start {n or '-'}", run) for n, run in of.starts.items()},
            edits={n: self._noting(f"edit {n}", run) for n, run in of.edits.items()},
            answers={n: self._noting(f"answer {n}", run) for n, run in of.answers.items()},
            replies={n: self._noting(f"reply to {n}", run) for n, run in of.replies.items()},
            events={
                event: [self._noting(f"event {event} ({of.name})", run) for run in runs]
                for event, runs in of.events.items()
            },
            listener=of.listener and self._noting(f"message ({of.name})", of.listener),
            waiting=of.waiting and self._noting(f"list of what waits ({of.name})", of.waiting),
        )

    def _ran(self, name: str, spec: Any) -> Any:
        return replace(spec, run=self._noting(name, spec.run))

    def _alarm(self, kind: str, spec: Any) -> Any:
        missed = spec.missed and self._noting(f"alarm {kind}, missed", spec.missed)
        return replace(spec, run=self._noting(f"alarm {kind}", spec.run), missed=missed)

    def _noting(self, name: str, run: Callable[..., Awaitable[Any]]) -> Callable[..., Any]:
        """The function, which notes what it did when it returns; a refusal is no act."""
        if (name, run) in self._wrapped:
            return self._wrapped[name, run]

        async def noted(*args: Any) -> Any:
            with self.noting(name):
                return await run(*args)

        self._wrapped[name, run] = noted
        return noted

    @contextmanager
    def noting(self, name: str) -> Iterator[None]:
        """Notes what this task asks the database meanwhile, if nothing is raised."""
        task, act = asyncio.current_task(), Act(self.step, name)
        self._open[task].append(act)
        try:
            yield
            self.acts.append(act)
            if task in self._transactions:
                self._transactions[task][0].add(name)
        finally:
            self._open[task].remove(act)
            if not self._open[task]:
                del self._open[task]

    # The database

    async def over(self, database: Database) -> None:
        """Watches all that reaches this database from now on."""
        engines = [database._writer.sync_engine, database._reader.sync_engine]
        # Nobody waits for a BEGIN meanwhile, whose listeners would be changed under it.
        async with database.alone():
            # On PostgreSQL the reader is the writer's engine by another name.
            for engine in engines if engines[0].pool is not engines[1].pool else engines[:1]:
                event.listen(engine, "begin", self._begin)
                event.listen(engine, "before_cursor_execute", self._before)
                event.listen(engine, "after_cursor_execute", self._after)
                event.listen(engine, "commit", self._end)
                event.listen(engine, "rollback", self._end)

    def _begin(self, _: Connection) -> None:
        self._transactions[asyncio.current_task()] = (set(), Act(self.step, "transaction"))

    def _before(self, connection: Connection, *_: Any) -> None:
        connection.info["asked"] = self._clock()

    def _after(self, connection: Connection, _: Any, sql: str, values: Any, *__: Any) -> None:
        took = self._clock() - connection.info.get("asked", self._clock())
        statement, task = Statement(sql, values, took), asyncio.current_task()
        self.seen.setdefault(statement.kind, statement)
        for act in self._open.get(task, ()):
            act.statements.append(statement)
        if task in self._transactions:
            self._transactions[task][1].statements.append(statement)

    def _end(self, _: Connection) -> None:
        names, act = self._transactions.pop(asyncio.current_task(), (set(), None))
        if act is not None and names:
            self.whole.append((frozenset(names), act))

    # What came of it

    def most(self) -> dict[tuple[str, str], Act]:
        """For each step and act, the time that took most statements."""
        found: dict[tuple[str, str], Act] = {}
        for act in self.acts:
            known = found.get((act.step, act.name))
            if known is None or len(act.statements) > len(known.statements):
                found[act.step, act.name] = act
        return found


def all_acts(features: Iterable[Feature]) -> set[str]:
    """The names of all that these features can do: what an exercise of them must have done."""
    names: dict[Any, str] = {}
    watch = Watch()
    watched = watch.features(features)
    names = {wrapped: name for (name, _), wrapped in watch._wrapped.items()}
    registry = Registry(watched)
    runs: list[Any] = [each.run for each in registry.commands.values()]
    runs += [each.run for each in registry.buttons.values()]
    runs += [each.load for each in registry.cards.values()]
    runs += [run for each in registry.alarms.values() for run in (each.run, each.missed) if run]
    runs += [*registry.starts.values(), *registry.edits.values(), *registry.answers.values()]
    runs += registry.replies.values()
    runs += [run for each in watched for listed in each.events.values() for run in listed]
    runs += [*registry.listeners, *registry.waiting]
    return {names[run] for run in runs}
