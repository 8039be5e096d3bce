"""Answers are found by who gave them, also where another guardian's took their place."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

_OTHERS = sa.text("was_by IS NOT NULL")


def upgrade() -> None:
    """Makes the indexes."""
    op.create_index("ix_answers_person_id", "answers", ["person_id"])
    op.create_index(
        "ix_answers_was_by",
        "answers",
        ["was_by"],
        sqlite_where=_OTHERS,
        postgresql_where=_OTHERS,
    )
