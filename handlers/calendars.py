"""A meeting in one's own calendar: its file, in the private chat, and again when it changes."""

from __future__ import annotations

from handlers.kit import ics
from handlers.kit.acting import join_audience
from handlers.kit.card import card
from handlers.kit.feature import Feature
from handlers.kit.naming import title_of
from handlers.kit.roles import STAFF, Can
from handlers.kit.turn import Turn
from handlers.meeting_buttons import ToCalendar, check_open
from storage import calendars, invitees, meetings
from storage.actors import Actor
from storage.meetings import Snapshot

feature = Feature("calendars", snapshots=meetings.of_ids)


@feature.button(ToCalendar, Can.ANYTHING_OPEN)
async def to_calendar(turn: Turn) -> None:
    """From the group into the private chat, where a file of one's own belongs."""
    meeting: Snapshot = turn.subject
    check_open(turn, meeting)
    if not _belongs(turn.actor, meeting):
        await join_audience(turn, meeting.class_ids)
    if turn.place.private:
        _give(turn, meeting)
    elif turn.actor.reachable:
        _give(turn, meeting)
        turn.toast("calendar-sent")
    else:
        turn.lead(f"cal_{meeting.id}")


@feature.start("cal")
async def started(turn: Turn) -> None:
    """Came here by the button on the group's card."""
    meeting_id = int(turn.payload) if turn.payload.isdecimal() and len(turn.payload) < 16 else 0
    meeting = (await meetings.of_ids(turn.session, [meeting_id])).get(meeting_id)
    if meeting is None:
        turn.refuse("refused-subject-gone")
    if not _belongs(turn.actor, meeting):
        turn.refuse("refused-not-for-you")
    check_open(turn, meeting)
    _give(turn, meeting)


def _belongs(actor: Actor, meeting: Snapshot) -> bool:
    """Who is asked, who is something in one of its classes, and who works for the school."""
    here = any(where in meeting.class_ids for _, where in actor.roles)
    of_school = any(role in STAFF and where is None for role, where in actor.roles)
    return here or of_school or bool(invitees.own(actor, meeting))


def _give(turn: Turn, meeting: Snapshot) -> None:
    """The file; who has it gets the new one when the meeting moves or is cancelled."""
    file = turn.keep(ics.file_of(meeting, turn.texts))
    row = {"meeting_id": meeting.id, "person_id": turn.person_id}
    turn.save(calendars.TAKING, [row])
    when = turn.texts.moment(meeting.starts_at)
    turn.show(
        card(
            turn.texts("calendar-file", title=title_of(meeting, turn.texts), when=when),
            files=[file],
        )
    )
