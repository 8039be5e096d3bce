"""Notices whose time has come: posted if that may still be, given back if not, and unpinned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from handlers.kit.card import card, pack
from handlers.kit.feature import Feature, Ring
from handlers.kit.roles import Can, may_in_all
from handlers.kit.texts import paragraphs
from handlers.notices import (
    author_of,
    carried,
    publish,
    refresh_lists,
    set_alarm,
    wording_of,
)
from storage import classes, notices, people, posts
from storage.actors import Actor
from storage.classes import Class
from storage.notices import Snapshot
from storage.people import PersonRef, Role

feature = Feature("notice_due", snapshots=notices.of_ids)

# What the morning was to be told is stale in the evening.
GRACE = timedelta(hours=12)


async def too_late(ring: Ring) -> None:
    """The bot was away at the time: the author decides what is still worth saying."""
    one = await _waiting(ring)
    if one is not None:
        await _give_up(ring, one, "notice-missed", [await author_of(ring.session, one)])


@feature.alarm("notices.post", GRACE, too_late)
async def post(ring: Ring) -> None:
    """Its time has come: posted, if its author may still do that and the group is there."""
    one = await _waiting(ring)
    if one is None:
        return
    author = await author_of(ring.session, one)
    into = await classes.several(ring.session, one.class_ids)
    quiet = None if one.urgent else ring.school.quiet_ends(ring.now)
    if not may_in_all(author, Can.NOTICE_CREATE, one.class_ids):
        await _give_up(ring, one, "notice-right-lost", [author, *await _heads(ring, one)])
    elif not any(each.chat_id is not None and not each.closed for each in into):
        await _give_up(ring, one, "notice-group-lost", [author, *await _heads(ring, one)])
    elif quiet is not None:
        await _hold(ring, one, quiet, author)
    else:
        await _post(ring, one, into, author)


async def _hold(ring: Ring, one: Snapshot, until: datetime, author: Actor) -> None:
    """The bot was away and it is quiet by now: it waits for the morning, as its author is told."""
    await notices.plan(ring.session, one.id, until, ring.now, held=True)
    await set_alarm(ring.session, one.id, until)
    if author.reachable:
        language = ring.school.closest(author.language)
        await posts.queue(
            ring.session,
            [posts.row("notices.planned", author.user_id, language, ring.now, subject_id=one.id)],
        )


async def _post(ring: Ring, one: Snapshot, into: list[Class], author: Actor) -> None:
    await notices.mark_posted(ring.session, one.id, ring.now)
    await publish(ring.session, ring.school, one, into, author, ring.now)
    await refresh_lists(ring.session, one.author_id, ring.now)


@feature.alarm("notices.unpin", timedelta(days=1))
async def unpin(ring: Ring) -> None:
    """A pinned notice is over, however late it is found to be."""
    await notices.unpin(ring.session, ring.subject_id or 0, ring.now)


async def _waiting(ring: Ring) -> Snapshot | None:
    """The notice of an alarm, if it still waits to be posted."""
    found = await notices.of_ids(ring.session, [ring.subject_id or 0])
    one = found.get(ring.subject_id or 0)
    return one if one and one.posted_at is None and one.withdrawn_at is None else None


async def _heads(ring: Ring, one: Snapshot) -> list[PersonRef]:
    """The head teachers of its classes."""
    found = await people.holders_in(ring.session, [Role.HEAD_TEACHER], one.class_ids)
    return [each for heads in found.values() for each in heads]


async def _give_up(ring: Ring, one: Snapshot, key: str, told: Iterable[Actor | PersonRef]) -> None:
    """Drops the notice and gives its words to these people, so that nothing is lost."""
    await notices.cancel(ring.session, one.id, ring.now)
    await refresh_lists(ring.session, one.author_id, ring.now)
    view = await notices.card_view(ring.session, one.id)
    rows = []
    for each in {each.user_id: each for each in told if each.reachable}.values():
        texts = ring.texts(each.language)
        said = texts(
            key,
            class_names=texts.classes(view.classes),
            author=view.author or ring.school.name,
            when=texts.moment(ring.due_at),
        )
        payload = pack(card(paragraphs(said, wording_of(one)), files=carried(one)))
        rows.append(posts.row("say", each.user_id, texts.language, ring.now, payload=payload))
    await posts.queue(ring.session, rows)
