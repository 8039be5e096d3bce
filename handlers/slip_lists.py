"""Consent slips for who asked for them: from paper, decided where guardians differ, exported."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.kit import buttons
from handlers.kit.card import Button, card
from handlers.kit.feature import Feature
from handlers.kit.roles import Can, may
from handlers.kit.tables import table
from handlers.kit.texts import Texts
from handlers.kit.turn import Turn
from handlers.notice_changes import only_private, stands
from handlers.notices import head_of
from handlers.slip_words import Settle, tell
from storage import notices, slips
from storage.notices import Confirm, Snapshot
from storage.slips import CONFLICT, Consent, How, Signed, Slip

feature = Feature("slip_lists", snapshots=notices.of_ids)


@buttons.button("nsx")
class Export:
    """All slips of a notice as a file."""

    subject_id: int


@buttons.button("nsp")
class Paper:
    """A slip on paper says this."""

    subject_id: int
    child_id: int
    value: Consent


def ask_paper(turn: Turn, one: Snapshot, child_id: int, child: str) -> None:
    """What does the paper say?"""
    rows = [
        Button(turn.texts.plain(f"slip-said-{value}"), buttons.pack(Paper(one.id, child_id, value)))
        for value in Consent
    ]
    turn.say("slip-paper-ask", rows, child=child, head=head_of(one))


@feature.button(Paper, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def paper(turn: Turn) -> None:
    """It is recorded as such; what a guardian signed on the phone is left alone."""
    stands(turn)
    press: Paper = turn.press
    slip = await _slip(turn, press.child_id)
    await slips.sign(
        turn.session,
        turn.subject.id,
        slip.child_id,
        turn.person_id,
        press.value,
        None,
        turn.now,
        how=How.PAPER,
    )
    said = turn.texts.plain(f"slip-said-{press.value}")
    turn.toast("slip-paper-noted", child=slip.child, said=said)


async def _slip(turn: Turn, child_id: int) -> Slip:
    found = await slips.of_children(turn.session, turn.subject.id, [child_id])
    if child_id not in found or turn.subject.confirm != Confirm.SIGNED:
        turn.refuse("refused-subject-gone")
    return found[child_id]


@feature.button(Settle, Can.ANYTHING_OPEN)
async def settle(turn: Turn) -> None:
    """The head teacher of the child's class says what counts, as long as the guardians differ."""
    stands(turn)
    press: Settle = turn.press
    slip = await _slip(turn, press.child_id)
    if not may(turn.actor, Can.FAMILY_DECIDE, slip.class_id):
        turn.refuse("refused-right")
    before, after = await slips.sign(
        turn.session,
        turn.subject.id,
        slip.child_id,
        turn.person_id,
        press.value,
        None,
        turn.now,
        how=How.SETTLED,
    )
    await tell(turn, turn.subject, before, after)
    said = turn.texts.plain(f"slip-said-{press.value}")
    turn.toast("slip-settle-noted", child=slip.child, said=said)


@feature.button(Export, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def export(turn: Turn) -> None:
    """Every slip with all that was ever signed, as a table, to the presser alone."""
    only_private(turn)
    found = await slips.of_notice(turn.session, turn.subject.id)
    texts = turn.texts
    columns = ("child", "class", "guardian", "answer", "comment", "time", "how", "counts")
    heads = [texts.plain(f"slip-column-{each}") for each in columns]
    rows = [row for each in found for row in _rows(texts, each)]
    file = turn.keep(table(texts.plain("slip-file", day=f"{turn.now:%Y-%m-%d}"), heads, rows))
    turn.show(card(texts("slip-export-done", head=head_of(turn.subject)), files=[file]))


def _rows(texts: Texts, slip: Slip) -> Iterator[list[str]]:
    """A child's rows, the oldest signature first; one without any says that."""
    start = [slip.child, slip.class_name]
    if not slip.history:
        yield [*start, "", texts.plain("slip-said-nothing"), "", "", "", ""]
    for each in slip.history:
        yield [*start, *_cells(texts, each), _counts(texts, slip, each)]


def _cells(texts: Texts, one: Signed) -> list[str]:
    return [
        "" if one.how == How.PAPER else one.person or "",
        texts.plain(f"slip-said-{one.value}"),
        one.comment or "",
        f"{one.at.astimezone(texts.zone):%Y-%m-%d %H:%M}",
        texts.plain(f"slip-how-{one.how}"),
    ]


def _counts(texts: Texts, slip: Slip, one: Signed) -> str:
    if slip.void(one):
        return texts.plain("slip-said-void")
    if one not in slip.words:
        return texts.plain("slip-said-before")
    return texts.plain(f"slip-said-{CONFLICT if slip.value == CONFLICT else 'counts'}")
