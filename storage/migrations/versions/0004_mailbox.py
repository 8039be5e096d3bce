"""The mailbox: letters, what was written in them, and where they stand."""

from __future__ import annotations

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the tables."""
