"""`/holidays`: on which days nobody at the school works, so that no letter's clock runs."""

from __future__ import annotations

import re
from datetime import date, timedelta

from handlers.kit import asking, buttons
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature, Where
from handlers.kit.roles import Can, may
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Turn
from storage import holidays
from storage.holidays import Off

feature = Feature("holidays")

QUESTION = "holidays-days"
# 2026-12-24, 2026/12/24 or 2026年12月24日.
_DAY = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_TYPED = re.compile(rf"\s*{_DAY}(?:\s*(?:-|–|—|~|to|until|至|到)?\s*{_DAY})?[\s,:，：]*(.*)", re.S)


@buttons.button("hda")
class Add:
    """There are more."""


@buttons.button("hdr")
class Remove:
    """The school works on these days after all."""

    number: int


@feature.command("holidays", Can.YEAR_MANAGE, Where.PRIVATE)
async def show(turn: Turn) -> None:
    """`/holidays` lists them; `/holidays 2026-12-24 2027-01-06 Winter break` adds one."""
    if turn.message.text.plain.strip():
        await _add(turn, turn.message.text.plain)
    await _show(turn)


async def _show(turn: Turn) -> None:
    found = await holidays.since(turn.session, _today(turn))
    turn.show(_listed(found, turn.texts))


def _today(turn: Turn) -> date:
    return turn.now.astimezone(turn.school.zone).date()


def _listed(found: list[Off], texts: Texts) -> Card:
    said = [_line(each, texts) for each in found]
    head = texts("holidays-title", count=len(found))
    rows = [
        [Button(texts.plain("holidays-remove", name=_short(each.name)), _removing(each))]
        for each in found
    ]
    add = Button(texts.plain("holidays-add"), buttons.pack(Add()), style="primary")
    return card(paragraphs(head, lines(*said), texts("holidays-why")), *rows, [add])


def _line(one: Off, texts: Texts) -> Text:
    first, last = texts.day(one.first), texts.day(one.last)
    if one.first == one.last:
        return texts("holidays-day", name=one.name, day=first)
    return texts("holidays-line", name=one.name, first=first, last=last)


def _removing(one: Off) -> str:
    return buttons.pack(Remove(one.id))


def _short(name: str) -> str:
    return name if len(name) <= 20 else name[:19] + "…"


async def _add(turn: Turn, typed: str) -> None:
    first, last, name = _read(turn, typed)
    await holidays.add(turn.session, first, last, name, turn.now)


def _read(turn: Turn, typed: str) -> tuple[date, date, str]:
    """The days and the name, as they were typed; one day may stand alone."""
    found = _TYPED.fullmatch(typed)
    if found is None:
        turn.refuse("holidays-unread", example=_example(turn))
    parts = found.groups()
    try:
        first = date(*map(int, parts[:3]))
        last = date(*map(int, parts[3:6])) if parts[3] else first
    except ValueError:
        turn.refuse("holidays-unread", example=_example(turn))
    return first, last, parts[6].strip() or turn.texts.plain("holidays-unnamed")


def _example(turn: Turn) -> Text:
    """A line that would be right if it were typed today."""
    first = _today(turn) + timedelta(days=7)
    return turn.texts("holidays-example", first=f"{first}", last=f"{first + timedelta(days=13)}")


@feature.button(Add, Can.YEAR_MANAGE)
async def add(turn: Turn) -> None:
    """Asks which."""
    if not turn.place.private:
        turn.refuse("refused-button")
    await asking.put(turn, QUESTION, turn.texts("holidays-ask", example=_example(turn)), {})


@feature.answer(QUESTION)
async def added(turn: Turn) -> None:
    """What was typed is added, and all are shown."""
    if not may(turn.actor, Can.YEAR_MANAGE, None):
        turn.refuse("refused-right")
    await _add(turn, turn.message.text.plain)
    await _show(turn)


@feature.button(Remove, Can.YEAR_MANAGE)
async def remove(turn: Turn) -> None:
    """A tap on a copy further up says the same."""
    if await holidays.remove(turn.session, turn.press.number):
        await _show(turn)
    turn.toast("holidays-removed")
