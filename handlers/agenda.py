"""The agenda of a committee's next meeting: what members add, and what is still to be done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from handlers import meeting_buttons as links
from handlers.kit import asking, buttons
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature
from handlers.kit.forms.steps import in_rows
from handlers.kit.naming import title_of
from handlers.kit.roles import Can, classes_where, may_about, may_in_school_committee
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Strip, Turn
from handlers.suggestion_buttons import Decide, VoteOn
from handlers.tasks import Done
from storage import agenda, audiences, meetings, posts, suggestions, tasks
from storage.agenda import Item
from storage.base import Session
from storage.meetings import COMMITTEE, Snapshot
from storage.tasks import Task

feature = Feature("agenda", snapshots=meetings.of_ids)

CARD = "agenda.agenda"
# Tasks and items have a button each, of the 100 that a message holds (Bot API).
MOST_TASKS = 12


@buttons.button("aga")
class Add:
    """I want to talk about something as well."""

    subject_id: int


@buttons.button("agx")
class TakeOff:
    """This need not be talked about."""

    subject_id: int
    item_id: int


@dataclass(frozen=True, slots=True)
class View:
    """What an agenda's card shows: the items, and what earlier meetings gave to do."""

    meeting: Snapshot
    classes: tuple[str, ...]
    items: tuple[Item, ...]
    tasks: tuple[Task, ...]
    undecided: Collection[int] = ()


async def view(session: Session, meeting_id: int) -> View | None:
    """What the card shows; None once the meeting is off."""
    meeting = await meetings.get(session, meeting_id)
    if meeting.cancelled_at is not None:
        return None
    items = await agenda.of_meetings(session, [meeting_id])
    suggested = {item.suggestion_id for _, item in items if item.suggestion_id is not None}
    earlier = await tasks.open_in(session, meeting.class_ids)
    return View(
        meeting,
        await audiences.names(session, meeting.class_ids),
        tuple(item for _, item in items),
        tuple(each for each in earlier if each.meeting_id != meeting_id),
        await suggestions.undecided(session, suggested),
    )


@feature.card(CARD, view, can=Can.COMMITTEE_WORK)
def shown(found: View, texts: Texts) -> Card:
    """The items with who added them, then the open tasks, with a button to take each away."""
    meeting = found.meeting
    head = texts(
        "agenda-title",
        title=title_of(meeting, texts),
        class_names=texts.classes(found.classes),
        when=texts.moment(meeting.starts_at),
    )
    items = [
        texts("agenda-item", number=number, text=each.text, who=_who(each, texts))
        for number, each in enumerate(found.items, 1)
    ]
    said = paragraphs(
        head, lines(*items) if items else texts("agenda-empty"), _open_tasks(found, texts)
    )
    if meeting.ended_at is not None:
        return card(said, *_decides(found, texts))
    add = Button(texts.plain("agenda-add"), buttons.pack(Add(meeting.id)), style="primary")
    return card(
        said, [add], *_finishes(found, texts), *_takes_off(found, texts), *_decides(found, texts)
    )


def _who(item: Item, texts: Texts) -> str:
    return item.who or texts.plain("agenda-families")


def _decides(found: View, texts: Texts) -> list[list[Button]]:
    """For suggestions of families: their outcome goes back to these, said or voted."""
    return [
        [
            Button(texts.plain(f"agenda-{key}", number=number), buttons.pack(act(suggestion_id)))
            for key, act in (("decide", Decide), ("vote", VoteOn))
        ]
        for number, each in enumerate(found.items, 1)
        if (suggestion_id := each.suggestion_id) is not None and suggestion_id in found.undecided
    ]


def _open_tasks(found: View, texts: Texts) -> Text | None:
    if not found.tasks:
        return None
    told = [
        texts("minutes-task", text=each.text, who=each.who, when=texts.day(each.due_at))
        for each in found.tasks[:MOST_TASKS]
    ]
    return lines(texts("agenda-open-tasks", count=len(found.tasks)), *told)


def _finishes(found: View, texts: Texts) -> list[list[Button]]:
    return [
        [Button(texts.plain("agenda-task-done", text=each.text[:40]), buttons.pack(Done(each.id)))]
        for each in found.tasks[:MOST_TASKS]
    ]


def _takes_off(found: View, texts: Texts) -> list[list[Button]]:
    return in_rows(
        [
            Button(
                texts.plain("agenda-take-off", number=number),
                buttons.pack(TakeOff(found.meeting.id, each.id)),
            )
            for number, each in enumerate(found.items, 1)
        ]
    )


@feature.command("agenda", Can.COMMITTEE_WORK)
async def agenda_(turn: Turn) -> None:
    """`/agenda` shows that of the next committee meeting, `/agenda New curtains` adds to it."""
    found = await _next(turn)
    if found is None:
        turn.refuse("agenda-none")
    if turn.message.text.plain.strip():
        await _add(turn, found, turn.message.text.plain)
    await _show(turn, found)


async def _next(turn: Turn) -> Snapshot | None:
    """The next meeting of a committee that the actor belongs to, or of this group's class."""
    where = classes_where(turn.actor, Can.COMMITTEE_WORK)
    if turn.place.class_ is not None:
        where = {turn.place.class_.id}
    elif may_in_school_committee(turn.actor, Can.COMMITTEE_WORK):
        where = None
    found = [
        each
        for each in await meetings.coming(turn.session, where, turn.now)
        if each.kind == COMMITTEE and may_about(turn.actor, Can.COMMITTEE_WORK, each)
    ]
    return found[0] if found else None


async def _show(turn: Turn, meeting: Snapshot) -> None:
    """At the end of the private chat; an earlier copy is left behind."""
    if not turn.actor.reachable:
        return
    user_id = turn.actor.user_id
    for message_id in await posts.supersede(turn.session, meeting.id, CARD, user_id):
        turn.errands.append(Strip(user_id, message_id))
    turn.post(CARD, meeting.id, user_id, turn.texts.language)


async def _add(turn: Turn, meeting: Snapshot, text: str) -> None:
    _check(turn, meeting)
    for each in text.splitlines():
        if each.strip():
            await agenda.add(turn.session, meeting.id, each, turn.person_id, turn.now)


def _check(turn: Turn, meeting: Snapshot) -> None:
    """Whether the agenda is still to be changed, and by the actor."""
    if not may_about(turn.actor, Can.COMMITTEE_WORK, meeting):
        turn.refuse("refused-right")
    if meeting.cancelled_at is not None:
        turn.refuse("rule-meeting-cancelled")
    if meetings.is_over(meeting, turn.now):
        turn.refuse("rule-meeting-over")


@feature.button(links.ShowAgenda, Can.COMMITTEE_WORK)
async def show_agenda(turn: Turn) -> None:
    """Shows the card in private."""
    await _show(turn, turn.subject)


@feature.button(Add, Can.COMMITTEE_WORK)
async def add(turn: Turn) -> None:
    """Asks what about."""
    links.only_private(turn)
    _check(turn, turn.subject)
    text = turn.texts("agenda-ask", title=title_of(turn.subject, turn.texts))
    await asking.put(turn, "agenda-item", text, {"meeting": turn.subject.id})


@feature.answer("agenda-item")
async def added(turn: Turn) -> None:
    """An item a line."""
    meeting = await meetings.get(turn.session, turn.data["meeting"])
    await _add(turn, meeting, turn.message.text.plain)
    await _show(turn, meeting)


@feature.button(TakeOff, Can.COMMITTEE_WORK)
async def take_off(turn: Turn) -> None:
    """By who added it, or who looks after the meeting."""
    _check(turn, turn.subject)
    item = await agenda.find(turn.session, turn.press.item_id)
    if item is None or item.meeting_id != turn.subject.id:
        turn.refuse("refused-subject-gone")
    if item.person_id != turn.actor.person_id and not links.may_manage(turn.actor, turn.subject):
        turn.refuse("agenda-not-yours")
    await agenda.drop(turn.session, item, turn.now)
    turn.toast("agenda-taken-off", text=item.text)
