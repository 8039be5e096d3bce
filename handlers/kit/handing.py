"""Handing over: what somebody holds goes to another person when that one accepts by tap."""

from __future__ import annotations

from handlers.kit import buttons
from handlers.kit.card import Button, Card, card
from handlers.kit.naming import role_name
from handlers.kit.texts import Texts
from handlers.kit.turn import Turn
from storage import classes, committee, people
from storage.committee import Offered
from storage.people import Role


@buttons.button("hoy")
class Accept:
    """I take over what was offered to me."""

    offer_id: int


@buttons.button("hon")
class Decline:
    """I do not."""

    offer_id: int


def question(one: Offered, texts: Texts) -> Card:
    """What the receiver is asked, with both answers."""
    yes, no = buttons.pack(Accept(one.id)), buttons.pack(Decline(one.id))
    return card(
        texts("handover-asked", name=one.giver, role=role_name(texts, one.role, one.class_name)),
        [
            Button(texts.plain("handover-yes"), yes, style="success"),
            Button(texts.plain("handover-no"), no),
        ],
    )


async def offer(turn: Turn, role: Role, class_id: int, holder: int, to: int) -> None:
    """Offers somebody's role to another person, in that person's private chat.

    Refuses where nobody could be asked; the caller has checked the right to offer it.
    """
    candidates = await committee.candidates(turn.session, role, class_id, holder)
    chosen = next((each for each in candidates if each.id == to), None)
    if chosen is None:
        turn.refuse("refused-subject-gone")
    if not chosen.reachable:
        turn.refuse("handover-unreachable", name=chosen.name)
    offer_id = await committee.offer(turn.session, role, class_id, holder, chosen.id, turn.now)
    class_ = await classes.get(turn.session, class_id)
    giver = await people.get(turn.session, holder)
    texts = turn.texts_in(chosen.language)
    asked = Offered(offer_id, role, giver.name, class_.name)
    turn.send(chosen.user_id, texts, question(asked, texts))
    what = role_name(turn.texts, role, class_.name)
    if turn.query_id is not None:
        turn.toast("handover-offered", name=chosen.name, role=what)
    else:
        turn.say("handover-offered", name=chosen.name, role=what)
