"""Notices corrected and taken back, by their author or those in charge of the class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handlers import notice_orders as orders
from handlers.kit import asking, buttons
from handlers.kit.card import Button, FileRef, Text
from handlers.kit.differing import difference
from handlers.kit.feature import Feature
from handlers.kit.roles import Can, may_in_all
from handlers.kit.texts import Texts
from handlers.kit.turn import Delete, Turn
from handlers.notices import (
    CARD,
    Wording,
    check_length,
    head_of,
    refresh_lists,
    set_alarm,
)
from handlers.slip_words import ask_again
from storage import alarms, notices, posts
from storage.actors import Actor
from storage.notices import Confirm, Snapshot

feature = Feature("notice_changes", snapshots=notices.of_ids)

# The card of who was nudged. It shows no counts: no tap edits it, only other words do.
NUDGED = "notice_nudges.private"


@buttons.button("nco")
class Correct:
    """The notice should say something else."""

    subject_id: int


@buttons.button("nwi")
class Withdraw:
    """The notice should be taken back."""

    subject_id: int


@buttons.button("nwy")
class WithdrawSurely:
    """Yes, really."""

    subject_id: int


@feature.button(Correct, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def correct(turn: Turn) -> None:
    """Asks for the new words, since the typed command may be gone."""
    only_private(turn)
    rows = files_button(turn.texts, turn.subject.id)
    await ask(turn, "notice-correct", "notice-correct-ask", rows)


@feature.answer("notice-correct")
async def corrected_words(turn: Turn) -> None:
    """The card says what it says now."""
    one = await managed(turn, turn.data["id"])
    await put_right(turn, one, turn.message.text.strip())
    turn.say("notice-correct-done")


async def put_right(
    turn: Turn, one: Snapshot, text: Text, files: Sequence[FileRef] | None = None
) -> None:
    """Puts other words, and files (None: as they are), in a notice's place."""
    carries = None if files is None else [file.packed for file in files]
    changed = carries is not None and carries != one.files
    what = difference(one.text, text.plain)
    change: list[Any] | None = [*(what or ("", "", False)), changed] if what or changed else None
    words, spans = text.plain, text.packed
    await notices.correct(
        turn.session, one.id, words, spans, turn.now, files=carries, change=change
    )
    await check_length(turn, one.id)
    await posts.show_again(turn.session, one.id, NUDGED, turn.now)
    if one.confirm == Confirm.SIGNED and one.posted_at is not None and change is not None:
        await ask_again(turn, await notices.get(turn.session, one.id))
    await refresh_lists(turn.session, turn.person_id, turn.now)


@buttons.button("nfi")
class NewFiles:
    """The notice should carry other photos or files, or none."""

    subject_id: int


def files_button(texts: Texts, notice_id: int) -> list[list[Button]]:
    """What stands under the question for new words."""
    return [[Button(texts.plain("notice-files-button"), buttons.pack(NewFiles(notice_id)))]]


async def ask(turn: Turn, name: str, key: str, rows: Sequence[Sequence[Button]] = ()) -> None:
    """Asks the actor something about a notice that stands; the answer goes to that name."""
    stands(turn)
    asked = turn.texts(key, head=head_of(turn.subject))
    await asking.put(turn, name, asked, {"id": turn.subject.id}, rows, any_words=True)


@feature.button(Withdraw, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def withdraw(turn: Turn) -> None:
    """Asks once more: there is no way back."""
    stands(turn)
    surely = WithdrawSurely(turn.subject.id)
    press = Button(turn.texts.plain("notice-withdraw-yes"), buttons.pack(surely), style="danger")
    turn.say("notice-withdraw-ask", [press], head=head_of(turn.subject))


@feature.button(WithdrawSurely, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def withdraw_surely(turn: Turn) -> None:
    """The notice is struck through in the group, and what was not sent yet is not."""
    notice_id = turn.subject.id
    await notices.withdraw(turn.session, notice_id, turn.now)
    await alarms.cancel_of(turn.session, notice_id)
    await posts.drop_queued(turn.session, notice_id, CARD)
    await posts.drop_queued(turn.session, notice_id, NUDGED)
    await posts.show_again(turn.session, notice_id, NUDGED, turn.now)
    await _take_reminders(turn)
    await refresh_lists(turn.session, turn.person_id, turn.now)
    turn.toast("notice-withdraw-done")


async def _take_reminders(turn: Turn) -> None:
    """The reminders under the notice go; they have nothing left to remind of."""
    one: Snapshot = turn.subject
    numbers = range(1, one.nudges + 1)
    keys = [reminder_key(one.id, number, each) for number in numbers for each in one.class_ids]
    for sent in await posts.by_keys(turn.session, keys):
        if sent.message_id is not None:
            turn.errands.append(Delete(sent.chat_id, sent.message_id))
        elif sent.key is not None:  # it waits for the end of the quiet hours
            await posts.drop(turn.session, sent.key)


def reminder_key(notice_id: int, number: int, class_id: int) -> str:
    """What makes the reminder in a class's group the only one of that nudge."""
    return f"nudge:{notice_id}:{number}:group:{class_id}"


def stands(turn: Turn) -> None:
    """Nothing more is done about a notice that was taken back, or is not posted yet."""
    if turn.subject.withdrawn_at is not None:
        turn.refuse("rule-notice-withdrawn")
    if turn.subject.posted_at is None:
        turn.refuse("rule-notice-unposted")


def only_private(turn: Turn) -> None:
    """A question about families is asked in private only, whatever chat a press claims."""
    if not turn.place.private:
        turn.refuse("refused-button")


async def reword(turn: Turn, one: Snapshot, typed: Wording) -> None:
    """Puts what was typed in the notice's place: its words, and a planned one's time."""
    if typed.at is not None and typed.at != one.planned_for:
        at, held = orders.time_out(turn.school, typed.at, turn.now, urgent=one.urgent)
        planned = at or typed.at
        await notices.plan(turn.session, one.id, planned, turn.now, held=held)
        await set_alarm(turn.session, one.id, planned)
        await refresh_lists(turn.session, turn.person_id, turn.now)
    if typed.text:
        await put_right(turn, one, typed.text)
    elif typed.at is None:
        turn.refuse("notice-empty")


@buttons.button("nsh")
class Show:
    """Show the author's card of this notice."""

    subject_id: int


def may_manage(actor: Actor, one: Snapshot) -> bool:
    """Whether somebody may change a notice now: as its author, or in charge of all its classes."""
    own = one.author_id is not None and one.author_id == actor.person_id
    return may_in_all(actor, Can.NOTICE_MANAGE, one.class_ids) or (
        own and may_in_all(actor, Can.NOTICE_CREATE, one.class_ids)
    )


def check_manages(turn: Turn, one: Snapshot) -> None:
    """Refuses who may not change a notice now."""
    if not may_manage(turn.actor, one):
        turn.refuse("refused-right")


async def managed(turn: Turn, notice_id: int) -> Snapshot:
    """The notice that an answer is about, for one who may change it now; refuses all others."""
    one = (await notices.of_ids(turn.session, [notice_id])).get(notice_id)
    if one is None:
        turn.refuse("refused-subject-gone")
    check_manages(turn, one)
    return one
