"""What those who came thought of a meeting: three taps, and nobody can tell whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from handlers import meeting_buttons as links
from handlers.kit import asking, buttons
from handlers.kit.acting import say_back, written
from handlers.kit.browsing import at_the_end
from handlers.kit.card import Button, Card, card
from handlers.kit.feature import Feature
from handlers.kit.forms.steps import in_rows
from handlers.kit.naming import title_of
from handlers.kit.roles import Can
from handlers.kit.texts import Texts, paragraphs
from handlers.kit.turn import Redraw, Turn
from storage import alarms, attendance, feedback, meetings, posts
from storage.feedback import ENOUGH, OPEN_FOR, Change, Good, RoundRef, View
from storage.meetings import Snapshot
from storage.posts import Priority

feature = Feature("feedback", snapshots=meetings.of_ids)

ASK, CLOSE = "feedback.ask", "feedback.close"
POINTS = range(1, 6)
# What somebody has tapped so far is forgotten after so long, and then they are told.
FORGOTTEN = timedelta(minutes=30)


@buttons.button("fbp")
class Points:
    """So many points, of five."""

    subject_id: int
    points: int


@buttons.button("fbg")
class WasGood:
    """This was good."""

    subject_id: int
    good: Good


@buttons.button("fbc")
class ShouldChange:
    """This should change."""

    subject_id: int
    change: Change


@buttons.button("fbw")
class InWords:
    """I would rather say it in my own words, or these as well."""

    subject_id: int


@buttons.button("fbo")
class Open:
    """Show the card that asks once more."""

    subject_id: int


@buttons.button("fbx")
class CloseNow:
    """Nobody else need answer: show the results."""

    subject_id: int


@dataclass(slots=True)
class Begun:
    """What somebody has tapped so far: kept here and nowhere else, until it is complete.

    `again` where they may have tapped something that is forgotten by now.
    """

    at: datetime
    points: int | None = None
    good: Good | None = None
    change: Change | None = None
    again: bool = False


Key = tuple[int, int]  # of the meeting and the user
# For each running bot: what ends with it leaves no trace on a disk.
_BEGUN: WeakKeyDictionary[Any, dict[Key, Begun]] = WeakKeyDictionary()
# The rounds that it asked in itself; what was tapped of any other ended with the bot before it.
_ASKED: WeakKeyDictionary[Any, set[int]] = WeakKeyDictionary()


def _begun(turn: Turn, round_id: int) -> Begun:
    kept = _BEGUN.setdefault(turn.registry, {})
    for key, each in list(kept.items()):
        if turn.now - each.at > OPEN_FOR:
            del kept[key]
        elif turn.now - each.at > FORGOTTEN:
            kept[key] = Begun(each.at, again=True)
    anew = Begun(turn.now, again=round_id not in _ASKED.get(turn.registry, ()))
    found = kept.setdefault((turn.subject.id, turn.user.user_id), anew)
    found.at = turn.now
    return found


@feature.button(links.AskFeedback, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def ask(turn: Turn) -> None:
    """Sends the card to everybody who came and can be written to."""
    links.only_private(turn)
    meeting: Snapshot = turn.subject
    if not meetings.is_over(meeting, turn.now):
        turn.refuse("feedback-early")
    guests = await attendance.guests(turn.session, meeting)
    if not guests:
        turn.refuse("feedback-nobody")
    ids = [each.id for each in guests]
    round_id = await feedback.send(turn.session, meeting, ids, turn.now)
    rows = [
        posts.row(
            ASK,
            each.user_id,
            turn.school.closest(each.language),
            turn.now,
            subject_id=round_id,
            priority=Priority.REMINDER,
            deadline=turn.now + OPEN_FOR,
            key=_key(round_id, each.user_id),
        )
        for each in guests
    ]
    await posts.queue(turn.session, rows)
    _ASKED.setdefault(turn.registry, set()).add(round_id)
    closes = (turn.now + OPEN_FOR).astimezone(turn.school.zone)
    await alarms.set_alarm(turn.session, f"feedback:{round_id}", CLOSE, closes, subject_id=round_id)
    close = Button(turn.texts.plain("feedback-close"), buttons.pack(CloseNow(meeting.id)))
    turn.say(
        "feedback-sent",
        [close],
        title=title_of(meeting, turn.texts),
        count=len(guests),
        enough=ENOUGH,
        when=turn.texts.moment(closes),
    )


def _key(round_id: int, user_id: int) -> str:
    return f"feedback:{round_id}:{user_id}"


@feature.card(ASK, feedback.view)
def asks(view: View, texts: Texts) -> Card:
    """Three rows of buttons, one tap in each; what was tapped is not shown, for it is not kept."""
    meeting_id = view.meeting.id
    points = [Button(str(each), buttons.pack(Points(meeting_id, each))) for each in POINTS]
    goods = [
        Button(texts.plain("feedback-plus", what=texts.plain(f"feedback-good-{each}")), data)
        for each in Good
        if (data := buttons.pack(WasGood(meeting_id, each)))
    ]
    changes = [
        Button(texts.plain("feedback-arrow", what=texts.plain(f"feedback-change-{each}")), data)
        for each in Change
        if (data := buttons.pack(ShouldChange(meeting_id, each)))
    ]
    words = Button(texts.plain("feedback-words"), buttons.pack(InWords(meeting_id)))
    head = texts(
        "feedback-head", title=title_of(view.meeting, texts), when=texts.day(view.meeting.starts_at)
    )
    said = paragraphs(head, texts("feedback-how"), texts("feedback-honest", enough=ENOUGH))
    return card(said, points, *in_rows(goods), *in_rows(changes), [words])


@feature.waits
async def waiting(turn: Turn) -> list[Card]:
    """The meetings one has been asked about; what is tapped there is no business of this list."""
    found = await feedback.waiting_for(turn.session, turn.actor.person_id or 0)
    return [_waiting(each, turn.texts) for each in found]


def _waiting(view: View, texts: Texts) -> Card:
    said = texts(
        "feedback-waits",
        title=title_of(view.meeting, texts),
        when=texts.day(view.meeting.starts_at),
    )
    return card(said, [Button(texts.plain("feedback-open"), buttons.pack(Open(view.meeting.id)))])


@feature.button(Open, Can.ANYTHING_OPEN)
async def open_(turn: Turn) -> None:
    """Shows the card that asks once more, at the end of the chat."""
    links.only_private(turn)
    asked = await round_of(turn)
    await feedback.check(turn.session, asked, turn.person_id)
    await at_the_end(turn, ASK, asked.id)


async def round_of(turn: Turn) -> RoundRef:
    """The round of the meeting of a press."""
    found = await feedback.find(turn.session, turn.subject.id)
    if found is None:
        turn.refuse("refused-subject-gone")
    return found


@feature.button(Points, Can.ANYTHING_OPEN)
async def points(turn: Turn) -> None:
    """From one to five."""
    if turn.press.points not in POINTS:
        turn.refuse("refused-button")
    await _tapped(turn, points=turn.press.points)


@feature.button(WasGood, Can.ANYTHING_OPEN)
async def was_good(turn: Turn) -> None:
    """One thing that was good."""
    await _tapped(turn, good=turn.press.good)


@feature.button(ShouldChange, Can.ANYTHING_OPEN)
async def should_change(turn: Turn) -> None:
    """One thing that should change."""
    await _tapped(turn, change=turn.press.change)


@feature.replied(ASK)
async def replied(turn: Turn) -> None:
    """Points as a number, or a button's own words, written in answer to the card: one tap."""
    found = await feedback.view(turn.session, turn.data["id"])
    if found is None:
        turn.refuse("refused-subject-gone")
    said = _said(turn)
    if not said:
        turn.refuse("feedback-typed")
    turn.subject = found.meeting
    await _tapped(turn, **said)
    say_back(turn)


def _said(turn: Turn) -> dict[str, Any]:
    """Which of the three taps somebody means by what they write; nothing where none."""
    number = turn.message.text.plain.strip()
    if number in {str(each) for each in POINTS}:
        return {"points": int(number)}
    goods = {f"feedback-good-{each}": {"good": each} for each in Good}
    changes = {f"feedback-change-{each}": {"change": each} for each in Change}
    return written(turn, {**goods, **changes}) or {}


async def _tapped(turn: Turn, **said: Any) -> None:
    """One of the three; with the third the answer counts, and cannot be changed any more."""
    asked = await round_of(turn)
    await feedback.check(turn.session, asked, turn.person_id)
    so_far = _begun(turn, asked.id)
    for name, value in said.items():
        setattr(so_far, name, value)
    if so_far.points is None or so_far.good is None or so_far.change is None:
        said_so = "feedback-left-again" if so_far.again else "feedback-left"
        turn.toast(said_so, left=turn.texts.listing(_left(so_far, turn.texts)))
        so_far.again = False
        return
    await feedback.answer(
        turn.session, asked, turn.person_id, so_far.points, so_far.good, so_far.change
    )
    shown = turn.pressed or (turn.incoming.reply_to if turn.incoming else None)
    if shown is not None and turn.place.private:
        turn.errands.append(Redraw(turn.place.chat_id, shown, _thanks(turn)))
    turn.toast("feedback-thanks")


def _thanks(turn: Turn) -> Card:
    """What stands in the place of the card that asked; words can still be added."""
    meeting, texts = turn.subject, turn.texts
    when = texts.day(meeting.starts_at)
    head = texts("feedback-head", title=title_of(meeting, texts), when=when)
    words = Button(texts.plain("feedback-words"), buttons.pack(InWords(meeting.id)))
    return card(paragraphs(head, texts("feedback-thanks")), [words])


def _left(so_far: Begun, texts: Texts) -> list[str]:
    missing = {
        "feedback-left-points": so_far.points,
        "feedback-left-good": so_far.good,
        "feedback-left-change": so_far.change,
    }
    return [texts.plain(key) for key, value in missing.items() if value is None]


@feature.button(InWords, Can.ANYTHING_OPEN)
async def in_words(turn: Turn) -> None:
    """Asks for them, and says what they may give away."""
    links.only_private(turn)
    asked = await round_of(turn)
    await feedback.check_words(turn.session, asked, turn.person_id)
    text = turn.texts("feedback-words-ask", title=title_of(turn.subject, turn.texts))
    await asking.put(turn, "feedback-words", text, {"meeting": turn.subject.id})


@feature.answer("feedback-words")
async def words(turn: Turn) -> None:
    """They count beside the taps, and lie apart from them."""
    asked = await feedback.find(turn.session, turn.data["meeting"])
    if asked is None:
        turn.refuse("refused-subject-gone")
    await feedback.write(turn.session, asked, turn.person_id, turn.message.text.plain)
    turn.say("feedback-words-noted")
