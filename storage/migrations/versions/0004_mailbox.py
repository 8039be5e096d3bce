"""The mailbox: letters, what was written in them, and where they stand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# SQLite numbers rows by itself only where the key is exactly INTEGER.
INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "mailbox",
        sa.Column("id", INT, autoincrement=False, nullable=False),
        sa.Column("chat_id", INT, nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mailbox"),
    )
    _letters()
    _parts()


def _letters() -> None:
    op.create_table(
        "letters",
        sa.Column("id", INT, autoincrement=False, nullable=False),
        sa.Column("number", INT, nullable=False),
        sa.Column("about", sa.String(20), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("person_id", INT, nullable=True),
        sa.Column("taken_by", INT, nullable=True),
        sa.Column("sent_at", TIME, nullable=False),
        sa.Column("seen_at", TIME, nullable=True),
        sa.Column("answered_at", TIME, nullable=True),
        sa.Column("closed_at", TIME, nullable=True),
        sa.Column("satisfied", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["subjects.id"], name="fk_letters_id_subjects"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_letters_person_id_persons"),
        sa.ForeignKeyConstraint(["taken_by"], ["persons.id"], name="fk_letters_taken_by_persons"),
        sa.PrimaryKeyConstraint("id", name="pk_letters"),
        sa.UniqueConstraint("number", name="uq_letters_number"),
    )
    op.create_index("ix_letters_person_id_sent_at", "letters", ["person_id", "sent_at"])
    op.create_index("ix_letters_taken_by", "letters", ["taken_by"])
    op.create_index(
        "ix_letters_open", "letters", ["sent_at"], sqlite_where=sa.text("closed_at IS NULL")
    )


def _parts() -> None:
    op.create_table(
        "letter_parts",
        sa.Column("id", INT, nullable=False),
        sa.Column("letter_id", INT, nullable=False),
        sa.Column("person_id", INT, nullable=True),
        sa.Column("answer", sa.Boolean(), nullable=False),
        sa.Column("plain", sa.String(), nullable=True),
        sa.Column("spans", sa.JSON(), nullable=True),
        sa.Column("files", sa.JSON(), nullable=True),
        sa.Column("written_at", TIME, nullable=False),
        sa.Column("sent_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letters.id"], name="fk_letter_parts_letter_id_letters"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_letter_parts_person_id_persons"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_letter_parts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_letter_parts_letter_id", "letter_parts", ["letter_id"])
    op.create_index("ix_letter_parts_person_id", "letter_parts", ["person_id"])
