"""Calling a meeting step by step in private, with a preview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from handlers import meeting_cards as cards
from handlers.kit import forms
from handlers.kit.card import Card, Text
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers, Option
from handlers.kit.forms.filling import Filling
from handlers.kit.naming import grade_of
from handlers.kit.roles import Can, may_in_school_committee
from handlers.kit.turn import Turn
from handlers.meeting_calls import Call, call, classes_to_meet
from handlers.meeting_steps import Ends
from handlers.meeting_typed import (
    check_near,
    ending,
)
from storage import classes, meeting_details, meeting_times, meetings, places
from storage.classes import Class
from storage.meeting_details import (
    ABOUT_LIMIT,
    LONGEST,
    NAME_LIMIT,
    REMINDERS,
    Details,
    Invited,
    Kind,
)
from storage.meeting_views import CardView
from storage.meetings import Snapshot
from storage.rules import named

feature = Feature("meeting_forms", snapshots=meetings.of_ids)

# Steps whose answers must fit the start.
_HANGING = ("ends", "due")
# Reminders that can be chosen, in seconds before the start; 0 is for none at all.
OFFERED = (7 * 86_400, 3 * 86_400, 86_400, 7_200, 0)


def may_board(turn: Turn) -> bool:
    """Whether the actor may call a meeting of the school committee."""
    return may_in_school_committee(turn.actor, Can.MEETING_CREATE)


async def _kinds(turn: Turn, answers: Answers) -> list[Option]:
    """What it can be; the school committee's chair calls nothing but its meetings."""
    every = await classes_to_meet(turn)
    return [
        Option(each.value, turn.texts.plain(f"meeting-kind-{each}"))
        for each in Kind
        if every or each == Kind.COMMITTEE
    ]


async def _invited(turn: Turn, answers: Answers) -> list[Option]:
    """Who can be asked to one of that kind."""
    found = {
        Kind.PARENT: [Invited.FAMILIES],
        Kind.COMMITTEE: [Invited.COMMITTEE, Invited.SEATS],
    }.get(Kind(answers["kind"]), [Invited.FAMILIES, Invited.COMMITTEE])
    if not may_board(turn):
        found = [each for each in found if each != Invited.SEATS]
    if not await classes_to_meet(turn):
        found = [each for each in found if each == Invited.SEATS]
    return [Option(each.value, turn.texts.plain(f"meeting-invited-{each}")) for each in found]


async def _classes(turn: Turn, answers: Answers) -> list[Option]:
    """The classes to choose from, by grades."""
    return [Option(each.id, each.name, grade_of(each.name)) for each in await classes_to_meet(turn)]


async def _title_fits(turn: Turn, answer: Any, answers: Answers) -> None:
    named(forms.words(answer).plain, NAME_LIMIT, "meeting-title")


async def _place_fits(turn: Turn, answer: Any, answers: Answers) -> None:
    meeting_details.place_of(forms.words(answer).plain)


async def _about_fits(turn: Turn, answer: Any, answers: Answers) -> None:
    if len(forms.words(answer).plain) > ABOUT_LIMIT:
        turn.refuse("rule-meeting-about", limit=ABOUT_LIMIT)


async def _start_fits(turn: Turn, answer: Any, answers: Answers) -> None:
    zone = turn.school.zone
    at, end, due = (forms.instant(each, zone) for each in (answer, *map(answers.get, _HANGING)))
    assert at is not None  # noqa: S101 (the step has no `now`)
    check_near(turn, at)
    # What hangs on the start is asked again where it no longer fits.
    if end is not None and not at < end <= at + LONGEST:
        del answers["ends"]
    if due is not None and due > at:
        del answers["due"]


async def _due_fits(turn: Turn, answer: Any, answers: Answers) -> None:
    start = forms.instant(answers["when"], turn.school.zone)
    if start is not None:
        meeting_details.check_answer_by(start, forms.instant(answer, turn.school.zone), turn.now)


async def _recalls(turn: Turn, answers: Answers) -> list[Option]:
    """How long before the start there can be a reminder: what is over by now is not offered."""
    return [
        Option(each, _before(turn, each))
        for each in (*_still_ahead(turn, answers, OFFERED), *OFFERED[-1:])
    ]


def _still_ahead(turn: Turn, answers: Answers, every: Sequence[int]) -> list[int]:
    start, zone = forms.instant(answers["when"], turn.school.zone), turn.school.zone
    assert start is not None  # noqa: S101 (the step has no `now`)
    ahead = dict(meeting_times.reminder_times(start, zone, every, turn.now))
    return [each for each in every if each and each in ahead]


def _before(turn: Turn, seconds: int) -> str:
    days, rest = divmod(seconds, 86_400)
    return turn.texts.plain("meeting-before", days=days, hours=rest // 3600)


def _details(answers: Answers, turn: Turn) -> Details:
    zone = turn.school.zone
    about = answers.get("about")
    chosen = answers.get("reminders")
    return Details(
        kind=Kind(answers["kind"]),
        invited=Invited(answers["invited"]),
        about=forms.words(about).plain if about else None,
        ends_at=forms.instant(answers.get("ends"), zone) or _typed_end(answers, zone),
        answer_by=forms.instant(answers.get("due"), zone),
        capacity=answers.get("capacity"),
        asks_how_many=bool(answers.get("heads")),
        reminders=REMINDERS if chosen is None else tuple(each for each in chosen if each),
    )


def _typed_end(answers: Answers, zone: ZoneInfo) -> datetime | None:
    """When it ends, where `-20:00` was typed with the command and no time that counts."""
    start, until = forms.instant(answers["when"], zone), answers.get("until")
    return ending(start, until, zone) if start and until else None


async def _call_of(turn: Turn, answers: Answers) -> Call:
    """What the answers come to, as it stands now."""
    place, at = answers["place"], forms.instant(answers["when"], turn.school.zone)
    assert at is not None  # noqa: S101 (the step has no `now`)
    return Call(
        await _into(turn, answers),
        forms.words(answers["title"]).plain,
        forms.words(place).plain if place else None,
        at,
        _details(answers, turn),
    )


async def _into(turn: Turn, answers: Answers) -> Sequence[Class]:
    if answers["invited"] == Invited.SEATS:
        return await classes.all_open(turn.session)
    return await classes.several(turn.session, answers["classes"])


async def _ready(turn: Turn, answers: Answers) -> Text:
    """Where it goes; a group that could not be posted to is known before Send."""
    one = await _call_of(turn, answers)
    names = [each.name for each in one.into]
    board = one.details.invited == Invited.SEATS
    shown = turn.texts.plain("meeting-of-school") if board else turn.texts.listing(names)
    before = _told_reminders(turn, answers, one.details.reminders)
    return turn.texts(
        "meeting-form-ready",
        class_names=shown,
        when=turn.texts.moment(one.starts_at),
        reminders=before,
    )


def _told_reminders(turn: Turn, answers: Answers, every: Sequence[int]) -> str:
    """The reminders that are still ahead, in words."""
    ahead = _still_ahead(turn, answers, every) or [0]
    return turn.texts.listing([_before(turn, each) for each in ahead])


@dataclass(frozen=True)
class Reminders(forms.Several):
    """How long before; with what comes where nothing is chosen."""

    def note(self, filling: Filling) -> Text | None:
        """The usual ones that are still ahead."""
        usual = _told_reminders(filling.turn, filling.answers, REMINDERS)
        return filling.turn.texts("meeting-form-reminders-usual", usual=usual)


async def _preview(turn: Turn, answers: Answers) -> Card:
    """The card in the language of the first class, or as a member of the committee gets it."""
    one = await _call_of(turn, answers)
    view = CardView(
        _as_snapshot(one, turn),
        turn.actor.name,
        tuple(each.name for each in one.into),
        coming=0,
        maybe=0,
        not_coming=0,
    )
    if one.details.invited == Invited.SEATS:
        return cards.question(view, turn.texts)
    return cards.group_card(view, turn.texts_in(one.into[0].language if one.into else None))


def _as_snapshot(one: Call, turn: Turn) -> Snapshot:
    """The meeting before there is one."""
    return meetings.planned(
        turn.person_id,
        [each.id for each in one.into],
        one.title,
        one.place,
        one.starts_at,
        turn.now,
        one.details,
    )


async def _send(turn: Turn, answers: Answers) -> None:
    """Rights are asked for once more, in every class that was chosen."""
    await call(turn, await _call_of(turn, answers))


def _families(answers: Answers) -> bool:
    return bool(answers.get("more")) and answers.get("invited") == Invited.FAMILIES


def _more(answers: Answers) -> bool:
    return bool(answers.get("more"))


MEETING = feature.form(
    forms.Form(
        "meeting",
        Can.MEETING_CREATE,
        steps=(
            forms.Choice("kind", "meeting-form-kind", _kinds),
            forms.Choice("invited", "meeting-form-invited", _invited),
            forms.Several(
                "classes",
                "meeting-form-classes",
                _classes,
                applies=lambda answers: answers["invited"] != Invited.SEATS,
            ),
            forms.Words("title", "meeting-form-title-ask", check=_title_fits),
            forms.Moment("when", "meeting-form-when", check=_start_fits),
            forms.Words("place", "meeting-form-place", optional=True, check=_place_fits),
            forms.YesNo(
                "more", "meeting-form-more", yes="meeting-form-more-yes", no="meeting-form-more-no"
            ),
            Ends("ends", "meeting-form-ends", optional=True, applies=_more),
            forms.Words(
                "about", "meeting-form-about", optional=True, applies=_more, check=_about_fits
            ),
            forms.Number(
                "capacity",
                "meeting-form-capacity",
                most=places.MOST_PLACES,
                quick=(10, 20, 30, 50, 100),
                optional=True,
                applies=_families,
            ),
            forms.YesNo("heads", "meeting-form-heads", applies=_families),
            forms.Moment("due", "meeting-form-due", optional=True, applies=_more, check=_due_fits),
            Reminders(
                "reminders", "meeting-form-reminders", _recalls, optional=True, applies=_more
            ),
        ),
        ready=_ready,
        preview=_preview,
        send=_send,
        keeps=("until",),
    )
)
