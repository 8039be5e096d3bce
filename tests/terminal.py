"""The command line as an operator uses it: a process of its own, piped or at a terminal."""

from __future__ import annotations

import asyncio
import os
import pty
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests import forked

HOMEROOM = [sys.executable, "-m", "bot"]
CONFIG = """
[telegram]
token = "{token}"
base_url = "{url}"
[school]
name = "Riverside"
timezone = "Europe/Berlin"
[database]
url = "sqlite:///{folder}/school.db"
"""


def configured(folder: Path, token: str, url: str) -> Path:
    """A configuration file that only its owner may read."""
    path = folder / "config.toml"
    path.touch(mode=0o600)
    path.write_text(CONFIG.format(token=token, url=url, folder=folder))
    return path


async def homeroom(
    *words: str, typed: str = "", **environ: str
) -> subprocess.CompletedProcess[str]:
    """Runs the command to its end, while the town goes on; `typed` is what is piped into it."""
    return await forked.run("bot", *words, typed=typed, environ={**os.environ, **environ})


async def at_a_terminal(*words: str, typed: list[str], **environ: str) -> tuple[int, str]:
    """Runs the command at a terminal of its own; returns the exit code and all it showed."""
    return await asyncio.to_thread(_at_a_terminal, words, typed, environ)


def _at_a_terminal(
    words: tuple[str, ...], typed: list[str], environ: dict[str, str]
) -> tuple[int, str]:
    """Each answer is typed when a question has been asked; it ends in `: `."""
    child, terminal = pty.fork()
    if child == 0:
        os.execve(sys.executable, [*HOMEROOM, *words], {**os.environ, **environ})  # noqa: S606
    shown, answers = "", list(typed)
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # Linux: the other side is closed
            break
        if not piece:
            break
        shown += piece.decode()
        if answers and shown.endswith(": "):
            os.write(terminal, f"{answers.pop(0)}\n".encode())
            shown += "\n"
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown


@asynccontextmanager
async def running(config: Path) -> AsyncIterator[forked.Forked]:
    """The bot as a process, ready; it is ended afterwards."""
    process = await forked.started("bot", "run", "--config", str(config), heard=True)
    try:
        assert process.stdout is not None
        async with asyncio.timeout(30):
            while b"ready" not in (line := await process.stdout.readline()):
                assert line, "it ended before it was ready"
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
