"""Answers to a survey: which questions are asked, what fits them, and how it is written."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from storage.rules import Broken, fold
from storage.survey_questions import Kind, Question
from storage.surveys import Snapshot

WORDS_LIMIT = 1000
# What nobody means: a number with more digits is a mistake.
NUMBER_LIMIT = 10**9

# By question: a number (ONE, SCALE: of the option or step; NUMBER), sorted numbers of options
# (SEVERAL), or words (TEXT). A question that was skipped is not in it.
Given = dict[int, Any]


def asked(questions: Collection[Question], given: Mapping[int, Any]) -> list[Question]:
    """The questions that apply, by what was answered to those before them."""
    found: dict[int, Question] = {}
    for each in questions:
        if each.after is None or _follows(each.after, found, given):
            found[each.id] = each
    return list(found.values())


def _follows(
    after: tuple[int, int], asked_before: Collection[int], given: Mapping[int, Any]
) -> bool:
    question_id, number = after
    said = given.get(question_id)
    if question_id not in asked_before or said is None:
        return False
    return number in said if isinstance(said, list) else bool(said == number)


def check(question: Question, value: Any) -> None:
    """Whether an answer fits its question.

    Raises:
        Broken: "survey-option" for what is not on offer, "survey-several" with `least` and `most`
            for too few or too many, "survey-number" with `least` and `most`, "survey-words".
    """
    match question.kind:
        case Kind.ONE | Kind.SCALE:
            if value not in question.numbers:
                raise Broken("survey-option")
        case Kind.SEVERAL:
            _check_several(question, value)
        case Kind.NUMBER:
            least, most = bounds(question)
            if not least <= value <= most:
                raise Broken("survey-number", least=least, most=most)
        case Kind.TEXT:
            if not value or len(value) > WORDS_LIMIT:
                raise Broken("survey-words", limit=WORDS_LIMIT)


def _check_several(question: Question, value: list[int]) -> None:
    if not set(value) <= set(question.numbers):
        raise Broken("survey-option")
    least, most = bounds(question)
    if not least <= len(value) <= most:
        raise Broken("survey-several", least=least, most=most)


def bounds(question: Question) -> tuple[int, int]:
    """How many may be chosen, or between what a number must be."""
    if question.kind == Kind.SEVERAL:
        return question.least or 1, question.most or len(question.options)
    least = 0 if question.least is None else question.least
    return least, NUMBER_LIMIT if question.most is None else question.most


def complete(one: Snapshot, given: Mapping[int, Any]) -> Given:
    """What counts of an answer: only to questions that were asked, each of which it fits.

    Raises:
        Broken: "survey-missing" where one that must be answered is not, or as `check`;
            "survey-empty" where nothing at all was answered.
    """
    found: Given = {}
    for each in asked(one.questions, given):
        value = given.get(each.id)
        if value is not None:
            check(each, value)
            found[each.id] = value
        elif each.required:
            raise Broken("survey-missing")
    if not found:
        raise Broken("survey-empty")
    return found


def written(one: Snapshot, given: Mapping[int, Any]) -> str:
    """An answer as it is stored, the same for everybody who answers the same."""
    if one.single is not None:
        return str(given[one.single.id])
    ordered = {str(each.id): given[each.id] for each in one.questions if each.id in given}
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":"))


def read(one: Snapshot, value: str) -> Given:
    """An answer as it was stored, by question."""
    if one.single is not None:
        return {one.single.id: int(value)}
    return {int(id_): said for id_, said in json.loads(value).items()}


def without_words(value: str) -> str:
    """An answer as it was stored, without what was written in somebody's own words."""
    if not value.startswith("{"):
        return value
    kept = {id_: said for id_, said in json.loads(value).items() if not isinstance(said, str)}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def number(typed: str) -> int | float | None:
    """12, 12.5 or 12,5 in digits of any width; None for what is no number."""
    folded = fold(typed).replace(" ", "").replace(",", ".")
    try:
        found = float(folded)
    except ValueError:
        return None
    if not abs(found) <= NUMBER_LIMIT or not folded.lstrip("+-").replace(".", "", 1).isdecimal():
        return None
    return int(found) if found == int(found) else round(found, 4)
