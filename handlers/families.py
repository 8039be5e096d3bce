"""Families: parents name their children, and agree on who else answers for them."""

from __future__ import annotations

import re

from handlers.kit import asking, buttons
from handlers.kit.acting import become_known, refresh
from handlers.kit.card import Button
from handlers.kit.feature import Feature, Where
from handlers.kit.roles import Can, is_staff, may
from handlers.kit.turn import Turn
from storage import classes, families, people
from storage.children import Child
from storage.families import NeedsConsent
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
    for each in asked.values():
        _ask_one(turn, each, needed, class_.name)
    turn.say("guardian-asked" if asked else "guardian-nobody", child=needed.name)


def _ask_one(turn: Turn, person: PersonRef, needed: NeedsConsent, class_name: str) -> None:
    texts = turn.texts_in(person.language)
    press = [
        Button(texts.plain("guardian-yes"), buttons.pack(Agree(needed.child_id, turn.person_id))),
        Button(texts.plain("guardian-no"), buttons.pack(Decline(needed.child_id, turn.person_id))),
    ]
    turn.tell(
        person.user_id,
        texts,
        "guardian-request",
        press,
        name=turn.user.name,
        child=needed.name,
        class_name=class_name,
    )


@feature.button(Agree, Can.ANYTHING_OPEN)
async def agree(turn: Turn) -> None:
    """A guardian of the child, or the head teacher, agrees."""
    child_ = await _decider(turn, turn.press.child_id)
    await families.accept_request(turn.session, turn.press.child_id, turn.press.person_id, turn.now)
    await _tell_asker(turn, "guardian-accepted", child_)


@feature.button(Decline, Can.ANYTHING_OPEN)
async def decline(turn: Turn) -> None:
    """Or does not."""
    child_ = await _decider(turn, turn.press.child_id)
    await families.refuse_request(turn.session, turn.press.child_id, turn.press.person_id)
    await _tell_asker(turn, "guardian-refused", child_)


async def _decider(turn: Turn, child_id: int) -> Child:
    """The child, if the actor may decide who answers for it; at the moment of the tap."""
    child_ = await families.find(turn.session, child_id)
    if child_ is None:
        turn.refuse("refused-subject-gone")
    guardian = any(each.id == child_id for each in turn.actor.children)
    if not guardian and not may(turn.actor, Can.FAMILY_DECIDE, child_.class_id):
        turn.refuse("refused-right")
    return child_


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
