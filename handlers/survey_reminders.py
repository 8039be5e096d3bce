"""Reminders of a survey: to those who have not answered; of an anonymous one, once and to all."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from handlers.kit import buttons
from handlers.kit.card import Button, Card, card
from handlers.kit.feature import Feature, Ring
from handlers.kit.roles import Can
from handlers.kit.texts import School, Texts, paragraphs
from handlers.kit.turn import Turn
from handlers.survey_buttons import Open, check_manages, check_open
from handlers.surveys import REMIND, options, taps
from storage import posts, survey_reach, survey_rules, survey_views, surveys
from storage.base import Session
from storage.people import PersonRef
from storage.posts import Priority
from storage.rules import Broken
from storage.survey_views import CardView
from storage.surveys import Mode, Snapshot

feature = Feature("survey_reminders", snapshots=surveys.of_ids)

PRIVATE = "survey_reminders.private"
# A third message about one survey is read by nobody; an anonymous one reminds those, too, who
# have answered long ago.
MOST = {Mode.NAMED: 2, Mode.ANONYMOUS: 1}
# A reminder that comes so much too late has nothing to remind of.
GRACE = timedelta(hours=6)


@buttons.button("svr")
class Remind:
    """Write to those who have not answered; of an anonymous one, to everybody."""

    subject_id: int


@feature.card(PRIVATE, survey_views.card_view)
def private(view: CardView, texts: Texts) -> Card:
    """What waits, to one who has not answered; or who may have, where nobody may know."""
    one = view.survey
    if one.closed_at is not None or one.withdrawn_at is not None:
        when = texts.moment(one.closed_at or one.closes_at)
        return card(texts("survey-reminder-over", title=one.title, when=when))
    said = texts(
        "survey-reminder",
        title=one.title,
        class_names=texts.classes(view.classes),
        when=texts.moment(one.closes_at),
        anonymous=int(one.anonymous),
    )
    if one.single is not None:
        asked = texts("survey-reminder-question", question=one.single.text)
        return card(paragraphs(said, asked), *options(one.id, one.single))
    label = texts.plain("survey-answer", minutes=survey_rules.minutes(taps(one)))
    return card(said, [Button(label, buttons.pack(Open(one.id)))])


@feature.button(Remind, Can.ANYTHING_OPEN)
async def remind(turn: Turn) -> None:
    """By who looks after it; in quiet hours it goes out when they are over."""
    one: Snapshot = turn.subject
    check_manages(turn, one)
    check_open(turn, one)
    reached, left = await send(turn.session, turn.school, one, turn.now)
    if not reached and not left:
        turn.refuse("survey-missing-none")
    told = {"reached": reached, "left": left, "anonymous": int(one.anonymous)}
    due = turn.school.quiet_ends(turn.now)
    at = turn.texts.clock(due) if due else ""
    turn.toast("survey-reminded", alert=True, held=int(due is not None), at=at, **told)


@feature.alarm(REMIND, GRACE)
async def due(ring: Ring) -> None:
    """A day before it closes, if that is still to come and nobody was reminded too often."""
    found = (await surveys.of_ids(ring.session, [ring.subject_id or 0])).get(ring.subject_id or 0)
    if ring.late or found is None or not found.is_open(ring.now):
        return
    if found.reminded < MOST[found.mode]:
        await send(ring.session, ring.school, found, ring.now)


async def send(session: Session, school: School, one: Snapshot, now: datetime) -> tuple[int, int]:
    """Queues a reminder; returns how many people it goes to, and how many units nobody reaches.

    Raises:
        Broken: "survey-not-open" or "survey-reminded".
    """
    asked = await survey_reach.asked(session, one)
    waiting = asked if one.anonymous else [each for each in asked if not each.answered]
    to = survey_reach.people(waiting)
    left = sum(not any(person.reachable for person in each.people) for each in waiting)
    if one.reminded >= MOST[one.mode]:
        raise Broken("survey-reminded", limit=MOST[one.mode])
    if not to:
        return 0, left
    number = await surveys.note_reminder(session, one.id, now, MOST[one.mode])
    at = (school.quiet_ends(now) or now).astimezone(now.tzinfo)
    await posts.queue(session, [_row(school, one, each, number, at) for each in to])
    return len(to), left


def _row(
    school: School, one: Snapshot, person: PersonRef, number: int, due: datetime
) -> dict[str, Any]:
    return posts.row(
        PRIVATE,
        person.user_id,
        school.closest(person.language),
        due,
        subject_id=one.id,
        priority=Priority.REMINDER,
        deadline=one.closes_at,
        key=f"survey-reminder:{one.id}:{number}:{person.id}",
        live=False,
    )
