"""What came of a survey: nothing too early and nothing of too few, each family once, compared."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from storage import boxes, survey_answers, survey_boxes, survey_exports, survey_results, surveys
from storage.answers import CHANGE, KEY, Answer
from storage.base import Session, upsert
from storage.people import Person
from storage.rules import Broken
from storage.survey_results import Withheld
from storage.surveys import Draft, Kind, Mode, Sketch, Unit
from tests.storage.school import LATER, NOW, School

CLOSE = NOW + timedelta(days=3)
CANTEEN = (
    Sketch(Kind.SCALE, "The food is good."),
    Sketch(Kind.SEVERAL, "More of what?", ("Fruit", "Soup"), required=False),
    Sketch(Kind.NUMBER, "How many meals a week?", required=False),
    Sketch(Kind.TEXT, "Anything else?", required=False),
)


async def made(
    session: Session, class_ids: list[int], questions: tuple[Sketch, ...] = CANTEEN, **how: Any
) -> int:
    draft = Draft("Canteen", questions, CLOSE, **({"mode": Mode.ANONYMOUS} | how))
    survey_id = await surveys.create(session, None, class_ids, draft, NOW)
    if draft.mode == Mode.ANONYMOUS:
        await boxes.lay(session, survey_id)
    return survey_id


async def drop_in(
    session: Session, survey_id: int, *said: dict[int, Any], class_id: int | None = None
) -> None:
    """Ballots as they are cast, by the questions' places from 0."""
    one = await surveys.get(session, survey_id)
    for given in said:
        value = json.dumps({str(one.questions[place].id): v for place, v in given.items()})
        await survey_boxes.put(session, survey_id, value, class_id, 500)


async def test_of_an_anonymous_survey_nothing_before_the_close_and_nothing_of_four(
    session: Session, school: School
) -> None:
    class_ = await school.a_class()
    survey_id = await made(session, [class_.id])
    await drop_in(session, survey_id, *({0: n} for n in (5, 4, 4, 1)))
    found = await survey_results.results(session, survey_id)
    assert (found.withheld, found.answered, found.tallies) == (Withheld.OPEN, 4, ())
    assert await survey_exports.rows(session, found) == []
    await surveys.close(session, survey_id, LATER)
    found = await survey_results.results(session, survey_id)
    assert (found.withheld, found.answered, found.tallies) == (Withheld.FEW, 4, ())
    assert await survey_exports.rows(session, found) == []


async def test_from_five_on_all_is_counted_and_words_stand_apart(
    session: Session, school: School
) -> None:
    class_ = await school.a_class()
    survey_id = await made(session, [class_.id])
    said: list[dict[int, Any]] = [
        {0: 5, 1: [1, 2], 2: 5, 3: "The soup is cold."},
        {0: 4, 1: [1], 2: 2},
        {0: 4, 2: 2},
        {0: 1, 1: [2]},
        {0: 1, 2: 3.5},
    ]
    await drop_in(session, survey_id, *said)
    await surveys.close(session, survey_id, LATER)
    found = await survey_results.results(session, survey_id)
    scale, several, number, text = found.tallies
    assert (scale.answered, scale.counts, scale.mean) == (5, (2, 0, 0, 2, 1), 3.0)
    assert (several.answered, several.counts, several.mean) == (3, (2, 2), None)
    assert (number.values, number.mean, number.median) == ((2, 2, 3.5, 5), 3.125, 2.75)
    assert (text.answered, text.words) == (1, ("The soup is cold.",))
    assert "soup" not in repr(found)  # as a log would have it
    rows = await survey_exports.rows(session, found)
    words = found.survey.questions[3].id
    assert len(rows) == 5
    assert not any(words in each.given or each.names or each.class_ids for each in rows)
    assert sorted(each.given[found.survey.questions[0].id] for each in rows) == [1, 1, 4, 4, 5]


async def test_classes_are_shown_from_ten_on_and_never_what_is_left_of_them(
    session: Session, school: School
) -> None:
    """Where classes are too small, grades are shown; never both, and no words of either."""
    named = [(await school.a_class(name)).id for name in ("3A", "3B", "4A", "4B")]
    large = await made(session, named[:3], by_class=True)
    for class_id, count in zip(named, (12, 11, 4), strict=False):
        said: list[dict[int, Any]] = [{0: 1 + n % 5, 3: "x"} for n in range(count)]
        await drop_in(session, large, *said, class_id=class_id)
    await surveys.close(session, large, LATER)
    found = await survey_results.results(session, large)
    assert found.cuts == {}  # 3A alone is no comparison; neither is grade 3, with 4 left
    small = await made(session, named, by_class=True)
    for class_id in named:
        await drop_in(session, small, *({0: 3, 3: "x"} for _ in range(6)), class_id=class_id)
    await surveys.close(session, small, LATER)
    found = await survey_results.results(session, small)
    cuts = found.cuts[found.survey.questions[0].id]
    assert found.by_grade
    assert [(each.name, each.tally.answered) for each in cuts] == [("3", 12), ("4", 12)]
    assert found.survey.questions[3].id not in found.cuts
    plain = await made(session, named[:2])
    for class_id in named[:2]:
        await drop_in(session, plain, *({0: 3} for _ in range(12)), class_id=class_id)
    await surveys.close(session, plain, LATER)
    assert (await survey_results.results(session, plain)).cuts == {}  # nobody was told


async def _answer(session: Session, school: School, who: Person, survey_id: int, n: int) -> None:
    one, actor = await surveys.get(session, survey_id), await school.actor(who)
    rows = survey_answers.rows(actor, one, str(n), LATER)
    await upsert(session, Answer.__table__, rows, key=KEY, change=CHANGE)


async def test_a_named_one_shows_each_family_once_and_its_rate_by_class(
    session: Session, school: School
) -> None:
    first, second = await school.a_class("3A"), await school.a_class("3B")
    anna, ben = await school.parent("Anna", first), await school.parent("Ben", second)
    await school.child("Clara", first, anna)
    await school.child("Carl", second, anna)
    await school.child("Emil", second, ben)
    days = (Sketch(Kind.ONE, "Which day?", ("Mon", "Tue")),)
    ids = [first.id, second.id]
    survey_id = await made(session, ids, days, mode=Mode.NAMED, unit=Unit.FAMILY)
    await _answer(session, school, anna, survey_id, 2)
    found = await survey_results.results(session, survey_id)
    assert (found.withheld, found.asked, found.answered) == (None, 2, 1)
    assert found.tallies[0].counts == (0, 1)
    rates = [(each.class_name, each.asked, each.answered) for each in found.shares]
    assert rates == [("3A", 1, 1), ("3B", 2, 1)]
    (row,) = await survey_exports.rows(session, found)
    assert (sorted(row.names), sorted(row.class_ids)) == (["Carl", "Clara"], sorted(ids))


async def test_what_was_asked_before_is_compared_question_by_question(
    session: Session, school: School
) -> None:
    class_ = await school.a_class()
    first = await made(session, [class_.id])
    await drop_in(session, first, *({0: 2, 2: 4} for _ in range(6)))
    changed = (CANTEEN[0], Sketch(Kind.SEVERAL, "More of what?", ("Fruit", "Salad")), CANTEEN[2])
    again = await made(session, [class_.id], changed, copied_from=first)
    await drop_in(session, again, *({0: 4, 1: [1]} for _ in range(5)))
    await surveys.close(session, again, LATER)
    found = await survey_results.results(session, again)
    assert found.before is None  # the first is open still
    await surveys.close(session, first, LATER)
    found = await survey_results.results(session, again)
    scale, several, number = (found.earlier(each.question) for each in found.tallies)
    assert scale is not None
    assert (scale.mean, scale.answered) == (2.0, 6)
    assert several is None  # other options, another question
    assert number is not None
    assert number.mean == 4.0


async def test_published_once_and_what_was_taken_back_shows_nothing(
    session: Session, school: School
) -> None:
    class_ = await school.a_class()
    survey_id = await made(session, [class_.id])
    await drop_in(session, survey_id, *({0: 2} for _ in range(6)))
    with pytest.raises(Broken, match="survey-not-closed"):
        await surveys.publish(session, survey_id, LATER)
    await surveys.close(session, survey_id, LATER)
    assert await surveys.publish(session, survey_id, LATER)
    assert not await surveys.publish(session, survey_id, LATER)
    await survey_results.keep_pictures(session, survey_id, {"en": [["photo"]]})
    assert await survey_results.pictures(session, survey_id) == {"en": [["photo"]]}
    await surveys.withdraw(session, survey_id, LATER)
    found = await survey_results.results(session, survey_id)
    assert (found.withheld, found.tallies) == (Withheld.WITHDRAWN, ())
