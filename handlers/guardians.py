"""Guardians who do not live together: when one changes the other's answer, both hear of it."""

from __future__ import annotations

from datetime import timedelta

from handlers.kit.card import card, pack
from handlers.kit.feature import Feature, Ring
from handlers.kit.naming import title_of
from storage import answers, families, meetings, overruled, posts, surveys
from storage.answers import UnitKind
from storage.meetings import Snapshot
from storage.people import PersonRef

feature = Feature("guardians")

# Later than this, both have long seen it on the card.
GRACE = timedelta(days=1)


@feature.alarm(overruled.ALARM, GRACE)
async def changed(ring: Ring) -> None:
    """Tells both, in the same plain words, what stands now and what stood before.

    Nothing is said where it was changed back meanwhile, nor to who answers for the child no more,
    nor of what was days ago.
    """
    if ring.late:
        return
    subject_id, child_id = ring.subject_id or 0, ring.args["child"]
    meeting = (await meetings.of_ids(ring.session, [subject_id])).get(subject_id)
    survey = (await surveys.of_ids(ring.session, [subject_id])).get(subject_id)
    child = await families.find(ring.session, child_id)
    stands = await answers.of_unit(ring.session, subject_id, UnitKind.CHILD, child_id)
    if child is None or stands in (None, ring.args["was"]):
        return
    concerned = {ring.args["by"], ring.args["was_by"]}
    told = [
        each
        for each in await families.guardians_of(ring.session, child_id)
        if each.id in concerned and each.reachable
    ]
    if meeting is not None:
        rows = [_row(ring, each, meeting, child.name, str(stands)) for each in told]
    elif survey is not None:
        rows = [_row_of_survey(ring, each, survey.title, child.name) for each in told]
    else:
        return
    await posts.queue(ring.session, rows)


def _row_of_survey(ring: Ring, person: PersonRef, title: str, child: str) -> dict[str, object]:
    """That they differ, and which counts; who wants to know what it is now looks at their own."""
    texts = ring.texts(person.language)
    own = person.id == ring.args["by"]
    said = texts("guardians-changed-survey", child=child, title=title, own=int(own))
    return posts.row("say", person.user_id, texts.language, ring.now, payload=pack(card(said)))


def _row(
    ring: Ring, person: PersonRef, meeting: Snapshot, child: str, stands: str
) -> dict[str, object]:
    texts = ring.texts(person.language)
    key = "guardians-changed-own" if person.id == ring.args["by"] else "guardians-changed"
    said = texts(
        key,
        child=child,
        title=title_of(meeting, texts),
        when=texts.moment(meeting.starts_at),
        now=texts.plain(f"guardians-said-{stands}"),
        was=texts.plain(f"guardians-said-{ring.args['was']}"),
    )
    return posts.row("say", person.user_id, texts.language, ring.now, payload=pack(card(said)))
