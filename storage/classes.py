"""The classes of the school and the groups that serve them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Select, exists, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from storage import subjects
from storage.base import Base, Session
from storage.chats import Chat, Standing
from storage.children import Child, Guardian, families, has_child_in
from storage.people import PersonRole, Role
from storage.rules import Broken, fold, named
from storage.subjects import Audience, Subject

NAME_LIMIT = 40
LIVELY = timedelta(days=14)


class Purpose(StrEnum):
    """What a topic of a class's group serves."""

    NOTICES = "notices"
    MEETINGS = "meetings"
    TALK = "talk"


class Class(Base):
    """A class and its parent group.

    `slug` is its name without case and spaces; a closed class keeps its name and leaves the slug
    to the next one. Its subject is what the welcome card shows. `language` is None as long as no
    group is linked; `members` is the group's member count when it was last looked up, the bot
    included, without the school's own people who only look in. `expected_families` is how many
    children its list has, None without one. `topics` holds the group's topics by purpose (0 for
    General); those that are not there are served by `thread_id`, where the class was linked.
    """

    __tablename__ = "classes"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    slug: Mapped[str] = mapped_column(unique=True)
    chat_id: Mapped[int | None] = mapped_column(unique=True)
    thread_id: Mapped[int | None]
    topics: Mapped[dict[str, Any]] = mapped_column(default=dict)
    linked_at: Mapped[datetime | None]
    language: Mapped[str | None]
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), unique=True)
    expected_families: Mapped[int | None]
    members: Mapped[int | None]
    closed: Mapped[bool] = mapped_column(default=False)
    closed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    # A number is never given twice: buttons in old messages carry it.
    __table_args__ = ({"sqlite_autoincrement": True},)

    def thread_for(self, purpose: Purpose) -> int | None:
        """The topic that serves a purpose; None for General, and outside forums."""
        chosen: int | None = self.topics.get(purpose, self.thread_id)
        return chosen or None


async def ensure(session: Session, name: str, now: datetime) -> Class:
    """The class of that name, made with its subject where there is none.

    Raises:
        Broken: "class-name", when it is empty, longer than 40 characters or without a letter.
    """
    cleaned = named(name, NAME_LIMIT, "class-name")
    found = await find_by_name(session, cleaned)
    if found is not None:
        return found
    subject_id = await subjects.create(session, "class", None, [], now)
    made = Class(name=cleaned, slug=slug(cleaned), subject_id=subject_id, created_at=now)
    session.add(made)
    await session.flush()
    return made


def slug(name: str) -> str:
    """A name without case and spaces: what tells classes apart."""
    return fold(name).replace(" ", "")


async def find_by_name(session: Session, name: str) -> Class | None:
    """The class of that name, however it is spaced and capitalised."""
    found: Class | None = await session.scalar(select(Class).where(Class.slug == slug(name)))
    return found


async def get(session: Session, class_id: int) -> Class:
    """A class by its number.

    Raises:
        LookupError: there is none.
    """
    found = await session.get(Class, class_id)
    if found is None:
        raise LookupError(f"no class {class_id}")
    return found


async def several(session: Session, class_ids: Collection[int]) -> list[Class]:
    """Classes by their numbers, in that order; one statement.

    Raises:
        LookupError: one of them is not there.
    """
    found = await session.scalars(select(Class).where(Class.id.in_(class_ids)))
    by_id = {each.id: each for each in found}
    missing = set(class_ids) - by_id.keys()
    if missing:
        raise LookupError(f"no classes {missing}")
    return [by_id[class_id] for class_id in class_ids]


async def find_by_chat(session: Session, chat_id: int) -> Class | None:
    """The class that a chat serves."""
    found: Class | None = await session.scalar(select(Class).where(Class.chat_id == chat_id))
    return found


@dataclass(frozen=True, slots=True)
class ClassSubject:
    """A class as the subject of its welcome card."""

    id: int
    class_ids: tuple[int, ...]
    author_id: int | None = None


async def of_ids(session: Session, subject_ids: Iterable[int]) -> dict[int, ClassSubject]:
    """The open classes that have these subjects, by subject; one statement."""
    found = await session.execute(
        select(Class.subject_id, Class.id).where(Class.subject_id.in_(subject_ids), ~Class.closed)
    )
    return {row.subject_id: ClassSubject(row.subject_id, (row.id,)) for row in found}


async def link(
    session: Session,
    class_id: int,
    chat_id: int,
    thread_id: int | None,
    language: str,
    now: datetime,
) -> None:
    """From now on this chat (in a forum: this topic) serves the class.

    Raises:
        Broken: "class-linked-elsewhere", when the chat serves another class, or the class has
            another chat that the bot is still in; `name` is that of the class in question.
    """
    linked = await get(session, class_id)
    other = await find_by_chat(session, chat_id)
    if other is not None and other.id != class_id:
        raise Broken("class-linked-elsewhere", name=other.name)
    if linked.chat_id not in (None, chat_id) and not await _is_gone(session, linked.chat_id):
        raise Broken("class-linked-elsewhere", name=linked.name)
    if linked.chat_id != chat_id:
        linked.topics = {}
    linked.chat_id, linked.thread_id, linked.language = chat_id, thread_id, language
    linked.linked_at = linked.linked_at or now
    await session.flush()
    await subjects.bump(session, [linked.subject_id], now)


async def _is_gone(session: Session, chat_id: int | None) -> bool:
    gone = exists().where(Chat.id == chat_id, Chat.standing == Standing.GONE)
    return bool(await session.scalar(select(gone)))


async def unlink(session: Session, class_id: int) -> None:
    """No chat serves the class any more."""
    linked = await get(session, class_id)
    linked.chat_id = linked.thread_id = linked.members = None
    linked.topics = {}
    await session.flush()


async def set_topic(
    session: Session, class_id: int, purposes: Iterable[Purpose], thread_id: int | None
) -> None:
    """From now on this topic of the class's group (None: General) serves these purposes."""
    served = await get(session, class_id)
    served.topics = served.topics | {each.value: thread_id or 0 for each in purposes}
    await session.flush()


async def readdress(session: Session, old_chat: int, new_chat: int) -> None:
    """A group has a new id; Telegram says so twice, and the second time changes nothing."""
    moved = await find_by_chat(session, old_chat)
    if moved is not None and await find_by_chat(session, new_chat) is None:
        moved.chat_id, moved.thread_id, moved.topics = new_chat, None, {}
        await session.flush()


async def set_members(session: Session, class_id: int, members: int | None) -> None:
    """Remembers how many members the group has, as `members` counts them."""
    await session.execute(update(Class).where(Class.id == class_id).values(members=members))


async def set_language(session: Session, class_id: int, language: str) -> None:
    """The language of the cards in the class's group."""
    (await get(session, class_id)).language = language
    await session.flush()


async def lively(session: Session, class_id: int, now: datetime) -> set[int]:
    """The subjects of a class that people still look at, the class itself among them.

    A change of the class (its size, say) is worth an edit of these.
    """
    young = (
        select(Subject.id)
        .join(Audience, Audience.subject_id == Subject.id)
        .where(Audience.class_id == class_id, Subject.created_at > now - LIVELY)
    )
    own = select(Class.subject_id).where(Class.id == class_id)
    return set(await session.scalars(young.union(own)))


async def all_open(session: Session) -> Sequence[Class]:
    """The classes that are not closed, by name."""
    found = await session.scalars(select(Class).where(~Class.closed).order_by(Class.slug))
    return found.all()


async def known_in(session: Session, class_id: int) -> int:
    """How many persons have a role in the class."""
    counted = select(func.count(PersonRole.person_id.distinct())).where(
        PersonRole.class_id == class_id, PersonRole.ended_at.is_(None)
    )
    return await session.scalar(counted) or 0


@dataclass(frozen=True, slots=True)
class WelcomeView:
    """What a class's welcome card shows.

    `families` counts those of the children somebody answers for, and parents who have named none.
    `admin`: the bot is an administrator of the group, and is sent all that is written there.
    """

    class_id: int
    subject_id: int
    name: str
    families: int
    children: int
    language: str | None
    admin: bool
    closed: bool


async def welcome_view(session: Session, subject_id: int) -> WelcomeView:
    """What the welcome card of the class with this subject shows; two statements.

    Raises:
        LookupError: no class has that subject.
    """
    alone = _count(PersonRole.id).where(
        PersonRole.class_id == Class.id,
        PersonRole.role == Role.PARENT,
        PersonRole.ended_at.is_(None),
        ~has_child_in(PersonRole.person_id, PersonRole.class_id),
    )
    found = await session.execute(
        select(
            Class.id,
            Class.subject_id,
            Class.name,
            alone.scalar_subquery(),
            _count(Child.id).where(Child.class_id == Class.id).scalar_subquery(),
            Class.language,
            func.coalesce(Chat.admin, False),
            Class.closed,
        )
        .outerjoin(Chat, Chat.id == Class.chat_id)
        .where(Class.subject_id == subject_id)
    )
    row = found.one_or_none()
    if row is None:
        raise LookupError(f"no class has the subject {subject_id}")
    view = WelcomeView(*row)
    return replace(view, families=view.families + await families_in(session, view.class_id))


async def families_in(session: Session, class_id: int) -> int:
    """How many families have a child in a class that somebody answers for; one statement."""
    pairs = await session.execute(
        select(Guardian.child_id, Guardian.person_id)
        .join(Child, Child.id == Guardian.child_id)
        .where(Child.class_id == class_id)
    )
    return len({*families((child_id, person_id) for child_id, person_id in pairs).values()})


def _count(column: InstrumentedAttribute[int]) -> Select[int]:
    return select(func.count(column)).correlate(Class)
