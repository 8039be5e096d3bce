"""Calling a meeting: in one line, or asked for step by step, with a preview, in private."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers import meeting_cards as cards
from handlers.kit import asking, buttons, forms, meant, sources
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers, Option
from handlers.kit.naming import grade_of
from handlers.kit.roles import Can, may_in_school_committee
from handlers.kit.turn import Turn
from handlers.meeting_calls import Call, call, classes_to_meet
from handlers.meeting_steps import Ends
from handlers.meeting_typed import Said, check_near, leading_kind, parse
from storage import classes, drafts, meeting_details, meetings, places
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

WHICH_CLASS = "meeting-class"  # a draft that waits for a tap
# Bot API: 100 inline buttons a message.
BUTTONS = 100
# Steps whose answers must fit the start.
_HANGING = ("ends", "due")
# Reminders that can be chosen, in seconds before the start; 0 is for none at all.
OFFERED = (7 * 86_400, 3 * 86_400, 86_400, 7_200, 0)


@feature.command("meeting", Can.MEETING_CREATE, takes_file=True, takes_album=True)
async def meeting(turn: Turn) -> None:
    """`/meeting [lecture] 2026-12-03 18:30[-20:00] Title @ Place`: calls one for this class.

    Without any text, what it needs is asked for: in private step by step. What stands over it as a
    caption stays where it is.
    """
    _say_no_pictures(turn)
    if not turn.message.text.plain.strip():
        await _ask(turn)
        return
    _take_kind(turn)
    if await meant.asked(turn, "meeting"):
        return
    said = parse(turn, turn.message.text.plain, turn.data.get("called", ""))
    if not turn.place.private:
        await _call(turn, said, [await _class_here(turn)])
        return
    offered = await classes_to_meet(turn)
    if not offered and _kind(turn) == Kind.COMMITTEE and _may_board(turn):
        await _call(turn, said, await classes.all_open(turn.session), Invited.SEATS)
    elif not offered:
        turn.refuse("meeting-no-group")
    elif len(offered) == 1:
        await _call(turn, said, offered)
    else:
        await _ask_class(turn, said, offered)


def _say_no_pictures(turn: Turn) -> None:
    """The card has none; the other parts of an album are no answer to anything, and are let be."""
    if turn.message.files:
        sources.note(turn)
        album = turn.message.album
        told = turn.texts("meeting-no-pictures")
        turn.show(card(told), key=f"album:{album}" if album else None)


async def _ask(turn: Turn) -> None:
    if not turn.place.private:
        await asking.ask(turn, "meeting", "meeting-ask")
    elif await classes_to_meet(turn) or _may_board(turn):
        await forms.begin(turn, MEETING)
    else:
        turn.refuse("meeting-no-group")


def _may_board(turn: Turn) -> bool:
    return may_in_school_committee(turn.actor, Can.MEETING_CREATE)


def _take_kind(turn: Turn) -> None:
    """The word for what it is comes off the text, and is kept where the time is asked about."""
    text = turn.message.text
    kind, taken = leading_kind(text.plain, turn.school)
    if kind is not None:
        word = text.plain[:taken].strip(" :：")
        turn.data = {**turn.data, "kind": kind.value, "called": word}
        turn.incoming = replace(turn.message, text=text.cut(taken, len(text.plain)))


def _kind(turn: Turn) -> Kind:
    return Kind(turn.data.get("kind", Kind.PARENT))


async def _class_here(turn: Turn) -> Class:
    if turn.place.class_ is None:
        turn.refuse("meeting-group-unlinked")
    return await classes.get(turn.session, turn.place.class_.id)


async def _call(
    turn: Turn, said: Said, into: Sequence[Class], invited: Invited | None = None
) -> None:
    kind = _kind(turn)
    usual = Invited.COMMITTEE if kind == Kind.COMMITTEE else Invited.FAMILIES
    details = Details(kind=kind, invited=invited or usual, ends_at=said.ends_at)
    await call(turn, Call(into, said.title, said.place, said.starts_at, details))


async def _ask_class(turn: Turn, said: Said, offered: list[Class]) -> None:
    """Asks for which class; what was typed is kept until then."""
    kept = {"text": turn.message.text.plain, **turn.data}
    chat_id = turn.place.chat_id
    draft_id = await drafts.keep(turn.session, WHICH_CLASS, chat_id, kept, turn.now)
    press = [
        Button(each.name, buttons.pack(cards.MeetingIn(draft_id, each.id)))
        for each in offered[:BUTTONS]
    ]
    rows = [press[start : start + 4] for start in range(0, len(press), 4)]
    when = turn.texts.moment(said.starts_at)
    turn.say("meeting-which-class", *rows, title=said.title, when=when)


@feature.button(cards.MeetingIn, Can.MEETING_CREATE)
async def meeting_in(turn: Turn) -> None:
    """The class was chosen: the meeting that was typed is set there."""
    draft = await drafts.take(turn.session, turn.press.draft_id)
    if draft is None or draft.kind != WHICH_CLASS or draft.chat_id != turn.actor.user_id:
        turn.refuse("meeting-draft-gone")
    offered = await classes_to_meet(turn)
    class_ = next((c for c in offered if c.id == turn.press.class_id), None)
    if class_ is None:
        turn.refuse("refused-right")
    turn.data = draft.data
    said = parse(turn, str(draft.data["text"]), str(draft.data.get("called", "")))
    await _call(turn, said, [class_])
    turn.toast("meeting-set", class_name=class_.name)


# Step by step


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
    if not _may_board(turn):
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
    """How long before the start there can be a reminder."""
    return [Option(each, _before(turn, each)) for each in OFFERED]


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
        ends_at=forms.instant(answers.get("ends"), zone),
        answer_by=forms.instant(answers.get("due"), zone),
        capacity=answers.get("capacity"),
        asks_how_many=bool(answers.get("heads")),
        reminders=REMINDERS if chosen is None else tuple(each for each in chosen if each),
    )


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
    before = [_before(turn, each) for each in one.details.reminders or (0,)]
    return turn.texts(
        "meeting-form-ready",
        class_names=shown,
        when=turn.texts.moment(one.starts_at),
        reminders=turn.texts.listing(before),
    )


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
            forms.Several(
                "reminders", "meeting-form-reminders", _recalls, optional=True, applies=_more
            ),
        ),
        ready=_ready,
        preview=_preview,
        send=_send,
    )
)
