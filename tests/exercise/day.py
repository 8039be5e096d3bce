"""All steps of the exercise, in their order."""

from __future__ import annotations

from tests.exercise import (
    STEPS,
    At,
    affairs,
    decisions,
    elections,
    gatherings,
    later,
    letters,
    lists,
    meetings,
    notices,
    parents,
    people,
    privacy,
    results,
    slips,
    suggestions,
    surveys,
    times,
    votes,
)

# The order in which modules were loaded is not the day's.
MODULES = (
    parents,
    notices,
    meetings,
    slips,
    surveys,
    results,
    votes,
    elections,
    decisions,
    affairs,
    gatherings,
    letters,
    suggestions,
    people,
    lists,
    times,
    later,
    privacy,
)


async def play(at: At) -> None:
    """Takes every step."""
    for module in MODULES:
        for what, run in STEPS:
            if run.__module__ == module.__name__:
                at.watch.step = what
                await run(at)
                await at.school.settle()
