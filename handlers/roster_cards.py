"""What the card of `/people` looks like: the classes, the people of one, one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handlers.kit import browsing, buttons
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.forms.steps import in_rows
from handlers.kit.naming import role_name, roles, short_role
from handlers.kit.roles import Can, classes_where, may_give
from handlers.kit.texts import Texts, lines, paragraphs
from storage import actors, classes, committee, roster
from storage import browsing as places
from storage.actors import Actor
from storage.base import Session
from storage.people import PersonRef, Role
from storage.roster import Count, Entry

# People and classes on one page: each has a button.
PAGE = 10
SCHOOL = 0  # in a button and in the state, where a class has its number
START: dict[str, Any] = {"class": None, "page": 0, "person": None, "sure": None, "hand": None}
# What can be made of somebody in a class, and in the school.
MADE_IN_CLASS = (Role.HEAD_TEACHER, Role.TEACHER, Role.CHAIR, Role.COMMITTEE, Role.SEAT)
MADE_IN_SCHOOL = (Role.PRINCIPAL, Role.DEPUTY, Role.CONFIDANT, Role.ADMIN, Role.PARTNER)
# What is handed over rather than given to a second person.
_HANDED = (Role.HEAD_TEACHER, Role.CHAIR, Role.SEAT)


@buttons.button("roc")
class InClass:
    """Show the people of this class, or (0) those of the school."""

    subject_id: int
    class_id: int


@buttons.button("rop")
class Page:
    """Turn to this page."""

    subject_id: int
    number: int


@buttons.button("row")
class Who:
    """Show this person."""

    subject_id: int
    person_id: int


@buttons.button("rou")
class Up:
    """Back to where one came from."""

    subject_id: int


@buttons.button("ror")
class Remove:
    """Take this role from the person that is shown."""

    subject_id: int
    person_id: int
    role: Role


@buttons.button("ros")
class Sure:
    """Yes, take it."""

    subject_id: int
    person_id: int
    role: Role


@buttons.button("rom")
class Make:
    """Make the person that is shown this, too."""

    subject_id: int
    person_id: int
    role: Role


@buttons.button("roh")
class Hand:
    """Somebody else shall have this role of the person that is shown: to whom?"""

    subject_id: int
    person_id: int
    role: Role


@buttons.button("rot")
class HandTo:
    """This person shall."""

    subject_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class View:
    """What the card shows: `counts` at the top, then a class's `entries`, then one `person`."""

    id: int
    actor: Actor
    state: dict[str, Any]
    counts: tuple[Count, ...] = ()
    class_id: int | None = None
    class_name: str | None = None
    entries: tuple[Entry, ...] = ()
    person: Entry | None = None
    candidates: tuple[PersonRef, ...] = ()


async def load(session: Session, subject_id: int) -> View:
    """What its owner may see now; where the class or the person is gone, one step up."""
    place = await places.get(session, subject_id)
    actor = await actors.of_person(session, place.author_id)
    where, state = classes_where(actor, Can.PERSON_MANAGE), place.state
    counts = tuple(await roster.counts(session, where))
    chosen = state["class"]
    if chosen is None or not in_reach(where, chosen):
        return View(subject_id, actor, state | {"class": None}, counts)
    class_id = chosen or None
    name = (await classes.get(session, class_id)).name if class_id else None
    entries = tuple(await roster.entries(session, class_id))
    person = next((each for each in entries if each.person_id == state["person"]), None)
    candidates: tuple[PersonRef, ...] = ()
    if person is not None and state["hand"] and class_id:
        role = Role(state["hand"])
        candidates = tuple(await committee.candidates(session, role, class_id, person.person_id))
    return View(subject_id, actor, state, counts, class_id, name, entries, person, candidates)


def in_reach(where: set[int] | None, chosen: int) -> bool:
    """Whether a class (or 0, the school) is among those that somebody manages."""
    return where is None or chosen in where


def listed(view: View, texts: Texts) -> Card:
    """The classes; the people of one; one of them."""
    if view.state["class"] is None:
        return _of_school(view, texts)
    if view.person is None:
        return _of_class(view, texts)
    if view.state["hand"]:
        return _handing(view, view.person, texts)
    if view.state["sure"]:
        return _asking(view, view.person, texts)
    return _of_person(view, view.person, texts)


def _of_school(view: View, texts: Texts) -> Card:
    found, number, pages = browsing.page(view.counts, view.state["page"], 3 * PAGE)
    rows = in_rows(
        [
            Button(
                f"{each.name or texts.plain('roster-school')} · {each.people}",
                buttons.pack(InClass(view.id, each.class_id or SCHOOL)),
            )
            for each in found
        ]
    )
    return card(
        paragraphs(texts("roster-title"), texts("roster-choose")),
        *rows,
        _leaves(view, number, pages),
    )


def _leaves(view: View, number: int, pages: int) -> list[Button]:
    back = Button("◀", buttons.pack(Page(view.id, number - 1)))
    return browsing.leaves(
        back, number, pages, Button("▶", buttons.pack(Page(view.id, number + 1)))
    )


def _up(view: View, texts: Texts) -> list[Button]:
    return [Button(texts.plain("roster-back"), buttons.pack(Up(view.id)))]


def _of_class(view: View, texts: Texts) -> Card:
    """By role, with the children of the parents; a button each."""
    found, number, pages = browsing.page(view.entries, view.state["page"], PAGE)
    title = texts(
        "roster-of",
        class_name=view.class_name or texts.plain("roster-school"),
        count=len(view.entries),
    )
    parts: list[Text] = []
    for each in found:
        parts += [_heading(each.roles[0], texts)] if _first(each, found) else []
        parts.append(_line(each, texts))
    rows = in_rows(
        [Button(each.name, buttons.pack(Who(view.id, each.person_id))) for each in found]
    )
    shown = texts("roster-page", page=number + 1, pages=pages) if pages > 1 else None
    up = _up(view, texts) if len(view.counts) > 1 else []
    return card(
        paragraphs(title, lines(*parts) if parts else texts("roster-nobody"), shown),
        *rows,
        _leaves(view, number, pages),
        up,
    )


def _first(entry: Entry, found: Any) -> bool:
    """Whether an entry is the first of its role on the page."""
    return next(each for each in found if each.roles[0] == entry.roles[0]) is entry


def _heading(role: Role, texts: Texts) -> Text:
    return Text(texts.plain(f"role-{role}").capitalize()).styled("bold")


def _line(one: Entry, texts: Texts) -> Text:
    more = [texts.plain(f"role-{each}") for each in one.roles[1:]]
    about = [*more, *one.children]
    return texts("roster-line", name=one.name, count=len(about), about=", ".join(about))


def _of_person(view: View, one: Entry, texts: Texts) -> Card:
    """Their roles here, with what may be changed by who looks."""
    where = view.class_name or texts.plain("roster-school")
    about = lines(
        Text(one.name).styled("bold") + (f" · @{one.username}" if one.username else ""),
        texts("roster-is", class_name=where, roles=roles(texts, one.roles)),
        texts("roster-children", names=texts.listing(list(one.children))) if one.children else None,
    )
    return card(
        about,
        *[[each] for each in _changes(view, one, texts)],
        _up(view, texts),
    )


def _changes(view: View, one: Entry, texts: Texts) -> list[Button]:
    """What may be handed over, what they may become, what may be taken from them."""
    class_id = view.class_id
    offered = MADE_IN_CLASS if class_id else MADE_IN_SCHOOL
    handed = [
        each
        for each in one.roles
        if each in _HANDED and class_id and may_hand(view.actor, one, each, class_id)
    ]
    made = [
        each for each in offered if each not in one.roles and may_change(view.actor, each, class_id)
    ]
    taken = [each for each in one.roles if may_change(view.actor, each, class_id)]
    return [
        *(_change(Hand, "roster-hand", view, one, each, texts) for each in handed),
        *(_change(Make, "roster-make", view, one, each, texts) for each in made),
        *(_change(Remove, "roster-remove", view, one, each, texts) for each in taken),
    ]


def _change(kind: Any, key: str, view: View, one: Entry, role: Role, texts: Texts) -> Button:
    label = texts.plain(key, role=short_role(texts, role))
    style = "danger" if kind is Remove else None
    return Button(label, buttons.pack(kind(view.id, one.person_id, role)), style=style)


def may_change(actor: Actor, role: Role, class_id: int | None) -> bool:
    """Whether an actor may give and take this role."""
    return may_give(actor, Can.PERSON_MANAGE, role, class_id)


def may_hand(actor: Actor, one: Entry, role: Role, class_id: int) -> bool:
    """Who may give the role; and whoever holds it themselves."""
    return one.person_id == actor.person_id or may_change(actor, role, class_id)


def _asking(view: View, one: Entry, texts: Texts) -> Card:
    """Is that meant? What it takes away is said."""
    role = Role(view.state["sure"])
    key = "roster-sure-parent" if role == Role.PARENT else "roster-sure"
    said = texts(key, name=one.name, role=role_name(texts, role, view.class_name))
    yes = Button(
        texts.plain("roster-sure-yes"),
        buttons.pack(Sure(view.id, one.person_id, role)),
        style="danger",
    )
    return card(said, [yes], _up(view, texts))


def _handing(view: View, one: Entry, texts: Texts) -> Card:
    """To whom, by tap; they must accept."""
    found, number, pages = browsing.page(view.candidates, view.state["page"], 3 * PAGE)
    what = role_name(texts, Role(view.state["hand"]), view.class_name)
    key = "roster-hand-to" if found else "roster-hand-nobody"
    rows = in_rows([Button(each.name, buttons.pack(HandTo(view.id, each.id))) for each in found])
    said = texts(key, name=one.name, role=what)
    return card(said, *rows, _leaves(view, number, pages), _up(view, texts))
