"""The step that asks for a time: typed as people type times, or by the button calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from handlers.kit import calendar, when
from handlers.kit.card import Button, Text
from handlers.kit.forms.form import At, Given, Leaf, OnDay, Pick, Rows, Step
from handlers.kit.turn import Incoming
from handlers.kit.when import Asks, Question, When

if TYPE_CHECKING:
    from handlers.kit.forms.filling import Filling

NOW = "now"


@dataclass(frozen=True)
class Moment(Step):
    """A time to come, said back with weekday and full date.

    Args:
        now: the text key of a button that answers `now`; None where that is no answer.
        first: the first half hour that is offered of a day.
        last: the last one.
    """

    _: KW_ONLY
    now: str | None = None
    first: time = calendar.FIRST
    last: time = calendar.LAST

    def note(self, filling: Filling) -> Text | None:
        """What is left to say: the time of a day that was tapped, or what was typed unclearly."""
        texts, view = filling.turn.texts, filling.view
        if asked := view.get("asks"):
            return texts("when-asks", asks=Asks(asked))
        if day := self._day_shown(filling):
            return texts("when-on-day", day=texts.day(day))
        return texts("when-how")

    async def rows(self, filling: Filling) -> Rows:
        """The readings of what was typed; a day's times; or a month."""
        view = filling.view
        if "asks" in view:
            return [*_readings(filling), [self._other(filling)]]
        if day := self._day_shown(filling):
            return [*self._times(filling, day), [self._other(filling)]]
        return [*self._now(filling), *_month(filling)]

    def _now(self, filling: Filling) -> Rows:
        if self.now is None:
            return []
        return [[filling.pick(filling.turn.texts.plain(self.now), NOW)]]

    def _other(self, filling: Filling) -> Button:
        label = filling.turn.texts.plain("when-other-day")
        shown = self._day_shown(filling) or _today(filling)
        return Button(label, filling.leaf(shown.replace(day=1)))

    def _day_shown(self, filling: Filling) -> date | None:
        """The day that is open: one that was tapped, or said before without a time."""
        view = filling.view
        said = None if "month" in view else filling.answers.get(day_key(self.key))
        day = view.get("day", said)
        return date.fromisoformat(day) if day else None

    def _times(self, filling: Filling, day: date) -> Rows:
        turn = filling.turn
        return calendar.times(
            turn.texts, day, turn.now, choose=filling.at, first=self.first, last=self.last
        )

    async def read(self, filling: Filling, message: Incoming) -> Given | None:
        """A time as people type it; what may mean two things is asked, with a button each."""
        turn, typed = filling.turn, message.text.plain
        day = self._day_shown(filling)
        zone, language = turn.school.zone, turn.texts.language
        found = when.read(typed, turn.now, zone, language, day=day)
        if isinstance(found, When):
            return Given(_packed(found.at))
        if found is None:
            turn.refuse("when-unread", typed=typed[:40])
        if found.refused:
            turn.refuse(found.refused, typed=typed[:40])
        if found.asks == Asks.TIME:
            filling.look(day=found.days[0].isoformat())
        else:
            # The day that is open stays so: what is typed next may be another time of it.
            filling.look(**question(found), **({"day": day.isoformat()} if day else {}))
        return None

    async def press(self, filling: Filling, press: Any) -> Given | None:
        """Leafs, opens a day, or is a time; what no calendar of ours offers is refused."""
        if isinstance(press, Pick):
            return Given(filling.picked(press))
        try:
            return self._tapped(filling, press)
        except (ValueError, OverflowError, OSError):
            filling.turn.refuse("refused-button")

    def _tapped(self, filling: Filling, press: Any) -> Given | None:
        match press:
            case Leaf(month=month):
                first = date(month // 100, month % 100, 1)
                if not calendar.offers(first, _today(filling)):
                    raise ValueError(month)
                filling.look(month=first.isoformat())
            case OnDay(day=day):
                chosen = date(day // 10000, day // 100 % 100, day % 100)
                filling.look(day=chosen.isoformat())
            case At(minute=minute):
                at = datetime.fromtimestamp(minute * 60, UTC)
                if at <= filling.turn.now:
                    filling.turn.refuse("rule-time-past")
                return Given(_packed(at))
        return None

    async def told(self, filling: Filling, answer: Any) -> str:
        """Weekday, full date and time."""
        texts = filling.turn.texts
        at = instant(answer, texts.zone)
        return when.echo(at, texts) if at else texts.plain(self.now or "form-yes")


def day_key(step: str) -> str:
    """Where among the answers stands the day that a Moment step of that key begins with."""
    return f"{step}-day"


def instant(answer: Any, zone: ZoneInfo) -> datetime | None:
    """The time that a Moment step was answered with, on a zone's clock; None for now."""
    return None if answer in (None, NOW) else datetime.fromisoformat(answer).astimezone(zone)


def _packed(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def question(found: Question) -> dict[str, Any]:
    """A question about a typed time as JSON values, for a view or for answers that are asked."""
    return {
        "asks": str(found.asks),
        "options": [_packed(at) for at in found.options],
        "days": [day.isoformat() for day in found.days],
    }


def _readings(filling: Filling) -> Rows:
    texts = filling.turn.texts
    instants = [datetime.fromisoformat(each) for each in filling.view["options"]]
    days = [date.fromisoformat(each) for each in filling.view["days"]]
    found = [Button(when.echo(at, texts), filling.at(at)) for at in instants]
    found += [Button(texts.day(day), filling.day(day)) for day in days]
    return [[button] for button in found]


def _month(filling: Filling) -> Sequence[list[Button]]:
    shown = filling.view.get("month")
    return calendar.month(
        filling.turn.texts,
        date.fromisoformat(shown) if shown else _today(filling),
        _today(filling),
        choose=filling.day,
        leaf=filling.leaf,
    )


def _today(filling: Filling) -> date:
    return filling.turn.now.astimezone(filling.turn.school.zone).date()
