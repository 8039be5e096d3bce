"""What votes and elections have in common until they open: who called them, and why one waits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from handlers.kit.card import card, pack
from handlers.kit.errands import Strip
from handlers.kit.feature import Ring
from handlers.kit.texts import School
from handlers.kit.turn import Turn
from handlers.votes import IN_PRIVATE
from storage import actors, alarms, browsing, classes, people, posts, vote_changes, votes
from storage.actors import Actor
from storage.base import Session
from storage.people import PersonRef, Role
from storage.posts import Priority
from storage.rules import Broken
from storage.vote_plans import Held
from storage.votes import Snapshot

VOTES = "votes"  # the list that somebody looks at (handlers.vote_lists)


async def refresh_list(turn: Turn) -> None:
    """What somebody sees under /votes has changed."""
    await browsing.refresh(turn.session, turn.person_id, [VOTES], turn.now)


async def author_of(session: Session, one: Snapshot) -> Actor | None:
    """The author, with the rights they have at this moment."""
    person = await people.find(session, one.author_id or 0)
    if person is None:
        return None
    return (await actors.of_users(session, [person.user_id]))[person.user_id]


async def unopened(ring: Ring) -> Snapshot | None:
    """The vote that an alarm is about; None where it has opened, or was taken back."""
    found = (await votes.of_ids(ring.session, [ring.subject_id or 0])).get(ring.subject_id or 0)
    waits = found and found.opened_at is None and found.withdrawn_at is None
    return found if waits else None


def held_by(broken: Broken) -> Held:
    """Which of the reasons it was that kept one from being opened."""
    return Held.KEY if broken.rule == "secret-no-key" else Held.NOBODY


async def why_not(ring: Ring, one: Snapshot, quiet: datetime | None) -> Held | None:
    """What keeps it from opening: no group to be voted in, or no time left; `quiet` ends then."""
    if one.eligible not in IN_PRIVATE:
        groups = await classes.several(ring.session, one.class_ids)
        if not any(each.chat_id is not None and not each.closed for each in groups):
            return Held.GROUP
    return Held.LATE if one.closes_at <= (quiet or ring.now) else None


async def show_anew(ring: Ring, one: Snapshot, name: str) -> None:
    """It did not open, or was interrupted: its author has the card that says so, at the end."""
    await alarms.cancel_of(ring.session, one.id)
    author = await author_of(ring.session, one)
    if author is None or not author.reachable:
        return
    copies = await posts.supersede(ring.session, one.id, name, author.user_id)
    ring.errands.extend(Strip(author.user_id, each) for each in copies)
    row = planned_row(ring.school, one, name, author, ring.now)
    await posts.queue(ring.session, [row])


def planned_row(
    school: School, one: Snapshot, name: str, author: Actor, now: datetime
) -> dict[str, Any]:
    """The author's card of that name, in private."""
    language = school.closest(author.language)
    return posts.row(name, author.user_id, language, now, subject_id=one.id)


async def give_up(ring: Ring, one: Snapshot) -> None:
    """Whoever called it may do so no more, and nobody came after them: the class's heads hear."""
    await vote_changes.withdraw(ring.session, one.id, ring.now)
    await alarms.cancel_of(ring.session, one.id)
    author = await author_of(ring.session, one)
    told: list[Actor | PersonRef] = [author] if author is not None else []
    heads = await people.holders_in(ring.session, [Role.HEAD_TEACHER], one.class_ids)
    told += [each for of_class in heads.values() for each in of_class]
    rows = []
    for each in {each.user_id: each for each in told if each.reachable}.values():
        texts = ring.texts(each.language)
        payload = pack(card(texts("election-right-lost", title=one.title)))
        row = posts.row("say", each.user_id, texts.language, ring.now, payload=payload)
        rows.append(row | {"priority": int(Priority.ANNOUNCEMENT)})
    await posts.queue(ring.session, rows)
