"""The school day that a newcomer sees first."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        (
            "en",
            [
                "I am a parent here",
                "Please bring boots",
                "Room 201",
                "19:00",
                "Eli Novak",
                "Signed: 2 of 8",
                "Comment: Asha gets sick on the bus",
                "number 1 on the waiting list",
                "A place is free, and it is yours",
                "Bread baking.ics",
                "Marked as present: Tim and Zoe",
                "Minutes: Parent meeting",
                "5 of 5 answered",
                "12 of 14 families answered",
                "homeroom-survey-en.png",
            ],
        ),
        (
            "zh-CN",
            [
                "我是家长",
                "森林公园",
                "201 教室",
                "19:00",
                "吴刚",
                "已签署：2 / 8",
                "备注：一诺坐大巴会晕车",
                "候补名单上排第 1",
                "有空位了",
                "亲子烘焙.ics",
                "已登记到场：刘雨桐和刘雨辰",
                "会议纪要：家长会",
                "5 人中有 5 人作答",
                "14 个家庭中有 12 个作答",
                "homeroom-survey-zh-CN.png",
            ],
        ),
    ],
)
def test_the_day_is_played_to_its_end(language: str, parts: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "demo", "--language", language],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout[-2000:]
    assert not done.stderr
    for part in parts:
        assert part in done.stdout
