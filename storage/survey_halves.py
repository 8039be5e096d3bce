"""Named surveys that somebody has begun to answer and not sent yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ForeignKey, Index, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Session, upsert


class SurveyHalf(Base):
    """What a person has answered so far of a named survey, until they send it.

    `given` is as storage.survey_values.Given, with the questions' ids as strings.
    """

    __tablename__ = "survey_halves"

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    given: Mapped[dict[str, Any]]

    __table_args__ = (Index(None, "person_id"),)


async def keep(session: Session, survey_id: int, person_id: int, given: Mapping[int, Any]) -> None:
    """So far, and no further yet."""
    row = {
        "survey_id": survey_id,
        "person_id": person_id,
        "given": {str(id_): said for id_, said in given.items()},
    }
    await upsert(
        session, SurveyHalf.__table__, [row], key=("survey_id", "person_id"), change=("given",)
    )


async def find(session: Session, survey_id: int, person_id: int) -> dict[int, Any] | None:
    """What a person has answered so far; None where they have not begun."""
    found = await session.scalar(
        select(SurveyHalf.given).where(
            SurveyHalf.survey_id == survey_id, SurveyHalf.person_id == person_id
        )
    )
    return {int(id_): said for id_, said in found.items()} if found is not None else None


async def of_person(session: Session, person_id: int) -> set[int]:
    """The surveys that a person has begun and not sent."""
    found = await session.scalars(
        select(SurveyHalf.survey_id).where(SurveyHalf.person_id == person_id)
    )
    return set(found)


async def drop(session: Session, survey_id: int, person_id: int | None = None) -> None:
    """It is sent, or (without a person) nobody's half answer can be sent any more."""
    statement = delete(SurveyHalf).where(SurveyHalf.survey_id == survey_id)
    if person_id is not None:
        statement = statement.where(SurveyHalf.person_id == person_id)
    await session.execute(statement.execution_options(synchronize_session=False))
