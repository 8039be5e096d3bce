"""What a meeting tells by itself, on time: reminders, requests to answer, what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from handlers import meeting_cards as cards
from handlers import meeting_messages as messages
from handlers import meeting_news as news
from handlers.kit.card import Card, card, pack
from handlers.kit.feature import Feature, Ring
from handlers.kit.naming import title_of
from handlers.kit.texts import School
from handlers.meeting_messages import About, Row
from storage import (
    alarms,
    chats,
    meeting_reach,
    meeting_times,
    meeting_views,
    meetings,
    people,
    posts,
)
from storage.attendance import DOORS_OPEN
from storage.base import Session
from storage.lectures import REVEAL
from storage.meeting_reach import Asked
from storage.meeting_times import Recall
from storage.meetings import Snapshot
from storage.people import Person
from storage.units import Reach

log = structlog.get_logger()

feature = Feature("meeting_reminders", snapshots=meetings.of_ids)

REMINDER, SOON, OVER = "meetings.reminder", "meetings.soon", "meetings.over"
ASKING, DUE = "meeting_reminders.ask", "meeting_reminders.due"
# How late a reminder may still come: one shortly before the start, and the others.
SOON_GRACE = timedelta(hours=1)
GRACE = meeting_times.EARLY
# Who was away for longer sees the answers on their card.
DUE_GRACE = timedelta(days=1)

feature.card(messages.GROUP_REMINDER, meeting_views.card_view)(news.group_reminder)
feature.card(messages.REMIND, messages.standing_view)(news.reminder)
feature.card(messages.STILL, messages.standing_view)(news.still)
feature.card(messages.WAITS, messages.standing_view)(news.waits)
feature.card(messages.ASK, messages.standing_view)(cards.question)


async def set_alarms(session: Session, meeting: Snapshot, school: School, now: datetime) -> None:
    """Sets what is to happen for a meeting, in place of what was set before."""
    await alarms.cancel_of(session, meeting.id)
    zone = ZoneInfo(meeting.zone)
    for each in meeting_times.recalls(
        meeting.starts_at, zone, meeting.reminders, school.reminder_at, now
    ):
        kind = REMINDER if each.asks else SOON
        args = {"before": each.before, "asks": each.asks, "group": each.group}
        await _set(session, meeting, f"before{each.before}", kind, each.at, args)
    for name, kind, at in _around(meeting, zone, school, now):
        if at > now or name == "morning":
            await _set(session, meeting, name, kind, at.astimezone(zone), {})


async def _set(
    session: Session, meeting: Snapshot, name: str, kind: str, at: datetime, args: dict[str, Any]
) -> None:
    key = f"meeting:{meeting.id}:{name}"
    await alarms.set_alarm(session, key, kind, at, subject_id=meeting.id, args=args)


def _around(
    meeting: Snapshot, zone: ZoneInfo, school: School, now: datetime
) -> Iterator[tuple[str, str, datetime]]:
    """What happens by itself beside the reminders: its name, its kind of alarm, and when."""
    if meeting.answer_by is not None:
        asked = meeting_times.asking_time(meeting.answer_by, zone, school.reminder_at)
        yield "ask", ASKING, asked
        yield "due", DUE, meeting.answer_by
    listed = meeting_times.listing_time(meeting.starts_at, zone, school.reminder_at, now)
    over = meetings.over_at(meeting)
    yield "morning", "meeting_lists.morning", listed
    yield "door", "attendance.door", meeting.starts_at - DOORS_OPEN
    yield "live", "lectures.live", meeting.starts_at - REVEAL
    yield "begun", "meeting_lists.begun", meeting.starts_at
    yield "over", OVER, over
    yield "after", "meeting_more.after", over


async def _missed(ring: Ring) -> None:
    """A reminder that comes too late is dropped, and the organiser is told so."""
    log.warning("meeting.reminder_missed", meeting=ring.subject_id)
    meeting = await _ahead(ring)
    if meeting is None:
        return
    author = await _organiser(ring, meeting)
    if author is not None:
        texts = ring.texts(author.language)
        when = texts.moment(ring.due_at)
        await _say(
            ring, author, card(texts("meeting-missed", title=title_of(meeting, texts), when=when))
        )


async def _ahead(ring: Ring) -> Snapshot | None:
    """The meeting, if it is still to come now that its alarm rings."""
    found = await meetings.of_ids(ring.session, [ring.subject_id or 0])
    meeting = found.get(ring.subject_id or 0)
    if meeting is None or meeting.cancelled_at is not None or ring.now >= meeting.starts_at:
        return None
    return meeting


async def _organiser(ring: Ring, meeting: Snapshot) -> Person | None:
    """Who has called it, if they can be written to."""
    if meeting.author_id is None:
        return None
    author = await people.get(ring.session, meeting.author_id)
    return author if await chats.open_among(ring.session, [author.user_id]) else None


async def _say(ring: Ring, to: Person, shown: Card) -> None:
    """Tells somebody in private; by night it waits for the morning."""
    due = ring.school.quiet_ends(ring.now) or ring.now
    language = ring.school.closest(to.language)
    await posts.queue(
        ring.session, [posts.row("say", to.user_id, language, due, payload=pack(shown))]
    )


@feature.alarm(SOON, SOON_GRACE, _missed)
@feature.alarm(REMINDER, GRACE, _missed)
async def remind(ring: Ring) -> None:
    """Reminds those who come and asks those who have not answered, each in private.

    Where a family cannot be reached so, one card in the group serves them all, and names nobody.
    Where answers are due by a day, that day has its own request: nobody is asked beside it.
    """
    meeting = await _ahead(ring)
    if meeting is None:
        return
    recall = Recall(ring.args["before"], ring.due_at, ring.args["asks"], ring.args["group"])
    asked = await meeting_reach.asked(ring.session, meeting)
    asks = recall.asks and meeting.answer_by is None
    grace = GRACE if recall.asks else SOON_GRACE
    about = _about(ring, meeting, f"before{recall.before}", grace)
    rows = about.private(messages.REMIND, asked.coming.reachable)
    rows += about.private(messages.WAITS, asked.waiting.reachable)
    rows += _unsure(ring, meeting, asked)
    if asks:
        rows += about.private(messages.ASK, asked.silent.reachable)
    if recall.group and _unreached(asked.coming, asked.unsure, asked.silent):
        rows += await about.in_group(ring.session, messages.GROUP_REMINDER)
    await posts.queue(ring.session, rows)


def _about(ring: Ring, meeting: Snapshot, occasion: str, grace: timedelta) -> About:
    """One that comes late, and by night, waits for the morning if the meeting is later still."""
    morning = ring.school.quiet_ends(ring.now)
    at = morning if morning is not None and morning < meeting.starts_at else ring.now
    deadline = min(meeting.starts_at, max(ring.due_at, at) + grace)
    return About(meeting, occasion, ring.school, at, deadline)


def _unsure(ring: Ring, meeting: Snapshot, asked: Asked) -> list[Row]:
    """Whether the new time suits is asked once a day at most, whatever falls on that day."""
    about = _about(ring, meeting, f"still{ring.now:%F}", GRACE)
    return about.private(messages.STILL, asked.unsure.reachable)


def _unreached(*reaches: Reach) -> bool:
    return any(each.families for each in reaches)


@feature.alarm(ASKING, GRACE)
async def ask(ring: Ring) -> None:
    """A day before answers are due: asks those who have not answered, and nobody else."""
    meeting = await _ahead(ring)
    if meeting is None or meeting.answer_by is None or ring.late or ring.now >= meeting.answer_by:
        return
    asked = await meeting_reach.asked(ring.session, meeting)
    about = _about(ring, meeting, "ask", GRACE)
    rows = about.private(messages.ASK, asked.silent.reachable) + _unsure(ring, meeting, asked)
    await posts.queue(ring.session, rows)


@feature.alarm(DUE, DUE_GRACE)
async def due(ring: Ring) -> None:
    """Answers were due: the card says so, and the organiser hears once how many there are."""
    meeting_id = ring.subject_id or 0
    if not await meetings.end_answering(ring.session, meeting_id, ring.now) or ring.late:
        return
    view = await meeting_views.organiser_view(ring.session, meeting_id)
    author = await _organiser(ring, view.meeting)
    if author is not None:
        await _say(ring, author, news.summary(view, ring.texts(author.language)))


@feature.alarm(OVER, timedelta())
async def over(ring: Ring) -> None:
    """The meeting has ended: its card loses its buttons."""
    await meetings.end(ring.session, ring.subject_id or 0, ring.now)
