"""Minutes of a meeting: what was said, with photos or a file; what was decided stands below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage import affairs, audiences, decisions, meetings, subjects, tasks
from storage.affairs import Category, Draft
from storage.base import Base, Session
from storage.decisions import Decided
from storage.meetings import Snapshot
from storage.rules import Broken
from storage.tasks import Task

# Decisions and tasks stand below the text in one message of 4,096 characters (Bot API).
TEXT_LIMIT = 2500


class Minutes(Base):
    """The minutes of a meeting; they have its subject, and change with it.

    `text` and `spans` are what was written, `files` what came with it (FileRef.packed).
    """

    __tablename__ = "minutes"

    id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id"), primary_key=True, autoincrement=False
    )
    text: Mapped[str]
    spans: Mapped[list[Any]]
    files: Mapped[list[Any]]
    published_at: Mapped[datetime]
    corrected_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class View:
    """What the minutes' card shows; `minutes` None before they are written."""

    meeting: Snapshot
    classes: tuple[str, ...]
    minutes: Minutes | None
    decisions: tuple[Decided, ...]
    tasks: tuple[Task, ...]


async def find(session: Session, meeting_id: int) -> Minutes | None:
    """A meeting's minutes, if they are written."""
    return await session.get(Minutes, meeting_id)


async def publish(
    session: Session, meeting_id: int, text: str, spans: list[Any], files: list[Any], now: datetime
) -> bool:
    """Writes the minutes, or corrects them, files and all; bumps. Returns whether they are new.

    Raises:
        Broken: "minutes-long".
    """
    if len(text) > TEXT_LIMIT:
        raise Broken("minutes-long", limit=TEXT_LIMIT)
    written = await find(session, meeting_id)
    if written is None:
        session.add(Minutes(id=meeting_id, text=text, spans=spans, files=files, published_at=now))
    else:
        written.text, written.spans, written.files = text, spans, files
        written.corrected_at = now
    await session.flush()
    meeting = await meetings.get(session, meeting_id)
    if meeting.kind == meetings.COMMITTEE:
        draft = Draft(Category.MINUTES, meeting.title, text, spans, files)
        await affairs.minuted(session, meeting_id, draft, now)
    await subjects.bump(session, [meeting_id], now)
    return written is None


async def view(session: Session, meeting_id: int) -> View:
    """What the minutes' card shows.

    Raises:
        LookupError: there is no such meeting.
    """
    meeting = await meetings.get(session, meeting_id)
    return View(
        meeting,
        await audiences.names(session, meeting.class_ids),
        await find(session, meeting_id),
        tuple(await decisions.of_meeting(session, meeting_id)),
        tuple(await tasks.of_meeting(session, meeting_id)),
    )


async def written_view(session: Session, meeting_id: int) -> View | None:
    """The same for who was sent the minutes; None where there are none."""
    found = await view(session, meeting_id)
    return found if found.minutes is not None else None
