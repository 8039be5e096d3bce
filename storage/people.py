"""The people the school knows, and what they may be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, exists, func, or_, select, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Session
from storage.chats import Chat, Standing


class Role(StrEnum):
    """What a person can be, in one class or in the whole school."""

    PRINCIPAL = "principal"
    ADMIN = "admin"
    DEPUTY = "deputy"  # the principal's: gets letters that are passed on
    CONFIDANT = "confidant"  # reads letters that ask for help for a family, and nobody else does
    HEAD_TEACHER = "head-teacher"
    TEACHER = "teacher"
    CHAIR = "chair"
    COMMITTEE = "committee"
    SEAT = "seat"  # the class's in the school committee
    PARENT = "parent"
    PARTNER = "partner"


TEACHERS = frozenset({Role.HEAD_TEACHER, Role.TEACHER})


class Person(Base):
    """A Telegram user, by the name last seen; `language_chosen` when they set it themselves."""

    __tablename__ = "persons"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]
    username: Mapped[str | None]
    language: Mapped[str | None]
    language_chosen: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    # A number is never given twice: buttons in old messages carry it.
    __table_args__ = ({"sqlite_autoincrement": True},)


class PersonRole(Base):
    """A role that a person has or had, in a class or (without one) in the school."""

    __tablename__ = "roles"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    role: Mapped[Role]
    class_id: Mapped[int | None] = mapped_column(ForeignKey("classes.id"))
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        # NULLs differ from each other in a unique index, so a role in the school has its own.
        Index(
            "uq_roles_in_class",
            "person_id",
            "role",
            "class_id",
            unique=True,
            sqlite_where=text("class_id IS NOT NULL"),
        ),
        Index(
            "uq_roles_in_school",
            "person_id",
            "role",
            unique=True,
            sqlite_where=text("class_id IS NULL"),
        ),
        Index(
            "uq_roles_office",
            "class_id",
            "role",
            unique=True,
            sqlite_where=text("role IN ('chair', 'seat') AND ended_at IS NULL"),
        ),
        Index(None, "person_id"),
        Index(None, "class_id", "role"),
        Index(None, "role"),
    )


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person to write to or to name; `reachable` when their private chat takes messages."""

    id: int
    user_id: int
    name: str
    language: str | None
    reachable: bool


REF = (
    Person.id,
    Person.user_id,
    Person.name,
    Person.language,
    func.coalesce(Chat.standing == Standing.OK, False).label("reachable"),
)


def refs(*more: Any) -> Select[Any]:
    """A select of what makes a PersonRef (then `more`), from persons with their private chats."""
    return (
        select(*REF, *more)
        .select_from(Person)
        .outerjoin(Chat, Chat.id == Person.user_id)
        .order_by(Person.id)
    )


async def known(
    session: Session,
    user_id: int,
    name: str,
    username: str | None,
    language: str | None,
    now: datetime,
) -> Person:
    """The person behind a Telegram user, made known or brought up to date.

    `language` is what their app speaks; it does not overrule one they chose.
    """
    person = await find_by_user(session, user_id)
    if person is None:
        person = Person(user_id=user_id, language_chosen=False, created_at=now)
        session.add(person)
    person.name, person.username = name, username
    if not person.language_chosen:
        person.language = language
    await session.flush()
    return person


async def find_by_user(session: Session, user_id: int) -> Person | None:
    """The person behind a Telegram user, if the school knows them."""
    found: Person | None = await session.scalar(select(Person).where(Person.user_id == user_id))
    return found


async def find(session: Session, person_id: int) -> Person | None:
    """The person of that number, if the school still knows them."""
    return await session.get(Person, person_id)


async def get(session: Session, person_id: int) -> Person:
    """A person by their number.

    Raises:
        LookupError: there is none.
    """
    person = await session.get(Person, person_id)
    if person is None:
        raise LookupError(f"no person {person_id}")
    return person


async def set_language(session: Session, person_id: int, language: str) -> None:
    """The person chose their language; their app's no longer counts."""
    person = await get(session, person_id)
    person.language, person.language_chosen = language, True
    await session.flush()


async def grant(
    session: Session, person_id: int, role: Role, class_id: int | None, now: datetime
) -> bool:
    """Gives a role, or an ended one back; returns whether that is news."""
    held = await _find_role(session, person_id, role, class_id)
    if held is not None and held.ended_at is None:
        return False
    if held is None:
        held = PersonRole(person_id=person_id, role=role, class_id=class_id)
        session.add(held)
    held.since, held.ended_at = now, None
    await session.flush()
    return True


async def appoint(session: Session, user_id: int, role: Role, now: datetime) -> None:
    """Gives a role in the school to a Telegram user, known already or not."""
    person = await find_by_user(session, user_id)
    if person is None:
        person = await known(session, user_id, str(user_id), None, None, now)
    await grant(session, person.id, role, None, now)


async def end_role(
    session: Session, person_id: int, role: Role, class_id: int | None, now: datetime
) -> bool:
    """Ends a role; returns whether it stood."""
    held = await _find_role(session, person_id, role, class_id)
    if held is None or held.ended_at is not None:
        return False
    held.ended_at = now
    await session.flush()
    return True


async def _find_role(
    session: Session, person_id: int, role: Role, class_id: int | None
) -> PersonRole | None:
    found: PersonRole | None = await session.scalar(
        select(PersonRole).where(
            PersonRole.person_id == person_id,
            PersonRole.role == role,
            PersonRole.class_id == class_id,
        )
    )
    return found


async def roles_of(session: Session, person_id: int) -> list[tuple[Role, int | None]]:
    """What somebody is now, with the class or None for the school."""
    found = await session.execute(
        select(PersonRole.role, PersonRole.class_id)
        .where(PersonRole.person_id == person_id, PersonRole.ended_at.is_(None))
        .order_by(PersonRole.id)
    )
    return [(row.role, row.class_id) for row in found]


async def has_admin(session: Session) -> bool:
    """Whether anybody is an admin already."""
    return bool(
        await session.scalar(
            select(exists().where(PersonRole.role == Role.ADMIN, PersonRole.ended_at.is_(None)))
        )
    )


async def admins(session: Session) -> list[PersonRef]:
    """Who has the role of an admin now, the longest known first."""
    return await _holders(session, [Role.ADMIN], None)


async def staff_of(session: Session, class_id: int) -> list[PersonRef]:
    """The teachers of a class, head teachers among them, the longest known first."""
    return await _holders(session, TEACHERS, class_id)


async def staff_in(session: Session, class_ids: Collection[int]) -> dict[int, list[PersonRef]]:
    """The teachers of each of these classes, as in `staff_of`; one statement."""
    return await holders_in(session, TEACHERS, class_ids)


async def holders_in(
    session: Session, roles: Collection[Role], class_ids: Collection[int]
) -> dict[int, list[PersonRef]]:
    """Who has one of these roles now in each of these classes, each once; one statement."""
    found = await session.execute(
        refs(PersonRole.class_id)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(
            PersonRole.role.in_(roles),
            PersonRole.class_id.in_(class_ids),
            PersonRole.ended_at.is_(None),
        )
    )
    held: dict[int, dict[int, PersonRef]] = {class_id: {} for class_id in class_ids}
    for *person, class_id in found:
        held[class_id][person[0]] = PersonRef(*person)
    return {class_id: list(people.values()) for class_id, people in held.items()}


async def holders(session: Session, role: Role, class_id: int | None) -> list[PersonRef]:
    """Who has this role now, in this class or (None) in the school."""
    return await _holders(session, [role], class_id)


async def school_committee(session: Session) -> list[PersonRef]:
    """Who sits on the school committee now: every class's seat, and its chair."""
    held = select(PersonRole.person_id).where(
        or_(
            PersonRole.role == Role.SEAT,
            (PersonRole.role == Role.CHAIR) & PersonRole.class_id.is_(None),
        ),
        PersonRole.ended_at.is_(None),
    )
    return [PersonRef(*row) for row in await session.execute(refs().where(Person.id.in_(held)))]


async def with_own_menu(session: Session) -> set[int]:
    """The users who are more than parents, or chose a language: their menu is not everybody's."""
    more = select(PersonRole.person_id).where(
        PersonRole.role != Role.PARENT, PersonRole.ended_at.is_(None)
    )
    found = await session.scalars(
        select(Person.user_id).where(or_(Person.id.in_(more), Person.language_chosen))
    )
    return set(found)


async def count_visiting(session: Session, user_ids: Collection[int], class_id: int) -> int:
    """How many of these users work for the whole school and have no role in this class."""
    standing = PersonRole.ended_at.is_(None)
    of_school = select(PersonRole.person_id).where(PersonRole.class_id.is_(None), standing)
    of_class = select(PersonRole.person_id).where(PersonRole.class_id == class_id, standing)
    counted = select(func.count(Person.id)).where(
        Person.user_id.in_(user_ids), Person.id.in_(of_school), Person.id.not_in(of_class)
    )
    return await session.scalar(counted) or 0


async def _holders(
    session: Session, roles: Sequence[Role] | frozenset[Role], class_id: int | None
) -> list[PersonRef]:
    held = select(PersonRole.person_id).where(
        PersonRole.role.in_(roles),
        PersonRole.class_id == class_id,
        PersonRole.ended_at.is_(None),
    )
    return [PersonRef(*row) for row in await session.execute(refs().where(Person.id.in_(held)))]
