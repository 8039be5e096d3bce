"""The school day that a newcomer sees first."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ["I am a parent here", "Bring boots".lower(), "Room 201", "19:00", "Eli Novak"]),
        ("zh-CN", ["我是家长", "森林公园", "201 教室", "19:00", "吴刚"]),
    ],
)
def test_the_day_is_played_to_its_end(language: str, parts: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "demo", "--language", language],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout[-2000:]
    assert not done.stderr
    for part in parts:
        assert part.lower() in done.stdout.lower()
