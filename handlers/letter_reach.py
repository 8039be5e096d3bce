"""From a letter's writer to those who answer, and back: with a name, hidden, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

from handlers import letter_asking as asks
from handlers import letter_cards as cards
from handlers.kit import sealing
from handlers.kit.card import Button, Card, FileRef, Text, card, pack
from handlers.kit.texts import Texts, paragraphs
from handlers.kit.turn import Turn
from storage import holidays, letter_clock, letter_hidden, letters, mailbox, people, posts
from storage.envelopes import Envelopes, Unsealed
from storage.letter_hidden import Writer
from storage.letter_parts import Said
from storage.letters import A_DAY, About, Mode, Snapshot
from storage.mailbox import Reading
from storage.posts import Priority
from storage.rules import Broken

# Posts of answers, and of what was added, are named by these and the number of what was written,
# so that a reply finds its letter.
SENT, ADDED = "letter-sent", "letter-added"

# What is said to a writer: made in their language, with the button by which they add to it.
Made = Callable[[Texts, Button], Card]


def key(turn: Turn) -> Envelopes:
    """What seals addresses; nobody is promised to stay hidden without."""
    if turn.school.envelopes is None:
        turn.refuse("letter-no-key")
    return turn.school.envelopes


def today(turn: Turn) -> date:
    """The school's day."""
    return turn.now.astimezone(turn.school.zone).date()


async def check_named(turn: Turn) -> None:
    """Whether somebody may send one more letter, with their name.

    Raises:
        Broken: "letter-many" or "letter-blocked".
    """
    count = await named_today(turn)
    await check_blocked(turn)
    if turn.school.envelopes is not None:
        user_id = turn.actor.user_id
        count += await letter_hidden.spent(
            turn.session, turn.school.envelopes, user_id, today(turn)
        )
    if count >= A_DAY:
        raise Broken("letter-many", limit=A_DAY)


async def check_blocked(turn: Turn) -> None:
    """Refuses the actor where a block is on them.

    Raises:
        Broken: "letter-blocked".
    """
    if turn.school.envelopes is not None:
        await letter_hidden.check(turn.session, turn.school.envelopes, turn.actor.user_id)


async def named_today(turn: Turn) -> int:
    """How many letters the actor has sent with their name today."""
    began = datetime.combine(today(turn), time(), turn.school.zone)
    return await letters.count_of_day(turn.session, turn.person_id, began)


async def hand_in(turn: Turn, letter_id: int, about: About) -> None:
    """A letter goes to where letters are read; of danger, or if nobody reads, admins are told."""
    await wind(turn)
    reading = await mailbox.find(turn.session)
    urgent = about == About.SAFETY
    if reading is not None:
        priority = Priority.URGENT if urgent else Priority.ANSWER
        turn.post(cards.CARD, letter_id, reading.chat_id, reading.language, priority=priority)
    if urgent or reading is None:
        await _ring(turn, "letter-rings" if urgent else "letter-waits")


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


async def add(turn: Turn, one: Snapshot, person_id: int | None, said: Said) -> None:
    """What a writer adds stands in the letter, and comes to those who answer as a reply to it."""
    part_id = await letters.add(turn.session, one.id, person_id, said, turn.now)
    await wind(turn)
    reading = await mailbox.find(turn.session)
    if reading is None:
        return
    texts = turn.texts_in(reading.language)
    words = Text.of(said.plain, said.spans)
    files = [FileRef.of(each) for each in said.files]
    added = card(paragraphs(texts("letter-added", number=one.number), words), files=files)
    await _under(turn, reading, one.id, added, key=f"{ADDED}:{part_id}")


async def _under(turn: Turn, reading: Reading, letter_id: int, shown: Card, key: str) -> None:
    """Posts a card where letters are read, as a reply to the letter."""
    stand = await posts.of_subject(turn.session, letter_id, cards.CARD)
    here = [each.message_id for each in stand if each.live and each.chat_id == reading.chat_id]
    payload = pack(replace(shown, reply_to=here[-1] if here else None))
    row = posts.row("say", reading.chat_id, reading.language, turn.now, payload=payload, key=key)
    await posts.queue(turn.session, [row])


async def answer(turn: Turn, one: Snapshot, make: Made, once: str) -> None:
    """Says something to a letter's writer; refuses where there is none to say it to."""
    if one.mode == Mode.DROP:
        turn.refuse("letter-drop-no-answer")
    if one.mode == Mode.HIDDEN:
        writer = await hidden(turn, one)
        if writer is None:
            turn.refuse("letter-writer-gone")
        await tell_hidden(turn, one, writer, make, once)
        return
    person = await people.find(turn.session, one.person_id) if one.person_id else None
    if person is None:
        turn.refuse("letter-writer-gone")
    texts = turn.texts_in(person.language)
    turn.send(person.user_id, texts, make(texts, cards.add_button(one.id, texts)), once=once)


async def news(turn: Turn, one: Snapshot, text: str) -> None:
    """A hidden writer, who has no card that changes, is told where their letter stands."""
    writer = await hidden(turn, one) if one.mode == Mode.HIDDEN else None
    if writer is not None:
        await tell_hidden(turn, one, writer, lambda texts, add: _stands(one, text, texts, add))


def _stands(one: Snapshot, text: str, texts: Texts, add: Button) -> Card:
    return asks.stands(one.number, one.about, text, texts, [add])


async def closed(turn: Turn, one: Snapshot) -> None:
    """A hidden writer is asked whether it was dealt with well, and their address is forgotten."""
    if one.mode != Mode.HIDDEN:
        return
    writer = await hidden(turn, one)
    if writer is not None:
        proof = letter_hidden.proof(key(turn), one.id, writer.user_id)

        def make(texts: Texts, add: Button) -> Card:
            rows = [asks.rate_buttons(one.id, proof, texts), [add]]
            return asks.stands(one.number, one.about, "letter-own-closed", texts, *rows)

        await tell_hidden(turn, one, writer, make)
    await letter_hidden.forget(turn.session, one.id)


async def hidden(turn: Turn, one: Snapshot) -> Writer | None:
    """The return address of a hidden letter; None where it has none."""
    try:
        return await letter_hidden.find(turn.session, key(turn), one.id)
    except Unsealed:
        turn.refuse("letter-no-key")


async def tell_hidden(
    turn: Turn, one: Snapshot, writer: Writer, make: Made, once: str | None = None
) -> None:
    """Queues something to a writer whom no row names."""
    texts = turn.texts_in(writer.language)
    proof = letter_hidden.proof(key(turn), one.id, writer.user_id)
    shown = make(texts, asks.add_button(one.id, proof, texts))
    default = turn.school.default_language
    row = sealing.row(key(turn), one.id, writer.user_id, shown, default, turn.now, once)
    await posts.queue(turn.session, [row])
