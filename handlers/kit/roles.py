"""Who may do what: one table, asked at the moment of the act."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from storage.actors import Actor
from storage.people import Role


class Can(StrEnum):
    """What may be done, as thing:action."""

    ANYTHING_OPEN = "open:use"  # what is there for everybody
    AFFAIR_PUBLISH = "affair:publish"
    CLASS_LINK = "class:link"
    CLASS_SEE = "class:see"
    COMMITTEE_WORK = "committee:work"
    DELIVERY_MANAGE = "delivery:manage"
    FAMILY_DECIDE = "family:decide"
    LETTER_ANSWER = "letter:answer"
    LETTER_HANDED = "letter:handed"  # what is passed on to them
    LETTER_HELP = "letter:help"  # what asks for help for a family
    LETTER_INBOX = "letter:inbox"
    MAILBOX_PLACE = "mailbox:place"
    MEETING_CREATE = "meeting:create"
    MEETING_MANAGE = "meeting:manage"
    NOTICE_CREATE = "notice:create"
    NOTICE_MANAGE = "notice:manage"
    PERSON_INVITE = "person:invite"
    PERSON_MANAGE = "person:manage"
    SURVEY_CREATE = "survey:create"
    SURVEY_MANAGE = "survey:manage"
    VOTE_CREATE = "vote:create"
    VOTE_MANAGE = "vote:manage"
    YEAR_MANAGE = "year:manage"


# Who runs everything else does not read what families tell the confidant alone.
_ADMIN = frozenset(Can) - {Can.LETTER_HELP}
# Who runs the bot sees to what did not arrive, and to where letters are read; who runs the school
# or a class does all the rest.
_SCHOOL = _ADMIN - {Can.DELIVERY_MANAGE, Can.MAILBOX_PLACE}
_HEAD_TEACHER = _SCHOOL - {
    *(Can.AFFAIR_PUBLISH, Can.LETTER_ANSWER, Can.LETTER_INBOX, Can.VOTE_MANAGE, Can.YEAR_MANAGE),
}
_TEACHER = frozenset(
    {
        Can.CLASS_SEE,
        Can.COMMITTEE_WORK,
        Can.NOTICE_CREATE,
        Can.MEETING_CREATE,
        Can.SURVEY_CREATE,
    }
)
_COMMITTEE = frozenset({Can.COMMITTEE_WORK, Can.LETTER_HANDED, Can.VOTE_CREATE})
_CHAIR = _COMMITTEE | {Can.MEETING_CREATE, Can.SURVEY_CREATE, Can.VOTE_MANAGE}

GRANTS: dict[Role, frozenset[Can]] = {
    Role.ADMIN: _ADMIN,
    Role.PRINCIPAL: _SCHOOL,
    Role.DEPUTY: frozenset({Can.LETTER_HANDED, Can.LETTER_INBOX}),
    Role.CONFIDANT: frozenset({Can.LETTER_HELP, Can.LETTER_INBOX}),
    Role.HEAD_TEACHER: _HEAD_TEACHER,
    Role.TEACHER: _TEACHER,
    Role.CHAIR: _CHAIR,
    Role.COMMITTEE: _COMMITTEE,
    Role.SEAT: _COMMITTEE,
    Role.PARENT: frozenset(),
    Role.PARTNER: frozenset(),
}
# Roles that are held in the whole school; the others are held in a class.
IN_SCHOOL = frozenset({Role.ADMIN, Role.PRINCIPAL, Role.DEPUTY, Role.CONFIDANT, Role.PARTNER})
# What those may give and take whose right ends at their class.
IN_CLASS = frozenset({Role.TEACHER, Role.CHAIR, Role.COMMITTEE, Role.SEAT, Role.PARENT})
# A role that counts in its class; without one it is held in the school committee.
OF_CLASS_ONLY = frozenset({Role.CHAIR})
# Who sits on the school committee, by role and whether it is held without a class.
_ON_SCHOOL_COMMITTEE = frozenset({(Role.CHAIR, True), (Role.SEAT, False)})
STAFF = frozenset(
    {
        *(Role.ADMIN, Role.PRINCIPAL, Role.DEPUTY, Role.CONFIDANT),
        *(Role.HEAD_TEACHER, Role.TEACHER),
    }
)


def may(actor: Actor, can: Can, class_id: int | None) -> bool:
    """Whether an actor may do this in a class; None asks for the right anywhere at all.

    Who holds a role in the school may in every class. The school committee's chair has the
    chair's role without a class, and so may in none (`may_about` asks for that committee).
    """
    if can == Can.ANYTHING_OPEN:
        return True
    return any(
        can in GRANTS[role] and (class_id is None or _everywhere(role, where) or where == class_id)
        for role, where in actor.roles
    )


def _everywhere(role: Role, where: int | None) -> bool:
    return where is None and role not in OF_CLASS_ONLY


class About(Protocol):
    """What something is done about: its classes, and whether it is the school committee's."""

    @property
    def class_ids(self) -> tuple[int, ...]: ...  # noqa: D102


def may_about(actor: Actor, can: Can, subject: About) -> bool:
    """Whether an actor may do this about a subject: in all its classes, or in its committee."""
    if may_in_all(actor, can, subject.class_ids):
        return True
    return getattr(subject, "of_school_committee", False) and may_in_school_committee(actor, can)


def may_in_school_committee(actor: Actor, can: Can) -> bool:
    """Whether an actor may do this for the school committee: its chair, who holds a seat, staff."""
    if classes_where(actor, can) is None:
        return True
    return any(
        can in GRANTS[role] and (role, where is None) in _ON_SCHOOL_COMMITTEE
        for role, where in actor.roles
    )


def may_in_all(actor: Actor, can: Can, class_ids: Iterable[int]) -> bool:
    """Whether an actor may do this in every one of the classes."""
    return all(may(actor, can, class_id) for class_id in class_ids)


def classes_where(actor: Actor, can: Can) -> set[int] | None:
    """The classes in which an actor may do this; None for every class of the school."""
    found = [(role, where) for role, where in actor.roles if can in GRANTS[role]]
    if any(_everywhere(*each) for each in found):
        return None
    return {where for _, where in found if where is not None}


def may_give(actor: Actor, can: Can, role: Role, class_id: int | None) -> bool:
    """Whether an actor with this right may use it on such a role, in a class or (None) the school.

    In their class head teachers give and take what is held there, but for their own role.
    """
    if classes_where(actor, can) is None:
        return True
    return role in IN_CLASS and class_id is not None and may(actor, can, class_id)


def is_staff(actor: Actor, class_id: int | None = None) -> bool:
    """Whether an actor works at the school (in that class, where one is named)."""
    return any(
        role in STAFF and (where is None or class_id is None or where == class_id)
        for role, where in actor.roles
    )


def is_parent(actor: Actor, class_ids: Iterable[int]) -> bool:
    """Whether an actor is a parent in one of the classes."""
    wanted = set(class_ids)
    return any(role == Role.PARENT and where in wanted for role, where in actor.roles)
