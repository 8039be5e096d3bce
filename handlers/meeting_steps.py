"""The step that asks when a meeting ends: a time of the day on which it begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from handlers.kit import forms, when
from handlers.kit.card import Button
from handlers.kit.forms import Answers, Given, Step
from handlers.kit.forms.steps import in_rows
from handlers.kit.turn import Incoming, Turn
from handlers.kit.when import When
from storage.meeting_details import LONGEST

if TYPE_CHECKING:
    from handlers.kit.forms.filling import Filling

# So many minutes after the start have a button.
AFTER = (60, 90, 120, 180)


@dataclass(frozen=True)
class Ends(Step):
    """When it ends; the start is the answer to the step `when`."""

    async def rows(self, filling: Filling) -> list[list[Button]]:
        """The usual lengths, by the clock."""
        start = _start(filling.turn, filling.answers)
        ends = [start + timedelta(minutes=each) for each in AFTER]
        return in_rows(
            [filling.pick(filling.turn.texts.clock(each), _packed(each)) for each in ends]
        )

    async def read(self, filling: Filling, message: Incoming) -> Given | None:
        """A time as people type it; of what it may mean, the one that the start leaves."""
        turn, typed = filling.turn, message.text.plain
        start = _start(turn, filling.answers)
        zone, language = turn.school.zone, turn.texts.language
        found = when.read(typed, turn.now, zone, language, day=start.date())
        options: Sequence[datetime] = []
        if isinstance(found, When):
            options = [found.at]
        elif found is not None:
            options = found.options
        fitting = [each for each in options if start < each <= start + LONGEST]
        if not fitting:
            turn.refuse("meeting-end-unread", typed=typed[:40], when=turn.texts.moment(start))
        return Given(_packed(min(fitting)))

    async def holds(self, turn: Turn, answer: Any, answers: Answers) -> bool:
        """Whether it still is after the start, which may have been changed."""
        start, end = _start(turn, answers), datetime.fromisoformat(answer)
        return start < end <= start + LONGEST

    async def told(self, filling: Filling, answer: Any) -> str:
        """The time of day; of another day, the date as well."""
        texts, end = filling.turn.texts, datetime.fromisoformat(answer)
        start = _start(filling.turn, filling.answers)
        same_day = texts.day(start) == texts.day(end)
        return texts.clock(end) if same_day else texts.moment(end)


def _start(turn: Turn, answers: Answers) -> datetime:
    start = forms.instant(answers["when"], turn.school.zone)
    assert start is not None  # noqa: S101 (that step has no `now`)
    return start


def _packed(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
