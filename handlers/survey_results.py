"""Results of a survey: to its author as numbers and a picture, to the group where they publish."""

from __future__ import annotations

from datetime import datetime

from handlers import survey_figures as figures
from handlers.kit import browsing, buttons, charts
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.composing import Compose, Composed, Composing, Making
from handlers.kit.feature import Feature
from handlers.kit.roles import Can
from handlers.kit.texts import School, Texts, lines, paragraphs
from handlers.kit.turn import Turn
from handlers.survey_buttons import check_manages, may_manage
from storage import actors, people, posts, survey_results, surveys
from storage.base import Session
from storage.people import Role
from storage.survey_results import Results
from storage.surveys import Snapshot

feature = Feature("survey_results", snapshots=surveys.of_ids)

RESULTS, PICTURE = "survey_results.results", "survey_results.picture"
# As many characters as can be named in a caption.
NAMED = 20


@buttons.button("svi")
class Again:
    """What was interrupted shall be asked again."""

    subject_id: int


@buttons.button("srs")
class ShowResults:
    """Show what came of this survey, to who looks after it."""

    subject_id: int


@buttons.button("srp")
class Picture:
    """Send the results as a picture."""

    subject_id: int


@buttons.button("srg")
class Publish:
    """Show the group what came of it (handlers.survey_published)."""

    subject_id: int


@buttons.button("srx")
class Export:
    """Send all answers as a spreadsheet (handlers.survey_exports)."""

    subject_id: int


@buttons.button("src")
class ExportPlain:
    """Send all answers as plain text files (handlers.survey_exports)."""

    subject_id: int


async def told(session: Session, school: School, one: Snapshot, now: datetime) -> list[Compose]:
    """A survey was closed: who looks after it gets the numbers; what comes back makes the picture.

    Whoever closes it calls this after `surveys.close`, and extends the errands of the turn or of
    the alarm by what it returns.
    """
    made = []
    for user_id, language in await _readers(session, one):
        language = school.closest(language)
        key = f"survey-results:{one.id}:{user_id}:{now:%Y%m%d%H%M%S}"
        row = posts.row(RESULTS, user_id, language, now, subject_id=one.id, key=key)
        await posts.queue(session, [row])
        made.append(Compose(PICTURE, user_id, language, about=one.id))
    return made


async def _readers(session: Session, one: Snapshot) -> list[tuple[int, str | None]]:
    """The author; of one about people who work at the school, a principal who still is one."""
    if one.author_id is not None:
        author = await people.get(session, one.author_id)
        actor = (await actors.of_users(session, [author.user_id]))[author.user_id]
        if may_manage(actor, one):
            return [(author.user_id, author.language)]
    if not one.staff:
        return []
    found = await people.holders(session, Role.PRINCIPAL, None)
    return [(each.user_id, each.language) for each in found if each.reachable]


# To who asked


@feature.card(RESULTS, survey_results.results, can=Can.SURVEY_CREATE)
def results(found: Results, texts: Texts) -> Card:
    """All numbers, and what was written; the picture and the files by tap."""
    told = paragraphs(
        figures.head(found, texts),
        *figures.numbers(found, texts),
        *figures.words(found, texts),
        figures.by_class(found, texts),
        figures.cuts(found, texts),
        _was_published(found, texts),
    )
    return card(told, *_rows(found, texts))


def _was_published(found: Results, texts: Texts) -> Text | None:
    at = found.survey.published_at
    return texts("survey-result-was-published", when=texts.moment(at)) if at else None


def _rows(found: Results, texts: Texts) -> list[list[Button]]:
    one = found.survey
    if one.interrupted:
        return [[_button("feedback-again", Again(one.id), texts)]]
    if found.withheld:
        return []
    files = [
        _button("survey-result-picture", Picture(one.id), texts),
        _button("survey-result-xlsx", Export(one.id), texts),
        _button("survey-result-csv", ExportPlain(one.id), texts),
    ]
    public = one.closed_at is not None and one.published_at is None and not one.staff
    return [files, [_button("survey-result-publish", Publish(one.id), texts)] if public else []]


def _button(key: str, press: object, texts: Texts) -> Button:
    return Button(texts.plain(key), buttons.pack(press))


@feature.button(ShowResults, Can.ANYTHING_OPEN)
async def show(turn: Turn) -> None:
    """The results as they stand, at the end of the presser's chat."""
    one = readable(turn)
    await browsing.at_the_end(turn, RESULTS, one.id)


def readable(turn: Turn) -> Snapshot:
    """The survey, for who may read what came of it now."""
    one: Snapshot = turn.subject
    check_manages(turn, one)
    return one


@feature.button(Picture, Can.ANYTHING_OPEN)
async def picture(turn: Turn) -> None:
    """It is drawn after the commit, and comes by itself."""
    one = readable(turn)
    user_id, language = turn.user.user_id, turn.texts.language
    turn.errands.append(Compose(PICTURE, user_id, language, about=one.id))
    turn.toast("survey-result-coming")


@feature.composes(PICTURE)
async def drawn(composing: Composing) -> Making:
    """Reads what came of it; nothing is drawn of what may not be shown."""
    found = await survey_results.results(composing.session, composing.errand.about)
    texts = composing.texts

    async def make() -> Composed:
        if found.withheld:
            return Composed(figures.head(found, texts))
        made = await charts.draw(figures.sheet(found, texts), texts.plain("survey-result-file"))
        return Composed(_caption(found, made, texts), made.files)

    return make


def _caption(found: Results, made: charts.Drawn, texts: Texts) -> Text:
    signs = " ".join(made.missing[:NAMED])
    return lines(
        texts("survey-result-caption", title=found.survey.title),
        texts("survey-result-missing", signs=signs) if signs else None,
    )
