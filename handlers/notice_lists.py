"""`/announcements`: one private card of what is planned and one of what runs, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.kit import browsing, buttons
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature
from handlers.kit.roles import Can, classes_where
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Turn
from handlers.notice_changes import Correct, Show, Withdraw
from handlers.notice_times import Cancel, Change
from handlers.notices import CURRENT, PLANNED, RUNNING, head_of
from storage import actors, notice_lists, notices
from storage import browsing as places
from storage.actors import Actor
from storage.base import Session
from storage.notices import CardView, Snapshot

feature = Feature("notice_lists", snapshots=places.of_ids)

# Notices on a page: each has a row of buttons.
PAGE = 5
_CARDS = {PLANNED: "notice_lists.planned", RUNNING: "notice_lists.running"}


@buttons.button("nlp")
class Page:
    """Turn to this page."""

    subject_id: int
    number: int


@dataclass(frozen=True, slots=True)
class View:
    """A page of a list, `number` from 0; `count` is how many notices there are on all pages."""

    id: int
    shown: Sequence[CardView]
    number: int
    pages: int
    count: int

    @property
    def numbered(self) -> list[tuple[int, CardView]]:
        """The notices of the page with their numbers in the list."""
        return list(enumerate(self.shown, start=self.number * PAGE + 1))


@feature.command("announcements", Can.NOTICE_CREATE)
async def announcements(turn: Turn) -> None:
    """What is planned and what is running, a card each; always in private."""
    waiting = await _planned(turn.session, turn.actor)
    latest = await _running(turn.session, turn.actor)
    current = [each for each in latest if each.posted_at and each.posted_at > turn.now - CURRENT]
    if waiting:
        await browsing.show(turn, PLANNED, _CARDS[PLANNED], {"page": 0})
    if current:
        since = (turn.now - CURRENT).isoformat()
        await browsing.show(turn, RUNNING, _CARDS[RUNNING], {"page": 0, "since": since})
    if not waiting and not current:
        turn.say("notices-none")


async def _planned(session: Session, actor: Actor) -> list[Snapshot]:
    where = classes_where(actor, Can.NOTICE_MANAGE)
    own = None if where is None else actor.person_id
    return await notice_lists.planned(session, where, own)


async def _running(session: Session, actor: Actor) -> list[Snapshot]:
    where = classes_where(actor, Can.NOTICE_MANAGE)
    own = None if where is None else actor.person_id
    return await notice_lists.running(session, where, own)


async def load_planned(session: Session, subject_id: int) -> View:
    """What waits for its time, as its owner may see it now."""
    place = await places.get(session, subject_id)
    found = await _planned(session, await actors.of_person(session, place.author_id))
    return await _page(session, place, found)


async def load_running(session: Session, subject_id: int) -> View:
    """What ran when the list was asked for, and has since been posted."""
    place = await places.get(session, subject_id)
    found = await _running(session, await actors.of_person(session, place.author_id))
    since = datetime.fromisoformat(place.state["since"])
    current = [each for each in found if each.posted_at and each.posted_at > since]
    return await _page(session, place, current)


async def _page(session: Session, place: places.Place, found: Sequence[Snapshot]) -> View:
    shown, number, pages = browsing.page(found, place.state["page"], PAGE)
    views = await notices.card_views(session, shown)
    return View(place.id, views, number, pages, len(found))


@feature.card(_CARDS[PLANNED], load_planned, can=Can.NOTICE_CREATE)
def planned(view: View, texts: Texts) -> Card:
    """What is planned: which, when, and what can be done about it."""
    told = [
        _told("notices-planned-line", number, one, one.notice.planned_for, texts)
        for number, one in view.numbered
    ]
    rows = [
        [
            _button("notices-change", number, Change(one.notice.id), texts),
            _button("notices-cancel", number, Cancel(one.notice.id), texts),
        ]
        for number, one in view.numbered
    ]
    title = texts("notices-planned", count=view.count)
    return card(paragraphs(title, lines(*told)), *rows, _leaves(view, texts))


@feature.card(_CARDS[RUNNING], load_running, can=Can.NOTICE_CREATE)
def running(view: View, texts: Texts) -> Card:
    """What was announced lately: which, when, how far it has got."""
    told = [
        _told("notices-running-line", number, one, one.notice.posted_at, texts)
        for number, one in view.numbered
    ]
    rows = [
        [
            _button("notices-show", number, Show(one.notice.id), texts),
            _button("notices-change", number, Correct(one.notice.id), texts),
            _button("notices-withdraw", number, Withdraw(one.notice.id), texts),
        ]
        for number, one in view.numbered
    ]
    title = texts("notices-running", count=view.count)
    return card(paragraphs(title, lines(*told)), *rows, _leaves(view, texts))


def _told(key: str, number: int, one: CardView, at: datetime | None, texts: Texts) -> Text:
    return texts(
        key,
        number=str(number),
        class_names=texts.classes(one.classes),
        when=texts.moment(at) if at else "",
        head=head_of(one.notice),
        confirmed=one.confirmed,
    )


def _button(key: str, number: int, press: object, texts: Texts) -> Button:
    return Button(texts.plain(key, number=str(number)), buttons.pack(press))


def _leaves(view: View, texts: Texts) -> list[Button]:
    back = Button(texts.plain("notices-newer"), buttons.pack(Page(view.id, view.number - 1)))
    on = Button(texts.plain("notices-older"), buttons.pack(Page(view.id, view.number + 1)))
    return browsing.leaves(back, view.number, view.pages, on)


@feature.button(Page, Can.NOTICE_CREATE)
async def turn_page(turn: Turn) -> None:
    """Another page of one's own list."""
    await browsing.move(turn, page=turn.press.number)
