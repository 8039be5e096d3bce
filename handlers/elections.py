"""Elections until they open: who is asked, who stands, and the moment from which it is voted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from handlers import election_cards as cards
from handlers.election_cards import (
    ASKED,
    STAND,
    Decline,
    OpenNow,
    Stand,
    TakeBack,
    TakeBackSurely,
    asked_card,
)
from handlers.kit import buttons
from handlers.kit.acting import join_audience, settle
from handlers.kit.card import Button, Card
from handlers.kit.feature import Feature, Ring
from handlers.kit.roles import Can, may_about
from handlers.kit.texts import School, Texts
from handlers.kit.turn import Turn
from handlers.vote_cards import PLANNED
from handlers.vote_opening import (
    author_of,
    give_up,
    held_by,
    show_anew,
    unopened,
    why_not,
)
from handlers.votes import publish
from storage import alarms, elections, people, posts, vote_changes, votes
from storage.base import Session
from storage.elections import Says, View
from storage.people import PersonRef
from storage.rules import Broken
from storage.vote_plans import Held
from storage.votes import Snapshot

feature = Feature("elections", snapshots=votes.of_ids)

OPEN, SETTLE = "elections.open", "elections.settle"  # alarms
# What was to open in the morning is its author's to decide about in the evening.
GRACE = timedelta(hours=12)


async def announce(
    session: Session, school: School, one: Snapshot, asked: Iterable[PersonRef], now: datetime
) -> None:
    """Asks those who were named, and (where that is wished) the class; sets when it opens."""
    found = await elections.view(session, one.id)
    rows = [cards.asked_row(school, one, each, now) for each in asked if each.reachable]
    if found.stands_up:
        rows += await cards.stand_rows(session, school, one, now)
    await posts.queue(session, rows)
    await set_alarms(session, school, found)


async def set_alarms(session: Session, school: School, found: View) -> None:
    """It opens then; and nobody stands any more from an earlier time on, if there is one."""
    vote_id = found.vote.id
    opens = found.opens_at.astimezone(school.zone)
    await alarms.cancel_of(session, vote_id)
    await alarms.set_alarm(session, f"election:{vote_id}", OPEN, opens, subject_id=vote_id)
    if found.accept_until < found.opens_at:
        until = found.accept_until.astimezone(school.zone)
        await alarms.set_alarm(session, f"settle:{vote_id}", SETTLE, until, subject_id=vote_id)


# They say whether they stand


@feature.card(STAND, elections.view)
def stand_(view: View, texts: Texts) -> Card:
    """In the class's group: who wants to stand?"""
    return cards.stand_card(view, texts)


async def _asked(session: Session, vote_id: int, person_id: int) -> tuple[View, Says]:
    found = await elections.view(session, vote_id)
    return found, await elections.said(session, vote_id, person_id)


@feature.card(ASKED, _asked)
def asked(view: tuple[View, Says], texts: Texts) -> Card:
    """In private: do you stand?"""
    return asked_card(*view, texts)


@feature.button(Stand, Can.ANYTHING_OPEN)
async def stand(turn: Turn) -> None:
    """Whoever was asked, or may stand unasked, stands; what they can say is shown in private."""
    one = _of_press(turn)
    first = not turn.place.private and await join_audience(turn, one.class_ids)
    news = await elections.says(turn.session, one, turn.person_id, Says.YES, turn.now)
    if turn.actor.reachable and not turn.place.private:
        person = await people.get(turn.session, turn.person_id)
        ref = PersonRef(person.id, person.user_id, person.name, person.language, True)
        await posts.queue(turn.session, [cards.asked_row(turn.school, one, ref, turn.now)])
    settle(turn, first, "election-noted-yes" if news else "election-known-yes")


@feature.button(Decline, Can.ANYTHING_OPEN)
async def decline(turn: Turn) -> None:
    """They do not, or not any more."""
    one = _of_press(turn)
    await elections.says(turn.session, one, turn.person_id, Says.NO, turn.now)
    turn.toast("election-noted-no")


def _of_press(turn: Turn) -> Snapshot:
    one: Snapshot = turn.subject
    if one.withdrawn_at is not None:
        turn.refuse("rule-vote-withdrawn")
    return one


@feature.waits
async def waiting(turn: Turn) -> list[Card]:
    """The elections in which one was asked to stand and has not answered."""
    found = await elections.waiting_for(turn.session, turn.actor.person_id or 0, turn.now)
    return [asked_card(each, Says.NOTHING, turn.texts) for each in found]


# Its author


@feature.card(PLANNED, elections.view, can=Can.VOTE_CREATE)
def planned(view: View, texts: Texts) -> Card:
    """Who stands, and what can be done until it opens."""
    return cards.planned_card(view, texts)


@feature.button(TakeBack, Can.VOTE_CREATE, manage=Can.VOTE_MANAGE)
async def ask_take_back(turn: Turn) -> None:
    """Asks once more."""
    one = _planned(turn)
    data = buttons.pack(TakeBackSurely(one.id))
    surely = Button(turn.texts.plain("vote-withdraw-yes"), data, style="danger")
    turn.say("election-take-back-ask", [surely], title=one.title)


@feature.button(TakeBackSurely, Can.VOTE_CREATE, manage=Can.VOTE_MANAGE)
async def take_back(turn: Turn) -> None:
    """It does not take place; all its cards say so."""
    one = _planned(turn)
    await vote_changes.withdraw(turn.session, one.id, turn.now)
    await alarms.cancel_of(turn.session, one.id)
    await posts.drop_queued(turn.session, one.id, STAND)
    turn.toast("vote-withdrawn-now")


@feature.button(OpenNow, Can.VOTE_CREATE, manage=Can.VOTE_MANAGE)
async def open_now(turn: Turn) -> None:
    """It opens with those who stand, fewer than are to be elected or not."""
    one = _planned(turn)
    if (await elections.view(turn.session, one.id)).held not in elections.OPENS_ALL_THE_SAME:
        turn.refuse("refused-button")
    opened = await elections.open_(turn.session, one, turn.now)
    await alarms.cancel_of(turn.session, one.id)
    await _publish(turn.session, turn.school, opened, turn.now)
    turn.toast("election-opened-now")


def _planned(turn: Turn) -> Snapshot:
    """The election of a press, in private, before it opens."""
    one = _of_press(turn)
    if not turn.place.private:
        turn.refuse("refused-button")
    if one.opened_at is not None:
        turn.refuse("rule-election-open")
    return one


# Its time has come


@feature.alarm(SETTLE, timedelta(days=3650))
async def settled(ring: Ring) -> None:
    """Nobody stands any more from now on; of too few the author hears at once."""
    one = await unopened(ring)
    if one is None:
        return
    await elections.settle(ring.session, one.id, ring.now)
    if len(await elections.standing(ring.session, one)) < one.places:
        await _hold(ring, one, Held.FEW)


async def too_late(ring: Ring) -> None:
    """The bot was away at the time: the author decides."""
    one = await unopened(ring)
    if one is not None:
        await _hold(ring, one, Held.LATE)


@feature.alarm(OPEN, GRACE, too_late)
async def open_(ring: Ring) -> None:
    """It opens with those who stand, if its author may still call it and enough stand."""
    one = await unopened(ring)
    if one is None:
        return
    author, quiet = await author_of(ring.session, one), ring.school.quiet_ends(ring.now)
    if author is None or not may_about(author, Can.VOTE_CREATE, one):
        await give_up(ring, one)
    elif (held := await _why_not(ring, one, quiet)) is not None:
        await _hold(ring, one, held)
    elif quiet is not None:
        await elections.wait(ring.session, one.id, quiet)
        await set_alarms(ring.session, ring.school, await elections.view(ring.session, one.id))
    else:
        await _open(ring, one)


async def _why_not(ring: Ring, one: Snapshot, quiet: datetime | None) -> Held | None:
    held = await why_not(ring, one, quiet)
    if held is not None:
        return held
    stand = await elections.standing(ring.session, one)
    return Held.FEW if len(stand) < one.places else None


async def _open(ring: Ring, one: Snapshot) -> None:
    try:
        async with ring.session.begin_nested():
            opened = await elections.open_(ring.session, one, ring.now)
    except Broken as broken:
        await _hold(ring, one, held_by(broken))
        return
    await _publish(ring.session, ring.school, opened, ring.now)


async def _publish(session: Session, school: School, opened: Snapshot, now: datetime) -> None:
    author = await author_of(session, opened)
    if author is not None:
        await publish(session, school, opened, author, now)


async def _hold(ring: Ring, one: Snapshot, why: Held) -> None:
    """It does not open; its author has the card that says why, at the end of the chat."""
    await elections.hold(ring.session, one.id, why, ring.now)
    await show_anew(ring, one, PLANNED)
