"""School affairs: the public register of what a school decides and does, version by version."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, case, select, update
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from storage import subjects
from storage.base import Base, Session
from storage.rules import Broken, fold, named

KIND = "affair"
TITLE_LIMIT, TEXT_LIMIT = 120, 3000
_WORD = re.compile(r"[^\W_]+")


class Category(StrEnum):
    """Where in the register something stands; the first two fill themselves."""

    WORK_PLAN = "work-plan"
    MINUTES = "minutes"
    DECISION = "decision"
    MENU = "menu"
    BUDGET = "budget"
    NEWS = "news"
    REPORT = "report"
    ANSWER = "answer"


class Affair(Base):
    """An entry of the register; its audience are the classes whose groups got its card.

    `words` are what it is looked for by (`searchable`), indexed by a trigger of the database's
    own. `replaced_by` is the newest version of it, None in that itself. What a committee decided
    has its `decision_id`, a meeting's minutes have its `meeting_id`. `pin` is whether the card is
    to be pinned, None where nobody asked for it.
    """

    __tablename__ = "affairs"

    id: Mapped[int] = mapped_column(
        ForeignKey("subjects.id"), primary_key=True, autoincrement=False
    )
    category: Mapped[Category]
    title: Mapped[str]
    text: Mapped[str]
    spans: Mapped[list[Any]]
    files: Mapped[list[Any]]
    words: Mapped[str]
    at: Mapped[datetime]
    by_person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    pin: Mapped[bool | None]
    replaced_by: Mapped[int | None] = mapped_column(ForeignKey("affairs.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), unique=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), unique=True)
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "ix_affairs_shown",
            "at",
            "id",
            sqlite_where=sql("withdrawn_at IS NULL AND replaced_by IS NULL"),
        ),
        Index(
            "ix_affairs_shown_category",
            "category",
            "at",
            "id",
            sqlite_where=sql("withdrawn_at IS NULL AND replaced_by IS NULL"),
        ),
    )


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that is not published yet; `files` and `spans` are packed."""

    category: Category
    title: str
    text: str
    spans: list[Any]
    files: list[Any]
    pin: bool | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An entry as its buttons know it; the school's own, and so without an author."""

    id: int
    by_person_id: int | None
    replaced_by: int | None
    filled: bool
    title: str
    category: Category
    withdrawn_at: datetime | None
    class_ids: tuple[int, ...] = ()
    author_id: int | None = None


_SHOWN: tuple[Any, ...] = (
    Affair.id,
    Affair.by_person_id,
    Affair.replaced_by,
    Affair.decision_id.is_not(None) | Affair.meeting_id.is_not(None),
    Affair.title,
    Affair.category,
    Affair.withdrawn_at,
)


def searchable(*said: str) -> str:
    """What is looked for in these texts: their words, folded, with one space between them."""
    return " ".join(_WORD.findall(fold(" ".join(said))))


def checked_title(title: str) -> str:
    """A title as it may stand.

    Raises:
        Broken: "affair-title".
    """
    return named(title, TITLE_LIMIT, "affair-title")


def checked_text(said: str) -> str:
    """A text as it may stand.

    Raises:
        Broken: "affair-text".
    """
    if not said.strip() or len(said) > TEXT_LIMIT:
        raise Broken("affair-text", limit=TEXT_LIMIT)
    return said


async def of_ids(session: Session, ids: Collection[int]) -> dict[int, Snapshot]:
    """The entries among these subjects, by id; one statement."""
    found = await session.execute(select(*_SHOWN).where(Affair.id.in_(ids)))
    return {row[0]: Snapshot(*row) for row in found}


async def get(session: Session, affair_id: int) -> Snapshot:
    """An entry.

    Raises:
        LookupError: there is none.
    """
    found = await of_ids(session, [affair_id])
    if affair_id not in found:
        raise LookupError(f"no affair {affair_id}")
    return found[affair_id]


async def publish(
    session: Session,
    person_id: int,
    class_ids: Collection[int],
    draft: Draft,
    now: datetime,
    replaces: int | None = None,
) -> int:
    """A new entry, or a new version of one; returns its id, its subject's.

    Raises:
        Broken: "affair-title" or "affair-text"; "affair-replaced" where that is not what stands.
    """
    title = checked_title(draft.title)
    checked_text(draft.text)
    if replaces is not None:
        await _check_stands(session, replaces)
    affair_id = await _add(session, draft, title, now, class_ids=class_ids, by_person_id=person_id)
    if replaces is not None:
        await _supersede(session, replaces, affair_id, now)
    return affair_id


async def _check_stands(session: Session, affair_id: int) -> None:
    one = await session.get(Affair, affair_id, with_for_update=True)
    filled = one is not None and (one.decision_id is not None or one.meeting_id is not None)
    if one is None or one.replaced_by is not None or one.withdrawn_at is not None or filled:
        raise Broken("affair-replaced")


async def _add(
    session: Session,
    draft: Draft,
    title: str,
    at: datetime,
    *,
    class_ids: Collection[int] = (),
    **more: Any,
) -> int:
    affair_id = await subjects.create(session, KIND, None, list(class_ids), at)
    names = [str(each[2]) for each in draft.files]
    session.add(
        Affair(
            id=affair_id,
            category=draft.category,
            title=title,
            text=draft.text,
            spans=draft.spans,
            files=draft.files,
            words=searchable(title, draft.text, *names),
            at=at,
            pin=draft.pin,
            **more,
        )
    )
    await session.flush()
    return affair_id


async def _supersede(session: Session, old: int, new: int, now: datetime) -> None:
    """All versions before the new one lead to it, and are pinned no more."""
    changed = await session.scalars(
        update(Affair)
        .where((Affair.id == old) | (Affair.replaced_by == old))
        .values(replaced_by=new, pin=case((Affair.pin.is_(True), False), else_=Affair.pin))
        .returning(Affair.id)
        .execution_options(synchronize_session=False)
    )
    await subjects.bump(session, changed.all(), now)


async def withdraw(session: Session, affair_id: int, now: datetime) -> None:
    """Takes an entry back; the version before it, if there is one, stands again. Bumps.

    Raises:
        Broken: "affair-withdrawn".
    """
    one = await session.get(Affair, affair_id, with_for_update=True)
    if one is None or one.withdrawn_at is not None:
        raise Broken("affair-withdrawn")
    one.withdrawn_at = now
    one.pin = False if one.pin else one.pin
    await session.flush()
    before = await versions_before(session, affair_id)
    if before:
        stands, changed = before[0].id, [each.id for each in before]
        await _restore(session, affair_id, stands)
        await subjects.bump(session, changed, now)
    await subjects.bump(session, [affair_id], now)


async def _restore(session: Session, affair_id: int, stands: int) -> None:
    for where, to in ((Affair.id == stands, None), (Affair.replaced_by == affair_id, stands)):
        await session.execute(
            update(Affair)
            .where(where)
            .values(replaced_by=to)
            .execution_options(synchronize_session=False)
        )
    session.expire_all()


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version: its number, and when it was published."""

    id: int
    at: datetime


async def versions_before(session: Session, affair_id: int) -> list[Version]:
    """The versions that this entry has replaced and that were not withdrawn, the newest first."""
    found = await session.execute(
        select(Affair.id, Affair.at)
        .where(Affair.replaced_by == affair_id, Affair.withdrawn_at.is_(None))
        .order_by(Affair.at.desc(), Affair.id.desc())
    )
    return [Version(*row) for row in found]


async def unpin(session: Session, affair_id: int, now: datetime) -> None:
    """An entry that was to be pinned is over; bumps if it was."""
    one = await session.get(Affair, affair_id, with_for_update=True)
    if one is not None and one.pin:
        one.pin = False
        await session.flush()
        await subjects.bump(session, [affair_id], now)


# What fills itself


async def decided(
    session: Session, decision_id: int, title: str, words: str, at: datetime, now: datetime
) -> None:
    """What a committee decided stands in the work plan; bumps what stood there."""
    draft = Draft(Category.WORK_PLAN, title, "", [], [])
    await _fill(session, draft, at, now, words, decision_id=decision_id)


async def minuted(session: Session, meeting_id: int, draft: Draft, now: datetime) -> None:
    """A committee's minutes stand in the register, as they were last corrected; bumps."""
    names = [str(each[2]) for each in draft.files]
    words = searchable(draft.title, draft.text, *names)
    await _fill(session, draft, now, now, words, meeting_id=meeting_id)


async def _fill(
    session: Session, draft: Draft, at: datetime, now: datetime, words: str, **source: Any
) -> None:
    """What was withdrawn stays so, whatever becomes of its source."""
    ((column, number),) = source.items()
    one = await session.scalar(select(Affair).where(getattr(Affair, column) == number))
    if one is None:
        affair_id = await _add(session, draft, draft.title, at, **source)
        one = await session.get(Affair, affair_id)
        assert one is not None  # noqa: S101 (just made)
    one.title, one.text, one.spans, one.files = draft.title, draft.text, draft.spans, draft.files
    one.words = words
    await session.flush()
    await subjects.bump(session, [one.id], now)
