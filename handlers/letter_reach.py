"""What a letter's writer may send, and how they are reached: with a name, hidden, or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial

from handlers import letter_asking as asks
from handlers import letter_cards as cards
from handlers.kit import sealing, unwritten
from handlers.kit.card import Button, Card, card
from handlers.kit.texts import Texts
from handlers.kit.turn import Turn
from storage import drafts, letter_arrivals, letter_hidden, letter_sources, letters, people, posts
from storage.base import after
from storage.cipher import Unsealed
from storage.envelopes import Envelopes
from storage.letter_hidden import Writer
from storage.letter_parts import Part
from storage.letters import A_DAY, Mode, Snapshot
from storage.rules import Broken

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
    if turn.actor.person_id is not None:
        await letter_hidden.check_named(turn.session, turn.actor.person_id)
    if turn.school.envelopes is not None:
        await letter_hidden.check(turn.session, turn.school.envelopes, turn.actor.user_id)


async def named_today(turn: Turn) -> int:
    """How many letters the actor has sent with their name today."""
    began = datetime.combine(today(turn), time(), turn.school.zone)
    return await letters.count_of_day(turn.session, turn.person_id, began)


async def answer(turn: Turn, one: Snapshot, part: Part) -> None:
    """Says an answer to a letter's writer; refuses where there is none to say it to."""
    if one.mode == Mode.DROP:
        turn.refuse("letter-drop-no-answer")
    once = letter_arrivals.name(part.id)
    if one.mode == Mode.HIDDEN:
        writer = await hidden(turn, one)
        if writer is None:
            turn.refuse("letter-writer-gone")
        await _answer_hidden(turn, one, part, writer, once)
        return
    person = await people.find(turn.session, one.person_id) if one.person_id else None
    if person is None:
        turn.refuse("letter-writer-gone")
    language = turn.texts_in(person.language).language
    turn.post(f"{cards.SENT}:{part.id}", one.id, person.user_id, language, key=once)


async def _answer_hidden(turn: Turn, one: Snapshot, part: Part, writer: Writer, once: str) -> None:
    """Under the message that it answers; what they reply to it is known by its button."""
    to = await letter_sources.first(turn.session, part.to_id, key(turn)) if part.to_id else None
    proof = letter_hidden.proof(key(turn), one.id, writer.user_id)

    def make(texts: Texts, _: Button) -> Card:
        add = asks.add_to_button(one.id, part.id, proof, texts)
        shown = cards.reply(one, part, texts, add)
        return replace(shown, reply_to=to.message_id if to else None)

    await tell_hidden(turn, one, writer, make, once, copy=part.id)


async def expect_reply(turn: Turn, one: Snapshot, part: Part) -> None:
    """What the writer says next belongs to the letter, unless they are in the middle of something.

    A hidden writer's next words are waited for in memory, as all that they write.
    """
    if one.mode == Mode.HIDDEN:
        writer = await hidden(turn, one)
        if writer is not None:
            more = asks.Writing(Mode.HIDDEN, one.about, more=one.id, to=part.id)
            wait = partial(unwritten.expect, turn, writer.user_id, asks.UNWRITTEN, more)
            after(turn.session, wait)
        return
    person = await people.find(turn.session, one.person_id) if one.person_id else None
    if person is None or await drafts.awake(turn.session, person.id, person.user_id):
        return
    if await drafts.find_question(turn.session, person.id, person.user_id) is None:
        kept = {"answer": "letter-more", "data": {"id": one.id, "to": part.id}}
        await drafts.open_question(turn.session, person.id, person.user_id, kept, turn.now)


async def correct(turn: Turn, one: Snapshot, part: Part) -> bool:
    """An answer was changed, and whoever wrote reads it so; whether there is anybody to read it.

    A card changes by itself. Where a hidden writer's copy stands is sealed, and opened for this.
    """
    if one.mode != Mode.HIDDEN:
        await letter_arrivals.watch(turn.session, one.id, part.id, turn.now)
        return one.person_id is not None
    writer = await hidden(turn, one)
    if writer is not None:
        once = letter_arrivals.name(part.id, change=secrets.token_hex(4))
        await _answer_hidden(turn, one, part, writer, once)
        await letter_arrivals.watch(turn.session, one.id, part.id, turn.now, post=once)
    return writer is not None


async def tell(turn: Turn, one: Snapshot, make: Made, once: str | None = None) -> bool:
    """Says something to a letter's writer in a message; whether there is anybody to hear it."""
    if one.mode == Mode.HIDDEN:
        writer = await hidden(turn, one)
        if writer is not None:
            await tell_hidden(turn, one, writer, make, once)
        return writer is not None
    person = await people.find(turn.session, one.person_id) if one.person_id else None
    if person is None:
        return False
    texts = turn.texts_in(person.language)
    turn.send(person.user_id, texts, make(texts, cards.add_button(one.id, texts)), once=once)
    return True


async def seen(turn: Turn, one: Snapshot) -> None:
    """Its writer hears that somebody looks after it; an edit of the receipt rings nobody."""
    if one.mode == Mode.NAME:
        number = one.number
        await tell(
            turn, one, lambda texts, add: card(texts("letter-news-seen", number=number), [add])
        )
    else:
        await news(turn, one, "letter-own-seen")


async def news(turn: Turn, one: Snapshot, text: str) -> None:
    """A hidden writer, who has no card that changes, is told where their letter stands."""
    writer = await hidden(turn, one) if one.mode == Mode.HIDDEN else None
    if writer is not None:
        await tell_hidden(turn, one, writer, lambda texts, add: _stands(one, text, texts, add))


def _stands(one: Snapshot, text: str, texts: Texts, add: Button) -> Card:
    return asks.stands(one.number, one.about, text, texts, [add])


async def closed(turn: Turn, one: Snapshot) -> None:
    """Its writer is asked whether it was dealt with well; a hidden one's address is forgotten."""
    if one.mode == Mode.NAME:
        await tell(turn, one, lambda texts, add: cards.closed(one, texts, add))
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
    turn: Turn,
    one: Snapshot,
    writer: Writer,
    make: Made,
    once: str | None = None,
    copy: int | None = None,
) -> None:
    """Queues something to a writer whom no row names; `copy` is the answer that it shows."""
    texts = turn.texts_in(writer.language)
    proof = letter_hidden.proof(key(turn), one.id, writer.user_id)
    shown = make(texts, asks.add_button(one.id, proof, texts))
    default = turn.school.default_language
    row = sealing.row(key(turn), one.id, writer.user_id, shown, default, turn.now, once, copy)
    await posts.queue(turn.session, [row])
