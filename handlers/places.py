"""How many of a family come, and how many places there are."""

from __future__ import annotations

from datetime import timedelta

from handlers import meeting_buttons as links
from handlers import meeting_messages as messages
from handlers.kit import asking, buttons
from handlers.kit.card import Button
from handlers.kit.feature import Feature, Ring
from handlers.kit.forms.steps import number
from handlers.kit.naming import title_of
from handlers.kit.roles import Can
from handlers.kit.turn import Turn
from handlers.meeting_counts import families
from handlers.meeting_places import (
    MOVED_UP,
    moved_up,
    news,
    of_moved,
    question,
    tell_moved_up,
)
from storage import invitees, meetings, places, posts
from storage.forgetting import Forgotten
from storage.meeting_details import Invited
from storage.meetings import Snapshot

feature = Feature("places", snapshots=meetings.of_ids)

feature.card(MOVED_UP, messages.standing_view)(moved_up)

# Buttons for so many places more than there are.
MORE = (5, 10, 20, 50)


@feature.alarm(places.FREED, timedelta(days=1))
async def freed(ring: Ring) -> None:
    """A family has left the class: the next on the waiting list has its places, and hears of it."""
    meeting = (await meetings.of_ids(ring.session, [ring.subject_id or 0])).get(
        ring.subject_id or 0
    )
    if meeting is None or meeting.cancelled_at is not None or ring.now >= meeting.starts_at:
        return
    moved = await places.advance(ring.session, meeting.id, ring.now)
    if moved:
        rows = await news(ring.session, ring.school, meeting, moved, ring.now)
        await posts.queue(ring.session, rows)


@feature.forgets
async def tell_forgotten(turn: Turn, done: Forgotten) -> None:
    """Who was forgotten gave up their places: who moved up by that hears of it."""
    found = await meetings.of_ids(turn.session, [meeting_id for meeting_id, _ in done.moved_up])
    for meeting_id, units in done.moved_up:
        await tell_moved_up(turn, found[meeting_id], units)


def _check(turn: Turn, meeting: Snapshot) -> None:
    """In private, while it takes answers, and of those who are asked to it."""
    links.only_private(turn)
    links.check_open(turn, meeting)
    if not meeting.asks_how_many or not invitees.own(turn.actor, meeting):
        turn.refuse("refused-not-for-you")


@feature.start("heads")
async def started(turn: Turn) -> None:
    """Came here by the button on the card, after Coming."""
    typed = turn.payload
    meeting_id = int(typed) if typed.isdecimal() and len(typed) < 16 else 0
    meeting = (await meetings.of_ids(turn.session, [meeting_id])).get(meeting_id)
    if meeting is None:
        turn.refuse("refused-subject-gone")
    _check(turn, meeting)
    turn.show(question(turn, meeting))


@feature.button(links.Heads, Can.ANYTHING_OPEN)
async def heads(turn: Turn) -> None:
    """So many were tapped."""
    _check(turn, turn.subject)
    await _come(turn, turn.subject, turn.press.count)


@feature.button(links.HowMany, Can.ANYTHING_OPEN)
async def how_many(turn: Turn) -> None:
    """The number is typed."""
    _check(turn, turn.subject)
    text = turn.texts("places-ask-number", title=title_of(turn.subject, turn.texts))
    await asking.put(turn, "heads", text, {"meeting": turn.subject.id})


@feature.answer("heads")
async def heads_typed(turn: Turn) -> None:
    """A number, in digits or in words."""
    meeting = await meetings.get(turn.session, turn.data["meeting"])
    _check(turn, meeting)
    count = number(turn.message.text.plain)
    if count is None:
        turn.refuse("form-not-a-number", least=1, most=places.MOST_HEADS)
    await _come(turn, meeting, count)


async def _come(turn: Turn, meeting: Snapshot, count: int) -> None:
    if not 1 <= count <= places.MOST_HEADS:
        turn.refuse("form-not-a-number", least=1, most=places.MOST_HEADS)
    own = invitees.own(turn.actor, meeting)
    done = await places.take(turn.session, meeting.id, own, turn.person_id, turn.now, count)
    turn.changed(meeting.id)
    await tell_moved_up(turn, meeting, done.moved_up)
    key = "places-noted" if done.number is None else "places-waits"
    if turn.query_id is not None:
        turn.toast(key, count=count, number=done.number or 0)
    else:
        turn.say(key, count=count, number=done.number or 0)


# The organiser's side


@feature.button(links.Places, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def ask_places(turn: Turn) -> None:
    """How many places are there? Nobody is thrown out by fewer."""
    links.only_private(turn)
    links.check_open(turn, turn.subject)
    meeting: Snapshot = turn.subject
    if meeting.invited != Invited.FAMILIES:
        turn.refuse("refused-button")
    now = (await places.taken(turn.session, [meeting.id]))[meeting.id]
    text = turn.texts(
        "places-set-ask",
        title=title_of(meeting, turn.texts),
        heads=int(meeting.asks_how_many),
        capacity=meeting.capacity or 0,
        taken=now.heads,
        waiting=now.waiting,
    )
    start = meeting.capacity or now.heads
    offered = [(str(start + each), start + each) for each in MORE]
    rows = [
        [Button(label, buttons.pack(links.SetPlaces(meeting.id, n))) for label, n in offered],
        [Button(turn.texts.plain("places-no-limit"), buttons.pack(links.SetPlaces(meeting.id, 0)))],
    ]
    await asking.put(turn, "places", text, {"meeting": meeting.id}, rows, any_words=True)


@feature.button(links.SetPlaces, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def tapped_places(turn: Turn) -> None:
    """So many were tapped."""
    links.only_private(turn)
    await asking.drop(turn)
    await _set(turn, turn.subject, turn.press.count)


@feature.answer("places")
async def typed_places(turn: Turn) -> None:
    """So many were typed; rights are asked for again."""
    meeting = await links.managed(turn, turn.data["meeting"])
    typed = turn.message.text.plain.strip()
    count = 0 if typed in ("0", "０") else number(typed)
    if count is None:
        turn.refuse("form-not-a-number", least=0, most=places.MOST_PLACES)
    await _set(turn, meeting, count)


async def _set(turn: Turn, meeting: Snapshot, count: int) -> None:
    links.check_open(turn, meeting)
    if meeting.invited != Invited.FAMILIES:
        turn.refuse("refused-button")
    if not 0 <= count <= places.MOST_PLACES:
        turn.refuse("form-not-a-number", least=0, most=places.MOST_PLACES)
    moved = await places.set_capacity(turn.session, meeting.id, count or None, turn.now)
    await tell_moved_up(turn, meeting, moved)
    told = families(await of_moved(turn.session, meeting, moved))
    turn.say("places-set", title=title_of(meeting, turn.texts), capacity=count, moved=told)
