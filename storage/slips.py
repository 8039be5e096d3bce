"""Consent slips: what guardians sign under a notice for each child, on the phone or on paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import answers, notices, people, subjects
from storage.actors import Actor
from storage.answers import Answer, UnitKind, Via
from storage.base import Base, Session, upsert
from storage.children import Child, Guardian
from storage.classes import Class
from storage.notices import Confirm, Notice
from storage.people import Person, PersonRef
from storage.rules import Broken, clean
from storage.subjects import Audience

COMMENT_LIMIT = 300
# What an answer's value says where guardians disagree; else it is one of Consent.
CONFLICT = "conflict"


class Consent(StrEnum):
    """What a slip says."""

    YES = "yes"
    NO = "no"


class How(StrEnum):
    """How a slip came to say it: signed on the phone, on paper, or decided by the head teacher."""

    SIGNED = "signed"
    PAPER = "paper"
    SETTLED = "settled"


class Signature(Base):
    """What somebody signed for a child, recorded from paper, or decided; none is ever changed.

    `person_id` is None once the school has forgotten who that was.
    The answer that stands (storage.answers) follows from all of them, see `standing`.
    """

    __tablename__ = "signatures"

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"))
    child_id: Mapped[int] = mapped_column(ForeignKey("children.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    value: Mapped[Consent]
    comment: Mapped[str | None]
    how: Mapped[How]
    at: Mapped[datetime]

    __table_args__ = (Index(None, "notice_id", "child_id"),)


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature as it is read, with the name of who gave it."""

    id: int
    child_id: int
    person_id: int | None
    person: str | None
    value: Consent
    comment: str | None
    how: How
    at: datetime


@dataclass(frozen=True, slots=True)
class Slip:
    """A child's slip: every signature in order, those that count, and what they come to.

    `value` is None for one that nobody has signed, and CONFLICT where those that count differ.
    `since` is when the notice got the words that it has; what was signed before is void.
    """

    child_id: int
    child: str
    class_id: int
    class_name: str
    since: datetime | None
    history: tuple[Signed, ...]
    words: tuple[Signed, ...]

    def void(self, one: Signed) -> bool:
        """Whether something was signed for other words than the notice has now."""
        return self.since is not None and one.at <= self.since

    @property
    def value(self) -> str | None:
        """What the slip says."""
        said = {each.value for each in self.words}
        return CONFLICT if len(said) > 1 else next(iter(said), None)

    @property
    def latest(self) -> Signed | None:
        """The last signature that counts."""
        return max(self.words, key=lambda each: each.id, default=None)


def standing(history: Sequence[Signed], guardians: Collection[int]) -> tuple[Signed, ...]:
    """The signatures that count, of all that were given for a child.

    Of each guardian the last one does, and one from paper beside them. What the head teacher
    decided takes the place of everybody's word until then. Who answers for the child no longer
    counts only where nobody else has signed.
    """
    words: dict[int, Signed] = {}
    for each in history:
        if each.how == How.SETTLED:
            words = dict.fromkeys(words or [0], each)
        else:
            words[each.person_id or 0 if each.how == How.SIGNED else 0] = each
    present = {who: word for who, word in words.items() if who == 0 or who in guardians}
    counted = (present or words).values()
    return tuple(sorted(set(counted), key=lambda each: each.id))


async def sign(
    session: Session,
    notice_id: int,
    child_id: int,
    person_id: int,
    value: Consent,
    comment: str | None,
    now: datetime,
    *,
    how: How = How.SIGNED,
) -> tuple[Slip, Slip]:
    """Signs a child's slip, records one from paper, or settles what guardians disagree about.

    Who may do that is asked by the caller. Returns the slip before and after; bumps the notice.

    Raises:
        LookupError: the child is not in the notice's audience.
        Broken: "slip-comment", longer than 300 characters; "slip-agreed", when there is nothing
            to settle; "slip-on-file", for paper where the slip is signed already.
    """
    said = _checked(comment)
    before = await get(session, notice_id, child_id)
    _check_open(before, how)
    row = {"notice_id": notice_id, "child_id": child_id, "person_id": person_id}
    session.add(Signature(**row, value=value, comment=said, how=how, at=now))
    await session.flush()
    after = await get(session, notice_id, child_id)
    await _note(session, notice_id, after, now)
    return before, after


def _checked(comment: str | None) -> str | None:
    said = clean(comment or "") or None
    if said is not None and len(said) > COMMENT_LIMIT:
        raise Broken("slip-comment", limit=COMMENT_LIMIT)
    return said


def _check_open(slip: Slip, how: How) -> None:
    if how == How.SETTLED and slip.value != CONFLICT:
        raise Broken("slip-agreed", child=slip.child)
    if how == How.PAPER and slip.value is not None:
        raise Broken("slip-on-file", child=slip.child)


async def _note(session: Session, notice_id: int, slip: Slip, now: datetime) -> None:
    """The slip's answer among those to the notice, which are counted."""
    latest = slip.latest
    assert latest is not None  # noqa: S101 (it was signed just now)
    via = Via.TOLD if latest.how == How.PAPER else Via.SIGNED
    values = (notice_id, UnitKind.CHILD, slip.child_id, slip.value, via, latest.person_id, now)
    row = dict(zip(answers.KEY + answers.CHANGE, values, strict=True))
    await upsert(session, Answer.__table__, [row], key=answers.KEY, change=answers.CHANGE)
    await subjects.bump(session, [notice_id], now)


async def get(session: Session, notice_id: int, child_id: int) -> Slip:
    """A child's slip.

    Raises:
        LookupError: the child is not in the notice's audience.
    """
    found = await _slips(session, notice_id, [child_id])
    if not found:
        raise LookupError(f"no child {child_id} in the audience of {notice_id}")
    return found[0]


async def of_children(
    session: Session, notice_id: int, child_ids: Collection[int]
) -> dict[int, Slip]:
    """The slips of these children, those in the notice's audience, by child."""
    return {each.child_id: each for each in await _slips(session, notice_id, child_ids)}


async def of_notice(session: Session, notice_id: int) -> list[Slip]:
    """The slips of all children in the audience, by class and name; three statements."""
    return await _slips(session, notice_id, None)


async def _slips(session: Session, notice_id: int, child_ids: Collection[int] | None) -> list[Slip]:
    statement = (
        select(Child.id, Child.name, Child.class_id, Class.name, Notice.reworded_at)
        .join(Audience, Audience.class_id == Child.class_id)
        .join(Class, Class.id == Child.class_id)
        .join(Notice, Notice.id == Audience.subject_id)
        .where(Audience.subject_id == notice_id)
        .order_by(Class.slug, Child.fold)
    )
    if child_ids is not None:
        statement = statement.where(Child.id.in_(child_ids))
    children = (await session.execute(statement)).all()
    history = await _histories(session, notice_id)
    guardians = await _guardians(session, notice_id)
    return [_slip(row, history[row[0]], guardians[row[0]]) for row in children]


def _slip(row: Any, history: list[Signed], guardians: Collection[int]) -> Slip:
    child_id, child, class_id, class_name, since = row
    unread = Slip(child_id, child, class_id, class_name, since, tuple(history), ())
    valid = [each for each in history if not unread.void(each)]
    return replace(unread, words=standing(valid, guardians))


async def _histories(session: Session, notice_id: int) -> dict[int, list[Signed]]:
    found = await session.execute(
        select(
            Signature.id,
            Signature.child_id,
            Signature.person_id,
            Person.name,
            Signature.value,
            Signature.comment,
            Signature.how,
            Signature.at,
        )
        .outerjoin(Person, Person.id == Signature.person_id)
        .where(Signature.notice_id == notice_id)
        .order_by(Signature.id)
    )
    histories: dict[int, list[Signed]] = defaultdict(list)
    for row in found:
        histories[row.child_id].append(Signed(*row))
    return histories


async def _guardians(session: Session, notice_id: int) -> dict[int, set[int]]:
    found: Any = await session.execute(
        select(Guardian.child_id, Guardian.person_id)
        .join(Child, Child.id == Guardian.child_id)
        .join(Audience, Audience.class_id == Child.class_id)
        .where(Audience.subject_id == notice_id)
    )
    guardians: dict[int, set[int]] = defaultdict(set)
    for child_id, person_id in found:
        guardians[child_id].add(person_id)
    return guardians


async def ask_again(session: Session, notice_id: int) -> dict[PersonRef, list[str]]:
    """The words of a notice have changed: nothing that was signed stands for them.

    Returns who answers for the children that it was signed for, with these children's names.
    """
    gone = await session.scalars(
        delete(Answer)
        .where(Answer.subject_id == notice_id)
        .returning(Answer.unit_id)
        .execution_options(synchronize_session=False)
    )
    found = await session.execute(
        people.refs(Child.name)
        .join(Guardian, Guardian.person_id == Person.id)
        .join(Child, Child.id == Guardian.child_id)
        .where(Child.id.in_(gone.all()))
        .order_by(Person.id, Child.fold)
    )
    again: dict[PersonRef, list[str]] = defaultdict(list)
    for *ref, child in found:
        again[PersonRef(*ref)].append(child)
    return again


async def waiting_for(session: Session, actor: Actor) -> list[notices.Snapshot]:
    """The notices under which a slip for one of the actor's children is missing, oldest first."""
    asked = Notice.confirm == Confirm.SIGNED
    statement = notices.snapshots().where(notices.stands(), asked, answers.wait_for(actor))
    return await notices.read(session, statement.order_by(Notice.id, Audience.class_id))


async def values(
    session: Session, notice_ids: Collection[int], child_ids: Collection[int]
) -> dict[tuple[int, int], str]:
    """What is signed under these notices for these children, by notice and child; one statement."""
    found = await session.execute(
        select(Answer.subject_id, Answer.unit_id, Answer.value).where(
            Answer.subject_id.in_(notice_ids),
            Answer.unit == UnitKind.CHILD,
            Answer.unit_id.in_(child_ids),
        )
    )
    return {(row.subject_id, row.unit_id): row.value for row in found}


async def comments(session: Session, notice_id: int) -> list[tuple[str, str]]:
    """What families wrote beside their answers, with the child's name; one statement.

    Of each guardian only what they wrote last.
    """
    found = await session.execute(
        select(Child.id, Signature.person_id, Child.name, Signature.comment)
        .join(Child, Child.id == Signature.child_id)
        .where(Signature.notice_id == notice_id, Signature.how == How.SIGNED)
        .order_by(Child.fold, Signature.id)
    )
    latest = {(row.id, row.person_id): (row.name, row.comment) for row in found}
    return [(name, comment) for name, comment in latest.values() if comment]


async def pass_to(session: Session, child_id: int, to_child_id: int) -> None:
    """What was signed for one child was signed for another: the two are the same."""
    await session.execute(
        update(Signature)
        .where(Signature.child_id == child_id)
        .values(child_id=to_child_id)
        .execution_options(synchronize_session="fetch")
    )


async def forget_child(session: Session, child_id: int) -> None:
    """Drops what was signed for a child that goes."""
    await session.execute(delete(Signature).where(Signature.child_id == child_id))
