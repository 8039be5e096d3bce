"""What came of a survey: counts, means, what was written; of anonymous ones never too little."""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import fmean, median
from typing import Any

from sqlalchemy import select

from storage import (
    audiences,
    classes,
    newyear,
    survey_counts,
    survey_cuts,
    survey_reach,
    survey_values,
    surveys,
)
from storage.base import Session
from storage.rules import fold
from storage.survey_counts import Counted
from storage.survey_reach import Asked
from storage.surveys import ENOUGH, ENOUGH_FOR_A_CUT, Kind, Question, Snapshot, Survey

# Whose order in an export must say nothing.
_LOT = secrets.SystemRandom()


class Withheld(StrEnum):
    """Why nothing is shown of what was answered."""

    OPEN = "open"  # of an anonymous one nothing before the close
    FEW = "too-few"
    WITHDRAWN = "withdrawn"
    INTERRUPTED = "interrupted"  # a copy was restored, which leaves open secrets out


@dataclass(frozen=True, slots=True)
class Tally:
    """What was answered to one question, by how many.

    `counts` is how often each of the question's `numbers` was chosen, in their order; `values`
    are the numbers that were given, sorted; `words` what was written, in no order.
    """

    question: Question
    answered: int
    counts: tuple[int, ...] = ()
    values: tuple[float, ...] = ()
    words: tuple[str, ...] = field(default=(), repr=False)

    @property
    def mean(self) -> float | None:
        """The average of a scale or of numbers."""
        if self.question.kind == Kind.SCALE and self.answered:
            steps = zip(self.question.numbers, self.counts, strict=True)
            return sum(number * count for number, count in steps) / self.answered
        return fmean(self.values) if self.values else None

    @property
    def median(self) -> float | None:
        """What lies in the middle of the numbers."""
        return float(median(self.values)) if self.values else None


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a class were asked, and how many of them answered."""

    class_name: str
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class Cut:
    """What a class or a grade answered to one question."""

    name: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Results:
    """What came of a survey so far, or (`withheld`) why nothing of it is shown.

    `shares` are the classes where that says nothing of one family. `cuts` are by question, only
    where results by class were announced; `by_grade` says that they are grades. `before` is what
    came of the survey that this one repeats.
    """

    survey: Snapshot
    classes: tuple[str, ...]
    asked: int
    answered: int
    withheld: Withheld | None
    tallies: tuple[Tally, ...]
    shares: tuple[Share, ...]
    cuts: Mapping[int, tuple[Cut, ...]]
    by_grade: bool
    before: Results | None

    def earlier(self, question: Question) -> Tally | None:
        """What was answered to the same question in the survey that this one repeats."""
        if self.before is None:
            return None
        return next((t for t in self.before.tallies if _alike(t.question, question)), None)


def _alike(one: Question, other: Question) -> bool:
    """Whether two questions ask for the same, so that their answers can be compared."""
    same = one.kind == other.kind and fold(one.text) == fold(other.text)
    labels = [[fold(label) for _, label in each.options] for each in (one, other)]
    return same and labels[0] == labels[1]


async def results(session: Session, survey_id: int) -> Results:
    """What came of a survey, compared with the one that it repeats.

    Raises:
        LookupError: there is no such survey.
    """
    one = await surveys.get(session, survey_id)
    before = None
    if one.copied_from is not None:
        earlier = (await surveys.of_ids(session, [one.copied_from])).get(one.copied_from)
        before = await _of(session, earlier, None) if earlier is not None else None
    comparable = before is not None and before.withheld is None and before.survey.staff == one.staff
    return await _of(session, one, before if comparable else None)


async def _of(session: Session, one: Snapshot, before: Results | None) -> Results:
    counted = await survey_counts.counted(session, one)
    asked = await survey_reach.asked(session, one) if one.opened_at is not None else []
    withheld = _withheld(one, len(counted))
    shown = [] if withheld else [(each, survey_values.read(one, each.value)) for each in counted]
    found = await classes.several(session, one.class_ids)
    names = {each.id: each.name for each in found}
    cuts, by_grade = _cuts(one, shown, names)
    return Results(
        survey=one,
        classes=await audiences.names(session, one.class_ids),
        asked=max(len(asked), len(counted)),
        answered=len(counted),
        withheld=withheld,
        tallies=() if withheld else _tallies(one.questions, [given for _, given in shown]),
        shares=_shares(one, asked, names),
        cuts=cuts,
        by_grade=by_grade,
        before=before,
    )


def _withheld(one: Snapshot, answered: int) -> Withheld | None:
    if one.withdrawn_at is not None:
        return Withheld.WITHDRAWN
    if one.interrupted:
        return Withheld.INTERRUPTED
    if one.anonymous and one.closed_at is None:
        return Withheld.OPEN
    return Withheld.FEW if one.anonymous and answered < ENOUGH else None


def _tallies(
    questions: Collection[Question], given: Sequence[survey_values.Given]
) -> tuple[Tally, ...]:
    return tuple(
        _tally(each, [one[each.id] for one in given if each.id in one]) for each in questions
    )


def _tally(question: Question, said: list[Any]) -> Tally:
    """Of one question; what was written comes by lot."""
    match question.kind:
        case Kind.NUMBER:
            return Tally(question, len(said), values=tuple(sorted(map(float, said))))
        case Kind.TEXT:
            return Tally(question, len(said), words=tuple(_LOT.sample(said, len(said))))
        case Kind.SEVERAL:
            found = Counter(number for each in said for number in each)
        case _:
            found = Counter(said)
    return Tally(question, len(said), counts=tuple(found[n] for n in question.numbers))


def _shares(one: Snapshot, asked: Collection[Asked], names: Mapping[int, str]) -> tuple[Share, ...]:
    """By class; of an anonymous survey none in which so few were asked that one shows."""
    everyone: dict[int, list[bool]] = defaultdict(list)
    for each in asked:
        for class_id in each.class_ids:
            everyone[class_id].append(each.answered)
    least = ENOUGH if one.anonymous else 1
    found = [
        Share(names[class_id], len(each), sum(each))
        for class_id, each in everyone.items()
        if class_id in names and len(each) >= least
    ]
    return tuple(sorted(found, key=lambda each: each.class_name))


# Results by class, or by grade where the classes are too small


Shown = Sequence[tuple[Counted, survey_values.Given]]


def _cuts(
    one: Snapshot, shown: Shown, names: Mapping[int, str]
) -> tuple[dict[int, tuple[Cut, ...]], bool]:
    """By question; by classes where two of them can be shown, else by grades, never by both."""
    if not one.by_class or len(names) < 2:
        return {}, False
    grades = {id_: str(grade) for id_, name in names.items() if (grade := newyear.grade(name))}
    for parts, by_grade in ((names, False), (grades, True)):
        found = {each.id: _cut(each, shown, parts) for each in one.questions}
        if any(len(cuts) > 1 for cuts in found.values()):
            return {id_: cuts for id_, cuts in found.items() if cuts}, by_grade
    return {}, False


def _cut(question: Question, shown: Shown, parts: Mapping[int, str]) -> tuple[Cut, ...]:
    """Each part that is large enough; what was written is never parted."""
    if question.kind == Kind.TEXT:
        return ()
    said: dict[str, list[Any]] = defaultdict(list)
    rest = 0
    for each, given in shown:
        if question.id not in given:
            continue
        part = parts.get(each.class_id or 0)
        if part is None:
            rest += 1
        else:
            said[part].append(given[question.id])
    sizes = {part: len(each) for part, each in said.items()}
    fit = survey_cuts.showable(sizes, rest, ENOUGH_FOR_A_CUT)
    return tuple(Cut(part, _tally(question, said[part])) for part in sorted(said) if part in fit)


# The picture, once it was published


async def keep_pictures(session: Session, survey_id: int, pictures: dict[str, Any]) -> None:
    """Remembers what was published, by language, as the card's files packed."""
    survey = await session.get(Survey, survey_id, with_for_update=True, populate_existing=True)
    if survey is None:
        raise LookupError(f"no survey {survey_id}")
    survey.pictures = pictures
    await session.flush()


async def pictures(session: Session, survey_id: int) -> dict[str, Any]:
    """What was published, by language; nothing where it was not."""
    found = await session.scalar(select(Survey.pictures).where(Survey.id == survey_id))
    return found or {}
