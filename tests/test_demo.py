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
                "Tap again to cast Yes",
                "Quorum: 50 % of the seats, that is 2 of 3.",
                "Decided: yes",
                "New in the school’s register",
                "As the committee of 3B has decided",
                "Looked for: january",
                "Hidden letter to the principal",
                "Answer to your letter 1",
            ],
        ),
        (
            "zh",
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
                "法定人数：席位的 50%，即 3 席中的 2 席。",
                "校务公开有新内容",
                "根据三年级二班家委会的表决",
                "查找：一月",
                "给校长的隐名信",
                "您的第 1 号信的答复",
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


def test_a_language_without_a_day_is_one_sentence() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "demo", "--language", "tlh"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == "There is no day in 'tlh'; there is one in each of: en, zh-CN.\n"
