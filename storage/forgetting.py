"""A person is forgotten: what names them goes, what others still need stays without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, and_, delete, select, update
from sqlalchemy.sql.elements import ColumnElement

from storage import (
    classes,
    drafts,
    elections,
    handing_on,
    letters,
    people,
    personal,
    settling,
    subjects,
)
from storage.alarms import Alarm
from storage.base import Session
from storage.browsing import KIND as BROWSING
from storage.children import Child
from storage.classes import Class
from storage.files import File
from storage.notice_questions import NoticeQuestion
from storage.people import PersonRole, Role
from storage.personal import By, Fate, Named, Who
from storage.posts import Post, PostFile
from storage.rules import Broken
from storage.settling import Moved
from storage.subjects import Audience, Subject
from storage.tasks import TaskRow

# Without the last of these nobody could put things right.
LAST = {Role.ADMIN: "forget-last-admin", Role.PRINCIPAL: "forget-last-principal"}


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would become of somebody's children, by name, and of what they lead for others.

    `shared` have another guardian, `listed` stand on a teacher's list: those stay. `known` is False
    for who has no more here than a private chat.
    """

    known: bool
    erased: tuple[str, ...]
    shared: tuple[str, ...]
    listed: tuple[str, ...]
    leads: bool


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was kept of somebody: so many answers as numbers, so much that others lead now.

    `moved_up` are the units that got a place at a meeting by it, with the meeting.
    """

    counted: int
    passed: int
    moved_up: Moved = ()


async def foresee(session: Session, user_id: int) -> Foreseen:
    """What `forget` would do, without doing it.

    Raises:
        Broken: as `forget`.
    """
    who = await personal.find(session, user_id)
    await _check(session, who)
    found = await session.execute(
        select(Child.id, Child.name).where(Child.id.in_(who.children)).order_by(Child.id)
    )
    names = [(row.id, row.name) for row in found]
    return Foreseen(
        who.person_id is not None,
        tuple(name for id_, name in names if id_ in who.gone),
        tuple(name for id_, name in names if id_ not in who.alone),
        tuple(name for id_, name in names if id_ in who.alone and id_ not in who.gone),
        bool(await _led(session, who)),
    )


async def forget(session: Session, user_id: int, now: datetime) -> Forgotten:
    """Erases a Telegram user, or makes anonymous what has to stay; all in this transaction.

    The menu that Telegram has for them is the caller's to take back (`ShowMenu`), and what they
    are answered must leave no post (`Farewell`).

    Raises:
        Broken: "forget-last-admin" or "forget-last-principal".
    """
    await session.flush()
    who = await personal.find(session, user_id)
    await _check(session, who)
    touched = await _classes_of(session, who)
    counted, changed = await settling.settle(session, who, now)
    if who.person_id is not None:
        changed |= await letters.naming(session, who.person_id)
        changed |= await elections.naming(session, who.person_id)
    passed = await _pass_on(session, who, now)
    await _drop_questions(session, who, now)
    await _drop_places(session, who)
    await _drop_files(session, who)
    await _unname(session, who)
    for table, name, each in reversed(_fates()):
        await _seal(session, table, name, each, who)
    # What was read of them before is no more.
    session.expunge_all()
    moved_up = await settling.move_up(session, changed)
    await _show_anew(session, changed, touched, now)
    return Forgotten(counted, passed, moved_up)


async def _check(session: Session, who: Who) -> None:
    for role, rule in LAST.items():
        if [each.id for each in await people.holders(session, role, None)] == [who.person_id]:
            raise Broken(rule)


async def _classes_of(session: Session, who: Who) -> set[int]:
    """Whose cards count them or their children."""
    of_roles = select(PersonRole.class_id).where(
        PersonRole.person_id == who.person_id, PersonRole.class_id.is_not(None)
    )
    of_children = select(Child.class_id).where(Child.id.in_(who.children))
    return set(await session.scalars(of_roles.union(of_children)))


async def _show_anew(
    session: Session, changed: set[int], class_ids: set[int], now: datetime
) -> None:
    """The cards that counted them, and the lists of families that named them.

    As families.class_changed, for all of the classes together.
    """
    of_classes = await session.scalars(select(Class.subject_id).where(Class.id.in_(class_ids)))
    await subjects.bump(session, changed | set(of_classes), now)
    lively = await session.scalars(
        select(Audience.subject_id)
        .join(Subject, Subject.id == Audience.subject_id)
        .where(Audience.class_id.in_(class_ids), Subject.created_at > now - classes.LIVELY)
    )
    await subjects.refresh_private(session, set(lively), now)


# What they lead


async def _led(session: Session, who: Who) -> dict[int, int | None]:
    """What they are the author of for others, with who takes it on: a head teacher, or nobody."""
    classes_of = (
        select(Subject.id, Audience.class_id)
        .join(Audience, Audience.subject_id == Subject.id)
        .where(Subject.author_id == who.person_id)
        .order_by(Subject.id, Audience.class_id)
    )
    rows = (await session.execute(classes_of)).all()
    heads = await people.holders_in(session, [Role.HEAD_TEACHER], {row.class_id for row in rows})
    led: dict[int, int | None] = {}
    for subject_id, class_id in rows:
        others = [each.id for each in heads[class_id] if each.id != who.person_id]
        led[subject_id] = led.get(subject_id) or (others[0] if others else None)
    return led


async def _pass_on(session: Session, who: Who, now: datetime) -> int:
    """What they lead gets another author; a task that is open goes to who leads its meeting.

    Who takes on what still stands is told; what is over changes hands silently. Returns how much
    still stood.
    """
    if who.person_id is None:
        return 0
    standing = PersonRole.ended_at.is_(None)
    await session.execute(
        update(PersonRole)
        .where(PersonRole.person_id == who.person_id, standing)
        .values(ended_at=now)
        .execution_options(synchronize_session="fetch")
    )
    passed = await handing_on.pass_on(session, who.person_id, None, now)
    by_heir: dict[int | None, list[int]] = {}
    for subject_id, heir in (await _led(session, who)).items():
        by_heir.setdefault(heir, []).append(subject_id)
    for heir, ids in by_heir.items():
        await session.execute(
            update(Subject)
            .where(Subject.id.in_(ids))
            .values(author_id=heir)
            .execution_options(synchronize_session=False)
        )
        await subjects.bump(session, ids, now)
    await _pass_tasks(session, who)
    return passed


async def _pass_tasks(session: Session, who: Who) -> None:
    leader = select(Subject.author_id).where(Subject.id == TaskRow.meeting_id).scalar_subquery()
    theirs = TaskRow.person_id == who.person_id
    others = and_(leader.is_not(None), leader != who.person_id)
    await session.execute(
        update(TaskRow)
        .where(theirs, TaskRow.done_at.is_(None), others)
        .values(person_id=leader)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        delete(TaskRow).where(theirs).execution_options(synchronize_session=False)
    )


# What is theirs alone


async def _drop_questions(session: Session, who: Who, now: datetime) -> None:
    """What they asked about notices, but for what everybody reads: there nobody was named."""
    theirs = NoticeQuestion.person_id == who.person_id, ~NoticeQuestion.shared
    asked = await session.scalars(select(NoticeQuestion.notice_id).where(*theirs))
    about = set(asked)
    if about:
        await _delete(session, NoticeQuestion, *theirs)
        await subjects.refresh_private(session, about, now)


async def _drop_places(session: Session, who: Who) -> None:
    """Forms and lists that they looked at, with the cards that show them."""
    own = select(Subject.id).where(
        Subject.author_id == who.person_id, Subject.kind.in_([drafts.FORM, BROWSING])
    )
    ids = list(await session.scalars(own))
    if not ids:
        return
    shown = select(Post.id).where(Post.subject_id.in_(ids))
    await _delete(session, PostFile, PostFile.post_id.in_(shown))
    await _delete(session, Post, Post.subject_id.in_(ids))
    await _delete(session, Alarm, Alarm.subject_id.in_(ids))
    for name in ("browsing", "drafts"):
        table = personal.holds()[name][0]
        await session.execute(delete(table).where(table.c.subject_id.in_(ids)))
    await _delete(session, Subject, Subject.id.in_(ids))


async def _drop_files(session: Session, who: Who) -> None:
    """Files that the bot made for them and has not sent yet."""
    waiting = await session.scalars(
        select(Post.payload).where(Post.chat_id == who.user_id, Post.payload.is_not(None))
    )
    hashes = {
        file[-1] for payload in waiting for file in (payload or {}).get("files", ()) if file[-1]
    }
    if hashes:
        await _delete(session, File, File.hash.in_(hashes), File.file_id.is_(None))


async def _unname(session: Session, who: Who) -> None:
    """Their number stands in the name of a post: a group showed them the way (`Turn.knock`)."""
    groups: Select[Any] = select(Class.chat_id).where(Class.chat_id.is_not(None))
    await session.execute(
        update(Post)
        .where(Post.chat_id.in_(groups), Post.key.like(f"knock:%:{who.user_id}:%"))
        .values(key=None)
        .execution_options(synchronize_session=False)
    )


async def _delete(session: Session, table: type[Any], *where: ColumnElement[bool]) -> None:
    await session.execute(delete(table).where(*where).execution_options(synchronize_session=False))


# All that names them


def _fates() -> Sequence[tuple[Table, str, Named]]:
    """Every column that names somebody, those of tables that others refer to first."""
    return [
        (table, name, each)
        for table, held in personal.holds().values()
        for name, each in held.names.items()
    ]


async def _seal(session: Session, table: Table, name: str, each: Named, who: Who) -> None:
    """A column names them no more."""
    theirs = personal.named(table, name, each.by, who, who.gone)
    if each.fate == Fate.ERASED:
        await session.execute(delete(table).where(theirs))
    elif each.fate == Fate.CLEARED or (each.fate == Fate.PASSED and each.by == By.PERSON):
        # What nobody took on is the school's own.
        emptied = dict.fromkeys((name, *each.also))
        await session.execute(update(table).where(theirs).values(emptied))
