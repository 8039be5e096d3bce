"""Tasks that a meeting gives: to whom, by when, recalled in time, and done by a tap."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers import meeting_buttons as links
from handlers.kit import buttons, forms, when
from handlers.kit.card import Button, Card, Text, card, pack
from handlers.kit.feature import Feature, Ring
from handlers.kit.forms import Answers, Option
from handlers.kit.forms.steps import number as number_of
from handlers.kit.roles import Can
from handlers.kit.texts import School, Texts
from handlers.kit.turn import Turn
from storage import alarms, chats, committee, invitees, meetings, people, posts, tasks
from storage.base import Session
from storage.meetings import COMMITTEE, Snapshot
from storage.people import PersonRef, Role
from storage.posts import Priority
from storage.tasks import Task

feature = Feature("tasks", snapshots=meetings.of_ids)

REMIND = "tasks.remind"
AHEAD = timedelta(days=1)
# A reminder that comes a day late is still one.
GRACE = timedelta(days=1)
# A message each; the others follow when these are done.
LISTED = 10


@buttons.button("tad")
class Done:
    """It is done."""

    task_id: int


def task_card(key: str, task: Task, texts: Texts, now: datetime) -> Card:
    """A task with its button."""
    done = Button(texts.plain("task-done"), buttons.pack(Done(task.id)), style="success")
    late = texts("task-late") if task.due_at < now else Text()
    return card(texts(key, text=task.text, when=texts.moment(task.due_at), late=late), [done])


@feature.command("tasks", Can.ANYTHING_OPEN)
async def show(turn: Turn) -> None:
    """What one has to do, a button each; `/tasks 2` says that the second is done."""
    mine = await tasks.open_of(turn.session, turn.actor.person_id or 0)
    typed = turn.message.text.plain.strip()
    if typed:
        number = number_of(typed)
        if number is None or not 1 <= number <= len(mine):
            turn.refuse("tasks-no-such", typed=typed[:20])
        await _finish(turn, mine[number - 1])
        turn.say("task-noted", text=mine[number - 1].text)
        return
    turn.say("tasks-yours", count=len(mine))
    for number, each in enumerate(mine[:LISTED], 1):
        shown = task_card("task-line", each, turn.texts, turn.now)
        numbered = turn.texts("task-number", number=number, task=shown.text)
        turn.show(card(numbered, *shown.rows))


@feature.waits
async def waiting(turn: Turn) -> list[Card]:
    """The tasks that wait to be done."""
    mine = await tasks.open_of(turn.session, turn.actor.person_id or 0)
    return [task_card("task-line", each, turn.texts, turn.now) for each in mine[:LISTED]]


@feature.button(Done, Can.ANYTHING_OPEN)
async def done(turn: Turn) -> None:
    """Whoever has the task says so, or who looks after the meeting."""
    found = await tasks.find(turn.session, turn.press.task_id)
    if found is None:
        turn.refuse("refused-subject-gone")
    if found.person_id != turn.actor.person_id:
        await links.managed(turn, found.meeting_id)
    if found.done_at is not None:
        turn.refuse("task-done-before", text=found.text)
    await _finish(turn, found)
    turn.toast("task-noted", text=found.text)


async def _finish(turn: Turn, task: Task) -> None:
    """Done; who called the meeting hears of it."""
    await tasks.finish(turn.session, task.id, turn.now)
    meeting = await meetings.get(turn.session, task.meeting_id)
    await _show_anew(turn, meeting)
    if meeting.author_id in (None, turn.actor.person_id):
        return
    author = await people.get(turn.session, meeting.author_id or 0)
    if await chats.open_among(turn.session, [author.user_id]):
        texts = turn.texts_in(author.language)
        turn.tell(author.user_id, texts, "task-done-by", name=turn.user.name, text=task.text)


async def _show_anew(turn: Turn, meeting: Snapshot) -> None:
    """The committee's coming meetings show what is left to do."""
    for each in await meetings.coming(turn.session, meeting.class_ids, turn.now):
        if each.kind == COMMITTEE:
            turn.changed(each.id)


# Giving one


@feature.button(links.Give, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def give(turn: Turn) -> None:
    """Asks what is to be done, by whom, and by when."""
    links.only_private(turn)
    if turn.subject.cancelled_at is not None:
        turn.refuse("rule-meeting-cancelled")
    await forms.begin(turn, TASK, {"meeting": turn.subject.id})


async def _people(turn: Turn, answers: Answers) -> list[Option]:
    """Who can be given a task: the classes' committees and teachers, and the giver."""
    meeting = await links.managed(turn, answers["meeting"])
    found = await _who(turn.session, meeting)
    found.setdefault(turn.person_id, turn.actor.name)
    return [Option(person_id, name) for person_id, name in found.items()]


async def _who(session: Session, meeting: Snapshot) -> dict[int, str]:
    if meeting.of_school_committee:
        return {each.id: each.name for each in await invitees.everyone(session, meeting)}
    members: list[PersonRef] = [
        person
        for each in await committee.of_classes(session, meeting.class_ids)
        for _, person in each.holders
    ]
    for class_id in meeting.class_ids[:10]:
        for role in (Role.HEAD_TEACHER, Role.TEACHER):
            members += await people.holders(session, role, class_id)
    return {each.id: each.name for each in members}


async def _fits(turn: Turn, answer: object, answers: Answers) -> None:
    text = forms.words(answer).plain
    if len(text) > tasks.TEXT_LIMIT:
        turn.refuse("rule-task-text", limit=tasks.TEXT_LIMIT)


async def _ready(turn: Turn, answers: Answers) -> Text:
    due = forms.instant(answers["due"], turn.school.zone)
    assert due is not None  # noqa: S101 (`now` is not offered)
    return turn.texts("task-form-ready", when=when.echo(due, turn.texts))


async def _preview(turn: Turn, answers: Answers) -> Card:
    who = {each.value: each.label for each in await _people(turn, answers)}
    text = forms.words(answers["text"]).plain
    return card(turn.texts("task-form-preview", who=who.get(answers["who"], ""), text=text))


async def _send(turn: Turn, answers: Answers) -> None:
    meeting = await links.managed(turn, answers["meeting"])
    due = forms.instant(answers["due"], turn.school.zone)
    assert due is not None  # noqa: S101 (`now` is not offered)
    text = forms.words(answers["text"]).plain
    task_id = await tasks.give(turn.session, meeting.id, text, answers["who"], due, turn.now)
    await _set_alarms(turn.session, task_id, due, turn.now, turn.school)
    await _show_anew(turn, meeting)
    given = await tasks.find(turn.session, task_id)
    person = await people.get(turn.session, answers["who"])
    if given is None or person.id == turn.person_id:
        return
    if await chats.open_among(turn.session, [person.user_id]):
        texts = turn.texts_in(person.language)
        shown = task_card("task-given", given, texts, turn.now)
        row = posts.row("say", person.user_id, texts.language, turn.now, payload=pack(shown))
        await posts.queue(turn.session, [row])


async def _set_alarms(
    session: Session, task_id: int, due: datetime, now: datetime, school: School
) -> None:
    """A day ahead, and when it is due; the evening before, where that is in quiet hours."""
    for name, at in (("day", due - AHEAD), ("due", due)):
        reminded = school.reminder_at(at)
        if reminded > now:
            key = f"task:{task_id}:{name}"
            await alarms.set_alarm(session, key, REMIND, reminded, args={"id": task_id})


@feature.alarm(REMIND, GRACE)
async def remind(ring: Ring) -> None:
    """Reminds who has the task, unless it is done."""
    task = await tasks.find(ring.session, ring.args["id"])
    if ring.late or task is None or task.done_at is not None:
        return
    person = await people.get(ring.session, task.person_id)
    if not await chats.open_among(ring.session, [person.user_id]):
        return
    texts = ring.texts(person.language)
    shown = task_card("task-reminder", task, texts, ring.now)
    row = posts.row(
        "say",
        person.user_id,
        texts.language,
        ring.now,
        payload=pack(shown),
        priority=Priority.REMINDER,
    )
    await posts.queue(ring.session, [row])


TASK = feature.form(
    forms.Form(
        "task",
        Can.MEETING_CREATE,
        steps=(
            forms.Choice("meeting", "task-form-meeting", links.lately_offered),
            forms.Words("text", "task-form-text", check=_fits),
            forms.Choice("who", "task-form-who", _people),
            forms.Moment("due", "task-form-due"),
        ),
        ready=_ready,
        preview=_preview,
        send=_send,
    )
)
