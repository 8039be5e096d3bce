"""How many new messages a day the bot brings into a group: what was posted, and what is planned."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, union_all

from storage.base import Session
from storage.classes import Class
from storage.notices import Notice
from storage.posts import Post, Priority, State
from storage.subjects import Audience
from storage.wall import localise


async def of_day(
    session: Session, chat_ids: Collection[int], at: datetime, zone: ZoneInfo, *, but: int = 0
) -> dict[int, int]:
    """How many messages these groups get on an instant's day by the school's clock.

    Counted are cards that went or wait to go (notices, meetings, reminders; no edits, and no
    answers to somebody who asked), and notices that are planned for that day. One statement;
    groups that get nothing are left out, and so is the planned notice `but`.
    """
    first = localise(datetime.combine(at.astimezone(zone).date(), time()), zone)
    last = localise(datetime.combine(first.date() + timedelta(days=1), time()), zone)
    sent = select(Post.chat_id.label("chat_id")).where(
        Post.chat_id.in_(chat_ids),
        Post.priority != Priority.ANSWER,
        Post.state != State.DEAD,
        Post.due_at >= first,
        Post.due_at < last,
    )
    planned = (
        select(Class.chat_id.label("chat_id"))
        .join(Audience, Audience.class_id == Class.id)
        .join(Notice, Notice.id == Audience.subject_id)
        .where(
            Class.chat_id.in_(chat_ids),
            Notice.id != but,
            Notice.posted_at.is_(None),
            Notice.withdrawn_at.is_(None),
            Notice.planned_for >= first,
            Notice.planned_for < last,
        )
    )
    every = union_all(sent, planned).subquery()
    found = await session.execute(select(every.c.chat_id, func.count()).group_by(every.c.chat_id))
    return {row[0]: row[1] for row in found}


async def full(
    session: Session,
    into: Sequence[Class],
    at: datetime,
    zone: ZoneInfo,
    most: int,
    *,
    but: int = 0,
) -> list[str]:
    """The classes whose groups get `most` messages or more on an instant's day; as `of_day`."""
    chats = [each.chat_id for each in into if each.chat_id is not None]
    counts = await of_day(session, chats, at, zone, but=but)
    return [each.name for each in into if counts.get(each.chat_id or 0, 0) >= most]
