"""A meeting is moved or cancelled: who may, which one, and who is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from handlers import meeting_cards as cards
from handlers import meeting_messages as messages
from handlers import meeting_news as news
from handlers import meeting_reminders as reminders
from handlers.kit import asking, buttons, forms, meant, passing
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature, Ring
from handlers.kit.forms import Answers
from handlers.kit.naming import title_of
from handlers.kit.roles import Can
from handlers.kit.texts import Texts, lines
from handlers.kit.turn import Turn
from handlers.meeting_buttons import check_open, may_manage, only_private
from handlers.meeting_typed import check_near, only_time
from storage import alarms, chats, drafts, meeting_views, meetings, people
from storage.meetings import Snapshot
from storage.units import Reach

feature = Feature("meeting_changes", snapshots=meetings.of_ids)

WHICH_MEETING = "meeting-time"  # a draft that waits for a tap
# Bot API: 100 inline buttons a message.
BUTTONS = 100

feature.card(messages.GROUP_NEWS, meeting_views.card_view)(news.group_news)
feature.card(messages.MOVED, messages.standing_view)(news.moved)
feature.card(messages.MOVED_FILE, messages.standing_view)(news.moved_with_file)
feature.card(messages.NEW_FILE, messages.standing_view)(news.new_file)
feature.card(messages.OFF, meeting_views.card_view)(news.cancelled)
feature.card(messages.OFF_FILE, meeting_views.card_view)(news.cancelled_with_file)


async def _manageable(turn: Turn) -> list[Snapshot]:
    """The coming meetings that the actor may move or cancel, in a group those of its class."""
    here = None
    if not turn.place.private:
        if turn.place.class_ is None:
            turn.refuse("meeting-group-unlinked")
        here = [turn.place.class_.id]
    coming = await meetings.coming(turn.session, here, turn.now)
    mine = [each for each in coming if may_manage(turn.actor, each)]
    if not mine:
        turn.refuse("meeting-none-yours")
    return mine[:BUTTONS]


def _label(texts: Texts, found: Snapshot) -> str:
    """How a meeting is called on a button."""
    when = texts.moment(found.starts_at)
    return texts.plain("meeting-choice", title=title_of(found, texts)[:40], when=when)


@feature.command("move", Can.MEETING_CREATE)
async def move(turn: Turn) -> None:
    """`/move 2026-12-03 19:00`: the coming meeting is at that time instead; asks for what lacks."""
    if not turn.message.text.plain.strip() and not meant.another(turn):
        await _ask_what_lacks(turn)
        return
    lacking = meant.without_time(turn)
    if lacking is not None:
        await _ask_by_form(turn, lacking[0])
        return
    found = await _manageable(turn)
    if await meant.asked(turn, "move", check=lambda text: _possible(turn, text, found)):
        return
    starts_at = only_time(turn, turn.message.text.plain)
    if len(found) == 1:
        await _move(turn, found[0], starts_at)
        return
    kept = {"text": turn.message.text.plain}
    own_chat = turn.actor.user_id
    draft_id = await drafts.keep(turn.session, WHICH_MEETING, own_chat, kept, turn.now)
    rows = [
        [Button(_label(turn.texts, each), buttons.pack(cards.MoveTo(each.id, draft_id)))]
        for each in found
    ]
    turn.say("meeting-which-to-move", *rows, when=turn.texts.moment(starts_at))


def _possible(turn: Turn, typed: Text, found: Sequence[Snapshot]) -> None:
    """Refuses what none of these meetings can be moved to, before it is asked about."""
    at = only_time(turn, typed.plain)
    if len(found) == 1:
        _check_new(turn, found[0], at)


async def _ask_what_lacks(turn: Turn) -> None:
    """In private, which meeting and by the calendar when; in a group, when."""
    if turn.place.private:
        await _ask_by_form(turn, ())
    else:
        await asking.ask(turn, "move", "move-ask")


async def _ask_by_form(turn: Turn, days: Sequence[date]) -> None:
    """Which meeting, and when by words or the calendar, which opens on a day that was said."""
    found = await _manageable(turn)
    if len(found) == 1:
        said = {forms.day_key("when"): days[0].isoformat()} if len(days) == 1 else {}
        await forms.begin(turn, MOVE, {"meeting": found[0].id} | said)
        return
    rows = [[Button(_label(turn.texts, each), buttons.pack(cards.Move(each.id)))] for each in found]
    turn.say("meeting-which-moves", *rows)


@feature.button(cards.MoveTo, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def move_to(turn: Turn) -> None:
    """The meeting was chosen: it moves to the time that was typed, which serves once."""
    draft = await drafts.take(turn.session, turn.press.draft_id)
    if draft is None or draft.kind != WHICH_MEETING or draft.chat_id != turn.actor.user_id:
        turn.refuse("meeting-draft-gone")
    await _move(turn, turn.subject, only_time(turn, str(draft.data["text"])))


# Asked for step by step


@feature.button(cards.Move, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def ask_time(turn: Turn) -> None:
    """Asks for the new time, in words or by the calendar."""
    only_private(turn)
    check_open(turn, turn.subject)
    await forms.begin(turn, MOVE, {"meeting": turn.subject.id})


async def _movable(turn: Turn, answers: Answers) -> Snapshot:
    """The meeting that shall move; whether the actor may still move it is asked now."""
    found = await meetings.get(turn.session, answers["meeting"])
    if not may_manage(turn.actor, found):
        turn.refuse("refused-right")
    check_open(turn, found)
    return found


def _new_time(turn: Turn, answer: Any) -> datetime:
    at = forms.instant(answer, turn.school.zone)
    assert at is not None  # noqa: S101 (the step has no `now`)
    return at


async def _time_fits(turn: Turn, answer: Any, answers: Answers) -> None:
    found, at = await _movable(turn, answers), _new_time(turn, answer)
    _check_new(turn, found, at)


def _check_new(turn: Turn, found: Snapshot, at: datetime) -> None:
    check_near(turn, at)
    if at == found.starts_at:
        turn.refuse("rule-meeting-same-time")


async def _ready(turn: Turn, answers: Answers) -> Text:
    return turn.texts("meeting-move-form-ready")


async def _preview(turn: Turn, answers: Answers) -> Card:
    """The old time and the new one."""
    found, texts = await _movable(turn, answers), turn.texts
    return card(
        lines(
            texts("meeting-title", title=title_of(found, texts)),
            texts("meeting-when", when=texts.moment(_new_time(turn, answers["when"]))),
            texts("meeting-moved-from", when=texts.moment(found.starts_at)),
        )
    )


async def _send(turn: Turn, answers: Answers) -> None:
    await _move(turn, await _movable(turn, answers), _new_time(turn, answers["when"]))


MOVE = feature.form(
    forms.Form(
        "meeting-move",
        Can.MEETING_CREATE,
        steps=(forms.Moment("when", "meeting-move-form-when", check=_time_fits),),
        ready=_ready,
        preview=_preview,
        send=_send,
        keeps=("meeting",),
    )
)


async def _move(turn: Turn, found: Snapshot, starts_at: datetime) -> None:
    moved = await meetings.move(turn.session, found.id, starts_at, turn.now)
    await reminders.set_alarms(turn.session, moved, turn.school, turn.now)
    by, school = turn.person_id, turn.school
    reach = await messages.tell_moved(turn.session, moved, by, school, turn.now)
    _report(turn, "meeting-moved", moved, reach)
    await _tell_author(turn, "meeting-moved-by", moved, reach)


@feature.command("cancel_meeting", Can.MEETING_CREATE)
async def cancel_meeting(turn: Turn) -> None:
    """The coming meeting does not take place: asks whether, or where there are several, which.

    A command of the menu is sent by one touch, and everybody would be told at once.
    """
    found = await _manageable(turn)
    if len(found) == 1:
        _ask_surely(turn, found[0])
        return
    rows = [
        [Button(_label(turn.texts, each), buttons.pack(cards.Cancel(each.id)))] for each in found
    ]
    turn.say("meeting-which-to-cancel", *rows)


@feature.button(cards.Cancel, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def ask_cancel(turn: Turn) -> None:
    """A second tap confirms: everybody who comes will be told."""
    check_open(turn, turn.subject)
    _ask_surely(turn, turn.subject)


def _ask_surely(turn: Turn, found: Snapshot) -> None:
    label = turn.texts.plain("meeting-cancel-yes")
    press = Button(label, buttons.pack(cards.CancelSurely(found.id)))
    when = turn.texts.moment(found.starts_at)
    turn.say("meeting-cancel-sure", [press], title=title_of(found, turn.texts), when=when)


@feature.button(cards.CancelSurely, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def cancel_surely(turn: Turn) -> None:
    """It was confirmed."""
    found: Snapshot = turn.subject
    await meetings.cancel(turn.session, found.id, turn.now)
    await alarms.cancel_of(turn.session, found.id)
    off = await meetings.get(turn.session, found.id)
    reach = await messages.tell_cancelled(turn.session, off, turn.person_id, turn.school, turn.now)
    _report(turn, "meeting-cancelled", off, reach)
    await _tell_author(turn, "meeting-cancelled-by", off, reach)


def _report(turn: Turn, key: str, found: Snapshot, reach: Reach) -> None:
    """Says that it is done, how many hear of it and when, and who is served by the group."""
    texts, at = turn.texts, messages.told_at(found, turn.school, turn.now)
    said = texts(
        key,
        title=title_of(found, texts),
        when=texts.moment(found.starts_at),
        told=len(reach.reachable),
        families=reach.families,
    )
    waits = at > turn.now and (reach.reachable or reach.families)
    later = texts("meeting-told-later", when=texts.moment(at)) if waits else None
    turn.show(card(lines(said, later)))


async def _tell_author(turn: Turn, key: str, found: Snapshot, reach: Reach) -> None:
    """The organiser hears what somebody else did with their meeting, once."""
    known = {turn.person_id, None, *(each.id for each in reach.reachable)}
    if found.author_id is None or found.author_id in known:
        return
    author = await people.get(turn.session, found.author_id)
    if await chats.open_among(turn.session, [author.user_id]):
        texts = turn.texts_in(author.language)
        when = texts.moment(found.starts_at)
        turn.tell(
            author.user_id, texts, key, name=turn.user.name, title=title_of(found, texts), when=when
        )


# Somebody else's meetings


@feature.alarm("meetings.passed", passing.GRACE)
async def passed(ring: Ring) -> None:
    """Who called these meetings may not look after them any more: their heir is told once."""
    found = await meetings.of_ids(ring.session, ring.args["ids"])
    heir = await people.get(ring.session, ring.args["to"])
    theirs = [
        each
        for each in sorted(found.values(), key=lambda each: each.starts_at)
        if each.author_id == heir.id and meetings.is_open(each, ring.now)
    ]
    texts = ring.texts(heir.language)
    entries = [(_label(texts, each), buttons.pack(cards.Cancel(each.id))) for each in theirs]
    await passing.tell_passed(ring, "meetings-passed", entries)
