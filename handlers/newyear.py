"""The new school year: what becomes of each class, shown back as a table before it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from handlers.kit import asking, browsing, buttons
from handlers.kit.card import Button, Card, card
from handlers.kit.feature import Feature, Where
from handlers.kit.forms.steps import in_rows
from handlers.kit.roles import Can
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import ShowMenu, Turn
from storage import browsing as places
from storage import classes, newyear, people
from storage.base import Session
from storage.newyear import Move
from storage.people import PersonRef

feature = Feature("newyear", snapshots=places.of_ids)

KIND, CARD = "newyear", "newyear.plan"
PAGE = 24
START: dict[str, Any] = {"changed": {}, "page": 0, "sure": None, "done": None}
_IS_NOW = re.compile(r"\s*(?:=|＝|->|→|：|:)\s*")


@buttons.button("nyc")
class Change:
    """This class becomes something else."""

    subject_id: int
    class_id: int


@buttons.button("nyl")
class Leaves:
    """This class leaves the school; no card of the plan carries it, but a question does."""

    class_id: int


@buttons.button("nyk")
class Keeps:
    """This class keeps its name."""

    class_id: int


@buttons.button("nyp")
class Page:
    """Turn to this page."""

    subject_id: int
    number: int


@buttons.button("nyd")
class CarryOut:
    """This is right: carry it out."""

    subject_id: int


@buttons.button("nys")
class Sure:
    """Yes, now."""

    subject_id: int


@buttons.button("nyb")
class Back:
    """Not yet."""

    subject_id: int


@dataclass(frozen=True, slots=True)
class View:
    """The plan, and how far its owner is with it."""

    id: int
    moves: tuple[Move, ...]
    page: int
    sure: bool
    done: bool


async def load(session: Session, subject_id: int) -> View:
    """The plan as it is now; one that was carried out, or is about to be, as it was then."""
    state = (await places.get(session, subject_id)).state
    kept = state["done"] or state["sure"]
    moves = _kept(kept) if kept is not None else await newyear.plan(session, _changed(state))
    return View(
        subject_id,
        tuple(moves),
        state["page"],
        state["sure"] is not None,
        state["done"] is not None,
    )


def _kept(written: list[list[Any]]) -> list[Move]:
    return [Move(*each) for each in written]


def _changed(state: dict[str, Any]) -> dict[int, str | None]:
    """JSON has no numbers for keys."""
    return {int(class_id): name for class_id, name in state["changed"].items()}


@feature.card(CARD, load, can=Can.YEAR_MANAGE)
def plan(view: View, texts: Texts) -> Card:
    """A line a class; what two would be called the same stands out."""
    if not view.moves:
        return card(texts("newyear-nothing"))
    if view.done:
        return card(paragraphs(texts("newyear-done"), _table(view.moves, texts)))
    if view.sure:
        leaving = sum(each.becomes is None for each in view.moves)
        said = texts("newyear-sure", count=len(view.moves), leaving=leaving)
        yes = Button(texts.plain("newyear-yes"), buttons.pack(Sure(view.id)), style="danger")
        back = Button(texts.plain("newyear-back"), buttons.pack(Back(view.id)))
        return card(paragraphs(said, _table(view.moves, texts)), [yes], [back])
    return _editable(view, texts)


def _editable(view: View, texts: Texts) -> Card:
    found, number, pages = browsing.page(view.moves, view.page, PAGE)
    twice = newyear.clashes(view.moves)
    warned = texts("newyear-clash", names=texts.listing(sorted(twice))) if twice else None
    rows = in_rows(
        [Button(_line(each, texts), buttons.pack(Change(view.id, each.class_id))) for each in found]
    )
    leaves = browsing.leaves(
        Button("◀", buttons.pack(Page(view.id, number - 1))),
        number,
        pages,
        Button("▶", buttons.pack(Page(view.id, number + 1))),
    )
    out = Button(texts.plain("newyear-carry-out"), buttons.pack(CarryOut(view.id)), style="primary")
    said = paragraphs(
        texts("newyear-title"), _table(view.moves, texts), warned, texts("newyear-hint")
    )
    return card(said, *rows, leaves, [] if twice else [out])


def _table(moves: tuple[Move, ...], texts: Texts) -> Any:
    return lines(*(_line(each, texts) for each in moves))


def _line(one: Move, texts: Texts) -> str:
    if one.becomes is None:
        return texts.plain("newyear-leaves", name=one.name)
    return f"{one.name} → {one.becomes}"


@feature.command("newyear", Can.YEAR_MANAGE, Where.PRIVATE)
async def show(turn: Turn) -> None:
    """`/newyear` shows the plan; `/newyear 3B = 4C` changes a line of it, `3B =` lets it leave."""
    typed = turn.message.text.plain.strip()
    before = await places.find(turn.session, KIND, turn.person_id)
    state = START
    if typed and before is not None and before.state["done"] is None:
        state = before.state
    if typed:
        state = state | {"changed": await _typed(turn, state, typed), "sure": None}
    await browsing.show(turn, KIND, CARD, state)


async def _typed(turn: Turn, state: dict[str, Any], typed: str) -> dict[str, str | None]:
    changed = dict(state["changed"])
    for line in typed.splitlines():
        name, *becomes = _IS_NOW.split(line, maxsplit=1)
        class_ = await classes.find_by_name(turn.session, name)
        if class_ is None or class_.closed or not becomes:
            turn.refuse("newyear-unknown", line=line[:60])
        changed[str(class_.id)] = newyear.check_name(becomes[0]) if becomes[0].strip() else None
    return changed


@feature.button(Change, Can.YEAR_MANAGE)
async def change(turn: Turn) -> None:
    """What does it become? By tap, or written."""
    browsing.mine(turn)
    class_ = await classes.get(turn.session, turn.press.class_id)
    rows = [
        [
            Button(turn.texts.plain("newyear-leave"), buttons.pack(Leaves(class_.id))),
            Button(turn.texts.plain("newyear-keep"), buttons.pack(Keeps(class_.id))),
        ]
    ]
    data = {"class_id": class_.id}
    text = turn.texts("newyear-ask", name=class_.name)
    await asking.put(turn, "newyear-name", text, data, rows, any_words=True)


@feature.answer("newyear-name")
async def named(turn: Turn) -> None:
    """Its new name was written; the plan follows at the end of the chat."""
    place = await places.find(turn.session, KIND, turn.person_id)
    if place is None or place.state["done"] is not None:
        turn.refuse("refused-subject-gone")
    name = newyear.check_name(turn.message.text.plain)
    changed = place.state["changed"] | {str(turn.data["class_id"]): name}
    state = place.state | {"changed": changed, "sure": None}
    await browsing.show(turn, KIND, CARD, state)


@feature.button(Leaves, Can.YEAR_MANAGE)
async def leaves(turn: Turn) -> None:
    """It leaves."""
    await _set(turn, None)


@feature.button(Keeps, Can.YEAR_MANAGE)
async def keeps(turn: Turn) -> None:
    """It stays what it is."""
    class_ = await classes.get(turn.session, turn.press.class_id)
    await _set(turn, class_.name)


async def _set(turn: Turn, becomes: str | None) -> None:
    await asking.drop(turn)
    place = await places.find(turn.session, KIND, turn.person_id)
    if place is None:
        turn.refuse("newyear-over")
    _still_open(turn, place.state)
    changed = place.state["changed"] | {str(turn.press.class_id): becomes}
    await places.move(turn.session, place.id, place.state | {"changed": changed, "sure": None})
    turn.changed(place.id)
    turn.toast("newyear-noted")


def _still_open(turn: Turn, state: dict[str, Any]) -> None:
    if state["done"] is not None:
        turn.refuse("newyear-over")


@feature.button(Page, Can.YEAR_MANAGE)
async def turn_page(turn: Turn) -> None:
    """Another page of the buttons."""
    await browsing.move(turn, page=turn.press.number)


@feature.button(CarryOut, Can.YEAR_MANAGE)
async def carry_out(turn: Turn) -> None:
    """Shows the table once more; what is shown is what will be done."""
    state = browsing.mine(turn)
    _still_open(turn, state)
    moves = await newyear.plan(turn.session, _changed(state))
    written = [[each.class_id, each.name, each.becomes] for each in moves]
    await browsing.move(turn, sure=written)


@feature.button(Back, Can.YEAR_MANAGE)
async def back(turn: Turn) -> None:
    """Back to where it can be changed."""
    await browsing.move(turn, sure=None)


@feature.button(Sure, Can.YEAR_MANAGE)
async def sure(turn: Turn) -> None:
    """Done, all of it or nothing; the teachers of each class are told."""
    state = browsing.mine(turn)
    _still_open(turn, state)
    if state["sure"] is None:
        turn.refuse("newyear-over")
    moves = _kept(state["sure"])
    leaving = [each.class_id for each in moves if each.becomes is None]
    staff = await people.staff_in(turn.session, [each.class_id for each in moves])
    users = await newyear.users_of(turn.session, leaving)
    await newyear.carry_out(turn.session, moves, turn.now)
    for one in moves:
        _tell(turn, one, staff[one.class_id])
    turn.errands += [ShowMenu(user_id) for user_id in users]
    await browsing.move(turn, done=state["sure"], sure=None)
    turn.toast("newyear-done-toast")


def _tell(turn: Turn, one: Move, staff: list[PersonRef]) -> None:
    if one.becomes == one.name:
        return
    key = "newyear-told-leaves" if one.becomes is None else "newyear-told"
    for each in staff:
        if each.id != turn.actor.person_id:
            texts = turn.texts_in(each.language)
            turn.tell(each.user_id, texts, key, name=one.name, becomes=one.becomes or "")
