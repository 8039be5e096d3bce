"""The register of school affairs, its index of words, and what committees have decided so far."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

# SQLite numbers rows by itself only where the key is exactly INTEGER.
INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WORD = re.compile(r"[^\W_]+")
_SHOWN = sa.text("withdrawn_at IS NULL AND replaced_by IS NULL")


def upgrade() -> None:
    """Makes the table and its index, and enters what there is."""
    _table()
    if op.get_context().dialect.name == "sqlite":
        _index_on_sqlite()
    else:
        op.execute(
            "CREATE INDEX ix_affairs_found ON affairs USING gin (to_tsvector('simple', words))"
        )
    connection = op.get_bind()
    for row in connection.execute(sa.text(_DECISIONS)).all():
        if row.vote_id is None or _is_public(row):
            _enter(connection, "work-plan", row.text, row.at, decision_id=row.id)
    for row in connection.execute(sa.text(_MINUTES)).all():
        said = {"text": row.text, "spans": row.spans, "files": row.files}
        _enter(connection, "minutes", row.title, row.published_at, meeting_id=row.id, **said)


def _table() -> None:
    op.create_table(
        "affairs",
        sa.Column("id", INT, autoincrement=False, nullable=False),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_person_id", INT, nullable=True),
        sa.Column("pin", sa.Boolean(), nullable=True),
        sa.Column("replaced_by", INT, nullable=True),
        sa.Column("decision_id", INT, nullable=True),
        sa.Column("meeting_id", INT, nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["subjects.id"], name="fk_affairs_id_subjects"),
        *_refers("by_person_id", "persons"),
        *_refers("replaced_by", "affairs"),
        *_refers("decision_id", "decisions"),
        *_refers("meeting_id", "meetings"),
        sa.PrimaryKeyConstraint("id", name="pk_affairs"),
        sa.UniqueConstraint("decision_id", name="uq_affairs_decision_id"),
        sa.UniqueConstraint("meeting_id", name="uq_affairs_meeting_id"),
    )
    op.create_index("ix_affairs_by_person_id", "affairs", ["by_person_id"])
    op.create_index("ix_affairs_replaced_by", "affairs", ["replaced_by"])
    for name, columns in (
        ("ix_affairs_shown", ["at", "id"]),
        ("ix_affairs_shown_category", ["category", "at", "id"]),
    ):
        op.create_index(name, "affairs", columns, sqlite_where=_SHOWN, postgresql_where=_SHOWN)


def _refers(column: str, table: str) -> list[sa.ForeignKeyConstraint]:
    name = f"fk_affairs_{column}_{table}"
    return [sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name)]


def _index_on_sqlite() -> None:
    """The triggers keep it: who makes the table anew has to make them anew as well."""
    put = "INSERT INTO affair_words (rowid, words) VALUES (new.id, new.words);"
    take = (
        "INSERT INTO affair_words (affair_words, rowid, words) "
        "VALUES ('delete', old.id, old.words);"
    )
    for statement in (
        "CREATE VIRTUAL TABLE affair_words USING fts5("
        "words, content='affairs', content_rowid='id', tokenize='trigram')",
        f"CREATE TRIGGER affair_words_put AFTER INSERT ON affairs BEGIN {put} END",
        f"CREATE TRIGGER affair_words_taken AFTER DELETE ON affairs BEGIN {take} END",
        "CREATE TRIGGER affair_words_changed AFTER UPDATE OF words ON affairs "
        f"BEGIN {take} {put} END",
    ):
        # As it stands: a colon or a quote in it is no parameter.
        op.get_bind().exec_driver_sql(statement)


# What was decided by a committee's meeting, or voted by a committee.
_DECISIONS = """
SELECT decisions.id, decisions.text, decisions.at, decisions.outcome, votes.id AS vote_id,
       votes.eligible, votes.kind
FROM decisions LEFT JOIN votes ON votes.id = decisions.subject_id
LEFT JOIN meetings ON meetings.id = decisions.subject_id
WHERE votes.id IS NOT NULL OR meetings.kind = 'committee'
ORDER BY decisions.id
"""
_MINUTES = """
SELECT minutes.id, meetings.title, minutes.text, minutes.spans, minutes.files,
       minutes.published_at
FROM minutes JOIN meetings ON meetings.id = minutes.id
WHERE meetings.kind = 'committee' ORDER BY minutes.id
"""


def _is_public(row: Any) -> bool:
    """As storage.decisions has it."""
    outcome = json.loads(row.outcome) if isinstance(row.outcome, str) else row.outcome
    decided = (outcome or {}).get("kind") in ("decided", "rejected")
    return decided and row.eligible in ("committee", "seats") and row.kind != "election"


def _enter(
    connection: sa.Connection, category: str, title: str, at: datetime | str, **columns: Any
) -> None:
    affair_id = connection.scalar(
        sa.text(
            "INSERT INTO subjects (kind, version, created_at) VALUES ('affair', 1, :at) "
            "RETURNING id"
        ),
        {"at": at},
    )
    empty: dict[str, Any] = {"text": "", "spans": "[]", "files": "[]"}
    row = empty | columns | {"id": affair_id, "category": category, "title": title, "at": at}
    for name in ("spans", "files"):
        row[name] = row[name] if isinstance(row[name], str) else json.dumps(row[name])
    names = [str(each[2]) for each in json.loads(row["files"])]
    row["words"] = _words(" ".join([title, row["text"], *names]))
    places = ", ".join(f"CAST(:{n} AS JSON)" if n in _JSON else f":{n}" for n in row)
    if connection.dialect.name == "sqlite":
        places = ", ".join(f":{name}" for name in row)
    connection.execute(sa.text(f"INSERT INTO affairs ({', '.join(row)}) VALUES ({places})"), row)  # noqa: S608


_JSON = ("spans", "files")


def _words(said: str) -> str:
    """As storage.affairs looks for it."""
    folded = unicodedata.normalize("NFKC", said).casefold()
    return " ".join(_WORD.findall(folded))
