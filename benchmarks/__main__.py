"""`make bench`: measures, prints a table, and writes docs/figures.md."""

from __future__ import annotations

import asyncio
import os
import platform
import sqlite3
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks import taps

PAGE = Path(__file__).parent.parent / "docs" / "figures.md"
PACKAGES = ("python-telegram-bot", "aiohttp", "sqlalchemy", "aiosqlite")
INTRO = """# Figures

Measured by `make bench`, written by it; nothing here is a promise. Medians of alternating runs,
with minimum and maximum; compare figures of one run only.

Machine: {machine}. {date}. {versions}.
"""


def _row(name: str, figures: list[float], floor: float) -> str:
    low, middle, high = min(figures), median(figures), max(figures)
    return f"| {name} | {middle:,.0f} | {low:,.0f} to {high:,.0f} | {middle / floor:.2f} |"


def _machine() -> str:
    return f"{platform.machine()}, {os.cpu_count()} cores, Linux {platform.release().split('-')[0]}"


def _taps(title: str, found: dict[str, list[float]]) -> str:
    floor = median(found["floor"])
    return "\n".join(
        [
            f"\n## {title}\n",
            "| bot | taps/s | from to | beside the floor |",
            "|---|---|---|---|",
            _row("Homeroom: rights, answer, update id, a commit a batch", found["homeroom"], floor),
            _row("the floor: PTB on the same transport, answers and stores nothing",
                 found["floor"], floor),
            _row("conventional: PTB with httpx, a transaction and an edit a tap",
                 found["usual"], floor),
            "",
        ]
    )  # fmt: skip


def main() -> None:
    """Runs every benchmark and writes the page."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    page = INTRO.format(
        machine=_machine(),
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        versions=f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}",
    )
    for title, measured in (
        ("A tap, end to end and durable: 5,000 waiting at once over 20 groups", taps.run()),
        (
            "The same with 1,000, the stand-in answering each call after 50 ms",
            taps.run(rounds=1, delay=0.05, taps=1000),
        ),
    ):
        page += _taps(title, asyncio.run(measured))
        PAGE.write_text(page, "utf-8")
    sys.stdout.write(page)


if __name__ == "__main__":
    main()
