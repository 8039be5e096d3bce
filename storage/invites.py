"""Invitations: roles that wait for whoever brings the code."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, and_, delete, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import handing_on
from storage.base import Base, Session
from storage.classes import Class
from storage.people import Person, Role
from storage.rules import Broken

# For one person; the invitation on a classroom's door is for all who come in the first weeks.
LASTS = timedelta(days=7)
LASTS_ON_THE_DOOR = timedelta(days=14)


class Invite(Base):
    """A role waiting for whoever brings the code; only the code's hash is kept.

    A code for several classes has a row for each. A `lasting` one makes any number of people
    what it says, until it expires or is revoked; the others are used up by the first.
    """

    __tablename__ = "invites"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(index=True)
    role: Mapped[Role]
    class_id: Mapped[int | None] = mapped_column(ForeignKey("classes.id"))
    by_person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    lasting: Mapped[bool] = mapped_column(default=False)
    uses: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    used_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    revoked_at: Mapped[datetime | None]

    # A number is never given twice: buttons in old messages carry it.
    __table_args__ = (Index(None, "class_id"), {"sqlite_autoincrement": True})


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an invitation made of somebody; `class_ids` is empty for a role in the school."""

    role: Role
    class_ids: tuple[int, ...]
    by_person_id: int | None


@dataclass(frozen=True, slots=True)
class Open:
    """An invitation that could still be used: `id` names it, `names` are its classes'."""

    id: int
    role: Role
    class_ids: tuple[int, ...]
    names: tuple[str, ...]
    by_person_id: int | None
    by: str | None
    lasting: bool
    uses: int
    expires_at: datetime | None


async def create(
    session: Session,
    role: Role,
    class_ids: Sequence[int],
    by: int | None,
    now: datetime,
    *,
    lasting: bool = False,
) -> tuple[int, str]:
    """The number and the code of a new invitation; `by` is the inviter's id.

    It is good for one person within seven days; a `lasting` one for everybody, for fourteen.
    """
    until = now + (LASTS_ON_THE_DOOR if lasting else LASTS)
    return await _new(session, role, class_ids or [None], by, now, until, lasting)


async def claim_code(session: Session, now: datetime) -> str:
    """The code that makes the first admin; it does not expire, and no earlier one counts."""
    await session.execute(
        delete(Invite).where(
            Invite.role == Role.ADMIN,
            Invite.expires_at.is_(None),
            Invite.used_at.is_(None),
        )
    )
    return (await _new(session, Role.ADMIN, [None], None, now, None, False))[1]


async def _new(
    session: Session,
    role: Role,
    class_ids: Sequence[int | None],
    by: int | None,
    now: datetime,
    expires_at: datetime | None,
    lasting: bool,
) -> tuple[int, str]:
    code = secrets.token_urlsafe(16)
    made = [
        Invite(
            code_hash=_hash(code),
            role=role,
            class_id=class_id,
            by_person_id=by,
            lasting=lasting,
            created_at=now,
            expires_at=expires_at,
        )
        for class_id in class_ids
    ]
    session.add_all(made)
    await session.flush()
    return min(each.id for each in made), code


def _hash(code: str) -> str:
    # 128 random bits need no salt: nobody can try them all.
    return hashlib.sha256(code.encode()).hexdigest()


async def accept(session: Session, code: str, person_id: int, now: datetime) -> Accepted:
    """Takes the role that a code holds, in each of its classes.

    Who brings a code that they have used already gets the same answer, and nothing changes.

    Raises:
        Broken: "invite-unknown", "invite-used", "invite-revoked" or "invite-expired".
    """
    found = await session.scalars(
        select(Invite).where(Invite.code_hash == _hash(code)).order_by(Invite.id).with_for_update()
    )
    rows = [each for each in found if not await _closed(session, each.class_id)]
    if not rows:
        raise Broken("invite-unknown")
    first = rows[0]
    taken = Accepted(
        first.role, tuple(each.class_id for each in rows if each.class_id), first.by_person_id
    )
    if first.used_by_person_id == person_id and not first.lasting:
        return taken
    _check(first, now)
    for each in rows:
        each.used_at, each.used_by_person_id, each.uses = now, person_id, each.uses + 1
        await handing_on.give(session, person_id, each.role, each.class_id, now)
    return taken


def _check(invite: Invite, now: datetime) -> None:
    if invite.used_at is not None and not invite.lasting:
        raise Broken("invite-used")
    if invite.revoked_at is not None:
        raise Broken("invite-revoked")
    if invite.expires_at is not None and invite.expires_at <= now:
        raise Broken("invite-expired")


async def _closed(session: Session, class_id: int | None) -> bool:
    if class_id is None:
        return False
    return bool(await session.scalar(select(Class.closed).where(Class.id == class_id)))


async def open_ones(session: Session, now: datetime) -> list[Open]:
    """The invitations that could still be used, the newest first; one statement."""
    found = await session.execute(
        select(Invite, Class.name, Person.name)
        .outerjoin(Class, Class.id == Invite.class_id)
        .outerjoin(Person, Person.id == Invite.by_person_id)
        .where(
            Invite.revoked_at.is_(None),
            Invite.expires_at > now,
            or_(Invite.used_at.is_(None), Invite.lasting),
        )
        .order_by(Invite.id.desc())
    )
    rows: dict[str, list[tuple[Invite, str | None, str | None]]] = {}
    for invite, class_name, by in found:
        rows.setdefault(invite.code_hash, []).append((invite, class_name, by))
    return [_open(each) for each in rows.values()]


def _open(rows: list[tuple[Invite, str | None, str | None]]) -> Open:
    rows = sorted(rows, key=lambda row: row[0].id)
    first, _, by = rows[0]
    return Open(
        id=first.id,
        role=first.role,
        class_ids=tuple(each.class_id for each, _, _ in rows if each.class_id),
        names=tuple(name for _, name, _ in rows if name),
        by_person_id=first.by_person_id,
        by=by,
        lasting=first.lasting,
        uses=first.uses,
        expires_at=first.expires_at,
    )


async def find_open(session: Session, invite_id: int, now: datetime) -> Open | None:
    """The invitation of that number, if it could still be used."""
    return next((each for each in await open_ones(session, now) if each.id == invite_id), None)


async def revoke(session: Session, invite_id: int, now: datetime) -> None:
    """Nobody can use this invitation any more."""
    same = select(Invite.code_hash).where(Invite.id == invite_id).scalar_subquery()
    await session.execute(
        update(Invite)
        .where(and_(Invite.code_hash == same, Invite.revoked_at.is_(None)))
        .values(revoked_at=now)
        .execution_options(synchronize_session=False)
    )
