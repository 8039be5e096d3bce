"""Elections: who stands, and when they open; what a chair decides is said by each option."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

# SQLite numbers rows by itself only where the key is exactly INTEGER.
INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables, and moves what chairs have decided to the options."""
    _options()
    op.add_column(
        "votes", sa.Column("for_seat", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute(
        "UPDATE vote_options SET by_chair = true "
        "WHERE id IN (SELECT chair_choice FROM votes WHERE chair_choice IS NOT NULL)"
    )
    op.drop_column("votes", "chair_choice")
    op.create_table(
        "elections",
        sa.Column("id", INT, nullable=False),
        sa.Column("stands_up", sa.Boolean(), nullable=False),
        sa.Column("accept_until", TIME, nullable=False),
        sa.Column("opens_at", TIME, nullable=False),
        sa.Column("settled_at", TIME, nullable=True),
        sa.Column("held", sa.String(20), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["votes.id"], name="fk_elections_id_votes"),
        sa.PrimaryKeyConstraint("id", name="pk_elections"),
    )
    op.create_table(
        "candidates",
        sa.Column("vote_id", INT, nullable=False),
        sa.Column("person_id", INT, nullable=False),
        sa.Column("says", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], name="fk_candidates_vote_id_votes"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_candidates_person_id_persons"
        ),
        sa.PrimaryKeyConstraint("vote_id", "person_id", name="pk_candidates"),
    )
    op.create_index("ix_candidates_person_id", "candidates", ["person_id"])


def _options() -> None:
    off = sa.false()
    with op.batch_alter_table("vote_options", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("person_id", INT, nullable=True))
        batch.add_column(sa.Column("gone", sa.Boolean(), nullable=False, server_default=off))
        batch.add_column(sa.Column("by_chair", sa.Boolean(), nullable=False, server_default=off))
        batch.create_foreign_key(
            "fk_vote_options_person_id_persons", "persons", ["person_id"], ["id"]
        )
    op.create_index("ix_vote_options_person_id", "vote_options", ["person_id"])
