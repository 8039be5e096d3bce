"""Lectures: who speaks, where it is shown live, and what parents want to ask."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from storage import subjects
from storage.base import Base, Session
from storage.people import Person
from storage.rules import Broken, clean, named

KIND = "lecture"
SPEAKER_LIMIT, ABOUT_LIMIT, QUESTION_LIMIT, LINK_LIMIT = 80, 200, 500, 300
# Those who come are told where to look so long before the start.
REVEAL = timedelta(minutes=15)
MOST_QUESTIONS = 100


class Lecture(Base):
    """What a meeting has beyond others when somebody speaks at it, or it is shown live."""

    __tablename__ = "lectures"

    id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id"), primary_key=True, autoincrement=False
    )
    speaker: Mapped[str | None]
    about: Mapped[str | None]
    link: Mapped[str | None]


class LectureQuestion(Base):
    """A question; `person_id` only where who asks wanted their name to be known."""

    __tablename__ = "lecture_questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    text: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is shown; `who` where they chose to be named."""

    text: str
    who: str | None


async def of_meetings(session: Session, meeting_ids: Collection[int]) -> dict[int, Lecture]:
    """What is known of these meetings as lectures, by id; one statement."""
    found = await session.scalars(select(Lecture).where(Lecture.id.in_(meeting_ids)))
    return {each.id: each for each in found}


async def find(session: Session, meeting_id: int) -> Lecture | None:
    """What is known of a meeting as a lecture."""
    return await session.get(Lecture, meeting_id)


async def set_speaker(
    session: Session, meeting_id: int, speaker: str, about: str | None, now: datetime
) -> None:
    """Who speaks, and a line about them; bumps.

    Raises:
        Broken: "lecture-speaker" or "lecture-about".
    """
    who = named(speaker, SPEAKER_LIMIT, "lecture-speaker")
    line = named(about, ABOUT_LIMIT, "lecture-about") if about and clean(about) else None
    await _set(session, meeting_id, now, speaker=who, about=line)


async def set_link(session: Session, meeting_id: int, link: str, now: datetime) -> None:
    """Where it is shown live; bumps.

    Raises:
        Broken: "lecture-link", for what is no address of the web.
    """
    said = clean(link)
    if not said.startswith(("https://", "http://")) or len(said) > LINK_LIMIT or " " in said:
        raise Broken("lecture-link")
    await _set(session, meeting_id, now, link=said)


async def _set(session: Session, meeting_id: int, now: datetime, **said: str | None) -> None:
    found = await find(session, meeting_id)
    if found is None:
        found = Lecture(id=meeting_id)
        session.add(found)
    for name, value in said.items():
        setattr(found, name, value)
    await session.flush()
    await subjects.bump(session, [meeting_id], now)


async def ask(
    session: Session, meeting_id: int, text: str, person_id: int | None, now: datetime
) -> None:
    """Puts a question to the speaker, with a name or without; bumps.

    Raises:
        Broken: "lecture-question" or "lecture-questions-full".
    """
    said = named(text, QUESTION_LIMIT, "lecture-question")
    if len(await questions(session, meeting_id)) >= MOST_QUESTIONS:
        raise Broken("lecture-questions-full")
    session.add(LectureQuestion(meeting_id=meeting_id, text=said, person_id=person_id))
    await session.flush()
    await subjects.bump(session, [meeting_id], now)


async def questions(session: Session, meeting_id: int) -> Sequence[Asked]:
    """What is asked at a lecture, the first first."""
    found = await session.execute(
        select(LectureQuestion.text, Person.name)
        .outerjoin(Person, Person.id == LectureQuestion.person_id)
        .where(LectureQuestion.meeting_id == meeting_id)
        .order_by(LectureQuestion.id)
    )
    return [Asked(*row) for row in found]
