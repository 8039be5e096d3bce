"""Whether an answer to a letter has arrived: looked at a little later, until it is certain."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum, auto

from storage import alarms, chats, posts
from storage.base import Session
from storage.chats import Standing
from storage.posts import State

LOOK = "letter_arrivals.look"
# How long after it was sent; then each time twice as long, for a day and a half at most.
SOON = timedelta(minutes=1)
LOOKS = 11


class Arrived(Enum):
    """What became of an answer."""

    YES = auto()
    NO = auto()
    UNDER_WAY = auto()


def name(part_id: int, change: str | None = None) -> str:
    """What the post of an answer is called, the only one; that of a change of it is another."""
    return f"letter-sent:{part_id}" + (f":{change}" if change else "")


async def watch(
    session: Session,
    letter_id: int,
    part_id: int,
    now: datetime,
    times: int = 0,
    post: str | None = None,
) -> None:
    """It is looked at whether this answer has arrived, by the post of that name or its own."""
    await alarms.set_alarm(
        session,
        f"{LOOK}:{part_id}",
        LOOK,
        now + SOON * 2**times,
        subject_id=letter_id,
        args={"part": part_id, "times": times, **({"post": post} if post else {})},
    )


async def of(session: Session, name: str) -> Arrived:
    """What became of the post of that name; of what reached a hidden writer, none is left."""
    post = await posts.by_key(session, name)
    if post is None or (post.state == State.SENT and post.refresh_at is None):
        return Arrived.YES
    if post.state == State.DEAD:
        return Arrived.NO
    # A change waits for a writer who has blocked the bot, and may never come back.
    chat = await chats.find(session, post.chat_id)
    gone = chat is not None and chat.standing == Standing.GONE
    return Arrived.NO if gone else Arrived.UNDER_WAY
