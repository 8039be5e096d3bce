"""Meetings: families say whether they come, and hear in time when, where and what changes."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers import lecture_links
from handlers import meeting_cards as cards
from handlers import meeting_messages as messages
from handlers.kit import asking, buttons, meant
from handlers.kit.acting import join_audience, settle
from handlers.kit.card import Button, Card
from handlers.kit.feature import Feature
from handlers.kit.roles import STAFF, Can, classes_where, is_parent, may_in_all
from handlers.kit.turn import Strip, Turn
from handlers.meeting_buttons import may_manage
from handlers.meeting_typed import Said, only_time, parse
from storage import alarms, answers, chats, classes, drafts, meetings, people, posts
from storage.actors import Actor, ClassRef
from storage.answers import Answer
from storage.batch import Upsert
from storage.classes import Class, Purpose
from storage.meetings import CardView, Reply, Snapshot
from storage.posts import Priority
from storage.units import Reach

feature = Feature("meetings", snapshots=meetings.of_ids)

ANSWERS = Upsert(Answer.__table__, tuple(answers.KEY), tuple(answers.CHANGE))
WHICH_CLASS, WHICH_MEETING = "meeting-class", "meeting-time"  # drafts that wait for a tap
# A message each; beyond these they are counted.
LISTED = 10
# Bot API: 100 inline buttons a message.
BUTTONS = 100

feature.card("meetings.meeting", meetings.card_view)(cards.group_card)
feature.card(messages.GROUP_REMINDER, meetings.card_view)(cards.group_reminder)
feature.card(messages.GROUP_NEWS, meetings.card_view)(cards.group_news)
feature.card(messages.REMIND, messages.standing_view)(cards.reminder)
feature.card(messages.ASK, messages.standing_view)(cards.question)
feature.card(messages.MOVED, messages.standing_view)(cards.moved)
feature.card(messages.OFF, meetings.card_view)(cards.cancelled)
feature.card("meetings.organiser", meetings.organiser_view, can=Can.CLASS_SEE)(cards.organiser_card)
feature.card("meetings.organiser_brief", meetings.organiser_view, can=Can.MEETING_CREATE)(
    cards.organiser_brief
)
feature.alarm(messages.REMINDER, messages.GRACE, messages.missed)(messages.remind)
feature.alarm(messages.SOON, messages.SOON_GRACE, messages.missed)(messages.remind)
feature.alarm(messages.OVER, timedelta())(messages.over)


@feature.command("meeting", Can.MEETING_CREATE, asks="meeting-ask")
async def meeting(turn: Turn) -> None:
    """`/meeting 2026-12-03 18:30 Parent meeting @ Room 201`: sets a meeting for a class."""
    if await meant.asked(turn, "meeting"):
        return
    said = parse(turn, turn.message.text.plain)
    if not turn.place.private:
        await _create(turn, said, _class_here(turn))
        return
    offered = await _classes_to_meet(turn)
    if not offered:
        turn.refuse("meeting-no-group")
    if len(offered) == 1:
        await _create(turn, said, offered[0])
    else:
        await _ask_class(turn, said, offered)


def _class_here(turn: Turn) -> ClassRef:
    if turn.place.class_ is None:
        turn.refuse("meeting-group-unlinked")
    return turn.place.class_


async def _classes_to_meet(turn: Turn) -> list[Class]:
    """The classes with a group in which the actor may set a meeting."""
    allowed = classes_where(turn.actor, Can.MEETING_CREATE)
    return [
        each
        for each in await classes.all_open(turn.session)
        if each.chat_id is not None and (allowed is None or each.id in allowed)
    ]


async def _ask_class(turn: Turn, said: Said, offered: list[Class]) -> None:
    """Asks for which class; what was typed is kept until then."""
    kept = {"text": turn.message.text.plain}
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
    typed = await _kept(turn, WHICH_CLASS)
    class_ = next((c for c in await _classes_to_meet(turn) if c.id == turn.press.class_id), None)
    if class_ is None:
        turn.refuse("refused-right")
    await _create(turn, parse(turn, typed), class_)
    turn.toast("meeting-set", class_name=class_.name)


async def _kept(turn: Turn, kind: str) -> str:
    """What the actor typed before they were asked; it is theirs alone, and serves once."""
    draft = await drafts.take(turn.session, turn.press.draft_id)
    if draft is None or draft.kind != kind or draft.chat_id != turn.actor.user_id:
        turn.refuse("meeting-draft-gone")
    return str(draft.data["text"])


async def _create(turn: Turn, said: Said, class_: ClassRef | Class) -> None:
    assert class_.chat_id is not None  # noqa: S101 (the callers have looked)
    meeting_id = await meetings.create(
        turn.session,
        turn.person_id,
        [class_.id],
        said.title,
        said.place,
        said.starts_at,
        turn.now,
    )
    turn.post(
        "meetings.meeting",
        meeting_id,
        class_.chat_id,
        turn.texts_in(class_.language).language,
        thread_id=class_.thread_for(Purpose.MEETINGS),
        priority=Priority.ANNOUNCEMENT,
    )
    made = await meetings.get(turn.session, meeting_id)
    await messages.set_alarms(turn.session, made, turn.now)
    await _show_organiser(turn, made)


async def _show_organiser(turn: Turn, shown: Snapshot) -> None:
    """The organiser's live card, in private; names only for those who may see the class."""
    if not turn.actor.reachable:
        return
    full = may_in_all(turn.actor, Can.CLASS_SEE, shown.class_ids)
    name = "meetings.organiser" if full else "meetings.organiser_brief"
    chat_id = turn.actor.user_id
    for message_id in await posts.supersede(turn.session, shown.id, name, chat_id):
        turn.errands.append(Strip(chat_id, message_id))
    turn.post(name, shown.id, chat_id, turn.texts.language)


@feature.button(cards.Say, Can.ANYTHING_OPEN, buffered=True)
async def say(turn: Turn) -> None:
    """A family answers; one tap counts for all their children in the audience, the last stands."""
    asked: Snapshot = turn.subject
    _check_open(turn, asked)
    first = await join_audience(turn, asked.class_ids)
    reply = turn.press.reply
    turn.save(ANSWERS, answers.rows(asked.id, turn.actor, asked.class_ids, reply, turn.now))
    turn.changed(asked.id)
    if reply == Reply.YES and lecture_links.is_revealed(asked, turn.now):
        await lecture_links.tell_late(turn, asked)
    settle(turn, first, f"meeting-noted-{reply}")


def _check_open(turn: Turn, found: Snapshot) -> None:
    if found.cancelled_at is not None:
        turn.refuse("rule-meeting-cancelled")
    if not meetings.is_open(found, turn.now):
        turn.refuse("rule-meeting-over")


@feature.button(cards.Manage, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def manage(turn: Turn) -> None:
    """Shows the organiser's card again."""
    await _show_organiser(turn, turn.subject)


async def _manageable(turn: Turn) -> list[Snapshot]:
    """The coming meetings that the actor may move or cancel, in a group those of its class."""
    here = None if turn.place.private else [_class_here(turn).id]
    coming = await meetings.coming(turn.session, here, turn.now)
    mine = [each for each in coming if may_manage(turn.actor, each)]
    if not mine:
        turn.refuse("meeting-none-yours")
    return mine[:BUTTONS]


def _title_and_time(turn: Turn, found: Snapshot) -> str:
    when = turn.texts.moment(found.starts_at)
    return turn.texts.plain("meeting-choice", title=found.title[:40], when=when)


@feature.command("move", Can.MEETING_CREATE, asks="move-ask")
async def move(turn: Turn) -> None:
    """`/move 2026-12-03 19:00`: the coming meeting is at that time instead."""
    if await meant.asked(turn, "move"):
        return
    starts_at = only_time(turn, turn.message.text.plain)
    found = await _manageable(turn)
    if len(found) == 1:
        await _move(turn, found[0], starts_at)
        return
    kept = {"text": turn.message.text.plain}
    own_chat = turn.actor.user_id
    draft_id = await drafts.keep(turn.session, WHICH_MEETING, own_chat, kept, turn.now)
    rows = [
        [Button(_title_and_time(turn, each), buttons.pack(cards.MoveTo(each.id, draft_id)))]
        for each in found
    ]
    turn.say("meeting-which-to-move", *rows, when=turn.texts.moment(starts_at))


@feature.button(cards.MoveTo, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def move_to(turn: Turn) -> None:
    """The meeting was chosen: it moves to the time that was typed."""
    typed = await _kept(turn, WHICH_MEETING)
    await _move(turn, turn.subject, only_time(turn, typed))


@feature.button(cards.Move, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def ask_time(turn: Turn) -> None:
    """Asks for the new time."""
    if not turn.place.private:
        turn.refuse("refused-button")
    _check_open(turn, turn.subject)
    text = turn.texts("meeting-move-ask", title=turn.subject.title)
    await asking.put(turn, "meeting-time", text, {"meeting_id": turn.subject.id})


@feature.answer("meeting-time")
async def new_time(turn: Turn) -> None:
    """The new time; whether the actor may still move it is asked now."""
    if await meant.asked(turn, "meeting-time"):
        return
    starts_at = only_time(turn, turn.message.text.plain)
    found = await meetings.get(turn.session, turn.data["meeting_id"])
    if not may_manage(turn.actor, found):
        turn.refuse("refused-right")
    await _move(turn, found, starts_at)


async def _move(turn: Turn, found: Snapshot, starts_at: datetime) -> None:
    moved = await meetings.move(turn.session, found.id, starts_at, turn.now)
    await messages.set_alarms(turn.session, moved, turn.now)
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
        [Button(_title_and_time(turn, each), buttons.pack(cards.Cancel(each.id)))] for each in found
    ]
    turn.say("meeting-which-to-cancel", *rows)


@feature.button(cards.Cancel, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def ask_cancel(turn: Turn) -> None:
    """A second tap confirms: everybody who comes will be told."""
    _check_open(turn, turn.subject)
    _ask_surely(turn, turn.subject)


def _ask_surely(turn: Turn, found: Snapshot) -> None:
    label = turn.texts.plain("meeting-cancel-yes")
    press = Button(label, buttons.pack(cards.CancelSurely(found.id)))
    when = turn.texts.moment(found.starts_at)
    turn.say("meeting-cancel-sure", [press], title=found.title, when=when)


@feature.button(cards.CancelSurely, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def cancel_surely(turn: Turn) -> None:
    """It was confirmed."""
    await _cancel(turn, turn.subject)


async def _cancel(turn: Turn, found: Snapshot) -> None:
    await meetings.cancel(turn.session, found.id, turn.now)
    await alarms.cancel_of(turn.session, found.id)
    by, school = turn.person_id, turn.school
    reach = await messages.tell_cancelled(turn.session, found, by, school, turn.now)
    _report(turn, "meeting-cancelled", found, reach)
    await _tell_author(turn, "meeting-cancelled-by", found, reach)


def _report(turn: Turn, key: str, found: Snapshot, reach: Reach) -> None:
    """Says that it is done, how many were told, and who is served by the group."""
    turn.say(
        key,
        title=found.title,
        when=turn.texts.moment(found.starts_at),
        told=len(reach.reachable),
        families=reach.families,
    )


async def _tell_author(turn: Turn, key: str, found: Snapshot, reach: Reach) -> None:
    """The organiser hears what somebody else did with their meeting, once."""
    known = {turn.person_id, None, *(each.id for each in reach.reachable)}
    if found.author_id is None or found.author_id in known:
        return
    author = await people.get(turn.session, found.author_id)
    if await chats.open_among(turn.session, [author.user_id]):
        texts = turn.texts_in(author.language)
        when = texts.moment(found.starts_at)
        turn.tell(author.user_id, texts, key, name=turn.user.name, title=found.title, when=when)


@feature.command("meetings", Can.ANYTHING_OPEN)
async def coming(turn: Turn) -> None:
    """What is coming in one's classes, each with one's answer and buttons."""
    found = await meetings.coming(turn.session, _own_classes(turn.actor), turn.now)
    if not found:
        turn.say("meetings-none")
        return
    turn.say("meetings-coming", count=len(found))
    shown = found[:LISTED]
    replies = await answers.of_person(turn.session, turn.actor, [each.id for each in shown])
    for view in await meetings.card_views(turn.session, shown):
        turn.show(_mine(turn, view, replies.get(view.meeting.id)))
    if len(found) > LISTED:
        turn.say("meetings-more", count=len(found) - LISTED)


def _own_classes(actor: Actor) -> set[int] | None:
    """The classes somebody belongs to; None for those who work for the whole school."""
    if any(role in STAFF and where is None for role, where in actor.roles):
        return None
    return {where for _, where in actor.roles if where is not None}


def _mine(turn: Turn, view: CardView, reply: str | None) -> Card:
    asked = is_parent(turn.actor, view.meeting.class_ids)
    manage = may_manage(turn.actor, view.meeting)
    return cards.mine(view, turn.texts, reply, asked=asked, manage=manage)


@feature.waits
async def waiting(turn: Turn) -> list[Card]:
    """The meetings that wait for one's answer."""
    found = await meetings.waiting_for(turn.session, turn.actor, turn.now)
    views = await meetings.card_views(turn.session, found[:LISTED])
    return [cards.question(view, turn.texts) for view in views]
