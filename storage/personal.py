"""What every table holds about a person: which rows are theirs, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from typing import Any

from sqlalchemy import Column, Select, Table, and_, exists, false, or_, select
from sqlalchemy.sql.elements import ColumnElement

from storage.answers import UnitKind
from storage.base import Base, Session
from storage.children import Child, Departure, Guardian
from storage.people import Person
from storage.subjects import Subject


class By(Enum):
    """How a column names somebody."""

    PERSON = auto()  # by their number here
    USER = auto()  # by their number at Telegram, which is their private chat's as well
    CHILD = auto()  # through a child they answer for
    UNIT = auto()  # as a unit that answers: one of their children, or they as a family
    AUTHOR = auto()  # through a subject whose author they are
    MENU = auto()  # by their number at Telegram, in the name of what was told to it


class Fate(StrEnum):
    """What becomes of what a column says, when the person is forgotten."""

    ERASED = "erased"  # the row goes
    CLEARED = "cleared"  # the row stays, and names nobody
    # What is more than one statement, in storage/forgetting.py:
    COUNTED = "counted"  # where it still matters it goes, else it stays a number without a name
    PASSED = "passed"  # it goes on in somebody else's name
    TAKEN_BACK = "taken back"  # at Telegram first, then it goes


@dataclass(frozen=True, slots=True)
class Named:
    """A column that names somebody, and what becomes of it.

    `also` are columns that are emptied with it. `own` are those that are the person's, beside
    what the row refers to and its times, where the rest is somebody else's; None for all.
    """

    by: By
    fate: Fate
    also: tuple[str, ...] = ()
    own: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Holds:
    """A table with rows about persons, as `title` to them.

    `names` are all its columns that name somebody; `withheld` are those that are not theirs to
    see, each with the reason. All others are shown. Rows that are not shown at all are `untold`,
    with the reason.
    """

    title: str
    names: Mapping[str, Named]
    withheld: Mapping[str, str] = field(default_factory=dict)
    untold: str = ""


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody, by all that names them; `person_id` None where there is only a private chat.

    `children` are those they answer for, or did until they left; `alone` those of them for whom
    nobody else does; `gone` those of these who stand on no class list that a teacher gave.
    """

    user_id: int
    person_id: int | None
    children: tuple[int, ...] = ()
    alone: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()


def _erased(by: By) -> Named:
    return Named(by, Fate.ERASED)


_THEMSELF = tuple(each for each in UnitKind if each != UnitKind.CHILD)
_OURS = "how the bot sends and shows it"
HOLDS: dict[str, Holds] = {
    "affairs": Holds(
        "what you published in the school's register",
        {"by_person_id": Named(By.PERSON, Fate.CLEARED)},
    ),
    "persons": Holds("you", {"id": _erased(By.PERSON), "user_id": _erased(By.USER)}),
    "chats": Holds("your private chat with the bot", {"id": _erased(By.USER)}),
    "published": Holds("your menu of commands", {"name": Named(By.MENU, Fate.TAKEN_BACK)}),
    "roles": Holds("what you are or were", {"person_id": _erased(By.PERSON)}),
    "children": Holds("your children", {"id": _erased(By.CHILD)}),
    "guardians": Holds(
        "who answers for your children",
        {"person_id": _erased(By.PERSON), "child_id": _erased(By.CHILD)},
    ),
    "guardian_requests": Holds(
        "who asked to answer for a child",
        {
            "person_id": _erased(By.PERSON),
            "child_id": _erased(By.CHILD),
            "refused_by": Named(By.PERSON, Fate.CLEARED, own=()),
        },
    ),
    "departures": Holds(
        "what comes back when you return to a group",
        {"person_id": _erased(By.PERSON), "child_id": _erased(By.CHILD)},
    ),
    "handovers": Holds(
        "what is being handed over",
        {"from_person_id": _erased(By.PERSON), "to_person_id": _erased(By.PERSON)},
    ),
    "invites": Holds(
        "invitations that you made or used",
        {
            "by_person_id": Named(By.PERSON, Fate.CLEARED),
            "used_by_person_id": Named(By.PERSON, Fate.CLEARED),
        },
        {"code_hash": "it opens a door"},
    ),
    "answers": Holds(
        "your answers",
        {
            "person_id": Named(By.PERSON, Fate.CLEARED),
            "was_by": Named(By.PERSON, Fate.CLEARED, also=("was",), own=()),
            "unit_id": Named(By.UNIT, Fate.COUNTED),
        },
        {"was": "it may be what another guardian had said"},
    ),
    "subjects": Holds("what you have begun", {"author_id": Named(By.PERSON, Fate.PASSED)}),
    "notices": Holds(
        "notices that you wrote",
        {"id": Named(By.AUTHOR, Fate.PASSED), "chat_id": Named(By.USER, Fate.CLEARED)},
    ),
    "meetings": Holds("meetings that you called", {"id": Named(By.AUTHOR, Fate.PASSED)}),
    "drafts": Holds(
        "what you have not finished",
        {"person_id": _erased(By.PERSON), "chat_id": _erased(By.USER)},
    ),
    "browsing": Holds(
        "lists that you looked at",
        {"person_id": _erased(By.PERSON)},
        {"state": "it names others"},
    ),
    "calendar_entries": Holds("meetings in your calendar", {"person_id": _erased(By.PERSON)}),
    "album_parts": Holds("albums that you sent", {"chat_id": _erased(By.USER)}),
    "posts": Holds(
        "messages to you",
        {"chat_id": _erased(By.USER)},
        {
            "key": _OURS,
            "payload": "it may name others; once it is sent, you have it and it is not kept",
            "form": _OURS,
            "words": _OURS,
            "shown_digest": _OURS,
            "lease_owner": _OURS,
            "lease_until": _OURS,
        },
    ),
    "post_files": Holds("files in messages to you", {"chat_id": _erased(By.USER)}),
    "door_tries": Holds("wrong codes at a meeting's door", {"person_id": _erased(By.PERSON)}),
    "tasks": Holds("tasks that you took on", {"person_id": Named(By.PERSON, Fate.PASSED)}),
    "agenda_items": Holds("what you put on an agenda", {"person_id": _erased(By.PERSON)}),
    "lecture_questions": Holds(
        "questions that you asked by name", {"person_id": _erased(By.PERSON)}
    ),
    "notice_questions": Holds(
        "questions about notices that you asked or answered",
        {
            "person_id": Named(By.PERSON, Fate.CLEARED),
            "answered_by": Named(By.PERSON, Fate.CLEARED, own=("answer", "shared")),
        },
    ),
    "signatures": Holds(
        "slips that you signed or recorded",
        {
            "person_id": Named(By.PERSON, Fate.CLEARED, also=("comment",)),
            "child_id": _erased(By.CHILD),
        },
    ),
    "feedback_taken": Holds(
        "whether you gave feedback; what you said cannot be found by your name",
        {"person_id": _erased(By.PERSON)},
    ),
    "letters": Holds(
        "letters to the principal that you wrote",
        {
            "person_id": Named(By.PERSON, Fate.CLEARED),
            "taken_by": Named(By.PERSON, Fate.CLEARED, own=()),
        },
    ),
    "letter_parts": Holds(
        "what you wrote in letters, and in answer to them",
        {"person_id": Named(By.PERSON, Fate.CLEARED, also=("plain", "spans", "files"))},
    ),
    "letter_concerns": Holds(
        "complaints about you",
        {"person_id": _erased(By.PERSON)},
        untold="who complains has to be able to trust that it does not come to whom it is about",
    ),
    "letter_sources": Holds(
        "the messages in which you wrote letters or answers",
        {"chat_id": _erased(By.USER)},
        {"mark": _OURS, "sealed": _OURS, "album": _OURS},
    ),
    "surveys": Holds("surveys that you made", {"id": Named(By.AUTHOR, Fate.PASSED)}),
    "survey_halves": Holds(
        "surveys that you have begun to answer", {"person_id": _erased(By.PERSON)}
    ),
    "survey_taken": Holds(
        "whether you answered an anonymous survey; what you said cannot be found by your name",
        {"unit_id": _erased(By.UNIT)},
    ),
    "votes": Holds("votes that you called", {"id": Named(By.AUTHOR, Fate.PASSED)}),
    "vote_options": Holds(
        "votes in which you could be elected", {"person_id": Named(By.PERSON, Fate.CLEARED)}
    ),
    "candidates": Holds(
        "elections in which you were asked to stand, or stood", {"person_id": _erased(By.PERSON)}
    ),
    "vote_listed": Holds(
        "votes to come in which you were named to vote", {"person_id": _erased(By.PERSON)}
    ),
    "vote_holders": Holds("votes in which you have a seat", {"unit_id": _erased(By.UNIT)}),
    "vote_ballots": Holds(
        "your open ballots; what you voted under seal cannot be found by your name",
        {"person_id": Named(By.PERSON, Fate.CLEARED)},
    ),
}

# Tables that say nothing of any one person, each with the reason.
ABOUT_NOBODY: dict[str, str] = {
    "alarms": "when something is due, by what it is about",
    "attendances": "a meeting's code; who came stands in answers",
    "audiences": "which classes something is for",
    "classes": "a class and its group",
    "committee_rules": "how a committee votes",
    "elections": "when an election opens",
    "decisions": "what a committee decided, as it was told to all who voted or were invited",
    "failed_updates": "numbers of updates, and the class of an error",
    "feedback_opinions": "what nobody can trace to who said it",
    "feedback_rounds": "how often something was said",
    "files": "files that the bot made; those with what is stored about somebody go with them",
    "handled_updates": "numbers of updates",
    "holidays": "on which days nobody at the school works",
    "lectures": "what an organiser says about a speaker",
    "letter_forwards": "where a letter was passed on to: an office, and nobody by name",
    "letter_addresses": "where answers to hidden letters go, which only the key's holder can read",
    "letter_copies": "where answers to hidden letters stand, likewise",
    "letter_blocks": "whose letters are blocked, by a mark that only the key's holder can make",
    "letter_marks": "that somebody sent a letter without a name that day, likewise",
    "letter_replies": "answers that are written often, without anybody's name",
    "mailbox": "which group reads the letters",
    "minutes": "what an organiser wrote, as it was sent to all who were invited",
    "runs": "whether the last run ended in order",
    "sealed_boxes": "what was said in secrets that are open, which only their keys can read",
    "sealed_owed": "which closed surveys still have to be scrubbed",
    "suggestion_rules": "how many families put a suggestion on an agenda",
    "suggestion_votes": "which votes are on suggestions",
    "suggestions": "what a letter's writer agreed to have read, without their name",
    "survey_ballots": "what nobody can trace to who said it",
    "survey_questions": "what an author asks",
    "vote_counters": "how often something was voted",
    "vote_plans": "when a vote opens",
    "vote_seats": "seats by number; who holds them stands in vote_holders",
}
# Columns that are called as if they named somebody, and name groups only.
OF_GROUPS = {("classes", "chat_id"), ("mailbox", "chat_id")}


def holds() -> dict[str, tuple[Table, Holds]]:
    """Every table with rows about persons, those that others refer to first."""
    found = {table.name: table for table in Base.metadata.sorted_tables}
    return {name: (table, HOLDS[name]) for name, table in found.items() if name in HOLDS}


async def find(session: Session, user_id: int) -> Who:
    """All that names a Telegram user here."""
    person_id = await session.scalar(select(Person.id).where(Person.user_id == user_id))
    if person_id is None:
        return Who(user_id, None)
    found = (await session.execute(_children(person_id))).all()
    return Who(
        user_id,
        person_id,
        tuple(row.id for row in found),
        tuple(row.id for row in found if not row.shared),
        tuple(row.id for row in found if not row.shared and not row.listed),
    )


def _children(person_id: int) -> Select[int, bool, bool]:
    """The children, whether others answer for them, and whether a teacher has listed them."""
    now = select(Guardian.child_id).where(Guardian.person_id == person_id)
    before = select(Departure.child_id).where(Departure.person_id == person_id)
    shared = or_(_of_another(Guardian, person_id), _of_another(Departure, person_id))
    return (
        select(Child.id, shared.label("shared"), Child.listed)
        .where(or_(Child.id.in_(now), Child.id.in_(before)))
        .order_by(Child.id)
    )


def _of_another(table: type[Guardian | Departure], person_id: int) -> ColumnElement[bool]:
    """On children: somebody else answers for them, or will on coming back."""
    return exists().where(table.child_id == Child.id, table.person_id != person_id)


def named(
    table: Table, name: str, by: By, who: Who, children: tuple[int, ...]
) -> ColumnElement[bool]:
    """The rows in which a column names this person, through these of their children."""
    column: Column[Any] = table.c[name]
    if by == By.USER:
        return column == who.user_id
    if by == By.MENU:
        return column == f"menu:{who.user_id}"
    if by == By.CHILD:
        return column.in_(children)
    if by == By.UNIT:
        return _own_unit(table, column, who, children)
    if who.person_id is None:
        return false()
    if by == By.AUTHOR:
        return column.in_(select(Subject.id).where(Subject.author_id == who.person_id))
    return column == who.person_id


def _own_unit(
    table: Table, column: Column[Any], who: Who, children: tuple[int, ...]
) -> ColumnElement[bool]:
    """Conditions on `unit` and the unit's number beside it."""
    return or_(
        and_(table.c.unit == UnitKind.CHILD, column.in_(children)),
        and_(table.c.unit.in_(_THEMSELF), column == who.person_id),
    )


def about(table: Table, held: Holds, who: Who) -> ColumnElement[bool]:
    """The rows of a table that are about this person, through whichever column."""
    return or_(
        *(named(table, name, each.by, who, who.children) for name, each in held.names.items())
    )
