"""Told by phone or on paper: the teacher records it for families who cannot tap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from handlers.kit import buttons
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature
from handlers.kit.roles import Can
from handlers.kit.texts import Texts, paragraphs
from handlers.kit.turn import Turn
from handlers.notice_changes import ask, managed, only_private, stands
from handlers.notices import MOST_BUTTONS, head_of, rows_of, show_once
from handlers.slip_lists import ask_paper
from storage import answers, families, notice_authors, notices, units
from storage.answers import UnitKind
from storage.notice_authors import AuthorView
from storage.notices import Confirm, Snapshot
from storage.units import Unit, by_family

feature = Feature("notice_told", snapshots=notices.of_ids)

MOST_NAMES = MOST_BUTTONS - 1  # the last is "Another child"
# As much of a card as names may take, of the 4096 characters that a message holds.
ROOM_FOR_NAMES = 3000
# Between the names of several children, as people type them.
_BETWEEN = re.compile(r"[,;\n，、；]+")


@buttons.button("nto")
class Told:
    """Somebody told the teacher by phone or on paper: show who it may be."""

    subject_id: int


@buttons.button("ntu")
class ToldBy:
    """This child's family did, or this parent."""

    subject_id: int
    unit: UnitKind
    unit_id: int


@buttons.button("ntc")
class ToldByOther:
    """A child's family did that is not on the list yet."""

    subject_id: int


def named(
    key: str, found: Sequence[tuple[Unit, ...]], texts: Texts, room: int = ROOM_FOR_NAMES
) -> Text | None:
    """The names of these families in one line; those for whom there is no room are counted."""
    if not found:
        return None
    names = []
    for family in found:
        name = family_name(family, texts)
        room -= len(name) + 2
        if room < 0:
            break
        names.append(name)
    more = len(found) - len(names)
    listed = texts.listing(names) if not more else ", ".join(names)
    return texts(key, count=len(found), names=listed, more=more)


def alone(found: Iterable[Unit]) -> list[tuple[Unit, ...]]:
    """Each by itself: a slip is for a child, and not for a family."""
    return [(each,) for each in found]


def family_name(family: Iterable[Unit], texts: Texts) -> str:
    """The names of one family's children."""
    return " + ".join(unit_name(each, texts) for each in family)


def unit_name(unit: Unit, texts: Texts) -> str:
    """A child by name; a parent who has named none, as such."""
    if unit.kind == UnitKind.CHILD:
        return unit.name
    return texts.plain("notice-parent", name=unit.name)


@feature.button(Told, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def told(turn: Turn) -> None:
    """Shows who is missing, a button each; a list shown before is left behind."""
    stands(turn)
    await show_once(turn, "notices.told")


@feature.card("notices.told", notice_authors.author_view, can=Can.CLASS_SEE)
def told_list(view: AuthorView, texts: Texts) -> Card:
    """Who may have told the teacher: everybody who is missing."""
    one = view.notice
    if one.withdrawn_at is not None:
        return card(texts("notice-is-withdrawn"))
    signed = one.confirm == Confirm.SIGNED
    # A slip is for a child; a parent who has named none is asked for the name first.
    missing = [each for each in view.missing if not signed or each.kind == UnitKind.CHILD]
    families = alone(missing) if signed else by_family(missing)
    offered = [
        Button(
            family_name(each, texts)[:40],
            buttons.pack(ToldBy(one.id, each[0].kind, each[0].id)),
        )
        for each in families
    ][:MOST_NAMES]
    other = Button(texts.plain("notice-told-other"), buttons.pack(ToldByOther(one.id)))
    key = "slip-paper-who" if signed else "notice-told-ask"
    asked = texts(key, head=head_of(one))
    so_far = named("notice-told-so-far", (alone if signed else by_family)(view.told), texts)
    return card(paragraphs(asked, so_far), *rows_of(offered, 2), [other])


@feature.button(ToldBy, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def told_by(turn: Turn) -> None:
    """This family's answer was given to the teacher; a tap of the family's own is left alone."""
    stands(turn)
    press: ToldBy = turn.press
    everyone = await units.of_subject(turn.session, press.subject_id)
    found = [each for each in everyone if (each.kind, each.id) == (press.unit, press.unit_id)]
    if not found:
        turn.refuse("refused-subject-gone")
    if found[0].value is not None:
        turn.refuse("notice-told-already", name=unit_name(found[0], turn.texts))
    if turn.subject.confirm == Confirm.SIGNED:
        ask_paper(turn, turn.subject, found[0].id, found[0].name)
        return
    missing = by_family(each for each in everyone if each.value is None)
    (family,) = [each for each in missing if found[0] in each]
    for each in family:
        await _record(turn, press.subject_id, each.kind, each.id)
    turn.toast("notice-told-noted", names=family_name(family, turn.texts))


async def _record(turn: Turn, notice_id: int, unit: UnitKind, unit_id: int) -> None:
    await answers.record_told(
        turn.session, notice_id, unit, unit_id, notices.CONFIRMED, turn.person_id, turn.now
    )


@feature.button(ToldByOther, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def told_by_other(turn: Turn) -> None:
    """Asks for the name of a child that is not on the list."""
    only_private(turn)
    await ask(turn, "notice-told", "notice-told-name")


@feature.answer("notice-told")
async def told_name(turn: Turn) -> None:
    """Puts the child (or children) on the class's list, and records what was told."""
    one = await managed(turn, turn.data["id"])
    if one.withdrawn_at is not None:
        turn.refuse("rule-notice-withdrawn")
    names = [each.strip() for each in _BETWEEN.split(turn.message.text.plain) if each.strip()]
    for name in names:
        await _told_child(turn, one, name)
    if one.confirm != Confirm.SIGNED:
        turn.say("notice-told-noted", names=turn.texts.listing(names))


async def _told_child(turn: Turn, one: Snapshot, name: str) -> None:
    child = await families.find_by_name(turn.session, one.class_ids, name)
    if child is None:
        child = await families.enlist(turn.session, one.class_ids[0], name, turn.now)
    if one.confirm == Confirm.SIGNED:
        ask_paper(turn, one, child.id, child.name)
        return
    everyone = await units.of_subject(turn.session, one.id)
    answered = {each.id for each in everyone if each.kind == UnitKind.CHILD and each.value}
    if child.id not in answered:
        await _record(turn, one.id, UnitKind.CHILD, child.id)
