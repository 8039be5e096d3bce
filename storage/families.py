"""The rules about children and those who answer for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Select, delete, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from storage import answers, classes, people, slips, subjects, survey_ballots, vote_seats
from storage.base import Base, Session, upsert
from storage.children import Child, Departure, Guardian
from storage.people import Person, PersonRef, Role, refs
from storage.rules import Broken, fold, named

NAME_LIMIT = 60


class GuardianRequest(Base):
    """A person who asks to answer for a child that has a guardian already.

    `refused_by` is the guardian who said no: it waits for the head teacher's word since.
    """

    __tablename__ = "guardian_requests"

    child_id: Mapped[int] = mapped_column(ForeignKey("children.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    at: Mapped[datetime]
    refused_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))

    __table_args__ = (Index(None, "person_id"),)


@dataclass(frozen=True, slots=True)
class NeedsConsent:
    """A child of that name stands in the class already; its guardians must agree first."""

    child_id: int
    name: str
    class_id: int
    guardians: tuple[PersonRef, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A request that waits: this person would like to answer for this child.

    `refused`: a guardian said no, and the head teacher may decide otherwise.
    """

    child_id: int
    child: str
    class_id: int
    person_id: int
    person: str
    at: datetime
    refused: bool


async def get(session: Session, child_id: int) -> Child:
    """A child by its number.

    Raises:
        LookupError: there is none.
    """
    child = await session.get(Child, child_id)
    if child is None:
        raise LookupError(f"no child {child_id}")
    return child


async def find(session: Session, child_id: int) -> Child | None:
    """The child of that number, if there still is one."""
    return await session.get(Child, child_id)


async def register_parent(session: Session, person_id: int, class_id: int, now: datetime) -> bool:
    """Makes a person a parent in a class; returns whether that is news."""
    news = await people.grant(session, person_id, Role.PARENT, class_id, now)
    if news:
        await class_changed(session, class_id, now)
    return news


def _child_name(name: str) -> str:
    """A clean name of 1 to 60 characters with a letter in it: a number is nobody's."""
    cleaned = named(name, NAME_LIMIT, "child-name")
    if not any(each.isalpha() for each in cleaned):
        raise Broken("child-name", limit=NAME_LIMIT)
    return cleaned


async def add_child(
    session: Session, person_id: int, class_id: int, name: str, now: datetime
) -> Child | NeedsConsent:
    """The person names a child of theirs in a class, and is a parent there from now on.

    A child on the list that nobody answers for yet is joined at once; where others do, nothing
    changes and `NeedsConsent` says whose word is needed (`request` asks for it).

    Raises:
        Broken: "child-name", when it is empty, longer than 60 characters or without a letter.
    """
    cleaned = _child_name(name)
    child = await _find(session, class_id, cleaned)
    if child is None:
        child = await enlist(session, class_id, cleaned, now)
    guardians = await guardians_of(session, child.id)
    if guardians and all(each.id != person_id for each in guardians):
        return NeedsConsent(child.id, child.name, class_id, tuple(guardians))
    await _join(session, child, person_id, now)
    return child


async def enlist(session: Session, class_id: int, name: str, now: datetime) -> Child:
    """Puts a child on a class's list, with nobody to answer for it yet.

    Raises:
        Broken: "child-name", or "child-exists" when the name stands there already.
    """
    cleaned = _child_name(name)
    if await _find(session, class_id, cleaned) is not None:
        raise Broken("child-exists", name=cleaned)
    child = Child(name=cleaned, fold=fold(cleaned), class_id=class_id, created_at=now)
    session.add(child)
    await session.flush()
    await class_changed(session, class_id, now)
    return child


async def _find(session: Session, class_id: int, name: str) -> Child | None:
    found: Child | None = await session.scalar(
        select(Child).where(Child.class_id == class_id, Child.fold == fold(name))
    )
    return found


async def _join(session: Session, child: Child, person_id: int, now: datetime) -> None:
    row = {"child_id": child.id, "person_id": person_id, "since": now}
    await upsert(session, Guardian.__table__, [row], key=["child_id", "person_id"])
    await people.grant(session, person_id, Role.PARENT, child.class_id, now)
    changed = await answers.adopt(session, person_id, child.id, child.class_id)
    await survey_ballots.adopt(session, person_id, child.id, child.class_id)
    await vote_seats.adopt(session, person_id, child.id, child.class_id)
    await subjects.bump(session, changed, now)
    await class_changed(session, child.class_id, now)


async def find_by_name(session: Session, class_ids: Collection[int], name: str) -> Child | None:
    """The child of that name, however it is spelt and spaced, in one of these classes."""
    found: Child | None = await session.scalar(
        select(Child).where(Child.class_id.in_(class_ids), Child.fold == fold(name)).limit(1)
    )
    return found


async def rename_child(session: Session, child_id: int, name: str, now: datetime) -> Child:
    """Gives a child another name.

    Raises:
        Broken: "child-name", or "child-exists" when another in the class has that name.
    """
    child = await get(session, child_id)
    cleaned = _child_name(name)
    other = await _find(session, child.class_id, cleaned)
    if other is not None and other.id != child_id:
        raise Broken("child-exists", name=cleaned)
    child.name, child.fold = cleaned, fold(cleaned)
    await session.flush()
    return child


async def remove_child(session: Session, child_id: int, now: datetime) -> None:
    """Takes a child off the list, with its guardians and its answers."""
    child = await get(session, child_id)
    changed = await answers.forget_child(session, child_id)
    await slips.forget_child(session, child_id)
    await survey_ballots.forget_child(session, child_id)
    await vote_seats.forget_child(session, child_id)
    await session.execute(delete(Guardian).where(Guardian.child_id == child_id))
    await session.execute(delete(GuardianRequest).where(GuardianRequest.child_id == child_id))
    await session.execute(delete(Departure).where(Departure.child_id == child_id))
    await session.delete(child)
    await session.flush()
    await subjects.bump(session, changed, now)
    await class_changed(session, child.class_id, now)


async def end_guardian(session: Session, child_id: int, person_id: int, now: datetime) -> None:
    """The person no longer answers for the child.

    The child goes with the last who did, unless it stands on the list that the head teacher gave.
    """
    guardians = await guardians_of(session, child_id)
    listed = (await get(session, child_id)).listed
    if not listed and [each.id for each in guardians] == [person_id]:
        await remove_child(session, child_id, now)
        return
    await session.execute(
        delete(Guardian).where(Guardian.child_id == child_id, Guardian.person_id == person_id)
    )


async def class_changed(session: Session, class_id: int, now: datetime) -> None:
    """Other people belong to a class: its cards are shown anew, with the lists of its families."""
    changed = await classes.get(session, class_id)
    await subjects.bump(session, [changed.subject_id], now)
    others = await classes.lively(session, class_id, now) - {changed.subject_id}
    await subjects.refresh_private(session, others, now)


async def request(session: Session, child_id: int, person_id: int, now: datetime) -> bool:
    """Asks to answer for a child; returns whether that is a new request."""
    if await _find_request(session, child_id, person_id) is not None:
        return False
    session.add(GuardianRequest(child_id=child_id, person_id=person_id, at=now))
    await session.flush()
    return True


async def accept_request(session: Session, child_id: int, person_id: int, now: datetime) -> Child:
    """The person answers for the child too from now on.

    Raises:
        Broken: "request-gone", when none waits (it was answered, or the child is gone).
    """
    await drop_request(session, child_id, person_id)
    child = await get(session, child_id)
    await _join(session, child, person_id, now)
    return child


async def refuse_request(session: Session, child_id: int, person_id: int, by: int) -> None:
    """A guardian (`by`, a person) says no: the request waits for the head teacher's word.

    Raises:
        Broken: "request-gone", when none waits, or a guardian has said so before.
    """
    found = await _request(session, child_id, person_id)
    if found.refused_by is not None:
        raise Broken("request-gone")
    found.refused_by = by
    await session.flush()


async def is_refused(session: Session, child_id: int, person_id: int) -> bool:
    """Whether a guardian said no to this request, so that it waits for the head teacher's word."""
    found = await _find_request(session, child_id, person_id)
    return found is not None and found.refused_by is not None


async def drop_request(session: Session, child_id: int, person_id: int) -> None:
    """The request waits no longer.

    Raises:
        Broken: "request-gone", when none waits (it was answered, or the child is gone).
    """
    await session.delete(await _request(session, child_id, person_id))
    await session.flush()


async def _request(session: Session, child_id: int, person_id: int) -> GuardianRequest:
    found = await _find_request(session, child_id, person_id)
    if found is None:
        raise Broken("request-gone")
    return found


async def drop_requests(session: Session, person_id: int, class_id: int) -> None:
    """What somebody asked for in a class is no longer wanted."""
    here = select(Child.id).where(Child.class_id == class_id)
    await session.execute(
        delete(GuardianRequest).where(
            GuardianRequest.person_id == person_id, GuardianRequest.child_id.in_(here)
        )
    )


async def _find_request(session: Session, child_id: int, person_id: int) -> GuardianRequest | None:
    return await session.get(GuardianRequest, (child_id, person_id))


async def requests_for(session: Session, person_id: int) -> list[Request]:
    """The requests that wait for this person's word, as a guardian; the oldest first."""
    theirs = select(Guardian.child_id).where(Guardian.person_id == person_id)
    return [each for each in await _requests(session, theirs) if not each.refused]


async def requests_in(session: Session, class_ids: Collection[int]) -> list[Request]:
    """The requests that wait in these classes, for their head teachers; the oldest first."""
    return await _requests(session, select(Child.id).where(Child.class_id.in_(class_ids)))


async def guardians_of(session: Session, child_id: int) -> list[PersonRef]:
    """Those who answer for a child."""
    theirs = select(Guardian.person_id).where(Guardian.child_id == child_id)
    return [PersonRef(*row) for row in await session.execute(refs().where(Person.id.in_(theirs)))]


async def children_of(
    session: Session, person_id: int, class_id: int | None = None
) -> Sequence[Child]:
    """The children a person answers for, in one class or in all, by the order they were named."""
    theirs = exists().where(Guardian.child_id == Child.id, Guardian.person_id == person_id)
    statement = select(Child).where(theirs).order_by(Child.id)
    if class_id is not None:
        statement = statement.where(Child.class_id == class_id)
    return (await session.scalars(statement)).all()


async def _requests(session: Session, child_ids: Select[int]) -> list[Request]:
    found = await session.execute(
        select(
            Child.id,
            Child.name,
            Child.class_id,
            Person.id,
            Person.name,
            GuardianRequest.at,
            GuardianRequest.refused_by.is_not(None),
        )
        .join(Child, Child.id == GuardianRequest.child_id)
        .join(Person, Person.id == GuardianRequest.person_id)
        .where(GuardianRequest.child_id.in_(child_ids))
        .order_by(GuardianRequest.at, Child.id)
    )
    return [Request(*row) for row in found]
