"""Canned answers to letters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

# SQLite numbers rows by itself only where the key is exactly INTEGER.
INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "letter_replies",
        sa.Column("id", INT, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("plain", sa.String(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_letter_replies"),
        sa.UniqueConstraint("folded", name="uq_letter_replies_folded"),
        sqlite_autoincrement=True,
    )
