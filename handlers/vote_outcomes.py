"""How a vote came out: a statement where it was voted, and a tie that the chair decides."""

from __future__ import annotations

from datetime import datetime

from handlers.kit import buttons
from handlers.kit.card import Button, Card, card
from handlers.kit.feature import Feature
from handlers.kit.forms.steps import in_rows
from handlers.kit.roles import Can
from handlers.kit.texts import School, Texts, paragraphs
from handlers.kit.turn import Turn
from handlers.vote_cards import CARD, OUTCOME, Decide, label, result, statement, title
from storage import alarms, decisions, posts, vote_ballots, vote_views, votes
from storage.base import Session
from storage.people import Role
from storage.posts import Priority
from storage.tallies import End, Outcome, Tie
from storage.vote_views import CardView
from storage.votes import Snapshot

feature = Feature("vote_outcomes", snapshots=votes.of_ids)


async def close(session: Session, school: School, vote_id: int, now: datetime) -> bool:
    """No ballot counts any more, and all who saw the vote see what came of it; False if it was so.

    What came of it is a decision of its committee. In quiet hours the cards change at once, and the
    statement comes when they are over.
    """
    if not await votes.close(session, vote_id, now):
        return False
    await _record(session, vote_id, now)
    await announce(session, school, vote_id, now)
    return True


async def _record(session: Session, vote_id: int, now: datetime) -> None:
    one = await votes.get(session, vote_id)
    found = one.outcome(await vote_ballots.counts(session, one))
    await decisions.record(session, one, found, now)


async def announce(session: Session, school: School, vote_id: int, now: datetime) -> None:
    """It is over: says so wherever it was voted."""
    await alarms.cancel_of(session, vote_id)
    due = school.quiet_ends(now) or now
    shown = {each.chat_id: each for each in await posts.of_subject(session, vote_id, CARD)}
    rows = [
        posts.row(
            OUTCOME,
            each.chat_id,
            each.language,
            due.astimezone(now.tzinfo),
            subject_id=vote_id,
            thread_id=each.thread_id,
            priority=Priority.ANNOUNCEMENT,
            key=f"vote-outcome:{vote_id}:{each.chat_id}",
        )
        for each in shown.values()
    ]
    await posts.queue(session, rows)


@feature.card(OUTCOME, vote_views.card_view)
def outcome(view: CardView, texts: Texts) -> Card:
    """The statement; of a tie that the chair decides, with the buttons for it."""
    one = view.vote
    if view.outcome is None:
        return card(paragraphs(title(view, texts), texts("vote-is-interrupted")))
    said = paragraphs(title(view, texts), statement(one, view.outcome, texts))
    return card(said, *_decisions(one, view.outcome, texts))


def _decisions(one: Snapshot, found: Outcome, texts: Texts) -> list[list[Button]]:
    if not _waits_for_chair(one, found):
        return []
    tied = [each for each in one.options if each.id in found.tied]
    offered = [
        Button(
            texts.plain("vote-chair-says", option=label(one, each, texts)),
            buttons.pack(Decide(one.id, each.id)),
        )
        for each in tied
    ]
    return in_rows(offered)


def _waits_for_chair(one: Snapshot, found: Outcome) -> bool:
    return found.kind == End.TIE and one.tie == Tie.CHAIR


@feature.button(Decide, Can.ANYTHING_OPEN)
async def decide(turn: Turn) -> None:
    """The chair's word; nobody else's, and only where it is asked for."""
    one: Snapshot = turn.subject
    if not _is_chair(turn, one):
        turn.refuse("vote-chair-only")
    if one.closed_at is None or one.interrupted:
        turn.refuse("refused-button")
    found = one.outcome(await vote_ballots.counts(turn.session, one))
    if not _waits_for_chair(one, found):
        turn.toast("vote-is-over", result=result(one, found, turn.texts).plain)
        return
    if turn.press.option_id not in found.tied:
        turn.refuse("refused-button")
    await votes.decide_tie(turn.session, one.id, turn.press.option_id, turn.now)
    await _record(turn.session, one.id, turn.now)
    option = one.option(turn.press.option_id)
    turn.toast("vote-chair-noted", option=label(one, option, turn.texts) if option else "")


def _is_chair(turn: Turn, one: Snapshot) -> bool:
    if one.of_school_committee:
        return turn.actor.has(Role.CHAIR, None)
    return all(turn.actor.has(Role.CHAIR, each) for each in one.class_ids)
