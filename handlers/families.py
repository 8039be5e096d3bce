"""Families: parents name their children, and agree on who else answers for them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.kit import asking, buttons
from handlers.kit.acting import become_known, refresh
from handlers.kit.card import Button, Card, card
from handlers.kit.feature import Feature, Where
from handlers.kit.roles import Can, classes_where, is_staff, may
from handlers.kit.speaking import ask_if_unsure
from handlers.kit.texts import Texts
from handlers.kit.turn import Turn
from storage import classes, families, people
from storage.children import Child
from storage.families import NeedsConsent, Request
from storage.people import PersonRef, Role

feature = Feature("families")

_BETWEEN = re.compile(r"[,;\n，、；]+")


@buttons.button("chc")
class ChildIn:
    """Name a child in this class."""

    class_id: int


@buttons.button("gy")
class Agree:
    """This person answers for this child too."""

    child_id: int
    person_id: int


@buttons.button("gn")
class Decline:
    """This person does not answer for this child."""

    child_id: int
    person_id: int


@feature.start("hello")
async def hello(turn: Turn) -> None:
    """A parent comes from their group: what was tapped counts, and what is asked is a name."""
    ask_if_unsure(turn)
    await become_known(turn)
    class_ids = _parent_in(turn)
    if not class_ids:
        key = "start-staff" if is_staff(turn.actor) else "start-stranger"
        turn.say(key, name=turn.user.name, school=turn.school.name)
        return
    nameless = [each for each in class_ids if not _children_in(turn, each)]
    turn.say("start-parent", name=turn.user.name, school=turn.school.name)
    if nameless:
        await _ask_name(turn, nameless)


@feature.command("child", Can.ANYTHING_OPEN, Where.PRIVATE)
async def child(turn: Turn) -> None:
    """`/child Anna`: names a child; in which class is asked where there are several."""
    class_ids = _parent_in(turn)
    if not class_ids:
        turn.refuse("child-no-class")
    typed = turn.message.text.plain
    if not typed.strip():
        await _ask_name(turn, class_ids)
    elif len(class_ids) == 1:
        await _add(turn, class_ids[0], typed)
    else:
        await _ask_name(turn, class_ids)


async def _ask_name(turn: Turn, class_ids: list[int]) -> None:
    """Asks for names in the one class, or first for which of several."""
    if len(class_ids) > 1:
        open_ = await classes.several(turn.session, class_ids)
        rows = [[Button(each.name, buttons.pack(ChildIn(each.id)))] for each in open_]
        turn.say("child-which-class", *rows)
        return
    class_ = await classes.get(turn.session, class_ids[0])
    text = turn.texts("child-ask", class_name=class_.name)
    await asking.put(turn, "child-name", text, {"class_id": class_.id})


@feature.button(ChildIn, Can.ANYTHING_OPEN)
async def child_in(turn: Turn) -> None:
    """The class was chosen; now the name."""
    if turn.press.class_id not in _parent_in(turn) or not turn.place.private:
        turn.refuse("refused-button")
    await _ask_name(turn, [turn.press.class_id])


@feature.answer("child-name")
async def child_name(turn: Turn) -> None:
    """One name, or several with commas between them."""
    if turn.data["class_id"] not in _parent_in(turn):
        turn.refuse("child-no-class")
    await _add(turn, turn.data["class_id"], turn.message.text.plain)


async def _add(turn: Turn, class_id: int, typed: str) -> None:
    names = [name.strip() for name in _BETWEEN.split(typed) if name.strip()]
    added = []
    for name in names:
        result = await families.add_child(turn.session, turn.person_id, class_id, name, turn.now)
        if isinstance(result, NeedsConsent):
            await _ask_consent(turn, result)
        else:
            added.append(result.name)
    await refresh(turn)
    if added:
        class_ = await classes.get(turn.session, class_id)
        turn.say(
            "child-added",
            names=turn.texts.listing(added),
            count=len(added),
            class_name=class_.name,
        )


async def _ask_consent(turn: Turn, needed: NeedsConsent) -> None:
    """Somebody answers for that child already: they, or the head teacher, say yes with a tap."""
    if not await families.request(turn.session, needed.child_id, turn.person_id, turn.now):
        turn.say("guardian-waiting", child=needed.name)
        return
    heads = await people.holders(turn.session, Role.HEAD_TEACHER, needed.class_id)
    asked = {each.id: each for each in [*needed.guardians, *heads] if each.reachable}
    class_ = await classes.get(turn.session, needed.class_id)
    about = Asked(needed.child_id, needed.name, class_.name, turn.person_id, turn.user.name)
    for each in asked.values():
        _ask_one(turn, each, "guardian-request", about)
    turn.say("guardian-asked" if asked else "guardian-nobody", child=needed.name)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who would like to answer for which child."""

    child_id: int
    child: str
    class_name: str
    person_id: int
    person: str


def _ask_one(turn: Turn, person: PersonRef, key: str, about: Asked, **more: str) -> None:
    texts = turn.texts_in(person.language)
    shown = _request_card(texts, key, about, **more)
    turn.send(person.user_id, texts, shown)


def _request_card(texts: Texts, key: str, about: Asked, **more: str) -> Card:
    """The question, with both answers."""
    yes = buttons.pack(Agree(about.child_id, about.person_id))
    no = buttons.pack(Decline(about.child_id, about.person_id))
    return card(
        texts(key, name=about.person, child=about.child, class_name=about.class_name, **more),
        [Button(texts.plain("guardian-yes"), yes), Button(texts.plain("guardian-no"), no)],
    )


@feature.waits
async def waiting(turn: Turn) -> list[Card]:
    """The requests that wait for one's word, as a guardian or as head teacher."""
    if turn.actor.person_id is None:
        return []
    found = await families.requests_for(turn.session, turn.actor.person_id)
    mine = classes_where(turn.actor, Can.FAMILY_DECIDE)
    found += await families.requests_in(turn.session, mine) if mine else []
    named = await classes.several(turn.session, {each.class_id for each in found})
    names = {each.id: each.name for each in named}
    waits = {(each.child_id, each.person_id): each for each in found}
    return [_request_line(turn.texts, each, names[each.class_id]) for each in waits.values()]


def _request_line(texts: Texts, one: Request, class_name: str) -> Card:
    about = Asked(one.child_id, one.child, class_name, one.person_id, one.person)
    key = "guardian-request-refused" if one.refused else "guardian-request"
    return _request_card(texts, key, about)


@feature.button(Agree, Can.ANYTHING_OPEN)
async def agree(turn: Turn) -> None:
    """A guardian of the child, or the head teacher, agrees."""
    child_, head = await _decider(turn, turn.press.child_id)
    asker = turn.press.person_id
    if not head and await families.is_refused(turn.session, child_.id, asker):
        turn.refuse("rule-request-gone")
    await families.accept_request(turn.session, child_.id, asker, turn.now)
    await _tell_asker(turn, "guardian-accepted", child_)


@feature.button(Decline, Can.ANYTHING_OPEN)
async def decline(turn: Turn) -> None:
    """A guardian does not: that goes to the head teacher, whose No is the last word."""
    child_, head = await _decider(turn, turn.press.child_id)
    asker = turn.press.person_id
    heads = [] if head else await _heads(turn, child_.class_id)
    if not heads:
        await families.drop_request(turn.session, child_.id, asker)
        await _tell_asker(turn, "guardian-refused", child_)
        return
    await families.refuse_request(turn.session, child_.id, asker, turn.person_id)
    class_ = await classes.get(turn.session, child_.class_id)
    about = Asked(child_.id, child_.name, class_.name, asker, await _name_of(turn, asker))
    for each in heads:
        _ask_one(turn, each, "guardian-request-refused", about)
    await _tell_asker(turn, "guardian-refused-first", child_)


async def _heads(turn: Turn, class_id: int) -> list[PersonRef]:
    """Who has the last word and can be written to: where there is no head teacher, the school."""
    heads = await people.holders(turn.session, Role.HEAD_TEACHER, class_id)
    if not heads:
        heads = await people.holders(turn.session, Role.PRINCIPAL, None)
    if not heads:
        heads = await people.admins(turn.session)
    return [each for each in heads if each.reachable]


async def _name_of(turn: Turn, person_id: int) -> str:
    return (await people.get(turn.session, person_id)).name


async def _decider(turn: Turn, child_id: int) -> tuple[Child, bool]:
    """The child, if the actor may decide who answers for it, and whether by the last word.

    At the moment of the tap.
    """
    child_ = await families.find(turn.session, child_id)
    if child_ is None:
        turn.refuse("refused-subject-gone")
    head = may(turn.actor, Can.FAMILY_DECIDE, child_.class_id)
    if not head and all(each.id != child_id for each in turn.actor.children):
        turn.refuse("refused-right")
    return child_, head


async def _tell_asker(turn: Turn, key: str, child_: Child) -> None:
    asker = await people.get(turn.session, turn.press.person_id)
    turn.tell(asker.user_id, turn.texts_in(asker.language), key, child=child_.name)
    turn.toast("guardian-noted", name=asker.name)


def _parent_in(turn: Turn) -> list[int]:
    return sorted(
        where for role, where in turn.actor.roles if role == Role.PARENT and where is not None
    )


def _children_in(turn: Turn, class_id: int) -> list[str]:
    return [each.name for each in turn.actor.children if each.class_id == class_id]
