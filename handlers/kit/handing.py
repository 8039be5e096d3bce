"""Handing over: what somebody holds goes to another person when that one accepts by tap."""

from __future__ import annotations

from handlers.kit import buttons
from handlers.kit.card import Button
from handlers.kit.naming import role_name
from handlers.kit.turn import Turn
from storage import classes, committee, people
from storage.people import Role


@buttons.button("hoy")
class Accept:
    """I take over what was offered to me."""

    offer_id: int


@buttons.button("hon")
class Decline:
    """I do not."""

    offer_id: int


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
    turn.tell(
        chosen.user_id,
        texts,
        "handover-asked",
        [
            Button(texts.plain("handover-yes"), buttons.pack(Accept(offer_id)), style="success"),
            Button(texts.plain("handover-no"), buttons.pack(Decline(offer_id))),
        ],
        name=giver.name,
        role=role_name(texts, role, class_.name),
    )
    what = role_name(turn.texts, role, class_.name)
    if turn.query_id is not None:
        turn.toast("handover-offered", name=chosen.name, role=what)
    else:
        turn.say("handover-offered", name=chosen.name, role=what)
