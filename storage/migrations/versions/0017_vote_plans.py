"""Votes that open later, and who was named to vote in one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

# SQLite numbers rows by itself only where the key is exactly INTEGER.
INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "vote_plans",
        sa.Column("id", INT, autoincrement=False, nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held", sa.String(20), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["votes.id"], name="fk_vote_plans_id_votes"),
        sa.PrimaryKeyConstraint("id", name="pk_vote_plans"),
    )
    op.create_table(
        "vote_listed",
        sa.Column("vote_id", INT, nullable=False),
        sa.Column("person_id", INT, nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], name="fk_vote_listed_vote_id_votes"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_vote_listed_person_id_persons"
        ),
        sa.PrimaryKeyConstraint("vote_id", "person_id", name="pk_vote_listed"),
    )
    op.create_index("ix_vote_listed_person_id", "vote_listed", ["person_id"])
