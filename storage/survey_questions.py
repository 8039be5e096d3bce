"""The questions of surveys: their kinds, their options, and which is asked after which answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Session

SCALE = range(1, 6)


class Kind(StrEnum):
    """What a question asks for."""

    ONE = "one"  # one of its options
    SEVERAL = "several"  # some of them
    SCALE = "scale"  # from 1 to 5
    NUMBER = "number"
    TEXT = "text"


class SurveyQuestion(Base):
    """A question of a survey; `options` are [number, label], numbered from 1 within the question.

    `least` and `most` are how many options may be chosen, or the bounds of a number. It is asked
    only where `after_id`, an earlier question of one or several options or a scale, was answered
    with `after_option`.
    """

    __tablename__ = "survey_questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    position: Mapped[int]
    kind: Mapped[Kind]
    text: Mapped[str]
    options: Mapped[list[Any]]
    required: Mapped[bool]
    least: Mapped[int | None]
    most: Mapped[int | None]
    after_id: Mapped[int | None] = mapped_column(ForeignKey("survey_questions.id"))
    after_option: Mapped[int | None]

    __table_args__ = (Index(None, "survey_id", "position", unique=True),)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A question that is not stored yet.

    `after` is (the place of an earlier question, from 0; the number of its option, from 1).
    """

    kind: Kind
    text: str
    options: tuple[str, ...] = ()
    required: bool = True
    least: int | None = None
    most: int | None = None
    after: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it stands; `after` is (a question's id, the number of its option)."""

    id: int
    kind: Kind
    text: str
    options: tuple[tuple[int, str], ...]
    required: bool
    least: int | None
    most: int | None
    after: tuple[int, int] | None

    @property
    def numbers(self) -> tuple[int, ...]:
        """What can be tapped: the numbers of its options, or of the scale."""
        return tuple(SCALE) if self.kind == Kind.SCALE else tuple(n for n, _ in self.options)

    def label(self, number: int) -> str:
        """What an option is called; a step of the scale is its number."""
        return dict(self.options).get(number, str(number))


async def create(session: Session, survey_id: int, questions: Collection[Sketch]) -> None:
    """Stores the questions of a survey one after another: a later one may depend on an earlier."""
    ids: list[int] = []
    for position, each in enumerate(questions):
        place, number = each.after or (None, None)
        question = SurveyQuestion(
            survey_id=survey_id,
            position=position,
            kind=each.kind,
            text=each.text,
            options=[[n, label] for n, label in enumerate(each.options, 1)],
            required=each.required,
            least=each.least,
            most=each.most,
            after_id=ids[place] if place is not None else None,
            after_option=number,
        )
        session.add(question)
        await session.flush()
        ids.append(question.id)


# Built once: every batch of taps runs it.
_QUESTIONS = (
    select(
        SurveyQuestion.survey_id,
        SurveyQuestion.id,
        SurveyQuestion.kind,
        SurveyQuestion.text,
        SurveyQuestion.options,
        SurveyQuestion.required,
        SurveyQuestion.least,
        SurveyQuestion.most,
        SurveyQuestion.after_id,
        SurveyQuestion.after_option,
    )
    .where(SurveyQuestion.survey_id.in_(bindparam("ids", expanding=True)))
    .order_by(SurveyQuestion.survey_id, SurveyQuestion.position)
)


async def of_surveys(session: Session, ids: Collection[int]) -> dict[int, list[Question]]:
    """The questions of these surveys, in order, by survey; one statement."""
    questions: dict[int, list[Question]] = defaultdict(list)
    for row in await session.execute(_QUESTIONS, {"ids": list(ids)}):
        survey_id, id_, kind, text, options, required, least, most, after_id, after_option = row
        after = (after_id, after_option) if after_id is not None else None
        offered = tuple((number, label) for number, label in options)
        one = Question(id_, kind, text, offered, required, least, most, after)
        questions[survey_id].append(one)
    return questions
