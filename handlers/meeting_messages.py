"""What is told of a meeting because it changed; to each person once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from handlers.kit import ics
from handlers.kit.texts import School
from storage import calendars, classes, files, meeting_reach, meeting_views, meetings, posts
from storage.base import Session
from storage.classes import Purpose
from storage.meeting_views import CardView
from storage.meetings import Snapshot
from storage.people import PersonRef
from storage.posts import Priority
from storage.units import Reach

# The cards that are private messages, rendered when they are sent and then left as they are:
# the answers of a whole class would otherwise mean an edit in every private chat.
REMIND, STILL, WAITS, ASK = (
    "meetings.remind", "meetings.still", "meetings.waits", "meetings.ask",
)  # fmt: skip
MOVED, OFF = "meetings.moved", "meetings.cancelled"
# The same for those who have the meeting in their calendar: with the new file, in one message.
MOVED_FILE, NEW_FILE, OFF_FILE = "meetings.moved_file", "meetings.new_file", "meetings.off_file"
GROUP_REMINDER, GROUP_NEWS = "meetings.group_reminder", "meetings.group_news"
_OVERTAKEN = (REMIND, STILL, WAITS, ASK, MOVED, MOVED_FILE, NEW_FILE, GROUP_REMINDER)

# Who must be there so soon after the quiet hours hears of a change by night all the same.
SOON = timedelta(hours=3)

Row = dict[str, Any]


async def standing_view(session: Session, meeting_id: int) -> CardView | None:
    """What a message about a meeting shows; None when it was cancelled before it was sent."""
    view = await meeting_views.card_view(session, meeting_id)
    return view if view.meeting.cancelled_at is None else None


def told_at(meeting: Snapshot, school: School, now: datetime) -> datetime:
    """When people hear that a meeting has changed: now, or after the quiet hours if it can wait."""
    morning = school.quiet_ends(now)
    was = meeting.moved_from if meeting.moved_at == now else None
    starts = min(meeting.starts_at, was or meeting.starts_at)
    return now if morning is None or starts < morning + SOON else morning


async def tell_moved(
    session: Session, meeting: Snapshot, by: int, school: School, now: datetime
) -> Reach:
    """Tells everybody who comes, or may, of the new time and asks them again.

    Who has said that they do not come sees the new time on the group's card, and in /my, and is
    not written to: they have asked for no more news of it. Returns whom the message reached.
    """
    told = await _changed(session, meeting, by)
    at = told_at(meeting, school, now)
    about = About(meeting, None, school, at, meetings.over_at(meeting))
    rows = about.private(MOVED, told.without_file, Priority.URGENT)
    if told.with_file or told.file_only:
        await _keep_files(session, meeting, school, now)
        rows += about.private(MOVED_FILE, told.with_file, Priority.URGENT)
        rows += about.private(NEW_FILE, told.file_only)
    return await _tell(session, told.reach, about, rows)


async def tell_cancelled(
    session: Session, meeting: Snapshot, by: int, school: School, now: datetime
) -> Reach:
    """Tells everybody who comes, or may, that the meeting is off; returns whom that reached."""
    told = await _changed(session, meeting, by)
    at = told_at(meeting, school, now)
    about = About(meeting, None, school, at, meetings.over_at(meeting))
    rows = about.private(OFF, told.without_file, Priority.URGENT)
    if told.with_file or told.file_only:
        await _keep_files(session, meeting, school, now)
        rows += about.private(OFF_FILE, [*told.with_file, *told.file_only], Priority.URGENT)
    return await _tell(session, told.reach, about, rows)


async def _keep_files(session: Session, meeting: Snapshot, school: School, now: datetime) -> None:
    """One for each language, since that of a reader is known when the card is rendered."""
    for made in ics.files_of(meeting, school):
        await files.keep(session, made.kind, made.name, made.data, now)


async def _tell(session: Session, reach: Reach, about: About, rows: list[Row]) -> Reach:
    if reach.families:
        rows += await about.in_group(session, GROUP_NEWS)
    await posts.queue(session, rows)
    return reach


class _Told:
    """Who hears of a change: those who come (`reach`), and those who have the old file."""

    def __init__(self, reach: Reach, holders: Iterable[PersonRef], by: int) -> None:
        come = {each.id: each for each in reach.reachable if each.id != by}
        have = {each.id: each for each in holders if each.reachable}
        self.reach = Reach(tuple(come.values()), reach.unreachable, reach.families)
        self.with_file = [each for id_, each in come.items() if id_ in have]
        self.without_file = [each for id_, each in come.items() if id_ not in have]
        self.file_only = [each for id_, each in have.items() if id_ not in come]


async def _changed(session: Session, meeting: Snapshot, by: int) -> _Told:
    """What has not left is overtaken; the person who made the change (`by`) knows of it."""
    for overtaken in _OVERTAKEN:
        await posts.drop_queued(session, meeting.id, overtaken)
    reach = await meeting_reach.may_come(session, meeting)
    return _Told(reach, await calendars.holders(session, meeting.id), by)


class About:
    """Makes the posts of one occasion, which go out `at` a time or later.

    An occasion that has a name happens once for a starting time.
    """

    def __init__(
        self,
        meeting: Snapshot,
        occasion: str | None,
        school: School,
        at: datetime,
        deadline: datetime,
    ) -> None:
        self._meeting = meeting
        self._occasion = occasion
        self._school = school
        self._at = at
        self._deadline = deadline

    def private(
        self, name: str, told: Collection[PersonRef], priority: Priority = Priority.REMINDER
    ) -> list[Row]:
        """A message to each of these people, in their language."""
        return [
            posts.row(
                name,
                each.user_id,
                self._school.closest(each.language),
                self._at,
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
        if self._meeting.of_school_committee:
            return []  # it has no group of its own
        linked = await classes.several(session, self._meeting.class_ids)
        return [
            posts.row(
                name,
                each.chat_id,
                self._school.closest(each.language),
                self._at,
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
