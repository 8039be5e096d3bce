"""Letters whose writer nobody sees: hidden, or dropped; nothing of them stands anywhere unsent."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable
from dataclasses import replace
from functools import partial

from handlers import letter_asking as asks
from handlers import letter_reach as reach
from handlers.kit import unwritten
from handlers.kit.card import Card, card
from handlers.kit.feature import Feature
from handlers.kit.roles import Can
from handlers.kit.turn import Refusal, Turn
from handlers.kit.unwritten import Unwritten
from handlers.letter_asking import (
    UNWRITTEN,
    HandIn,
    HiddenMore,
    HiddenRate,
    Kept,
    Kind,
    Leave,
    Writing,
)
from storage import letter_hidden, letter_parts, letters
from storage.base import after
from storage.letter_hidden import Writer
from storage.letter_parts import Said
from storage.letters import About, Mode, Snapshot, Status
from storage.rules import Broken

feature = Feature("letter_hidden", snapshots=letters.of_ids)

FILES = 10
KINDS = ("photo", "document", "voice")


# Writing one. Whatever is said here leaves no row: not even that somebody was refused.


@feature.button(Kept, Can.ANYTHING_OPEN)
async def kept(turn: Turn) -> None:
    """Hidden, or dropped: what is it about?"""
    if turn.press.mode == Mode.NAME:  # no such button is ever shown
        turn.refuse("letter-forgotten")
    reach.key(turn)
    _ = turn.person_id
    begun = unwritten.begin(turn, UNWRITTEN, Writing(turn.press.mode))
    unwritten.show(turn, asks.kinds(turn.press.mode, list(About), turn.texts), begun)


@feature.button(Kind, Can.ANYTHING_OPEN)
async def kind(turn: Turn) -> None:
    """Now the words."""
    begun = _begun(turn)
    begun.said.about = turn.press.about
    writing = begun.said
    shown = asks.so_far if writing.parts else asks.write
    unwritten.show(turn, shown(writing, turn.texts), begun)


def _begun(turn: Turn) -> Unwritten:
    begun = unwritten.find(turn, UNWRITTEN)
    if begun is None:
        turn.refuse("letter-forgotten")
    return begun


@feature.button(Leave, Can.ANYTHING_OPEN)
async def leave(turn: Turn) -> None:
    """Nothing stays of it."""
    unwritten.forget(turn.registry, turn.user.user_id)
    unwritten.show(turn, card(turn.texts("letter-left")))


@feature.unwritten(UNWRITTEN)
async def wrote(turn: Turn) -> None:
    """A message belongs to the letter, unless it is what stands on a button."""
    begun = _begun(turn)
    await _quietly(turn, _wrote(turn, begun))


async def _quietly(turn: Turn, act: Awaitable[None]) -> None:
    """What is refused here is said past the queue as well."""
    try:
        await act
    except Refusal as refused:
        unwritten.show(turn, card(turn.texts(refused.key, **refused.args_)))
    except Broken as broken:
        unwritten.show(turn, card(turn.texts(f"rule-{broken.rule}", **broken.args_)))


async def _wrote(turn: Turn, begun: Unwritten) -> None:
    writing: Writing = begun.said
    press = unwritten.labelled(turn, begun)
    if press is not None:
        turn.press = press
        await turn.registry.buttons[type(press)].run(turn)
    elif writing.more is not None:
        one = await letters.get(turn.session, writing.more)
        await _add(turn, one, _said(turn))
    elif writing.mode is None:
        unwritten.show(turn, asks.modes(turn.texts, sealed=True), begun)
    elif writing.about is None:
        unwritten.show(turn, asks.kinds(writing.mode, list(About), turn.texts), begun)
    else:
        _take(turn, writing)
        unwritten.show(turn, asks.so_far(writing, turn.texts), begun)


def _take(turn: Turn, writing: Writing) -> None:
    """One more message of the same letter, if it still fits."""
    more = Writing(parts={**writing.parts, turn.message.message_id: _said(turn)})
    letter_parts.checked(more.said)
    if len(more.said.files) > FILES:
        turn.refuse("form-files-full", most=FILES)
    writing.parts = more.parts


def _said(turn: Turn) -> Said:
    """What was written, without what a file is called, or whose else it was."""
    files = [each for each in turn.message.files if each.kind in KINDS]
    text = turn.message.text.strip()
    if (turn.message.kind != "text" and not files) or not (text or files):
        turn.refuse("refused-not-text")
    bare = [replace(each, name="", unique_id="") for each in files]
    return letter_parts.checked(Said(text.plain, text.packed, [each.packed for each in bare]))


@feature.button(HandIn, Can.ANYTHING_OPEN)
async def hand_in(turn: Turn) -> None:
    """The letter, and in this transaction all that comes of it; its writer hears afterwards."""
    writing: Writing = _begun(turn).said
    if writing.mode is None or writing.about is None:
        turn.refuse("letter-forgotten")
    said = letter_parts.checked(writing.said)
    await _check(turn)
    about, mode = writing.about, writing.mode
    letter_id = await letters.create(turn.session, about, mode, None, said, turn.now)
    one = await letters.get(turn.session, letter_id)
    await reach.hand_in(turn, letter_id, about)
    if mode == Mode.HIDDEN:
        await _promise(turn, one)
    else:
        unwritten.show(turn, asks.dropped(one.number, about, turn.texts))
        turn.toast("letter-drop-toast", number=one.number, alert=True)
    forget = partial(unwritten.forget, turn.registry, turn.user.user_id)
    after(turn.session, forget)


async def _check(turn: Turn) -> None:
    """One letter more a day, of whatever mode, and only by those who are not blocked."""
    user_id, day = turn.actor.user_id, reach.today(turn)
    await reach.check_named(turn)
    await letter_hidden.spend(turn.session, reach.key(turn), user_id, day)


async def _promise(turn: Turn, one: Snapshot) -> None:
    """Its return address, and a receipt that no row shows either."""
    writer = Writer(turn.actor.user_id, turn.texts.language)
    await letter_hidden.keep(turn.session, reach.key(turn), one.id, writer)
    await reach.news(turn, one, "letter-own-new")
    unwritten.show(turn, card(turn.texts("letter-hidden-sent", number=one.number)))


# What a hidden writer does later


def _own(turn: Turn, one: Snapshot, proof: str) -> None:
    """The button was made for this person: no row could tell, once the letter is closed."""
    wanted = letter_hidden.proof(reach.key(turn), one.id, turn.actor.user_id)
    if one.mode != Mode.HIDDEN or not hmac.compare_digest(wanted.encode(), proof.encode()):
        turn.refuse("refused-right")


@feature.button(HiddenMore, Can.ANYTHING_OPEN)
async def more(turn: Turn) -> None:
    """Asks what."""
    one: Snapshot = turn.subject
    _own(turn, one, turn.press.proof)
    unwritten.begin(turn, UNWRITTEN, Writing(Mode.HIDDEN, one.about, more=one.id))
    turn.pressed = None  # what was pressed says more, and stays
    unwritten.show(turn, card(turn.texts("letter-add-ask", number=one.number)))


@feature.replied_under(HiddenMore)
async def replied(turn: Turn) -> None:
    """A reply to what a hidden letter's writer was told adds to the letter."""
    await _quietly(turn, _replied(turn, turn.press))


async def _replied(turn: Turn, press: HiddenMore) -> None:
    found = await letters.of_ids(turn.session, [press.subject_id])
    if press.subject_id not in found:
        turn.refuse("refused-button")
    one = found[press.subject_id]
    _own(turn, one, press.proof)
    await _add(turn, one, _said(turn))


async def _add(turn: Turn, one: Snapshot, said: Said) -> None:
    """It stands in the letter, and comes to those who answer as a reply to it."""
    await letter_hidden.check(turn.session, reach.key(turn), turn.actor.user_id)
    await reach.add(turn, one, None, said)
    await _open_again(turn, one)
    unwritten.show(turn, card(turn.texts("letter-added-own", number=one.number)))


async def _open_again(turn: Turn, one: Snapshot) -> None:
    """Where it was closed its address was forgotten."""
    if one.status == Status.CLOSED:
        writer = Writer(turn.actor.user_id, turn.texts.language)
        await letter_hidden.keep(turn.session, reach.key(turn), one.id, writer)


@feature.button(HiddenRate, Can.ANYTHING_OPEN)
async def rate(turn: Turn) -> None:
    """One tap; who is not content has their letter open again, and can be answered."""
    one: Snapshot = turn.subject
    _own(turn, one, turn.press.proof)
    good = turn.press.good == 1
    await letters.rate(turn.session, one.id, good, turn.now)
    if not good:
        await reach.wind(turn)
        await _open_again(turn, one)
    turn.toast("letter-rated" if good else "letter-reopened")


@feature.waits
async def waiting(turn: Turn) -> list[Card]:
    """One's own open hidden letters: told past the list, which is a row."""
    if turn.school.envelopes is None or not turn.place.private:
        return []
    key, user_id = turn.school.envelopes, turn.actor.user_id
    own = await letter_hidden.of_writer(turn.session, key, user_id)
    found = await letters.of_ids(turn.session, own)
    for one in found.values():
        add = asks.add_button(one.id, letter_hidden.proof(key, one.id, user_id), turn.texts)
        text = f"letter-own-{one.status}"
        shown = asks.stands(one.number, one.about, text, turn.texts, [add])
        unwritten.show(turn, shown)
    return []
