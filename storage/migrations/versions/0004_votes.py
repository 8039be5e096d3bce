"""Votes: their options and seats, what was voted, and the rules of committees."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# SQLite numbers rows by itself only where the key is exactly INTEGER.
INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables."""
    _votes()
    _seats()
    _ballots()
    _rules()


def _votes() -> None:
    op.create_table(
        "votes",
        sa.Column("id", INT, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("ballot", sa.String(20), nullable=False),
        sa.Column("eligible", sa.String(20), nullable=False),
        sa.Column("seats", INT, nullable=False),
        sa.Column("places", INT, nullable=False),
        sa.Column("quorum", INT, nullable=False),
        sa.Column("majority", sa.String(20), nullable=False),
        sa.Column("majority_of", sa.String(20), nullable=False),
        sa.Column("tie", sa.String(20), nullable=False),
        sa.Column("opened_at", TIME, nullable=True),
        sa.Column("closes_at", TIME, nullable=False),
        sa.Column("was_to_close", TIME, nullable=True),
        sa.Column("changed_at", TIME, nullable=True),
        sa.Column("closed_at", TIME, nullable=True),
        sa.Column("withdrawn_at", TIME, nullable=True),
        sa.Column("interrupted", sa.Boolean(), nullable=False),
        sa.Column("chair_choice", INT, nullable=True),
        sa.Column("meeting_id", INT, nullable=True),
        sa.ForeignKeyConstraint(["id"], ["subjects.id"], name="fk_votes_id_subjects"),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name="fk_votes_meeting_id_meetings"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_votes"),
    )
    op.create_index("ix_votes_closes_at", "votes", ["closes_at"])
    op.create_table(
        "vote_options",
        sa.Column("id", INT, nullable=False),
        sa.Column("vote_id", INT, nullable=False),
        sa.Column("position", INT, nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], name="fk_vote_options_vote_id_votes"),
        sa.PrimaryKeyConstraint("id", name="pk_vote_options"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_vote_options_vote_id_position", "vote_options", ["vote_id", "position"], unique=True
    )


def _seats() -> None:
    op.create_table(
        "vote_seats",
        sa.Column("vote_id", INT, nullable=False),
        sa.Column("number", INT, nullable=False),
        sa.Column("class_id", INT, nullable=True),
        sa.Column("voted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], name="fk_vote_seats_vote_id_votes"),
        sa.ForeignKeyConstraint(
            ["class_id"], ["classes.id"], name="fk_vote_seats_class_id_classes"
        ),
        sa.PrimaryKeyConstraint("vote_id", "number", name="pk_vote_seats"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "vote_holders",
        sa.Column("vote_id", INT, nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("unit_id", INT, nullable=False),
        sa.Column("seat", INT, nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], name="fk_vote_holders_vote_id_votes"),
        sa.PrimaryKeyConstraint("vote_id", "unit", "unit_id", name="pk_vote_holders"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_vote_holders_unit_unit_id", "vote_holders", ["unit", "unit_id"])


def _ballots() -> None:
    op.create_table(
        "vote_ballots",
        sa.Column("vote_id", INT, nullable=False),
        sa.Column("seat", INT, nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("person_id", INT, nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], name="fk_vote_ballots_vote_id_votes"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_vote_ballots_person_id_persons"
        ),
        sa.PrimaryKeyConstraint("vote_id", "seat", name="pk_vote_ballots"),
    )
    op.create_index("ix_vote_ballots_person_id", "vote_ballots", ["person_id"])
    op.create_table(
        "vote_counters",
        sa.Column("vote_id", INT, nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("count", INT, nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], name="fk_vote_counters_vote_id_votes"),
        sa.PrimaryKeyConstraint("vote_id", "choice", name="pk_vote_counters"),
        sqlite_with_rowid=False,
    )


def _rules() -> None:
    op.create_table(
        "committee_rules",
        sa.Column("committee", sa.String(), nullable=False),
        sa.Column("class_id", INT, nullable=True),
        sa.Column("quorum", INT, nullable=False),
        sa.Column("majority", sa.String(20), nullable=False),
        sa.Column("majority_of", sa.String(20), nullable=False),
        sa.Column("tie", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"], ["classes.id"], name="fk_committee_rules_class_id_classes"
        ),
        sa.PrimaryKeyConstraint("committee", name="pk_committee_rules"),
    )
    op.create_index("ix_committee_rules_class_id", "committee_rules", ["class_id"])
