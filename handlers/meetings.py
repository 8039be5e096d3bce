"""Meetings: families say whether they come, and hear in time when, where and what changes."""

from __future__ import annotations

from handlers import meeting_cards as cards
from handlers import meeting_messages as messages
from handlers import meeting_places as seating
from handlers.kit.acting import counts_for, join_audience, say_back, settle, written
from handlers.kit.card import Card
from handlers.kit.feature import Feature
from handlers.kit.roles import STAFF, Can
from handlers.kit.turn import Turn
from handlers.meeting_buttons import check_open, may_manage
from handlers.meeting_calls import BRIEF, CARD, MEMBERS, ORGANISER, show_organiser
from storage import answers, invitees, meeting_views, meetings, overruled
from storage.answers import Answer
from storage.batch import Upsert
from storage.meeting_details import Invited
from storage.meeting_views import CardView
from storage.meetings import Reply, Snapshot

feature = Feature("meetings", snapshots=meetings.of_ids)

ANSWERS = Upsert(Answer.__table__, tuple(answers.KEY), tuple(answers.CHANGE), write=overruled.save)
# A message each; beyond these they are counted.
LISTED = 10
LABELS = {"meeting-yes": Reply.YES, "meeting-maybe": Reply.MAYBE, "meeting-no": Reply.NO}

feature.card(CARD, meeting_views.card_view, common=True)(cards.group_card)
feature.card(ORGANISER, meeting_views.organiser_view, can=Can.CLASS_SEE)(cards.organiser_card)
feature.card(MEMBERS, meeting_views.organiser_view, can=Can.MEETING_CREATE)(cards.organiser_card)
feature.card(BRIEF, meeting_views.organiser_view, can=Can.MEETING_CREATE)(cards.organiser_brief)


@feature.button(cards.Say, Can.ANYTHING_OPEN, buffered=True)
async def say(turn: Turn) -> None:
    """A family answers; one tap counts for all their children in the audience, the last stands."""
    asked: Snapshot = turn.subject
    reply = turn.press.reply
    check_open(turn, asked)
    if reply == Reply.WAITING:
        turn.refuse("refused-button")
    await _answer(turn, asked, reply)


async def _answer(turn: Turn, asked: Snapshot, reply: Reply) -> None:
    first = await _join(turn, asked)
    if asked.capacity is not None:
        await seating.answer(turn, asked, reply, first)
        return
    own = invitees.own(turn.actor, asked)
    turn.save(ANSWERS, answers.of_units(asked.id, own, reply, turn.person_id, turn.now))
    turn.changed(asked.id)
    settle(turn, first, f"meeting-noted-{reply}")
    if reply == Reply.YES:
        await seating.comes(turn, asked)


@feature.replied(CARD, messages.GROUP_REMINDER)
async def said(turn: Turn) -> None:
    """`Coming`, written in the group in answer to the card, counts like the tap.

    What else people write there is left alone.
    """
    asked = (await meetings.of_ids(turn.session, [turn.data["id"]])).get(turn.data["id"])
    reply = written(turn, LABELS)
    if asked is None or reply is None or not meetings.is_open(asked, turn.now):
        return
    families = asked.invited == Invited.FAMILIES
    if counts_for(turn, asked.class_ids) if families else invitees.is_member(turn.actor, asked):
        await _answer(turn, asked, reply)
        say_back(turn)


async def _join(turn: Turn, asked: Snapshot) -> bool:
    """Makes sure that the tap counts; whether it is the first of somebody new."""
    if asked.invited == Invited.FAMILIES:
        return await join_audience(turn, asked.class_ids)
    if not invitees.is_member(turn.actor, asked):
        turn.refuse("meeting-members-only")
    return False


@feature.button(cards.Manage, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def manage(turn: Turn) -> None:
    """Shows the organiser's card again."""
    await show_organiser(turn, turn.subject)


@feature.command("meetings", Can.ANYTHING_OPEN)
async def coming(turn: Turn) -> None:
    """What is coming in one's classes, each with one's answer and buttons."""
    if any(role in STAFF and where is None for role, where in turn.actor.roles):
        found = await meetings.coming(turn.session, None, turn.now)
    else:
        found = await invitees.coming_for(turn.session, turn.actor, turn.now)
    if not found:
        turn.say("meetings-none")
        return
    turn.say("meetings-coming", count=len(found))
    shown = found[:LISTED]
    replies = await answers.of_person(turn.session, turn.actor, [each.id for each in shown])
    for view in await meeting_views.card_views(turn.session, shown):
        turn.show(_mine(turn, view, replies.get(view.meeting.id)))
    if len(found) > LISTED:
        turn.say("meetings-more", count=len(found) - LISTED)


def _mine(turn: Turn, view: CardView, reply: str | None) -> Card:
    asked = bool(invitees.own(turn.actor, view.meeting))
    manage = may_manage(turn.actor, view.meeting)
    return cards.mine(view, turn.texts, reply, asked=asked, manage=manage)


@feature.waits
async def waiting(turn: Turn) -> list[Card]:
    """The meetings that wait for one's answer."""
    found = await invitees.waiting_for(turn.session, turn.actor, turn.now)
    views = await meeting_views.card_views(turn.session, found[:LISTED])
    return [cards.question(view, turn.texts) for view in views]
