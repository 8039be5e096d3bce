"""The buttons of surveys that several of their modules show, and the checks that go with them."""

from __future__ import annotations

from handlers.kit import buttons
from handlers.kit.acting import join_audience
from handlers.kit.roles import Can, may_in_all
from handlers.kit.turn import Turn
from storage import survey_reach
from storage.actors import Actor
from storage.people import Role
from storage.surveys import Snapshot


@buttons.button("svt")
class Tap:
    """This option (or step of the scale) of a survey's only question."""

    subject_id: int
    number: int


@buttons.button("svo")
class Open:
    """Answer this survey, in private; or go on with it."""

    subject_id: int


@buttons.button("svs")
class Show:
    """Show the author's card of this survey."""

    subject_id: int


def check_open(turn: Turn, one: Snapshot) -> None:
    """Refuses what comes too late, too early, or for one that was taken back."""
    if one.withdrawn_at is not None:
        turn.refuse("rule-survey-withdrawn")
    if one.opened_at is None:
        turn.refuse("refused-subject-gone")
    if not one.is_open(turn.now):
        turn.refuse("rule-survey-closed")


async def join(turn: Turn, one: Snapshot) -> bool:
    """Makes sure that the actor's answer counts; returns whether this tap made them known.

    Of those who came to a meeting, nobody joins by a tap.
    """
    if one.meeting_id is None:
        return await join_audience(turn, one.class_ids)
    await turn.open(alone=True)
    if not await survey_reach.is_asked(turn.session, turn.actor, one):
        turn.refuse("survey-not-there")
    return False


def may_manage(actor: Actor, one: Snapshot) -> bool:
    """Whether somebody may close, extend or read a survey: its author, or who is in charge.

    One about people who work at the school is the principal's.
    """
    if one.staff:
        return actor.has(Role.PRINCIPAL, None)
    own = one.author_id is not None and one.author_id == actor.person_id
    return may_in_all(actor, Can.SURVEY_MANAGE, one.class_ids) or (
        own and may_in_all(actor, Can.SURVEY_CREATE, one.class_ids)
    )


def check_manages(turn: Turn, one: Snapshot) -> None:
    """Refuses everybody else."""
    if not may_manage(turn.actor, one):
        turn.refuse("refused-right")
