"""Surveys: their card in the group, and the tap that answers a survey of one question."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from handlers import survey_memory as memory
from handlers.kit import buttons
from handlers.kit.acting import settle
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature
from handlers.kit.forms.steps import in_rows
from handlers.kit.roles import Can
from handlers.kit.texts import School, Texts, lines, paragraphs
from handlers.kit.turn import Strip, Turn
from handlers.survey_buttons import Open, Tap, check_open, join
from storage import (
    alarms,
    answers,
    overruled,
    posts,
    survey_answers,
    survey_ballots,
    survey_reach,
    survey_rules,
    survey_values,
    survey_views,
    surveys,
)
from storage.actors import Actor
from storage.answers import Answer
from storage.base import Session
from storage.batch import Upsert
from storage.classes import Purpose
from storage.posts import Priority
from storage.survey_questions import Kind, Question, Sketch
from storage.survey_reach import Asked
from storage.survey_views import CardView
from storage.surveys import ENOUGH, ENOUGH_FOR_A_CUT, Mode, Snapshot

feature = Feature("surveys", snapshots=surveys.of_ids)

CARD = "surveys.survey"  # the card in the groups, and in private for those who came to a meeting
AUTHOR = "surveys.author"  # the author's own card (handlers.survey_changes)
OPEN, CLOSE, REMIND = "surveys.open", "surveys.close", "surveys.remind"  # alarms
# So long before the close those are reminded who have not answered, if it is open for longer.
REMIND_BEFORE, OPEN_FOR_LONG = timedelta(days=1), timedelta(days=2)
# A bar of live counts is as wide as this at most.
BAR = 8

SAYING = Upsert(Answer.__table__, tuple(answers.KEY), tuple(answers.CHANGE), write=overruled.save)


async def publish(
    session: Session, school: School, one: Snapshot, author: Actor, now: datetime
) -> None:
    """A survey opens: its card for the groups (or for those who came), its author's, its alarms.

    Of an anonymous one, those who are asked are written down before anybody answers.
    """
    asked = await survey_reach.asked(session, one)
    if one.anonymous:
        units = [unit for each in asked for unit in each.units]
        await survey_ballots.lay_out(session, one.id, units)
    rows = await _cards(session, school, one, asked, now)
    if author.reachable:
        language = school.closest(author.language)
        rows.append(posts.row(AUTHOR, author.user_id, language, now, subject_id=one.id))
    await posts.queue(session, rows)
    await set_close(session, school, one.id, one.opened_at or now, one.closes_at)


async def _cards(
    session: Session, school: School, one: Snapshot, asked: Collection[Asked], now: datetime
) -> list[dict[str, Any]]:
    """Its card in the groups, or in private for those who came to a meeting."""
    if one.meeting_id is None:
        return [
            posts.row(
                CARD,
                each.chat_id,
                each.language or school.default_language,
                now,
                subject_id=one.id,
                thread_id=each.thread_for(Purpose.NOTICES),
                priority=Priority.ANNOUNCEMENT,
                key=f"survey:{one.id}:{each.id}",
            )
            for each in await survey_reach.groups(session, one)
            if each.chat_id is not None
        ]
    return [
        posts.row(
            CARD,
            each.user_id,
            school.closest(each.language),
            now,
            subject_id=one.id,
            priority=Priority.ANNOUNCEMENT,
            key=f"survey:{one.id}:to:{each.id}",
        )
        for each in survey_reach.people(asked)
    ]


async def set_close(
    session: Session, school: School, survey_id: int, since: datetime, at: datetime
) -> None:
    """Closes the survey then, and reminds before, if it is open for long."""
    zone = school.zone
    await alarms.set_alarm(
        session, f"survey:{survey_id}", CLOSE, at.astimezone(zone), subject_id=survey_id
    )
    await alarms.cancel_of(session, survey_id, REMIND)
    if at - since > OPEN_FOR_LONG:
        remind = school.reminder_at(at - REMIND_BEFORE)
        await alarms.set_alarm(
            session, f"survey:{survey_id}:remind", REMIND, remind, subject_id=survey_id
        )


async def set_open(session: Session, survey_id: int, at: datetime) -> None:
    """Opens the survey at this local time, and at no other."""
    await alarms.set_alarm(session, f"survey:{survey_id}", OPEN, at, subject_id=survey_id)


# The card


@feature.card(CARD, survey_views.card_view, common=True)
def survey(view: CardView, texts: Texts) -> Card:
    """What the class sees: what is asked, until when, what is stored; never who answered."""
    one = view.survey
    title = texts(
        "survey-title",
        class_names=texts.classes(view.classes),
        author=view.author or texts.school.name,
        title=one.title,
        meeting=view.meeting or "",
        invited=int(view.meeting is not None),
    )
    if one.withdrawn_at is not None:
        return card(paragraphs(title.styled("strikethrough"), texts("survey-is-withdrawn")))
    about = Text.of(*one.about) if one.about else None
    text = paragraphs(
        title,
        about,
        lines(_asks(one, texts), *_counts(view, texts)),
        lines(*honest(one, texts)),
        lines(*_times(one, texts), None if one.interrupted else _answered(view, texts)),
    )
    return card(text, *_buttons(one, texts))


def _asks(one: Snapshot, texts: Texts) -> Text:
    """The only question, or how many there are."""
    if one.on_card is not None:
        asked = Text(one.on_card.text).styled("bold")
        return lines(asked, texts("survey-toggle") if one.toggled else None)
    count, minutes = len(one.questions), survey_rules.minutes(taps(one))
    return texts("survey-asks", count=count, minutes=minutes)


def taps(one: Snapshot) -> int:
    """How many taps a survey costs at most."""
    return survey_rules.taps([Sketch(each.kind, "") for each in one.questions])


def _counts(view: CardView, texts: Texts) -> list[Text]:
    """How often what was tapped, with a bar each, where everybody may see it."""
    question, counts = view.survey.on_card, view.counts
    if question is None or counts is None:
        return []
    found = dict.fromkeys(question.numbers, 0)
    for value, count in counts.items():
        for number in _tapped(view.survey, question, value):
            found[number] = found.get(number, 0) + count
    most = max(found.values()) or 1
    return [
        texts(
            "survey-count",
            option=question.label(number),
            count=count,
            bar="▇" * -(-count * BAR // most),
        )
        for number, count in found.items()
    ]


def _tapped(one: Snapshot, question: Question, value: str | None) -> list[int]:
    """Which of the card's options are in an answer as it is stored; none where there is none."""
    said = survey_values.read(one, value).get(question.id) if value else None
    return [said] if isinstance(said, int) else [n for n in said or () if isinstance(n, int)]


def honest(one: Snapshot, texts: Texts) -> list[Text]:
    """What counts once, what is stored, and who sees it: no more and no less than is true."""
    told = [texts("survey-unit", unit=one.unit, anonymous=int(one.anonymous))]
    if one.mode == Mode.NAMED:
        return [*told, texts("survey-named", live=int(one.live))]
    told.append(texts("survey-anonymous", enough=ENOUGH, staff=int(one.staff)))
    if one.by_class:
        told.append(texts("survey-by-class", enough=ENOUGH_FOR_A_CUT))
    if any(each.kind == Kind.TEXT for each in one.questions):
        told.append(texts("survey-own-words"))
    return told


def _times(one: Snapshot, texts: Texts) -> list[Text]:
    """Until when, and since when that is so: it never changes silently."""
    if one.interrupted:
        return [texts("survey-is-interrupted")]
    if one.closed_at is not None:
        return [texts("survey-is-closed", when=texts.moment(one.closed_at))]
    told = [texts("survey-until", when=texts.moment(one.closes_at))]
    if one.was_to_close is not None and one.changed_at is not None:
        again = one.was_to_close <= one.changed_at
        key = "survey-reopened" if again else "survey-moved"
        told.append(
            texts(key, when=texts.moment(one.changed_at), was=texts.moment(one.was_to_close))
        )
    return told


def _answered(view: CardView, texts: Texts) -> Text:
    one = view.survey
    return texts("survey-answered", count=view.answered, unit=one.unit)


def _buttons(one: Snapshot, texts: Texts) -> list[list[Button]]:
    if one.closed_at is not None or one.opened_at is None:
        return []
    if one.on_card is not None:
        return options(one.id, one.on_card)
    label = texts.plain("survey-answer", minutes=survey_rules.minutes(taps(one)))
    return [[Button(label, buttons.pack(Open(one.id)))]]


def options(survey_id: int, question: Question) -> list[list[Button]]:
    """A button for each option; the steps of a scale stand in one row."""
    found = [
        Button(question.label(number), buttons.pack(Tap(survey_id, number)))
        for number in question.numbers
    ]
    return [found] if question.kind == Kind.SCALE else in_rows(found)


# The tap


@feature.button(Tap, Can.ANYTHING_OPEN, buffered=True)
async def tap(turn: Turn) -> None:
    """One tap answers for all one's children in the audience; the next one changes it.

    Of an anonymous survey nothing can be changed: there the first tap asks for a second.
    """
    one: Snapshot = turn.subject
    check_open(turn, one)
    if one.on_card is None or turn.press.number not in one.on_card.numbers:
        turn.refuse("refused-button")
    label = one.on_card.label(turn.press.number)
    first = await join(turn, one)
    if one.anonymous:
        await _tap_in_secret(turn, one, turn.press.number, first)
        return
    if one.toggled is not None:
        await _toggle(turn, one, one.toggled, first)
        return
    value = str(turn.press.number)
    turn.save(SAYING, survey_answers.rows(turn.actor, one, value, turn.now))
    turn.changed(one.id)
    settle(turn, first, "survey-noted", answer=label)


async def _toggle(turn: Turn, one: Snapshot, question: Question, first: bool) -> None:
    """One more of several, or one less; the last one stays, for without any it is no answer."""
    session = await turn.open(alone=True)
    before = await survey_answers.value_of(session, turn.actor, one)
    chosen = sorted({*_tapped(one, question, before)} ^ {turn.press.number})
    if not chosen:
        turn.refuse("survey-toggle-last")
    if question.most is not None and len(chosen) > question.most:
        turn.refuse("survey-enough", most=question.most)
    value = survey_values.written(one, {question.id: chosen})
    turn.save(SAYING, survey_answers.rows(turn.actor, one, value, turn.now))
    turn.changed(one.id)
    labels = turn.texts.listing([question.label(each) for each in chosen])
    settle(turn, first, "survey-noted-several", answer=labels)


async def _tap_in_secret(turn: Turn, one: Snapshot, number: int, first: bool) -> None:
    """Kept in memory until the second tap on the same, and then where nobody finds it again."""
    session = await turn.open(alone=True)
    own = survey_answers.own(turn.actor, one)
    if await survey_ballots.has_taken(session, one.id, own):
        turn.refuse("rule-survey-taken")
    if not memory.tapped_twice(turn, one.id, number):
        turn.toast("survey-tap-again", answer=one.single.label(number) if one.single else "")
        return
    class_id = survey_answers.class_of(turn.actor, one)
    await survey_ballots.cast(session, one, own, str(number), class_id, turn.now)
    memory.forget(turn, one.id)
    turn.changed(one.id)
    settle(turn, first, "survey-noted-secret")


# In private


@feature.waits
async def waiting(turn: Turn) -> list[Card]:
    """The surveys that one has not answered; what is secret is tapped elsewhere."""
    found = await survey_views.waiting_for(turn.session, turn.actor, turn.now)
    views = await survey_views.card_views(turn.session, found)
    return [_waiting(each, turn.texts) for each in views]


def _waiting(view: CardView, texts: Texts) -> Card:
    shown = survey(view, texts)
    secret = view.survey.single is not None and view.survey.anonymous
    if not secret and view.survey.toggled is None:
        return shown
    label = texts.plain("survey-answer", minutes=1)
    return card(shown.text, [Button(label, buttons.pack(Open(view.survey.id)))])


async def at_the_end(turn: Turn, name: str, survey_id: int) -> None:
    """Posts a card of a survey to the actor, in place of an earlier one further up."""
    user_id = turn.actor.user_id
    left = await posts.supersede(turn.session, survey_id, name, user_id)
    turn.errands += [Strip(user_id, message_id) for message_id in left]
    turn.post(name, survey_id, user_id, turn.texts.language)
