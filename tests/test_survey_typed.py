"""A survey as it is typed in one message, in English and Chinese."""

from __future__ import annotations

import pytest

from handlers.survey_typed import parse, questions
from storage.rules import Broken
from storage.survey_questions import Kind, Sketch


def test_every_kind_of_line_is_read() -> None:
    typed = parse(
        "Canteen\nThank you for your time.\n"
        "? Which evening suits? | Mon | Wed | Fri\n"
        "* Rate the canteen 1-5\n"
        "> Anything else? (optional)\n"
        "+ Which clubs? (several) | Chess | Choir\n"
        "+ Which days? (at least 1, at most 2)\n- Mon\n- Tue\n- Wed\n"
        "# How many come? (0-6)\n"
        "[Fri] > Why on Friday?\n"
        "[2] > Why so bad?\n"
        "? Is it near (by bus)? | Yes | No"
    )
    assert (typed.title, typed.about) == ("Canteen", "Thank you for your time.")
    assert typed.questions == (
        Sketch(Kind.ONE, "Which evening suits?", ("Mon", "Wed", "Fri")),
        Sketch(Kind.SCALE, "Rate the canteen"),
        Sketch(Kind.TEXT, "Anything else?", required=False),
        Sketch(Kind.SEVERAL, "Which clubs?", ("Chess", "Choir")),
        Sketch(Kind.SEVERAL, "Which days?", ("Mon", "Tue", "Wed"), least=1, most=2),
        Sketch(Kind.NUMBER, "How many come?", least=0, most=6),
        Sketch(Kind.TEXT, "Why on Friday?", after=(0, 3)),
        Sketch(Kind.TEXT, "Why so bad?", after=(1, 2)),
        Sketch(Kind.ONE, "Is it near (by bus)?", ("Yes", "No")),
    )


def test_so_are_lines_from_a_chinese_keyboard() -> None:
    typed = parse(
        "食堂\n？哪天方便？（多选，至多2项）｜周一｜周三\n"
        "＊给食堂打分 1～5\n【周三】＞为什么？（选填）"
    )
    assert typed.questions == (
        Sketch(Kind.SEVERAL, "哪天方便？", ("周一", "周三"), most=2),
        Sketch(Kind.SCALE, "给食堂打分"),
        Sketch(Kind.TEXT, "为什么？", required=False, after=(0, 2)),
    )


def test_a_title_alone_has_no_questions_and_questions_alone_no_title() -> None:
    assert parse("Canteen").questions == ()
    alone = parse("* How is it?")
    assert (alone.title, len(alone.questions)) == ("", 1)


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        (["Which day?"], "survey-line"),
        (["? Which day? | Mon"], "survey-options"),
        (["[Fri] > Why?"], "survey-after-what"),
        (["> Why?"] * 31, "survey-questions"),
        (["+ Which? (at most 5) | A | B"], "survey-bounds"),
    ],
)
def test_what_cannot_be_asked_is_refused(lines: list[str], rule: str) -> None:
    with pytest.raises(Broken) as broken:
        questions(lines)
    assert broken.value.rule == rule
