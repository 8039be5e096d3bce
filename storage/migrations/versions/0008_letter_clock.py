"""The clock over the letters: since when an answer is owed, and on which days nobody works."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

# SQLite numbers rows by itself only where the key is exactly INTEGER.
INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the table; for letters that nobody has answered, the clock has run since they came."""
    op.add_column("letters", sa.Column("waiting_since", TIME, nullable=True))
    op.add_column("letters", sa.Column("waited", INT, nullable=True))
    op.execute(
        "UPDATE letters SET waiting_since = sent_at, waited = 0 WHERE status IN ('new', 'seen')"
    )
    op.create_table(
        "holidays",
        sa.Column("id", INT, nullable=False),
        sa.Column("first", sa.String(), nullable=False),
        sa.Column("last", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_holidays"),
        sqlite_autoincrement=True,
    )
