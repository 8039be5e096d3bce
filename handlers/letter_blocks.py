"""Blocks: whoever wrote a letter may send no more, and nobody learns who that is."""

from __future__ import annotations

from handlers import letter_cards as cards
from handlers import letter_drafts as drafts
from handlers import letter_places as places
from handlers import letter_reach as reach
from handlers.kit.feature import Feature, Where
from handlers.kit.forms.steps import number
from handlers.kit.roles import Can
from handlers.kit.turn import Turn
from storage import letter_hidden, letters, people, subjects
from storage.letters import Mode, Snapshot

feature = Feature("letter_blocks", snapshots=letters.of_ids)


@feature.button(cards.Block, Can.LETTER_INBOX)
async def press_block(turn: Turn) -> None:
    """Blocks by tap; a second tap takes it back."""
    await drafts.here(turn, turn.subject)
    turn.toast(await _set(turn, turn.subject, on=turn.press.on == 1), number=turn.subject.number)


@feature.command("block", Can.LETTER_ANSWER, Where.PRIVATE, asks="letter-block-ask")
async def block(turn: Turn) -> None:
    """Blocks by the letter's number."""
    one = await _named(turn)
    turn.say(await _set(turn, one, on=True), number=one.number)


@feature.command("unblock", Can.LETTER_ANSWER, Where.PRIVATE, asks="letter-block-ask")
async def unblock(turn: Turn) -> None:
    """Takes it back, also where the letter is closed by now."""
    one = await _named(turn)
    turn.say(await _set(turn, one, on=False), number=one.number)


async def _named(turn: Turn) -> Snapshot:
    typed = number(turn.message.text.plain)
    found = await letters.find_number(turn.session, typed) if typed else None
    if found is None or not await places.may_read(turn, found):
        turn.refuse("letter-no-number")
    return found


async def _set(turn: Turn, one: Snapshot, *, on: bool) -> str:
    """Blocks this letter's writer, or takes that back; the key of what is said then."""
    if on:
        user_id = await _writer(turn, one)
        await letter_hidden.block(turn.session, turn.school.envelopes, one.id, user_id)
    else:
        await letter_hidden.unblock(turn.session, one.id)
    await subjects.bump(turn.session, [one.id], turn.now)
    if not on:
        return "letter-is-unblocked"
    return "letter-is-blocked-named" if one.mode == Mode.NAME else "letter-is-blocked"


async def _writer(turn: Turn, one: Snapshot) -> int:
    """Who is to be blocked, for the mark alone; refuses where that is not known any more.

    Of a letter with a name that is no secret, and takes no key.
    """
    if one.mode == Mode.DROP:
        turn.refuse("letter-drop-no-block")
    if one.mode == Mode.HIDDEN:
        writer = await reach.hidden(turn, one)
        if writer is not None:
            return writer.user_id
    person = await people.find(turn.session, one.person_id) if one.person_id else None
    if person is None:
        turn.refuse("letter-no-block")
    return person.user_id
