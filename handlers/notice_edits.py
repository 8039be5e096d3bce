"""The author edits the message that they announced with: its notice says what it says now."""

from __future__ import annotations

from dataclasses import replace

from handlers import notice_orders as orders
from handlers.kit import dates, meant, sources
from handlers.kit.feature import Feature
from handlers.kit.roles import Can, may
from handlers.kit.texts import paragraphs
from handlers.kit.turn import Turn
from handlers.kit.when import When
from handlers.notice_changes import check_manages, managed, reword
from handlers.notice_times import ask_later
from handlers.notices import Wording, read
from storage import notices
from storage.notices import Snapshot

feature = Feature("notice_edits", snapshots=notices.of_ids)


@feature.edited("announce")
async def edited(turn: Turn) -> None:
    """The author edits what they typed: the card says what it says now."""
    place = (turn.place.chat_id, turn.message.message_id)
    one = await notices.of_command(turn.session, *place)
    if one is None:
        if may(turn.actor, Can.NOTICE_CREATE, None):
            turn.say("notice-edit-unknown")
        return
    if one.author_id != turn.actor.person_id:
        turn.refuse("refused-right")
    check_manages(turn, one)
    replied = turn.message.replied
    source = (await sources.gathered(turn, replied) if replied else None) or sources.NOTHING
    turn.data = {"id": one.id, "source": source}
    if not await _asks_time(turn, one):
        await _edit(turn, one, _typed_again(turn, one))


async def _edit(turn: Turn, one: Snapshot, typed: Wording) -> None:
    text = paragraphs(sources.words(turn.data["source"]), typed.text)
    await reword(turn, one, replace(typed, text=text))


async def _asks_time(turn: Turn, one: Snapshot) -> bool:
    """Says a planned notice's new time back; one that is as it was is not asked about."""
    found, taken = meant.leading(turn)
    if one.posted_at is not None or found is None or _begins_so(turn, one, taken):
        return False
    if isinstance(found, When):
        at, _ = orders.time_out(turn.school, found.at, turn.now, urgent=one.urgent)
        if one.planned_for in (at, found.at):
            return False
    return await meant.asked(turn, "notice-edit", may_be_words=True)


def _begins_so(turn: Turn, one: Snapshot, taken: int) -> bool:
    """Whether what reads like a time was posted as part of the words."""
    return one.text.startswith(turn.message.text.plain[:taken].strip())


def _typed_again(turn: Turn, one: Snapshot) -> Wording:
    """What is typed now, without the time that was confirmed before, in whatever words."""
    text = turn.message.text
    found, taken = meant.leading(turn)
    if found is None:
        return read(turn, text)
    if _begins_so(turn, one, taken):
        return read(turn, text, as_it_stands=True)
    if dates.is_written(text.plain) or one.planned_for is None:
        return read(turn, text)
    return read(turn, text.cut(taken, len(text.plain)), as_it_stands=True)


@feature.answer("notice-edit")
async def edited_surely(turn: Turn) -> None:
    """The new time was confirmed; or another one is asked for, as under Change."""
    one = await managed(turn, turn.data["id"])
    if meant.another(turn):
        await ask_later(turn, one)
    else:
        as_it_stands = bool(turn.data.get("as_it_stands"))
        await _edit(turn, one, read(turn, turn.message.text, as_it_stands=as_it_stands))
