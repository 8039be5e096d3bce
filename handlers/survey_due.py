"""Surveys whose time has come: opened if that may still be, closed however late, or passed on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from handlers.kit import buttons
from handlers.kit.card import card, pack
from handlers.kit.feature import Feature, Ring
from handlers.kit.passing import GRACE as PASSING
from handlers.kit.passing import tell_passed
from handlers.kit.roles import Can, may_in_all
from handlers.survey_buttons import Show
from handlers.survey_changes import close
from handlers.survey_results import told
from handlers.surveys import AUTHOR, CLOSE, OPEN, publish, set_open
from storage import actors, alarms, people, posts, survey_ballots, survey_reach, surveys
from storage.actors import Actor
from storage.people import PersonRef, Role
from storage.surveys import Snapshot

feature = Feature("survey_due", snapshots=surveys.of_ids)

# What the morning was to be asked is stale in the evening.
GRACE = timedelta(hours=12)
INTERRUPTED, ALWAYS = "surveys.interrupted", timedelta(days=365_000)  # its time is 1970


async def _author(ring: Ring, one: Snapshot) -> Actor | None:
    """The author, with the rights they have at this moment."""
    person = await people.find(ring.session, one.author_id or 0)
    if person is None:
        return None
    return (await actors.of_users(ring.session, [person.user_id]))[person.user_id]


async def _of(ring: Ring) -> Snapshot | None:
    return (await surveys.of_ids(ring.session, [ring.subject_id or 0])).get(ring.subject_id or 0)


async def _planned(ring: Ring) -> Snapshot | None:
    one = await _of(ring)
    return one if one and one.opened_at is None and one.withdrawn_at is None else None


async def too_late(ring: Ring) -> None:
    """The bot was away at the time: the author decides what is still worth asking."""
    one = await _planned(ring)
    if one is not None:
        await _give_up(ring, one, "survey-missed")


@feature.alarm(OPEN, GRACE, too_late)
async def open_(ring: Ring) -> None:
    """Its time has come: opened, if its author may still do that and somebody can see it."""
    one = await _planned(ring)
    if one is None:
        return
    author, quiet = await _author(ring, one), ring.school.quiet_ends(ring.now)
    if author is None or not _may(author, one):
        await _give_up(ring, one, "survey-right-lost")
    elif one.meeting_id is None and not await survey_reach.groups(ring.session, one):
        await _give_up(ring, one, "survey-group-lost")
    elif one.closes_at <= (quiet or ring.now):
        await _give_up(ring, one, "survey-missed")
    elif quiet is not None:
        await surveys.plan(ring.session, one.id, quiet, ring.now, held=True)
        await set_open(ring.session, one.id, quiet)
    else:
        await _open(ring, one, author, ring.now)


def _may(author: Actor, one: Snapshot) -> bool:
    if one.staff and not author.has(Role.PRINCIPAL, None):
        return False
    return may_in_all(author, Can.SURVEY_CREATE, one.class_ids)


async def _open(ring: Ring, one: Snapshot, author: Actor, now: datetime) -> None:
    await surveys.open_planned(ring.session, one.id, now)
    await posts.supersede(ring.session, one.id, AUTHOR, author.user_id)
    opened = await surveys.get(ring.session, one.id)
    await publish(ring.session, ring.school, opened, author, now)


async def _give_up(ring: Ring, one: Snapshot, key: str) -> None:
    """It is not asked; its author and the head teachers hear why."""
    await surveys.withdraw(ring.session, one.id, ring.now)
    await alarms.cancel_of(ring.session, one.id)
    author = await _author(ring, one)
    told: list[Actor | PersonRef] = [author] if author is not None else []
    if key != "survey-missed" and not one.staff:
        told += await _heads(ring, one)
    await posts.queue(ring.session, _rows(ring, one, key, told))


async def _heads(ring: Ring, one: Snapshot) -> list[PersonRef]:
    found = await people.holders_in(ring.session, [Role.HEAD_TEACHER], one.class_ids)
    return [each for heads in found.values() for each in heads]


def _rows(
    ring: Ring, one: Snapshot, key: str, told: Iterable[Actor | PersonRef]
) -> list[dict[str, object]]:
    rows = []
    for each in {each.user_id: each for each in told if each.reachable}.values():
        texts = ring.texts(each.language)
        said = texts(key, title=one.title, when=texts.moment(ring.due_at))
        payload = pack(card(said))
        rows.append(posts.row("say", each.user_id, texts.language, ring.now, payload=payload))
    return rows


@feature.alarm(CLOSE, timedelta(days=3650))
async def close_(ring: Ring) -> None:
    """Its time is over, however late that is found: no answer has counted since."""
    one = await _of(ring)
    if one is not None and one.closes_at <= ring.now:
        ring.errands.extend(await close(ring.session, ring.school, one, ring.now))


@feature.alarm(INTERRUPTED, ALWAYS)
async def interrupted(ring: Ring) -> None:
    """A copy was restored, which has no secret answers: better none than half of them."""
    one = await _of(ring)
    if one is None or not await survey_ballots.interrupt(ring.session, one.id, ring.now):
        return
    await alarms.cancel_of(ring.session, one.id)
    await told(ring.session, ring.school, await surveys.get(ring.session, one.id), ring.now)


@feature.alarm("surveys.passed", PASSING)
async def passed(ring: Ring) -> None:
    """Who looks after somebody else's surveys from now on is told which they are, once."""
    found = await surveys.of_ids(ring.session, ring.args["ids"])
    heir = ring.args["to"]
    theirs = [e for e in found.values() if e.withdrawn_at is None and e.author_id == heir]
    entries = [(each.title, buttons.pack(Show(each.id))) for each in theirs]
    await tell_passed(ring, "passed-surveys", entries)
