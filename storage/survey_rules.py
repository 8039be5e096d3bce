"""What a survey must be before it is made: its title, its questions, and how they hang together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from storage.rules import Broken, clean, fold, named
from storage.survey_questions import Kind, Sketch
from storage.surveys import Draft, Mode, Unit

TITLE_LIMIT, QUESTION_LIMIT, OPTION_LIMIT, ABOUT_LIMIT = 120, 300, 60, 1000
MOST_QUESTIONS, MOST_OPTIONS = 30, 20
# Above this a survey is begun by many and sent by few.
TAPS_TO_WARN = 10
_CHOICES = (Kind.ONE, Kind.SEVERAL)
_LEADS_ON = (Kind.ONE, Kind.SEVERAL, Kind.SCALE)


def title(typed: str) -> str:
    """A survey's title, cleaned.

    Raises:
        Broken: "survey-title", with the `limit`.
    """
    return named(typed, TITLE_LIMIT, "survey-title")


def question(sketch: Sketch) -> Sketch:
    """A question with its words cleaned.

    Raises:
        Broken: "survey-question" (`limit`), "survey-options" (`most`) for fewer than two or too
            many, "survey-option-name" (`limit`), "survey-options-alike" (`option`),
            "survey-bounds".
    """
    text = named(sketch.text, QUESTION_LIMIT, "survey-question")
    options = tuple(map(clean, sketch.options)) if sketch.kind in _CHOICES else ()
    if sketch.kind in _CHOICES:
        _check_options(options)
    cleaned = replace(sketch, text=text, options=options)
    _check_bounds(cleaned)
    return cleaned


def _check_options(options: Sequence[str]) -> None:
    if not 2 <= len(options) <= MOST_OPTIONS:
        raise Broken("survey-options", most=MOST_OPTIONS)
    seen: set[str] = set()
    for each in options:
        if not each or len(each) > OPTION_LIMIT:
            raise Broken("survey-option-name", limit=OPTION_LIMIT)
        if fold(each) in seen:
            raise Broken("survey-options-alike", option=each)
        seen.add(fold(each))


def _check_bounds(sketch: Sketch) -> None:
    """At least so many and at most so many can both be."""
    least, most = sketch.least, sketch.most
    if least is not None and most is not None and least > most:
        raise Broken("survey-bounds")
    if sketch.kind == Kind.SEVERAL:
        counts = [each for each in (least, most) if each is not None]
        if any(not 1 <= each <= len(sketch.options) for each in counts):
            raise Broken("survey-bounds")


def check(draft: Draft) -> None:
    """Whether a survey can be asked so; its questions are cleaned already.

    Raises:
        Broken: "survey-no-questions", "survey-questions" (`most`), "survey-after" where a question
            depends on what is not asked before it, "survey-child-anonymous" for one that is
            anonymous and would count children (two equal answers would show brothers),
            "survey-staff-named" for one about staff that is not anonymous, "survey-live" for
            counts that anonymous answers, or several questions, do not have.
    """
    if not draft.questions:
        raise Broken("survey-no-questions")
    if len(draft.questions) > MOST_QUESTIONS:
        raise Broken("survey-questions", most=MOST_QUESTIONS)
    for place, each in enumerate(draft.questions):
        if each.after is not None and not _follows(draft.questions, place, each.after):
            raise Broken("survey-after")
    if draft.mode == Mode.ANONYMOUS and draft.unit == Unit.CHILD:
        raise Broken("survey-child-anonymous")
    if draft.staff and draft.mode != Mode.ANONYMOUS:
        raise Broken("survey-staff-named")
    if draft.live and (draft.mode == Mode.ANONYMOUS or not is_on_card(draft.questions)):
        raise Broken("survey-live")


def _follows(questions: Sequence[Sketch], place: int, after: tuple[int, int]) -> bool:
    before, number = after
    if not 0 <= before < place or questions[before].kind not in _LEADS_ON:
        return False
    last = 5 if questions[before].kind == Kind.SCALE else len(questions[before].options)
    return 1 <= number <= last


def is_single(questions: Sequence[Sketch]) -> bool:
    """Whether one tap in the group answers it all."""
    return len(questions) == 1 and questions[0].kind in (Kind.ONE, Kind.SCALE)


def is_on_card(questions: Sequence[Sketch]) -> bool:
    """Whether taps in the group answer it all, where it is with names."""
    only = questions[0] if len(questions) == 1 else None
    several = only is not None and only.kind == Kind.SEVERAL and (only.least or 1) <= 1
    return several or is_single(questions)


def taps(questions: Sequence[Sketch]) -> int:
    """How many taps a survey costs a parent at most, what is written counted as one.

    Several options cost one more, to go on; more than one question one to begin and one to send.
    """
    if is_single(questions):
        return 1
    each = {Kind.SEVERAL: 3}
    return sum(each.get(one.kind, 1) for one in questions) + 2


def minutes(count: int) -> int:
    """How many minutes that many taps take, reading and all; one at least."""
    return max(1, round(count * 10 / 60))
