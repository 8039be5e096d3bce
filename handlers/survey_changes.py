"""A survey is opened, closed, moved or taken back: by who looks after it, and never silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers import survey_results as results
from handlers.kit import buttons, forms
from handlers.kit.card import Button, Card, Text, card, pack
from handlers.kit.composing import Compose
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers
from handlers.kit.forms.steps import in_rows
from handlers.kit.roles import Can
from handlers.kit.texts import School, Texts, lines, paragraphs
from handlers.kit.turn import Turn
from handlers.survey_buttons import Show, check_manages
from handlers.survey_reminders import MOST, Remind
from handlers.surveys import AUTHOR, CARD, at_the_end, publish, set_close
from storage import alarms, posts, survey_halves, survey_reach, survey_views, surveys
from storage.base import Session
from storage.classes import Purpose
from storage.posts import Priority
from storage.survey_views import AuthorView
from storage.surveys import Mode, Snapshot

feature = Feature("survey_changes", snapshots=surveys.of_ids)


@buttons.button("svm")
class WhoIsMissing:
    """Who has not answered?"""

    subject_id: int


@buttons.button("svc")
class Close:
    """No answer shall count any more."""

    subject_id: int


@buttons.button("svy")
class CloseSurely:
    """Yes, now."""

    subject_id: int


@buttons.button("svd")
class Move:
    """It shall close at another time, or be opened again."""

    subject_id: int


@buttons.button("svn")
class OpenNow:
    """What is planned shall open now."""

    subject_id: int


@buttons.button("svw")
class Withdraw:
    """It shall be taken back, or not be opened at all."""

    subject_id: int


@buttons.button("svz")
class WithdrawSurely:
    """Yes, really."""

    subject_id: int


# The author's card


@feature.card(AUTHOR, survey_views.author_view, can=Can.SURVEY_CREATE)
def author(view: AuthorView, texts: Texts) -> Card:
    """How far it has got, and what can be done; names are behind a button."""
    one = view.card.survey
    title = texts(
        "survey-author-title", title=one.title, class_names=texts.classes(view.card.classes)
    )
    if one.withdrawn_at is not None:
        return card(paragraphs(title, texts("survey-is-withdrawn")))
    if one.interrupted:
        return card(paragraphs(title, texts("survey-is-interrupted")))
    if one.opened_at is None:
        return card(lines(title, *_planned(one, texts)), *_planned_rows(one, texts))
    told = texts(
        "survey-author-count", answered=view.card.answered, asked=view.asked, unit=one.unit
    )
    over = one.closed_at is not None
    when = texts.moment(one.closed_at or one.closes_at)
    until = texts("survey-is-closed" if over else "survey-until", when=when)
    return card(lines(title, told, until), *_rows(view, texts))


def _planned(one: Snapshot, texts: Texts) -> list[Text]:
    opens = texts.moment(one.opens_at) if one.opens_at else ""
    told = [texts("survey-planned", when=opens, closes=texts.moment(one.closes_at))]
    return [*told, texts("survey-form-quiet")] if one.held else told


def _planned_rows(one: Snapshot, texts: Texts) -> list[list[Button]]:
    return in_rows(
        [
            _button("survey-open-now", OpenNow(one.id), texts),
            _button("survey-cancel", Withdraw(one.id), texts),
        ]
    )


def _rows(view: AuthorView, texts: Texts) -> list[list[Button]]:
    one = view.card.survey
    shown = _button("survey-results", results.ShowResults(one.id), texts)
    if one.closed_at is not None:
        again = one.mode == Mode.NAMED and one.published_at is None
        return in_rows([shown, *([_button("survey-reopen", Move(one.id), texts)] if again else [])])
    offered = [_button("survey-close", Close(one.id), texts)]
    offered.append(_button("survey-move", Move(one.id), texts))
    if one.reminded < MOST[one.mode]:
        offered.insert(0, _button("survey-remind", Remind(one.id), texts))
    if one.mode == Mode.NAMED:
        offered = [shown, _button("survey-missing", WhoIsMissing(one.id), texts), *offered]
    return in_rows([*offered, _button("survey-withdraw", Withdraw(one.id), texts)])


def _button(key: str, press: object, texts: Texts, style: str | None = None) -> Button:
    return Button(texts.plain(key), buttons.pack(press), style=style)


def managed(turn: Turn) -> Snapshot:
    """The survey of a press, for who may look after it now, in private."""
    if not turn.place.private:
        turn.refuse("refused-button")
    one: Snapshot = turn.subject
    check_manages(turn, one)
    return one


@feature.button(Show, Can.ANYTHING_OPEN)
async def show(turn: Turn) -> None:
    """The author's card, at the end of the chat."""
    await at_the_end(turn, AUTHOR, managed(turn).id)


@feature.button(WhoIsMissing, Can.CLASS_SEE)
async def who_is_missing(turn: Turn) -> None:
    """By name, to who may know the names of the class; of an anonymous survey nobody may."""
    one = managed(turn)
    if one.anonymous:
        turn.refuse("refused-button")
    view = await survey_views.author_view(turn.session, one.id)
    if not view.missing:
        turn.refuse("survey-missing-none")
    names = turn.texts.listing(list(view.missing))
    turn.say("survey-missing-names", title=one.title, count=len(view.missing), names=names)


# It closes


async def close(session: Session, school: School, one: Snapshot, now: datetime) -> list[Compose]:
    """No answer counts any more, what is half answered goes, and its author has the results.

    Returns the errands that follow.
    """
    if not await surveys.close(session, one.id, now):
        return []
    await alarms.cancel_of(session, one.id)
    await survey_halves.drop(session, one.id)
    return list(await results.told(session, school, await surveys.get(session, one.id), now))


@feature.button(Close, Can.ANYTHING_OPEN)
async def ask_close(turn: Turn) -> None:
    """Asks once more: of an anonymous one there is no way back."""
    one = managed(turn)
    if not one.is_open(turn.now):
        turn.refuse("rule-survey-closed")
    surely = _button("survey-close-yes", CloseSurely(one.id), turn.texts, "danger")
    turn.say("survey-close-ask", [surely], title=one.title, anonymous=int(one.anonymous))


@feature.button(CloseSurely, Can.ANYTHING_OPEN)
async def close_early(turn: Turn) -> None:
    """It is over, and everybody is told that it is so early."""
    one = managed(turn)
    if not one.is_open(turn.now):
        turn.refuse("rule-survey-closed")
    turn.errands += await close(turn.session, turn.school, one, turn.now)
    await _tell(turn.session, turn.school, one, "survey-told-closed", turn.now)
    turn.toast("survey-closed-now")


# It closes at another time


async def _later(turn: Turn, answer: Any, answers: Answers) -> None:
    at = forms.instant(answer, turn.school.zone)
    if at is None or at <= turn.now:
        turn.refuse("rule-time-past")


async def _moving(turn: Turn, answers: Answers) -> Snapshot:
    """The survey that is moved, for who may do that now."""
    one = (await surveys.of_ids(turn.session, [answers["survey"]])).get(answers["survey"])
    if one is None:
        turn.refuse("refused-subject-gone")
    check_manages(turn, one)
    return one


async def _ready(turn: Turn, answers: Answers) -> Text:
    return turn.texts("survey-move-form-ready")


async def _preview(turn: Turn, answers: Answers) -> Card:
    """What everybody is told."""
    one = await _moving(turn, answers)
    at = forms.instant(answers["closes"], turn.school.zone) or turn.now
    return card(_moved(one, turn.now, at, turn.texts))


def _moved(one: Snapshot, now: datetime, at: datetime, texts: Texts) -> Text:
    key = "survey-told-moved" if one.is_open(now) else "survey-told-reopened"
    return texts(key, title=one.title, when=texts.moment(at))


async def _send(turn: Turn, answers: Answers) -> None:
    """It closes then; who has answered need do nothing."""
    one = await _moving(turn, answers)
    at = forms.instant(answers["closes"], turn.school.zone) or turn.now
    await surveys.move_close(turn.session, one.id, at, turn.now)
    await set_close(turn.session, turn.school, one.id, turn.now, at)
    key = "survey-told-moved" if one.is_open(turn.now) else "survey-told-reopened"
    await _tell(turn.session, turn.school, one, key, turn.now, at)


MOVE = feature.form(
    forms.Form(
        "survey-move",
        Can.SURVEY_CREATE,
        steps=(forms.Moment("closes", "survey-move-form-closes", check=_later),),
        ready=_ready,
        preview=_preview,
        send=_send,
        keeps=("survey",),
    )
)


@feature.button(Move, Can.ANYTHING_OPEN)
async def move(turn: Turn) -> None:
    """Asks until when."""
    one = managed(turn)
    if one.withdrawn_at is not None:
        turn.refuse("rule-survey-withdrawn")
    if one.opened_at is None:
        turn.refuse("rule-survey-not-open")
    if not one.is_open(turn.now) and (one.anonymous or one.published_at is not None):
        turn.refuse("rule-survey-closed-for-good")
    await forms.begin(turn, MOVE, {"survey": one.id})


async def _tell(
    session: Session,
    school: School,
    one: Snapshot,
    key: str,
    now: datetime,
    at: datetime | None = None,
) -> None:
    """Says it under each standing card, out of quiet hours: an edit alone would be silent."""
    due = school.quiet_ends(now) or now
    rows = []
    threads = {
        each.chat_id: (each.language, each.thread_for(Purpose.NOTICES))
        for each in await survey_reach.groups(session, one)
    }
    for each in await posts.of_subject(session, one.id, CARD):
        if each.chat_id not in threads and each.chat_id < 0:
            continue
        language, thread_id = threads.get(each.chat_id, (each.language, None))
        texts = Texts(school.closest(language), school)
        said = texts(key, title=one.title, when=texts.moment(at) if at else "")
        shown = replace(card(said), reply_to=each.message_id)
        rows.append(_under(each.chat_id, texts, shown, due.astimezone(now.tzinfo), thread_id))
    await posts.queue(session, rows)


def _under(
    chat_id: int, texts: Texts, shown: Card, due: datetime, thread_id: int | None
) -> dict[str, Any]:
    return posts.row(
        "say",
        chat_id,
        texts.language,
        due,
        payload=pack(shown),
        thread_id=thread_id,
        priority=Priority.ANNOUNCEMENT,
    )


# It opens, or does not


@feature.button(OpenNow, Can.ANYTHING_OPEN)
async def open_now(turn: Turn) -> None:
    """What was planned opens at once, in quiet hours too: its author wants it."""
    one = managed(turn)
    if not await surveys.open_planned(turn.session, one.id, turn.now):
        turn.refuse("rule-survey-opened")
    await alarms.cancel_of(turn.session, one.id)
    opened = await surveys.get(turn.session, one.id)
    await _leave(turn.session, one.id, turn.actor.user_id)
    await publish(turn.session, turn.school, opened, turn.actor, turn.now)
    turn.toast("survey-opened-now")


async def _leave(session: Session, survey_id: int, user_id: int) -> Sequence[int]:
    """The card of the plan is not the one that counts any more."""
    return await posts.supersede(session, survey_id, AUTHOR, user_id)


@feature.button(Withdraw, Can.ANYTHING_OPEN)
async def ask_withdraw(turn: Turn) -> None:
    """Asks once more."""
    one = managed(turn)
    if one.withdrawn_at is not None:
        turn.refuse("rule-survey-withdrawn")
    surely = _button("survey-withdraw-yes", WithdrawSurely(one.id), turn.texts, "danger")
    turn.say("survey-withdraw-ask", [surely], title=one.title, planned=int(one.opened_at is None))


@feature.button(WithdrawSurely, Can.ANYTHING_OPEN)
async def withdraw(turn: Turn) -> None:
    """Its card is struck through, and what was not sent yet is not."""
    one = managed(turn)
    await surveys.withdraw(turn.session, one.id, turn.now)
    await alarms.cancel_of(turn.session, one.id)
    await survey_halves.drop(turn.session, one.id)
    await posts.drop_queued(turn.session, one.id, CARD)
    turn.toast("survey-withdrawn-now")
