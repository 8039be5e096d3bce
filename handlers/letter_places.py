"""Where a letter is read: in the group for letters, or by some people alone, each in private."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers import letter_cards as cards
from handlers.kit.card import Card, pack
from handlers.kit.card import card as make_card
from handlers.kit.feature import Ring
from handlers.kit.roles import Can, may
from handlers.kit.texts import Texts
from handlers.kit.turn import Turn
from storage import (
    chats,
    holidays,
    letter_arrivals,
    letter_clock,
    letter_forwards,
    letter_parts,
    letter_readers,
    letters,
    mailbox,
    people,
    posts,
    stands,
)
from storage.base import Session
from storage.chats import Standing
from storage.letters import About, Snapshot, Status
from storage.mailbox import Reading
from storage.posts import Priority


@dataclass(frozen=True, slots=True)
class Spot:
    """A chat in which a letter is read, and the card that shows it there."""

    chat_id: int
    language: str | None
    card: str


async def of(session: Session, one: Snapshot) -> list[Spot]:
    """Where a letter is read. A complaint about somebody who works here stands in no group.

    Others of the staff may read along there, and nobody tells us who.
    """
    if one.in_group:
        reading = await mailbox.find(session)
        return [Spot(reading.chat_id, reading.language, cards.CARD)] if reading else []
    card = cards.HELP if one.about == About.HELP else cards.OPENED
    found = (await letter_readers.now(session)).of(one)
    return [Spot(each.user_id, each.language, card) for each in found if each.reachable]


async def may_read(turn: Turn, one: Snapshot) -> bool:
    """Whether the actor looks after letters, and after this one."""
    if one.in_group:
        return may(turn.actor, Can.LETTER_ANSWER, None)
    return (await letter_readers.now(turn.session)).may(turn.actor.person_id, one)


async def may_answer(turn: Turn, one: Snapshot) -> bool:
    """Whether the actor may answer it: who looks after it, and whom it was passed on to."""
    return await may_read(turn, one) or await is_handed(turn, one)


async def is_handed(turn: Turn, one: Snapshot) -> bool:
    """Whether it was passed on to the actor, who still is what they were then."""
    if turn.actor.person_id is None or turn.actor.person_id == one.concerns:
        return False
    found = await letter_forwards.of_letter(turn.session, one.id)
    return any(letter_forwards.holds(each, turn.actor.roles) for each in found)


async def here(turn: Turn) -> Reading | None:
    """The group in which letters are read, if this is it; that it has topics is noted."""
    reading = await mailbox.find(turn.session)
    if turn.place.private or reading is None or reading.chat_id != turn.place.chat_id:
        return None
    if reading.forum != turn.place.forum:
        await mailbox.set_forum(turn.session, turn.place.forum)
    return reading


async def topic(turn: Turn, one: Snapshot) -> int | None:
    """The topic in which a letter stands in this chat, if it is in one."""
    found = await stands.find(turn.session, one.id, cards.CARD, turn.place.chat_id)
    return found.thread_id if found is not None else None


# A letter comes


async def hand_in(turn: Turn, letter_id: int) -> None:
    """A letter goes to where it is read; of danger, or if nobody reads, admins are told."""
    one = await letters.get(turn.session, letter_id)
    await wind(turn)
    spots = await of(turn.session, one)
    urgent = one.about == About.SAFETY
    for spot in spots:
        put(turn, one, spot, Priority.URGENT if urgent else Priority.ANSWER)
    (first, *_) = await letter_parts.sent(turn.session, one.id)
    await letter_arrivals.watch(turn.session, one.id, first.id, turn.now)
    lost = one.in_group and bool(spots) and await _is_lost(turn.session, spots[0].chat_id)
    if urgent:
        await _ring(turn, "letter-rings")
    elif one.about == About.HELP and not spots:
        await _ring(turn, "letter-waits-confidant")
    elif lost or not spots:
        await _ring(turn, "mailbox-lost" if lost else "letter-waits")


def put(turn: Turn, one: Snapshot, spot: Spot, priority: Priority = Priority.ANSWER) -> None:
    """A letter's card stands there from now on."""
    language = turn.school.closest(spot.language)
    turn.post(spot.card, one.id, spot.chat_id, language, priority=priority)


async def _is_lost(session: Session, chat_id: int) -> bool:
    known = await chats.find(session, chat_id)
    return known is not None and known.standing != Standing.OK


async def wind(turn: Turn) -> None:
    """Somebody waits for an answer: the clock over the letters goes."""
    calendar = await holidays.calendar(turn.session, turn.school.week, turn.school.zone)
    await letter_clock.wind(turn.session, calendar, turn.now)


async def _ring(turn: Turn, text: str) -> None:
    """The admins hear in private that there is a letter, and not what it says."""
    number = turn.school.emergency_number
    args = {"number": number} if text == "letter-rings" and number else {}
    text = f"{text}-number" if args else text
    for each in await people.admins(turn.session):
        if each.reachable:
            texts = turn.texts_in(each.language)
            turn.tell(each.user_id, texts, text, priority=Priority.URGENT, **args)


# What is said under it


Make = Callable[[Texts], Card]


async def inside(turn: Turn, one: Snapshot, make: Make, key: str | None = None) -> None:
    """Says something to those who read a letter, under it; `key` names it for ever, in a chat."""
    await say_inside(turn.session, one, make, turn.texts_in, turn.now, key)


async def say_inside(
    session: Session,
    one: Snapshot,
    make: Make,
    texts_in: Callable[[str | None], Texts],
    now: datetime,
    key: str | None = None,
) -> None:
    """The same outside of a turn."""
    rows = []
    for spot in await of(session, one):
        texts = texts_in(spot.language)
        name = f"{key}:{spot.chat_id}" if key else None
        rows.append(_under(one, spot, make(texts), texts, now, name))
    await posts.queue(session, rows)


def _under(
    one: Snapshot, spot: Spot, shown: Card, texts: Texts, now: datetime, key: str | None
) -> dict[str, Any]:
    return posts.row(
        "say",
        spot.chat_id,
        texts.language,
        now,
        subject_id=one.id,
        payload=pack(replace(shown, under=spot.card)),
        live=False,
        key=key,
    )


def say_under(turn: Turn, one: Snapshot, shown: Card, texts: Texts, key: str | None = None) -> None:
    """Says something in the group for letters, under this one."""
    spot = Spot(turn.place.chat_id, texts.language, cards.CARD)
    turn.effects.posts.append(_under(one, spot, shown, texts, turn.now, key))


async def added(turn: Turn, one: Snapshot, part_id: int) -> None:
    """What a writer adds comes to those who read the letter as a reply to it."""
    await come(turn, one)
    for spot in await of(turn.session, one):
        card = cards.PART if spot.card == cards.CARD else cards.PART_ALONE
        turn.post(f"{card}:{part_id}", one.id, spot.chat_id, turn.school.closest(spot.language))
    await letter_arrivals.watch(turn.session, one.id, part_id, turn.now)


async def come(turn: Turn, one: Snapshot) -> None:
    """An open letter stands wherever it is read; its chat may be another since it was closed."""
    for spot in await of(turn.session, one):
        if not await _stands(turn.session, one, spot):
            put(turn, one, spot)


async def _stands(session: Session, one: Snapshot, spot: Spot) -> bool:
    """Whether its card is there, or on its way: a topic may have been deleted with all in it."""
    return (one.id, spot.chat_id) in await stands.among(session, [one.id], [spot.card])


async def put_back(turn: Turn) -> None:
    """The group can be written in (again): every open letter that is not there comes there."""
    reading = await mailbox.find(turn.session)
    found = [one for one in await letters.open_ones(turn.session) if one.in_group]
    stand = await stands.among(turn.session, [one.id for one in found], [cards.CARD])
    for one in found:
        if reading is not None and (one.id, reading.chat_id) not in stand:
            put(turn, one, Spot(reading.chat_id, reading.language, cards.CARD))


async def look_after(ring: Ring, one: Snapshot) -> None:
    """Somebody wrote: whether the letter's card is there.

    One that was deleted, with its topic perhaps, comes back. Where none arrived the group is lost:
    the admins hear of it, and the letter waits.
    """
    reading = await mailbox.find(ring.session)
    if reading is None or not one.in_group or one.status == Status.CLOSED:
        return
    found = await stands.newest(ring.session, one.id, cards.CARD, reading.chat_id)
    lost = await _is_lost(ring.session, reading.chat_id)
    if lost or (found is not None and found.dead and found.message_id is None):
        await _ring_lost(ring, reading)
    elif found is None or found.dead:
        await posts.queue(ring.session, [_card_row(ring, one, reading)])


def _card_row(ring: Ring, one: Snapshot, reading: Reading) -> dict[str, Any]:
    language = ring.school.closest(reading.language)
    return posts.row(cards.CARD, reading.chat_id, language, ring.now, subject_id=one.id)


async def _ring_lost(ring: Ring, reading: Reading) -> None:
    """Once a day each: letters are not read any more."""
    rows = []
    for each in await people.admins(ring.session):
        if each.reachable:
            texts = ring.texts(each.language)
            key = f"mailbox-lost:{reading.chat_id}:{ring.now:%F}:{each.id}"
            payload = pack(make_card(texts("mailbox-lost")))
            priority = Priority.URGENT
            row = posts.row("say", each.user_id, texts.language, ring.now, payload=payload)
            rows.append({**row, "key": key, "priority": int(priority)})
    await posts.queue(ring.session, rows)


async def put_back_all(ring: Ring, found: Sequence[Snapshot]) -> None:
    """On a working morning every open letter whose card is gone comes to the group again."""
    reading = await mailbox.find(ring.session)
    ours = [one for one in found if one.in_group]
    if reading is None or not ours or await _is_lost(ring.session, reading.chat_id):
        return
    stand = await stands.among(ring.session, [one.id for one in ours], [cards.CARD])
    missing = [one for one in ours if (one.id, reading.chat_id) not in stand]
    await posts.queue(ring.session, [_card_row(ring, one, reading) for one in missing])


async def put_in_private(ring: Ring, found: Sequence[Snapshot]) -> None:
    """Who reads letters alone may have been named since these came: they get them now."""
    alone = [one for one in found if not one.in_group]
    if not alone:
        return
    readers = await letter_readers.now(ring.session)
    ids = [one.id for one in alone]
    stand = await stands.among(ring.session, ids, [cards.HELP, cards.OPENED], ever=True)
    rows = []
    for one in alone:
        card = cards.HELP if one.about == About.HELP else cards.OPENED
        for each in readers.of(one):
            if each.reachable and (one.id, each.user_id) not in stand:
                language = ring.school.closest(each.language)
                rows.append(posts.row(card, each.user_id, language, ring.now, subject_id=one.id))
    await posts.queue(ring.session, rows)
