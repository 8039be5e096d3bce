"""A command as a process, forked from one that has loaded everything: most of a start is that."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing.reduction import DupFd
from typing import Any

# Loaded once for each process of tests, in a process that does nothing but fork.
_forking = multiprocessing.get_context("forkserver")
_forking.set_forkserver_preload(["bot.cli", "bot.app", "bot.checkup", "bot.setup"])

Files = tuple[int, int, int]


class Forked:
    """A Python module that runs as a process of its own, like asyncio.subprocess.Process.

    `files` are the numbers of its standard input, output and errors.
    """

    def __init__(
        self, module: str, words: Sequence[str], files: Files, environ: Mapping[str, str]
    ) -> None:
        passed = _Files(files)
        self._process = _forking.Process(
            target=_become, args=(module, list(words), dict(environ), passed)
        )
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid
        self.stdout: asyncio.StreamReader | None = None

    @property
    def returncode(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.exitcode

    async def wait(self) -> int:
        """Waits for its end; returns how it ended."""
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        if self.returncode is None:
            # One of its own, for there may be several who wait.
            sentinel = os.dup(self._process.sentinel)
            loop.add_reader(sentinel, ended.set)
            try:
                await ended.wait()
            finally:
                loop.remove_reader(sentinel)
                os.close(sentinel)
        self._process.join()
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Sends it a signal, unless it has ended."""
        if self.returncode is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Asks it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Ends it; it has no word in that."""
        self.send_signal(signal.SIGKILL)


async def started(
    module: str, *words: str, environ: Mapping[str, str] | None = None, heard: bool = False
) -> Forked:
    """Begins a module as a process; all that it says is to be read where `heard`.

    Else only its errors are to be seen, among those of the test.
    """
    nothing = os.open(os.devnull, os.O_RDWR)
    reading, writing = os.pipe() if heard else (None, nothing)
    files = (nothing, writing, writing if heard else 2)
    process = Forked(module, words, files, environ or os.environ)
    for each in {nothing, writing}:
        os.close(each)
    if reading is not None:
        process.stdout = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(process.stdout)
        await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, os.fdopen(reading))
    return process


async def run(
    module: str, *words: str, typed: str = "", environ: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs a module to its end, which must come within a minute; `typed` is piped into it."""
    with (
        tempfile.TemporaryFile("w+") as given,
        tempfile.TemporaryFile("w+") as out,
        tempfile.TemporaryFile("w+") as err,
    ):
        given.write(typed)
        given.seek(0)
        files = (given.fileno(), out.fileno(), err.fileno())
        process = Forked(module, words, files, environ or os.environ)
        async with asyncio.timeout(60):
            code = await process.wait()
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(list(words), code, out.read(), err.read())


class _Files:
    """Files on their way to a new process, by way of the one that forks it."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.numbers: list[int] = []

    def __getstate__(self) -> list[Any]:
        return [DupFd(each) for each in self._files]

    def __setstate__(self, passed: list[Any]) -> None:
        self.numbers = [each.detach() for each in passed]


def _become(module: str, words: list[str], environ: dict[str, str], files: _Files) -> None:
    """What the new process does: as if it had been started so."""
    for standard, number in enumerate(files.numbers):
        os.dup2(number, standard)
        os.close(number)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
    os.environ.clear()
    os.environ.update(environ)
    sys.argv = [module, *words]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
