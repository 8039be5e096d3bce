"""What a fault's run found, on one line, for whoever prints the table."""

import json
import os
import random
from pathlib import Path

RESULTS = "HOMEROOM_FAULTS_RESULTS"
"""Names the file that gathers the lines, one JSON object each; unset, they are printed only."""

LONG = "HOMEROOM_LONG"
"""Set to 1 for the issue's full numbers; unset, each fault runs in its short form."""


def record(fault: int, title: str, **figures: int | str) -> None:
    """Tell what a run of fault number `fault` found: counts, seeds, milliseconds."""
    line = json.dumps({"fault": fault, "title": title, "long": is_long(), "figures": figures})
    print(line)  # noqa: T201 - pytest shows it where a run failed
    gathered = os.environ.get(RESULTS)
    if gathered:
        with Path(gathered).open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def is_long() -> bool:
    """Whether this run takes the full numbers."""
    return os.environ.get(LONG) == "1"


def size(short: int, long: int) -> int:
    """The number for the form that runs: the same code with other numbers."""
    return long if is_long() else short


def seeded() -> int:
    """A seed for this run's chance, printed; HOMEROOM_SEED repeats a run's."""
    seed = int(os.environ.get("HOMEROOM_SEED") or random.randrange(10**6))
    print(f"seed {seed}")  # noqa: T201 - likewise
    return seed
