"""`/affairs`: what the school decides and does, by category, by term and by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from handlers import affair_cards as cards
from handlers.affair_cards import Open
from handlers.kit import asking, browsing, buttons
from handlers.kit.acting import become_known
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature
from handlers.kit.forms.steps import in_rows, same
from handlers.kit.roles import Can, may
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Turn
from storage import affair_search, affair_views, affairs
from storage import browsing as places
from storage.affair_search import Listed, Wanted
from storage.affairs import Category
from storage.base import Session
from storage.rules import clean
from storage.terms import Term

feature = Feature("affairs", snapshots=places.of_ids)

KIND, LIST = "affairs", "affairs.list"
# A page: as many as are read without scrolling on a phone. Words: as long as they may be.
PAGE, WORDS = 6, 60
LAST = 10_000  # no register has more pages
EVERY = 0  # in the place of a term


@buttons.button("afp")
class Page:
    """Turn to this page."""

    subject_id: int
    number: int


@buttons.button("afs")
class Search:
    """Ask me for words to look for."""

    subject_id: int


@buttons.button("afa")
class All:
    """Whatever the words, category and term."""

    subject_id: int


@buttons.button("afk")
class Categories:
    """Let me choose a category."""

    subject_id: int


@buttons.button("afc")
class InCategory:
    """Those of this category."""

    subject_id: int
    category: Category


@buttons.button("afn")
class Terms:
    """Let me choose a term."""

    subject_id: int


@buttons.button("aft")
class InTerm:
    """Those of this term, by its number; of EVERY one, all."""

    subject_id: int
    number: int


@dataclass(frozen=True, slots=True)
class View:
    """A page of the register, `number` from 0; `choosing` is what is being chosen, if anything."""

    id: int
    shown: Sequence[Listed]
    number: int
    more: bool
    state: dict[str, Any]


def _wanted(state: dict[str, Any]) -> Wanted:
    category = Category(state["category"]) if state["category"] else None
    term = Term.of_number(state["term"]) if state["term"] else None
    return Wanted(ZoneInfo(state["zone"]), category, term, state["words"])


async def load(session: Session, subject_id: int) -> View:
    """A page, as it stands now."""
    place = await places.get(session, subject_id)
    number = min(max(0, place.state["page"]), LAST)
    found = await affair_search.listed(session, _wanted(place.state), PAGE + 1, number * PAGE)
    return View(place.id, found[:PAGE], number, len(found) > PAGE, place.state)


# The list


@feature.card(LIST, load)
def page(view: View, texts: Texts) -> Card:
    """What stands in the register, the newest first, with a button each."""
    head = lines(texts("affairs-title"), _narrowed(view.state, texts))
    choices = _choices(view, texts)
    if choices:
        asked = texts(f"affairs-choose-{view.state['choosing']}")
        return card(paragraphs(head, asked), *choices)
    none = None if view.shown else texts("affairs-none", all=int(_is_whole(view.state)))
    told = [_line(number, each, texts) for number, each in enumerate(view.shown, 1)]
    opened = [
        Button(str(number), buttons.pack(Open(each.id)))
        for number, each in enumerate(view.shown, 1)
    ]
    back = _button("affairs-newer", Page(view.id, view.number - 1), texts)
    on = _button("affairs-older", Page(view.id, view.number + 1), texts)
    leaves = browsing.leaves(back, view.number, view.number + 1 + view.more, on)
    text = paragraphs(head, *told, none, texts("affairs-how") if view.shown else None)
    return card(text, opened, leaves, *_rows(view, texts))


def _is_whole(state: dict[str, Any]) -> bool:
    return not (state["words"] or state["category"] or state["term"])


def _narrowed(state: dict[str, Any], texts: Texts) -> Text | None:
    """Of what there is, which is shown."""
    wanted, said = _wanted(state), []
    if wanted.category is not None:
        said.append(texts.plain(f"affair-category-{wanted.category}"))
    if wanted.term is not None:
        said.append(term(wanted.term, texts))
    if wanted.words:
        said.append(texts.plain("affairs-words", words=wanted.words))
    return Text(" · ".join(said)).styled("italic") if said else None


def term(one: Term, texts: Texts) -> str:
    """`First term 2026/27`."""
    years = f"{one.year}/{(one.year + 1) % 100:02}"
    return texts.plain("affairs-term", half=one.half, years=years)


def _line(number: int, one: Listed, texts: Texts) -> Text:
    category = texts.plain(f"affair-category-{one.category}")
    when = texts.day(one.at)
    return texts("affairs-line", number=number, title=one.title, category=category, when=when)


def _rows(view: View, texts: Texts) -> list[list[Button]]:
    offered = [
        _button("affairs-category", Categories(view.id), texts),
        _button("affairs-terms", Terms(view.id), texts),
        _button("affairs-search", Search(view.id), texts),
    ]
    if not _is_whole(view.state):
        offered.append(_button("affairs-all", All(view.id), texts))
    rows = in_rows(offered)
    if texts.school.affairs_page:
        rows.append([Button(texts.plain("affairs-page"), url=texts.school.affairs_page)])
    return rows


def _choices(view: View, texts: Texts) -> list[list[Button]]:
    """What can be chosen, where something is being chosen."""
    if view.state["choosing"] == "category":
        labelled = [(texts.plain(f"affair-category-{each}"), each) for each in Category]
        found = [Button(label, buttons.pack(InCategory(view.id, each))) for label, each in labelled]
        return [*in_rows(found), [_button("affairs-all", All(view.id), texts)]]
    if view.state["choosing"] == "term":
        terms = [Term.of_number(each) for each in view.state["terms"]]
        found = [
            Button(term(each, texts), buttons.pack(InTerm(view.id, each.number))) for each in terms
        ]
        every = Button(texts.plain("affairs-every-term"), buttons.pack(InTerm(view.id, EVERY)))
        return [*in_rows(found), [every]]
    return []


def _button(key: str, press: object, texts: Texts) -> Button:
    return Button(texts.plain(key), buttons.pack(press))


# It is asked for


@feature.command("affairs", Can.ANYTHING_OPEN)
async def affairs_(turn: Turn) -> None:
    """`/affairs`, `/affairs menu` for a category by its name, `/affairs sports day` for words."""
    typed = clean(turn.message.text.plain)[:WORDS]
    named = [each for each in Category if same(turn.texts.plain(f"affair-category-{each}"), typed)]
    state = _anew(turn) | ({"category": str(named[0])} if named else {"words": typed})
    if turn.actor.reachable:
        await browsing.show(turn, KIND, LIST, state)
    else:
        _ = turn.person_id
        turn.knock(turn.school.link("affairs"))


def _anew(turn: Turn) -> dict[str, Any]:
    """All of the register, from its first page."""
    return {"page": 0, "zone": turn.school.zone.key, "choosing": ""} | _WHOLE


_WHOLE: dict[str, Any] = {"category": "", "term": EVERY, "words": ""}


@feature.start("affairs")
async def led(turn: Turn) -> None:
    """A link to all of it."""
    await become_known(turn)
    await browsing.show(turn, KIND, LIST, _anew(turn))


@feature.button(Page, Can.ANYTHING_OPEN)
async def turn_page(turn: Turn) -> None:
    """Another page of one's own list."""
    await browsing.move(turn, page=turn.press.number)


@feature.button(All, Can.ANYTHING_OPEN)
async def show_all(turn: Turn) -> None:
    """Everything again."""
    await browsing.move(turn, page=0, choosing="", **_WHOLE)


@feature.button(Categories, Can.ANYTHING_OPEN)
async def categories(turn: Turn) -> None:
    """The card offers them."""
    await browsing.move(turn, choosing="category")


@feature.button(InCategory, Can.ANYTHING_OPEN)
async def in_category(turn: Turn) -> None:
    """That one."""
    await browsing.move(turn, page=0, choosing="", category=str(turn.press.category))


@feature.button(Terms, Can.ANYTHING_OPEN)
async def terms(turn: Turn) -> None:
    """The card offers those of which there is something."""
    browsing.mine(turn)
    found = await affair_search.terms(turn.session, turn.school.zone, turn.now)
    await browsing.move(turn, choosing="term", terms=[each.number for each in found])


@feature.button(InTerm, Can.ANYTHING_OPEN)
async def in_term(turn: Turn) -> None:
    """That one, or all of them; a year that no calendar has is no term."""
    if turn.press.number != EVERY and not 2000 <= Term.of_number(turn.press.number).year < 2200:
        turn.refuse("refused-button")
    await browsing.move(turn, page=0, choosing="", term=turn.press.number)


@feature.button(Search, Can.ANYTHING_OPEN)
async def search(turn: Turn) -> None:
    """Asks for words; the next message has them."""
    browsing.mine(turn)
    await asking.put(turn, "affairs-words", turn.texts("affairs-ask"), {})


@feature.answer("affairs-words")
async def words_given(turn: Turn) -> None:
    """What has all these words; the list follows at the end of the chat."""
    place = await places.find(turn.session, KIND, turn.person_id)
    state = place.state if place is not None else _anew(turn)
    words = clean(turn.message.text.plain)[:WORDS]
    await browsing.show(turn, KIND, LIST, state | {"page": 0, "choosing": "", "words": words})


# An entry


feature.card(cards.ENTRY, affair_views.view)(cards.entry)


@feature.start("affair")
async def read(turn: Turn) -> None:
    """The button under a card in a group leads here, whoever taps it."""
    await become_known(turn)
    if not turn.payload.isdecimal() or len(turn.payload) > 15:
        turn.refuse("affair-gone")
    await _show(turn, int(turn.payload))


@feature.button(Open, Can.ANYTHING_OPEN)
async def open_one(turn: Turn) -> None:
    """The entry comes to the end of the chat, with its documents."""
    if not turn.place.private:
        turn.refuse("refused-button")
    await _show(turn, turn.press.affair_id)


async def _show(turn: Turn, affair_id: int) -> None:
    """To who may publish with the buttons for that."""
    _ = turn.person_id
    found = (await affairs.of_ids(turn.session, [affair_id])).get(affair_id)
    if found is None or found.withdrawn_at is not None:
        turn.refuse("affair-gone")
    publishes = may(turn.actor, Can.AFFAIR_PUBLISH, None)
    await browsing.at_the_end(turn, cards.MANAGED if publishes else cards.ENTRY, affair_id)
