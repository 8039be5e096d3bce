"""Surveys: what is asked of whom, from when until when; what was answered is said elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Select, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from storage import audiences, sealed, subjects, survey_boxes, survey_questions
from storage.base import Base, Session
from storage.rules import Broken
from storage.subjects import Audience, Subject
from storage.survey_questions import Kind, Question, Sketch, SurveyQuestion

# What a survey is made of is found here, too.
__all__ = ["Kind", "Question", "Sketch", "SurveyQuestion"]

KIND = "survey"
# Of an anonymous survey nothing is shown with fewer answers, and no class with fewer than these.
ENOUGH, ENOUGH_FOR_A_CUT = 5, 10


class Mode(StrEnum):
    """What is stored of who answered what."""

    NAMED = "named"
    ANONYMOUS = "anonymous"  # who took part, and apart from that what was answered


class Unit(StrEnum):
    """What counts once; children only where answers have names."""

    CHILD = "child"
    FAMILY = "family"
    PERSON = "person"


class Survey(Base):
    """A survey; open from `opened_at` until `closed_at`, or `closes_at` where that is earlier.

    Until it opens it is planned for `opens_at` (None: it was opened at once); `held` says that
    quiet hours, and not its author, chose that time. `about` is a text under its title, as
    [plain, spans]. With `live`, the group sees the counts while it is open. `staff` is set where
    it is about people who work at the school; `by_class` where results by class were announced.
    With a `meeting_id`, who came to that meeting is asked. `withdrawn_at` is set where it was
    dropped before it opened, or taken back. `was_to_close` is when it would have closed before
    its close was last changed, at `changed_at`; `reminded` how often a reminder went out.
    `template` names what it was made from, `copied_from` the earlier survey that it repeats.
    `interrupted` says that its secret answers were not in the copy that was restored.
    `pictures` are the files of the results that were published, by language.
    """

    __tablename__ = "surveys"

    id: Mapped[int] = mapped_column(
        ForeignKey("subjects.id"), primary_key=True, autoincrement=False
    )
    title: Mapped[str]
    about: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    mode: Mapped[Mode]
    unit: Mapped[Unit]
    live: Mapped[bool] = mapped_column(default=False)
    staff: Mapped[bool] = mapped_column(default=False)
    by_class: Mapped[bool] = mapped_column(default=False)
    opens_at: Mapped[datetime | None]
    held: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime | None]
    closes_at: Mapped[datetime]
    was_to_close: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    interrupted: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime | None]
    pictures: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    reminded: Mapped[int] = mapped_column(default=0)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))
    template: Mapped[str | None]
    copied_from: Mapped[int | None] = mapped_column(ForeignKey("surveys.id"))

    __table_args__ = (Index(None, "closes_at"),)


@dataclass(frozen=True, slots=True)
class Draft:
    """A survey that is not stored yet; times are aware."""

    title: str
    questions: tuple[Sketch, ...]
    closes_at: datetime
    mode: Mode = Mode.NAMED
    unit: Unit = Unit.FAMILY
    about: list[Any] | None = None
    live: bool = False
    staff: bool = False
    by_class: bool = False
    opens_at: datetime | None = None
    held: bool = False
    meeting_id: int | None = None
    template: str | None = None
    copied_from: int | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A survey as it stands, with its author, its questions in order, and its classes."""

    id: int
    author_id: int | None
    title: str
    about: list[Any] | None
    mode: Mode
    unit: Unit
    live: bool
    staff: bool
    by_class: bool
    opens_at: datetime | None
    held: bool
    opened_at: datetime | None
    closes_at: datetime
    was_to_close: datetime | None
    changed_at: datetime | None
    closed_at: datetime | None
    withdrawn_at: datetime | None
    interrupted: bool
    published_at: datetime | None
    reminded: int
    meeting_id: int | None
    template: str | None
    copied_from: int | None
    class_ids: tuple[int, ...]
    questions: tuple[Question, ...] = field(default=())

    @property
    def anonymous(self) -> bool:
        """Whether answers are stored apart from who gave them."""
        return self.mode == Mode.ANONYMOUS

    @property
    def single(self) -> Question | None:
        """The only question, where it is answered by tapping one of its options or steps.

        The value of a named answer is then the number that was tapped; else it is JSON.
        """
        only = self.questions[0] if len(self.questions) == 1 else None
        return only if only is not None and only.kind in (Kind.ONE, Kind.SCALE) else None

    @property
    def toggled(self) -> Question | None:
        """The only question, where each tap puts one of its options in or takes it out again.

        With names only: what is secret is sent as a whole.
        """
        only = self.questions[0] if len(self.questions) == 1 else None
        fits = only is not None and only.kind == Kind.SEVERAL and (only.least or 1) <= 1
        return only if fits and not self.anonymous else None

    @property
    def on_card(self) -> Question | None:
        """The question that the buttons of the card answer, if they do."""
        return self.single or self.toggled

    def is_open(self, now: datetime) -> bool:
        """Whether it takes answers; at the very moment of its close it does not any more."""
        return (
            self.opened_at is not None
            and self.withdrawn_at is None
            and self.closed_at is None
            and now < self.closes_at
        )


async def create(
    session: Session, author_id: int | None, class_ids: Collection[int], draft: Draft, now: datetime
) -> int:
    """A new survey, open from now on unless it is planned; returns its id, its subject's.

    What a survey must be is checked before (`survey_rules.check`), but for its times.

    Raises:
        Broken: "time-past" for one planned for a time that is over, "survey-close" for one that
            would close before it opens.
    """
    if draft.opens_at is not None and draft.opens_at <= now:
        raise Broken("time-past")
    if draft.closes_at <= (draft.opens_at or now):
        raise Broken("survey-close")
    survey_id = await subjects.create(session, KIND, author_id, list(class_ids), now)
    said = {name: getattr(draft, name) for name in Draft.__slots__ if name != "questions"}
    opened_at = now if draft.opens_at is None else None
    session.add(Survey(id=survey_id, opened_at=opened_at, **said))
    await session.flush()
    await survey_questions.create(session, survey_id, draft.questions)
    return survey_id


_NAMES = [name for name in Snapshot.__slots__ if name in Survey.__table__.c and name != "id"]


def snapshots() -> Select[Any]:
    """The statement that `read` makes snapshots of, a row for each class of each survey."""
    columns = [getattr(Survey, name) for name in _NAMES]
    return (
        select(Subject.id, Subject.author_id, *columns, Audience.class_id)
        .select_from(Survey)
        .join(Subject, Subject.id == Survey.id)
        .join(Audience, Audience.subject_id == Survey.id)
    )


# Built once: every batch of taps runs it.
_OF_IDS = (
    snapshots()
    .where(Survey.id.in_(bindparam("ids", expanding=True)))
    .order_by(Survey.id, Audience.class_id)
)


async def read(
    session: Session, statement: Select[Any], values: dict[str, Any] | None = None
) -> list[Snapshot]:
    """Snapshots with their questions, in the statement's order; two statements.

    The statement has a row for each class of each survey; those of one must come together.
    """
    found = audiences.gather(await session.execute(statement, values))
    if not found:
        return []
    questions = await survey_questions.of_surveys(session, [row[0] for row in found])
    return [replace(Snapshot(*row), questions=tuple(questions[row[0]])) for row in found]


async def of_ids(session: Session, ids: Collection[int]) -> dict[int, Snapshot]:
    """The surveys among these subjects, by id; two statements."""
    return {one.id: one for one in await read(session, _OF_IDS, {"ids": list(ids)})}


async def get(session: Session, survey_id: int) -> Snapshot:
    """A survey.

    Raises:
        LookupError: there is none of that id.
    """
    found = await of_ids(session, [survey_id])
    if survey_id not in found:
        raise LookupError(f"no survey {survey_id}")
    return found[survey_id]


# What becomes of it


async def _standing(session: Session, survey_id: int) -> Survey:
    survey = await session.get(Survey, survey_id, with_for_update=True, populate_existing=True)
    if survey is None:
        raise LookupError(f"no survey {survey_id}")
    if survey.withdrawn_at is not None:
        raise Broken("survey-withdrawn")
    return survey


async def _changed(session: Session, survey_id: int, now: datetime) -> None:
    await session.flush()
    await subjects.bump(session, [survey_id], now)


async def open_planned(session: Session, survey_id: int, now: datetime) -> bool:
    """A planned survey opens; False where it has done so already, or was dropped. Bumps."""
    survey = await session.get(Survey, survey_id, with_for_update=True, populate_existing=True)
    if survey is None or survey.opened_at is not None or survey.withdrawn_at is not None:
        return False
    survey.opened_at = now
    await _changed(session, survey_id, now)
    return True


async def close(session: Session, survey_id: int, now: datetime) -> bool:
    """No answer counts any more; False where it was closed already or never open. Bumps.

    An anonymous one whose key is missing by then is closed as interrupted.
    """
    survey = await session.get(Survey, survey_id, with_for_update=True, populate_existing=True)
    if survey is None or survey.withdrawn_at is not None:
        return False
    if survey.opened_at is None or survey.closed_at is not None:
        return False
    survey.closed_at = min(now, survey.closes_at)  # what came after its time did not count
    if survey.mode == Mode.ANONYMOUS and not await survey_boxes.empty(session, survey_id):
        survey.interrupted = True
    await _over(session, survey)
    await _changed(session, survey_id, now)
    return True


async def _over(session: Session, survey: Survey) -> None:
    """No answer comes any more: what the files show of an anonymous one's is to be scrubbed."""
    if survey.mode == Mode.ANONYMOUS and survey.opened_at is not None:
        await sealed.owe(session, survey.id)


async def move_close(session: Session, survey_id: int, at: datetime, now: datetime) -> None:
    """An open survey closes at another time, or one that was closed opens again until then; bumps.

    An anonymous one that was closed stays so: who saw its results would see what one more answer
    changes. So does one whose results were published.

    Raises:
        Broken: "survey-withdrawn", "survey-not-open", "time-past", or "survey-closed-for-good".
    """
    survey = await _standing(session, survey_id)
    if survey.opened_at is None:
        raise Broken("survey-not-open")
    if at <= now:
        raise Broken("time-past")
    closed = survey.closed_at is not None or survey.closes_at <= now
    if closed and (survey.mode == Mode.ANONYMOUS or survey.published_at is not None):
        raise Broken("survey-closed-for-good")
    survey.was_to_close = survey.closed_at or survey.closes_at
    survey.changed_at, survey.closes_at, survey.closed_at = now, at, None
    await _changed(session, survey_id, now)


async def plan(
    session: Session, survey_id: int, at: datetime, now: datetime, *, held: bool = False
) -> None:
    """A survey that is not open yet opens at another time; bumps.

    Raises:
        Broken: "survey-withdrawn", "survey-opened", "time-past", or "survey-close" where it
            would close before that.
    """
    survey = await _standing(session, survey_id)
    if survey.opened_at is not None:
        raise Broken("survey-opened")
    if at <= now:
        raise Broken("time-past")
    if at >= survey.closes_at:
        raise Broken("survey-close")
    survey.opens_at, survey.held = at, held
    await _changed(session, survey_id, now)


async def withdraw(session: Session, survey_id: int, now: datetime) -> None:
    """Drops a survey before it opened, or takes it back; what was answered is shown to nobody.

    Raises:
        Broken: "survey-withdrawn", when that was done already.
    """
    survey = await _standing(session, survey_id)
    survey.withdrawn_at = now
    await _over(session, survey)
    await _changed(session, survey_id, now)


async def publish(session: Session, survey_id: int, now: datetime) -> bool:
    """The results are for the group from now on; False where they have been already. Bumps.

    Raises:
        Broken: "survey-withdrawn", or "survey-not-closed" while answers still count.
    """
    survey = await _standing(session, survey_id)
    if survey.closed_at is None:
        raise Broken("survey-not-closed")
    if survey.published_at is not None:
        return False
    survey.published_at = now
    await _changed(session, survey_id, now)
    return True


async def note_reminder(session: Session, survey_id: int, now: datetime, most: int) -> int:
    """Counts a reminder, and bumps; returns which one it is.

    Raises:
        Broken: "survey-withdrawn", "survey-not-open", or "survey-reminded" after so many.
    """
    survey = await _standing(session, survey_id)
    if survey.opened_at is None or survey.closed_at is not None or survey.closes_at <= now:
        raise Broken("survey-not-open")
    if survey.reminded >= most:
        raise Broken("survey-reminded", limit=most)
    survey.reminded += 1
    await _changed(session, survey_id, now)
    return survey.reminded
