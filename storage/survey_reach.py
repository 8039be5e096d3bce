"""Who is asked in a survey: each child, family or person, whether they answered, whom to write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import and_, select

from storage import attendance, classes, meetings, units
from storage.actors import Actor
from storage.answers import Answer, UnitKind
from storage.base import Session
from storage.children import families
from storage.classes import Class
from storage.people import Person, PersonRef, PersonRole, Role, refs
from storage.subjects import Audience
from storage.survey_answers import own
from storage.survey_ballots import SurveyTaken
from storage.surveys import Snapshot, Unit

Key = tuple[UnitKind, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """What counts once: its units (several children make one family), and who may answer.

    `by` is who gave its answer; None in an anonymous survey.
    """

    units: tuple[Key, ...]
    names: tuple[str, ...]
    class_ids: tuple[int, ...]
    people: tuple[PersonRef, ...]
    answered: bool
    by: int | None = None


async def asked(session: Session, one: Snapshot) -> list[Asked]:
    """Everybody who is asked now, by class and name; as many statements for any number."""
    found = await _everyone(session, one)
    if one.meeting_id is not None:
        came = await _came(session, one)
        found = [each for each in found if came & _keys_at_door(each)]
    if one.anonymous:
        found = await _with_roll(session, one, found)
    return _merged(found) if one.unit == Unit.FAMILY else found


async def _everyone(session: Session, one: Snapshot) -> list[Asked]:
    if one.unit == Unit.PERSON:
        return await _persons(session, one)
    return [
        Asked(
            ((each.kind, each.id),),
            (each.name,),
            (each.class_id,),
            each.guardians,
            each.value is not None,
            each.given_by,
        )
        for each in await units.of_subject(session, one.id)
    ]


async def _persons(session: Session, one: Snapshot) -> list[Asked]:
    """The parents of the classes, each for themself."""
    said = and_(
        Answer.subject_id == one.id, Answer.unit == UnitKind.MEMBER, Answer.unit_id == Person.id
    )
    found = await session.execute(
        refs(PersonRole.class_id, Answer.value)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .join(Audience, Audience.class_id == PersonRole.class_id)
        .outerjoin(Answer, said)
        .where(
            Audience.subject_id == one.id,
            PersonRole.role == Role.PARENT,
            PersonRole.ended_at.is_(None),
        )
        .order_by(PersonRole.class_id)
    )
    where: dict[PersonRef, list[int]] = defaultdict(list)
    answered = {}
    for *person, class_id, value in found:
        ref = PersonRef(*person)
        where[ref].append(class_id)
        answered[ref] = value is not None
    people = [
        Asked(
            ((UnitKind.MEMBER, each.id),),
            (each.name,),
            tuple(class_ids),
            (each,),
            answered[each],
            each.id if answered[each] else None,
        )
        for each, class_ids in where.items()
    ]
    return sorted(people, key=lambda each: (each.class_ids, each.names[0].casefold()))


async def _came(session: Session, one: Snapshot) -> set[Key]:
    """Who came to the meeting that a survey is about: units, and those who answer for them."""
    meeting = (await meetings.of_ids(session, [one.meeting_id or 0])).get(one.meeting_id or 0)
    if meeting is None:
        return set()
    listed = await attendance.listed(session, meeting)
    persons = {(UnitKind.MEMBER, person.id) for each in listed.there for person in each.guardians}
    return {(each.kind, each.id) for each in listed.there} | persons


def _keys_at_door(each: Asked) -> set[Key]:
    """Its units, and its people as committee members may have been marked."""
    return {*each.units, *((UnitKind.MEMBER, person.id) for person in each.people)}


async def _with_roll(session: Session, one: Snapshot, found: Iterable[Asked]) -> list[Asked]:
    """With what the roll says of who took part."""
    rows = await session.execute(
        select(SurveyTaken.unit, SurveyTaken.unit_id).where(
            SurveyTaken.survey_id == one.id, SurveyTaken.answered
        )
    )
    took = {(unit, unit_id) for unit, unit_id in rows}
    return [
        Asked(each.units, each.names, each.class_ids, each.people, bool(took & {*each.units}))
        for each in found
    ]


def _merged(found: Collection[Asked]) -> list[Asked]:
    """Children who share somebody who answers for them are one family."""
    pairs = [
        (each.units[0][1], person.id)
        for each in found
        for person in each.people
        if each.units[0][0] == UnitKind.CHILD
    ]
    of = families(pairs)
    groups: dict[Key, list[Asked]] = defaultdict(list)
    for each in found:
        kind, id_ = each.units[0]
        groups[kind, of.get(id_, id_) if kind == UnitKind.CHILD else id_].append(each)
    return [_family(group) for group in groups.values()]


def _family(group: list[Asked]) -> Asked:
    people = {person.id: person for each in group for person in each.people}
    return Asked(
        tuple(key for each in group for key in each.units),
        tuple(name for each in group for name in each.names),
        tuple(dict.fromkeys(class_id for each in group for class_id in each.class_ids)),
        tuple(people.values()),
        any(each.answered for each in group),
        next((each.by for each in group if each.by is not None), None),
    )


async def is_asked(session: Session, actor: Actor, one: Snapshot) -> bool:
    """Whether an actor answers for somebody who is asked: of a meeting's, who came."""
    mine = own(actor, one)
    if not mine or one.meeting_id is None:
        return bool(mine)
    there = {*mine, (UnitKind.MEMBER, actor.person_id or 0)}
    return bool(there & await _came(session, one))


def people(found: Iterable[Asked], *, but: Collection[int] = ()) -> tuple[PersonRef, ...]:
    """The people of these who can be written to, each once."""
    every = {person.id: person for each in found for person in each.people}
    return tuple(each for each in every.values() if each.reachable and each.id not in but)


async def groups(session: Session, one: Snapshot) -> list[Class]:
    """The classes in whose groups a survey stands; that about a meeting stands in none."""
    if one.meeting_id is not None:
        return []
    found = await classes.several(session, one.class_ids)
    return [each for each in found if each.chat_id is not None and not each.closed]
