"""What a survey begins with: every template can be asked as it is, an earlier one comes again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers import FEATURES
from handlers.kit import forms
from handlers.kit.card import Card, Text, card
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers
from handlers.kit.roles import Can
from handlers.kit.texts import LANGUAGES, School, Texts
from handlers.kit.turn import Turn
from handlers.survey_templates import TEMPLATES, Start, Template, of_earlier, of_template, offers
from storage import classes, people, survey_rules, surveys
from storage.base import Database
from storage.people import Role
from storage.surveys import Draft, Kind, Mode, Sketch, Unit
from tests import trial
from tests.conftest import MORNING, TestSchool
from tests.noticeboard import filled, pressed, says
from tests.surveying import asked

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SCHOOL = School("Riverside", ZoneInfo("Europe/Berlin"), ("en", "zh-CN"), "en", "bot")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.name)
def test_every_template_is_a_survey_that_costs_ten_taps_at_most(
    template: Template, language: str
) -> None:
    begun = of_template(template, Texts(language, SCHOOL), NOW)
    cleaned = tuple(map(survey_rules.question, begun.questions))
    assert cleaned == begun.questions
    assert survey_rules.title(begun.title) == begun.title
    later = NOW + timedelta(days=7)
    survey_rules.check(
        Draft(begun.title, cleaned, later, begun.mode, begun.unit, staff=begun.staff)
    )
    assert survey_rules.taps(begun.questions) <= survey_rules.TAPS_TO_WARN


def test_what_is_about_teachers_is_anonymous_and_a_date_is_next_week() -> None:
    texts = Texts("en", SCHOOL)
    begun = {each.name: of_template(each, texts, NOW) for each in TEMPLATES}
    assert [name for name, each in begun.items() if each.staff] == ["teaching"]
    assert begun["teaching"].mode == Mode.ANONYMOUS
    (which,) = begun["date"].questions
    assert which.options[0] == "Mon, Nov 30, 2026"
    assert which.options[-2:] == ("Fri, Dec 4, 2026", "none of these")


async def test_an_earlier_survey_is_asked_again_as_it_was(url: str) -> None:
    questions = (
        Sketch(Kind.ONE, "How often?", ("Daily", "Never")),
        Sketch(Kind.TEXT, "Why?", required=False, after=(0, 2)),
        Sketch(Kind.SEVERAL, "Which?", ("A", "B", "C"), least=1, most=2),
    )
    draft = Draft("Canteen", questions, NOW + timedelta(days=9), unit=Unit.PERSON, live=False)
    database = Database.open(url)
    async with database.write() as session:
        class_ = await classes.ensure(session, "3B", MORNING)
        made = await surveys.create(session, None, [class_.id], draft, MORNING)
        one = await surveys.get(session, made)
    await database.close()
    begun = of_earlier(one)
    assert begun.questions == questions
    assert (begun.title, begun.unit, begun.copied_from) == ("Canteen", Unit.PERSON, one.id)


# The step that asks for it, in a form of its own


BEGUN: list[Answers] = []
_begun = Feature("trial")


async def _said(turn: Turn, answers: Answers) -> Text:
    return Text(f"{answers['title']['plain']}: {len(answers.get('questions') or ())} questions")


async def _shown(turn: Turn, answers: Answers) -> Card:
    return card(await _said(turn, answers))


async def _kept(turn: Turn, answers: Answers) -> None:
    BEGUN.append(answers)


TRIAL = _begun.form(
    forms.Form(
        "trial",
        Can.SURVEY_CREATE,
        steps=(Start("begin", "survey-form-begin", offers), forms.Words("title", "trial-name")),
        ready=_said,
        preview=_shown,
        send=_kept,
        keeps=("questions", "mode", "staff", "template", "copied_from"),
    )
)


@_begun.command("ask", Can.SURVEY_CREATE, listed=False)
async def _ask(turn: Turn) -> None:
    await forms.begin(turn, TRIAL, afresh=True)


async def test_a_template_or_an_earlier_survey_answers_the_form_by_one_tap(
    school: TestSchool,
) -> None:
    """Whoever may not ask about staff is not offered that; rights are asked for at Send, too."""
    BEGUN.clear()
    trial.speak()
    await school.close()
    school.features = (*FEATURES, _begun)
    await school.open()
    class_ = await school.class_group(parents=1)
    teacher = class_.teacher
    first = await asked(class_)
    form = await says(school, teacher, "/ask")
    assert "The canteen" in form.labels
    assert "Again: Canteen (Nov 24)" in form.labels
    assert not any("Teaching" in label for label in form.labels)
    await school.restart()
    await pressed(school, teacher, form, "The canteen")
    assert "The canteen: 6 questions" in form.text
    await pressed(school, teacher, form, "Send")
    assert BEGUN[0]["template"] == "canteen"
    assert BEGUN[0]["mode"] == "anonymous"
    await filled(school, teacher, "/ask", "An empty one", "Buses", "Send")
    assert (BEGUN[1]["title"]["plain"], BEGUN[1]["questions"]) == ("Buses", None)
    last = await filled(school, teacher, "/ask", "Again: Canteen (Nov 24)")
    assert "Canteen: 3 questions" in last.text
    await pressed(school, teacher, last, "Send")
    assert (BEGUN[2]["copied_from"], BEGUN[2]["staff"]) == (first, False)
    ruth = school.town.user("Ruth", language="zh-hans")
    await school.appoint(ruth, "principal")
    last = await filled(school, ruth, "/ask", "教学：什么对孩子有帮助？")
    assert "教学：什么对孩子有帮助？: 7 questions" in last.text
    async with school.app.database.write() as session:
        person = await people.find_by_user(session, ruth.id)
        assert person is not None
        await people.end_role(session, person.id, Role.PRINCIPAL, None, school.clock.now())
        await people.grant(session, person.id, Role.ADMIN, None, school.clock.now())
    await pressed(school, ruth, last, "发送")
    assert len(BEGUN) == 3
