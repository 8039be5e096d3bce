"""All answers to a survey, for a file: with names, or of anonymous ones in an order by lot."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from storage import survey_counts, survey_reach, survey_values
from storage.answers import Answer, UnitKind
from storage.base import Session
from storage.survey_reach import Asked, Key
from storage.survey_results import Results
from storage.survey_values import Given

_LOT = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Row:
    """One answer that counts; of an anonymous survey without names, classes and own words."""

    names: tuple[str, ...]
    class_ids: tuple[int, ...]
    given: Given = field(repr=False)


async def rows(session: Session, found: Results) -> list[Row]:
    """Every answer once; by class and name, or by lot where they are anonymous.

    Of an anonymous survey what was written is left out: beside the other answers it would tell
    whose they are. It stands by itself in the results. Nothing comes of what is withheld.
    """
    one = found.survey
    if found.withheld:
        return []
    if not one.anonymous:
        return await _named(session, found)
    counted = await survey_counts.counted(session, one)
    given = [survey_values.read(one, survey_values.without_words(each.value)) for each in counted]
    return [Row((), (), each) for each in _LOT.sample(given, len(given))]


async def _named(session: Session, found: Results) -> list[Row]:
    one = found.survey
    said = await session.execute(
        select(Answer.unit, Answer.unit_id, Answer.value, Answer.at, Answer.heads)
        .where(Answer.subject_id == one.id)
        .order_by(Answer.at)
    )
    values = {(row.unit, row.unit_id): row for row in said}
    made = []
    for each in await survey_reach.asked(session, one):
        value = _latest(each, values)
        if value is not None:
            made.append(Row(each.names, each.class_ids, survey_values.read(one, value)))
            for key in each.units:
                values.pop(key, None)
    # Who has left, or was forgotten, is not asked any more; what they said counts.
    nameless = [row.value for row in values.values() if row.heads != 0]
    return made + [Row((), (), survey_values.read(one, value)) for value in nameless]


def _latest(one: Asked, values: Mapping[tuple[UnitKind, int], Any]) -> str | None:
    """What counts for a family, whose children may have been answered for one after another."""
    keys: tuple[Key, ...] = one.units
    said = [values[key] for key in keys if key in values]
    return max(said, key=lambda row: row.at).value if said else None
