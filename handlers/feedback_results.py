"""What came of a round of feedback: closed in time or by hand, or interrupted by a restore."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers import meeting_buttons as links
from handlers.feedback import ASK, CLOSE, POINTS, CloseNow, round_of
from handlers.kit import buttons
from handlers.kit.card import Button, Card, Text, card, pack
from handlers.kit.feature import Feature, Ring
from handlers.kit.naming import title_of
from handlers.kit.roles import Can
from handlers.kit.texts import School, Texts, lines, paragraphs
from handlers.kit.turn import Turn
from storage import alarms, feedback, meetings, people, posts
from storage.base import Session
from storage.feedback import ENOUGH, Results, RoundRef

feature = Feature("feedback_results", snapshots=meetings.of_ids)

RESULTS = "feedback.results"
ALWAYS = timedelta(days=365_000)  # a copy's alarm is of 1970
# As much of what was written as one message has room for.
ROOM_FOR_WORDS = 2500


@feature.button(CloseNow, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def close_now(turn: Turn) -> None:
    """The results, and no answers any more: nobody shall see what one more answer changes."""
    asked = await round_of(turn)
    await alarms.cancel_of(turn.session, asked.id)
    if not await _close(turn.session, turn.school, asked, turn.now, turn.actor.user_id):
        turn.refuse("rule-feedback-closed")


@feature.alarm(CLOSE, timedelta())
async def close(ring: Ring) -> None:
    """Its time is over: the organiser gets the results."""
    asked = (await feedback.of_ids(ring.session, [ring.subject_id or 0])).get(ring.subject_id or 0)
    if asked is None or asked.author_id is None:
        return
    author = await people.get(ring.session, asked.author_id)
    await _close(ring.session, ring.school, asked, ring.now, author.user_id)


@feature.alarm(feedback.INTERRUPTED, ALWAYS)
async def interrupted(ring: Ring) -> None:
    """A copy was restored, which has no answers: better none than half of them, and a new round."""
    asked = await feedback.interrupt(ring.session, ring.subject_id or 0, ring.now)
    if asked is None:
        return
    await alarms.cancel_of(ring.session, asked.id)
    for each in await posts.of_subject(ring.session, asked.id, ASK):
        await posts.drop(ring.session, each.key or "")
    author = await people.find(ring.session, asked.author_id or 0)
    if author is None:
        return
    texts, meeting = ring.texts(author.language), await meetings.get(ring.session, asked.meeting_id)
    again = Button(texts.plain("feedback-again"), buttons.pack(links.AskFeedback(meeting.id)))
    payload = pack(card(texts("feedback-is-interrupted", title=title_of(meeting, texts)), [again]))
    row = posts.row("say", author.user_id, texts.language, ring.now, payload=payload)
    await posts.queue(ring.session, [row])


async def _close(
    session: Session, school: School, asked: RoundRef, now: datetime, user_id: int
) -> bool:
    if not await feedback.close(session, asked.id, now):
        return False
    for each in await posts.of_subject(session, asked.id, ASK):
        await posts.drop(session, each.key or "")
    to = await people.find_by_user(session, user_id)
    language = school.closest(to.language if to else None)
    row = posts.row(RESULTS, user_id, language, now, subject_id=asked.id, live=False)
    await posts.queue(session, [row])
    return True


@feature.card(RESULTS, feedback.results, can=Can.MEETING_CREATE)
def results(found: Results, texts: Texts) -> Card:
    """Figures, and what was written; where too few answered, nothing of that."""
    head = texts(
        "feedback-results",
        title=title_of(found.meeting, texts),
        answers=found.answers,
        asked=found.asked,
    )
    if found.totals is None:
        return card(paragraphs(head, texts("feedback-too-few", enough=ENOUGH)))
    totals = found.totals
    given = {int(each): count for each, count in totals["points"].items()}
    average = sum(each * count for each, count in given.items()) / sum(given.values())
    figures = [
        texts("feedback-points", points=each, count=given.get(each, 0)) for each in reversed(POINTS)
    ]
    return card(
        paragraphs(
            head,
            lines(texts("feedback-average", average=f"{average:.1f}"), *figures),
            _ranking("good", totals["good"], texts),
            _ranking("change", totals["change"], texts),
            _written(totals["words"], texts),
        )
    )


def _ranking(kind: str, counted: dict[str, int], texts: Texts) -> Text:
    """What was tapped most comes first."""
    ranked = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    named = [
        texts("feedback-count", what=texts.plain(f"feedback-{kind}-{value}"), count=count)
        for value, count in ranked
    ]
    return lines(texts(f"feedback-ranking-{kind}"), *named)


def _written(said: list[str], texts: Texts) -> Text | None:
    if not said:
        return None
    shown, room = [], ROOM_FOR_WORDS
    for each in said:
        room -= len(each)
        if room < 0:
            break
        shown.append(texts("feedback-quote", words=each))
    more = texts("feedback-more", count=len(said) - len(shown)) if len(shown) < len(said) else None
    return lines(texts("feedback-written"), *shown, more)
