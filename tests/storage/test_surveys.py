"""Surveys: what they must be, which answers fit, and what counts once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from storage import (
    actors,
    families,
    survey_ballots,
    survey_counts,
    survey_reach,
    survey_rules,
    survey_values,
    surveys,
)
from storage.answers import CHANGE, KEY, Answer
from storage.base import Session, upsert
from storage.classes import Class
from storage.people import Person
from storage.rules import Broken
from storage.survey_answers import class_of, own, rows
from storage.survey_ballots import SurveyTaken
from storage.survey_questions import Kind, Question, Sketch
from storage.surveys import Draft, Mode, Snapshot, Unit
from tests.storage.school import NOW, School

YES_NO = Sketch(Kind.ONE, "Well?", ("Yes", "No"))
LATER = NOW + timedelta(days=3)


async def asked(
    school: School, class_: Class, unit: Unit, *questions: Sketch, secret: bool = False
) -> Snapshot:
    """An open survey of a class."""
    mode = Mode.ANONYMOUS if secret else Mode.NAMED
    draft = Draft("Fair", questions or (YES_NO,), LATER, mode=mode, unit=unit)
    survey_id = await surveys.create(school.session, None, [class_.id], draft, NOW)
    return await surveys.get(school.session, survey_id)


async def says(
    session: Session, one: Snapshot, person: Person, value: str, minute: int = 0
) -> None:
    """A named answer of somebody."""
    actor = (await actors.of_users(session, [person.user_id]))[person.user_id]
    made = rows(actor, one, value, NOW + timedelta(minutes=minute))
    await upsert(session, Answer.__table__, made, key=KEY, change=CHANGE)


async def casts(session: Session, one: Snapshot, person: Person, value: str) -> None:
    """A secret one."""
    actor = (await actors.of_users(session, [person.user_id]))[person.user_id]
    place = class_of(actor, one)
    await survey_ballots.cast(session, one, own(actor, one), value, place, NOW)


@pytest.mark.parametrize(
    ("unit", "counts"),
    [(Unit.CHILD, {"1": 1, "2": 3}), (Unit.FAMILY, {"2": 2}), (Unit.PERSON, {"1": 1, "2": 2})],
)
async def test_each_child_family_or_person_counts_once(
    session: Session, school: School, unit: Unit, counts: dict[str, int]
) -> None:
    """A mother with two children, of whom one is also her husband's; and a mother of one."""
    b = await school.a_class()
    mother, father, other = [await school.parent(name, b) for name in ("Ana", "Ben", "Cleo")]
    await school.child("Kim", b, mother, father)
    await school.child("Lou", b, mother)
    await school.child("Max", b, other)
    one = await asked(school, b, unit)
    await says(session, one, father, "1", 0)
    await says(session, one, mother, "2", 1)
    await says(session, one, other, "2", 2)
    found = await survey_counts.counts(session, one)
    everyone = await survey_reach.asked(session, one)
    if unit == Unit.CHILD:
        counts = {"2": 3}
    assert found == counts
    assert len(everyone) == {Unit.CHILD: 3, Unit.FAMILY: 2, Unit.PERSON: 3}[unit]
    assert all(each.answered for each in everyone)
    assert {each.class_id for each in await survey_counts.counted(session, one)} == {b.id}


async def test_a_family_answers_in_secret_once_whatever_children_it_names_then(
    session: Session, school: School
) -> None:
    b = await school.a_class()
    mother, father = await school.parent("Ana", b), await school.parent("Ben", b)
    one = await asked(school, b, Unit.FAMILY, secret=True)
    units = [unit for each in await survey_reach.asked(session, one) for unit in each.units]
    await survey_ballots.lay_out(session, one.id, units)
    await casts(session, one, mother, "1")
    kim = await school.child("Kim", b, mother, father)
    for person in (mother, father):
        with pytest.raises(Broken, match="survey-taken"):
            await casts(session, one, person, "2")
    assert await survey_counts.counts(session, one) == {"": 1}
    (family,) = await survey_reach.asked(session, one)
    assert family.answered
    await families.remove_child(session, kim.id, NOW)
    children = select(SurveyTaken.unit_id).where(SurveyTaken.unit == "child")
    assert list(await session.scalars(children)) == []
    await surveys.close(session, one.id, NOW)
    assert await survey_counts.counts(session, one) == {"1": 1}
    cleo = await school.parent("Cleo", b)
    with pytest.raises(Broken, match="survey-closed"):
        await casts(session, one, cleo, "1")


async def test_closed_extended_opened_again_and_taken_back(
    session: Session, school: School
) -> None:
    b = await school.a_class()
    named, secret = [await asked(school, b, Unit.FAMILY, secret=each) for each in (False, True)]
    assert named.is_open(NOW)
    assert not named.is_open(LATER)
    for one in (named, secret):
        await surveys.move_close(session, one.id, LATER + timedelta(days=1), NOW)
        assert await surveys.close(session, one.id, NOW)
        assert not await surveys.close(session, one.id, NOW)
    await surveys.move_close(session, named.id, LATER, NOW)
    assert (await surveys.get(session, named.id)).is_open(NOW)
    with pytest.raises(Broken, match="survey-closed-for-good"):
        await surveys.move_close(session, secret.id, LATER, NOW)
    with pytest.raises(Broken, match="survey-not-closed"):
        await surveys.publish(session, named.id, NOW)
    await surveys.withdraw(session, named.id, NOW)
    with pytest.raises(Broken, match="survey-withdrawn"):
        await surveys.move_close(session, named.id, LATER, NOW)
    with pytest.raises(Broken, match="survey-close"):
        await surveys.create(session, None, [b.id], Draft("Late", (YES_NO,), NOW), NOW)


def question(id_: int, sketch: Sketch, after: tuple[int, int] | None = None) -> Question:
    options = tuple(enumerate(sketch.options, 1))
    return Question(
        id_, sketch.kind, sketch.text, options, sketch.required, sketch.least, sketch.most, after
    )


CHAIN = (
    question(1, YES_NO),
    question(2, Sketch(Kind.SEVERAL, "What?", ("A", "B", "C"), most=2), (1, 1)),
    question(3, Sketch(Kind.TEXT, "Why B?", required=False), (2, 2)),
    question(4, Sketch(Kind.NUMBER, "How many?", least=1, most=9)),
)


def test_a_question_is_asked_only_after_the_answer_that_it_depends_on() -> None:
    def ids(given: dict[int, object]) -> list[int]:
        return [each.id for each in survey_values.asked(CHAIN, given)]

    assert ids({}) == [1, 4]
    assert ids({1: 1}) == [1, 2, 4]
    assert ids({1: 1, 2: [1, 2]}) == [1, 2, 3, 4]
    assert ids({1: 2, 2: [1, 2]}) == [1, 4]  # what it hangs on is not asked itself


async def test_an_answer_is_whole_fits_and_is_read_back(session: Session, school: School) -> None:
    b = await school.a_class()
    sketches = (YES_NO, Sketch(Kind.TEXT, "Why?", after=(0, 2)), Sketch(Kind.SCALE, "How?"))
    one = await asked(school, b, Unit.FAMILY, *sketches)
    first, why, how = (each.id for each in one.questions)
    given = survey_values.complete(one, {first: 1, why: "left from before", how: 5})
    assert given == {first: 1, how: 5}
    assert survey_values.read(one, survey_values.written(one, given)) == given
    with pytest.raises(Broken, match="survey-missing"):
        survey_values.complete(one, {first: 2, how: 5})
    words = survey_values.written(one, {first: 2, why: "Ümit", how: 5})
    assert "Ümit" not in survey_values.without_words(words)
    assert survey_values.read(one, survey_values.without_words(words)) == {first: 2, how: 5}
    single = await asked(school, b, Unit.FAMILY)
    assert single.single is not None
    assert survey_values.written(single, {single.single.id: 2}) == "2"


@pytest.mark.parametrize(
    ("place", "value", "rule"),
    [
        (0, 3, "survey-option"),
        (1, [4], "survey-option"),
        (1, [1, 2, 3], "survey-several"),
        (1, [], "survey-several"),
        (3, 10, "survey-number"),
        (3, float("nan"), "survey-number"),
        (2, "", "survey-words"),
        (2, "x" * 1001, "survey-words"),
    ],
)
def test_what_does_not_fit_is_refused(place: int, value: object, rule: str) -> None:
    with pytest.raises(Broken, match=rule):
        survey_values.check(CHAIN[place], value)


def test_numbers_are_read_as_people_write_them() -> None:
    said = ["12", "１２", "12,5", " 3 ", "-1", "1e5", "nan", "", "many", "9" * 20]
    found = [survey_values.number(each) for each in said]
    assert found == [12, 12, 12.5, 3, -1, None, None, None, None, None]


def test_what_a_survey_must_be() -> None:
    good = Draft("Fair", (YES_NO,), LATER)
    survey_rules.check(good)
    text = Sketch(Kind.TEXT, "Why?", after=(0, 2))
    survey_rules.check(replace(good, questions=(YES_NO, text)))
    wrong = {
        "survey-no-questions": replace(good, questions=()),
        "survey-questions": replace(good, questions=(YES_NO,) * 31),
        "survey-after": replace(good, questions=(text, YES_NO)),
        "survey-child-anonymous": replace(good, mode=Mode.ANONYMOUS, unit=Unit.CHILD),
        "survey-staff-named": replace(good, staff=True),
        "survey-live": replace(good, live=True, questions=(YES_NO, YES_NO)),
    }
    for rule, draft in wrong.items():
        with pytest.raises(Broken) as broken:
            survey_rules.check(draft)
        assert broken.value.rule == rule
    for sketch, rule in (
        (Sketch(Kind.ONE, "Which?", ("A",)), "survey-options"),
        (Sketch(Kind.ONE, "Which?", ("A", " a ")), "survey-options-alike"),
        (Sketch(Kind.SEVERAL, "Which?", ("A", "B"), most=3), "survey-bounds"),
        (Sketch(Kind.NUMBER, "Which?", least=3, most=2), "survey-bounds"),
        (Sketch(Kind.TEXT, " "), "survey-question"),
    ):
        with pytest.raises(Broken) as broken:
            survey_rules.question(sketch)
        assert broken.value.rule == rule
