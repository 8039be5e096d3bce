"""Letters whose writer nobody sees: hidden, or dropped; nothing of them stands anywhere unsent."""

from __future__ import annotations

import hmac
from functools import partial

from handlers import letter_asking as asks
from handlers import letter_places as places
from handlers import letter_reach as reach
from handlers import letter_steps as steps
from handlers.kit import unwritten
from handlers.kit.card import Card, card
from handlers.kit.feature import Feature
from handlers.kit.roles import Can
from handlers.kit.turn import Turn
from handlers.kit.unwritten import Unwritten
from handlers.letter_asking import (
    UNWRITTEN,
    HandIn,
    HiddenMore,
    HiddenRate,
    HiddenTo,
    Kept,
    Kind,
    Leave,
    Writing,
)
from handlers.letter_pieces import KINDS, Piece, bare, go_on, joined, note, source, together
from storage import letter_hidden, letter_parts, letter_readers, letter_sources, letters
from storage.base import after
from storage.letter_hidden import Writer
from storage.letter_parts import Said
from storage.letters import About, Mode, Snapshot, Status

feature = Feature("letter_hidden", snapshots=letters.of_ids)

FILES = 10
for _mode in (Mode.HIDDEN, Mode.DROP):
    feature.typed(f"letter-mode-{_mode}", Kept(_mode))


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
    writing: Writing = begun.said
    writing.about, writing.concerns = turn.press.about, None
    complaint = writing.about == About.COMPLAINT
    found = await steps.staff(turn) if complaint else []
    writing.staff = {each.id: each.name for each in found}
    if writing.about == About.HELP:
        writing.nobody = not (await letter_readers.now(turn.session)).confidants
    shown = asks.so_far if writing.parts else asks.write
    unwritten.show(turn, shown(writing, turn.texts), begun)


@feature.button(asks.Concerns, Can.ANYTHING_OPEN)
async def concerns(turn: Turn) -> None:
    """A tap names somebody, a second one takes it back."""
    begun = _begun(turn)
    writing: Writing = begun.said
    person_id = turn.press.person_id
    if writing.about != About.COMPLAINT or person_id not in writing.staff:
        turn.refuse("refused-button")
    await steps.check_concern(turn, person_id)
    writing.concerns = None if writing.concerns == person_id else person_id
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
    await unwritten.quietly(turn, _wrote(turn, begun))


async def _wrote(turn: Turn, begun: Unwritten) -> None:
    writing: Writing = begun.said
    press = unwritten.labelled(turn, begun)
    if press is not None:
        turn.press = press
        await turn.registry.buttons[type(press)].run(turn)
    elif writing.more is not None:
        one = await letters.get(turn.session, writing.more)
        await _add(turn, one, _said(turn), writing.to)
    elif writing.mode is None:
        unwritten.show(turn, asks.modes(turn.texts, sealed=True), begun)
    elif writing.about is None:
        unwritten.show(turn, asks.kinds(writing.mode, list(About), turn.texts), begun)
    else:
        _take(turn, writing)
        unwritten.show(turn, asks.so_far(writing, turn.texts), begun)


def _take(turn: Turn, writing: Writing) -> None:
    """One more message of the same letter, if it still fits."""
    message = turn.message
    piece = Piece(_said(turn), message.message_id, message.album)
    more = Writing(parts={**writing.parts, message.message_id: piece})
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
    said = Said(text.plain, text.packed, [each.packed for each in files])
    return letter_parts.checked(bare(said))


@feature.button(HandIn, Can.ANYTHING_OPEN)
async def hand_in(turn: Turn) -> None:
    """The letter, and in this transaction all that comes of it; its writer hears afterwards."""
    writing: Writing = _begun(turn).said
    if writing.mode is None or writing.about is None:
        turn.refuse("letter-forgotten")
    letter_parts.checked(writing.said)
    await _check(turn)
    about, mode = writing.about, writing.mode
    letter_id = await _create(turn, writing, about, mode)
    one = await letters.get(turn.session, letter_id)
    await places.hand_in(turn, letter_id)
    if mode == Mode.HIDDEN:
        await _promise(turn, one)
    else:
        unwritten.show(turn, asks.dropped(one.number, about, turn.texts))
        turn.toast("letter-drop-toast", number=one.number, alert=True)
    forget = partial(unwritten.forget, turn.registry, turn.user.user_id)
    after(turn.session, forget)


async def _create(turn: Turn, writing: Writing, about: About, mode: Mode) -> int:
    """Its messages as they were written; of which they were, a hidden one keeps a mark each."""
    found = together(list(writing.parts.values()))
    said = [joined([each.said for each in one]) for one in found]
    letter_id, parts = await letters.create(turn.session, about, mode, None, said, turn.now)
    if mode == Mode.HIDDEN:
        for part_id, pieces in zip(parts, found, strict=True):
            await note(turn, part_id, pieces, reach.key(turn))
    if writing.concerns is not None and about == About.COMPLAINT:
        await steps.check_concern(turn, writing.concerns)
        await letter_readers.concern(turn.session, letter_id, writing.concerns)
    return letter_id


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
    _more(turn, None)


@feature.button(HiddenTo, Can.ANYTHING_OPEN)
async def more_to(turn: Turn) -> None:
    """Asks what they reply to that answer."""
    _more(turn, turn.press.part_id)


def _more(turn: Turn, to_id: int | None) -> None:
    one: Snapshot = turn.subject
    _own(turn, one, turn.press.proof)
    unwritten.begin(turn, UNWRITTEN, Writing(Mode.HIDDEN, one.about, more=one.id, to=to_id))
    turn.pressed = None  # what was pressed says more, and stays
    unwritten.show(turn, card(turn.texts("letter-add-ask", number=one.number)))


@feature.replied_under(HiddenMore)
async def replied(turn: Turn) -> None:
    """A reply to what a hidden letter's writer was told adds to the letter."""
    await unwritten.quietly(turn, _replied(turn, turn.press, None))


@feature.replied_under(HiddenTo)
async def replied_to(turn: Turn) -> None:
    """A reply to an answer is one where letters are read."""
    await unwritten.quietly(turn, _replied(turn, turn.press, turn.press.part_id))


async def _replied(turn: Turn, press: HiddenMore | HiddenTo, to_id: int | None) -> None:
    found = await letters.of_ids(turn.session, [press.subject_id])
    if press.subject_id not in found:
        turn.refuse("refused-button")
    one = found[press.subject_id]
    _own(turn, one, press.proof)
    await _add(turn, one, _said(turn), to_id)


async def _add(turn: Turn, one: Snapshot, said: Said, to_id: int | None) -> None:
    """It stands in the letter, and comes to those who answer as a reply to it."""
    await reach.check_blocked(turn)
    if await go_on(turn, one.id, said, reach.key(turn)):
        return
    to = await letter_parts.find(turn.session, to_id) if to_id else None
    to_id = to.id if to is not None and to.letter_id == one.id else None
    part_id = await letters.add(turn.session, one.id, None, said, turn.now, to_id)
    await letter_sources.note(turn.session, part_id, source(turn), reach.key(turn))
    await places.wind(turn)
    await places.added(turn, one, part_id)
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
        await places.wind(turn)
        await places.come(turn, one)
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
