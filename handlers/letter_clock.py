"""The clock over the letters: their age on the cards, a list each morning, a digest each week."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from handlers import letter_cards as cards
from handlers.kit.card import Card, Text, card, pack
from handlers.kit.feature import Feature, Ring
from handlers.kit.forms.steps import in_rows
from handlers.kit.roles import Can, may
from handlers.kit.texts import Texts, lines, paragraphs
from storage import actors, holidays, letter_clock, letter_responsible, posts
from storage.letter_clock import Light, Past
from storage.letters import Snapshot
from storage.people import PersonRef
from storage.posts import Priority
from storage.working import Calendar

feature = Feature("letter_clock")

# A list that is longer than this is read in /inbox.
LISTED = 10
GRACE = timedelta(hours=1)


async def _calendar(ring: Ring) -> Calendar:
    return await holidays.calendar(ring.session, ring.school.week, ring.school.zone)


async def _look(ring: Ring, calendar: Calendar) -> list[Snapshot]:
    return await letter_clock.look(ring.session, calendar, ring.school.promise, ring.now)


@feature.alarm(letter_clock.LOOK, GRACE)
async def look(ring: Ring) -> None:
    """Another working hour is over; the clock stands while no letter is open."""
    calendar = await _calendar(ring)
    if await _look(ring, calendar):
        await letter_clock.set_look(ring.session, calendar, ring.now)


@feature.alarm(letter_clock.MORNING, GRACE)
async def morning(ring: Ring) -> None:
    """Whoever looks after letters that wait too long hears of them, on working days only."""
    calendar = await _calendar(ring)
    found = await _look(ring, calendar)
    if found:
        await letter_clock.set_morning(ring.session, calendar, ring.now)
    overdue = [one for one in found if _light(one, ring) != Light.FRESH]
    rows = []
    for person, theirs in await _by_person(ring, overdue):
        texts = ring.texts(person.language)
        rows.append(_row(ring, person, texts, _list(theirs, texts), "morning"))
    await posts.queue(ring.session, rows)


def _light(one: Snapshot, ring: Ring) -> Light:
    return letter_clock.light(one, ring.school.promise, ring.school.week.day)


async def _by_person(
    ring: Ring, overdue: list[Snapshot]
) -> Iterable[tuple[PersonRef, list[Snapshot]]]:
    """Each who is responsible, with their letters; what nobody has taken is the principal's."""
    takers = await letter_responsible.takers(ring.session, [one.id for one in overdue])
    able = await _able(ring, takers.values())
    heads = await letter_responsible.heads(ring.session) if overdue else []
    whose: dict[PersonRef, list[Snapshot]] = {}
    for one in overdue:
        taker = takers.get(one.id)
        for person in [taker] if taker is not None and taker.id in able else heads:
            whose.setdefault(person, []).append(one)
    return [(person, theirs) for person, theirs in whose.items() if person.reachable]


async def _able(ring: Ring, takers: Iterable[PersonRef]) -> set[int]:
    """Those who may still answer letters, by their person's number."""
    found = await actors.of_users(ring.session, {each.user_id for each in takers})
    return {
        actor.person_id
        for actor in found.values()
        if actor.person_id is not None and may(actor, Can.LETTER_ANSWER, None)
    }


def _row(ring: Ring, person: PersonRef, texts: Texts, shown: Card, what: str) -> dict[str, object]:
    """To one person, when it is not quiet, and once a day."""
    due = ring.school.quiet_ends(ring.now) or ring.now
    return posts.row(
        "say",
        person.user_id,
        texts.language,
        due.astimezone(ring.now.tzinfo),
        payload=pack(shown),
        priority=Priority.REMINDER,
        key=f"letters-{what}:{ring.due_at:%F}:{person.id}",
    )


def _list(overdue: list[Snapshot], texts: Texts) -> Card:
    """No names: these are on the letters."""
    said = [cards.line(one, texts) for one in overdue[:LISTED]]
    more = texts("letter-more", count=len(overdue) - LISTED) if len(overdue) > LISTED else None
    text = lines(texts("letter-overdue", count=len(overdue)), *said, more)
    return card(text, *in_rows([cards.open_button(one, texts) for one in overdue[:LISTED]]))


@feature.alarm(letter_clock.WEEKLY, GRACE)
async def weekly(ring: Ring) -> None:
    """The principal's digest; a week without letters has none."""
    calendar = await _calendar(ring)
    await letter_clock.set_weekly(ring.session, calendar, ring.now)
    found = await _look(ring, calendar)
    week = await letter_clock.week(ring.session, ring.now)
    if not found and week.came == 0:
        return
    rows = []
    for person in await letter_responsible.heads(ring.session):
        if person.reachable:
            texts = ring.texts(person.language)
            shown = card(_digest(week, found, texts))
            rows.append(_row(ring, person, texts, shown, "week"))
    await posts.queue(ring.session, rows)


def _digest(week: Past, found: list[Snapshot], texts: Texts) -> Text:
    school = texts.school
    lights = [letter_clock.light(one, school.promise, school.week.day) for one in found]
    late = sum(each != Light.FRESH for each in lights)
    oldest = max((one.waited or 0 for one in found), default=0)
    return paragraphs(
        texts("letter-week", came=week.came, answered=week.answered, closed=week.closed),
        texts("letter-week-open", count=len(found), late=late, hours=oldest),
        texts("letter-week-more"),
    )
