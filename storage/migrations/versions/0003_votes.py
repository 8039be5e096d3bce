"""Votes: their options and roll, ballots, counters, and what was decided."""

from __future__ import annotations

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Makes the tables."""
