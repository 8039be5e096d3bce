"""Announcing step by step in private, with a preview exactly as the group will see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from handlers import notice_orders as orders
from handlers.kit import crowded, forms, when
from handlers.kit.card import Card, Text
from handlers.kit.crowded import Decision
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers, Option
from handlers.kit.forms.filling import Filling
from handlers.kit.forms.form import Rows
from handlers.kit.forms.moment import NOW
from handlers.kit.naming import grade_of
from handlers.kit.roles import Can, classes_where, may_in_all
from handlers.kit.texts import lines
from handlers.kit.turn import Incoming, Turn
from handlers.notice_orders import Order
from handlers.notices import check_fits, in_private, notice
from storage import classes, notices
from storage.classes import Class
from storage.notices import CardView, Confirm, Snapshot

feature = Feature("notice_forms", snapshots=notices.of_ids)


class Weight(StrEnum):
    """How a notice stands out."""

    USUAL = "usual"
    URGENT = "urgent"
    PINNED = "pinned"
    BOTH = "both"


async def own_classes(turn: Turn) -> list[Class]:
    """The classes with a group in which the actor may announce."""
    where = classes_where(turn.actor, Can.NOTICE_CREATE)
    return [
        each
        for each in await classes.all_open(turn.session)
        if each.chat_id is not None and (where is None or each.id in where)
    ]


async def _offered(turn: Turn, answers: Answers) -> list[Option]:
    """The classes to choose from, by grades."""
    return [Option(each.id, each.name, grade_of(each.name)) for each in await own_classes(turn)]


async def _grades(turn: Turn, answers: Answers) -> list[Option]:
    """How families confirm."""
    return [Option(str(each), turn.texts.plain(f"notice-confirm-{each}")) for each in Confirm]


async def _weights(turn: Turn, answers: Answers) -> list[Option]:
    return [Option(str(each), turn.texts.plain(f"notice-weight-{each}")) for each in Weight]


@dataclass(frozen=True)
class Written(forms.Words):
    """The words, which may stand under a picture or file; that comes along to the next step."""

    async def read(self, filling: Filling, message: Incoming) -> forms.Given | None:
        """Words, with or without a file; a file alone is kept until the words come."""
        if not message.files:
            return await super().read(filling, message)
        if message.files[0].kind not in forms.Files.kinds:
            filling.turn.refuse("form-not-a-file")
        key = "files" if "files" in filling.answers else SENT
        sent = filling.answers.get(key) or []
        filling.anew = message.album is None or not sent  # ten photos change one card
        more = [file.packed for file in message.files]
        if len(sent) + len(more) > forms.Files.most:
            filling.turn.refuse("form-files-full", most=forms.Files.most)
        filling.answers[key] = [*sent, *more]
        text = message.text.strip()
        return forms.Given({"plain": text.plain, "spans": text.packed}) if text else None

    def note(self, filling: Filling) -> Text | None:
        """How many files came before the words."""
        count = len(filling.answers.get(SENT, []))
        return filling.turn.texts("form-files", count=count) if count else None


# Files that came with the words, until the next step takes them.
SENT = "sent"


@dataclass(frozen=True)
class Pictures(forms.Files):
    """Photos and documents, with those that came along with the words."""

    def note(self, filling: Filling) -> Text | None:
        """How many there are."""
        if filling.data["chosen"] is None and SENT in filling.answers:
            filling.choose(filling.answers.pop(SENT))
        return super().note(filling)

    async def rows(self, filling: Filling) -> Rows:
        """Done, once there is one."""
        self.note(filling)
        return await super().rows(filling)


async def _fits(turn: Turn, answer: Any, answers: Answers) -> None:
    check_fits(turn, await _view(turn, {**answers, "text": answer}))


async def _view(turn: Turn, answers: Answers) -> CardView:
    """What the card would show, before there is a notice."""
    chosen = [each for each in await own_classes(turn) if each.id in answers["classes"]]
    order = _order(turn, {"when": NOW, **answers})
    one = Snapshot(
        id=0,
        author_id=turn.person_id,
        text=order.text.plain,
        spans=order.text.packed,
        chat_id=None,
        message_id=None,
        posted_at=turn.now,
        planned_for=None,
        corrected_at=None,
        withdrawn_at=None,
        nudges=0,
        confirm=order.confirm,
        nudged={},
        files=[file.packed for file in order.files],
        urgent=order.urgent,
        pin=order.pin,
        held=False,
        change=None,
        class_ids=tuple(each.id for each in chosen),
    )
    return CardView(one, turn.actor.name, tuple(each.name for each in chosen), confirmed=0)


def _order(turn: Turn, answers: Answers) -> Order:
    """What the answers so far ask for."""
    weight = answers.get("weight") or Weight.USUAL
    return Order(
        class_ids=tuple(answers["classes"]),
        text=forms.words(answers["text"]),
        at=forms.instant(answers["when"], turn.school.zone),
        confirm=Confirm(answers.get("confirm") or Confirm.TAP),
        files=forms.files(answers.get("files")),
        urgent=weight in (Weight.URGENT, Weight.BOTH),
        pin=True if weight in (Weight.PINNED, Weight.BOTH) else None,
    )


def _time_out(turn: Turn, answers: Answers) -> tuple[datetime | None, bool]:
    """When it goes out, and whether quiet hours hold it until then."""
    order = _order(turn, answers)
    return orders.time_out(turn.school, order.at, turn.now, urgent=order.urgent)


async def _decisions(turn: Turn, answers: Answers) -> list[Option]:
    """Nothing to decide, or what is to be done where a group's day is full."""
    order = _order(turn, answers)
    at = _time_out(turn, answers)[0] or turn.now
    into = [each for each in await own_classes(turn) if each.id in order.class_ids]
    if order.urgent:
        return [Option(str(Decision.FREE), turn.texts.plain("notice-full-not"))]
    return await crowded.decisions(turn, into, at)


async def _ready(turn: Turn, answers: Answers) -> Text:
    at, held = _time_out(turn, answers)
    if answers["full"] == Decision.LATER:
        at, held = turn.school.next_morning(at or turn.now), False
    chosen = [each.name for each in await own_classes(turn) if each.id in answers["classes"]]
    return lines(
        turn.texts(
            "notice-form-ready",
            class_names=turn.texts.listing(chosen),
            planned=int(at is not None),
            when=when.echo(at, turn.texts) if at else "",
        ),
        turn.texts("notice-form-quiet") if held else None,
    )


async def _preview(turn: Turn, answers: Answers) -> Card:
    """The card in the language of the first class."""
    chosen = [each for each in await own_classes(turn) if each.id in answers["classes"]]
    language = chosen[0].language if chosen else None
    return in_private(notice(await _view(turn, answers), turn.texts_in(language)))


async def _send(turn: Turn, answers: Answers) -> None:
    """Rights are asked for once more, in every class that was chosen."""
    if not may_in_all(turn.actor, Can.NOTICE_CREATE, answers["classes"]):
        turn.refuse("refused-right")
    await orders.place(turn, _order(turn, answers), Decision(answers["full"]))


NOTICE = feature.form(
    forms.Form(
        "notice",
        Can.NOTICE_CREATE,
        steps=(
            forms.Several("classes", "notice-form-classes", _offered),
            Written("text", "notice-form-text", check=_fits),
            Pictures("files", "notice-form-files", optional=True),
            forms.Choice("confirm", "notice-form-confirm", _grades),
            forms.Choice("weight", "notice-form-weight", _weights),
            forms.Moment("when", "notice-form-when", now="notice-form-now"),
            forms.Choice("full", "notice-form-full", _decisions),
        ),
        ready=_ready,
        preview=_preview,
        send=_send,
    )
)
