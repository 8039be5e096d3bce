"""`/decisions`: what was decided, newest first, looked for by words, and as minutes to print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handlers.kit import asking, browsing, buttons, glyphs, typeset
from handlers.kit.card import Button, Card, Text, Upload, card
from handlers.kit.composing import Compose, Composed, Composing, Making
from handlers.kit.feature import Feature
from handlers.kit.forms.steps import Option, in_rows, same
from handlers.kit.naming import title_of
from handlers.kit.roles import Can, classes_where, may_in_school_committee
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Turn
from handlers.vote_cards import figures, result, statement
from storage import actors, classes, decisions
from storage import browsing as places
from storage.actors import Actor
from storage.base import Session
from storage.decisions import Decided, Wanted
from storage.rules import clean

feature = Feature("decisions", snapshots=places.of_ids)

KIND, LIST, MINUTES = "decisions", "decisions.list", "decisions.minutes"
PAGE = 5
# What one looks for, and how many of the latest stand in a file; signs named in a caption.
WORDS, IN_A_FILE, NAMED = 60, 300, 20
EVERY, SCHOOL = -1, 0  # in the place of a class: all one's committees, and the school's
_PICTURE = re.compile(r"^\W+")
_PDF = re.compile(r"pdf\b\s*", re.IGNORECASE)


@buttons.button("dcp")
class Page:
    """Turn to this page."""

    subject_id: int
    number: int


@buttons.button("dcs")
class Search:
    """Ask me for words to look for."""

    subject_id: int


@buttons.button("dca")
class All:
    """Whatever the words."""

    subject_id: int


@buttons.button("dcc")
class Committees:
    """Ask me of which committee."""

    subject_id: int


@buttons.button("dco")
class Of:
    """Those of this committee."""

    place: int


@buttons.button("dcf")
class AsFile:
    """Send them as minutes to print."""

    subject_id: int


@dataclass(frozen=True, slots=True)
class View:
    """A page of the list, `number` from 0; `committee` is which, where one sits in several."""

    id: int
    shown: Sequence[Decided]
    number: int
    more: bool
    words: str
    committee: int
    names: dict[int, str]


# Whose decisions one may read


async def _committees(session: Session, actor: Actor) -> dict[int, str]:
    """Those that an actor works with now, by class or SCHOOL; the latter has no name yet."""
    where = classes_where(actor, Can.COMMITTEE_WORK)
    found = await classes.all_open(session)
    own = {each.id: each.name for each in found if where is None or each.id in where}
    return own | ({SCHOOL: ""} if may_in_school_committee(actor, Can.COMMITTEE_WORK) else {})


def _wanted(actor: Actor, state: dict[str, Any]) -> Wanted:
    """What somebody looks for, as far as they may; of a committee they left, nothing."""
    where = classes_where(actor, Can.COMMITTEE_WORK)
    of_school = may_in_school_committee(actor, Can.COMMITTEE_WORK)
    committee, words = state["committee"], state["words"]
    if committee == EVERY:
        return Wanted(where, of_school, words)
    if committee == SCHOOL:
        return Wanted((), of_school, words)
    return Wanted((committee,) if where is None or committee in where else (), False, words)


async def load(session: Session, subject_id: int) -> View:
    """A page, as the owner of the list may see it now."""
    place = await places.get(session, subject_id)
    actor, state = await actors.of_person(session, place.author_id), place.state
    number = max(0, state["page"])
    wanted = _wanted(actor, state)
    found = await decisions.listed(session, wanted, PAGE + 1, number * PAGE)
    names = await _committees(session, actor)
    more = len(found) > PAGE
    return View(place.id, found[:PAGE], number, more, state["words"], state["committee"], names)


# The list


@feature.card(LIST, load, can=Can.COMMITTEE_WORK)
def page(view: View, texts: Texts) -> Card:
    """What was decided, how it came out, when and by whom."""
    words = texts("decisions-words", words=view.words) if view.words else None
    none = None if view.shown else texts("decisions-none", words=int(bool(view.words)))
    head = texts("decisions-title", committee=_committee(view.committee, view.names, texts))
    told = [_told(each, texts) for each in view.shown]
    back = _button("decisions-newer", Page(view.id, view.number - 1), texts)
    on = _button("decisions-older", Page(view.id, view.number + 1), texts)
    leaves = browsing.leaves(back, view.number, view.number + 1 + view.more, on)
    return card(paragraphs(lines(head, words), *told, none), leaves, *_rows(view, texts))


def _rows(view: View, texts: Texts) -> list[list[Button]]:
    offered = [_button("decisions-search", Search(view.id), texts)]
    if view.words:
        offered.append(_button("decisions-all", All(view.id), texts))
    if len(view.names) > 1:
        offered.append(_button("decisions-committees", Committees(view.id), texts))
    if view.shown:
        offered.append(_button("decisions-file", AsFile(view.id), texts))
    return in_rows(offered)


def _button(key: str, press: object, texts: Texts) -> Button:
    return Button(texts.plain(key), buttons.pack(press))


def _committee(place: int, names: dict[int, str], texts: Texts) -> str:
    """What a committee is called; the only one also where all are asked for."""
    if place == EVERY and len(names) == 1:
        (place,) = names
    if place == SCHOOL:
        return texts.plain("vote-school")
    return names.get(place) or texts.plain("decisions-every")


def _told(one: Decided, texts: Texts) -> Text:
    came_out = []
    if one.vote is not None and one.outcome is not None:
        came_out = [result(one.vote, one.outcome, texts), figures(one.vote, one.outcome, texts)]
    return lines(Text(one.text).styled("bold"), *came_out, _where(one, texts).styled("italic"))


def _where(one: Decided, texts: Texts) -> Text:
    """When, by which committee, and at which meeting."""
    whose = texts.plain("vote-school") if one.of_school else texts.classes(one.classes)
    at = title_of(one.meeting, texts) if one.meeting is not None else ""
    when = texts.day(one.at)
    return texts("decisions-where", when=when, whose=whose, held=int(bool(at)), meeting=at)


# It is asked for


@feature.command("decisions", Can.COMMITTEE_WORK)
async def listed(turn: Turn) -> None:
    """`/decisions`, `/decisions projector`, `/decisions 3B projector`; with "pdf", as a file."""
    typed = clean(turn.message.text.plain)
    printed = _PDF.match(typed)
    committee, words = await _read(turn, typed[printed.end() :] if printed else typed)
    state = {"page": 0, "words": words[:WORDS], "committee": committee}
    if not turn.actor.reachable:
        turn.knock()
    elif printed:
        _print(turn, await places.begin(turn.session, KIND, turn.person_id, state, turn.now))
    else:
        await browsing.show(turn, KIND, LIST, state)


async def _read(turn: Turn, typed: str) -> tuple[int, str]:
    """A committee that is named first, and the words that follow."""
    names = await _committees(turn.session, turn.actor)
    for place, name in names.items():
        said = name or turn.texts.plain("vote-school")
        rest = typed[len(said) :]
        if typed and same(said, typed[: len(said)]) and (not rest or rest[0].isspace()):
            return place, rest.strip()
    return EVERY, typed


@feature.button(Page, Can.COMMITTEE_WORK)
async def turn_page(turn: Turn) -> None:
    """Another page of one's own list."""
    await browsing.move(turn, page=turn.press.number)


@feature.button(All, Can.COMMITTEE_WORK)
async def show_all(turn: Turn) -> None:
    """No words any more."""
    await browsing.move(turn, page=0, words="")


@feature.button(Search, Can.COMMITTEE_WORK)
async def search(turn: Turn) -> None:
    """Asks for words; the next message has them."""
    browsing.mine(turn)
    await asking.put(turn, "decisions-words", turn.texts("decisions-ask"), {})


@feature.answer("decisions-words")
async def words_given(turn: Turn) -> None:
    """What has all these words; the list follows at the end of the chat."""
    await _go(turn, words=clean(turn.message.text.plain)[:WORDS])


@feature.button(Committees, Can.COMMITTEE_WORK)
async def committees(turn: Turn) -> None:
    """Asks of which committee: by tap, or by its name."""
    browsing.mine(turn)
    rows = [
        Button(each.label, buttons.pack(Of(int(each.value or 0)))) for each in await _offered(turn)
    ]
    await asking.put(turn, "decisions-committee", turn.texts("decisions-whose"), {}, in_rows(rows))


async def _offered(turn: Turn) -> list[Option]:
    names = await _committees(turn.session, turn.actor)
    order = [*sorted(names, key=lambda place: place == SCHOOL), EVERY]
    return [Option(place, _committee(place, names, turn.texts)) for place in order]


@feature.button(Of, Can.COMMITTEE_WORK)
async def of_committee(turn: Turn) -> None:
    """That one."""
    await asking.drop(turn)
    await _go(turn, committee=turn.press.place)


@feature.answer("decisions-committee")
async def committee_named(turn: Turn) -> None:
    """Its name was written."""
    typed = turn.message.text.plain
    found = [each.value for each in await _offered(turn) if same(each.label, typed)]
    if not found:
        turn.refuse("form-not-offered", typed=typed[:40])
    await _go(turn, committee=found[0])


async def _go(turn: Turn, **changes: Any) -> None:
    place = await places.find(turn.session, KIND, turn.person_id)
    if place is None:
        turn.refuse("refused-subject-gone")
    await browsing.show(turn, KIND, LIST, place.state | {"page": 0} | changes)


# As a file


@feature.button(AsFile, Can.COMMITTEE_WORK)
async def as_file(turn: Turn) -> None:
    """What is looked for, on all pages; it is set after the commit, and comes by itself."""
    browsing.mine(turn)
    _print(turn, turn.subject.id)
    turn.toast("decisions-coming")


def _print(turn: Turn, place_id: int) -> None:
    user_id, language = turn.user.user_id, turn.texts.language
    turn.errands.append(Compose(MINUTES, user_id, language, about=place_id))


@feature.composes(MINUTES)
async def minutes(composing: Composing) -> Making:
    """Reads what its owner may read now."""
    session, texts = composing.session, composing.texts
    place = await places.get(session, composing.errand.about)
    actor = await actors.of_person(session, place.author_id)
    found = await decisions.listed(session, _wanted(actor, place.state), IN_A_FILE)
    names = await _committees(session, actor)
    committee = _committee(place.state["committee"], names, texts)
    data = contents(found, committee, place.state["words"], texts.day(composing.now), texts)

    async def make() -> Composed:
        lacking = glyphs.missing(glyphs.texts_in(data), typeset.font_files())
        pdf = await typeset.pdf("decisions", glyphs.printable(data, lacking))
        signs = " ".join(glyphs.seen(lacking)[:NAMED])
        caption = texts("decisions-caption", count=len(found), committee=committee)
        missing = texts("survey-result-missing", signs=signs) if signs else None
        return Composed(
            lines(caption, missing), (Upload(f"{texts.plain('decisions-file-name')}.pdf", pdf),)
        )

    return make


def contents(
    found: Sequence[Decided], committee: str, words: str, day: str, texts: Texts
) -> dict[str, Any]:
    """What stands on the page, as handlers/kit/pages/decisions.typ wants it."""
    return {
        "lang": texts.language.partition("-")[0],
        "region": texts.language.partition("-")[2] or None,
        "school": texts.school.name,
        "title": texts("decisions-title", committee=committee).plain,
        "date": day,
        "words": texts.plain("decisions-words", words=words) if words else None,
        "decisions": [_entry(each, texts) for each in found],
    }


def _entry(one: Decided, texts: Texts) -> dict[str, Any]:
    said: list[str] = []
    if one.vote is not None and one.outcome is not None:
        said = statement(one.vote, one.outcome, texts).plain.split("\n")
    # What comes first is how it came out, behind a picture that paper does without.
    head = _PICTURE.sub("", said[0]) if said else None
    return {"text": one.text, "outcome": head, "said": said[1:], "where": _where(one, texts).plain}
