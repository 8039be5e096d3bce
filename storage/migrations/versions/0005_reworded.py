"""When the words of a notice changed: what was signed before was signed for other words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Adds the column."""
    op.add_column("notices", sa.Column("reworded_at", sa.DateTime(timezone=True), nullable=True))
