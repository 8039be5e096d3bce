"""Who is asked to a meeting: the families of its classes, or the members of a committee."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select

from storage import answers, meetings, people, units
from storage.actors import Actor
from storage.answers import Answer, UnitKind
from storage.base import Session
from storage.committee import ROLES
from storage.meeting_details import Invited
from storage.meetings import Meeting, Snapshot
from storage.people import Person, PersonRef, PersonRole, Role, refs
from storage.subjects import Audience, Subject
from storage.units import Unit

Units = list[tuple[UnitKind, int]]


def is_member(actor: Actor, meeting: Snapshot) -> bool:
    """Whether an actor sits on the committee that meets; the school's has a chair of its own."""
    if meeting.invited == Invited.COMMITTEE:
        return any(actor.has(role, each) for role in ROLES for each in meeting.class_ids)
    return actor.has(Role.CHAIR, None) or any(
        actor.has(Role.SEAT, each) for each in meeting.class_ids
    )


def own(actor: Actor, meeting: Snapshot) -> Units:
    """What an actor answers for: their children, themself as a family, or as a member."""
    if meeting.invited == Invited.FAMILIES:
        return answers.own_units(actor, meeting.class_ids)
    if actor.person_id is None or not is_member(actor, meeting):
        return []
    return [(UnitKind.MEMBER, actor.person_id)]


async def everyone(session: Session, meeting: Snapshot) -> list[Unit]:
    """Who is asked, with what they said; three statements, for a committee one."""
    if meeting.invited == Invited.FAMILIES:
        return await units.of_subject(session, meeting.id)
    said = (Answer.value, Answer.via, Answer.person_id, Answer.at, Answer.heads, Answer.place)
    found = await session.execute(
        refs(func.coalesce(PersonRole.class_id, 0), *said)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .outerjoin(Answer, _said_to(meeting))
        .where(_sits_on(meeting), PersonRole.ended_at.is_(None))
        .order_by(PersonRole.class_id)
    )
    members: dict[int, Unit] = {}
    for *person, class_id, value, via, given_by, at, heads, place in found:
        ref = PersonRef(*person)
        members.setdefault(
            ref.id,
            Unit(
                UnitKind.MEMBER, ref.id, class_id, ref.name, value, via, given_by, (ref,),
                at=at, heads=heads, place=place,
            ),
        )  # fmt: skip
    return sorted(members.values(), key=lambda unit: unit.name.casefold())


def _said_to(meeting: Snapshot) -> ColumnElement[bool]:
    """On persons: what they answered to a meeting as members."""
    return and_(
        Answer.subject_id == meeting.id,
        Answer.unit == UnitKind.MEMBER,
        Answer.unit_id == Person.id,
    )


def _sits_on(meeting: Snapshot) -> ColumnElement[bool]:
    """On roles: it makes its holder a member of the committee that meets."""
    here = PersonRole.class_id.in_(meeting.class_ids)
    if meeting.invited == Invited.COMMITTEE:
        return and_(here, PersonRole.role.in_(ROLES))
    chairs = and_(PersonRole.class_id.is_(None), PersonRole.role == Role.CHAIR)
    return or_(and_(here, PersonRole.role == Role.SEAT), chairs)


def _sits() -> ColumnElement[bool]:
    """The same on meetings and roles, where there are several meetings."""
    here = exists().where(
        Audience.subject_id == Meeting.id, Audience.class_id == PersonRole.class_id
    )
    chairs = and_(PersonRole.role == Role.CHAIR, PersonRole.class_id.is_(None))
    return or_(
        and_(Meeting.invited == Invited.COMMITTEE, PersonRole.role.in_(ROLES), here),
        and_(Meeting.invited == Invited.SEATS, PersonRole.role == Role.SEAT, here),
        and_(Meeting.invited == Invited.SEATS, chairs),
    )


async def tallies(session: Session, found: Collection[Snapshot]) -> dict[int, dict[str, int]]:
    """How many families gave each answer to each of these meetings, or members who still are such.

    A family whose children differ counts with each of its answers.
    """
    counts = await units.families_who_said(
        session, [each.id for each in found if each.invited == Invited.FAMILIES]
    )
    sitting = [each.id for each in found if each.invited != Invited.FAMILIES]
    if not sitting:
        return counts
    rows = await session.execute(
        select(Answer.subject_id, Answer.value, func.count(Answer.unit_id.distinct()))
        .join(Meeting, Meeting.id == Answer.subject_id)
        .join(PersonRole, PersonRole.person_id == Answer.unit_id)
        .where(
            Answer.unit == UnitKind.MEMBER,
            Meeting.id.in_(sitting),
            PersonRole.ended_at.is_(None),
            _sits(),
        )
        .group_by(Answer.subject_id, Answer.value)
    )
    counts |= {each: {} for each in sitting}
    for meeting_id, value, count in rows:
        counts[meeting_id][value] = count
    return counts


async def waiting_for(session: Session, actor: Actor, now: datetime) -> list[Snapshot]:
    """The meetings that one of the actor's units has not answered for their time, the next first.

    What was answered before a meeting was moved does not count as an answer for its time.
    """
    answered = exists().where(
        Answer.subject_id == Meeting.id,
        Answer.unit == UnitKind.MEMBER,
        Answer.unit_id == actor.person_id,
        or_(Meeting.moved_at.is_(None), Answer.at >= Meeting.moved_at),
    )
    waits = or_(
        and_(_of(Invited.FAMILIES), answers.wait_for(actor, Meeting.moved_at)),
        and_(_as_member(actor), ~answered),
    )
    return await meetings.read(session, meetings.ahead(now).where(waits))


async def coming_for(session: Session, actor: Actor, now: datetime) -> list[Snapshot]:
    """The meetings that somebody is asked to, teaches a class of, or has called; the next first."""
    taught = {where for role, where in actor.roles if role in people.TEACHERS}
    everywhere = {where for _, where in actor.roles}
    theirs = or_(
        Subject.author_id == actor.person_id,
        and_(_of(Invited.FAMILIES), _in(everywhere)),
        _in(taught),
        _as_member(actor),
    )
    return await meetings.read(session, meetings.ahead(now).where(theirs))


def _as_member(actor: Actor) -> ColumnElement[bool]:
    """On meetings: those of a committee that the actor sits on."""
    classes = {where for role, where in actor.roles if role in ROLES}
    seats = {where for role, where in actor.roles if role == Role.SEAT}
    of_school = _of(Invited.SEATS)
    return or_(
        and_(_of(Invited.COMMITTEE), _in(classes)),
        of_school if actor.has(Role.CHAIR, None) else and_(of_school, _in(seats)),
    )


def _of(invited: Invited) -> ColumnElement[bool]:
    return Meeting.invited == invited


def _in(class_ids: Collection[int | None]) -> ColumnElement[bool]:
    """On meetings: for one of these classes."""
    known = [each for each in class_ids if each is not None]
    if not known:
        return false()
    return Meeting.id.in_(select(Audience.subject_id).where(Audience.class_id.in_(known)))
