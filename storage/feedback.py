"""What those who came to a meeting thought of it, kept apart from who they are."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from storage import audiences, boxes, meetings, sealed, subjects
from storage.base import Base, Session
from storage.boxes import Lost
from storage.meetings import Snapshot
from storage.rules import Broken, clean
from storage.subjects import Audience, Subject

KIND = "feedback"
INTERRUPTED = "feedback.interrupted"
# With fewer answers a teacher would know whose they are.
ENOUGH = 5
OPEN_FOR = timedelta(days=3)
WORDS_LIMIT = 1000
# How many bytes the box of three taps takes, and that of words: a letter has at most four.
_ROOM, _ROOM_FOR_WORDS = 120, 100 + 4 * WORDS_LIMIT


class Good(StrEnum):
    """What was good."""

    TOPIC = "topic"
    TALK = "talk"
    EXCHANGE = "exchange"
    PREPARED = "prepared"
    LENGTH = "length"
    NOTHING = "nothing"


class Change(StrEnum):
    """What should change."""

    SHORTER = "shorter"
    TIME = "time"
    EXCHANGE = "more-exchange"
    TOPICS = "topics"
    ROOM = "room"
    NOTHING = "nothing"


class Round(Base):
    """A meeting's round of feedback; once closed, `totals` is all that is left of the answers."""

    __tablename__ = "feedback_rounds"

    id: Mapped[int] = mapped_column(
        ForeignKey("subjects.id"), primary_key=True, autoincrement=False
    )
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), unique=True)
    closed_at: Mapped[datetime | None]
    totals: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class Taken(Base):
    """Somebody was asked, and whether they have answered: without a time, and not what.

    The rows are there before anybody answers, and lie in the order of the persons.
    """

    __tablename__ = "feedback_taken"

    round_id: Mapped[int] = mapped_column(ForeignKey("feedback_rounds.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    answered: Mapped[bool]
    wrote: Mapped[bool]

    __table_args__ = (Index(None, "person_id"), {"sqlite_with_rowid": False})


class Opinion(Base):
    """What somebody thought, or wrote: under a number drawn by lot, by which the rows lie.

    Only of rounds that were opened before it lay in boxes (storage.boxes).
    """

    __tablename__ = "feedback_opinions"

    round_id: Mapped[int] = mapped_column(ForeignKey("feedback_rounds.id"), primary_key=True)
    lot: Mapped[str] = mapped_column(primary_key=True)
    points: Mapped[int | None]
    good: Mapped[Good | None]
    change: Mapped[Change | None]
    words: Mapped[str | None]

    __table_args__ = ({"sqlite_with_rowid": False},)


@dataclass(frozen=True, slots=True)
class RoundRef:
    """A round as the desk and its card know it."""

    id: int
    author_id: int | None
    meeting_id: int
    closed_at: datetime | None
    class_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The card that asks: about which meeting, and whether it still does."""

    round: RoundRef
    meeting: Snapshot


@dataclass(frozen=True, slots=True)
class Results:
    """What came of it, `totals` as in Round: None while it is open, and where too few answered."""

    round: RoundRef
    meeting: Snapshot
    asked: int
    answers: int
    totals: dict[str, Any] | None


async def send(
    session: Session, meeting: Snapshot, person_ids: Collection[int], now: datetime
) -> int:
    """Opens the round of a meeting and asks these persons; returns its id.

    Raises:
        Broken: "feedback-sent", when it was opened before; "secret-no-key" where it cannot have a
            key of its own.
    """
    if await find(session, meeting.id) is not None:
        raise Broken("feedback-sent")
    round_id = await subjects.create(session, KIND, meeting.author_id, meeting.class_ids, now)
    session.add(Round(id=round_id, meeting_id=meeting.id))
    await session.flush()
    session.add_all(
        Taken(round_id=round_id, person_id=each, answered=False, wrote=False)
        for each in sorted(person_ids)
    )
    await session.flush()
    await boxes.lay(session, round_id)
    return round_id


async def of_ids(session: Session, ids: Collection[int]) -> dict[int, RoundRef]:
    """The rounds among these subjects, by id; one statement."""
    found = await session.execute(
        select(Round.id, Subject.author_id, Round.meeting_id, Round.closed_at, Audience.class_id)
        .join(Subject, Subject.id == Round.id)
        .join(Audience, Audience.subject_id == Round.id)
        .where(Round.id.in_(ids))
        .order_by(Round.id, Audience.class_id)
    )
    return {row[0]: RoundRef(*row) for row in audiences.gather(found)}


async def find(session: Session, meeting_id: int) -> RoundRef | None:
    """The round of a meeting, if there is one."""
    found = await session.scalar(select(Round.id).where(Round.meeting_id == meeting_id))
    return (await of_ids(session, [found]))[found] if found is not None else None


async def view(session: Session, round_id: int) -> View | None:
    """What the card that asks shows; None once the round is closed."""
    found = (await of_ids(session, [round_id])).get(round_id)
    if found is None or found.closed_at is not None:
        return None
    return View(found, await meetings.get(session, found.meeting_id))


async def waiting_for(session: Session, person_id: int) -> list[View]:
    """The open rounds that a person was asked in and has not answered; the oldest first."""
    ids = await session.scalars(
        select(Taken.round_id)
        .join(Round, Round.id == Taken.round_id)
        .where(Taken.person_id == person_id, ~Taken.answered, Round.closed_at.is_(None))
        .order_by(Taken.round_id)
    )
    rounds = await of_ids(session, ids.all())
    about = await meetings.of_ids(session, [each.meeting_id for each in rounds.values()])
    return [View(each, about[each.meeting_id]) for each in rounds.values()]


async def _asked(session: Session, asked: RoundRef, person_id: int) -> Taken:
    if asked.closed_at is not None:
        raise Broken("feedback-closed")
    taken = await session.get(Taken, (asked.id, person_id), with_for_update=True)
    if taken is None:
        raise Broken("feedback-not-asked")
    return taken


async def check(session: Session, asked: RoundRef, person_id: int) -> None:
    """Whether a person may still answer.

    Raises:
        Broken: "feedback-closed", "feedback-not-asked" or "feedback-taken".
    """
    if (await _asked(session, asked, person_id)).answered:
        raise Broken("feedback-taken")


async def check_words(session: Session, asked: RoundRef, person_id: int) -> None:
    """Whether a person may still say something in their own words.

    Raises:
        Broken: "feedback-closed", "feedback-not-asked" or "feedback-wrote".
    """
    if (await _asked(session, asked, person_id)).wrote:
        raise Broken("feedback-wrote")


async def answer(
    session: Session, asked: RoundRef, person_id: int, points: int, good: Good, change: Change
) -> None:
    """A person's answer, once; nothing that is stored of it leads back to them.

    Raises:
        Broken: as `check`; "secret-lost" where the round's key is missing.
    """
    taken = await _asked(session, asked, person_id)
    if taken.answered:
        raise Broken("feedback-taken")
    taken.answered = True
    await session.flush()
    await _put(session, asked.id, _ROOM, points=points, good=good, change=change)


async def write(session: Session, asked: RoundRef, person_id: int, words: str) -> None:
    """What a person says in their own words, once.

    Raises:
        Broken: "feedback-closed", "feedback-not-asked", "feedback-wrote" or "feedback-words";
            "secret-lost" where the round's key is missing.
    """
    taken = await _asked(session, asked, person_id)
    if taken.wrote:
        raise Broken("feedback-wrote")
    said = clean(words)
    if not said or len(said) > WORDS_LIMIT:
        raise Broken("feedback-words", limit=WORDS_LIMIT)
    taken.wrote = True
    await session.flush()
    await _put(session, asked.id, _ROOM_FOR_WORDS, words=said)


async def _put(session: Session, round_id: int, room: int, **said: Any) -> None:
    said = dict.fromkeys(("points", "good", "change", "words")) | said
    found = await boxes.opened(session, round_id)
    if found is not None:
        await found.put(session, said, room)
        return
    session.add(Opinion(round_id=round_id, lot=secrets.token_hex(8), **said))
    await session.flush()


async def _said(session: Session, round_id: int) -> list[dict[str, Any]]:
    """What was said in a round, in no order that tells anything."""
    found = await boxes.opened(session, round_id)
    if found is not None:
        return await found.said(session)
    columns = (Opinion.points, Opinion.good, Opinion.change, Opinion.words)
    rows = await session.execute(
        select(*columns).where(Opinion.round_id == round_id).order_by(Opinion.lot)
    )
    return [dict(each._mapping) for each in rows]


async def close(session: Session, round_id: int, now: datetime) -> bool:
    """Closes a round for good: of the answers only totals stay, and none of too few. Bumps.

    Returns whether it was open. Where its key is missing it rather is interrupted, by an alarm.
    """
    found = await session.get(Round, round_id, with_for_update=True)
    if found is None or found.closed_at is not None:
        return False
    try:
        given = await _said(session, round_id)
    except Lost:
        await sealed.give_up(session, INTERRUPTED, round_id)
        return False
    found.closed_at, found.totals = now, _totals(given)
    await session.execute(delete(Opinion).where(Opinion.round_id == round_id))
    # The files still show in which order it was written, and beside whose mark.
    await sealed.owe(session, round_id)
    await session.flush()
    await subjects.bump(session, [round_id], now)
    return True


async def interrupt(session: Session, round_id: int, now: datetime) -> RoundRef | None:
    """A copy was restored that has no answers of an open round: it is as if nobody had been asked.

    So they can be asked again. Returns the round as it was; None where it was closed before. Bumps.
    """
    found = (await of_ids(session, [round_id])).get(round_id)
    if found is None or found.closed_at is not None:
        return None
    for table, column in ((Opinion, Opinion.round_id), (Taken, Taken.round_id), (Round, Round.id)):
        await session.execute(
            delete(table).where(column == round_id).execution_options(synchronize_session=False)
        )
    await sealed.owe(session, round_id)
    await subjects.bump(session, [round_id], now)
    return found


def _totals(given: Collection[dict[str, Any]]) -> dict[str, Any] | None:
    """How often what was said; words only where enough answered, in the order that they come in."""
    taps = [each for each in given if each["points"] is not None]
    if len(taps) < ENOUGH:
        return None
    return {
        "points": Counter(str(each["points"]) for each in taps),
        "good": Counter(str(each["good"]) for each in taps),
        "change": Counter(str(each["change"]) for each in taps),
        "words": [each["words"] for each in given if each["words"]],
    }


async def results(session: Session, round_id: int) -> Results:
    """What came of a round so far: while it is open, no more than how many answered.

    Raises:
        LookupError: there is no such round.
    """
    found = (await of_ids(session, [round_id])).get(round_id)
    if found is None:
        raise LookupError(f"no round {round_id}")
    counted = await session.execute(
        select(func.count(), func.count().filter(Taken.answered)).where(Taken.round_id == round_id)
    )
    asked, answered = counted.one()
    totals = await session.scalar(select(Round.totals).where(Round.id == round_id))
    return Results(found, await meetings.get(session, found.meeting_id), asked, answered, totals)
