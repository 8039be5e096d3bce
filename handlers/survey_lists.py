"""`/surveys`: what is planned, what runs and what is over, a page at a time, in private."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from handlers.kit import browsing, buttons
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature
from handlers.kit.roles import Can, classes_where
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Turn
from handlers.survey_buttons import Show, may_manage
from storage import actors, survey_lists, survey_views
from storage import browsing as places
from storage.actors import Actor
from storage.base import Session
from storage.survey_views import CardView
from storage.surveys import Snapshot

feature = Feature("survey_lists", snapshots=places.of_ids)

KIND, LIST = "surveys", "survey_lists.list"
PAGE = 6
TITLE = 48  # characters of a title that tell which one it is


@buttons.button("svp")
class Page:
    """Turn to this page."""

    subject_id: int
    number: int


class Standing(StrEnum):
    """Where a survey stands, as the texts know it."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class View:
    """A page of the list, `number` from 0; `count` is how many there are on all pages."""

    id: int
    shown: Sequence[CardView]
    number: int
    pages: int
    count: int


@feature.command("surveys", Can.SURVEY_CREATE)
async def listed(turn: Turn) -> None:
    """The surveys that one looks after, the latest first."""
    if await _found(turn.session, turn.actor):
        await browsing.show(turn, KIND, LIST, {"page": 0})
    else:
        turn.say("surveys-none")


async def _found(session: Session, actor: Actor) -> list[Snapshot]:
    where = classes_where(actor, Can.SURVEY_MANAGE)
    found = await survey_lists.of_classes(session, where, actor.person_id)
    return [each for each in found if may_manage(actor, each)]


async def load(session: Session, subject_id: int) -> View:
    """A page, as the owner of the list may see it now."""
    place = await places.get(session, subject_id)
    actor = await actors.of_person(session, place.author_id)
    found = await _found(session, actor)
    shown, number, pages = browsing.page(found, place.state["page"], PAGE)
    views = await survey_views.card_views(session, shown)
    return View(place.id, views, number, pages, len(found))


@feature.card(LIST, load, can=Can.SURVEY_CREATE)
def page(view: View, texts: Texts) -> Card:
    """Which, where it stands, and its number to open it."""
    numbered = list(enumerate(view.shown, start=view.number * PAGE + 1))
    told = [_line(number, each, texts) for number, each in numbered]
    open_ = [Button(str(n), buttons.pack(Show(each.survey.id))) for n, each in numbered]
    back = Button("◀", buttons.pack(Page(view.id, view.number - 1)))
    on = Button("▶", buttons.pack(Page(view.id, view.number + 1)))
    text = paragraphs(texts("surveys-title", count=view.count), lines(*told))
    return card(text, open_, browsing.leaves(back, view.number, view.pages, on))


def _line(number: int, view: CardView, texts: Texts) -> Text:
    one = view.survey
    state, at = Standing.OPEN, one.closes_at
    if one.withdrawn_at is not None:
        state, at = Standing.WITHDRAWN, one.withdrawn_at
    elif one.closed_at is not None:
        state, at = Standing.CLOSED, one.closed_at
    elif one.opened_at is None and one.opens_at is not None:
        state, at = Standing.PLANNED, one.opens_at
    title = one.title if len(one.title) <= TITLE else f"{one.title[: TITLE - 1].rstrip()}…"
    return texts(
        "surveys-line",
        number=number,
        title=title,
        class_names=texts.classes(view.classes),
        state=state,
        when=texts.moment(at),
        answered=view.answered,
    )


@feature.button(Page, Can.SURVEY_CREATE)
async def turn_page(turn: Turn) -> None:
    """Another page of one's own list."""
    await browsing.move(turn, page=turn.press.number)
