"""Who comes, for the organiser: a list in the morning of the day, to print and to follow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from handlers.kit import buttons
from handlers.kit.card import Button, Card, Text, Upload, card
from handlers.kit.feature import Feature, Ring
from handlers.kit.naming import title_of
from handlers.kit.roles import Can, may_in_all
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Turn
from handlers.meeting_buttons import check_open, only_private
from handlers.meeting_cards import called_off
from handlers.meeting_counts import by_families, families, heads_of, so_many
from storage import actors, audiences, chats, meeting_views, meetings, people, posts
from storage.base import Session
from storage.meeting_details import Invited
from storage.meeting_views import OrganiserView
from storage.meetings import Snapshot
from storage.posts import Priority
from storage.units import Unit, by_family

feature = Feature("meeting_lists", snapshots=meetings.of_ids)

NAMES, COUNTS = "meeting_lists.names", "meeting_lists.counts"
MORNING, BEGUN = "meeting_lists.morning", "meeting_lists.begun"
# A list that comes when everybody sits is of no use.
GRACE = timedelta(hours=12)
# A message holds 4,096 characters (Bot API: sendMessage); names beyond these are counted, and
# all of them are in the file.
LETTERS = 2800


@buttons.button("mlp")
class Print:
    """Send the list as a file to print."""

    subject_id: int


@dataclass(frozen=True, slots=True)
class View:
    """What the list shows: the answers, and what the classes are called."""

    answers: OrganiserView
    class_names: dict[int, str]


async def list_view(session: Session, meeting_id: int) -> View:
    """Who comes to a meeting."""
    view = await meeting_views.organiser_view(session, meeting_id)
    names = await audiences.names_of(session, {each: [each] for each in view.meeting.class_ids})
    return View(view, {each: "".join(named) for each, named in names.items()})


@feature.card(NAMES, list_view, can=Can.CLASS_SEE)
def with_names(view: View, texts: Texts) -> Card:
    """The list for who may see the names in these classes."""
    return _shown(view, texts, named=True)


@feature.card(COUNTS, list_view, can=Can.MEETING_CREATE)
def with_counts(view: View, texts: Texts) -> Card:
    """For others numbers only, but for a committee, whose members know each other."""
    return _shown(view, texts, named=view.answers.meeting.invited != Invited.FAMILIES)


def _shown(view: View, texts: Texts, *, named: bool) -> Card:
    meeting = view.answers.meeting
    if meeting.cancelled_at is not None:
        return card(called_off(meeting, texts))
    room = LETTERS
    said: list[Text] = []
    for key, found in _groups(view.answers):
        head = texts(key, **_numbers(meeting, key, found, texts))
        rows, room = _lines(found, view, texts, room) if named else ([], room)
        if found or key == "list-yes":
            said.append(lines(head, *rows))
    press = Button(texts.plain("list-print"), buttons.pack(Print(meeting.id)))
    return card(paragraphs(_head(meeting, texts), *said), [press] if named else [])


def _head(meeting: Snapshot, texts: Texts) -> Text:
    return texts("list-head", title=title_of(meeting, texts), when=texts.moment(meeting.starts_at))


def _groups(view: OrganiserView) -> list[tuple[str, tuple[Unit, ...]]]:
    """Those who may be at the door, by what they said."""
    return [
        ("list-yes", view.coming),
        ("list-maybe", view.maybe),
        ("list-waiting", view.waiting),
    ]


def _numbers(
    meeting: Snapshot, key: str, found: Collection[Unit], texts: Texts
) -> dict[str, str | int]:
    """How many families that is; and how many people, 0 where nobody was asked."""
    count = families(found)
    heads = sum(map(heads_of, by_family(found))) if meeting.asks_how_many else 0
    return {"count": so_many(meeting, count, texts) if key == "list-yes" else count, "heads": heads}


def _lines(found: Iterable[Unit], view: View, texts: Texts, room: int) -> tuple[list[Text], int]:
    """A line a class, with as many names as there is room for; and the room that is left."""
    said = []
    for class_id, theirs in groupby(found, key=lambda unit: unit.class_id):
        names = by_families(theirs, texts)
        shown = []
        for name in names:
            room -= len(name) + 2
            if room > 0:
                shown.append(name)
        if len(shown) < len(names):
            shown.append(texts.plain("meeting-more", count=len(names) - len(shown)))
        class_name = view.class_names.get(class_id, "")
        key = "list-class" if class_name else "list-nameless"
        said.append(texts(key, class_name=class_name, names=texts.listing(shown)))
    return said, room


# When it comes, and until when it follows


@feature.alarm(MORNING, GRACE)
async def morning(ring: Ring) -> None:
    """In the morning the organiser gets the list; names only where they may see them now."""
    found = await meetings.of_ids(ring.session, [ring.subject_id or 0])
    meeting = found.get(ring.subject_id or 0)
    if meeting is None or meeting.cancelled_at is not None or meeting.author_id is None:
        return
    author = await people.get(ring.session, meeting.author_id)
    actor = (await actors.of_users(ring.session, [author.user_id])).get(author.user_id)
    reachable = await chats.open_among(ring.session, [author.user_id])
    if actor is None or not reachable or ring.now >= meeting.starts_at:
        return
    await _let_go(ring, meeting.id)
    full = may_in_all(actor, Can.CLASS_SEE, meeting.class_ids)
    row = posts.row(
        NAMES if full else COUNTS,
        author.user_id,
        ring.school.closest(author.language),
        ring.now,
        subject_id=meeting.id,
        priority=Priority.REMINDER,
        deadline=meeting.starts_at,
    )
    await posts.queue(ring.session, [row])


@feature.alarm(BEGUN, timedelta())
async def begun(ring: Ring) -> None:
    """It has begun: the list stays as it is, what was said before the start."""
    await _let_go(ring, ring.subject_id or 0)


async def _let_go(ring: Ring, meeting_id: int) -> None:
    for name in (NAMES, COUNTS):
        await posts.release(ring.session, meeting_id, name)


@feature.button(Print, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def printed(turn: Turn) -> None:
    """The whole list as a text file, a line a family, with a box to tick."""
    only_private(turn)
    meeting: Snapshot = turn.subject
    check_open(turn, meeting)
    may_see = may_in_all(turn.actor, Can.CLASS_SEE, meeting.class_ids)
    if meeting.invited == Invited.FAMILIES and not may_see:
        turn.refuse("attendance-names")
    view = await list_view(turn.session, meeting.id)
    made = Upload(turn.texts.plain("list-file"), _text(view, turn.texts).encode("utf-8-sig"))
    turn.show(
        card(
            turn.texts("list-file-note", title=title_of(meeting, turn.texts)),
            files=[turn.keep(made)],
        )
    )


def _text(view: View, texts: Texts) -> str:
    """The list as plain text, to be printed and ticked at the door."""
    said = [_head(view.answers.meeting, texts).plain]
    for key, found in _groups(view.answers):
        if found:
            numbers = _numbers(view.answers.meeting, key, found, texts)
            said += ["", texts.plain(key, **numbers)]
            said += [f"☐ {each}" for each in _rows(found, view, texts)]
    return "\r\n".join(said) + "\r\n"


def _rows(found: Iterable[Unit], view: View, texts: Texts) -> Iterator[str]:
    """The families, class by class, with the class before the name where there is more than one."""
    for class_id, theirs in groupby(found, key=lambda unit: unit.class_id):
        name = view.class_names.get(class_id)
        where = f"{name}  " if name and len(view.class_names) > 1 else ""
        yield from (where + each for each in by_families(theirs, texts))
