"""What is said in open secrets lies in boxes with keys of their own, outside the database."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0013"

INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# What was opened in plain stays so until it closes: an empty first box says it.
_OPEN = (
    "SELECT id FROM surveys WHERE mode = 'anonymous' AND opened_at IS NOT NULL "
    "AND closed_at IS NULL AND withdrawn_at IS NULL",
    "SELECT id FROM votes WHERE ballot = 'sealed' AND opened_at IS NOT NULL "
    "AND closed_at IS NULL AND withdrawn_at IS NULL",
    "SELECT id FROM feedback_rounds WHERE closed_at IS NULL",
)


def upgrade() -> None:
    """Makes the table, and marks what is open now."""
    boxes = op.create_table(
        "sealed_boxes",
        sa.Column("subject_id", INT, autoincrement=False, nullable=False),
        sa.Column("lot", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subjects.id"], name="fk_sealed_boxes_subject_id_subjects"
        ),
        sa.PrimaryKeyConstraint("subject_id", "lot", name="pk_sealed_boxes"),
        sqlite_with_rowid=False,
    )
    for each in _OPEN:
        for (subject_id,) in op.get_bind().execute(sa.text(each)).all():
            op.bulk_insert(boxes, [{"subject_id": subject_id, "lot": "", "content": b""}])
