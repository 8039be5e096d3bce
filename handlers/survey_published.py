"""Results of a survey to the group, where its author publishes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers import survey_figures as figures
from handlers.kit import charts
from handlers.kit.card import Card, FileRef, Upload, card
from handlers.kit.composing import Compose, Composed, Composing, Making, kept
from handlers.kit.feature import Feature
from handlers.kit.roles import Can
from handlers.kit.texts import School, Texts, paragraphs
from handlers.kit.turn import Turn
from handlers.survey_results import Publish, readable
from storage import posts, survey_reach, survey_results, surveys
from storage.base import Session
from storage.classes import Purpose
from storage.posts import Priority
from storage.rules import Broken
from storage.survey_results import Results
from storage.surveys import Snapshot

feature = Feature("survey_published", snapshots=surveys.of_ids)

PUBLISHED, PUBLISH = "survey_published.results", "survey_published.publish"


@feature.button(Publish, Can.ANYTHING_OPEN)
async def publish(turn: Turn) -> None:
    """The group is shown the numbers, without classes and without anybody's own words."""
    one = readable(turn)
    if one.staff:
        turn.refuse("survey-result-staff")
    if one.published_at is not None:
        turn.refuse("survey-result-out-already")
    found = await survey_results.results(turn.session, one.id)
    if found.withheld or one.closed_at is None:
        turn.refuse("survey-result-not-yet")
    user_id, language = turn.user.user_id, turn.texts.language
    turn.errands.append(Compose(PUBLISH, user_id, language, about=one.id))
    turn.toast("survey-result-going")


@dataclass(frozen=True, slots=True)
class Place:
    """A chat that the results go to, and what names that post for ever."""

    chat_id: int
    language: str
    thread_id: int | None
    key: str


async def _places(session: Session, school: School, one: Snapshot) -> list[Place]:
    """The groups of its classes; of one about a meeting, those who came to it."""
    groups = [
        Place(
            each.chat_id,
            each.language or school.default_language,
            each.thread_for(Purpose.NOTICES),
            f"survey-published:{one.id}:{each.id}",
        )
        for each in await survey_reach.groups(session, one)
        if each.chat_id is not None
    ]
    if one.meeting_id is None:
        return groups
    came = survey_reach.people(await survey_reach.asked(session, one))
    return [
        Place(
            each.user_id,
            school.closest(each.language),
            None,
            f"survey-published:{one.id}:to:{each.id}",
        )
        for each in came
    ]


@feature.composes(PUBLISH)
async def published_now(composing: Composing) -> Making:
    """Draws a picture in each language of the groups; only with these it is published."""
    session, school = composing.session, composing.school
    found = await survey_results.results(session, composing.errand.about)
    places = await _places(session, school, found.survey)
    texts = composing.texts
    at = school.quiet_ends(composing.now)

    async def make() -> Composed:
        pictures = await _pictures(
            figures.public(found), {each.language for each in places}, school
        )

        async def queue(session: Session, now: datetime) -> None:
            await _queue(session, found.survey, places, pictures, at, now)

        when = texts.moment(at) if at is not None else ""
        said = texts("survey-result-out", count=len(places), held=int(at is not None), when=when)
        return Composed(said, then=queue)

    return make


async def _pictures(
    found: Results, languages: Iterable[str], school: School
) -> dict[str, tuple[Upload, ...]]:
    made = {}
    for language in sorted(languages):
        texts = Texts(school.closest(language), school)
        name = texts.plain("survey-result-file")
        made[language] = (await charts.draw(figures.sheet(found, texts), name)).files
    return made


async def _queue(
    session: Session,
    one: Snapshot,
    places: Iterable[Place],
    pictures: dict[str, tuple[Upload, ...]],
    at: datetime | None,
    now: datetime,
) -> None:
    """Once, and not if it was taken back meanwhile."""
    try:
        if not await surveys.publish(session, one.id, now):
            return
    except Broken:
        return
    packed: dict[str, Any] = {}
    for language, uploads in pictures.items():
        refs = [await kept(session, each, now) for each in uploads]
        packed[language] = [each.packed for each in refs]
    await survey_results.keep_pictures(session, one.id, packed)
    rows = [
        posts.row(
            PUBLISHED,
            each.chat_id,
            each.language,
            at or now,
            subject_id=one.id,
            thread_id=each.thread_id,
            priority=Priority.ANNOUNCEMENT,
            key=each.key,
        )
        for each in places
    ]
    await posts.queue(session, rows)


@dataclass(frozen=True, slots=True)
class Published:
    """What the group is shown: the numbers, and the pictures by language."""

    results: Results
    pictures: dict[str, Any]


async def load_published(session: Session, survey_id: int) -> Published:
    """What may be seen by everybody of what was published.

    Raises:
        LookupError: there is no such survey.
    """
    found = await survey_results.results(session, survey_id)
    return Published(figures.public(found), await survey_results.pictures(session, survey_id))


@feature.card(PUBLISHED, load_published)
def published(view: Published, texts: Texts) -> Card:
    """Numbers beside their picture; of one that was taken back, its title and no more."""
    found = view.results
    if found.withheld:
        return card(figures.head(found, texts))
    # A group that changed its language since is shown the picture that it has.
    every = [view.pictures.get(texts.language, []), *view.pictures.values()]
    packed: list[Any] = next(filter(None, every), [])
    told = paragraphs(
        figures.head(found, texts),
        *figures.numbers(found, texts),
        texts("survey-result-thanks"),
    )
    return card(told, files=[FileRef.of(each) for each in packed])
