"""The bot's process on a stage, with what it writes to stderr gathered."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.faults.stage import Stage


@dataclass
class Heard:
    """What a process has said, line by line."""

    lines: list[str] = field(default_factory=list)
    process: asyncio.subprocess.Process | None = None

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.lines)

    def says(self, words: str) -> bool:
        """Whether it has said that."""
        return any(words in line for line in self.lines)

    async def gather(self, process: asyncio.subprocess.Process) -> None:
        """Reads until the end."""
        assert process.stderr is not None
        async for line in process.stderr:
            self.lines.append(line.decode("utf-8", "replace"))


async def begun(
    stage: Stage,
    group: asyncio.TaskGroup,
    *arguments: str,
    preexec: Callable[[], Any] | None = None,
    **env: str,
) -> Heard:
    """Starts the bot as the stage's process; it is listened to until it ends.

    Args:
        stage: whose bot it is.
        group: where the listening is at home.
        arguments: of Python; by default the bot with its features for tests.
        preexec: what the process does before it becomes the bot.
        env: more of its environment.
    """
    given = arguments or ("-m", "tests.faults.bot", str(stage.config), *stage.options)
    stage.process = await asyncio.create_subprocess_exec(
        sys.executable, *given, env={**os.environ, **env},
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE, preexec_fn=preexec,
    )  # fmt: skip
    heard = Heard(process=stage.process)
    group.create_task(heard.gather(stage.process))
    return heard
