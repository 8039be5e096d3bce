"""Places and how many come: what a tap gets, and who moves up from the waiting list."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from handlers import lecture_links
from handlers import meeting_buttons as links
from handlers.kit import buttons
from handlers.kit.acting import settle
from handlers.kit.card import Button, Card, card, pack
from handlers.kit.naming import title_of
from handlers.kit.roles import Can, may_in_all
from handlers.kit.texts import School, Texts, paragraphs
from handlers.kit.turn import Turn
from handlers.meeting_cards import in_private, reply_rows
from handlers.meeting_counts import together
from handlers.meeting_messages import told_at
from storage import actors, invitees, people, places, posts, units
from storage.answers import UnitKind
from storage.base import Session
from storage.meeting_views import CardView
from storage.meetings import Reply, Snapshot
from storage.places import Placed
from storage.units import Unit

MOVED_UP = "places.moved_up"
# So many have a button; more are typed.
TAPPED = (1, 2, 3, 4, 5)


async def answer(turn: Turn, meeting: Snapshot, reply: Reply, first: bool) -> None:
    """An answer where places are counted: they are given out in the order of the taps."""
    # What is written is what nothing that was read for this batch says anything about.
    session = await turn.open(alone=True)
    own = invitees.own(turn.actor, meeting)
    if reply != Reply.YES:
        done = await places.give_up(session, meeting.id, own, reply, turn.person_id, turn.now)
    else:
        done = await places.take(session, meeting.id, own, turn.person_id, turn.now)
    turn.changed(meeting.id)
    await tell_moved_up(turn, meeting, done.moved_up)
    if done.number is not None:
        _waits(turn, meeting, done)
        return
    settle(turn, first, f"meeting-noted-{reply}")
    if reply == Reply.YES:
        await comes(turn, meeting)


def _waits(turn: Turn, meeting: Snapshot, done: Placed) -> None:
    """All is full: said in a box, since it is not what they wanted."""
    reachable = int(turn.actor.reachable)
    turn.toast("places-full", alert=True, number=done.number, reachable=reachable)
    if meeting.asks_how_many and turn.actor.reachable:
        turn.show(question(turn, meeting), key=_once(turn, meeting))


async def comes(turn: Turn, meeting: Snapshot) -> None:
    """Somebody comes: they are asked how many they are, and have the link if it is time for it."""
    if lecture_links.is_revealed(meeting, turn.now):
        await lecture_links.tell_late(turn, meeting)
    if not meeting.asks_how_many:
        return
    if turn.actor.reachable:
        turn.toast("places-noted-ask")
        turn.show(question(turn, meeting), key=_once(turn, meeting))
    else:
        turn.lead(f"heads_{meeting.id}")


def _once(turn: Turn, meeting: Snapshot) -> str:
    """Who taps Coming again finds the question above: it is not put twice for one time."""
    starts = int(meeting.starts_at.timestamp())
    return f"heads:{meeting.id}:{starts}:{turn.actor.user_id}"


def question(turn: Turn, meeting: Snapshot) -> Card:
    """How many of you come?"""
    texts = turn.texts
    row = [Button(str(each), buttons.pack(links.Heads(meeting.id, each))) for each in TAPPED]
    more = Button(texts.plain("places-more"), buttons.pack(links.HowMany(meeting.id)))
    when = texts.moment(meeting.starts_at)
    return card(texts("places-ask", title=title_of(meeting, texts), when=when), row, [more])


def moved_up(view: CardView, texts: Texts) -> Card:
    """A place is free, and it is theirs."""
    said = paragraphs(texts("places-moved-up"), in_private(view, texts), texts("places-give-back"))
    return card(said, *reply_rows(view.meeting, texts))


async def tell_moved_up(
    turn: Turn, meeting: Snapshot, moved: Collection[tuple[UnitKind, int]]
) -> None:
    """Each family that moved up hears of it in private; of others, their organiser does."""
    if moved:
        session = await turn.open(alone=True)
        turn.effects.posts += await news(session, turn.school, meeting, moved, turn.now)


async def of_moved(
    session: Session, meeting: Snapshot, moved: Collection[tuple[UnitKind, int]]
) -> list[Unit]:
    """Those who moved up, with who answers for them."""
    everyone = await invitees.everyone(session, meeting) if moved else []
    return [unit for unit in everyone if (unit.kind, unit.id) in moved]


async def news(
    session: Session,
    school: School,
    meeting: Snapshot,
    moved: Collection[tuple[UnitKind, int]],
    now: datetime,
) -> list[dict[str, Any]]:
    """The posts that tell of these units' places: to the families, else to the organiser."""
    theirs = await of_moved(session, meeting, moved)
    reach = units.reach(theirs)
    rows = [
        posts.row(
            MOVED_UP,
            each.user_id,
            school.closest(each.language),
            told_at(meeting, school, now),
            subject_id=meeting.id,
            deadline=meeting.starts_at,
            live=False,
        )
        for each in reach.reachable
    ]
    if lecture_links.is_revealed(meeting, now):
        await lecture_links.tell(session, school, meeting, reach.reachable, now)
    unreached = units.unreached(theirs)
    return rows + await _to_organiser(session, school, meeting, unreached, now)


async def _to_organiser(
    session: Session,
    school: School,
    meeting: Snapshot,
    unreached: list[tuple[Unit, ...]],
    now: datetime,
) -> list[dict[str, Any]]:
    """By name, if the organiser may know the names of the class at this moment."""
    if not unreached or meeting.author_id is None:
        return []
    author = await people.get(session, meeting.author_id)
    found = (await actors.of_users(session, [author.user_id])).get(author.user_id)
    if found is None or not found.reachable:
        return []
    texts = Texts(school.closest(author.language), school)
    may_know = may_in_all(found, Can.CLASS_SEE, meeting.class_ids)
    names = texts.listing([together(each) for each in unreached]) if may_know else ""
    said = texts(
        "places-unreached",
        title=title_of(meeting, texts),
        count=len(unreached),
        names=names,
        named=int(may_know),
    )
    return [posts.row("say", author.user_id, texts.language, now, payload=pack(card(said)))]
