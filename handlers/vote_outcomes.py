"""How a vote came out: a statement where it was voted, and a tie that the chair decides."""

from __future__ import annotations

from datetime import datetime

from handlers import suggestion_outcomes
from handlers.kit import buttons
from handlers.kit.card import Button, Card, card, pack
from handlers.kit.errands import ShowMenu
from handlers.kit.feature import Feature, Ring
from handlers.kit.forms.steps import in_rows
from handlers.kit.roles import Can
from handlers.kit.texts import School, Texts, paragraphs
from handlers.kit.turn import Turn
from handlers.vote_cards import CARD, OUTCOME, Decide, label, result, statement, title
from storage import (
    alarms,
    audiences,
    chats,
    decisions,
    elections,
    handing_on,
    people,
    posts,
    vote_ballots,
    vote_changes,
    vote_views,
    votes,
)
from storage.base import Session
from storage.people import Role
from storage.posts import Priority
from storage.tallies import End, Kind, Outcome, Tie
from storage.vote_views import CardView
from storage.votes import Snapshot

feature = Feature("vote_outcomes", snapshots=votes.of_ids)


async def close(on: Turn | Ring, vote_id: int) -> bool:
    """No ballot counts any more, and all who saw the vote see what came of it; False if it was so.

    What came of it is a decision of its committee. In quiet hours the cards change at once, and the
    statement comes when they are over.
    """
    session = on.session
    if not await vote_changes.close(session, vote_id, on.now):
        return False
    one = await votes.get(session, vote_id)
    if not one.interrupted:  # else nothing came of it
        if one.kind == Kind.ELECTION:
            await elections.part(session, one)
        await _record(on, vote_id)
    await announce(session, on.school, vote_id, on.now)
    return True


async def _record(on: Turn | Ring, vote_id: int) -> None:
    one = await votes.get(on.session, vote_id)
    found = one.outcome(await vote_ballots.counts(on.session, one))
    await decisions.record(on.session, one, found, on.now)
    await suggestion_outcomes.by_vote(on, one, found)
    if one.for_seat and found.kind == End.DECIDED:
        await _seat(on, one, found)


async def _seat(on: Turn | Ring, one: Snapshot, found: Outcome) -> None:
    """Who is elected has the class's seat from now on; they are told, and who had it before."""
    elected = next(each for each in one.options if each.id in found.winners)
    (class_id,) = one.class_ids
    to = await people.get(on.session, elected.person_id or 0)
    before = await people.holders(on.session, Role.SEAT, class_id)
    await handing_on.give(on.session, to.id, Role.SEAT, class_id, on.now)
    told = [(to.id, "election-yours")]
    told += [(each.id, "election-seat-passed") for each in before if each.id != to.id]
    (class_name,) = await audiences.names(on.session, one.class_ids)
    for person_id, key in told:
        await _tell(on, person_id, key, name=to.name, class_name=class_name)


async def _tell(on: Turn | Ring, person_id: int, key: str, **args: str) -> None:
    """A line in private for who can be written to, and the menu for what they may do now."""
    person = await people.get(on.session, person_id)
    on.errands.append(ShowMenu(person.user_id))
    if not await chats.open_among(on.session, [person.user_id]):
        return
    texts = Texts(on.school.closest(person.language), on.school)
    payload = pack(card(texts(key, **args)))
    row = posts.row("say", person.user_id, texts.language, on.now, payload=payload)
    await posts.queue(on.session, [row])


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
    await _check_able(turn, one)
    await vote_changes.decide_tie(turn.session, one.id, turn.press.option_id, turn.now)
    await _record(turn, one.id)
    option = one.option(turn.press.option_id)
    turn.toast("vote-chair-noted", option=label(one, option, turn.texts) if option else "")


async def _check_able(turn: Turn, one: Snapshot) -> None:
    """Of candidates one who has left since the close is nobody's choice."""
    option = one.option(turn.press.option_id)
    if one.kind != Kind.ELECTION or option is None:
        return
    if not await elections.may_stand(turn.session, one, option.person_id):
        turn.refuse("vote-candidate-gone")


def _is_chair(turn: Turn, one: Snapshot) -> bool:
    if one.of_school_committee:
        return turn.actor.has(Role.CHAIR, None)
    return all(turn.actor.has(Role.CHAIR, each) for each in one.class_ids)
