"""A notice on its way out: held over quiet hours, asked about where a group's day is full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers.kit import asking, buttons
from handlers.kit.card import Button, FileRef, Text, card
from handlers.kit.crowded import Decision, later_label
from handlers.kit.feature import Feature
from handlers.kit.roles import Can, may_in_all
from handlers.kit.texts import School
from handlers.kit.turn import Turn
from handlers.notices import check_length, publish, refresh_lists, set_alarm
from storage import budget, classes, drafts, notices
from storage.base import Session
from storage.classes import Class
from storage.notices import Confirm, Manner

feature = Feature("notice_orders")

DRAFT = "notice-order"  # a draft that holds an order until its author has decided


@buttons.button("nbd")
class Decide:
    """The author of an order decides."""

    draft_id: int
    decision: Decision


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants to have announced; `at` is a local time, None for now.

    `place` is the chat and message of the typed command, whose edits change the notice.
    """

    class_ids: tuple[int, ...]
    text: Text
    at: datetime | None = None
    confirm: Confirm = Confirm.TAP
    files: tuple[FileRef, ...] = ()
    urgent: bool = False
    pin: bool | None = None
    place: tuple[int, int] | None = None

    @property
    def packed(self) -> dict[str, Any]:
        """As JSON values, for a draft."""
        return {
            "class_ids": list(self.class_ids),
            "text": [self.text.plain, self.text.packed],
            "at": self.at.isoformat() if self.at else None,
            "confirm": str(self.confirm),
            "files": [file.packed for file in self.files],
            "urgent": self.urgent,
            "pin": self.pin,
            "place": list(self.place) if self.place else None,
        }

    @classmethod
    def of(cls, kept: dict[str, Any], school: School) -> Order:
        """The order that `packed` made these values of."""
        at = datetime.fromisoformat(kept["at"]).astimezone(school.zone) if kept["at"] else None
        place = kept["place"]
        return cls(
            class_ids=tuple(kept["class_ids"]),
            text=Text.of(*kept["text"]),
            at=at,
            confirm=Confirm(kept["confirm"]),
            files=tuple(map(FileRef.of, kept["files"])),
            urgent=kept["urgent"],
            pin=kept["pin"],
            place=(place[0], place[1]) if place else None,
        )


def time_out(
    school: School, at: datetime | None, now: datetime, *, urgent: bool
) -> tuple[datetime | None, bool]:
    """When a notice goes out (None: now), and whether it is quiet hours that hold it till then."""
    ends = None if urgent else school.quiet_ends(at or now)
    return (ends, True) if ends else (at, False)


async def full(
    session: Session, school: School, into: Sequence[Class], at: datetime, *, but: int = 0
) -> list[str]:
    """The classes whose groups have as many messages on an instant's day as they should.

    The planned notice `but` is not counted.
    """
    return await budget.full(session, into, at, school.zone, school.daily_posts, but=but)


async def place(turn: Turn, order: Order, decision: Decision = Decision.FREE) -> None:
    """A notice comes to be, posted now or planned; on a full day its author is asked first.

    What is urgent goes at once, and counts as well. The caller has asked for the rights.
    """
    if decision == Decision.LATER:
        at, _ = time_out(turn.school, order.at, turn.now, urgent=order.urgent)
        order = replace(order, at=turn.school.next_morning(max(at or turn.now, turn.now)))
    into = await classes.several(turn.session, order.class_ids)
    for each in into:
        if each.chat_id is None or each.closed:
            turn.refuse("notice-no-group", class_name=each.name)
    at, held = time_out(turn.school, order.at, turn.now, urgent=order.urgent)
    if decision != Decision.ANYWAY and not order.urgent:
        crowded = await full(turn.session, turn.school, into, at or turn.now)
        if crowded:
            await _ask(turn, order, crowded, at or turn.now)
            return
    await _create(turn, order, into, at, held=held)


async def _create(
    turn: Turn, order: Order, into: list[Class], at: datetime | None, *, held: bool
) -> None:
    notice_id = await notices.create(
        turn.session,
        turn.person_id,
        order.class_ids,
        order.text.plain,
        order.text.packed,
        turn.now,
        chat_id=order.place[0] if order.place else None,
        message_id=order.place[1] if order.place else None,
        planned_for=at,
        confirm=order.confirm,
        manner=Manner([file.packed for file in order.files], order.urgent, order.pin, held),
    )
    await check_length(turn, notice_id)
    await refresh_lists(turn.session, turn.person_id, turn.now)
    if at is None:
        one = await notices.get(turn.session, notice_id)
        await publish(turn.session, turn.school, one, into, turn.actor, turn.now)
        return
    await set_alarm(turn.session, notice_id, at)
    if turn.actor.reachable:
        turn.post("notices.planned", notice_id, turn.actor.user_id, turn.texts.language)
    elif held:
        turn.knock()


async def _ask(turn: Turn, order: Order, crowded: list[str], at: datetime) -> None:
    """Says that the day is full; the order is kept until one of the buttons is tapped."""
    kept = {"person": turn.person_id, "order": order.packed}
    draft_id = await drafts.keep(turn.session, DRAFT, turn.place.chat_id, kept, turn.now)
    texts = turn.texts
    labels = {
        Decision.ANYWAY: texts.plain("notice-full-anyway"),
        Decision.LATER: later_label(texts, turn.school, at, turn.now),
        Decision.NEVER: texts.plain("notice-full-never"),
    }
    rows = [[Button(label, buttons.pack(Decide(draft_id, each)))] for each, label in labels.items()]
    asked = texts(
        "notice-full",
        class_names=texts.listing(crowded),
        count=turn.school.daily_posts,
        day=texts.day(at),
    )
    shown = card(asked, *rows)
    if turn.actor.reachable:
        turn.show(shown, key=f"{DRAFT}:{draft_id}")
    else:
        turn.say_here(shown, key=f"{DRAFT}:{draft_id}")


@feature.button(Decide, Can.NOTICE_CREATE)
async def decide(turn: Turn) -> None:
    """The author has decided; whether they may still announce there is asked now."""
    draft = await drafts.find(turn.session, turn.press.draft_id)
    if draft is None or draft.kind != DRAFT or draft.data["person"] != turn.actor.person_id:
        turn.refuse("notice-draft-gone")
    order = Order.of(draft.data["order"], turn.school)
    if not may_in_all(turn.actor, Can.NOTICE_CREATE, order.class_ids):
        turn.refuse("refused-right")
    await drafts.close(turn.session, draft.id)
    await asking.take_away(turn, f"{DRAFT}:{draft.id}")
    decision: Decision = turn.press.decision
    if decision == Decision.NEVER:
        turn.toast("notice-full-dropped")
        return
    if order.at is not None and order.at <= turn.now:
        order = replace(order, at=None)
    await place(turn, order, decision)
