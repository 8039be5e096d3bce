"""Suggestions from letters, how much support they need, and their places on agendas."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

# SQLite numbers rows by itself only where the key is exactly INTEGER.
INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OPEN = sa.text("agreed_at IS NOT NULL AND decided_at IS NULL")


def upgrade() -> None:
    """Makes the tables; what is on an agenda need not be anybody's any more."""
    op.create_table(
        "suggestion_rules",
        sa.Column("id", INT, autoincrement=False, nullable=False),
        sa.Column("percent", INT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_suggestion_rules"),
    )
    _suggestions()
    with op.batch_alter_table("agenda_items", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.alter_column("person_id", existing_type=INT, nullable=True)
        batch.add_column(sa.Column("suggestion_id", INT, nullable=True))
        batch.create_foreign_key(
            "fk_agenda_items_suggestion_id_suggestions", "suggestions", ["suggestion_id"], ["id"]
        )
    op.create_index("ix_agenda_items_suggestion_id", "agenda_items", ["suggestion_id"])


def _suggestions() -> None:
    op.create_table(
        "suggestions",
        sa.Column("id", INT, autoincrement=False, nullable=False),
        sa.Column("letter_id", INT, nullable=False),
        sa.Column("of_school", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("needed", INT, nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("meeting_id", INT, nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["subjects.id"], name="fk_suggestions_id_subjects"),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letters.id"], name="fk_suggestions_letter_id_letters"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name="fk_suggestions_meeting_id_meetings"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_suggestions"),
    )
    op.create_index("ix_suggestions_letter_id", "suggestions", ["letter_id"])
    op.create_index("ix_suggestions_meeting_id", "suggestions", ["meeting_id"])
    op.create_index(
        "ix_suggestions_open",
        "suggestions",
        ["agreed_at"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
