"""The command line: what a school's IT person types, and what they read back."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest

from bot.sandbox import Server, Town, serve


def homeroom(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Runs the command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env={**os.environ, **environ},
    )


def config(folder: Path, text: str) -> Path:
    """A configuration file that only its owner may read."""
    path = folder / "config.toml"
    path.touch(mode=0o600)
    path.write_text(text)
    return path


GOOD = """
[telegram]
token = "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
base_url = "{url}"
[school]
name = "Riverside"
timezone = "{zone}"
[database]
url = "sqlite:///{folder}/school.db"
"""


def test_a_wrong_value_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    path = config(tmp_path, GOOD.format(url="http://127.0.0.1:1", zone="Berlin", folder=tmp_path))
    done = homeroom("run", "--config", str(path))
    assert done.returncode == 2
    assert done.stderr == (
        'school.timezone is "Berlin", which is no time zone; write one like "Europe/Berlin".\n'
    )


def test_no_configuration_is_one_sentence_too(tmp_path: Path) -> None:
    done = homeroom("run", "--config", str(tmp_path / "config.toml"))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "config.example.toml" in done.stderr


def test_a_file_that_others_may_read_is_refused_with_the_mending_command(tmp_path: Path) -> None:
    path = config(tmp_path, GOOD.format(url="http://127.0.0.1:1", zone="UTC", folder=tmp_path))
    path.chmod(0o644)
    done = homeroom("run", "--config", str(path))
    assert done.returncode == 2
    assert f"chmod 600 {path}" in done.stderr


@pytest.fixture
async def town() -> Town:
    """A town that is served for the test."""
    return Town(seed=1)


def of_town(town: Town, server: Server, folder: Path) -> str:
    """A configuration with the token that this town knows."""
    text = GOOD.format(url=server.base_url, zone="UTC", folder=folder)
    return text.replace("123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", town.token)


def begun(*words: str) -> subprocess.Popen[str]:
    """A command that goes on; what it says comes from its stdout."""
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "bot", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


async def _output(process: subprocess.Popen[str], until: str) -> str:

    assert process.stdout is not None
    read = ""
    while until not in read:
        line = await asyncio.to_thread(process.stdout.readline)
        assert line, read
        read += line
    return read


async def test_it_starts_says_the_code_and_ends_on_sigterm(tmp_path: Path, town: Town) -> None:
    async with serve(town, port=0) as server:
        path = config(tmp_path, of_town(town, server, tmp_path))
        process = begun("run", "--config", str(path))
        try:
            said = await _output(process, "ready")
            assert "/start " in said
            assert town.token not in said
            process.send_signal(signal.SIGTERM)
            assert await asyncio.to_thread(process.wait, 10) == 0
        finally:
            process.kill()


async def test_a_token_that_telegram_does_not_know_ends_it(tmp_path: Path, town: Town) -> None:
    async with serve(town, port=0) as server:
        path = config(tmp_path, GOOD.format(url=server.base_url, zone="UTC", folder=tmp_path))
        done = await asyncio.to_thread(homeroom, "run", "--config", str(path))
    assert done.returncode == 1
    assert "Telegram does not know this token" in done.stderr
    assert "Traceback" not in done.stderr


async def test_a_second_process_on_the_same_database_ends(tmp_path: Path, town: Town) -> None:
    async with serve(town, port=0) as server:
        path = config(tmp_path, of_town(town, server, tmp_path))
        first = begun("run", "--config", str(path))
        try:
            await _output(first, "ready")
            second = await asyncio.to_thread(homeroom, "run", "--config", str(path))
            assert second.returncode == 1
            assert "Another process serves the database" in second.stderr
        finally:
            first.kill()
            first.wait()


async def test_the_stand_in_is_served_alone() -> None:
    """`homeroom sandbox --port`: a bot finds it at the address and with the token it prints."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = begun("sandbox", "--port", str(port))
    try:
        said = await _output(process, "person")
        token = re.search(r"^token +(\S+)", said, re.MULTILINE)
        assert token is not None
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as client:
            async with client.get(f"/bot{token[1]}/getMe") as answer:
                assert (await answer.json())["result"]["is_bot"]
            async with client.get("/control/town") as answer:
                assert answer.status == 200
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, 10)


def test_a_start_loads_nothing_that_only_other_commands_need(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", "run", "--config", tmp_path / "none"],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert {"telegram", "sqlalchemy", "bot.app"} <= loaded
    late = {"rich.console", "pygments.lexer", "alembic", "uvicorn", "bot.sandbox", "bot.setup"}
    assert not late & loaded


@pytest.mark.parametrize("command", ["run", "check"])
def test_without_postgresqls_driver_it_says_what_to_install(tmp_path: Path, command: str) -> None:
    """As on a machine where Homeroom was installed without the extra."""
    text = GOOD.format(url="http://127.0.0.1:1", zone="UTC", folder=tmp_path)
    path = config(tmp_path, text.replace(f"sqlite:///{tmp_path}/school.db", "postgresql://u:p@h/n"))
    absent = tmp_path / "absent"
    absent.mkdir()
    (absent / "asyncpg.py").write_text("raise ModuleNotFoundError(name='asyncpg')")
    done = homeroom(command, "--config", str(path), PYTHONPATH=str(absent))
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert "its driver is not installed (pip install 'homeroom[postgres]')" in said
    assert "Traceback" not in said
