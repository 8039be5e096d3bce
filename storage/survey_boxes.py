"""Answers to anonymous surveys: sealed in boxes while one is open, and in the open once closed."""

from __future__ import annotations

import secrets

from sqlalchemy import ForeignKey, insert
from sqlalchemy.orm import Mapped, mapped_column

from storage import boxes
from storage.base import Base, Session
from storage.boxes import Lost

# An answer's frame, and what the number, option or options of one question take at most.
_FRAME, _CHOSEN = 100, 120
# What a letter takes at most: four bytes in UTF-8, or a quotation mark that is escaped twice.
_LETTER = 4


class SurveyBallot(Base):
    """An anonymous answer, under a number drawn by lot, by which the rows lie.

    `class_id` is there only where results by class were announced.
    """

    __tablename__ = "survey_ballots"

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"), primary_key=True)
    lot: Mapped[str] = mapped_column(primary_key=True)
    class_id: Mapped[int | None] = mapped_column(ForeignKey("classes.id"))
    value: Mapped[str]

    __table_args__ = ({"sqlite_with_rowid": False},)


def room(questions: int, letters: int) -> int:
    """How many bytes every answer takes, to so many questions and with so many letters at most."""
    return _FRAME + questions * _CHOSEN + letters * _LETTER


async def put(
    session: Session, survey_id: int, value: str, class_id: int | None, size: int
) -> None:
    """An answer to an open survey.

    Raises:
        Lost: the survey's key is missing.
    """
    found = await boxes.opened(session, survey_id)
    if found is not None:
        await found.put(session, [value, class_id], size)
    else:
        await _write(session, survey_id, [(value, class_id)])


async def empty(session: Session, survey_id: int) -> bool:
    """It closes: its answers are written in plain, in no order, under lots drawn anew.

    Returns False where they are lost.
    """
    try:
        found = await boxes.opened(session, survey_id)
    except Lost:
        return False
    if found is not None:
        await _write(session, survey_id, await found.said(session))
    return True


async def _write(session: Session, survey_id: int, said: list[tuple[str, int | None]]) -> None:
    rows = [
        {"survey_id": survey_id, "lot": secrets.token_hex(8), "class_id": class_id, "value": value}
        for value, class_id in said
    ]
    if rows:
        await session.execute(insert(SurveyBallot), sorted(rows, key=lambda row: str(row["lot"])))
