"""Surveys: their questions, who took part, and what was answered."""

from __future__ import annotations

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the tables."""
