"""Answering a survey in private: question by question in one message, looked over, then sent."""

from __future__ import annotations

from typing import Any

from handlers import survey_asking as asks
from handlers import survey_memory as memory
from handlers.kit import asking, buttons
from handlers.kit.card import Button, Card, card
from handlers.kit.feature import Feature
from handlers.kit.forms import begun
from handlers.kit.roles import Can
from handlers.kit.turn import Redraw, Strip, Turn
from handlers.survey_asking import Act, Choose, Go
from handlers.survey_buttons import Open, check_open, join
from handlers.surveys import SAYING
from storage import drafts, survey_answers, survey_ballots, survey_halves, survey_values, surveys
from storage.survey_questions import Kind, Question
from storage.survey_values import Given
from storage.surveys import Snapshot

feature = Feature("survey_answers", snapshots=surveys.of_ids)

TYPED = "survey-typed"  # the question for an answer in words or a number
_WRITTEN = (Kind.TEXT, Kind.NUMBER)


# The way there


@feature.button(Open, Can.ANYTHING_OPEN)
async def open_(turn: Turn) -> None:
    """From the group into the private chat; who has not pressed Start there is told how, once."""
    one: Snapshot = turn.subject
    check_open(turn, one)
    await join(turn, one)
    if turn.place.private or turn.actor.reachable:
        await _begin(turn, one)
        turn.toast("survey-below" if turn.place.private else "survey-in-private")
        return
    turn.lead(f"survey_{one.id}")
    if not memory.told_how(turn, one.id):
        turn.whisper(card(turn.texts("survey-how")))


@feature.start("survey")
async def started(turn: Turn) -> None:
    """Came here by the button on the card."""
    survey_id = int(turn.payload) if turn.payload.isdecimal() and len(turn.payload) < 16 else 0
    one = (await surveys.of_ids(turn.session, [survey_id])).get(survey_id)
    if one is None:
        turn.refuse("refused-subject-gone")
    check_open(turn, one)
    await join(turn, one)
    await _begin(turn, one)


async def _begin(turn: Turn, one: Snapshot) -> None:
    """The first question, or where somebody left off; a named answer that is sent is looked over.

    What is shown here waits in a row until it is sent: nothing of a secret answer may be in it.
    """
    given = await _given(turn, one)
    if one.anonymous and given:
        turn.show(asks.resumed(one, given, turn.texts))
        return
    question = asks.current(one, given)
    turn.show(asks.shown(one, given, question, turn.texts))
    await _expect(turn, one, question, None)


async def _given(turn: Turn, one: Snapshot) -> Given:
    """What somebody has answered so far."""
    own = survey_answers.own(turn.actor, one)
    if one.anonymous:
        if await survey_ballots.has_taken(turn.session, one.id, own):
            turn.refuse("rule-survey-taken")
        return memory.begun(turn, one.id).given
    half = await survey_halves.find(turn.session, one.id, turn.person_id)
    if half is not None:
        return half
    value = await survey_answers.value_of(turn.session, turn.actor, one)
    if value is None:
        return {}
    sent = survey_values.read(one, value)
    skipped = survey_values.asked(one.questions, sent)
    return {each.id: None for each in skipped} | sent


async def _keep(turn: Turn, one: Snapshot, given: Given) -> None:
    """In memory where it is secret, else in a row."""
    if one.anonymous:
        memory.begun(turn, one.id).given = given
    else:
        await survey_halves.keep(turn.session, one.id, turn.person_id, given)


# The buttons


@feature.button(Choose, Can.ANYTHING_OPEN)
async def choose(turn: Turn) -> None:
    """An option, a step of the scale, or a number."""
    one = await _checked(turn)
    question = _question(turn, one, turn.press.question_id)
    given = dict(await _given(turn, one))
    if question.kind == Kind.SEVERAL:
        _toggle(turn, question, given, turn.press.number)
        await _keep(turn, one, given)
        await _put(turn, one, given, question)
        return
    if question.kind == Kind.TEXT:
        turn.refuse("refused-button")
    survey_values.check(question, turn.press.number)
    given[question.id] = turn.press.number
    await _keep(turn, one, given)
    await _put(turn, one, given, asks.current(one, given))


async def _checked(turn: Turn) -> Snapshot:
    """The survey of a press, as long as it takes an answer of this person."""
    one: Snapshot = turn.subject
    if not turn.place.private:
        turn.refuse("refused-button")
    check_open(turn, one)
    await join(turn, one)
    return one


def _question(turn: Turn, one: Snapshot, question_id: int) -> Question:
    found = next((each for each in one.questions if each.id == question_id), None)
    if found is None:
        turn.refuse("refused-button")
    return found


def _toggle(turn: Turn, question: Question, given: Given, number: int) -> None:
    """One more, or one less; no more than may be chosen."""
    if number not in question.numbers:
        turn.refuse("refused-button")
    chosen = set(given.get(question.id) or ())
    kept = sorted(chosen ^ {number})
    most = survey_values.bounds(question)[1]
    if len(kept) > most:
        turn.refuse("survey-enough", most=most)
    given[question.id] = kept or None
    if not kept:
        del given[question.id]


@feature.button(Go, Can.ANYTHING_OPEN)
async def go(turn: Turn) -> None:
    """Back, on, to one of the questions; or the end."""
    one = await _checked(turn)
    given = dict(await _given(turn, one))
    act: Act = turn.press.act
    if act == Act.SEND:
        await _send(turn, one, given)
    elif act == Act.ON:
        await _put(turn, one, given, asks.current(one, given))
    else:
        await _go(turn, one, given, act, _question(turn, one, turn.press.question_id))


async def _go(turn: Turn, one: Snapshot, given: Given, act: Act, question: Question) -> None:
    if act == Act.ASK:
        await _put(turn, one, given, question)
        return
    if act == Act.BACK:
        await _put(turn, one, given, asks.before(one, given, question.id) or question)
        return
    if act == Act.SKIP:
        if question.required:
            turn.refuse("refused-button")
        given[question.id] = None
    elif given.get(question.id) is None:
        turn.refuse("survey-first")
    else:
        survey_values.check(question, given[question.id])
    await _keep(turn, one, given)
    await _put(turn, one, given, asks.current(one, given))


# What is written


@feature.answer(TYPED)
async def typed(turn: Turn) -> None:
    """Words or a number: the next question stands below them."""
    one = (await surveys.of_ids(turn.session, [turn.data["survey"]])).get(turn.data["survey"])
    if one is None:
        turn.refuse("refused-subject-gone")
    check_open(turn, one)
    await join(turn, one)
    question = _question(turn, one, turn.data["question"])
    given = dict(await _given(turn, one))
    given[question.id] = _read(question, turn.message.text.plain.strip())
    survey_values.check(question, given[question.id])
    await _keep(turn, one, given)
    if turn.data["message"] is not None:
        turn.errands.append(Strip(turn.place.chat_id, turn.data["message"]))
    await _put(turn, one, given, asks.current(one, given))


def _read(question: Question, written: str) -> Any:
    if question.kind == Kind.TEXT:
        return written
    found = survey_values.number(written)
    return float("nan") if found is None else found


async def _expect(
    turn: Turn, one: Snapshot, question: Question | None, message_id: int | None
) -> None:
    """What is written next in this chat answers that question, where it takes words."""
    await asking.drop(turn)
    if question is None or question.kind not in _WRITTEN:
        return
    await begun.leave(turn)
    data = {"survey": one.id, "question": question.id, "message": message_id}
    await drafts.open_question(
        turn.session,
        turn.person_id,
        turn.actor.user_id,
        {"answer": TYPED, "data": data},
        turn.now,
    )


# What is shown


async def _put(turn: Turn, one: Snapshot, given: Given, question: Question | None) -> None:
    """In the place of the message that was tapped, or below what was written."""
    _redraw(turn, asks.shown(one, given, question, turn.texts))
    await _expect(turn, one, question, turn.pressed if turn.query_id is not None else None)


def _redraw(turn: Turn, shown: Card) -> None:
    """Past the queue: of a secret answer no row may tell, not even what a message showed."""
    message_id = turn.pressed if turn.query_id is not None else None
    turn.errands.append(Redraw(turn.place.chat_id, message_id, shown))


async def _send(turn: Turn, one: Snapshot, given: Given) -> None:
    """It counts from now on; a named one can be changed until the close."""
    missing = asks.current(one, given)
    if missing is not None:
        await _put(turn, one, given, missing)
        return
    value = survey_values.written(one, survey_values.complete(one, given))
    again = None
    if one.anonymous:
        own = survey_answers.own(turn.actor, one)
        class_id = survey_answers.class_of(turn.actor, one)
        await survey_ballots.cast(turn.session, one, own, value, class_id, turn.now)
        memory.forget(turn, one.id)
    else:
        turn.save(SAYING, survey_answers.rows(turn.actor, one, value, turn.now))
        await survey_halves.drop(turn.session, one.id, turn.person_id)
        again = Button(turn.texts.plain("survey-again"), buttons.pack(Open(one.id)))
    turn.changed(one.id)
    await asking.drop(turn)
    _redraw(turn, asks.thanks(one, turn.texts, again))
