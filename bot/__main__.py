"""The command `homeroom`: loads what it runs, as swiftly as may be, and runs it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import cast


def main() -> None:
    """Runs the command line.

    Nearly all of a start is importing (measured: 1.0 of 1.1 s of processor time). Nothing that is
    imported is ever garbage, so collecting waits until it is there: that takes a tenth off.
    """
    gc.disable()
    # structlog would load them (0.15 s) for tracebacks in colour, httpx for a command of its own;
    # PTB the last two (11 MB) for a web server and for passports, neither of which is used here.
    with _absent("rich", "pygments", "tornado", "cryptography"):
        from bot.cli import main as command_line
    gc.freeze()
    gc.enable()
    command_line()


@contextmanager
def _absent(*packages: str) -> Iterator[None]:
    """Optional packages that look as if they were not installed."""
    for package in packages:
        sys.modules[package] = cast(ModuleType, None)
    yield
    for package in packages:
        del sys.modules[package]


if __name__ == "__main__":
    main()
