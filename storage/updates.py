"""Which updates have had their effect, and which could not have it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Session, upsert, upsert_new

# Telegram keeps an unconfirmed update for 24 hours (Bot API: getUpdates); twice that is safe.
KEPT = timedelta(hours=48)
# Numbers may begin anew (Bot API: Update, update_id): a failure must not meet a namesake.
READ = timedelta(days=30)
TRIES = 3


class HandledUpdate(Base):
    """An update whose effect is committed (it stands beside that effect, in one transaction)."""

    __tablename__ = "handled_updates"

    update_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)


class FailedUpdate(Base):
    """An update that failed: its id, type and error class, and nothing of what it said."""

    __tablename__ = "failed_updates"

    update_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    error: Mapped[str]
    tries: Mapped[int]
    at: Mapped[datetime]


class Run(Base):
    """The one row that says whether the last run ended in order."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    clean: Mapped[bool]


_WHICH = select(HandledUpdate.update_id).where(
    HandledUpdate.update_id.in_(bindparam("ids", expanding=True))
)


async def handled(session: Session, ids: Collection[int]) -> set[int]:
    """Those of the update ids whose effect is committed already."""
    return set(await session.scalars(_WHICH, {"ids": list(ids)}))


async def mark_handled(session: Session, ids: Collection[int], now: datetime) -> set[int]:
    """Writes that these updates have their effect, in the transaction that gives it to them.

    Returns those that had none before; one statement for a batch.
    """
    rows = [{"update_id": each, "at": now} for each in sorted(ids)]
    return set(await upsert_new(session, HandledUpdate.__table__, rows, key="update_id"))


async def count_try(session: Session, update_id: int, kind: str, now: datetime) -> bool:
    """Counts one more try of an update before it is tried, so that a crash counts too.

    Returns False, and counts nothing, when it has been tried often enough.
    """
    failed = await session.get(FailedUpdate, update_id)
    if failed is None:
        failed = FailedUpdate(update_id=update_id, kind=kind, error="killed", tries=0, at=now)
        session.add(failed)
    if failed.tries >= TRIES:
        return False
    failed.tries += 1
    failed.at = now
    await session.flush()
    return True


async def name_error(
    session: Session, update_id: int, kind: str, error: str, now: datetime
) -> None:
    """Notes the class of the error that an update ended with."""
    row = {"update_id": update_id, "kind": kind, "error": error, "tries": 1, "at": now}
    await upsert(
        session, FailedUpdate.__table__, [row], key=["update_id"], change=["error", "kind", "at"]
    )


async def forget_tries(session: Session, ids: Collection[int]) -> None:
    """These updates had their effect after all."""
    if ids:
        await session.execute(delete(FailedUpdate).where(FailedUpdate.update_id.in_(ids)))


async def begin_run(session: Session) -> bool:
    """Marks a run as begun; returns whether the one before ended in order."""
    run = await session.get(Run, 1)
    clean = run is None or run.clean
    await upsert(session, Run.__table__, [{"id": 1, "clean": False}], key=["id"], change=["clean"])
    return clean


async def end_run(session: Session) -> None:
    """Marks the run as ended in order."""
    await upsert(session, Run.__table__, [{"id": 1, "clean": True}], key=["id"], change=["clean"])


async def forget_old(session: Session, now: datetime) -> None:
    """Drops what Telegram cannot deliver again, and failures that somebody had time to read."""
    await session.execute(delete(HandledUpdate).where(HandledUpdate.at < now - KEPT))
    await session.execute(delete(FailedUpdate).where(FailedUpdate.at < now - READ))
