"""A meeting comes to be: who may call it, where its card goes, and what its organiser sees."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers import meeting_messages as messages
from handlers import meeting_reminders as reminders
from handlers.kit.naming import title_of
from handlers.kit.roles import Can, classes_where, may_in_all, may_in_school_committee
from handlers.kit.turn import Strip, Turn
from storage import budget, classes, invitees, meetings, posts, units
from storage.actors import Actor
from storage.classes import Class, Purpose
from storage.meeting_details import Details, Invited
from storage.meetings import Snapshot
from storage.posts import Priority

CARD = "meetings.meeting"
ORGANISER, MEMBERS, BRIEF = (
    "meetings.organiser", "meetings.organiser_members", "meetings.organiser_brief",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Call:
    """A meeting that somebody calls for these classes."""

    into: Sequence[Class]
    title: str
    place: str | None
    starts_at: datetime
    details: Details


async def classes_to_meet(turn: Turn) -> list[Class]:
    """The classes with a group in which the actor may call a meeting."""
    allowed = classes_where(turn.actor, Can.MEETING_CREATE)
    return [
        each
        for each in await classes.all_open(turn.session)
        if each.chat_id is not None and (allowed is None or each.id in allowed)
    ]


def may_call(actor: Actor, invited: Invited, class_ids: Collection[int]) -> bool:
    """Whether an actor may call a meeting of these classes, or of the school committee."""
    if invited == Invited.SEATS:
        return may_in_school_committee(actor, Can.MEETING_CREATE)
    return may_in_all(actor, Can.MEETING_CREATE, class_ids)


async def call(turn: Turn, one: Call) -> Snapshot:
    """Calls it, if the actor may now, and posts its card where those who are asked will see it."""
    class_ids = [each.id for each in one.into]
    if not may_call(turn.actor, one.details.invited, class_ids):
        turn.refuse("refused-right")
    if not class_ids:
        turn.refuse("meeting-no-group")
    meeting_id = await meetings.create(
        turn.session,
        turn.person_id,
        class_ids,
        one.title,
        one.place,
        one.starts_at,
        turn.now,
        one.details,
    )
    made = await meetings.get(turn.session, meeting_id)
    if made.of_school_committee:
        await _write_to_members(turn, made)
    else:
        await _post(turn, made, one.into)
    await reminders.set_alarms(turn.session, made, turn.school, turn.now)
    await show_organiser(turn, made)
    return made


async def _post(turn: Turn, made: Snapshot, into: Sequence[Class]) -> None:
    """The card goes to the groups: at night it waits for the morning, if that is early enough.

    It is not held back where a group's day is full, for people must know: its organiser is told.
    """
    at = messages.told_at(made, turn.school, turn.now)
    most = turn.school.daily_posts
    crowded = await budget.full(turn.session, into, at, turn.school.zone, most)
    if crowded:
        names = turn.texts.listing(crowded)
        turn.say("day-full", class_names=names, count=most, day=turn.texts.day(at))
    if at > turn.now:
        turn.say("meeting-goes-out", title=title_of(made, turn.texts), when=turn.texts.moment(at))
    for each in into:
        if each.chat_id is None or each.closed:
            turn.refuse("notice-no-group", class_name=each.name)
        turn.effects.posts.append(
            posts.row(
                CARD,
                each.chat_id,
                turn.texts_in(each.language).language,
                at,
                subject_id=made.id,
                thread_id=each.thread_for(Purpose.MEETINGS),
                priority=Priority.ANNOUNCEMENT,
            )
        )


async def _write_to_members(turn: Turn, made: Snapshot) -> None:
    """The school committee has no group: each member is written to, who cannot be is named."""
    everyone = await invitees.everyone(turn.session, made)
    reach = units.reach(everyone)
    rows = [
        posts.row(
            messages.ASK,
            each.user_id,
            turn.school.closest(each.language),
            messages.told_at(made, turn.school, turn.now),
            subject_id=made.id,
            priority=Priority.ANNOUNCEMENT,
            live=False,
        )
        for each in reach.reachable
    ]
    await posts.queue(turn.session, rows)
    names = turn.texts.listing([each.name for each in reach.unreachable])
    turn.say(
        "meeting-members-told",
        told=len(reach.reachable),
        left=len(reach.unreachable),
        names=names if reach.unreachable else "",
    )


async def show_organiser(turn: Turn, shown: Snapshot) -> None:
    """The organiser's live card, in private; names only for those who may see the class."""
    if not turn.actor.reachable:
        return
    name = MEMBERS
    if shown.invited == Invited.FAMILIES:
        full = may_in_all(turn.actor, Can.CLASS_SEE, shown.class_ids)
        name = ORGANISER if full else BRIEF
    chat_id = turn.actor.user_id
    for message_id in await posts.supersede(turn.session, shown.id, name, chat_id):
        turn.errands.append(Strip(chat_id, message_id))
    turn.post(name, shown.id, chat_id, turn.texts.language)
