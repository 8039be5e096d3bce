"""What concerns oneself: what waits for an answer, and what one can do here."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.kit import browsing, buttons
from handlers.kit.card import Button, Card, Text, card, pack, unpack
from handlers.kit.feature import Command, Feature, Where
from handlers.kit.roles import Can, may
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Incoming, Strip, Turn
from storage import browsing as places
from storage import posts
from storage.base import Session
from storage.browsing import Place

feature = Feature("my", snapshots=places.of_ids)

ITEM, LIST, KIND = "my.item", "my.list", "my"
# A message each; where more waits, one card lists it all.
SLOTS = tuple(f"{KIND}:{number}" for number in range(5))
PAGE = 6
# So many are listed: who has more left undone finds the others when these are done.
MOST = 60
TITLE = 70  # characters in the list
TICK = "✓ "
# These have a button under /help; new ones go to the end, for old buttons know the number.
WAYS = ("meetings", "tasks", "committee")


@buttons.button("myo")
class Open:
    """Show this one of the list."""

    subject_id: int
    number: int


@buttons.button("myb")
class Back:
    """Back to the list."""

    subject_id: int


@buttons.button("myp")
class Page:
    """Turn to this page of the list."""

    subject_id: int
    number: int


@feature.command("my", Can.ANYTHING_OPEN)
async def my(turn: Turn) -> None:
    """Everything that waits for one's answer, with its buttons."""
    waiting = [item for listed in turn.registry.waiting for item in await listed(turn)]
    if not waiting:
        turn.say("my-nothing")
    elif not turn.actor.reachable or turn.actor.person_id is None:
        for each in waiting[: len(SLOTS)]:
            turn.show(each)
    else:
        await _show(turn, [_item(each) for each in waiting[:MOST]])


def _item(shown: Card) -> dict[str, Any]:
    """What waits, in the state: its card; which button of it was pressed, and what was said."""
    return {"card": pack(shown), "data": None, "said": None}


async def _show(turn: Turn, items: list[dict[str, Any]]) -> None:
    user_id, language = turn.actor.user_id, turn.texts.language
    for message_id in await posts.leave_all(turn.session, [ITEM, LIST], user_id):
        turn.errands.append(Strip(user_id, message_id))
    if len(items) > len(SLOTS):
        state = {"items": items, "page": 0, "open": None}
        listed = await places.begin(turn.session, KIND, turn.person_id, state, turn.now)
        turn.post(LIST, listed, user_id, language)
        return
    turn.say("my-waiting", count=len(items))
    empty: dict[str, dict[str, Any]] = {kind: {} for kind in SLOTS}
    states = empty | dict(zip(SLOTS, items, strict=False))
    slots = await places.begin_all(turn.session, turn.person_id, states, turn.now)
    for kind in SLOTS[: len(items)]:
        turn.post(ITEM, slots[kind], user_id, language)


async def _slot(session: Session, subject_id: int) -> Place | None:
    """A slot with what waits in it; None where that is another's by now, or nobody's."""
    place = await places.get(session, subject_id)
    return place if place.state else None


@feature.card(ITEM, _slot)
def item(view: Place, texts: Texts) -> Card:
    """One thing that waits, or what was answered."""
    return _shown(view.state, texts)


def _shown(one: dict[str, Any], texts: Texts) -> Card:
    shown = unpack(one["card"])
    if one["said"] is None:
        return shown
    rows = tuple(tuple(_ticked(each, one["data"]) for each in row) for row in shown.rows)
    return replace(
        shown, text=paragraphs(shown.text, texts("my-said", said=one["said"])), rows=rows
    )


def _ticked(one: Button, pressed: str) -> Button:
    return replace(one, label=f"{TICK}{one.label}") if one.data == pressed else one


@feature.card(LIST, places.get)
def listed(view: Place, texts: Texts) -> Card:
    """All that waits, a line each; or one of it."""
    state = view.state
    if state["open"] is not None:
        shown = _shown(state["items"][state["open"]], texts)
        back = Button(texts.plain("my-back"), buttons.pack(Back(view.id)))
        return replace(shown, rows=(*shown.rows, (back,)))
    numbered = list(enumerate(state["items"]))
    found, number, pages = browsing.page(numbered, state["page"], PAGE)
    waiting = sum(each["said"] is None for each in state["items"])
    return card(
        paragraphs(
            texts("my-waiting", count=waiting),
            lines(*(_line(place, one, texts) for place, one in found)),
        ),
        [Button(str(place + 1), buttons.pack(Open(view.id, place))) for place, _ in found],
        browsing.leaves(
            Button("◀", buttons.pack(Page(view.id, number - 1))),
            number,
            pages,
            Button("▶", buttons.pack(Page(view.id, number + 1))),
        ),
    )


def _line(place: int, one: dict[str, Any], texts: Texts) -> Text:
    """What waits, by the first words on its card."""
    said = [line for line in one["card"]["text"].splitlines() if line.strip()]
    title = " · ".join(said[:2])
    cut = title if len(title) <= TITLE else f"{title[: TITLE - 1].rstrip()}…"
    done = TICK if one["said"] is not None else ""
    return texts("my-line", number=place + 1, title=f"{done}{cut}")


@feature.button(Open, Can.ANYTHING_OPEN)
async def open_(turn: Turn) -> None:
    """One of the list, with its own buttons."""
    if not 0 <= turn.press.number < len(browsing.mine(turn)["items"]):
        turn.refuse("refused-subject-gone")
    await browsing.move(turn, open=turn.press.number)


@feature.button(Back, Can.ANYTHING_OPEN)
async def back(turn: Turn) -> None:
    """The list again."""
    await browsing.move(turn, open=None)


@feature.button(Page, Can.ANYTHING_OPEN)
async def page(turn: Turn) -> None:
    """Another page of it."""
    await browsing.move(turn, page=turn.press.number)


@feature.pressed(ITEM)
async def noted(turn: Turn) -> None:
    """What was answered to a button stands under it from now on."""
    await _note(turn)


@feature.pressed(LIST)
async def noted_in_list(turn: Turn) -> None:
    """Likewise, where one of the list is shown."""
    if not isinstance(turn.press, Open | Back | Page):
        await _note(turn)


async def _note(turn: Turn) -> None:
    said = turn.answer.text if turn.answer is not None else ""
    place = await places.get(turn.session, turn.under or 0)
    if not said or place.author_id != turn.actor.person_id:
        return
    answer = {"data": buttons.pack(turn.press), "said": said}
    state = place.state | answer
    if "items" in state:
        if state["open"] is None:
            return
        items = list(place.state["items"])
        items[state["open"]] |= answer
        state = place.state | {"items": items}
    await places.move(turn.session, place.id, state)
    turn.changed(place.id)


@buttons.button("hgo")
class Go:
    """Where a command leads that people rarely type: by its place in `WAYS`."""

    number: int


@feature.button(Go, Can.ANYTHING_OPEN)
async def go(turn: Turn) -> None:
    """As if it had been typed; whether they may is asked there."""
    if not 0 <= turn.press.number < len(WAYS):
        turn.refuse("refused-button")
    name = WAYS[turn.press.number]
    turn.again(name, Incoming(message_id=0, command=name))


@feature.command("help", Can.ANYTHING_OPEN)
async def help_(turn: Turn) -> None:
    """The commands that one may use, where they work."""
    mine = [
        each
        for each in turn.registry.commands.values()
        if each.listed and may(turn.actor, each.shown, None)
    ]
    private = [each for each in mine if each.where != Where.GROUP]
    group = [each for each in mine if each.where == Where.GROUP]
    turn.show(
        card(
            paragraphs(
                turn.texts("help-title", school=turn.school.name),
                _listed(turn, private),
                turn.texts("help-group") if group else None,
                _listed(turn, group) if group else None,
                turn.texts("help-typing"),
            ),
            *_ways(turn, {each.name for each in mine}),
        )
    )


def _ways(turn: Turn, mine: set[str]) -> list[list[Button]]:
    return [
        [Button(turn.texts.plain(f"help-go-{name}"), buttons.pack(Go(number)))]
        for number, name in enumerate(WAYS)
        if name in mine
    ]


def _listed(turn: Turn, commands: list[Command]) -> Text:
    return lines(
        *(
            turn.texts(
                "help-line", command=f"/{each.name}", what=turn.texts(f"command-{each.name}")
            )
            for each in commands
        )
    )
