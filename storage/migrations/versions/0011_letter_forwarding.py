"""Letters that are passed on, asked back about, edited where they were written, and in topics."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

# SQLite numbers rows by itself only where the key is exactly INTEGER.
INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Adds the columns, and makes the tables."""
    op.add_column("letters", sa.Column("asked_at", TIME, nullable=True))
    op.add_column(
        "letter_parts", sa.Column("asks", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("letter_parts", sa.Column("to_id", INT, nullable=True))
    op.add_column(
        "mailbox", sa.Column("forum", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    _forwards()
    _concerns()
    _sources()
    for begins, card in (("letter-sent:", "letters.sent:"), ("letter-added:", "letters.part:")):
        _known_by_card(begins, card)


def _known_by_card(begins: str, card: str) -> None:
    """What was sent under the name of a part is known by its card now, and stays as it is."""
    number = f"CAST(substr(posts.key, {len(begins) + 1}) AS INTEGER)"
    part = f"SELECT letter_id FROM letter_parts WHERE letter_parts.id = {number}"  # noqa: S608
    op.execute(
        f"UPDATE posts SET card = '{card}' || substr(posts.key, {len(begins) + 1}), "  # noqa: S608
        f"live = false, subject_id = ({part}) "
        f"WHERE key LIKE '{begins}%' AND state = 'sent' AND EXISTS ({part})"
    )


def _forwards() -> None:
    op.create_table(
        "letter_forwards",
        sa.Column("id", INT, nullable=False),
        sa.Column("letter_id", INT, nullable=False),
        sa.Column("to", sa.String(20), nullable=False),
        sa.Column("class_id", INT, nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letters.id"], name="fk_letter_forwards_letter_id_letters"
        ),
        sa.ForeignKeyConstraint(
            ["class_id"], ["classes.id"], name="fk_letter_forwards_class_id_classes"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_letter_forwards"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_letter_forwards_letter_id", "letter_forwards", ["letter_id"])


def _concerns() -> None:
    op.create_table(
        "letter_concerns",
        sa.Column("letter_id", INT, autoincrement=False, nullable=False),
        sa.Column("person_id", INT, nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letters.id"], name="fk_letter_concerns_letter_id_letters"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_letter_concerns_person_id_persons"
        ),
        sa.PrimaryKeyConstraint("letter_id", name="pk_letter_concerns"),
    )
    op.create_index("ix_letter_concerns_person_id", "letter_concerns", ["person_id"])


def _sources() -> None:
    op.create_table(
        "letter_sources",
        sa.Column("id", INT, nullable=False),
        sa.Column("part_id", INT, nullable=False),
        sa.Column("chat_id", INT, nullable=True),
        sa.Column("message_id", INT, nullable=True),
        sa.Column("mark", sa.String(), nullable=True),
        sa.Column("sealed", sa.String(), nullable=True),
        sa.Column("album", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["part_id"], ["letter_parts.id"], name="fk_letter_sources_part_id_letter_parts"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_letter_sources"),
    )
    op.create_index("ix_letter_sources_part_id", "letter_sources", ["part_id"])
    op.create_index(
        "ix_letter_sources_chat_id_message_id", "letter_sources", ["chat_id", "message_id"]
    )
    op.create_index("ix_letter_sources_mark", "letter_sources", ["mark"])
    op.create_index("ix_letter_sources_album", "letter_sources", ["album"])
