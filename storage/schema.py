"""The schema: all tables together, and the way from any older one to this program's."""

from __future__ import annotations

import asyncio
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, MetaData, column, func, inspect, select, table, text
from sqlalchemy.ext.asyncio import AsyncConnection

# Every module with tables is imported here: the metadata is complete.
from storage import (  # noqa: F401 (imported for their tables)
    affairs,
    agenda,
    alarms,
    albums,
    answers,
    attendance,
    boxes,
    browsing,
    calendars,
    chats,
    children,
    classes,
    committee,
    committee_rules,
    decisions,
    drafts,
    elections,
    families,
    feedback,
    files,
    holidays,
    invites,
    lectures,
    letter_copies,
    letter_forwards,
    letter_hidden,
    letter_parts,
    letter_replies,
    letter_sources,
    letters,
    mailbox,
    meetings,
    minutes,
    notice_questions,
    notices,
    people,
    posts,
    published,
    sealed,
    slips,
    subjects,
    suggestion_votes,
    suggestions,
    survey_ballots,
    survey_boxes,
    survey_halves,
    survey_questions,
    surveys,
    tasks,
    updates,
    vote_ballots,
    vote_plans,
    vote_seats,
    votes,
)
from storage.base import Base, Database
from storage.copies import check, copy, give_name, part_of, read_only

if TYPE_CHECKING:
    # Alembic is loaded where it is used: most starts have nothing to migrate, and do without.
    from alembic.script import Script, ScriptDirectory

METADATA: MetaData = Base.metadata

MIGRATIONS = Path(__file__).with_name("migrations")

_VERSIONS = "alembic_version"
# What SQLite's full text search keeps of words: tables in which rows come and go by themselves.
WORDS = "affair_words"
# Two programs that start at once on one PostgreSQL database take turns.
_ADVISORY_LOCK = 4_866_309


class SchemaTooNew(Exception):
    """The database was made by a newer program; this one would not understand it."""

    def __init__(self, revision: str) -> None:
        super().__init__(f"the database has schema {revision}, which this program does not know")
        self.revision = revision


class SchemaBroken(Exception):
    """A migration would have lost something; nothing of it was kept."""


def newest() -> str:
    """The revision that this program's schema has."""
    head = _script(MIGRATIONS).get_current_head()
    assert head is not None  # noqa: S101 (the migrations ship with the program)
    return head


def is_made(connection: Connection) -> bool:
    """Whether a database holds a schema of ours, whichever."""
    return bool(inspect(connection).has_table(_VERSIONS))


def knows(revision: str) -> bool:
    """Whether this program understands a database of that revision, or can bring it up to date."""
    return any(revision == each.revision for each in _script(MIGRATIONS).walk_revisions())


async def upgrade(database: Database, now: datetime, migrations: Path = MIGRATIONS) -> None:
    """Brings a database, empty or older, to this program's schema; all of it or nothing.

    A SQLite file that holds something is copied first, to NAME.before-REVISION beside it. `now`
    is for migrations that have to date a row (`op.get_context().opts["now"]`).

    Raises:
        SchemaTooNew: the database is ahead of this program.
        SchemaBroken: rows would have been lost, or would refer to nothing.
        BackupError: the file could not be copied, or is damaged; nothing has changed.
    """
    async with database.engine.connect() as connection:
        made = await connection.run_sync(_is_newest, migrations)
        # Looking began a transaction, in which SQLite would not let foreign keys be switched off.
        await connection.rollback()
        if made:
            return
        script = _script(migrations)
        if connection.dialect.name == "sqlite":
            await _upgrade_sqlite(connection, script, now)
        else:
            # A table that is changed may be waited for longer than a row.
            await connection.execute(text("SET LOCAL lock_timeout = 0"))
            await connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
            await connection.run_sync(_migrate, script, now)
            await connection.commit()


def _is_newest(connection: Connection, migrations: Path) -> bool:
    """Whether the last of the migrations, each a file that begins with its revision, was made."""
    if not is_made(connection):
        return False
    last = max(path.name for path in (migrations / "versions").glob("*.py")).partition("_")[0]
    made = connection.scalar(select(column("version_num")).select_from(table(_VERSIONS)))
    return made == last


async def _upgrade_sqlite(
    connection: AsyncConnection, script: ScriptDirectory, now: datetime
) -> None:
    """Foreign keys are off meanwhile (a table is changed by making it anew) and checked after.

    The pragma does nothing inside a transaction, so it goes past SQLAlchemy, which begins one.
    """
    driver: Any = (await connection.get_raw_connection()).driver_connection
    await driver.execute("PRAGMA foreign_keys = OFF")
    try:
        pending = await connection.run_sync(_pending, script)
        tables = await connection.run_sync(_tables)
        if pending and tables:
            file = await connection.scalar(text("SELECT file FROM pragma_database_list"))
            await asyncio.to_thread(_back_up, file, pending[-1].revision)
        await connection.run_sync(_migrate, script, now)
        await connection.commit()
    finally:
        await connection.rollback()
        await driver.execute("PRAGMA foreign_keys = ON")


def _script(migrations: Path) -> ScriptDirectory:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    # Alembic reads a % as the start of a name to fill in.
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def _pending(connection: Connection, script: ScriptDirectory) -> list[Script]:
    """The migrations that the database lacks, in order."""
    from alembic.runtime.migration import MigrationContext

    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and all(current != each.revision for each in script.walk_revisions()):
        raise SchemaTooNew(current)
    return list(script.iterate_revisions("head", current or "base"))[::-1]


def _tables(connection: Connection) -> set[str]:
    names = set(inspect(connection).get_table_names()) - {_VERSIONS}
    return {name for name in names if not name.startswith(WORDS)}


def _migrate(connection: Connection, script: ScriptDirectory, now: datetime) -> None:
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    pending = _pending(connection, script)
    if not pending:
        return
    before = _counts(connection)
    context = MigrationContext.configure(connection, opts={"now": now})
    for each in pending:
        with Operations.context(context):
            each.module.upgrade()
        context.stamp(script, each.revision)
    _check(connection, before)


def _counts(connection: Connection) -> dict[str, int]:
    return {
        name: connection.scalar(select(func.count()).select_from(table(name))) or 0
        for name in _tables(connection)
    }


def _check(connection: Connection, before: dict[str, int]) -> None:
    after = _counts(connection)
    lost = sorted(name for name in before.keys() & after.keys() if after[name] < before[name])
    if lost:
        raise SchemaBroken(f"rows were lost in {', '.join(lost)}")
    if connection.dialect.name == "sqlite":
        loose = connection.execute(text("PRAGMA foreign_key_check")).first()
        if loose is not None:
            raise SchemaBroken(f"a row in {loose[0]} refers to nothing in {loose[2]}")


def _back_up(file: str, revision: str) -> None:
    """Copies a SQLite file as it stands; the copy has its name once it is whole and verified."""
    target = Path(f"{file}.before-{revision}")
    with part_of(target) as part:
        copy(Path(file), part)
        with closing(read_only(part)) as connection:
            check(connection, Path(file))
        give_name(part, target)
