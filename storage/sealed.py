"""What is secret while it is open, as who took part and what was said: scrubbed after the close."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import structlog
from sqlalchemy import ForeignKey, delete, select, text
from sqlalchemy.orm import Mapped, mapped_column

from storage import alarms, boxes
from storage.base import Base, Database, Session, is_trouble, upsert
from storage.boxes import Box, Lost
from storage.envelopes import KeyFault

log = structlog.get_logger()

# How often it is tried at once to be rid of what is old, with so many seconds between: whoever
# reads meanwhile may still see it, and nobody here reads for long.
_TRIES, _PAUSE = 10, 0.2


@dataclass(frozen=True, slots=True)
class Secret:
    """A kind of subject of which nobody may find out who said what.

    `tables` hold it, all of them with the subject's id in `column`, which comes first in their
    keys. `open_ids` is a statement that selects the ids of those that are not closed yet. In
    copies their rows are left out, and the alarm `interrupted` (subject_id: the subject) rings
    when the bot starts on such a copy: its feature closes the subject, with nothing in it, and
    tells its author.
    """

    tables: tuple[str, ...]
    column: str
    open_ids: str
    interrupted: str


# All there are. Names and SQL instead of classes: a copy may have an older schema than ours.
OPEN_SECRETS: tuple[Secret, ...] = (
    Secret(
        tables=("survey_taken", "survey_ballots"),
        column="survey_id",
        open_ids=(
            "SELECT id FROM surveys WHERE mode = 'anonymous' AND opened_at IS NOT NULL "
            "AND closed_at IS NULL AND withdrawn_at IS NULL"
        ),
        interrupted="surveys.interrupted",
    ),
    Secret(
        tables=("vote_seats", "vote_counters"),
        column="vote_id",
        open_ids=(
            "SELECT id FROM votes WHERE ballot = 'sealed' AND opened_at IS NOT NULL "
            "AND closed_at IS NULL AND withdrawn_at IS NULL"
        ),
        interrupted="votes.interrupted",
    ),
    Secret(
        tables=("feedback_taken", "feedback_opinions"),
        column="round_id",
        open_ids="SELECT id FROM feedback_rounds WHERE closed_at IS NULL",
        interrupted="feedback.interrupted",
    ),
)


# Where what is said in any of them lies while it is open, by subject: sealed with its key.
BOXES = Box.__tablename__
# When what lacks its key is closed as interrupted: before anything else.
LONG_DUE = datetime(1970, 1, 1, tzinfo=UTC)


class Owed(Base):
    """A subject that was closed, and whose rows were not scrubbed yet."""

    __tablename__ = "sealed_owed"

    subject_id: Mapped[int] = mapped_column(
        ForeignKey("subjects.id"), primary_key=True, autoincrement=False
    )


async def owe(session: Session, subject_id: int) -> None:
    """A secret is closed by this transaction, and after it `scrub` has something to do.

    What was said in it stands where it is to stay by now, in plain, or nowhere.
    """
    await boxes.drop(session, subject_id)
    await upsert(session, Owed.__table__, [{"subject_id": subject_id}], key=("subject_id",))


async def scrub(database: Database) -> bool:
    """Takes away what the files still show of the order in which closed secrets were written.

    First their keys: with them goes what any log, copy or erased block has of what was said.

    Outside of any transaction. SQLite: the file is written anew, each table by its key (VACUUM),
    and the log is emptied. PostgreSQL: the rows are written anew in the order of their keys, and
    the tables' files after them (VACUUM FULL). What is owed is struck out once that is done.

    Returns whether nothing is owed any more: False where somebody reads for long (pg_dump, say) or
    the database is in trouble. It is owed then as before, and to be tried again later.
    """
    async with database.read() as session:
        owed = (await session.scalars(select(Owed.subject_id).order_by(Owed.subject_id))).all()
    if not owed:
        return True
    sqlite = database.engine.dialect.name == "sqlite"
    try:
        await asyncio.to_thread(database.keys.destroy, owed)
        done = await (_scrub_sqlite(database) if sqlite else _scrub_postgresql(database, owed))
    except KeyFault as error:
        log.warning("sealed.key_stays", said=str(error))
        done = False
    except Exception as error:
        if not is_trouble(error):
            raise
        done = False
    log.info("sealed.scrubbed" if done else "sealed.later", count=len(owed))
    if done:
        async with database.write() as session:
            await session.execute(delete(Owed).where(Owed.subject_id.in_(owed)))
    return done


@dataclass(frozen=True, slots=True)
class Found:
    """The subjects that are open and secret, and those of them that lack their key."""

    open_ids: frozenset[int]
    lost: tuple[tuple[Secret, int], ...]


async def look(database: Database) -> Found:
    """What is open and secret.

    Raises:
        storage.envelopes.KeyFault: a key cannot be read.
    """
    async with database.read() as session:
        every = [
            (secret, subject_id)
            for secret in OPEN_SECRETS
            for subject_id in await session.scalars(text(secret.open_ids))
        ]
        lost = [(secret, each) for secret, each in every if await _is_lost(session, each)]
    return Found(frozenset(subject_id for _, subject_id in every), tuple(lost))


async def settle(database: Database) -> None:
    """At a start: keys that nothing open needs are destroyed, and what lacks its key is given up.

    The alarm `interrupted` rings for each of these, as for what was left out of a copy.

    Raises:
        storage.envelopes.KeyFault: the folder or a file in it cannot be used.
    """
    found = await look(database)
    await asyncio.to_thread(database.keys.destroy, database.keys.held() - found.open_ids)
    if not found.lost:
        return
    log.warning("sealed.keys_missing", count=len(found.lost), folder=str(database.keys.folder))
    async with database.write() as session:
        for secret, subject_id in found.lost:
            await give_up(session, secret.interrupted, subject_id)


async def give_up(session: Session, kind: str, subject_id: int) -> None:
    """An open secret lacks its key: the alarm of this kind closes it, with nothing in it."""
    key = f"{kind}:{subject_id}"
    await alarms.set_alarm(session, key, kind, LONG_DUE, subject_id=subject_id)


async def _is_lost(session: Session, subject_id: int) -> bool:
    try:
        await boxes.opened(session, subject_id)
    except Lost:
        return True
    return False


async def _again_and_again(step: Callable[[], Awaitable[bool]]) -> bool:
    for _ in range(_TRIES):
        if await step():
            return True
        await asyncio.sleep(_PAUSE)
    return False


async def _scrub_sqlite(database: Database) -> bool:
    """VACUUM goes through the log: what stood there before is gone when the log is emptied."""
    async with database.alone() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        await driver.execute("VACUUM")
    return await _again_and_again(database.fold_in)


async def _scrub_postgresql(database: Database, owed: Collection[int]) -> bool:
    """VACUUM FULL alone would keep the rows' order and the transactions that wrote them."""
    async with database.write() as session:
        for secret in OPEN_SECRETS:
            for table in secret.tables:
                await session.execute(text(_rewriting(table, secret.column)), {"ids": list(owed)})
    return await _again_and_again(partial(_write_anew, database))


async def _write_anew(database: Database) -> bool:
    async with database.alone() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        # Who waits for a whole table has all others wait behind: rather later than long.
        await driver.execute("SET lock_timeout = '200ms'")
        try:
            tables = [each for one in OPEN_SECRETS for each in one.tables]
            kept = [await _keeps_old(driver, each) for each in (*tables, BOXES)]
        finally:
            await driver.execute("RESET lock_timeout")
    return not any(kept)


def _rewriting(table: str, column: str) -> str:
    """Names are those of OPEN_SECRETS. Records are compared by their columns, the key's first."""
    return (
        f"WITH gone AS (DELETE FROM {table} WHERE {column} = ANY(:ids) RETURNING *) "  # noqa: S608
        f"INSERT INTO {table} SELECT * FROM gone ORDER BY gone"
    )


async def _keeps_old(driver: Any, table: str) -> bool:
    """Writes a table's file without what was deleted, unless an older transaction may still see it.

    Returns whether it may, which PostgreSQL says in no other way than this.
    """
    said: list[str] = []

    def hear(_: Any, message: Any) -> None:
        said.extend(re.findall(r"^\d+", message.detail or ""))

    driver.add_log_listener(hear)
    try:
        await driver.execute(f"VACUUM (FULL, VERBOSE) {table}")
        await asyncio.sleep(0)
    finally:
        driver.remove_log_listener(hear)
    return said != ["0"]  # "0 dead row versions cannot be removed yet"
