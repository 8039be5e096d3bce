"""Votes that open later: the card of one that waits, and the moment from which it is voted."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.kit import buttons
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature, Ring
from handlers.kit.roles import Can, may_about
from handlers.kit.texts import School, Texts, lines, paragraphs
from handlers.kit.turn import Turn
from handlers.vote_cards import PLAN, label, title
from handlers.vote_opening import (
    author_of,
    give_up,
    held_by,
    refresh_list,
    show_anew,
    unopened,
    why_not,
)
from handlers.votes import publish
from storage import alarms, vote_changes, vote_plans, votes
from storage.base import Session
from storage.rules import Broken
from storage.tallies import Kind
from storage.vote_plans import Held, View
from storage.votes import Snapshot

feature = Feature("vote_plans", snapshots=votes.of_ids)

OPEN = "vote_plans.open"  # alarm
# What was to be voted on from the morning is its author's to decide about in the evening.
GRACE = timedelta(hours=12)


@buttons.button("vpn")
class OpenNow:
    """What is planned shall open now."""

    subject_id: int


@buttons.button("vpc")
class Change:
    """It shall ask something else, or open at another time."""

    subject_id: int


@buttons.button("vpx")
class Cancel:
    """It shall not open."""

    subject_id: int


async def set_open(session: Session, school: School, vote_id: int, at: datetime) -> None:
    """Opens the vote then, and at no other time."""
    when = at.astimezone(school.zone)
    await alarms.set_alarm(session, f"vote:{vote_id}:open", OPEN, when, subject_id=vote_id)


@feature.card(PLAN, vote_plans.view, can=Can.VOTE_CREATE)
def planned(view: View, texts: Texts) -> Card:
    """When it opens and what it will ask; why it has not, where its time is over."""
    one, head = view.vote, title(view, texts)
    if one.withdrawn_at is not None:
        return card(paragraphs(head, texts("vote-plan-cancelled")))
    if one.opened_at is not None:
        return card(paragraphs(head, texts("vote-plan-opened")))
    held = texts(f"vote-held-{view.held}", eligible=one.eligible) if view.held else None
    return card(
        paragraphs(head, held, _about(view, texts), _times(view, texts)), *_rows(one, texts)
    )


def _about(view: View, texts: Texts) -> Text:
    """Between what, by whom, and how."""
    one = view.vote
    named = texts.listing(list(view.listed)) if view.listed else ""
    options = [label(one, each, texts) for each in one.options]
    return lines(
        texts("vote-plan-options", options=texts.listing(options))
        if one.kind != Kind.YES_NO
        else None,
        texts("vote-plan-whom", eligible=one.eligible, names=named, count=len(view.listed)),
        texts("vote-plan-ballot", ballot=one.ballot),
    )


def _times(view: View, texts: Texts) -> Text:
    opens = texts("vote-plan-opens", when=texts.moment(view.opens_at))
    closes = texts("vote-plan-closes", when=texts.moment(view.vote.closes_at))
    return closes if view.held else lines(opens, closes)


def _rows(one: Snapshot, texts: Texts) -> list[list[Button]]:
    return [
        [_button("vote-plan-open", OpenNow(one.id), texts)],
        [
            _button("vote-plan-change", Change(one.id), texts),
            _button("vote-plan-cancel", Cancel(one.id), texts),
        ],
    ]


def _button(key: str, press: object, texts: Texts) -> Button:
    return Button(texts.plain(key), buttons.pack(press))


def waits(turn: Turn, one: Snapshot) -> None:
    """Refuses what is done too late, or in a group, or about what was never planned so."""
    if not turn.place.private or one.kind == Kind.ELECTION:
        turn.refuse("refused-button")
    if one.withdrawn_at is not None:
        turn.refuse("rule-vote-withdrawn")
    if one.opened_at is not None:
        turn.refuse("rule-vote-open")


@feature.button(OpenNow, Can.VOTE_CREATE, manage=Can.VOTE_MANAGE)
async def open_now(turn: Turn) -> None:
    """It opens at once, in quiet hours too: its author wants it."""
    one: Snapshot = turn.subject
    waits(turn, one)
    opened = await vote_plans.open_(turn.session, one, turn.now)
    await alarms.cancel_of(turn.session, one.id)
    await publish(turn.session, turn.school, opened, turn.actor, turn.now)
    await refresh_list(turn)
    turn.toast("election-opened-now")


@feature.button(Cancel, Can.VOTE_CREATE, manage=Can.VOTE_MANAGE)
async def cancel(turn: Turn) -> None:
    """It does not open; what it was to ask stays on the card."""
    one: Snapshot = turn.subject
    waits(turn, one)
    await vote_changes.withdraw(turn.session, one.id, turn.now)
    await alarms.cancel_of(turn.session, one.id)
    await refresh_list(turn)
    turn.toast("vote-plan-cancelled")


# Its time has come


async def too_late(ring: Ring) -> None:
    """The bot was away at the time: the author decides."""
    one = await unopened(ring)
    if one is not None:
        await _hold(ring, one, Held.LATE)


@feature.alarm(OPEN, GRACE, too_late)
async def open_(ring: Ring) -> None:
    """It opens, if its author may still call it and there is somebody to vote."""
    one = await unopened(ring)
    if one is None:
        return
    author, quiet = await author_of(ring.session, one), ring.school.quiet_ends(ring.now)
    if author is None or not may_about(author, Can.VOTE_CREATE, one):
        await give_up(ring, one)
    elif (held := await why_not(ring, one, quiet)) is not None:
        await _hold(ring, one, held)
    elif quiet is not None:
        await vote_plans.wait(ring.session, one.id, quiet, ring.now)
        await set_open(ring.session, ring.school, one.id, quiet)
    else:
        await _open(ring, one)


async def _open(ring: Ring, one: Snapshot) -> None:
    try:
        async with ring.session.begin_nested():
            opened = await vote_plans.open_(ring.session, one, ring.now)
    except Broken as broken:
        await _hold(ring, one, held_by(broken))
        return
    author = await author_of(ring.session, opened)
    if author is not None:
        await publish(ring.session, ring.school, opened, author, ring.now)


async def _hold(ring: Ring, one: Snapshot, why: Held) -> None:
    await vote_plans.hold(ring.session, one.id, why, ring.now)
    await show_anew(ring, one, PLAN)
