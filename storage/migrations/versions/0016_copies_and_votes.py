"""Where hidden writers' copies stand, sealed; suggestions that are voted on, or withdrawn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

# SQLite numbers rows by itself only where the key is exactly INTEGER.
INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables, and adds the column."""
    op.create_table(
        "letter_copies",
        sa.Column("part_id", INT, autoincrement=False, nullable=False),
        sa.Column("letter_id", INT, nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letters.id"], name="fk_letter_copies_letter_id_letters"
        ),
        sa.ForeignKeyConstraint(
            ["part_id"], ["letter_parts.id"], name="fk_letter_copies_part_id_letter_parts"
        ),
        sa.PrimaryKeyConstraint("part_id", name="pk_letter_copies"),
    )
    op.create_index("ix_letter_copies_letter_id", "letter_copies", ["letter_id"])
    op.create_table(
        "suggestion_votes",
        sa.Column("vote_id", INT, autoincrement=False, nullable=False),
        sa.Column("suggestion_id", INT, nullable=False),
        sa.Column("answers", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.ForeignKeyConstraint(
            ["suggestion_id"],
            ["suggestions.id"],
            name="fk_suggestion_votes_suggestion_id_suggestions",
        ),
        sa.ForeignKeyConstraint(
            ["vote_id"], ["votes.id"], name="fk_suggestion_votes_vote_id_votes"
        ),
        sa.PrimaryKeyConstraint("vote_id", name="pk_suggestion_votes"),
    )
    op.create_index("ix_suggestion_votes_suggestion_id", "suggestion_votes", ["suggestion_id"])
    op.add_column(
        "suggestions", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True)
    )
