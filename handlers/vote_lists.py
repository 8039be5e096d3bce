"""`/votes`: what is planned and what runs, a page at a time, in private."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from handlers.kit import browsing, buttons
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature
from handlers.kit.lengths import label as fitted
from handlers.kit.roles import Can, classes_where, may_about, may_in_school_committee
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Turn
from handlers.vote_cards import Show
from handlers.vote_opening import VOTES
from handlers.vote_plans import Cancel, Change
from storage import actors, vote_lists
from storage import browsing as places
from storage.actors import Actor
from storage.base import Session
from storage.tallies import Kind
from storage.vote_lists import Listed
from storage.votes import Eligible

feature = Feature("vote_lists", snapshots=places.of_ids)

LIST = "vote_lists.list"
PAGE = 5
TITLE = 48  # characters of a title that tell which one it is


@buttons.button("vlp")
class Page:
    """Turn to this page."""

    subject_id: int
    number: int


class Standing(StrEnum):
    """Where a vote stands, as the texts know it."""

    PLANNED = "planned"
    HELD = "held"  # its time is over, and it has not opened
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class View:
    """A page of the list, `number` from 0; `count` is how many there are on all pages."""

    id: int
    shown: Sequence[Listed]
    number: int
    pages: int
    count: int


@feature.command("votes", Can.VOTE_CREATE)
async def listed(turn: Turn) -> None:
    """The votes that one looks after: what is planned, then what runs."""
    if await _found(turn.session, turn.actor):
        await browsing.show(turn, VOTES, LIST, {"page": 0})
    else:
        turn.say("votes-none")


async def _found(session: Session, actor: Actor) -> list[Listed]:
    where = classes_where(actor, Can.VOTE_MANAGE)
    of_school = may_in_school_committee(actor, Can.VOTE_MANAGE)
    found = await vote_lists.of_classes(session, where, actor.person_id, of_school=of_school)
    return [each for each in found if _may_manage(actor, each)]


def _may_manage(actor: Actor, one: Listed) -> bool:
    author = one.vote.author_id
    own = author is not None and author == actor.person_id
    return may_about(actor, Can.VOTE_MANAGE, one.vote) or (
        own and may_about(actor, Can.VOTE_CREATE, one.vote)
    )


async def load(session: Session, subject_id: int) -> View:
    """A page, as the owner of the list may see it now."""
    place = await places.get(session, subject_id)
    actor = await actors.of_person(session, place.author_id)
    found = await _found(session, actor)
    shown, number, pages = browsing.page(found, place.state["page"], PAGE)
    return View(place.id, shown, number, pages, len(found))


@feature.card(LIST, load, can=Can.VOTE_CREATE)
def page(view: View, texts: Texts) -> Card:
    """Which, where it stands, its number to open it; of what is planned, Change and Cancel."""
    numbered = list(enumerate(view.shown, start=view.number * PAGE + 1))
    told = [_line(number, each, texts) for number, each in numbered]
    open_ = [Button(str(n), buttons.pack(Show(each.vote.id))) for n, each in numbered]
    plans = [_acts(n, each, texts) for n, each in numbered if _is_plan(each)]
    back = Button("◀", buttons.pack(Page(view.id, view.number - 1)))
    on = Button("▶", buttons.pack(Page(view.id, view.number + 1)))
    text = paragraphs(texts("votes-title", count=view.count), lines(*told))
    return card(text, open_, *plans, browsing.leaves(back, view.number, view.pages, on))


def _is_plan(one: Listed) -> bool:
    """Elections are put off and taken back on their own card."""
    return one.vote.opened_at is None and one.vote.kind != Kind.ELECTION


def _acts(number: int, one: Listed, texts: Texts) -> list[Button]:
    change, cancel = Change(one.vote.id), Cancel(one.vote.id)
    return [
        Button(texts.plain("notices-change", number=str(number)), buttons.pack(change)),
        Button(texts.plain("notices-cancel", number=str(number)), buttons.pack(cancel)),
    ]


def _line(number: int, each: Listed, texts: Texts) -> Text:
    one, state = each.vote, _standing(each)
    at = one.closes_at if state == Standing.OPEN else each.opens_at
    of_school = one.eligible == Eligible.SEATS
    return texts(
        "votes-line",
        number=number,
        title=fitted(one.title, TITLE),
        whose=texts.plain("vote-school") if of_school else texts.classes(each.classes),
        state=state,
        when=texts.moment(at or one.closes_at),
    )


def _standing(one: Listed) -> Standing:
    if one.vote.opened_at is not None:
        return Standing.OPEN
    return Standing.HELD if one.held else Standing.PLANNED


@feature.button(Page, Can.VOTE_CREATE)
async def turn_page(turn: Turn) -> None:
    """Another page of one's own list."""
    await browsing.move(turn, page=turn.press.number)
