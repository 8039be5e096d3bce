"""Who is whom: a child that parents named, and the one on the class's list, are one by a tap."""

from __future__ import annotations

from handlers.kit import buttons
from handlers.kit.browsing import at_the_end
from handlers.kit.card import Button, Card, card
from handlers.kit.class_buttons import WhoIsWho
from handlers.kit.feature import Feature
from handlers.kit.forms.steps import in_rows
from handlers.kit.lengths import label
from handlers.kit.roles import Can
from handlers.kit.texts import Texts
from handlers.kit.turn import Turn
from storage import class_lists, classes, families
from storage.class_lists import Matching, Pupil

feature = Feature("class_matches", snapshots=classes.of_ids)

CARD = "class_matches.list"
MOST = 90


@buttons.button("cmo")
class Whose:
    """Which child of the list is this one?"""

    subject_id: int
    child_id: int


@buttons.button("cms")
class Same:
    """This one of the list."""

    subject_id: int
    child_id: int
    listed_id: int


@buttons.button("cmp")
class PutOn:
    """None of them: it belongs on the list as it is."""

    subject_id: int
    child_id: int


@feature.button(WhoIsWho, Can.FAMILY_DECIDE)
async def show(turn: Turn) -> None:
    """The children whom parents named and who are not on the list."""
    if not turn.place.private:
        turn.refuse("refused-button")
    await at_the_end(turn, CARD, turn.subject.id)


@feature.card(CARD, class_lists.matching, can=Can.FAMILY_DECIDE)
def listed(view: Matching, texts: Texts) -> Card:
    """A button each."""
    if not view.others:
        return card(texts("match-none", class_name=view.name))
    found = [
        Button(label(each.name), buttons.pack(Whose(view.subject_id, each.id)))
        for each in view.others[:MOST]
    ]
    return card(texts("match-title", class_name=view.name), *in_rows(found))


async def _other(turn: Turn) -> tuple[Matching, Pupil]:
    """The class as it is now, and the child in it that the press is about."""
    view = await class_lists.matching(turn.session, turn.subject.id)
    found = next((each for each in view.others if each.id == turn.press.child_id), None)
    if found is None:
        turn.refuse("rule-match-gone")
    return view, found


@feature.button(Whose, Can.FAMILY_DECIDE)
async def whose(turn: Turn) -> None:
    """Offers those of the list whom nobody answers for yet."""
    view, one = await _other(turn)
    free = [
        Button(label(each.name), buttons.pack(Same(view.subject_id, one.id, each.id)))
        for each in view.free[:MOST]
    ]
    put_on = Button(turn.texts.plain("match-put-on"), buttons.pack(PutOn(view.subject_id, one.id)))
    parents = turn.texts.listing(list(one.parents)) if one.parents else ""
    told = {"name": one.name, "parents": parents, "count": len(one.parents)}
    turn.say("match-whose", *in_rows(free), [put_on], **told)


@feature.button(Same, Can.FAMILY_DECIDE)
async def same(turn: Turn) -> None:
    """They are one child from now on; its parents hear under which name."""
    await _other(turn)
    before, name = await class_lists.match(
        turn.session, turn.press.child_id, turn.press.listed_id, turn.now
    )
    for each in await families.guardians_of(turn.session, turn.press.child_id):
        if each.reachable:
            texts = turn.texts_in(each.language)
            turn.tell(each.user_id, texts, "match-told", before=before, name=name)
    turn.toast("match-done", before=before, name=name)


@feature.button(PutOn, Can.FAMILY_DECIDE)
async def put_on(turn: Turn) -> None:
    """It stands on the list from now on."""
    await _other(turn)
    child = await class_lists.put_on(turn.session, turn.press.child_id, turn.now)
    turn.toast("match-put", name=child.name)
