"""What is half said: questions that wait for an answer, commands for a tap, forms to be filled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, delete, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import subjects
from storage.base import Base, Session

QUESTION = "question"
FORM = "form"
ENDED = "form-ended"  # sent or dropped: what its message shows is still brought up to date


class Draft(Base):
    """Something begun: `kind` names what it waits for, `data` is what has been said so far.

    `touched_at` is when it was last gone on with. A form has a subject, whose card is the message
    that asks; `name` says which form it is, and an `asleep` one waits until it is gone on with:
    of a person's forms at most one in a chat is awake.
    """

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    chat_id: Mapped[int]
    data: Mapped[dict[str, Any]]
    touched_at: Mapped[datetime] = mapped_column(index=True)
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"), unique=True)
    name: Mapped[str | None]
    asleep: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        Index(
            "uq_drafts_question",
            "person_id",
            "chat_id",
            unique=True,
            sqlite_where=text("kind = 'question'"),
        ),
        Index("ix_drafts_person_id_kind", "person_id", "kind"),
        # A number is never given twice: an old button must not find another's draft.
        {"sqlite_autoincrement": True},
    )


async def open_question(
    session: Session,
    person_id: int,
    chat_id: int,
    data: dict[str, Any],
    now: datetime,
) -> int:
    """Opens a question to a person in a chat, in place of an earlier one; returns its id."""
    await session.execute(
        delete(Draft)
        .where(*_asked(person_id, chat_id))
        .execution_options(synchronize_session="fetch")
    )
    return await _add(
        session,
        Draft(kind=QUESTION, person_id=person_id, chat_id=chat_id, data=data, touched_at=now),
    )


async def find_question(session: Session, person_id: int, chat_id: int) -> Draft | None:
    """The question that is open to a person in a chat."""
    found: Draft | None = await session.scalar(select(Draft).where(*_asked(person_id, chat_id)))
    return found


def _asked(person_id: int, chat_id: int) -> tuple[Any, ...]:
    return Draft.kind == QUESTION, Draft.person_id == person_id, Draft.chat_id == chat_id


async def keep(
    session: Session, kind: str, chat_id: int, data: dict[str, Any], now: datetime
) -> int:
    """Keeps what waits for a tap; returns the id for `take`."""
    return await _add(session, Draft(kind=kind, chat_id=chat_id, data=data, touched_at=now))


async def _add(session: Session, draft: Draft) -> int:
    session.add(draft)
    await session.flush()
    return draft.id


async def find(session: Session, draft_id: int) -> Draft | None:
    """What was kept, and stays so."""
    return await session.get(Draft, draft_id)


async def take(session: Session, draft_id: int) -> Draft | None:
    """Takes what was kept, once: a second tap finds nothing."""
    draft = await session.get(Draft, draft_id, with_for_update=True)
    if draft is not None:
        await session.delete(draft)
        await session.flush()
    return draft


async def close(session: Session, draft_id: int) -> None:
    """Nothing waits any more under this id."""
    await take(session, draft_id)


async def forget_old(session: Session, before: datetime) -> None:
    """Drops what nobody has gone on with since then, and never finished."""
    await session.execute(delete(Draft).where(Draft.touched_at < before))


async def begin_form(
    session: Session,
    name: str,
    person_id: int,
    chat_id: int,
    data: dict[str, Any],
    now: datetime,
) -> Draft:
    """A form of that name, awake, with a subject of its own; the person's others fall asleep."""
    await sleep(session, person_id, chat_id)
    subject_id = await subjects.create(session, FORM, person_id, [], now)
    draft = Draft(
        kind=FORM,
        name=name,
        person_id=person_id,
        chat_id=chat_id,
        data=data,
        touched_at=now,
        subject_id=subject_id,
    )
    await _add(session, draft)
    return draft


async def find_form(session: Session, draft_id: int, person_id: int) -> Draft | None:
    """A person's unfinished form."""
    found: Draft | None = await session.scalar(
        select(Draft).where(Draft.id == draft_id, Draft.kind == FORM, Draft.person_id == person_id)
    )
    return found


async def forms_of(session: Session, person_id: int) -> Sequence[Draft]:
    """A person's unfinished forms, the one last gone on with first."""
    found = await session.scalars(
        select(Draft)
        .where(Draft.kind == FORM, Draft.person_id == person_id)
        .order_by(Draft.touched_at.desc(), Draft.id.desc())
    )
    return found.all()


async def awake(session: Session, person_id: int, chat_id: int) -> Draft | None:
    """The form that takes what a person writes in a chat."""
    found: Draft | None = await session.scalar(
        select(Draft).where(
            Draft.kind == FORM,
            Draft.person_id == person_id,
            Draft.chat_id == chat_id,
            ~Draft.asleep,
        )
    )
    return found


async def sleep(session: Session, person_id: int, chat_id: int) -> None:
    """A person's forms in a chat take nothing that is written until one is gone on with."""
    await session.execute(
        update(Draft)
        .where(Draft.kind == FORM, Draft.person_id == person_id, Draft.chat_id == chat_id)
        .values(asleep=True)
        .execution_options(synchronize_session="fetch")
    )


async def fill_in(session: Session, draft: Draft, data: dict[str, Any], now: datetime) -> None:
    """Remembers how far a form has got; it is the one that is awake."""
    if draft.asleep and draft.person_id is not None:
        await sleep(session, draft.person_id, draft.chat_id)
    draft.data, draft.touched_at, draft.asleep = data, now, False
    await session.flush()


async def end_form(session: Session, draft: Draft, data: dict[str, Any], now: datetime) -> None:
    """A form was sent or dropped; its row stays as long as its message may be shown anew."""
    draft.kind, draft.data, draft.touched_at = ENDED, data, now
    await session.flush()


async def of_subject(session: Session, subject_id: int) -> Draft | None:
    """The form with that subject, ended or not."""
    found: Draft | None = await session.scalar(select(Draft).where(Draft.subject_id == subject_id))
    return found
