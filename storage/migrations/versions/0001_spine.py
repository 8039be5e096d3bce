"""The first schema: what the spine, people, notices and meetings remember."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# SQLite numbers rows by itself only where the key is exactly INTEGER.
INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    _updates()
    _people()
    _subjects()
    _posts()
    _post_indexes()
    _files()
    _classes()
    _roles()
    _invites()
    _families()
    _requests()
    _answers()
    _notices()
    _around_meetings()


def _updates() -> None:
    op.create_table(
        "chats",
        sa.Column("id", INT, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("standing", sa.String(20), nullable=False),
        sa.Column("admin", sa.Boolean(), nullable=False),
        sa.Column("may_delete", sa.Boolean(), nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chats"),
    )
    op.create_table(
        "handled_updates",
        sa.Column("update_id", INT, autoincrement=False, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_handled_updates"),
    )
    op.create_index("ix_handled_updates_at", "handled_updates", ["at"])
    op.create_table(
        "failed_updates",
        sa.Column("update_id", INT, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("tries", INT, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_failed_updates"),
    )
    op.create_table(
        "runs",
        sa.Column("id", INT, autoincrement=False, nullable=False),
        sa.Column("clean", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_table(
        "published",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_published"),
    )


def _people() -> None:
    op.create_table(
        "persons",
        sa.Column("id", INT, nullable=False),
        sa.Column("user_id", INT, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("username", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("language_chosen", sa.Boolean(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_persons"),
        sa.UniqueConstraint("user_id", name="uq_persons_user_id"),
        sqlite_autoincrement=True,
    )


def _subjects() -> None:
    op.create_table(
        "subjects",
        sa.Column("id", INT, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("version", INT, nullable=False),
        sa.Column("author_id", INT, nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["persons.id"], name="fk_subjects_author_id_persons"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_subjects"),
    )
    op.create_index("ix_subjects_author_id_kind", "subjects", ["author_id", "kind"])
    op.create_table(
        "alarms",
        sa.Column("id", INT, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", INT, nullable=True),
        sa.Column("args", sa.JSON(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("wall", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=True),
        sa.Column("failures", INT, nullable=False),
        sa.Column("parked", sa.Boolean(), nullable=False),
        sa.Column("skipped", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subjects.id"], name="fk_alarms_subject_id_subjects"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_alarms"),
        sa.UniqueConstraint("key", name="uq_alarms_key"),
    )
    op.create_index(
        "ix_alarms_due",
        "alarms",
        ["due_at"],
        sqlite_where=sa.text("parked = 0"),
        postgresql_where=sa.text("NOT parked"),
    )
    op.create_index("ix_alarms_subject_id", "alarms", ["subject_id"])


def _posts() -> None:
    op.create_table(
        "posts",
        sa.Column("id", INT, nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("card", sa.String(), nullable=False),
        sa.Column("subject_id", INT, nullable=True),
        sa.Column("payload", sa.JSON(), nullable=True),
        sa.Column("chat_id", INT, nullable=False),
        sa.Column("thread_id", INT, nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("priority", INT, nullable=False),
        sa.Column("policy", sa.String(20), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("deadline", TIME, nullable=True),
        sa.Column("attempts", INT, nullable=False),
        sa.Column("lease_owner", sa.String(), nullable=True),
        sa.Column("lease_until", INT, nullable=True),
        sa.Column("message_id", INT, nullable=True),
        sa.Column("shown_version", INT, nullable=True),
        sa.Column("shown_digest", sa.String(), nullable=True),
        sa.Column("form", sa.JSON(), nullable=True),
        sa.Column("refresh_at", TIME, nullable=True),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(20), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("reported", sa.Boolean(), nullable=False),
        sa.Column("settled_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subjects.id"], name="fk_posts_subject_id_subjects"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
        sa.UniqueConstraint("key", name="uq_posts_key"),
    )


def _post_indexes() -> None:
    leased = _where("lease_until IS NOT NULL")
    op.create_index("ix_posts_leased", "posts", ["lease_until"], **leased)
    op.create_index("ix_posts_place", "posts", ["chat_id", "message_id"])
    op.create_index(
        "ix_posts_queued", "posts", ["priority", "due_at"], **_where("state = 'queued'")
    )
    op.create_index("ix_posts_stale", "posts", ["refresh_at"], **_where("refresh_at IS NOT NULL"))
    op.create_index("ix_posts_subject", "posts", ["subject_id"])
    op.create_index("ix_posts_trouble", "posts", ["id"], **_where("state IN ('doubt', 'dead')"))


def _files() -> None:
    op.create_table(
        "post_files",
        sa.Column("chat_id", INT, autoincrement=False, nullable=False),
        sa.Column("message_id", INT, autoincrement=False, nullable=False),
        sa.Column("post_id", INT, nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_post_files_post_id_posts"),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name="pk_post_files"),
    )
    op.create_index("ix_post_files_post_id", "post_files", ["post_id"])
    op.create_table(
        "files",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.Column("file_id", sa.String(), nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_files"),
    )
    op.create_index("ix_files_created_at", "files", ["created_at"])


def _classes() -> None:
    op.create_table(
        "classes",
        sa.Column("id", INT, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("chat_id", INT, nullable=True),
        sa.Column("thread_id", INT, nullable=True),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("linked_at", TIME, nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("subject_id", INT, nullable=False),
        sa.Column("expected_families", INT, nullable=True),
        sa.Column("members", INT, nullable=True),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("closed_at", TIME, nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subjects.id"], name="fk_classes_subject_id_subjects"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_classes"),
        sa.UniqueConstraint("chat_id", name="uq_classes_chat_id"),
        sa.UniqueConstraint("slug", name="uq_classes_slug"),
        sa.UniqueConstraint("subject_id", name="uq_classes_subject_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "audiences",
        sa.Column("subject_id", INT, nullable=False),
        sa.Column("class_id", INT, nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["classes.id"], name="fk_audiences_class_id_classes"),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subjects.id"], name="fk_audiences_subject_id_subjects"
        ),
        sa.PrimaryKeyConstraint("subject_id", "class_id", name="pk_audiences"),
    )
    op.create_index("ix_audiences_class_id_subject_id", "audiences", ["class_id", "subject_id"])


def _roles() -> None:
    op.create_table(
        "roles",
        sa.Column("id", INT, nullable=False),
        sa.Column("person_id", INT, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("class_id", INT, nullable=True),
        sa.Column("since", TIME, nullable=False),
        sa.Column("ended_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(["class_id"], ["classes.id"], name="fk_roles_class_id_classes"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_roles_person_id_persons"),
        sa.PrimaryKeyConstraint("id", name="pk_roles"),
    )
    op.create_index("ix_roles_class_id_role", "roles", ["class_id", "role"])
    op.create_index("ix_roles_person_id", "roles", ["person_id"])
    op.create_index("ix_roles_role", "roles", ["role"])
    op.create_index(
        "uq_roles_in_class",
        "roles",
        ["person_id", "role", "class_id"],
        unique=True,
        **_where("class_id IS NOT NULL"),
    )
    op.create_index(
        "uq_roles_in_school",
        "roles",
        ["person_id", "role"],
        unique=True,
        **_where("class_id IS NULL"),
    )
    op.create_index(
        "uq_roles_office",
        "roles",
        ["class_id", "role"],
        unique=True,
        **_where("role IN ('chair', 'seat') AND ended_at IS NULL"),
    )
    op.create_table(
        "handovers",
        sa.Column("id", INT, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("class_id", INT, nullable=False),
        sa.Column("from_person_id", INT, nullable=False),
        sa.Column("to_person_id", INT, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["classes.id"], name="fk_handovers_class_id_classes"),
        sa.ForeignKeyConstraint(
            ["from_person_id"], ["persons.id"], name="fk_handovers_from_person_id_persons"
        ),
        sa.ForeignKeyConstraint(
            ["to_person_id"], ["persons.id"], name="fk_handovers_to_person_id_persons"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_handovers"),
        sa.UniqueConstraint(
            "class_id", "role", "from_person_id", name="uq_handovers_class_id_role_from_person_id"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_handovers_from_person_id", "handovers", ["from_person_id"])
    op.create_index("ix_handovers_to_person_id", "handovers", ["to_person_id"])
    op.create_table(
        "browsing",
        sa.Column("subject_id", INT, nullable=False),
        sa.Column("person_id", INT, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_browsing_person_id_persons"
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subjects.id"], name="fk_browsing_subject_id_subjects"
        ),
        sa.PrimaryKeyConstraint("subject_id", name="pk_browsing"),
        sa.UniqueConstraint("person_id", "kind", name="uq_browsing_person_id_kind"),
    )


def _invites() -> None:
    op.create_table(
        "invites",
        sa.Column("id", INT, nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("class_id", INT, nullable=True),
        sa.Column("by_person_id", INT, nullable=True),
        sa.Column("lasting", sa.Boolean(), nullable=False),
        sa.Column("uses", INT, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=True),
        sa.Column("used_at", TIME, nullable=True),
        sa.Column("used_by_person_id", INT, nullable=True),
        sa.Column("revoked_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["persons.id"], name="fk_invites_by_person_id_persons"
        ),
        sa.ForeignKeyConstraint(["class_id"], ["classes.id"], name="fk_invites_class_id_classes"),
        sa.ForeignKeyConstraint(
            ["used_by_person_id"], ["persons.id"], name="fk_invites_used_by_person_id_persons"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_invites"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_invites_code_hash", "invites", ["code_hash"])
    op.create_index("ix_invites_class_id", "invites", ["class_id"])


def _families() -> None:
    op.create_table(
        "children",
        sa.Column("id", INT, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("fold", sa.String(), nullable=False),
        sa.Column("class_id", INT, nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["classes.id"], name="fk_children_class_id_classes"),
        sa.PrimaryKeyConstraint("id", name="pk_children"),
        sa.UniqueConstraint("class_id", "fold", name="uq_children_class_id_fold"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "guardians",
        sa.Column("child_id", INT, nullable=False),
        sa.Column("person_id", INT, nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["children.id"], name="fk_guardians_child_id_children"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_guardians_person_id_persons"
        ),
        sa.PrimaryKeyConstraint("child_id", "person_id", name="pk_guardians"),
    )
    op.create_index("ix_guardians_person_id", "guardians", ["person_id"])
    op.create_table(
        "departures",
        sa.Column("id", INT, nullable=False),
        sa.Column("person_id", INT, nullable=False),
        sa.Column("class_id", INT, nullable=False),
        sa.Column("role", sa.String(20), nullable=True),
        sa.Column("child_id", INT, nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["children.id"], name="fk_departures_child_id_children"
        ),
        sa.ForeignKeyConstraint(
            ["class_id"], ["classes.id"], name="fk_departures_class_id_classes"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_departures_person_id_persons"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_departures"),
    )
    op.create_index("ix_departures_child_id", "departures", ["child_id"])
    op.create_index("ix_departures_class_id", "departures", ["class_id"])
    op.create_index("ix_departures_person_id_class_id", "departures", ["person_id", "class_id"])


def _requests() -> None:
    op.create_table(
        "guardian_requests",
        sa.Column("child_id", INT, nullable=False),
        sa.Column("person_id", INT, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("refused_by", INT, nullable=True),
        sa.ForeignKeyConstraint(
            ["child_id"], ["children.id"], name="fk_guardian_requests_child_id_children"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_guardian_requests_person_id_persons"
        ),
        sa.ForeignKeyConstraint(
            ["refused_by"], ["persons.id"], name="fk_guardian_requests_refused_by_persons"
        ),
        sa.PrimaryKeyConstraint("child_id", "person_id", name="pk_guardian_requests"),
    )
    op.create_index("ix_guardian_requests_person_id", "guardian_requests", ["person_id"])


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("subject_id", INT, nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("unit_id", INT, autoincrement=False, nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("via", sa.String(20), nullable=False),
        sa.Column("person_id", INT, nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.Column("heads", INT, nullable=True),
        sa.Column("place", INT, nullable=True),
        sa.Column("was", sa.String(), nullable=True),
        sa.Column("was_by", INT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_answers_person_id_persons"),
        sa.ForeignKeyConstraint(["was_by"], ["persons.id"], name="fk_answers_was_by_persons"),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subjects.id"], name="fk_answers_subject_id_subjects"
        ),
        sa.PrimaryKeyConstraint("subject_id", "unit", "unit_id", name="pk_answers"),
    )
    op.create_index("ix_answers_unit_unit_id", "answers", ["unit", "unit_id"])
    op.create_table(
        "drafts",
        sa.Column("id", INT, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", INT, nullable=True),
        sa.Column("chat_id", INT, nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("touched_at", TIME, nullable=False),
        sa.Column("subject_id", INT, nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("asleep", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_drafts_person_id_persons"),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subjects.id"], name="fk_drafts_subject_id_subjects"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.UniqueConstraint("subject_id", name="uq_drafts_subject_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_drafts_touched_at", "drafts", ["touched_at"])
    op.create_index("ix_drafts_person_id_kind", "drafts", ["person_id", "kind"])
    op.create_index(
        "uq_drafts_question",
        "drafts",
        ["person_id", "chat_id"],
        unique=True,
        **_where("kind = 'question'"),
    )


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", INT, autoincrement=False, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("chat_id", INT, nullable=True),
        sa.Column("message_id", INT, nullable=True),
        sa.Column("posted_at", TIME, nullable=True),
        sa.Column("planned_for", TIME, nullable=True),
        sa.Column("corrected_at", TIME, nullable=True),
        sa.Column("withdrawn_at", TIME, nullable=True),
        sa.Column("nudges", INT, nullable=False),
        sa.Column("nudged", sa.JSON(), nullable=False),
        sa.Column("confirm", sa.String(20), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("pin", sa.Boolean(), nullable=True),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("change", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["subjects.id"], name="fk_notices_id_subjects"),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
    )
    op.create_index(
        "ix_notices_chat_id_message_id", "notices", ["chat_id", "message_id"], unique=True
    )
    op.create_index("ix_notices_posted_at", "notices", ["posted_at"])
    op.create_index("ix_notices_waiting", "notices", ["planned_for"], **_where("posted_at IS NULL"))
    _under_notices()
    op.create_table(
        "album_parts",
        sa.Column("chat_id", INT, autoincrement=False, nullable=False),
        sa.Column("message_id", INT, autoincrement=False, nullable=False),
        sa.Column("album", sa.String(), nullable=False),
        sa.Column("file", sa.JSON(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name="pk_album_parts"),
    )
    op.create_index("ix_album_parts_album", "album_parts", ["album"])
    op.create_index("ix_album_parts_at", "album_parts", ["at"])
    op.create_table(
        "meetings",
        sa.Column("id", INT, autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("starts_at", TIME, nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("wall", sa.String(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("invited", sa.String(20), nullable=False),
        sa.Column("about", sa.String(), nullable=True),
        sa.Column("ends_at", TIME, nullable=True),
        sa.Column("answer_by", TIME, nullable=True),
        sa.Column("capacity", INT, nullable=True),
        sa.Column("asks_how_many", sa.Boolean(), nullable=False),
        sa.Column("reminders", sa.JSON(), nullable=False),
        sa.Column("cancelled_at", TIME, nullable=True),
        sa.Column("moved_from", TIME, nullable=True),
        sa.Column("moved_at", TIME, nullable=True),
        sa.Column("moves", INT, nullable=False),
        sa.Column("due_at", TIME, nullable=True),
        sa.Column("ended_at", TIME, nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["id"], ["subjects.id"], name="fk_meetings_id_subjects"),
        sa.PrimaryKeyConstraint("id", name="pk_meetings"),
    )
    op.create_index("ix_meetings_starts_at", "meetings", ["starts_at"])


def _under_notices() -> None:
    op.create_table(
        "signatures",
        sa.Column("id", INT, nullable=False),
        sa.Column("notice_id", INT, nullable=False),
        sa.Column("child_id", INT, nullable=False),
        sa.Column("person_id", INT, nullable=True),
        sa.Column("value", sa.String(20), nullable=False),
        sa.Column("comment", sa.String(), nullable=True),
        sa.Column("how", sa.String(20), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name="fk_signatures_notice_id_notices"
        ),
        sa.ForeignKeyConstraint(
            ["child_id"], ["children.id"], name="fk_signatures_child_id_children"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_signatures_person_id_persons"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_signatures"),
    )
    op.create_index("ix_signatures_notice_id_child_id", "signatures", ["notice_id", "child_id"])
    op.create_index("ix_signatures_child_id", "signatures", ["child_id"])
    op.create_index("ix_signatures_person_id", "signatures", ["person_id"])
    op.create_table(
        "notice_questions",
        sa.Column("id", INT, nullable=False),
        sa.Column("notice_id", INT, nullable=False),
        sa.Column("person_id", INT, nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_by", INT, nullable=True),
        sa.Column("answered_at", TIME, nullable=True),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name="fk_notice_questions_notice_id_notices"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_notice_questions_person_id_persons"
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["persons.id"], name="fk_notice_questions_answered_by_persons"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_notice_questions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notice_questions_notice_id", "notice_questions", ["notice_id"])
    op.create_index("ix_notice_questions_answered_by", "notice_questions", ["answered_by"])
    op.create_index("ix_notice_questions_person_id_at", "notice_questions", ["person_id", "at"])


def _around_meetings() -> None:
    op.create_table(
        "attendances",
        sa.Column("id", INT, autoincrement=False, nullable=False),
        sa.Column("meeting_id", INT, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["subjects.id"], name="fk_attendances_id_subjects"),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name="fk_attendances_meeting_id_meetings"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_attendances"),
        sa.UniqueConstraint("meeting_id", name="uq_attendances_meeting_id"),
    )
    op.create_index("ix_attendances_code", "attendances", ["code"])
    op.create_table(
        "door_tries",
        sa.Column("person_id", INT, autoincrement=False, nullable=False),
        sa.Column("count", INT, nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_door_tries_person_id_persons"
        ),
        sa.PrimaryKeyConstraint("person_id", name="pk_door_tries"),
    )
    op.create_table(
        "tasks",
        sa.Column("id", INT, nullable=False),
        sa.Column("meeting_id", INT, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("person_id", INT, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("done_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name="fk_tasks_meeting_id_meetings"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_tasks_person_id_persons"),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tasks_meeting_id", "tasks", ["meeting_id"])
    op.create_index("ix_tasks_person_id", "tasks", ["person_id"])
    op.create_table(
        "minutes",
        sa.Column("id", INT, autoincrement=False, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("published_at", TIME, nullable=False),
        sa.Column("corrected_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(["id"], ["meetings.id"], name="fk_minutes_id_meetings"),
        sa.PrimaryKeyConstraint("id", name="pk_minutes"),
    )
    op.create_table(
        "decisions",
        sa.Column("id", INT, nullable=False),
        sa.Column("meeting_id", INT, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name="fk_decisions_meeting_id_meetings"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_meeting_id", "decisions", ["meeting_id"])
    op.create_table(
        "agenda_items",
        sa.Column("id", INT, nullable=False),
        sa.Column("meeting_id", INT, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("person_id", INT, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name="fk_agenda_items_meeting_id_meetings"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_agenda_items_person_id_persons"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_agenda_items"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_agenda_items_meeting_id", "agenda_items", ["meeting_id"])
    op.create_index("ix_agenda_items_person_id", "agenda_items", ["person_id"])
    op.create_table(
        "lectures",
        sa.Column("id", INT, autoincrement=False, nullable=False),
        sa.Column("speaker", sa.String(), nullable=True),
        sa.Column("about", sa.String(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["meetings.id"], name="fk_lectures_id_meetings"),
        sa.PrimaryKeyConstraint("id", name="pk_lectures"),
    )
    op.create_table(
        "calendar_entries",
        sa.Column("meeting_id", INT, autoincrement=False, nullable=False),
        sa.Column("person_id", INT, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name="fk_calendar_entries_meeting_id_meetings"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_calendar_entries_person_id_persons"
        ),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", name="pk_calendar_entries"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_calendar_entries_person_id", "calendar_entries", ["person_id"])
    op.create_table(
        "lecture_questions",
        sa.Column("id", INT, nullable=False),
        sa.Column("meeting_id", INT, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("person_id", INT, nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name="fk_lecture_questions_meeting_id_meetings"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_lecture_questions_person_id_persons"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_lecture_questions"),
    )
    op.create_index("ix_lecture_questions_meeting_id", "lecture_questions", ["meeting_id"])
    op.create_index("ix_lecture_questions_person_id", "lecture_questions", ["person_id"])
    op.create_table(
        "feedback_rounds",
        sa.Column("id", INT, autoincrement=False, nullable=False),
        sa.Column("meeting_id", INT, nullable=False),
        sa.Column("closed_at", TIME, nullable=True),
        sa.Column("totals", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["subjects.id"], name="fk_feedback_rounds_id_subjects"),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name="fk_feedback_rounds_meeting_id_meetings"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_feedback_rounds"),
        sa.UniqueConstraint("meeting_id", name="uq_feedback_rounds_meeting_id"),
    )
    op.create_table(
        "feedback_taken",
        sa.Column("round_id", INT, nullable=False),
        sa.Column("person_id", INT, nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("wrote", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["feedback_rounds.id"], name="fk_feedback_taken_round_id_feedback_rounds"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_feedback_taken_person_id_persons"
        ),
        sa.PrimaryKeyConstraint("round_id", "person_id", name="pk_feedback_taken"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_feedback_taken_person_id", "feedback_taken", ["person_id"])
    op.create_table(
        "feedback_opinions",
        sa.Column("round_id", INT, nullable=False),
        sa.Column("lot", sa.String(), nullable=False),
        sa.Column("points", INT, nullable=True),
        sa.Column("good", sa.String(20), nullable=True),
        sa.Column("change", sa.String(20), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["feedback_rounds.id"],
            name="fk_feedback_opinions_round_id_feedback_rounds",
        ),
        sa.PrimaryKeyConstraint("round_id", "lot", name="pk_feedback_opinions"),
        sqlite_with_rowid=False,
    )
