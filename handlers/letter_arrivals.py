"""What is edited changes on the other side as well; what did not arrive is said to be so."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from functools import partial

from handlers import letter_places as places
from handlers import letter_reach as reach
from handlers import letter_steps as steps
from handlers.kit import unwritten
from handlers.kit.card import Card, card
from handlers.kit.feature import Feature, Ring
from handlers.kit.forms.filling import Filling
from handlers.kit.texts import Texts
from handlers.kit.turn import Turn
from handlers.letter_asking import UNWRITTEN, so_far
from handlers.letter_drafts import written
from handlers.letter_pieces import bare, edited, source
from storage import drafts, letter_arrivals, letter_parts, letter_sources, letters, subjects
from storage.letter_arrivals import Arrived
from storage.letter_parts import Part
from storage.letters import Mode, Snapshot

# The form in which a letter with a name is written (handlers/letters.py).
FORM = "letter"

feature = Feature("letter_arrivals", snapshots=letters.of_ids)


@feature.edited("")
async def changed(turn: Turn) -> None:
    """Somebody edited a message: it may be one that a letter, or an answer, was written in."""
    if await _unwritten(turn) or await _in_form(turn):
        return
    key = turn.school.envelopes
    found = await letter_sources.find(turn.session, source(turn), key)
    part = await letter_parts.find(turn.session, found.part_id) if found else None
    if found is None or part is None:
        return
    one = await letters.get(turn.session, part.letter_id)
    act = _rewritten(turn, one, part, found.place)
    if one.mode == Mode.HIDDEN and not part.answer:
        await unwritten.quietly(turn, act)
    else:
        await act


async def _rewritten(turn: Turn, one: Snapshot, part: Part, place: int) -> None:
    """Its messages on the other side follow: they are cards of the letter."""
    if not await _may(turn, one, part):
        return
    new = written(turn) if one.mode == Mode.NAME or part.answer else bare(written(turn))
    said = letter_parts.checked(edited(part.said, new, place))
    await letter_parts.rewrite(turn.session, part.id, said)
    await subjects.bump(turn.session, [one.id], turn.now)
    if part.answer and part.sent_at is not None:
        now_says = await letter_parts.find(turn.session, part.id)
        if not await reach.correct(turn, one, now_says or part):
            await places.inside(turn, one, partial(_unread, one))


def _unread(one: Snapshot, texts: Texts) -> Card:
    """What was changed was sent already, and nobody can be sent the change."""
    return card(texts("letter-change-unread", number=one.number))


async def _may(turn: Turn, one: Snapshot, part: Part) -> bool:
    """Who answered still may; who wrote is not blocked. The message itself tells whose it is."""
    if part.answer:
        own = part.person_id is not None and part.person_id == turn.actor.person_id
        return own and await places.may_answer(turn, one)
    await reach.check_blocked(turn)
    return True


async def _unwritten(turn: Turn) -> bool:
    """What is in memory only, and no row may show, is changed there."""
    begun = unwritten.awake(turn)
    if begun is None or begun.name != UNWRITTEN or turn.message.message_id not in begun.said.parts:
        return False
    piece = begun.said.parts[turn.message.message_id]
    changed_ = replace(piece, said=bare(written(turn)))
    begun.said.parts[turn.message.message_id] = changed_
    unwritten.show(turn, so_far(begun.said, turn.texts), begun)
    return True


async def _in_form(turn: Turn) -> bool:
    """What is not sent yet is changed in the form, and shown so."""
    if not turn.place.private or turn.actor.person_id is None:
        return False
    for draft in await drafts.forms_of(turn.session, turn.actor.person_id):
        data = deepcopy(draft.data)
        if draft.name == FORM and steps.rewrite(data["answers"], turn.message):
            await Filling(turn, turn.registry.forms[FORM], draft, data).show()
            return True
    return False


@feature.alarm(letter_arrivals.LOOK, timedelta(days=2))
async def look(ring: Ring) -> None:
    """An answer that did not arrive is said to be so where the letter is read.

    Of what a writer added that is not enough: the letter's card must be there as well.
    """
    part_id, times = ring.args["part"], ring.args["times"]
    part = await letter_parts.find(ring.session, part_id)
    if part is None:
        return
    if not part.answer:
        await places.look_after(ring, await letters.get(ring.session, part.letter_id))
        return
    name = ring.args.get("post") or letter_arrivals.name(part_id)
    arrived = await letter_arrivals.of(ring.session, name)
    if arrived == Arrived.UNDER_WAY and times < letter_arrivals.LOOKS:
        again = times + 1
        await letter_arrivals.watch(
            ring.session, part.letter_id, part_id, ring.now, again, post=name
        )
    elif arrived != Arrived.YES:
        one = await letters.get(ring.session, part.letter_id)

        def said(texts: Texts) -> Card:
            return card(texts("letter-not-arrived", number=one.number))

        key = f"letter-lost:{name}:{times}"
        await places.say_inside(ring.session, one, said, ring.texts, ring.now, key)
