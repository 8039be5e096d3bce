"""What else an organiser can do for a meeting: before it, at the door, and afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from handlers import meeting_buttons as links
from handlers.kit import buttons
from handlers.kit.card import Button, Card, card, pack
from handlers.kit.feature import Feature, Ring
from handlers.kit.forms.steps import in_rows
from handlers.kit.naming import title_of
from handlers.kit.roles import Can
from handlers.kit.texts import Texts
from handlers.kit.turn import Turn
from storage import attendance, chats, meetings, people, posts
from storage.meeting_details import Invited
from storage.meetings import COMMITTEE, SPOKEN, Snapshot

feature = Feature("meeting_more", snapshots=meetings.of_ids)

AFTER = "meeting_more.after"
# Who was away for days does not want to hear of every meeting of those.
GRACE = timedelta(days=2)


def _offered(meeting: Snapshot, now: datetime) -> list[tuple[str, Any]]:
    """What there is to do now: the text key of each button, and what it is."""
    told = meeting.invited == Invited.FAMILIES and meetings.is_open(meeting, now)
    return [*_by_time(meeting, now), *([("more-told", links.ByPhone)] if told else [])]


def _by_time(meeting: Snapshot, now: datetime) -> list[tuple[str, Any]]:
    """Before it, at the door, and afterwards."""
    committee = [("more-agenda", links.ShowAgenda)] if meeting.kind == COMMITTEE else []
    lecture = (
        [
            ("more-speaker", links.Speaker),
            ("more-link", links.Link),
            ("more-questions", links.Questions),
        ]
        if meeting.kind in SPOKEN
        else []
    )
    if now < meeting.starts_at - attendance.DOORS_OPEN:
        door = [("more-code", links.DoorCode)]
        places = [("more-places", links.Places)] if meeting.invited == Invited.FAMILIES else []
        return [*(committee or lecture), *places, *door]
    record = [
        ("more-came", links.WhoCame),
        ("more-code", links.DoorCode),
        ("more-minutes", links.Write),
        ("more-decision", links.Decide),
        ("more-task", links.Give),
    ]
    if meetings.is_over(meeting, now):
        return [*record, ("more-feedback", links.AskFeedback)]
    return [*(committee or lecture[1:]), *record]


def more_card(key: str, meeting: Snapshot, texts: Texts, now: datetime) -> Card:
    """The buttons of what there is to do, under a line that says of which meeting."""
    offered = [
        Button(texts.plain(label), buttons.pack(press(meeting.id)))
        for label, press in _offered(meeting, now)
    ]
    said = texts(key, title=title_of(meeting, texts), when=texts.moment(meeting.starts_at))
    return card(said, *in_rows(offered))


@feature.button(links.More, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def more(turn: Turn) -> None:
    """Shows what there is to do now."""
    links.only_private(turn)
    if turn.subject.cancelled_at is not None:
        turn.refuse("rule-meeting-cancelled")
    turn.show(more_card("more-title", turn.subject, turn.texts, turn.now))


@feature.alarm(AFTER, GRACE)
async def after(ring: Ring) -> None:
    """The meeting has ended: its organiser is offered what comes now."""
    found = await meetings.of_ids(ring.session, [ring.subject_id or 0])
    meeting = found.get(ring.subject_id or 0)
    if ring.late or meeting is None or meeting.cancelled_at or meeting.author_id is None:
        return
    author = await people.get(ring.session, meeting.author_id)
    if not await chats.open_among(ring.session, [author.user_id]):
        return
    texts = ring.texts(author.language)
    payload = pack(more_card("more-after", meeting, texts, ring.now))
    row = posts.row("say", author.user_id, texts.language, ring.now, payload=payload)
    await posts.queue(ring.session, [row])
