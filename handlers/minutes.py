"""Minutes: written by the organiser with photos or files, sent to who was asked, correctable."""

from __future__ import annotations

from typing import Any

from handlers import meeting_buttons as links
from handlers.kit import asking, buttons, forms, sources
from handlers.kit.card import Button, Card, FileRef, Text, card
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers
from handlers.kit.lengths import label
from handlers.kit.naming import title_of
from handlers.kit.roles import Can
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Turn
from handlers.suggestion_buttons import Decide as AboutSuggestion
from handlers.vote_cards import figures, result
from storage import (
    attendance,
    audiences,
    classes,
    decisions,
    invitees,
    meetings,
    minutes,
    posts,
    suggestions,
    tasks,
    units,
)
from storage.classes import Purpose
from storage.decisions import Decided
from storage.meetings import Snapshot
from storage.minutes import TEXT_LIMIT, Minutes, View
from storage.posts import Priority

feature = Feature("minutes", snapshots=meetings.of_ids)

CARD = "minutes.minutes"
# What can go with them.
KINDS = ("photo", "document")


@feature.card(CARD, minutes.written_view)
def shown(view: View, texts: Texts) -> Card:
    """The minutes as everybody sees them: the text, what was decided, who does what by when."""
    written = view.minutes
    assert written is not None  # noqa: S101 (the view is None where there are none)
    title = texts(
        "minutes-title",
        title=title_of(view.meeting, texts),
        class_names=texts.classes(view.classes),
        when=texts.day(view.meeting.starts_at),
    )
    corrected = texts("minutes-corrected") if written.corrected_at else None
    text = Text.of(written.text, written.spans)
    files = [FileRef.of(each) for each in written.files]
    said = paragraphs(lines(title, corrected), text, _decided(view, texts), _to_do(view, texts))
    return card(said, files=files)


def _decided(view: View, texts: Texts) -> Text | None:
    if not view.decisions:
        return None
    return lines(texts("minutes-decided"), *(_point(each, texts) for each in view.decisions))


def _point(one: Decided, texts: Texts) -> Text:
    """What was decided; of a vote with how it came out."""
    if one.vote is None or one.outcome is None:
        return texts("minutes-point", text=one.text)
    came_out = result(one.vote, one.outcome, texts)
    counted = figures(one.vote, one.outcome, texts)
    return texts("minutes-vote", text=one.text, result=came_out, figures=counted)


def _to_do(view: View, texts: Texts) -> Text | None:
    if not view.tasks:
        return None
    each = [
        texts("minutes-task", text=task.text, who=task.who, when=texts.day(task.due_at))
        for task in view.tasks
    ]
    return lines(texts("minutes-to-do"), *each)


@feature.button(links.Write, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def write(turn: Turn) -> None:
    """Asks for the text and the files; what is sent takes the place of what was."""
    links.only_private(turn)
    _check_begun(turn, turn.subject)
    await forms.begin(turn, MINUTES, {"meeting": turn.subject.id})


@feature.command("minutes", Can.MEETING_CREATE, takes_file=True)
async def minutes_(turn: Turn) -> None:
    """`/minutes` asks for everything, `/minutes We talked about …` for what is left.

    Under a photo or a file, or in answer to a message, it takes that along.
    """
    if not await links.lately(turn):
        turn.refuse("minutes-none")
    source = await sources.of(turn) or sources.NOTHING
    text = paragraphs(sources.words(source), turn.message.text).strip()
    if len(text.plain) > TEXT_LIMIT:
        turn.refuse("rule-minutes-long", limit=TEXT_LIMIT)
    if not all(each.kind in KINDS for each in sources.files(source)):
        turn.refuse("form-not-a-file")
    if source["partly"]:
        turn.say("minutes-album-partly")
    words = {"plain": text.plain, "spans": text.packed} if text else None
    said = {"text": words, "files": source["files"] or None}
    await forms.begin(turn, MINUTES, {key: value for key, value in said.items() if value})


def _check_begun(turn: Turn, meeting: Snapshot) -> None:
    if meeting.cancelled_at is not None:
        turn.refuse("rule-meeting-cancelled")
    if turn.now < meeting.starts_at - attendance.DOORS_OPEN:
        turn.refuse("attendance-early", when=turn.texts.moment(meeting.starts_at))


# What was decided


@feature.button(links.Decide, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def decide(turn: Turn) -> None:
    """Asks what was decided; of what families suggested, by a tap, since they hear of it."""
    links.only_private(turn)
    _check_begun(turn, turn.subject)
    suggested = await suggestions.undecided_on(turn.session, turn.subject.id)
    text = lines(
        turn.texts("minutes-decision-ask", title=title_of(turn.subject, turn.texts)),
        turn.texts("minutes-decision-suggested") if suggested else None,
    )
    rows = [[Button(label(one.head), buttons.pack(AboutSuggestion(one.id)))] for one in suggested]
    about = {"meeting": turn.subject.id}
    await asking.put(turn, "minutes-decision", text, about, rows, any_words=True)


@feature.answer("minutes-decision")
async def decided(turn: Turn) -> None:
    """A decision a line; minutes that are out already show it at once."""
    meeting = await links.managed(turn, turn.data["meeting"])
    said = [each for each in turn.message.text.plain.splitlines() if each.strip()]
    for each in said:
        await decisions.decide(turn.session, meeting.id, each, turn.now)
    rows: list[Any] = [
        Button(turn.texts.plain(key), buttons.pack(press(meeting.id)))
        for key, press in (
            ("more-decision", links.Decide),
            ("more-task", links.Give),
            ("more-minutes", links.Write),
        )
    ]
    turn.say(
        "minutes-decision-noted",
        rows[:2],
        rows[2:],
        count=len(said),
        title=title_of(meeting, turn.texts),
    )


# The form


async def _fits(turn: Turn, answer: Any, answers: Answers) -> None:
    if len(answer["plain"]) > TEXT_LIMIT:
        turn.refuse("rule-minutes-long", limit=TEXT_LIMIT)


async def _ready(turn: Turn, answers: Answers) -> Text:
    meeting = await links.managed(turn, answers["meeting"])
    told = units.reach(await invitees.everyone(turn.session, meeting))
    again = await minutes.find(turn.session, meeting.id) is not None
    key = "minutes-form-again" if again else "minutes-form-ready"
    return turn.texts(key, count=len(told.reachable))


async def _preview(turn: Turn, answers: Answers) -> Card:
    meeting = await links.managed(turn, answers["meeting"])
    text = forms.words(answers["text"])
    written = Minutes(
        id=meeting.id,
        text=text.plain,
        spans=text.packed,
        files=answers["files"] or [],
        published_at=turn.now,
        corrected_at=None,
    )
    view = View(
        meeting,
        await audiences.names(turn.session, meeting.class_ids),
        written,
        tuple(await decisions.of_meeting(turn.session, meeting.id)),
        tuple(await tasks.of_meeting(turn.session, meeting.id)),
    )
    return shown(view, turn.texts)


async def _send(turn: Turn, answers: Answers) -> None:
    """Corrected minutes change where they stand; new ones go to everybody who was asked."""
    meeting = await links.managed(turn, answers["meeting"])
    text = forms.words(answers["text"])
    new = await minutes.publish(
        turn.session, meeting.id, text.plain, text.packed, answers["files"] or [], turn.now
    )
    if new:
        await _send_out(turn, meeting)


async def _send_out(turn: Turn, meeting: Snapshot) -> None:
    told = units.reach(await invitees.everyone(turn.session, meeting)).reachable
    # The school committee has no group of its own.
    ids = () if meeting.of_school_committee else meeting.class_ids
    groups = await classes.several(turn.session, ids)
    rows = [
        _row(turn, meeting, each.user_id, each.language, Priority.REMINDER)
        for each in told
        if each.id != turn.person_id
    ]
    rows += [
        _row(
            turn,
            meeting,
            each.chat_id,
            each.language,
            Priority.ANNOUNCEMENT,
            each.thread_for(Purpose.MEETINGS),
        )
        for each in groups
        if each.chat_id is not None and not each.closed
    ]
    await posts.queue(turn.session, rows)


def _row(
    turn: Turn,
    meeting: Snapshot,
    chat_id: int,
    language: str | None,
    priority: Priority,
    thread_id: int | None = None,
) -> dict[str, Any]:
    return posts.row(
        CARD,
        chat_id,
        turn.school.closest(language),
        turn.now,
        subject_id=meeting.id,
        thread_id=thread_id,
        priority=priority,
        key=f"minutes:{meeting.id}:{chat_id}",
    )


MINUTES = feature.form(
    forms.Form(
        "minutes",
        Can.MEETING_CREATE,
        steps=(
            forms.Choice("meeting", "minutes-form-meeting", links.lately_offered),
            forms.Words("text", "minutes-form-text", check=_fits),
            forms.Files("files", "minutes-form-files", optional=True, kinds=KINDS),
        ),
        ready=_ready,
        preview=_preview,
        send=_send,
    )
)
