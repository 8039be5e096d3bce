"""Letters whose writers are hidden: how each was written, sealed addresses, marks and blocks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

# SQLite numbers rows by itself only where the key is exactly INTEGER.
INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Adds the column, and makes the tables."""
    op.add_column(
        "letters", sa.Column("mode", sa.String(20), nullable=False, server_default="name")
    )
    _of_letter("letter_addresses", "sealed")
    _of_letter("letter_blocks", "mark")
    op.create_table(
        "letter_marks",
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_letter_marks"),
        sqlite_with_rowid=False,
    )


def _of_letter(table: str, column: str) -> None:
    op.create_table(
        table,
        sa.Column("letter_id", INT, autoincrement=False, nullable=False),
        sa.Column(column, sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letters.id"], name=f"fk_{table}_letter_id_letters"
        ),
        sa.PrimaryKeyConstraint("letter_id", name=f"pk_{table}"),
    )
