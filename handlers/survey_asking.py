"""What somebody sees who answers a survey in private: a question at a time, and all at the end."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from handlers.kit import buttons
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.forms.steps import TICK, in_rows
from handlers.kit.texts import Texts, lines, paragraphs
from storage import survey_values
from storage.survey_questions import Kind, Question
from storage.survey_values import Given
from storage.surveys import Snapshot

# Numbers up to so many have a button each; the others are written.
QUICK = 10
# What has room of a question and of an answer where thirty of them stand below each other.
SHORT = 55


class Act(StrEnum):
    """What a button does that is no answer."""

    ASK = "ask"  # this question (once more)
    DONE = "done"  # enough chosen, or what was answered before is right
    BACK = "back"
    SKIP = "skip"
    ON = "on"  # to the first question without an answer
    SEND = "send"


@buttons.button("svq")
class Choose:
    """This option of a question, or this number; of several it is taken back by a second tap."""

    subject_id: int
    question_id: int
    number: int


@buttons.button("svg")
class Go:
    """One of the acts; `question_id` is 0 where it is about none."""

    subject_id: int
    question_id: int
    act: Act


def current(one: Snapshot, given: Given) -> Question | None:
    """The first question that is asked and was neither answered nor skipped."""
    asked = survey_values.asked(one.questions, given)
    return next((each for each in asked if each.id not in given), None)


def before(one: Snapshot, given: Given, question_id: int) -> Question | None:
    """The question before this one; of what does not apply any more, the last of all."""
    asked = survey_values.asked(one.questions, given)
    earlier = [each for each in one.questions if each in asked]
    ids = [each.id for each in earlier]
    place = ids.index(question_id) if question_id in ids else len(ids)
    return earlier[place - 1] if place > 0 else None


def shown(one: Snapshot, given: Given, question: Question | None, texts: Texts) -> Card:
    """A question, or (None) all that was answered."""
    return review(one, given, texts) if question is None else ask(one, given, question, texts)


def ask(one: Snapshot, given: Given, question: Question, texts: Texts) -> Card:
    """One question, with what was answered to it before."""
    asked = [each.id for each in survey_values.asked(one.questions, given)]
    number = asked.index(question.id) + 1 if question.id in asked else len(asked)
    head = texts("survey-place", title=one.title, number=number, count=len(asked))
    value = given.get(question.id)
    text = paragraphs(
        lines(head.styled("italic"), Text(question.text).styled("bold")),
        _hint(question, texts, secret=one.anonymous),
        _so_far(question, value, texts),
    )
    nav = [
        _go(one, question, Act.BACK, texts) if before(one, given, question.id) else None,
        None if question.required else _go(one, question, Act.SKIP, texts),
        _go(one, question, Act.DONE, texts) if value else None,
    ]
    return card(text, *_offered(one, question, value), [each for each in nav if each])


def _hint(question: Question, texts: Texts, *, secret: bool) -> Text:
    """How to answer it."""
    least, most = 0, 0
    if question.kind in (Kind.SEVERAL, Kind.NUMBER):
        least, most = survey_values.bounds(question)
    bounded = question.kind == Kind.NUMBER and question.most is not None
    hint = texts(
        f"survey-hint-{question.kind}",
        least=least,
        most=most,
        options=len(question.options),
        bounded=int(bounded),
    )
    own = texts("survey-own-words") if secret and question.kind == Kind.TEXT else None
    free = None if question.required else texts("survey-optional")
    return lines(hint, own, free)


def _so_far(question: Question, value: Any, texts: Texts) -> Text | None:
    """What was written to it before; what was tapped has a tick."""
    if value is None or question.kind not in (Kind.TEXT, Kind.NUMBER):
        return None
    return texts("survey-so-far", answer=str(value))


def _offered(one: Snapshot, question: Question, value: Any) -> list[list[Button]]:
    """The buttons to answer with."""
    chosen = value if isinstance(value, list) else [value]
    found = [
        Button(
            (TICK if number in chosen else "") + question.label(number),
            buttons.pack(Choose(one.id, question.id, number)),
        )
        for number in _numbers(question)
    ]
    return [found] if question.kind == Kind.SCALE else in_rows(found)


def _numbers(question: Question) -> tuple[int, ...]:
    if question.kind != Kind.NUMBER or question.most is None:
        return question.numbers
    least, most = survey_values.bounds(question)
    return tuple(range(least, most + 1)) if most - least < QUICK else ()


def _go(one: Snapshot, question: Question, act: Act, texts: Texts) -> Button:
    style = "primary" if act == Act.DONE else None
    label = texts.plain(f"survey-{act}")
    return Button(label, buttons.pack(Go(one.id, question.id, act)), style=style)


def review(one: Snapshot, given: Given, texts: Texts) -> Card:
    """All answers, each to be changed by its number; then Send."""
    asked = survey_values.asked(one.questions, given)
    told = [
        texts("survey-said", number=number, question=_cut(each.text), answer=said)
        for number, each in enumerate(asked, 1)
        if (said := _cut(told_of(each, given.get(each.id), texts)))
    ]
    change = [
        Button(str(number), buttons.pack(Go(one.id, each.id, Act.ASK)))
        for number, each in enumerate(asked, 1)
    ]
    rows = [change[start : start + 6] for start in range(0, len(change), 6)]
    send = Button(
        texts.plain("survey-send"), buttons.pack(Go(one.id, 0, Act.SEND)), style="primary"
    )
    text = paragraphs(
        texts("survey-review", title=one.title),
        lines(*told),
        texts("survey-review-secret" if one.anonymous else "survey-review-named"),
    )
    return card(text, *rows, [send])


def told_of(question: Question, value: Any, texts: Texts) -> str:
    """An answer in words; a dash for none."""
    if value is None:
        return texts.plain("survey-skipped")
    if question.kind == Kind.SEVERAL:
        return texts.listing([question.label(each) for each in value])
    return question.label(value) if question.kind == Kind.ONE else str(value)


def _cut(said: str) -> str:
    folded = " ".join(said.split())
    return folded if len(folded) <= SHORT else f"{folded[: SHORT - 1].rstrip()}…"


def resumed(one: Snapshot, given: Given, texts: Texts) -> Card:
    """Where somebody left off, without a word of what they answered: this is kept in a row."""
    on = Button(texts.plain("survey-on"), buttons.pack(Go(one.id, 0, Act.ON)), style="primary")
    return card(texts("survey-resumed", title=one.title, count=len(given)), [on])


def thanks(one: Snapshot, texts: Texts, again: Button | None) -> Card:
    """It is in."""
    key = "survey-thanks-secret" if one.anonymous else "survey-thanks"
    said = texts(key, title=one.title, when=texts.moment(one.closes_at))
    return card(said, [again] if again else [])
