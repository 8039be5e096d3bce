"""`make faults`: runs every fault, prints what was counted, and writes it into docs/figures.md."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import page
from tests.faults.results import RESULTS, is_long

FOLDER = Path(__file__).parent
INTRO = """Counted by `make faults{form}`, with the bot as a process where that matters. What is not
as it must be fails the run; `make proof` runs the short form of each. {machine}"""


def _run(gathered: Path, arguments: list[str]) -> int:
    """Runs the tests of this folder; returns pytest's exit code."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "2", str(FOLDER), *arguments],
        env={**os.environ, RESULTS: str(gathered)},
        check=False,
    ).returncode


def _rows(gathered: Path) -> list[dict[str, Any]]:
    lines = gathered.read_text("utf-8").splitlines() if gathered.exists() else []
    return sorted(map(json.loads, lines), key=lambda row: (row["fault"], row["title"]))


def _table(rows: list[dict[str, Any]]) -> str:
    lines = ["| | what was done | what came of it |", "|---|---|---|"]
    for row in rows:
        figures = (_said(name, value) for name, value in row["figures"].items())
        lines.append(f"| {row['fault']} | {row['title']} | {', '.join(figures)} |")
    return "\n".join(lines)


def _said(name: str, value: int | str) -> str:
    """`cards 1,200`; a seed is a name and no amount."""
    written = f"{value:,}" if isinstance(value, int) and name != "seed" else str(value)
    return f"{name.replace('_', ' ')} {written}"


def main() -> int:
    """Runs all, shows the table, and writes the page where all of them held."""
    with tempfile.TemporaryDirectory() as folder:
        gathered = Path(folder) / "results"
        code = _run(gathered, sys.argv[1:])
        table = _table(_rows(gathered))
    sys.stdout.write(f"\n{table}\n")
    if code == 0 and not sys.argv[1:]:
        intro = INTRO.format(form="-long" if is_long() else "", machine=page.measured_on())
        page.put("Faults", f"{intro}\n\n{table}")
    return code


if __name__ == "__main__":
    sys.exit(main())
