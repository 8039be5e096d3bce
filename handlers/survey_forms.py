"""`/survey`: made step by step in private, or typed in one message; with a preview either way."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from handlers import survey_typed
from handlers.kit import forms, when
from handlers.kit.card import Card, Text
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers, Option
from handlers.kit.forms.moment import NOW
from handlers.kit.naming import grade_of
from handlers.kit.roles import Can, classes_where, may_in_all
from handlers.kit.texts import lines, paragraphs
from handlers.kit.turn import Turn
from handlers.survey_buttons import check_manages
from handlers.survey_results import Again
from handlers.survey_steps import Questions, listed, packed, sketches
from handlers.survey_templates import BLANK, Start, of_earlier, offers
from handlers.surveys import AUTHOR, publish, set_open, survey
from storage import attendance, classes, meetings, survey_rules, surveys
from storage.classes import Class
from storage.people import Role
from storage.survey_questions import Question, Sketch
from storage.survey_views import CardView
from storage.surveys import Draft, Mode, Snapshot, Unit
from storage.wall import localise

feature = Feature("survey_forms", snapshots=surveys.of_ids)

CLASSES = "classes"
TOGGLED = 3  # about so many of several options are tapped in the group
# Meetings that ended longer ago are asked about by nobody; the latest are offered.
RECENT, OFFERED = timedelta(days=30), 5
# A survey that was typed in one message is open for a week, until people are home.
WEEK, EVENING = timedelta(days=7), time(19)


async def own_classes(turn: Turn) -> list[Class]:
    """The classes with a group in which the actor may ask."""
    where = classes_where(turn.actor, Can.SURVEY_CREATE)
    return [
        each
        for each in await classes.all_open(turn.session)
        if each.chat_id is not None and (where is None or each.id in where)
    ]


# What is offered


async def _whom(turn: Turn, answers: Answers) -> list[Option]:
    """Classes, or those who came to one of the last meetings."""
    where = classes_where(turn.actor, Can.SURVEY_CREATE)
    since = turn.now - RECENT
    held = await attendance.begun(turn.session, where, since, turn.now)
    found = [Option(CLASSES, turn.texts.plain("survey-whom-classes"))]
    for each in held[:OFFERED]:
        day = turn.texts.day(each.starts_at)
        label = turn.texts.plain("survey-whom-came", title=each.title[:30], when=day)
        found.append(Option(each.id, label))
    return found


async def _classes(turn: Turn, answers: Answers) -> list[Option]:
    return [Option(each.id, each.name, grade_of(each.name)) for each in await own_classes(turn)]


async def _staff(turn: Turn, answers: Answers) -> list[Option]:
    """Only the principal asks about people who work at the school."""
    found = [Option(False, turn.texts.plain("survey-staff-no"))]
    if turn.actor.has(Role.PRINCIPAL, None):
        found.append(Option(True, turn.texts.plain("survey-staff-yes")))
    return found


async def _modes(turn: Turn, answers: Answers) -> list[Option]:
    offered = [Mode.ANONYMOUS] if answers.get("staff") else list(Mode)
    return [Option(str(each), turn.texts.plain(f"survey-mode-{each}")) for each in offered]


async def _units(turn: Turn, answers: Answers) -> list[Option]:
    """Of an anonymous survey two equal answers would show brothers: no child counts there."""
    secret = answers.get("mode") == Mode.ANONYMOUS
    return [
        Option(str(each), turn.texts.plain(f"survey-each-{each}"))
        for each in Unit
        if not (secret and each == Unit.CHILD)
    ]


def _single_named(answers: Answers) -> bool:
    named = answers.get("mode") == Mode.NAMED
    return named and survey_rules.is_on_card(sketches(answers.get("questions")))


def _cuts(answers: Answers) -> bool:
    several = len(answers.get("classes") or ()) > 1
    return answers.get("mode") == Mode.ANONYMOUS and several


# What will not do


async def _title_fits(turn: Turn, answer: Any, answers: Answers) -> None:
    survey_rules.title(answer["plain"])


async def _about_fits(turn: Turn, answer: Any, answers: Answers) -> None:
    if len(answer["plain"]) > survey_rules.ABOUT_LIMIT:
        turn.refuse("rule-survey-about", limit=survey_rules.ABOUT_LIMIT)


async def _closes_later(turn: Turn, answer: Any, answers: Answers) -> None:
    at = forms.instant(answer, turn.school.zone)
    opens = forms.instant(answers.get("opens"), turn.school.zone)
    if at is None or at <= (opens or turn.now):
        turn.refuse("rule-survey-close")


# What comes of it


async def _class_ids(turn: Turn, answers: Answers) -> tuple[int, ...]:
    """The classes that it is for: those that were chosen, or the meeting's."""
    if answers["whom"] == CLASSES:
        return tuple(answers["classes"])
    return (await meetings.get(turn.session, answers["whom"])).class_ids


def draft_of(turn: Turn, answers: Answers) -> Draft:
    """What the answers so far ask for."""
    zone = turn.school.zone
    opens = forms.instant(answers.get("opens"), zone)
    quiet = turn.school.quiet_ends(opens or turn.now)
    about = answers.get("about")
    closes = forms.instant(answers.get("closes"), zone)
    return Draft(
        title=survey_rules.title(answers["title"]["plain"]),
        questions=tuple(sketches(answers["questions"])),
        closes_at=closes or _in_a_week(turn),
        mode=Mode(answers.get("mode") or Mode.NAMED),
        unit=Unit(answers.get("unit") or Unit.FAMILY),
        about=[about["plain"], about["spans"]] if about else None,
        live=bool(answers.get("live")) and _single_named(answers),
        staff=bool(answers.get("staff")),
        by_class=bool(answers.get("by_class")) and _cuts(answers),
        opens_at=quiet or opens,
        held=quiet is not None,
        meeting_id=None if answers["whom"] == CLASSES else answers["whom"],
        template=answers.get("template"),
        copied_from=answers.get("copied_from"),
    )


def _in_a_week(turn: Turn) -> datetime:
    day = (turn.now + WEEK).astimezone(turn.school.zone).date()
    return localise(datetime.combine(day, EVENING), turn.school.zone)


async def _view(turn: Turn, answers: Answers) -> CardView:
    """What the card would show, before there is a survey."""
    draft, class_ids = draft_of(turn, answers), await _class_ids(turn, answers)
    named = await classes.several(turn.session, class_ids)
    meeting = None
    if draft.meeting_id is not None:
        meeting = (await meetings.get(turn.session, draft.meeting_id)).title
    one = _as_if(turn, draft, class_ids)
    counts: dict[str, int] | None = {} if draft.live else None
    names = tuple(each.name for each in named)
    return CardView(one, turn.actor.name, names, 0, counts, meeting)


def _as_if(turn: Turn, draft: Draft, class_ids: tuple[int, ...]) -> Snapshot:
    return Snapshot(
        id=0,
        author_id=turn.person_id,
        title=draft.title,
        about=draft.about,
        mode=draft.mode,
        unit=draft.unit,
        live=draft.live,
        staff=draft.staff,
        by_class=draft.by_class,
        opens_at=draft.opens_at,
        held=draft.held,
        opened_at=turn.now,
        closes_at=draft.closes_at,
        was_to_close=None,
        changed_at=None,
        closed_at=None,
        withdrawn_at=None,
        interrupted=False,
        published_at=None,
        reminded=0,
        meeting_id=draft.meeting_id,
        template=draft.template,
        copied_from=draft.copied_from,
        class_ids=class_ids,
        questions=tuple(_question(n, each) for n, each in enumerate(draft.questions, 1)),
    )


def _question(number: int, one: Sketch) -> Question:
    options = tuple(enumerate(one.options, 1))
    return Question(number, one.kind, one.text, options, one.required, one.least, one.most, None)


async def _ready(turn: Turn, answers: Answers) -> Text:
    """Where it goes and when; the questions, where the card does not show them; what they cost."""
    draft = draft_of(turn, answers)
    names = [
        each.name for each in await classes.several(turn.session, await _class_ids(turn, answers))
    ]
    alone = survey_rules.is_single(draft.questions)
    on_card = alone or _single_named(answers)
    return paragraphs(
        lines(
            turn.texts(
                "survey-form-ready",
                class_names=turn.texts.classes(names),
                came=int(draft.meeting_id is not None),
                planned=int(draft.opens_at is not None),
                when=when.echo(draft.opens_at, turn.texts) if draft.opens_at else "",
            ),
            turn.texts("survey-form-quiet") if draft.held else None,
        ),
        turn.texts("survey-taps", count=1 if alone else TOGGLED)
        if on_card
        else listed(draft.questions, turn.texts),
        turn.texts("survey-form-looks"),
    )


async def _preview(turn: Turn, answers: Answers) -> Card:
    """The card in the language of the first class."""
    first = (await classes.several(turn.session, await _class_ids(turn, answers)))[:1]
    language = first[0].language if first else None
    return survey(await _view(turn, answers), turn.texts_in(language))


async def _send(turn: Turn, answers: Answers) -> None:
    """Rights are asked for once more: in every class, and who may ask about whom."""
    draft, class_ids = draft_of(turn, answers), await _class_ids(turn, answers)
    if not may_in_all(turn.actor, Can.SURVEY_CREATE, class_ids):
        turn.refuse("refused-right")
    if draft.staff and not turn.actor.has(Role.PRINCIPAL, None):
        turn.refuse("refused-right")
    survey_rules.check(draft)
    survey_id = await surveys.create(turn.session, turn.person_id, class_ids, draft, turn.now)
    one = await surveys.get(turn.session, survey_id)
    if one.opened_at is not None:
        await publish(turn.session, turn.school, one, turn.actor, turn.now)
        return
    assert draft.opens_at is not None  # noqa: S101 (else it is open)
    await set_open(turn.session, survey_id, draft.opens_at.astimezone(turn.school.zone))
    if turn.actor.reachable:
        turn.post(AUTHOR, survey_id, turn.actor.user_id, turn.texts.language)


SURVEY = feature.form(
    forms.Form(
        "survey",
        Can.SURVEY_CREATE,
        steps=(
            Start("begin", "survey-form-begin", offers),
            forms.Choice("whom", "survey-form-whom", _whom),
            forms.Several(
                "classes",
                "survey-form-classes",
                _classes,
                applies=lambda answers: answers.get("whom") == CLASSES,
            ),
            forms.Choice("staff", "survey-form-staff", _staff),
            forms.Words("title", "survey-form-name", check=_title_fits),
            forms.Words("about", "survey-form-about", optional=True, check=_about_fits),
            Questions("questions", "survey-form-questions"),
            forms.Choice("mode", "survey-form-mode", _modes),
            forms.Choice("unit", "survey-form-unit", _units),
            forms.YesNo("live", "survey-form-live", applies=_single_named),
            forms.YesNo("by_class", "survey-form-by-class", applies=_cuts),
            forms.Moment("opens", "survey-form-opens", now="survey-form-now"),
            forms.Moment("closes", "survey-form-closes", check=_closes_later),
        ),
        ready=_ready,
        preview=_preview,
        send=_send,
        keeps=("template", "copied_from"),
    )
)


@feature.command("survey", Can.SURVEY_CREATE)
async def survey_command(turn: Turn) -> None:
    """`/survey TITLE`, and a question a line below it; without questions they are asked for.

    What was typed in one message is shown as it will look, with what was not said as is usual.
    """
    if not await own_classes(turn):
        turn.refuse("survey-no-class")
    said = turn.message.text.plain.strip()
    if not said:
        await forms.begin(turn, SURVEY)
        return
    typed = survey_typed.parse(said)
    answers: Answers = {"title": {"plain": typed.title, "spans": []}} if typed.title else {}
    if typed.questions:
        answers |= await _usual(turn, typed)
    await forms.begin(turn, SURVEY, answers)


@feature.button(Again, Can.ANYTHING_OPEN)
async def again(turn: Turn) -> None:
    """What was interrupted is shown as it will look, for who may still ask it."""
    one: Snapshot = turn.subject
    if not turn.place.private or not one.interrupted:
        turn.refuse("refused-button")
    check_manages(turn, one)
    found = of_earlier(one)
    answers: Answers = {
        "begin": BLANK,
        "whom": one.meeting_id or CLASSES,
        "classes": list(one.class_ids),
        "staff": one.staff,
        "title": {"plain": found.title, "spans": []},
        "about": {"plain": found.about[0], "spans": found.about[1]} if found.about else None,
        "questions": packed(found.questions),
        "mode": str(found.mode),
        "unit": str(found.unit),
        "by_class": found.by_class,
        "opens": NOW,
        "closes": _in_a_week(turn).isoformat(),
        "template": found.template,
        "copied_from": one.copied_from,  # there is nothing to compare with in this one
    }
    await forms.begin(turn, SURVEY, answers)


async def _usual(turn: Turn, typed: survey_typed.Typed) -> Answers:
    """What is not asked for any more once the questions are there; all of it can be changed."""
    answers: Answers = {
        "begin": BLANK,
        "about": {"plain": typed.about, "spans": []} if typed.about else None,
        "questions": packed(typed.questions),
        "staff": False,
        "mode": str(Mode.NAMED),
        "unit": str(Unit.FAMILY),
        "live": survey_rules.is_on_card(typed.questions),
        "by_class": False,
        "opens": NOW,
        "closes": _in_a_week(turn).isoformat(),
    }
    here = turn.place.class_
    own = await own_classes(turn)
    if here is not None and any(each.id == here.id for each in own):
        return answers | {"whom": CLASSES, "classes": [here.id]}
    return answers | {"whom": CLASSES} | ({"classes": [own[0].id]} if len(own) == 1 else {})
