"""Lectures: who speaks, where it is shown live, and questions that are collected beforehand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from handlers import lecture_links
from handlers import meeting_buttons as links
from handlers.kit import asking, buttons
from handlers.kit.acting import join_audience
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature, Ring
from handlers.kit.forms.steps import same
from handlers.kit.naming import title_of
from handlers.kit.roles import Can, may_in_all
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Strip, Turn
from storage import chats, drafts, invitees, lectures, meeting_reach, meetings, people, posts
from storage.base import Session
from storage.lectures import Asked
from storage.meeting_details import Invited
from storage.meetings import Snapshot
from storage.posts import Priority

feature = Feature("lectures", snapshots=meetings.of_ids)

LIVE, LIST = "lectures.live", "lectures.questions"
DRAFT = "lecture-question"  # a draft that holds a question until it is said how it goes out
# Who comes later than this has missed the beginning, and still wants to know where it is.
GRACE = timedelta(hours=1)
# Whether who asks is named, by the text of its button.
HOW = {"lecture-unnamed": 0, "lecture-named": 1}
# As much of the list as a message has room for.
ROOM = 3400
# The name, then a line about who that is: on the next line, or after a comma or a dash.
_ABOUT = re.compile(r"\s*(?:\n|[,，;；]|\s[-–—]\s)\s*")

feature.card(lecture_links.CARD, lecture_links.view)(lecture_links.shown)


@buttons.button("leo")
class Out:
    """The question goes out: with my name (1) or without it (0)."""

    draft_id: int
    named: int


@dataclass(frozen=True, slots=True)
class View:
    """What the list of questions shows."""

    meeting: Snapshot
    questions: tuple[Asked, ...]


async def view(session: Session, meeting_id: int) -> View:
    """The questions to a meeting's speaker."""
    meeting = await meetings.get(session, meeting_id)
    return View(meeting, tuple(await lectures.questions(session, meeting_id)))


@feature.card(LIST, view, can=Can.MEETING_CREATE)
def asked_so_far(found: View, texts: Texts) -> Card:
    """The list for the organiser, to be handed to who speaks."""
    head = texts(
        "lecture-questions", title=title_of(found.meeting, texts), count=len(found.questions)
    )
    told: list[Text] = []
    room = ROOM
    for number, each in enumerate(found.questions, 1):
        room -= len(each.text) + len(each.who or "") + 8
        if room < 0:
            told.append(texts("lecture-more", count=len(found.questions) - len(told)))
            break
        key = "lecture-question-by" if each.who else "lecture-question"
        told.append(texts(key, number=number, text=each.text, who=each.who or ""))
    return card(paragraphs(head, lines(*told)))


# Who speaks, and where


@feature.button(links.Speaker, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def speaker(turn: Turn) -> None:
    """Asks who speaks."""
    await _ask(turn, "lecture-speaker")


@feature.answer("lecture-speaker")
async def speaker_named(turn: Turn) -> None:
    """A name, and a line about them."""
    meeting = await _asked_about(turn)
    name, *about = _ABOUT.split(turn.message.text.plain.strip(), maxsplit=1)
    line = about[0] if about else None
    await lectures.set_speaker(turn.session, meeting.id, name, line, turn.now)
    turn.say("lecture-speaker-noted", name=name, title=title_of(meeting, turn.texts))


@feature.button(links.Link, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def link(turn: Turn) -> None:
    """Asks where it is shown live."""
    await _ask(turn, "lecture-link")


@feature.answer("lecture-link")
async def link_given(turn: Turn) -> None:
    """Kept until it is time; from then on, those who come have it at once."""
    meeting = await _asked_about(turn)
    await lectures.set_link(turn.session, meeting.id, turn.message.text.plain, turn.now)
    if lecture_links.is_revealed(meeting, turn.now):
        reach = await meeting_reach.said_yes(turn.session, meeting)
        await lecture_links.tell(turn.session, turn.school, meeting, reach.reachable, turn.now)
        turn.say("lecture-link-told", count=len(reach.reachable))
    else:
        at = meeting.starts_at - lectures.REVEAL
        turn.say(
            "lecture-link-noted", title=title_of(meeting, turn.texts), when=turn.texts.moment(at)
        )


async def _asked_about(turn: Turn) -> Snapshot:
    """The meeting that an answer is for, if it still may be changed so."""
    meeting = await links.managed(turn, turn.data["meeting"])
    _check_spoken(turn, meeting)
    return meeting


def _check_spoken(turn: Turn, meeting: Snapshot) -> None:
    """Only at a lecture or a salon somebody speaks, and only what is to come can be prepared."""
    if meeting.kind not in meetings.SPOKEN:
        turn.refuse("lecture-other-kind")
    links.check_open(turn, meeting)


async def _ask(turn: Turn, name: str) -> None:
    links.only_private(turn)
    _check_spoken(turn, turn.subject)
    text = turn.texts(f"{name}-ask", title=title_of(turn.subject, turn.texts))
    await asking.put(turn, name, text, {"meeting": turn.subject.id})


@feature.alarm(LIVE, GRACE)
async def live(ring: Ring) -> None:
    """A quarter of an hour before: the link to those who come, the questions to the organiser."""
    found = await meetings.of_ids(ring.session, [ring.subject_id or 0])
    meeting = found.get(ring.subject_id or 0)
    if ring.late or meeting is None or meeting.cancelled_at is not None:
        return
    reach = await meeting_reach.said_yes(ring.session, meeting)
    await lecture_links.tell(ring.session, ring.school, meeting, reach.reachable, ring.now)
    if await lectures.questions(ring.session, meeting.id):
        await _to_organiser(ring, meeting)


async def _to_organiser(ring: Ring, meeting: Snapshot) -> None:
    if meeting.author_id is None:
        return
    author = await people.get(ring.session, meeting.author_id)
    if not await chats.open_among(ring.session, [author.user_id]):
        return
    await posts.supersede(ring.session, meeting.id, LIST, author.user_id)
    row = posts.row(
        LIST,
        author.user_id,
        ring.school.closest(author.language),
        ring.now,
        subject_id=meeting.id,
        priority=Priority.REMINDER,
    )
    await posts.queue(ring.session, [row])


# Questions


@feature.button(links.Questions, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def questions(turn: Turn) -> None:
    """Shows the list, which grows by itself."""
    links.only_private(turn)
    if turn.subject.kind not in meetings.SPOKEN:
        turn.refuse("lecture-other-kind")
    user_id = turn.actor.user_id
    for message_id in await posts.supersede(turn.session, turn.subject.id, LIST, user_id):
        turn.errands.append(Strip(user_id, message_id))
    turn.post(LIST, turn.subject.id, user_id, turn.texts.language)


@feature.button(links.AskSpeaker, Can.ANYTHING_OPEN)
async def ask_speaker(turn: Turn) -> None:
    """From the group into the private chat: nobody else shall see who asks."""
    _check_spoken(turn, turn.subject)
    families = turn.subject.invited == Invited.FAMILIES
    if families and not turn.place.private and not _may_ask(turn, turn.subject):
        await join_audience(turn, turn.subject.class_ids)
    _check(turn, turn.subject)
    if turn.place.private:
        await _ask_question(turn, turn.subject)
    else:
        turn.lead(f"ask_{turn.subject.id}")


@feature.start("ask")
async def ask_started(turn: Turn) -> None:
    """Came here by the button on the card."""
    meeting_id = int(turn.payload) if turn.payload.isdecimal() and len(turn.payload) < 16 else 0
    meeting = (await meetings.of_ids(turn.session, [meeting_id])).get(meeting_id)
    if meeting is None:
        turn.refuse("refused-subject-gone")
    _check(turn, meeting)
    await _ask_question(turn, meeting)


def _check(turn: Turn, meeting: Snapshot) -> None:
    """Who was asked, while there is time."""
    if not _may_ask(turn, meeting):
        turn.refuse("refused-not-for-you")
    _check_spoken(turn, meeting)


def _may_ask(turn: Turn, meeting: Snapshot) -> bool:
    """Who was asked to it, and the teachers of the classes."""
    return bool(invitees.own(turn.actor, meeting)) or may_in_all(
        turn.actor, Can.CLASS_SEE, meeting.class_ids
    )


async def _ask_question(turn: Turn, meeting: Snapshot) -> None:
    text = turn.texts("lecture-question-ask", title=title_of(meeting, turn.texts))
    await asking.put(turn, "lecture-question", text, {"meeting": meeting.id})


@feature.answer("lecture-question")
async def question(turn: Turn) -> None:
    """Before it goes out, who asks says whether they want to be named."""
    text = turn.message.text.plain.strip()
    if len(text) > lectures.QUESTION_LIMIT:
        turn.refuse("rule-lecture-question", limit=lectures.QUESTION_LIMIT)
    kept = {"meeting": turn.data["meeting"], "text": text}
    draft_id = await drafts.keep(turn.session, DRAFT, turn.actor.user_id, kept, turn.now)
    rows = [
        [Button(turn.texts.plain(key), buttons.pack(Out(draft_id, named)))]
        for key, named in HOW.items()
    ]
    asked = turn.texts("lecture-question-how", text=text)
    await asking.put(turn, "lecture-how", asked, {"draft": draft_id}, rows)


@feature.answer("lecture-how")
async def out_typed(turn: Turn) -> None:
    """The words on one of the two buttons, typed."""
    typed = turn.message.text.plain
    found = [how for key, how in HOW.items() if same(turn.texts.plain(key), typed)]
    if not found:
        turn.refuse("form-not-offered", typed=typed[:40])
    await _send_out(turn, turn.data["draft"], found[0])
    turn.say("lecture-question-noted")


@feature.button(Out, Can.ANYTHING_OPEN)
async def out(turn: Turn) -> None:
    """With a name, or without one."""
    await asking.drop(turn)
    await _send_out(turn, turn.press.draft_id, turn.press.named)
    turn.toast("lecture-question-noted")


async def _send_out(turn: Turn, draft_id: int, named: int) -> None:
    """It goes to the list; without a name nothing says whose it is."""
    draft = await drafts.take(turn.session, draft_id)
    if draft is None or (draft.kind, draft.chat_id) != (DRAFT, turn.actor.user_id):
        turn.refuse("meeting-draft-gone")
    meeting = await meetings.get(turn.session, draft.data["meeting"])
    _check(turn, meeting)
    by = turn.person_id if named == 1 else None
    await lectures.ask(turn.session, meeting.id, draft.data["text"], by, turn.now)
