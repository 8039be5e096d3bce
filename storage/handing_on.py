"""What somebody leaves behind whose right has ended passes to who is in charge of its classes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import and_, exists, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from storage import alarms, committee, meetings, notices, people, subjects, surveys, votes
from storage.base import Session
from storage.meetings import Meeting
from storage.notices import Notice
from storage.people import Role
from storage.subjects import Audience, Subject
from storage.surveys import Survey
from storage.votes import Vote

# A notice that was posted longer ago, or a survey that was closed, asks nobody for anything.
CURRENT = timedelta(days=14)
_TEACH = frozenset({Role.ADMIN, Role.PRINCIPAL, Role.HEAD_TEACHER, Role.TEACHER})


@dataclass(frozen=True, slots=True)
class Passing:
    """How the subjects of a kind pass: who may keep them, which still matter, who is told how.

    `alarm` is the kind of alarm that tells the new author, with `args` "from" and "to" (persons)
    and "ids" (subjects).
    """

    keeps: frozenset[Role]
    alarm: str
    stands: Callable[[datetime], ColumnElement[bool]]


def _notice_stands(now: datetime) -> ColumnElement[bool]:
    waits = and_(Notice.posted_at.is_(None), Notice.planned_for.is_not(None))
    runs = Notice.posted_at > now - CURRENT
    return exists().where(Notice.id == Subject.id, Notice.withdrawn_at.is_(None), or_(waits, runs))


def _meeting_stands(now: datetime) -> ColumnElement[bool]:
    return exists().where(
        Meeting.id == Subject.id, Meeting.cancelled_at.is_(None), Meeting.starts_at > now
    )


def _survey_stands(now: datetime) -> ColumnElement[bool]:
    """One about people who work at the school is a principal's, and of nobody else's."""
    return exists().where(
        Survey.id == Subject.id,
        ~Survey.staff,
        Survey.withdrawn_at.is_(None),
        or_(Survey.closed_at.is_(None), Survey.closes_at > now - CURRENT),
    )


def _vote_stands(now: datetime) -> ColumnElement[bool]:
    return exists().where(
        Vote.id == Subject.id, Vote.withdrawn_at.is_(None), Vote.closed_at.is_(None)
    )


PASSING: Mapping[str, Passing] = {
    notices.KIND: Passing(_TEACH, "notice_authors.passed", _notice_stands),
    meetings.KIND: Passing(_TEACH | {Role.CHAIR}, "meetings.passed", _meeting_stands),
    surveys.KIND: Passing(_TEACH | {Role.CHAIR}, "surveys.passed", _survey_stands),
    votes.KIND: Passing(
        _TEACH | {Role.CHAIR, Role.COMMITTEE, Role.SEAT}, "votes.passed", _vote_stands
    ),
}


async def pass_on(
    session: Session, person_id: int, class_ids: Collection[int] | None, now: datetime
) -> int:
    """A person's roles have ended: what they may no longer look after gets another author.

    To be called when the roles are taken, in the same transaction. It passes to the head teacher
    of its classes; where none has all of them, to a principal, then to an admin; where there is
    nobody, it stays. Each new author is told once, by an alarm that is due now.

    Args:
        session: the transaction in which the roles ended.
        person_id: whose roles ended.
        class_ids: the classes in which they did; None for the whole school.
        now: the present time, in UTC.

    Returns:
        How many notices, meetings, surveys and votes have another author now.
    """
    found = await _left_behind(session, person_id, class_ids, now)
    if not found:
        return 0
    heirs = await _heirs(
        session, person_id, {each for audience in found.values() for each in audience}
    )
    given: dict[tuple[str, int], list[int]] = defaultdict(list)
    for (kind, subject_id), audience in found.items():
        heir = heirs.of(audience)
        if heir is not None:
            given[kind, heir].append(subject_id)
    for (kind, heir), ids in given.items():
        await _give(session, kind, ids, person_id, heir, now)
    return sum(map(len, given.values()))


async def give(
    session: Session, person_id: int, role: Role, class_id: int | None, now: datetime
) -> bool:
    """As `committee.give`; and what somebody who is relieved of an office leaves behind passes."""
    office = role in committee.OFFICES
    before = await people.holders(session, role, class_id) if office else []
    news = await committee.give(session, person_id, role, class_id, now)
    for each in before:
        if each.id != person_id:
            await pass_on(session, each.id, None if class_id is None else [class_id], now)
    return news


Found = dict[tuple[str, int], tuple[int, ...]]


async def _left_behind(
    session: Session, person_id: int, class_ids: Collection[int] | None, now: datetime
) -> Found:
    """The standing subjects of an author who may not look after them any more; the classes."""
    stands = [and_(Subject.kind == kind, each.stands(now)) for kind, each in PASSING.items()]
    rows = await session.execute(
        select(Subject.kind, Subject.id, Audience.class_id)
        .join(Audience, Audience.subject_id == Subject.id)
        .where(Subject.author_id == person_id, or_(*stands))
        .order_by(Subject.id, Audience.class_id)
    )
    audiences: dict[tuple[str, int], list[int]] = defaultdict(list)
    for kind, subject_id, class_id in rows:
        audiences[kind, subject_id].append(class_id)
    touched = {
        each: tuple(audience)
        for each, audience in audiences.items()
        if class_ids is None or set(class_ids) & set(audience)
    }
    roles = await people.roles_of(session, person_id) if touched else []
    return {each: a for each, a in touched.items() if not _keeps(roles, each[0], a)}


def _keeps(
    roles: Collection[tuple[Role, int | None]], kind: str, audience: Collection[int]
) -> bool:
    where = {class_id for role, class_id in roles if role in PASSING[kind].keeps}
    return None in where or set(audience) <= where


@dataclass(frozen=True, slots=True)
class _Heirs:
    """Who may come after somebody: the head teachers of each class, and those of the school."""

    heads: Mapping[int, Collection[int]]
    school: Collection[int]

    def of(self, audience: Collection[int]) -> int | None:
        """Who looks after what is for these classes from now on."""
        everywhere = [
            each
            for each in (self.heads[next(iter(audience))] if audience else ())
            if all(each in self.heads[class_id] for class_id in audience)
        ]
        return next(iter([*everywhere, *self.school]), None)


async def _heirs(session: Session, person_id: int, class_ids: Collection[int]) -> _Heirs:
    heads = await people.holders_in(session, [Role.HEAD_TEACHER], class_ids)
    school = [
        each.id
        for role in (Role.PRINCIPAL, Role.ADMIN)
        for each in await people.holders(session, role, None)
        if each.id != person_id
    ]
    others = {
        class_id: [each.id for each in found if each.id != person_id]
        for class_id, found in heads.items()
    }
    return _Heirs(others, school)


async def _give(
    session: Session, kind: str, ids: list[int], person_id: int, heir: int, now: datetime
) -> None:
    await session.execute(
        update(Subject)
        .where(Subject.id.in_(ids))
        .values(author_id=heir)
        .execution_options(synchronize_session="fetch")
    )
    await subjects.bump(session, ids, now)
    await alarms.set_alarm(
        session,
        f"passed:{kind}:{heir}:{ids[0]}:{now.isoformat()}",
        PASSING[kind].alarm,
        now.astimezone(UTC),
        args={"from": person_id, "to": heir, "ids": ids},
    )
