"""The clock over the letters: their age on the cards, a list each morning, a digest each week."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from handlers import letter_cards as cards
from handlers import letter_places as places
from handlers.kit.card import Card, Text, card, pack
from handlers.kit.feature import Feature, Ring
from handlers.kit.forms.steps import in_rows
from handlers.kit.texts import Texts, lines, paragraphs
from storage import holidays, letter_clock, letter_readers, letter_responsible, posts
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
    found = await _look(ring, calendar)
    if found:
        await places.put_in_private(ring, found)
        await letter_clock.set_look(ring.session, calendar, ring.now)


@feature.alarm(letter_clock.MORNING, GRACE)
async def morning(ring: Ring) -> None:
    """Whoever looks after letters that wait too long hears of them, on working days only."""
    calendar = await _calendar(ring)
    found = await _look(ring, calendar)
    if found:
        await letter_clock.set_morning(ring.session, calendar, ring.now)
        await places.put_back_all(ring, found)
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
    """Each who is responsible, with their letters; what nobody has taken is the principal's.

    Whom a complaint is about hears nothing of it, and of help for a family only the confidant.
    """
    takers = await letter_responsible.takers(ring.session, [one.id for one in overdue])
    readers = await letter_readers.now(ring.session) if overdue else None
    heads = {each.id for each in await letter_responsible.heads(ring.session)} if overdue else set()
    whose: dict[PersonRef, list[Snapshot]] = {}
    for one in overdue:
        able = readers.of(one) if readers is not None else []
        taker = takers.get(one.id)
        theirs = [each for each in able if taker is not None and each.id == taker.id]
        for person in theirs or [each for each in able if each.id in heads] or able:
            whose.setdefault(person, []).append(one)
    return [(person, theirs) for person, theirs in whose.items() if person.reachable]


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
    readers = await letter_readers.now(ring.session)
    rows = []
    for person in await letter_responsible.heads(ring.session):
        # Help for families is counted here as well; a complaint about them is not.
        week = await letter_clock.week(ring.session, ring.now, but=person.id)
        theirs = [one for one in found if readers.may(person.id, one)]
        if person.reachable and (theirs or week.came):
            texts = ring.texts(person.language)
            shown = card(_digest(week, theirs, texts))
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
