"""A group whose day is full: its author decides whether one more message can wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from handlers.kit.forms.steps import Option
from handlers.kit.texts import School, Texts
from handlers.kit.turn import Turn
from storage import budget
from storage.classes import Class


class Decision(StrEnum):
    """What is done with something that comes on a full day."""

    FREE = "free"  # it is not full
    ANYWAY = "anyway"
    LATER = "later"
    NEVER = "never"


def later_label(texts: Texts, school: School, at: datetime, now: datetime) -> str:
    """`Tomorrow 07:30`, or the day that follows a planned one."""
    morning = school.next_morning(at)
    tomorrow = morning.date() == school.next_morning(now).date()
    when = texts.clock(morning)
    return texts.plain(
        "notice-full-later", tomorrow=int(tomorrow), day=texts.day(morning), time=when
    )


async def decisions(turn: Turn, into: Sequence[Class], at: datetime) -> list[Option]:
    """For a form: nothing to decide, or what is to be done where one of these groups is full."""
    school, texts = turn.school, turn.texts
    if not await budget.full(turn.session, into, at, school.zone, school.daily_posts):
        return [Option(str(Decision.FREE), texts.plain("notice-full-not"))]
    return [
        Option(str(Decision.ANYWAY), texts.plain("notice-full-anyway")),
        Option(str(Decision.LATER), later_label(texts, school, at, turn.now)),
    ]
