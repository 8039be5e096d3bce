"""Meetings as people are told of them: reminders, requests to answer, what has changed."""

from __future__ import annotations

from handlers.kit import ics
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.naming import title_of
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.meeting_cards import (
    calendar_row,
    called_off,
    group_card,
    in_private,
    reply_rows,
    whose,
)
from handlers.meeting_counts import families, so_many
from storage.meeting_views import CardView, OrganiserView


def group_reminder(view: CardView, texts: Texts) -> Card:
    """The card once more, as the reminder for those who cannot be written to, while it is one."""
    shown = group_card(view, texts)
    return _once_more("meeting-reminder", shown, view, texts) if shown.rows else shown


def group_news(view: CardView, texts: Texts) -> Card:
    """The card once more, because its time changed or it is called off."""
    return _once_more("meeting-news", group_card(view, texts), view, texts)


def _once_more(key: str, shown: Card, view: CardView, texts: Texts) -> Card:
    """A copy without counts: each tap would cost an edit of it as well as of the card."""
    rows = reply_rows(view.meeting, texts) if shown.rows else []
    return card(lines(texts(key), shown.text), *rows)


def _rows(view: CardView, texts: Texts) -> list[list[Button]]:
    return [*reply_rows(view.meeting, texts), calendar_row(view.meeting, texts)]


def reminder(view: CardView, texts: Texts) -> Card:
    """A reminder to somebody who comes, or may."""
    said = lines(texts("meeting-reminder"), in_private(view, texts))
    return card(paragraphs(said, texts("meeting-reminder-change")), *_rows(view, texts))


def still(view: CardView, texts: Texts) -> Card:
    """A reminder to somebody who meant to come before it was moved, and has not said so since."""
    said = lines(texts("meeting-reminder"), in_private(view, texts))
    return card(paragraphs(said, texts("meeting-still")), *_rows(view, texts))


def waits(view: CardView, texts: Texts) -> Card:
    """A reminder to somebody who waits for a place: they do not come yet."""
    said = lines(texts("meeting-reminder"), in_private(view, texts))
    return card(paragraphs(said, texts("meeting-waits")), *reply_rows(view.meeting, texts))


def moved(view: CardView, texts: Texts) -> Card:
    """Another time, and whether it still suits."""
    return card(_moved(view, texts, "meeting-moved-suits"), *_rows(view, texts))


def moved_with_file(view: CardView, texts: Texts) -> Card:
    """The same to somebody who has it in their calendar, with the file that puts that right."""
    said = paragraphs(_moved(view, texts, "meeting-moved-suits"), texts("calendar-again"))
    return card(said, *reply_rows(view.meeting, texts), files=[ics.ref_of(view.meeting, texts)])


def new_file(view: CardView, texts: Texts) -> Card:
    """Another time, to somebody who has it in their calendar and is not asked whether they come."""
    return card(_moved(view, texts, "calendar-again"), files=[ics.ref_of(view.meeting, texts)])


def _moved(view: CardView, texts: Texts, key: str) -> Text:
    return paragraphs(lines(texts("meeting-moved-title"), in_private(view, texts)), texts(key))


def cancelled(view: CardView, texts: Texts) -> Card:
    """The meeting will not take place."""
    return card(_off(view, texts))


def cancelled_with_file(view: CardView, texts: Texts) -> Card:
    """The same to somebody who has it in their calendar, with the file that strikes it there."""
    said = paragraphs(_off(view, texts), texts("calendar-off"))
    return card(said, files=[ics.ref_of(view.meeting, texts)])


def _off(view: CardView, texts: Texts) -> Text:
    theirs = whose(view.meeting, view.classes, texts)
    return lines(called_off(view.meeting, texts), texts("meeting-off-class", class_name=theirs))


def summary(view: OrganiserView, texts: Texts) -> Card:
    """How many have answered, to the organiser, once answers were due; no names."""
    due = view.meeting.answer_by or view.meeting.starts_at
    head = texts("meeting-due-title", title=title_of(view.meeting, texts), when=texts.moment(due))
    counts = texts(
        "meeting-due-counts",
        yes=so_many(view.meeting, families(view.coming), texts),
        maybe=families(view.maybe),
        no=families(view.not_coming),
        missing=families(view.missing),
    )
    waiting = texts("list-waiting", count=families(view.waiting)) if view.waiting else None
    return card(lines(head, counts, waiting, texts("meeting-due-open")))
