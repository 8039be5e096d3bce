"""What a meeting may be: its kind, who is asked, and the rules about its time and its words."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from storage.rules import Broken, clean, named

NAME_LIMIT, LINK_LIMIT, ABOUT_LIMIT = 120, 300, 700
# A trip over a night; what is longer has its days mistyped.
LONGEST = timedelta(days=2)
# Seconds before the start: a week, a day, two hours.
REMINDERS = (7 * 86_400, 86_400, 7_200)


class Kind(StrEnum):
    """What a meeting is: its card begins with the word for it."""

    PARENT = "parent"
    COMMITTEE = "committee"
    LECTURE = "lecture"
    SALON = "salon"
    OPEN_DAY = "open_day"
    ACTIVITY = "activity"


class Invited(StrEnum):
    """Who of the classes of a meeting is asked to come."""

    FAMILIES = "families"
    COMMITTEE = "committee"  # the members of the class committees, each for themself
    SEATS = "seats"  # the school committee: who has the seat of each class


@dataclass(frozen=True, slots=True)
class Details:
    """What a meeting may have beside its title, place and time; times are aware."""

    kind: Kind = Kind.PARENT
    invited: Invited = Invited.FAMILIES
    about: str | None = None
    ends_at: datetime | None = None
    answer_by: datetime | None = None
    capacity: int | None = None
    asks_how_many: bool = False
    reminders: tuple[int, ...] = REMINDERS


def columns(
    title: str, place: str | None, starts_at: datetime, now: datetime, details: Details
) -> dict[str, Any]:
    """What is said of a meeting, by its columns, but for when and in which zone it starts.

    Raises:
        Broken: as `meetings.create`.
    """
    if starts_at <= now:
        raise Broken("time-past")
    check_end(starts_at, details.ends_at)
    check_answer_by(starts_at, details.answer_by, now)
    said = {field.name: getattr(details, field.name) for field in fields(details)}
    return said | {
        "title": named(title, NAME_LIMIT, "meeting-title"),
        "place": place_of(place) if place and clean(place) else None,
        "about": _about_of(details.about),
        "ends_at": details.ends_at.astimezone(UTC) if details.ends_at else None,
        "answer_by": details.answer_by.astimezone(UTC) if details.answer_by else None,
        "reminders": list(details.reminders),
        "created_at": now,
    }


def place_of(place: str) -> str:
    """A place as it is kept: a name, or an address of the web, which may be longer.

    Raises:
        Broken: "meeting-place".
    """
    link = place.strip().startswith(("https://", "http://"))
    return named(place, LINK_LIMIT if link else NAME_LIMIT, "meeting-place")


def _about_of(about: str | None) -> str | None:
    """Its lines as they were typed, within the limit; None where it says nothing."""
    kept = "\n".join(clean(line) for line in (about or "").strip().splitlines())
    if len(kept) > ABOUT_LIMIT:
        raise Broken("meeting-about", limit=ABOUT_LIMIT)
    return kept or None


def check_end(starts_at: datetime, ends_at: datetime | None) -> None:
    """An end comes after the start, and within two days.

    Raises:
        Broken: "meeting-end".
    """
    if ends_at is not None and not starts_at < ends_at <= starts_at + LONGEST:
        raise Broken("meeting-end")


def check_answer_by(starts_at: datetime, answer_by: datetime | None, now: datetime) -> None:
    """Answers are due between now and the start.

    Raises:
        Broken: "meeting-answer-by".
    """
    if answer_by is not None and not now < answer_by <= starts_at:
        raise Broken("meeting-answer-by")
