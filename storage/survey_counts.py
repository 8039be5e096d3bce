"""What counts of the answers to surveys: each child, family or person once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from storage import answers, boxes
from storage.answers import Answer, UnitKind
from storage.base import Session
from storage.children import Child, Guardian, families
from storage.people import PersonRole, Role
from storage.subjects import Audience
from storage.survey_boxes import SurveyBallot
from storage.surveys import Snapshot, Unit


@dataclass(frozen=True, slots=True)
class Counted:
    """An answer that counts once, as it is stored, with its class where that is known.

    That it was given is all that is known of an anonymous one to a survey that is open.
    """

    value: str
    class_id: int | None


async def counts(session: Session, one: Snapshot) -> dict[str, int]:
    """How often what was answered, each unit once."""
    return (await counts_of(session, [one]))[one.id]


async def counts_of(session: Session, found: Collection[Snapshot]) -> dict[int, dict[str, int]]:
    """The same for several surveys, by survey; as many statements for any number."""
    plain = [each for each in found if not each.anonymous and each.unit != Unit.FAMILY]
    tallied: dict[int, dict[str, int]] = {}
    if plain:
        tallied = await answers.tallies(session, [each.id for each in plain])
    others = await counted_of(session, [each for each in found if each not in plain])
    more = {id_: dict(Counter(each.value for each in every)) for id_, every in others.items()}
    return tallied | more


async def how_many(session: Session, one: Snapshot) -> int:
    """How many have answered, each unit once."""
    return sum((await counts(session, one)).values())


async def counted(session: Session, one: Snapshot) -> list[Counted]:
    """The answers that count, each once, in no order that says anything."""
    return (await counted_of(session, [one]))[one.id]


async def counted_of(session: Session, found: Collection[Snapshot]) -> dict[int, list[Counted]]:
    """The same for several surveys, by survey; as many statements for any number."""
    counted: dict[int, list[Counted]] = {each.id: [] for each in found}
    secret = [each.id for each in found if each.anonymous]
    if secret:
        rows = await session.execute(
            select(SurveyBallot.survey_id, SurveyBallot.value, SurveyBallot.class_id)
            .where(SurveyBallot.survey_id.in_(secret))
            .order_by(SurveyBallot.survey_id, SurveyBallot.lot)
        )
        for survey_id, value, class_id in rows:
            counted[survey_id].append(Counted(value, class_id))
        for survey_id, count in (await boxes.how_many(session, secret)).items():
            counted[survey_id] += [Counted("", None)] * count
    named = {each.id: each for each in found if not each.anonymous}
    for said in await _named(session, named):
        counted[said.survey_id].append(Counted(said.value, said.class_id))
    return counted


@dataclass(slots=True)
class _Said:
    survey_id: int
    unit: UnitKind
    unit_id: int
    value: str
    at: datetime
    heads: int | None
    class_id: int | None


async def _named(session: Session, named: dict[int, Snapshot]) -> list[_Said]:
    if not named:
        return []
    found = await session.execute(
        select(
            Answer.subject_id,
            Answer.unit,
            Answer.unit_id,
            Answer.value,
            Answer.at,
            Answer.heads,
            Child.class_id,
        )
        .outerjoin(Child, (Child.id == Answer.unit_id) & (Answer.unit == UnitKind.CHILD))
        .where(Answer.subject_id.in_(named))
        .order_by(Answer.subject_id, Answer.unit, Answer.unit_id)
    )
    said = [_Said(*row) for row in found]
    await _place_persons(session, said)
    of_families = [each for each in said if named[each.survey_id].unit == Unit.FAMILY]
    others = [each for each in said if named[each.survey_id].unit != Unit.FAMILY]
    return others + await _families(session, of_families)


async def _place_persons(session: Session, said: Collection[_Said]) -> None:
    """In which class of the audience a person who answered is a parent; the first of several."""
    alone = [each for each in said if each.class_id is None and each.unit_id > 0]
    if not alone:
        return
    found = await session.execute(
        select(Answer.subject_id, PersonRole.person_id, func.min(PersonRole.class_id))
        .select_from(Answer)
        .join(Audience, Audience.subject_id == Answer.subject_id)
        .join(PersonRole, PersonRole.class_id == Audience.class_id)
        .where(
            Answer.subject_id.in_({each.survey_id for each in alone}),
            Answer.unit != UnitKind.CHILD,
            Answer.unit_id == PersonRole.person_id,
            PersonRole.role == Role.PARENT,
        )
        .group_by(Answer.subject_id, PersonRole.person_id)
    )
    where = {(row[0], row[1]): row[2] for row in found}
    for each in alone:
        each.class_id = where.get((each.survey_id, each.unit_id))


async def _families(session: Session, said: Collection[_Said]) -> list[_Said]:
    """One answer a family, the latest: children who share somebody who answers for them are one.

    Of a child that nobody answers for any more, only what counted as its family's counts.
    """
    if not said:
        return []
    found = await session.execute(
        select(Answer.subject_id, Guardian.child_id, Guardian.person_id)
        .join(Guardian, Guardian.child_id == Answer.unit_id)
        .where(
            Answer.unit == UnitKind.CHILD,
            Answer.subject_id.in_({each.survey_id for each in said}),
        )
        .order_by(Answer.subject_id, Guardian.child_id, Guardian.person_id)
    )
    pairs: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for survey_id, child_id, person_id in found:
        pairs[survey_id].append((child_id, person_id))
    of = {survey_id: families(each) for survey_id, each in pairs.items()}
    latest: dict[Any, _Said] = {}
    for each in said:
        family = of.get(each.survey_id, {}).get(each.unit_id)
        child = each.unit == UnitKind.CHILD and family is not None
        if not child and each.heads == 0:
            continue
        key = (each.survey_id, each.unit, family if child else each.unit_id)
        if key not in latest or latest[key].at <= each.at:
            latest[key] = each
    return list(latest.values())
