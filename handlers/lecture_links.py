"""Where a lecture is shown live: told in private, and only to those who come."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from handlers.kit.card import Button, Card, card
from handlers.kit.naming import title_of
from handlers.kit.texts import School, Texts
from handlers.kit.turn import Turn
from storage import lectures, meetings, posts
from storage.base import Session
from storage.lectures import REVEAL
from storage.meetings import Snapshot
from storage.people import PersonRef
from storage.posts import Priority

CARD = "lectures.link"


def is_revealed(meeting: Snapshot, now: datetime) -> bool:
    """Whether those who come may know the link now."""
    return now >= meeting.starts_at - REVEAL and meetings.is_open(meeting, now)


async def view(session: Session, meeting_id: int) -> tuple[Snapshot, str] | None:
    """The meeting and its link; None where there is none, or nothing to see any more."""
    meeting = await meetings.get(session, meeting_id)
    found = await lectures.find(session, meeting_id)
    if found is None or found.link is None or meeting.cancelled_at is not None:
        return None
    return meeting, found.link


def shown(found: tuple[Snapshot, str], texts: Texts) -> Card:
    """The link as a button."""
    meeting, link = found
    watch = Button(texts.plain("lecture-watch"), url=link)
    when = texts.moment(meeting.starts_at)
    return card(texts("lecture-live", title=title_of(meeting, texts), when=when), [watch])


async def tell(
    session: Session, school: School, meeting: Snapshot, to: Iterable[PersonRef], now: datetime
) -> None:
    """Queues the link to these people, to each once for a starting time and a link."""
    found = await lectures.find(session, meeting.id)
    if found is None or found.link is None:
        return
    rows = [_row(meeting, found.link, each.user_id, each.language, school, now) for each in to]
    await posts.queue(session, rows)


def _short(link: str) -> str:
    """Tells links apart in a key, and cannot be read as one."""
    return hashlib.blake2b(link.encode(), digest_size=6).hexdigest()


def _row(
    meeting: Snapshot, link: str, user_id: int, language: str | None, school: School, now: datetime
) -> dict[str, Any]:
    starts = int(meeting.starts_at.timestamp())
    return posts.row(
        CARD,
        user_id,
        school.closest(language),
        now,
        subject_id=meeting.id,
        priority=Priority.URGENT,
        deadline=meetings.over_at(meeting),
        key=f"lecture:{meeting.id}:{starts}:{_short(link)}:{user_id}",
        live=False,
    )


async def tell_late(turn: Turn, meeting: Snapshot) -> None:
    """Somebody said only now that they come: they get the link at once."""
    session = await turn.open()
    found = await lectures.find(session, meeting.id)
    if found is None or found.link is None or not turn.actor.reachable:
        return
    user_id, language = turn.actor.user_id, turn.texts.language
    row = _row(meeting, found.link, user_id, language, turn.school, turn.now)
    turn.effects.posts.append(row)
