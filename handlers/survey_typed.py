"""A survey as it is typed in one message: a title, then a question a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from storage import survey_rules
from storage.rules import Broken, fold
from storage.survey_questions import SCALE, Kind, Sketch

# How the line of a question begins, also as Chinese keyboards write it.
_MARKS = {
    "?": Kind.ONE,
    "？": Kind.ONE,
    "+": Kind.SEVERAL,
    "＋": Kind.SEVERAL,
    "*": Kind.SCALE,
    "＊": Kind.SCALE,
    "#": Kind.NUMBER,
    "＃": Kind.NUMBER,
    ">": Kind.TEXT,
    "＞": Kind.TEXT,
}
_LINE = re.compile(
    rf"\s*(?:[\[【](?P<after>[^\]】]+)[\]】]\s*)?(?P<mark>[{re.escape(''.join(_MARKS))}])\s*(?P<rest>.*)"
)
_NOTE = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*$")
_SEVERAL = re.compile(r"several|多选|可多选", re.IGNORECASE)
_FREE = re.compile(r"optional|可选|选填|可不填", re.IGNORECASE)
_LEAST = re.compile(r"(?:at least|min|至少|最少)\s*(\d{1,9})", re.IGNORECASE)
_MOST = re.compile(r"(?:at most|up to|max|至多|最多)\s*(\d{1,9})", re.IGNORECASE)
_BETWEEN = re.compile(r"(\d{1,9})\s*[-–—~～至到]\s*(\d{1,9})")
_ONE_TO_FIVE = re.compile(r"\s*[(（]?\s*1\s*[-–—~～至到]\s*5\s*[)）]?\s*$")


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed: the title, the lines under it, and the questions."""

    title: str
    about: str
    questions: tuple[Sketch, ...]


def parse(typed: str) -> Typed:
    """A whole survey; without a question in it, `questions` is empty.

    Raises:
        Broken: as `questions`, or "survey-title".
    """
    lines = typed.strip().splitlines()
    start = next((n for n, line in enumerate(lines) if is_question(line)), len(lines))
    head = lines[: start or 1]
    title = survey_rules.title(head[0]) if start else ""
    about = "\n".join(head[1:]).strip()
    if len(about) > survey_rules.ABOUT_LIMIT:
        raise Broken("survey-about", limit=survey_rules.ABOUT_LIMIT)
    return Typed(title, about, questions(lines[start:]))


def is_question(line: str) -> bool:
    """Whether a line begins like a question."""
    return _LINE.fullmatch(line) is not None


def questions(lines: Sequence[str], before: Sequence[Sketch] = ()) -> tuple[Sketch, ...]:
    """The questions that these lines are, after those that are there already.

    A line that begins like none is one more option of the question above it.

    Raises:
        Broken: "survey-line" for a line that is none, "survey-after-what" for one that depends on
            an answer which no question before it has; or as survey_rules.question.
    """
    found = list(before)
    for line in _joined(lines):
        sketch, after = _read(line)
        if after is not None:
            sketch = replace(sketch, after=_answer(after, found))
        found.append(survey_rules.question(sketch))
    if len(found) > survey_rules.MOST_QUESTIONS:
        raise Broken("survey-questions", most=survey_rules.MOST_QUESTIONS)
    return tuple(found[len(before) :])


def _joined(lines: Sequence[str]) -> list[str]:
    joined: list[str] = []
    for line in lines:
        if not line.strip():
            continue
        if is_question(line):
            joined.append(line.strip())
        elif joined:
            joined[-1] += " | " + line.strip().lstrip("|｜ -•")
        else:
            raise Broken("survey-line", line=line.strip()[:40])
    return joined


def _read(line: str) -> tuple[Sketch, str | None]:
    match = _LINE.fullmatch(line)
    if match is None:
        raise Broken("survey-line", line=line[:40])
    kind = _MARKS[match["mark"]]
    text, *options = re.split(r"\s*[|｜]\s*", match["rest"].strip())
    return _sketch(kind, text, [each for each in options if each]), match["after"]


def _sketch(kind: Kind, text: str, options: list[str]) -> Sketch:
    """What stands in brackets at the end of the question says more about it."""
    required, least, most = True, None, None
    while (note := _NOTE.search(text)) is not None and _means(note[1], kind):
        said, text = note[1], text[: note.start()]
        if _SEVERAL.search(said) and kind == Kind.ONE:
            kind = Kind.SEVERAL
        if _FREE.search(said):
            required = False
        between = _BETWEEN.search(said)
        low, high = _LEAST.search(said), _MOST.search(said)
        if between is not None:
            least, most = int(between[1]), int(between[2])
        least = int(low[1]) if low else least
        most = int(high[1]) if high else most
    if kind == Kind.SCALE:
        text, least, most = _ONE_TO_FIVE.sub("", text), None, None
    return Sketch(kind, text, tuple(options), required, least, most)


def _means(said: str, kind: Kind) -> bool:
    """Whether brackets say something to the bot, and are not part of the question."""
    words = (_SEVERAL, _FREE, _LEAST, _MOST)
    bounds = _BETWEEN.fullmatch(said.strip()) if kind in (Kind.NUMBER, Kind.SEVERAL) else None
    return bounds is not None or any(each.search(said) for each in words)


def _answer(typed: str, before: Sequence[Sketch]) -> tuple[int, int]:
    """Which answer to which question that is, the nearest one first."""
    wanted = fold(typed)
    for place in range(len(before) - 1, -1, -1):
        one = before[place]
        if one.kind == Kind.SCALE and wanted in map(str, SCALE):
            return place, int(wanted)
        for number, option in enumerate(one.options, 1):
            if fold(option) == wanted:
                return place, number
    raise Broken("survey-after-what", answer=typed[:40])
