"""Nudges: who has not confirmed or signed is written to, the others reminded in the group."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handlers.kit import buttons
from handlers.kit.card import Button, Card, card, pack
from handlers.kit.feature import Feature
from handlers.kit.roles import Can, may
from handlers.kit.texts import Texts, paragraphs
from handlers.kit.turn import Turn
from handlers.notice_changes import NUDGED, reminder_key, stands
from handlers.notice_under import Ask, Sign
from handlers.notices import CARD, GotIt, corrected, head_of, wording_of
from storage import classes, notice_authors, notices, posts, units
from storage.classes import Class, Purpose
from storage.notices import CardView, Confirm, Snapshot
from storage.people import PersonRef
from storage.posts import Priority

feature = Feature("notice_nudges", snapshots=notices.of_ids)

PRIVATE = NUDGED
# A reminder that could not be posted for so long surprises more than it helps.
STALE = timedelta(hours=12)


@buttons.button("nnu")
class Nudge:
    """Write to those who have not confirmed."""

    subject_id: int


@buttons.button("nnc")
class NudgeClass:
    """Write to those of this class who have not confirmed."""

    subject_id: int
    class_id: int


@feature.card(PRIVATE, notices.card_view)
def private(view: CardView, texts: Texts) -> Card:
    """The notice again, to one who has not confirmed it; a reply to it is a question."""
    one = view.notice
    if one.withdrawn_at is not None:
        return card(
            paragraphs(wording_of(one).styled("strikethrough"), texts("notice-is-withdrawn"))
        )
    key = "slip-nudge" if one.confirm == Confirm.SIGNED else "notice-nudge"
    said = texts(key, class_names=texts.classes(view.classes), text=wording_of(one))
    ask = Button(texts.plain("question-button"), buttons.pack(Ask(one.id)))
    return card(paragraphs(said, corrected(one, texts)), [_answering(one, texts)], [ask])


def _answering(one: Snapshot, texts: Texts) -> Button:
    if one.confirm == Confirm.SIGNED:
        return Button(texts.plain("slip-sign"), buttons.pack(Sign(one.id)))
    return Button(texts.plain("notice-got-it"), buttons.pack(GotIt(one.id)))


@feature.button(Nudge, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def nudge(turn: Turn) -> None:
    """Writes to the guardians of who is missing, in all classes that were not nudged twice."""
    await _nudge(turn, turn.subject.class_ids)


@feature.button(NudgeClass, Can.ANYTHING_OPEN)
async def nudge_class(turn: Turn) -> None:
    """The same in one class, also by who is in charge of that one alone."""
    one, class_id = turn.subject, turn.press.class_id
    own = one.author_id is not None and one.author_id == turn.actor.person_id
    can = Can.NOTICE_CREATE if own else Can.NOTICE_MANAGE
    if class_id not in one.class_ids or not may(turn.actor, can, class_id):
        turn.refuse("refused-right")
    await _nudge(turn, [class_id])


async def _nudge(turn: Turn, class_ids: Collection[int]) -> None:
    stands(turn)
    one: Snapshot = turn.subject
    left = [each for each in class_ids if notice_authors.nudges_left(one, each) > 0]
    reach = await notice_authors.to_nudge(turn.session, one.id, left)
    unknown = await units.unknown_in(turn.session, one.id, left) or 0
    if left and not reach.reachable and not reach.families and not unknown:
        turn.refuse("notice-author-all")
    numbers = await notices.nudge(turn.session, one.id, left, turn.now)
    due = _due(turn)
    rows = [_row(turn, one, each, numbers, due) for each in reach.reachable]
    if reach.families or unknown:
        rows += await _group_rows(turn, one, numbers, due)
    await posts.queue(turn.session, rows)
    unreached = reach.families + unknown
    told = {"reached": len(reach.reachable), "unreached": unreached}
    if due > turn.now:
        turn.toast("notice-nudged-later", alert=True, at=turn.texts.clock(due), **told)
    else:
        turn.toast("notice-nudged", alert=True, **told)


def _due(turn: Turn) -> datetime:
    """Now; in quiet hours, when they are over."""
    over = turn.school.quiet_ends(turn.now)
    return over.astimezone(turn.now.tzinfo) if over else turn.now


def _row(
    turn: Turn, one: Snapshot, person: PersonRef, numbers: Mapping[int, int], due: datetime
) -> dict[str, Any]:
    """The notice to one person: once for each nudge, whatever their classes."""
    which = ".".join(f"{class_id}-{number}" for class_id, number in sorted(numbers.items()))
    return posts.row(
        PRIVATE,
        person.user_id,
        turn.school.closest(person.language),
        due,
        subject_id=one.id,
        priority=Priority.REMINDER,
        key=f"nudge:{one.id}:{which}:{person.id}",
        live=False,
    )


async def _group_rows(
    turn: Turn, one: Snapshot, numbers: Mapping[int, int], due: datetime
) -> list[dict[str, Any]]:
    """Reminds under the notice in these classes, once a nudge.

    No live card: it would be edited at every tap without ever changing.
    """
    sent = {each.chat_id: each for each in await posts.of_subject(turn.session, one.id, CARD)}
    rows = []
    for each in await classes.several(turn.session, list(numbers)):
        if each.chat_id is not None and not each.closed:
            above = sent.get(each.chat_id)
            shown = _reminder(
                one, turn.texts_in(each.language), above.message_id if above else None
            )
            rows.append(_group_row(one, each, shown, numbers[each.id], due, turn))
    return rows


def _group_row(
    one: Snapshot, class_: Class, shown: Card, number: int, due: datetime, turn: Turn
) -> dict[str, Any]:
    assert class_.chat_id is not None  # noqa: S101 (the caller has looked)
    return posts.row(
        "say",
        class_.chat_id,
        turn.texts_in(class_.language).language,
        due,
        payload=pack(shown),
        thread_id=class_.thread_for(Purpose.NOTICES),
        priority=Priority.REMINDER,
        deadline=due + STALE,
        key=reminder_key(one.id, number, class_.id),
    )


def _reminder(one: Snapshot, texts: Texts, above: int | None) -> Card:
    """What the group is reminded of: it names nobody and counts nobody."""
    key = "slip-reminder" if one.confirm == Confirm.SIGNED else "notice-reminder"
    return replace(card(texts(key, head=head_of(one)), [_answering(one, texts)]), reply_to=above)
