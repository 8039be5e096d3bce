"""The people of a class and of the school, on one private card: look, change, remove, hand over."""

from __future__ import annotations

from handlers.kit import browsing
from handlers.kit.card import card
from handlers.kit.feature import Feature
from handlers.kit.handing import offer
from handlers.kit.naming import role_name, roles
from handlers.kit.roles import IN_SCHOOL, OF_CLASS_ONLY, Can, classes_where
from handlers.kit.texts import lines, paragraphs
from handlers.kit.turn import ShowMenu, Turn
from handlers.roster_cards import (
    MADE_IN_CLASS,
    MADE_IN_SCHOOL,
    SCHOOL,
    START,
    Hand,
    HandTo,
    InClass,
    Make,
    Page,
    Remove,
    Sure,
    Up,
    Who,
    in_reach,
    listed,
    load,
    may_change,
    may_hand,
)
from storage import browsing as places
from storage import classes, committee, people, roster
from storage.people import PersonRef, Role
from storage.roster import Entry

feature = Feature("roster", snapshots=places.of_ids)

KIND, CARD = "roster", "roster.list"
FOUND = 20

feature.card(CARD, load, can=Can.PERSON_MANAGE)(listed)


@feature.command("people", Can.PERSON_MANAGE)
async def show(turn: Turn) -> None:
    """`/people`, `/people 3B`, `/people Anna`: always in private."""
    typed = turn.message.text.plain.strip()
    where = classes_where(turn.actor, Can.PERSON_MANAGE)
    here = turn.place.class_
    if typed:
        await _find(turn, typed, where)
    elif here is not None:
        await _open(turn, here.id)
    elif where is not None and len(where) == 1:
        await _open(turn, *where)
    else:
        await _open(turn, None)


async def _open(turn: Turn, chosen: int | None, person: int | None = None) -> None:
    await browsing.show(turn, KIND, CARD, START | {"class": chosen, "person": person})


async def _find(turn: Turn, typed: str, where: set[int] | None) -> None:
    """A class by its name, or people whose name (or child's name) has that in it."""
    class_ = await classes.find_by_name(turn.session, typed)
    if class_ is not None and not class_.closed and in_reach(where, class_.id):
        await _open(turn, class_.id)
        return
    found = await roster.search(turn.session, typed, where, FOUND)
    if not found:
        turn.refuse("roster-not-found", typed=typed[:40])
    if len(found) == 1:
        await _open(turn, found[0][0] or SCHOOL, found[0][1].person_id)
        return
    names = {each.id: each.name for each in await classes.all_open(turn.session)}
    told = [
        turn.texts(
            "roster-found-line",
            name=one.name,
            class_name=names.get(class_id or 0, turn.texts.plain("roster-school")),
            roles=roles(turn.texts, one.roles),
        )
        for class_id, one in found
    ]
    turn.show(card(paragraphs(turn.texts("roster-found", count=len(found)), lines(*told))))


@feature.button(InClass, Can.PERSON_MANAGE)
async def in_class(turn: Turn) -> None:
    """The people of a class, or of the school."""
    if not in_reach(classes_where(turn.actor, Can.PERSON_MANAGE), turn.press.class_id):
        turn.refuse("refused-right")
    await browsing.move(turn, **START | {"class": turn.press.class_id})


@feature.button(Page, Can.PERSON_MANAGE)
async def turn_page(turn: Turn) -> None:
    """Another page of what is shown."""
    await browsing.move(turn, page=turn.press.number)


@feature.button(Who, Can.PERSON_MANAGE)
async def who(turn: Turn) -> None:
    """One of them."""
    await browsing.move(turn, person=turn.press.person_id, sure=None, hand=None)


@feature.button(Up, Can.PERSON_MANAGE)
async def up(turn: Turn) -> None:
    """From a question to the person, from there to the class, from there to the classes."""
    state = browsing.mine(turn)
    if state["sure"] or state["hand"]:
        await browsing.move(turn, sure=None, hand=None, page=0)
    elif state["person"] is not None:
        await browsing.move(turn, person=None)
    else:
        await browsing.move(turn, **START)


async def _shown(turn: Turn, role: Role | None = None) -> tuple[Entry, int | None]:
    """The person that the press is about, as they are now, and the class (None: the school)."""
    state = browsing.mine(turn)
    class_id = state["class"] or None
    if state["class"] is None or state["person"] != turn.press.person_id:
        turn.refuse("roster-older")
    found = await roster.entry(turn.session, class_id, turn.press.person_id)
    if found is None or (role is not None and role not in found.roles):
        turn.refuse("refused-subject-gone")
    return found, class_id


def _check_role(turn: Turn, role: Role, class_id: int | None) -> None:
    elsewhere = role in IN_SCHOOL if class_id else role not in IN_SCHOOL | OF_CLASS_ONLY
    if elsewhere or not may_change(turn.actor, role, class_id):
        turn.refuse("refused-right")


@feature.button(Remove, Can.PERSON_MANAGE)
async def remove(turn: Turn) -> None:
    """Asks first."""
    _, class_id = await _shown(turn, turn.press.role)
    _check_role(turn, turn.press.role, class_id)
    await browsing.move(turn, sure=turn.press.role.value, hand=None)


@feature.button(Sure, Can.PERSON_MANAGE)
async def sure(turn: Turn) -> None:
    """The role is taken, and the person told."""
    role: Role = turn.press.role
    one, class_id = await _shown(turn, role)
    _check_role(turn, role, class_id)
    await roster.remove(turn.session, one.person_id, role, class_id, turn.now)
    await browsing.move(turn, sure=None)
    name = (await classes.get(turn.session, class_id)).name if class_id else None
    _tell(turn, one, "roster-removed-told", role, name)
    what = role_name(turn.texts, role, name)
    turn.toast("roster-removed", name=one.name, role=what)


def _tell(turn: Turn, one: Entry, key: str, role: Role, class_name: str | None) -> None:
    turn.errands.append(ShowMenu(one.user_id))
    if one.person_id != turn.actor.person_id:
        texts = turn.texts_in(one.language)
        what = role_name(texts, role, class_name)
        turn.tell(one.user_id, texts, key, role=what, school=turn.school.name)


@feature.button(Make, Can.PERSON_MANAGE)
async def make(turn: Turn) -> None:
    """The person is that, too, from now on; an office leaves whoever held it."""
    role: Role = turn.press.role
    one, class_id = await _shown(turn)
    _check_role(turn, role, class_id)
    if role not in (MADE_IN_CLASS if class_id else MADE_IN_SCHOOL):
        turn.refuse("refused-right")
    before = await people.holders(turn.session, role, class_id)
    await roster.make(turn.session, one.person_id, role, class_id, turn.now)
    turn.changed(turn.press.subject_id)
    name = (await classes.get(turn.session, class_id)).name if class_id else None
    _tell(turn, one, "roster-made-told", role, name)
    if role in committee.OFFICES:
        _tell_relieved(turn, before, one, role, name)
    turn.toast("roster-made", name=one.name, role=role_name(turn.texts, role, name))


def _tell_relieved(
    turn: Turn, before: list[PersonRef], one: Entry, role: Role, class_name: str | None
) -> None:
    """Who held the office hears who has it now."""
    for each in before:
        if each.id not in (one.person_id, turn.actor.person_id):
            texts = turn.texts_in(each.language)
            what = role_name(texts, role, class_name)
            turn.tell(each.user_id, texts, "roster-relieved", name=one.name, role=what)
            turn.errands.append(ShowMenu(each.user_id))


@feature.button(Hand, Can.PERSON_MANAGE)
async def hand(turn: Turn) -> None:
    """To whom?"""
    one, class_id = await _shown(turn, turn.press.role)
    if class_id is None or not may_hand(turn.actor, one, turn.press.role, class_id):
        turn.refuse("refused-right")
    await browsing.move(turn, hand=turn.press.role.value, sure=None, page=0)


@feature.button(HandTo, Can.PERSON_MANAGE)
async def hand_to(turn: Turn) -> None:
    """Offers it; the receiver must accept."""
    state = browsing.mine(turn)
    if not state["class"] or state["person"] is None or not state["hand"]:
        turn.refuse("roster-older")
    role, class_id = Role(state["hand"]), state["class"]
    one = await roster.entry(turn.session, class_id, state["person"])
    if one is None or role not in one.roles:
        turn.refuse("refused-subject-gone")
    if not may_hand(turn.actor, one, role, class_id):
        turn.refuse("refused-right")
    await offer(turn, role, class_id, one.person_id, turn.press.person_id)
    await browsing.move(turn, hand=None, page=0)
