"""Surveys: their questions, who took part, and what was answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# SQLite numbers rows by itself only where the key is exactly INTEGER.
INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables."""
    _surveys()
    _questions()
    _answers()


def _surveys() -> None:
    op.create_table(
        "surveys",
        sa.Column("id", INT, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=True),
        sa.Column("mode", sa.String(20), nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("staff", sa.Boolean(), nullable=False),
        sa.Column("by_class", sa.Boolean(), nullable=False),
        sa.Column("opens_at", TIME, nullable=True),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("opened_at", TIME, nullable=True),
        sa.Column("closes_at", TIME, nullable=False),
        sa.Column("was_to_close", TIME, nullable=True),
        sa.Column("changed_at", TIME, nullable=True),
        sa.Column("closed_at", TIME, nullable=True),
        sa.Column("withdrawn_at", TIME, nullable=True),
        sa.Column("interrupted", sa.Boolean(), nullable=False),
        sa.Column("published_at", TIME, nullable=True),
        sa.Column("pictures", sa.JSON(), nullable=True),
        sa.Column("reminded", INT, nullable=False),
        sa.Column("meeting_id", INT, nullable=True),
        sa.Column("template", sa.String(), nullable=True),
        sa.Column("copied_from", INT, nullable=True),
        sa.ForeignKeyConstraint(["id"], ["subjects.id"], name="fk_surveys_id_subjects"),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name="fk_surveys_meeting_id_meetings"
        ),
        sa.ForeignKeyConstraint(
            ["copied_from"], ["surveys.id"], name="fk_surveys_copied_from_surveys"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_surveys"),
    )
    op.create_index("ix_surveys_closes_at", "surveys", ["closes_at"])


def _questions() -> None:
    op.create_table(
        "survey_questions",
        sa.Column("id", INT, nullable=False),
        sa.Column("survey_id", INT, nullable=False),
        sa.Column("position", INT, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("least", INT, nullable=True),
        sa.Column("most", INT, nullable=True),
        sa.Column("after_id", INT, nullable=True),
        sa.Column("after_option", INT, nullable=True),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["surveys.id"], name="fk_survey_questions_survey_id_surveys"
        ),
        sa.ForeignKeyConstraint(
            ["after_id"],
            ["survey_questions.id"],
            name="fk_survey_questions_after_id_survey_questions",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_survey_questions"),
    )
    op.create_index(
        "ix_survey_questions_survey_id_position",
        "survey_questions",
        ["survey_id", "position"],
        unique=True,
    )


def _answers() -> None:
    op.create_table(
        "survey_halves",
        sa.Column("survey_id", INT, nullable=False),
        sa.Column("person_id", INT, nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["surveys.id"], name="fk_survey_halves_survey_id_surveys"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_survey_halves_person_id_persons"
        ),
        sa.PrimaryKeyConstraint("survey_id", "person_id", name="pk_survey_halves"),
    )
    op.create_index("ix_survey_halves_person_id", "survey_halves", ["person_id"])
    op.create_table(
        "survey_taken",
        sa.Column("survey_id", INT, nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("unit_id", INT, nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["surveys.id"], name="fk_survey_taken_survey_id_surveys"
        ),
        sa.PrimaryKeyConstraint("survey_id", "unit", "unit_id", name="pk_survey_taken"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_survey_taken_unit_unit_id", "survey_taken", ["unit", "unit_id"])
    op.create_table(
        "survey_ballots",
        sa.Column("survey_id", INT, nullable=False),
        sa.Column("lot", sa.String(), nullable=False),
        sa.Column("class_id", INT, nullable=True),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["surveys.id"], name="fk_survey_ballots_survey_id_surveys"
        ),
        sa.ForeignKeyConstraint(
            ["class_id"], ["classes.id"], name="fk_survey_ballots_class_id_classes"
        ),
        sa.PrimaryKeyConstraint("survey_id", "lot", name="pk_survey_ballots"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sealed_owed",
        sa.Column("subject_id", INT, nullable=False),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subjects.id"], name="fk_sealed_owed_subject_id_subjects"
        ),
        sa.PrimaryKeyConstraint("subject_id", name="pk_sealed_owed"),
    )
