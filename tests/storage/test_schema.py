"""The schema: models and migrations agree, and an upgrade loses nothing."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from storage import people, schema
from storage.base import Database
from storage.copies import BackupError
from storage.people import Role
from storage.schema import MIGRATIONS, SchemaBroken, SchemaTooNew
from tests.storage.school import NOW

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{newest}"


def upgrade() -> None:
    {body}
"""
MAKES_A_TABLE_ANEW = """
    anew = "always" if op.get_context().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("persons", recreate=anew) as batch:
        batch.add_column(sa.Column("phone", sa.String()))
    now = op.get_context().opts["now"].isoformat()
    op.execute(sa.text("UPDATE persons SET phone = :now").bindparams(now=now))
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "school.db"


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """This program's migrations, for a test to add the next one to."""
    return Path(shutil.copytree(MIGRATIONS, tmp_path / "100% newer"))


def _add(migrations: Path, body: str) -> Path:
    (migrations / "versions" / "9999_next.py").write_text(
        NEXT.format(body=body, newest=schema.newest())
    )
    return migrations


async def _upgrade(url: str, migrations: Path = MIGRATIONS) -> None:
    database = Database.open(url)
    try:
        await schema.upgrade(database, NOW, migrations)
    finally:
        await database.close()


async def _with_a_person(url: str) -> None:
    database = Database.open(url)
    await schema.upgrade(database, NOW)
    async with database.write() as session:
        ana = await people.known(session, 7, "Ana", None, None, NOW)
        await people.grant(session, ana.id, Role.ADMIN, None, NOW)
    await database.close()


def _read(file: Path, statement: str) -> list[Any]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(statement).fetchall()


def _backups(file: Path) -> list[str]:
    return [each.name for each in file.parent.glob("school.db.before*")]


def _is_modelled(_: Any, name: str | None, *_more: Any) -> bool:
    """But for the index of words, which SQLite keeps in tables and PostgreSQL in a GIN index."""
    return not str(name).startswith((schema.WORDS, "ix_affairs_found"))


async def test_the_migrations_make_exactly_the_models(database: Database) -> None:
    def differences(connection: Connection) -> list[Any]:
        opts = {"compare_type": True, "include_object": _is_modelled}
        context = MigrationContext.configure(connection, opts=opts)
        return list(compare_metadata(context, schema.METADATA))

    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


def test_the_indexes_have_the_models_conditions_too(tmp_path: Path, upgraded_file: Path) -> None:
    """Alembic compares neither the WHERE of an index nor AUTOINCREMENT; the file's SQL has both."""
    engine = create_engine(f"sqlite:///{tmp_path / 'models.db'}")
    schema.METADATA.create_all(engine)
    engine.dispose()
    indexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql > '' ORDER BY name"
    assert _read(upgraded_file, indexes) == _read(tmp_path / "models.db", indexes)
    numbered = "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%' ORDER BY name"
    assert _read(upgraded_file, numbered) == _read(tmp_path / "models.db", numbered)


async def test_indexes_that_are_partial_are_so_on_both(database: Database) -> None:
    """The models name SQLite's condition only; a migration has to name it for PostgreSQL too."""
    indexes = [index for table in schema.METADATA.tables.values() for index in table.indexes]
    partial = {i.name for i in indexes if i.dialect_options["sqlite"]["where"] is not None}
    asked = (
        "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'"
        if database.engine.dialect.name == "sqlite"
        else "SELECT indexname FROM pg_indexes"
        " WHERE schemaname = current_schema() AND indexdef LIKE '% WHERE %'"
    )
    async with database.read() as session:
        assert set(await session.scalars(text(asked))) == partial


async def test_an_empty_database_is_made_and_a_made_one_left_alone(empty: str) -> None:
    await _with_a_person(empty)
    await _upgrade(empty)
    database = Database.open(empty)
    async with database.read() as session:
        assert await people.has_admin(session)
    await database.close()


async def test_an_upgrade_keeps_every_row(empty: str, migrations: Path) -> None:
    await _with_a_person(empty)
    await _upgrade(empty, _add(migrations, MAKES_A_TABLE_ANEW))
    database = Database.open(empty)
    async with database.write() as session:
        row = (await session.execute(text("SELECT name, phone FROM persons"))).one()
        assert row == ("Ana", NOW.isoformat())
        assert await people.has_admin(session)
    await database.close()


async def test_before_an_upgrade_a_sqlite_file_is_copied_for_its_owner_only(
    file: Path, migrations: Path
) -> None:
    url = f"sqlite+aiosqlite:///{file}"
    await _with_a_person(url)
    await _upgrade(url)
    assert _backups(file) == []
    await _upgrade(url, _add(migrations, MAKES_A_TABLE_ANEW))
    assert _backups(file) == ["school.db.before-9999"]
    backup = file.with_name("school.db.before-9999")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert _read(backup, "SELECT version_num FROM alembic_version") == [(schema.newest(),)]
    assert _read(backup, "SELECT name FROM persons") == [("Ana",)]
    await _upgrade(f"sqlite+aiosqlite:///{backup}")


@pytest.fixture(
    params=[
        "op.execute('DELETE FROM roles')",
        "op.execute('UPDATE roles SET person_id = 999')",
        "op.execute('UPDATE persons SET name = name || 1'); op.execute('nonsense')",
    ],
    ids=["loses-rows", "breaks-a-reference", "fails"],
)
def bad(request: pytest.FixtureRequest, migrations: Path) -> Iterator[Path]:
    return _add(migrations, request.param)


async def test_a_bad_migration_changes_nothing_and_may_be_tried_again(
    file: Path, bad: Path
) -> None:
    url = f"sqlite+aiosqlite:///{file}"
    await _with_a_person(url)
    for _ in range(2):
        with pytest.raises((SchemaBroken, SQLAlchemyError)):
            await _upgrade(url, bad)
        assert _read(file, "SELECT version_num FROM alembic_version") == [(schema.newest(),)]
        assert _read(file, "SELECT name FROM persons") == [("Ana",)]
        assert _read(file, "SELECT person_id FROM roles") == [(1,)]
    assert _backups(file) == ["school.db.before-9999"]
    await _upgrade(url, _add(bad, MAKES_A_TABLE_ANEW))


async def test_a_damaged_file_is_not_migrated(file: Path, migrations: Path) -> None:
    """A copy of it would be no way back, and the migration might make it worse."""
    url = f"sqlite+aiosqlite:///{file}"
    await _with_a_person(url)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE roles SET person_id = 999")
    with pytest.raises(BackupError, match="a row in roles refers to nothing"):
        await _upgrade(url, _add(migrations, MAKES_A_TABLE_ANEW))
    assert _read(file, "SELECT version_num FROM alembic_version") == [(schema.newest(),)]
    assert _backups(file) == []


async def test_foreign_keys_are_on_again_after_an_upgrade(file: Path, bad: Path) -> None:
    url = f"sqlite+aiosqlite:///{file}"
    await _with_a_person(url)
    database = Database.open(url)
    with pytest.raises((SchemaBroken, SQLAlchemyError)):
        await schema.upgrade(database, NOW, bad)
    for _ in range(2):
        async with database.write() as session:
            assert await session.scalar(text("PRAGMA foreign_keys")) == 1
        await schema.upgrade(database, NOW)
    await database.close()


async def test_an_older_program_refuses_a_newer_schema(empty: str, migrations: Path) -> None:
    await _upgrade(empty, _add(migrations, MAKES_A_TABLE_ANEW))
    with pytest.raises(SchemaTooNew, match="9999") as refused:
        await _upgrade(empty)
    assert refused.value.revision == "9999"
