"""Decisions become a log: whose they are, those of votes too, and what they are looked for by."""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

# SQLite numbers rows by itself only where the key is exactly INTEGER.
INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Adds the columns, says of what is there which meeting decided it, and adds the rest."""
    with op.batch_alter_table("decisions") as batch:
        batch.alter_column("meeting_id", existing_type=INT, nullable=True)
        batch.add_column(sa.Column("subject_id", INT, nullable=True))
        batch.add_column(sa.Column("of_school", sa.Boolean(), nullable=True))
        batch.add_column(sa.Column("words", sa.String(), nullable=True))
        batch.add_column(sa.Column("outcome", sa.JSON(), nullable=True))
    _fill()
    with op.batch_alter_table("decisions") as batch:
        batch.alter_column("subject_id", existing_type=INT, nullable=False)
        batch.alter_column("of_school", existing_type=sa.Boolean(), nullable=False)
        batch.alter_column("words", existing_type=sa.String(), nullable=False)
        batch.create_foreign_key(
            "fk_decisions_subject_id_subjects", "subjects", ["subject_id"], ["id"]
        )
    op.create_index("ix_decisions_subject_id", "decisions", ["subject_id"])
    op.create_index("ix_decisions_of_school_at", "decisions", ["of_school", "at"])


def _fill() -> None:
    op.execute(
        "UPDATE decisions SET subject_id = meeting_id, of_school = meeting_id IN "
        "(SELECT id FROM meetings WHERE invited = 'seats')"
    )
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id, text FROM decisions")).all()
    for row in rows:
        words = unicodedata.normalize("NFKC", row.text).casefold()
        connection.execute(
            sa.text("UPDATE decisions SET words = :words WHERE id = :id"),
            {"words": " ".join(words.split()), "id": row.id},
        )
