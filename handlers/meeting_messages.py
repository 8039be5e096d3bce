"""What is told of a meeting by itself, on time or because it changed; to each person once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from handlers.kit.card import card, pack
from handlers.kit.feature import Ring
from handlers.kit.texts import School
from storage import alarms, chats, classes, meetings, people, posts
from storage.attendance import DOORS_OPEN
from storage.base import Session
from storage.classes import Purpose
from storage.lectures import REVEAL
from storage.meetings import OVER_AFTER, CardView, Snapshot
from storage.people import PersonRef
from storage.posts import Priority
from storage.units import Reach

log = structlog.get_logger()

REMINDER, SOON, OVER = "meetings.reminder", "meetings.soon", "meetings.over"
_KINDS = {
    "hours": SOON,
    "door": "attendance.door",
    "live": "lectures.live",
    "over": OVER,
    "after": "meeting_more.after",
}
# How late a reminder may still come: the one two hours ahead, and the others.
SOON_GRACE = timedelta(hours=1)
GRACE = timedelta(hours=12)
# The cards that are private messages, rendered when they are sent and then left as they are:
# the answers of a whole class would otherwise mean an edit in every private chat.
REMIND, ASK, MOVED, OFF = (
    "meetings.remind", "meetings.ask", "meetings.moved", "meetings.cancelled",
)  # fmt: skip
GROUP_REMINDER, GROUP_NEWS = "meetings.group_reminder", "meetings.group_news"

Row = dict[str, Any]


async def set_alarms(session: Session, meeting: Snapshot, now: datetime) -> None:
    """Sets what is to happen for a meeting, in place of what was set before."""
    await alarms.cancel_of(session, meeting.id)
    zone = ZoneInfo(meeting.zone)
    times = meetings.reminder_times(meeting.starts_at, zone, now)
    times += [(name, at) for name, at in _around(meeting, zone) if at > now]
    for name, at in times:
        await alarms.set_alarm(
            session,
            f"meeting:{meeting.id}:{name}",
            _KINDS.get(name, REMINDER),
            at,
            subject_id=meeting.id,
            args={"name": name},
        )


def _around(meeting: Snapshot, zone: ZoneInfo) -> list[tuple[str, datetime]]:
    """What happens by itself at the door, when it begins to be shown, and when it has ended."""
    over = meetings.over_at(meeting)
    times = [
        ("door", meeting.starts_at - DOORS_OPEN),
        ("live", meeting.starts_at - REVEAL),
        ("over", over),
        ("after", over),
    ]
    return [(name, at.astimezone(zone)) for name, at in times]


async def standing_view(session: Session, meeting_id: int) -> CardView | None:
    """What a message about a meeting shows; None when it was cancelled before it was sent."""
    view = await meetings.card_view(session, meeting_id)
    return view if view.meeting.cancelled_at is None else None


async def remind(ring: Ring) -> None:
    """Reminds those who come and asks those who have not answered, each in private.

    Where a family cannot be reached so, one card in the group the day before serves them all,
    and names nobody. A person who would get both gets the request: it says all that matters.
    """
    meeting = await _ahead(ring)
    if meeting is None:
        return
    name = ring.args["name"]
    come = await meetings.to_remind(ring.session, meeting.id)
    silent = Reach((), (), 0)
    if name != "hours":
        silent = await meetings.to_ask(ring.session, meeting.id)
    asked = {each.id for each in silent.reachable}
    reminded = [each for each in come.reachable if each.id not in asked]
    grace = SOON_GRACE if name == "hours" else GRACE
    about = _About(
        meeting, name, ring.school, ring.now, min(meeting.starts_at, ring.due_at + grace)
    )
    rows = about.private(REMIND, reminded) + about.private(ASK, silent.reachable)
    if name == "day" and (come.families or silent.families):
        rows += await about.in_group(ring.session, GROUP_REMINDER)
    await posts.queue(ring.session, rows)


async def _ahead(ring: Ring) -> Snapshot | None:
    """The meeting, if it is still to come now that its reminder is due."""
    found = await meetings.of_ids(ring.session, [ring.subject_id or 0])
    meeting = found.get(ring.subject_id or 0)
    if meeting is None or meeting.cancelled_at is not None or ring.now >= meeting.starts_at:
        return None
    return meeting


async def missed(ring: Ring) -> None:
    """A reminder that comes too late is dropped, and the organiser is told so."""
    log.warning("meeting.reminder_missed", meeting=ring.subject_id, name=ring.args["name"])
    meeting = await _ahead(ring)
    if meeting is None or meeting.author_id is None:
        return
    author = await people.get(ring.session, meeting.author_id)
    if not await chats.open_among(ring.session, [author.user_id]):
        return
    texts = ring.texts(author.language)
    said = texts("meeting-missed", title=meeting.title, when=texts.moment(ring.due_at))
    payload = pack(card(said))
    row = posts.row("say", author.user_id, texts.language, ring.now, payload=payload)
    await posts.queue(ring.session, [row])


async def over(ring: Ring) -> None:
    """The meeting has ended: its card loses its buttons."""
    await meetings.end(ring.session, ring.subject_id or 0, ring.now)


async def tell_moved(
    session: Session, meeting: Snapshot, by: int, school: School, now: datetime
) -> Reach:
    """Tells everybody who comes, or may, of the new time; returns whom that reached."""
    return await _tell_change(session, meeting, by, school, now, MOVED)


async def tell_cancelled(
    session: Session, meeting: Snapshot, by: int, school: School, now: datetime
) -> Reach:
    """Tells everybody who comes, or may, that the meeting is off; returns whom that reached."""
    return await _tell_change(session, meeting, by, school, now, OFF)


async def _tell_change(
    session: Session, meeting: Snapshot, by: int, school: School, now: datetime, name: str
) -> Reach:
    """Reminders that have not left are overtaken; the person who made the change knows of it."""
    for overtaken in (REMIND, ASK, MOVED, GROUP_REMINDER):
        await posts.drop_queued(session, meeting.id, overtaken)
    reach = await meetings.to_remind(session, meeting.id)
    told = tuple(each for each in reach.reachable if each.id != by)
    about = _About(meeting, None, school, now, meeting.starts_at + OVER_AFTER)
    rows = about.private(name, told, Priority.URGENT)
    if reach.families:
        rows += await about.in_group(session, GROUP_NEWS)
    await posts.queue(session, rows)
    return Reach(told, reach.unreachable, reach.families)


class _About:
    """Makes the posts of one occasion; one that has a name happens once for a starting time."""

    def __init__(
        self,
        meeting: Snapshot,
        occasion: str | None,
        school: School,
        now: datetime,
        deadline: datetime,
    ) -> None:
        self._meeting = meeting
        self._occasion = occasion
        self._school = school
        self._now = now
        self._deadline = deadline

    def private(
        self, name: str, told: Iterable[PersonRef], priority: Priority = Priority.REMINDER
    ) -> list[Row]:
        """A message to each of these people, in their language."""
        return [
            posts.row(
                name,
                each.user_id,
                self._school.closest(each.language),
                self._now,
                subject_id=self._meeting.id,
                priority=priority,
                deadline=self._deadline,
                key=self._key(each.user_id),
                live=False,
            )
            for each in told
        ]

    async def in_group(self, session: Session, name: str) -> list[Row]:
        """The card in the groups of the meeting's classes, in their topics and languages."""
        linked = await classes.several(session, self._meeting.class_ids)
        return [
            posts.row(
                name,
                each.chat_id,
                self._school.closest(each.language),
                self._now,
                subject_id=self._meeting.id,
                thread_id=each.thread_for(Purpose.MEETINGS),
                priority=Priority.REMINDER,
                deadline=self._deadline,
                key=self._key(each.chat_id),
            )
            for each in linked
            if each.chat_id is not None
        ]

    def _key(self, chat_id: int) -> str | None:
        if self._occasion is None:
            return None
        starts = int(self._meeting.starts_at.timestamp())
        return f"meeting:{self._meeting.id}:{self._occasion}:{starts}:{chat_id}"
