"""Questions under a notice: asked once, and answered to who asked or to everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, mapped_column

from storage import subjects
from storage.base import Base, Session
from storage.people import Person
from storage.rules import Broken, named

QUESTION_LIMIT, ANSWER_LIMIT = 400, 700
# Who has more to ask on one day had better be called.
A_DAY = 5


class NoticeQuestion(Base):
    """A question about a notice, and its answer; `shared` where everybody may read both.

    `person_id` is None once the school has forgotten who asked.
    """

    __tablename__ = "notice_questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    text: Mapped[str]
    at: Mapped[datetime]
    answer: Mapped[str | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    answered_at: Mapped[datetime | None]
    shared: Mapped[bool] = mapped_column(default=False)

    # A number is never given twice: buttons carry it.
    __table_args__ = (Index(None, "person_id", "at"), {"sqlite_autoincrement": True})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that waits, with the name of who asks; for the author's eyes only."""

    id: int
    text: str
    person: str | None


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and its answer as everybody reads them: nobody is named."""

    question: str
    answer: str


async def ask(
    session: Session, notice_id: int, person_id: int, text: str, day: datetime, now: datetime
) -> int:
    """Puts a question to a notice's author; returns its id. Bumps.

    `day` is when the school's present day began (UTC).

    Raises:
        Broken: "question-text", when it is longer than 400 characters or says nothing;
            "question-enough", when somebody has asked five times that day.
    """
    said = named(text, QUESTION_LIMIT, "question-text")
    asked = await session.scalar(
        select(func.count())
        .select_from(NoticeQuestion)
        .where(NoticeQuestion.person_id == person_id, NoticeQuestion.at >= day)
    )
    if (asked or 0) >= A_DAY:
        raise Broken("question-enough", limit=A_DAY)
    question = NoticeQuestion(notice_id=notice_id, person_id=person_id, text=said, at=now)
    session.add(question)
    await session.flush()
    await subjects.refresh_private(session, [notice_id], now)
    return question.id


async def find(session: Session, question_id: int) -> NoticeQuestion | None:
    """A question by its number."""
    return await session.get(NoticeQuestion, question_id)


def checked(text: str) -> str:
    """An answer, on one line.

    Raises:
        Broken: "answer-text", when it is longer than 700 characters or says nothing.
    """
    return named(text, ANSWER_LIMIT, "answer-text")


async def answer(
    session: Session, question_id: int, text: str, by: int, now: datetime, *, shared: bool
) -> NoticeQuestion:
    """Answers a question, to who asked or (`shared`) to everybody; bumps.

    Raises:
        LookupError: there is no such question.
        Broken: "answer-text", or "question-answered" when somebody has done so.
    """
    found = await session.get(NoticeQuestion, question_id, with_for_update=True)
    if found is None:
        raise LookupError(f"no question {question_id}")
    if found.answer is not None:
        raise Broken("question-answered")
    found.answer, found.answered_by = checked(text), by
    found.answered_at, found.shared = now, shared
    await session.flush()
    if shared:
        await subjects.bump(session, [found.notice_id], now)
    else:
        await subjects.refresh_private(session, [found.notice_id], now)
    return found


async def waiting(session: Session, notice_id: int) -> list[Asked]:
    """The questions of a notice that have no answer, the first first."""
    found = await session.execute(
        select(NoticeQuestion.id, NoticeQuestion.text, Person.name)
        .outerjoin(Person, Person.id == NoticeQuestion.person_id)
        .where(NoticeQuestion.notice_id == notice_id, NoticeQuestion.answer.is_(None))
        .order_by(NoticeQuestion.id)
    )
    return [Asked(*row) for row in found]


async def shared(session: Session, notice_ids: Collection[int]) -> dict[int, Sequence[Answered]]:
    """What was answered to everybody under these notices, by notice, in order; one statement."""
    found = await session.execute(
        select(NoticeQuestion.notice_id, NoticeQuestion.text, NoticeQuestion.answer)
        .where(NoticeQuestion.notice_id.in_(notice_ids), NoticeQuestion.shared)
        .order_by(NoticeQuestion.answered_at, NoticeQuestion.id)
    )
    answered: dict[int, list[Answered]] = defaultdict(list)
    for notice_id, text, said in found:
        answered[notice_id].append(Answered(text, said or ""))
    return dict(answered)
