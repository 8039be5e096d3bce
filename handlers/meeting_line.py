"""Calling a meeting in one line; what lacks is asked for, and nothing else once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers import meeting_cards as cards
from handlers.kit import asking, buttons, forms, meant, sources
from handlers.kit.card import Button, Text, card
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers
from handlers.kit.roles import Can
from handlers.kit.turn import Turn
from handlers.meeting_calls import Call, call, classes_to_meet
from handlers.meeting_forms import MEETING, may_board
from handlers.meeting_typed import Said, leading_kind, parse, parted
from storage import classes, drafts, meetings
from storage.classes import Class
from storage.meeting_details import Details, Invited, Kind

feature = Feature("meeting_line", snapshots=meetings.of_ids)

WHICH_CLASS = "meeting-class"  # a draft that waits for a tap
# Bot API: 100 inline buttons a message.
BUTTONS = 100


@feature.command("meeting", Can.MEETING_CREATE, takes_file=True, takes_album=True)
async def meeting(turn: Turn) -> None:
    """`/meeting [lecture] 2026-12-03 18:30[-20:00] Title @ Place`: calls one for this class.

    Without any text, what it needs is asked for: in private step by step. Without a time only that
    is asked for. What stands over it as a caption stays where it is.
    """
    _say_no_pictures(turn)
    if not turn.message.text.plain.strip() and not meant.another(turn):
        await _ask(turn)
        return
    if not meant.another(turn):  # then it was taken before, and the title may begin like one
        _take_kind(turn)
    here = None if turn.place.private else await _class_here(turn)
    lacking = meant.without_time(turn)
    if lacking is not None:
        await _ask_time(turn, *lacking)
        return
    if await meant.asked(turn, "meeting", check=lambda text: _parsed(turn, text.plain)):
        return
    said = _parsed(turn, turn.message.text.plain)
    if here is not None:
        await _call(turn, said, [here])
        return
    offered = await classes_to_meet(turn)
    if not offered and _kind(turn) == Kind.COMMITTEE and may_board(turn):
        await _call(turn, said, await classes.all_open(turn.session), Invited.SEATS)
    elif not offered:
        turn.refuse("meeting-no-group")
    elif len(offered) == 1:
        await _call(turn, said, offered)
    else:
        await _ask_class(turn, said, offered)


def _parsed(turn: Turn, typed: str) -> Said:
    return parse(turn, typed, turn.data.get("called", ""))


async def _ask_time(turn: Turn, days: Sequence[date], typed: Text) -> None:
    """All that was typed stands in the form, which asks for the time by words or the calendar."""
    title, place, until = parted(turn, typed.plain, turn.data.get("called", ""))
    kind = _kind(turn)
    answers: Answers = {
        "kind": kind,
        "invited": Invited.COMMITTEE if kind == Kind.COMMITTEE else Invited.FAMILIES,
        "place": {"plain": place, "spans": []} if place else None,
        "more": False,
        "until": until,
    }
    if len(days) == 1:
        answers[forms.day_key("when")] = days[0].isoformat()
    if title:
        answers["title"] = {"plain": title, "spans": []}
    await forms.begin(turn, MEETING, answers | await _into_typed(turn, kind))


async def _into_typed(turn: Turn, kind: Kind) -> Answers:
    """The class of this group; in private it is asked for, where there are several."""
    if not turn.place.private:
        return {"classes": [(await _class_here(turn)).id]}
    offered = await classes_to_meet(turn)
    board = kind == Kind.COMMITTEE and may_board(turn)
    if not offered and not board:
        turn.refuse("meeting-no-group")
    return {} if offered else {"invited": Invited.SEATS}


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
    elif await classes_to_meet(turn) or may_board(turn):
        await forms.begin(turn, MEETING)
    else:
        turn.refuse("meeting-no-group")


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
