"""Nothing comes of an update: the person is told why, and keeps what they had written."""

from __future__ import annotations

from handlers.kit.card import Text, card
from handlers.kit.turn import Refusal, Turn
from storage.rules import Broken


def as_refusal(refusal: Refusal | Broken) -> Refusal:
    """A rule of the domain that was broken, told like any refusal."""
    if isinstance(refusal, Refusal):
        return refusal
    return Refusal(f"rule-{refusal.rule}", **refusal.args_)


def refuse(turn: Turn, refusal: Refusal) -> None:
    """Discards what the turn gathered, and tells the person why.

    Who never pressed Start cannot be written to: what they typed is left where it is; so is what
    was written in answer to a card. In the group they are told as well, where nobody else sees it,
    if that can be.
    """
    turn.without_effects()
    if turn.query_id is not None:
        turn.toast(refusal.key, alert=True, **refusal.args_)
        return
    told = card(turn.texts(refusal.key, **refusal.args_))
    if turn.place.private or turn.actor.reachable:
        # A photo could not be given back.
        if turn.incoming is not None and not turn.incoming.files and turn.press is None:
            turn.erase()
        turn.show(told)
        give_back(turn)
        turn.whisper(told)
    else:
        turn.show(told)


def give_back(turn: Turn) -> None:
    """What is taken out of the group undone goes back to who typed it, so that it is not lost."""
    if turn.errands and turn.incoming is not None and turn.incoming.text:
        command = f"/{turn.incoming.command} " if turn.incoming.command else ""
        turn.show(card(Text(command) + turn.incoming.text))
