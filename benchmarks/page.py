"""docs/figures.md, assembled from parts: each measurement keeps a section of its own."""

from __future__ import annotations

import os
import platform
import sqlite3
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "figures.md"
PACKAGES = ("python-telegram-bot", "aiohttp", "sqlalchemy", "aiosqlite")
_OPENING = ""


def put(section_title: str, markdown: str, page: Path = PAGE) -> None:
    """Replaces the section `## section_title` (a new one comes last), and nothing else.

    The title "Figures" is that of the page: what stands above its first section.
    """
    sections = _read(page)
    name = _OPENING if section_title == "Figures" else section_title
    sections[name] = markdown.strip("\n")
    page.write_text(_written(sections), "utf-8")


def measured_on() -> str:
    """The machine, the date and the versions that figures were measured with, as one line."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"Machine: {platform.machine()}, {os.cpu_count()} cores,"
        f" Linux {platform.release().split('-')[0]}. {datetime.now(UTC):%Y-%m-%d}."
        f" Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}."
    )


def _read(page: Path) -> dict[str, str]:
    """What stands under each heading, in the page's order."""
    sections: dict[str, list[str]] = {}
    lines = sections.setdefault(_OPENING, [])
    for line in page.read_text("utf-8").splitlines() if page.exists() else []:
        if line.startswith("## "):
            lines = sections.setdefault(line.removeprefix("## "), [])
        elif not line.startswith("# "):
            lines.append(line)
    return {name: "\n".join(lines).strip("\n") for name, lines in sections.items()}


def _written(sections: dict[str, str]) -> str:
    opening = f"# Figures\n\n{sections[_OPENING]}"
    parts = [f"## {name}\n\n{text}" for name, text in sections.items() if name != _OPENING]
    return "\n\n".join(part.rstrip("\n") for part in (opening, *parts)) + "\n"
