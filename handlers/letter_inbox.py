"""`/inbox`: the open letters by age; a tap opens one in private, where it is answered as well."""

from __future__ import annotations

from dataclasses import dataclass

from handlers import letter_cards as cards
from handlers import letter_places as places
from handlers.kit import browsing as pages
from handlers.kit import buttons
from handlers.kit.card import Button, Card, card
from handlers.kit.feature import Feature, Where
from handlers.kit.forms.steps import in_rows
from handlers.kit.roles import Can
from handlers.kit.texts import Texts, lines
from handlers.kit.turn import Turn
from storage import browsing, letter_forwards, letter_readers, letter_views, letters
from storage.base import Session
from storage.letters import About, Snapshot

feature = Feature("letter_inbox", snapshots=browsing.of_ids)

KIND, LIST = "inbox", "letter_inbox.list"
# A page: as many as can be read without scrolling on a phone.
PAGE = 8


@buttons.button("lip")
class Page:
    """Another page of the open letters."""

    subject_id: int
    number: int


@dataclass(frozen=True, slots=True)
class ListView:
    """The open letters, and which page of them is looked at."""

    id: int
    number: int
    letters: tuple[Snapshot, ...]


feature.card(cards.OPENED, letter_views.view, can=Can.LETTER_INBOX)(cards.letter)


@feature.command("inbox", Can.LETTER_INBOX, Where.PRIVATE)
async def inbox(turn: Turn) -> None:
    """The open letters: safety first, then the oldest. No names, for these are on the letters."""
    if not await _own(turn.session, turn.person_id):
        turn.refuse("letter-none")
    await pages.show(turn, KIND, LIST, {"page": 0})


async def _own(session: Session, person_id: int) -> list[Snapshot]:
    """The open letters that somebody looks after, or that were passed on to them as a deputy."""
    readers = await letter_readers.now(session)
    handed: set[int] = set()
    if person_id in {each.id for each in readers.deputies}:
        handed = await letter_forwards.with_deputies(session)
    return [
        one
        for one in await letters.open_ones(session)
        if readers.may(person_id, one) or (one.id in handed and one.concerns != person_id)
    ]


async def _view(session: Session, subject_id: int) -> ListView:
    place = await browsing.get(session, subject_id)
    found = await _own(session, place.author_id)
    # What is about a child's safety is looked at before all else.
    ordered = sorted(found, key=lambda one: one.about != About.SAFETY)
    return ListView(place.id, place.state["page"], tuple(ordered))


@feature.card(LIST, _view, can=Can.LETTER_INBOX)
def listed(view: ListView, texts: Texts) -> Card:
    """A line and a button each."""
    if not view.letters:
        return card(texts("letter-none"))
    here, number, count = pages.page(view.letters, view.number, PAGE)
    said = [cards.line(one, texts) for one in here]
    text = lines(texts("letter-open", count=len(view.letters)), *said)
    opened = in_rows([cards.open_button(one, texts) for one in here])
    back, on = (
        Button(texts.plain(f"letter-page-{name}"), buttons.pack(Page(view.id, number + step)))
        for name, step in (("back", -1), ("on", 1))
    )
    return card(text, *opened, pages.leaves(back, number, count, on))


@feature.button(Page, Can.LETTER_INBOX)
async def page(turn: Turn) -> None:
    """Turns to it."""
    await pages.move(turn, page=turn.press.number)


@feature.button(cards.Open, Can.LETTER_INBOX)
async def open_one(turn: Turn) -> None:
    """The letter comes to the end of the chat, with all its buttons."""
    if not turn.place.private:
        turn.refuse("refused-button")
    found = await letters.of_ids(turn.session, [turn.press.letter_id])
    if turn.press.letter_id not in found:
        turn.refuse("refused-button")
    one = found[turn.press.letter_id]
    if await places.may_read(turn, one):
        card = cards.HELP if one.about == About.HELP else cards.OPENED
    elif await places.is_handed(turn, one):
        card = cards.HANDED
    else:
        turn.refuse("refused-right")
    await pages.at_the_end(turn, card, one.id)
    await browsing.refresh(turn.session, turn.actor.person_id, [KIND], turn.now)
