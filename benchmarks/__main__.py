"""`make bench`: measures, prints tables, and writes docs/figures.md.

`python -m benchmarks NAME…` measures some; `--quick` tries them in a tiny form, and writes nothing;
with `--postgresql` the bot keeps its records there.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from benchmarks import alarms, broadcast, browser, monday, page, school, stage, storm, taps
from tests import postgres

OPENING = """Written by `make bench` and `make faults`; nothing here is a promise. Where there are
several runs, the median stands with minimum and maximum; compare figures of one run only.

{machine}"""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A section of the page, and what measures it: it gets whether in a hurry, returns Markdown."""

    title: str
    run: Callable[[bool], Coroutine[Any, Any, str]]


BENCHMARKS = {
    each.__name__.rpartition(".")[2]: [Benchmark(each.TITLE, each.run)]
    for each in (taps, monday, storm, broadcast, alarms, school, browser)
}


# All but what somebody sees in a browser, where the database is a small part of it.
ON_BOTH = [name for name in BENCHMARKS if name != "browser"]


def main() -> None:
    """Runs what was named, or everything; each section is written as soon as it is measured."""
    given = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    given.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    given.add_argument("--quick", action="store_true", help="tiny; the page is left alone")
    given.add_argument("--postgresql", action="store_true", help="the bot's records are there")
    chosen = given.parse_args()
    unknown = set(chosen.names) - BENCHMARKS.keys()
    if unknown:
        given.error(f"no such benchmark: {', '.join(unknown)}")
    if not chosen.postgresql:
        measure(chosen.names or list(BENCHMARKS), quick=chosen.quick)
        return
    try:
        with postgres.served() as server:
            os.environ |= {stage.ON: "postgresql", postgres.NAMED: server}
            measure(chosen.names or ON_BOTH, quick=chosen.quick, where=", on PostgreSQL")
    except postgres.Missing as missing:
        sys.stdout.write(f"skipped: everything on PostgreSQL; {missing}\n")


def measure(names: list[str], *, quick: bool, where: str = "") -> None:
    """Measures what is named, and writes it down."""
    for name in names:
        for each in BENCHMARKS[name]:
            measured = asyncio.run(each.run(quick))
            sys.stdout.write(f"## {each.title}{where}\n\n{measured}\n\n")
            sys.stdout.flush()
            if not quick:
                page.put("Figures", OPENING.format(machine=page.measured_on()))
                page.put(each.title + where, measured)


if __name__ == "__main__":
    main()
