"""What stands in `deploy/` fits the program."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli import cli

ROOT = Path(__file__).parent.parent
UNIT = ROOT / "deploy" / "homeroom.service"
CONTAINERFILE = (ROOT / "deploy" / "Containerfile").read_text("utf-8")


def test_the_image_holds_every_room() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    rooms = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert re.findall(r"^COPY (\w+) \1$", CONTAINERFILE, re.MULTILINE) == rooms


def test_the_commands_that_are_written_there_exist() -> None:
    known = set(getattr(get_command(cli), "commands", {}))
    for text in (UNIT.read_text("utf-8"), CONTAINERFILE, (ROOT / "README.md").read_text("utf-8")):
        named = set(re.findall(r"(?:bin/homeroom|`homeroom|homeroom homeroom) ([a-z]+)", text))
        assert named
        assert named <= known


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_finds_the_unit_safe() -> None:
    """It rates from 0 (safe) to 10; an ordinary service has 9.6."""
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(UNIT)],  # noqa: S607
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
