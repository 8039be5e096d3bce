"""What the cards of surveys show, and which surveys are in somebody's lists."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.sql.elements import ColumnElement

from storage import answers, audiences, survey_counts, survey_reach, surveys
from storage.actors import Actor
from storage.answers import Answer, UnitKind
from storage.base import Session
from storage.meetings import Meeting
from storage.people import Role
from storage.subjects import Audience
from storage.survey_ballots import SurveyTaken
from storage.surveys import Mode, Snapshot, Survey, Unit


@dataclass(frozen=True, slots=True)
class CardView:
    """What a survey's card shows; `counts` by answer where everybody may see them, else None.

    `meeting` is the title of the meeting to whose guests it goes.
    """

    survey: Snapshot
    author: str | None
    classes: tuple[str, ...]
    answered: int
    counts: dict[str, int] | None = None
    meeting: str | None = None


@dataclass(frozen=True, slots=True)
class AuthorView:
    """What its author sees: how many are asked, and of a named one who is missing."""

    card: CardView
    asked: int
    missing: tuple[str, ...]


async def card_view(session: Session, survey_id: int) -> CardView:
    """What a survey's card shows.

    Raises:
        LookupError: there is no such survey.
    """
    return (await card_views(session, [await surveys.get(session, survey_id)]))[0]


async def card_views(session: Session, found: Collection[Snapshot]) -> list[CardView]:
    """What the cards of these surveys show; as many statements for any number of them."""
    authors = await audiences.authors(session, {each.author_id for each in found})
    names = await audiences.names_of(session, {each.id: each.class_ids for each in found})
    counts = await survey_counts.counts_of(session, found)
    about = {each.meeting_id for each in found} - {None}
    titles = await _titles(session, about) if about else {}
    return [
        CardView(
            each,
            authors.get(each.author_id),
            names[each.id],
            sum(counts[each.id].values()),
            counts[each.id] if each.live else None,
            titles.get(each.meeting_id),
        )
        for each in found
    ]


async def _titles(session: Session, ids: Collection[int | None]) -> dict[int | None, str]:
    found = await session.execute(select(Meeting.id, Meeting.title).where(Meeting.id.in_(ids)))
    return {id_: title for id_, title in found}  # noqa: C416 (rows are no pairs to mypy)


async def author_view(session: Session, survey_id: int) -> AuthorView:
    """What the author of a survey sees of it.

    Raises:
        LookupError: there is no such survey.
    """
    view = await card_view(session, survey_id)
    asked = await survey_reach.asked(session, view.survey)
    missing = [name for each in asked if not each.answered for name in each.names]
    return AuthorView(view, len(asked), () if view.survey.anonymous else tuple(missing))


async def waiting_for(session: Session, actor: Actor, now: datetime) -> list[Snapshot]:
    """The open surveys that one of the actor's units has not answered, the first to close first."""
    statement = surveys.snapshots().where(_running(now), _waits(actor))
    found = await surveys.read(
        session, statement.order_by(Survey.closes_at, Survey.id, Audience.class_id)
    )
    return [each for each in found if await survey_reach.is_asked(session, actor, each)]


def _waits(actor: Actor) -> ColumnElement[bool]:
    """On surveys: named ones without an answer, anonymous ones not taken."""
    mine = [each for role, each in actor.roles if role == Role.PARENT and each is not None]
    here = Survey.id.in_(select(Audience.subject_id).where(Audience.class_id.in_(mine)))
    as_person = and_(Survey.unit == Unit.PERSON, here)
    said = exists().where(
        Answer.subject_id == Survey.id,
        Answer.unit == UnitKind.MEMBER,
        Answer.unit_id == actor.person_id,
    )
    named = and_(
        Survey.mode == Mode.NAMED,
        or_(and_(as_person, ~said), and_(Survey.unit != Unit.PERSON, answers.wait_for(actor))),
    )
    anonymous = and_(
        Survey.mode == Mode.ANONYMOUS,
        ~_took_part(actor),
        or_(as_person, and_(Survey.unit != Unit.PERSON, _in(_class_ids(actor)))),
    )
    return or_(named, anonymous)


def _class_ids(actor: Actor) -> set[int]:
    of_children = {each.class_id for each in actor.children}
    return of_children | {each for role, each in actor.roles if role == Role.PARENT and each}


def _in(class_ids: Collection[int]) -> ColumnElement[bool]:
    return Survey.id.in_(select(Audience.subject_id).where(Audience.class_id.in_(class_ids)))


def _took_part(actor: Actor) -> ColumnElement[bool]:
    own = or_(
        and_(
            SurveyTaken.unit == UnitKind.CHILD,
            SurveyTaken.unit_id.in_([each.id for each in actor.children]),
        ),
        and_(SurveyTaken.unit != UnitKind.CHILD, SurveyTaken.unit_id == actor.person_id),
    )
    return exists().where(SurveyTaken.survey_id == Survey.id, SurveyTaken.answered, own)


def _running(now: datetime) -> ColumnElement[bool]:
    """On surveys: open."""
    return and_(
        Survey.opened_at.is_not(None),
        Survey.withdrawn_at.is_(None),
        Survey.closed_at.is_(None),
        Survey.closes_at > now,
    )
