"""Suggestions from letters: published without a name, supported by families, and decided on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from storage import agenda, audiences, decisions, meetings, subjects, units
from storage.base import Base, Session, upsert
from storage.meeting_details import Invited
from storage.people import PersonRef
from storage.rules import Broken
from storage.subjects import Audience

KIND = "suggestion"
# The one answer to a suggestion.
SUPPORT = "support"
# From so large a share of the families (percent) it goes on an agenda, and from so many at least.
PERCENT, LEAST = 20, 3
TEXT_LIMIT = 1500
# On an agenda, a line.
HEAD = 120
_ONLY = 1


class Suggestion(Base):
    """A suggestion that somebody made in a letter; its audience are the classes that read it.

    It is published once its writer has agreed, at `agreed_at`. `needed` is how many families put
    it on the agenda of the class's committee or (`of_school`) the school's; `settled_at` is when so
    many supported it, `meeting_id` whose agenda it is on, `outcome` what was decided. Its writer
    may take it back, at `withdrawn_at`.
    """

    __tablename__ = "suggestions"

    id: Mapped[int] = mapped_column(
        ForeignKey("subjects.id"), primary_key=True, autoincrement=False
    )
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), index=True)
    of_school: Mapped[bool]
    text: Mapped[str]
    needed: Mapped[int] = mapped_column(default=0)
    agreed_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    outcome: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "ix_suggestions_open",
            "agreed_at",
            sqlite_where=sql("agreed_at IS NOT NULL AND decided_at IS NULL"),
        ),
    )


class SuggestionRules(Base):
    """How large a share of the families it takes, where that is not the usual one."""

    __tablename__ = "suggestion_rules"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    percent: Mapped[int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A suggestion as its buttons know it; nobody is its author."""

    id: int
    letter_id: int
    of_school: bool
    text: str
    needed: int
    agreed_at: datetime | None
    settled_at: datetime | None
    meeting_id: int | None
    outcome: str | None
    withdrawn_at: datetime | None
    class_ids: tuple[int, ...]
    author_id: int | None = None

    @property
    def of_school_committee(self) -> bool:
        """Whether that committee decides on it, whose chair has no class."""
        return self.of_school

    @property
    def head(self) -> str:
        """How it begins, on one line."""
        whole = " ".join(self.text.split())
        return whole if len(whole) <= HEAD else f"{whole[: HEAD - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class View:
    """What a suggestion's card shows: how many families support it, where it is talked about.

    `voted` is what was decided by a vote (storage/suggestion_votes.py).
    """

    suggestion: Snapshot
    classes: tuple[str, ...]
    families: int
    meeting: meetings.Snapshot | None
    voted: decisions.Decided | None = None


_COLUMNS: tuple[Any, ...] = (
    *(Suggestion.id, Suggestion.letter_id, Suggestion.of_school, Suggestion.text),
    *(Suggestion.needed, Suggestion.agreed_at, Suggestion.settled_at),
    *(Suggestion.meeting_id, Suggestion.outcome, Suggestion.withdrawn_at),
)


async def of_ids(session: Session, ids: Collection[int]) -> dict[int, Snapshot]:
    """The suggestions among these subjects, by id; one statement."""
    rows = await session.execute(
        select(*_COLUMNS, Audience.class_id)
        .join(Audience, Audience.subject_id == Suggestion.id)
        .where(Suggestion.id.in_(ids))
        .order_by(Suggestion.id, Audience.class_id)
    )
    return {row[0]: Snapshot(*row) for row in audiences.gather(rows)}


async def get(session: Session, suggestion_id: int) -> Snapshot:
    """A suggestion.

    Raises:
        LookupError: there is none.
    """
    found = await of_ids(session, [suggestion_id])
    if suggestion_id not in found:
        raise LookupError(f"no suggestion {suggestion_id}")
    return found[suggestion_id]


async def view(session: Session, suggestion_id: int) -> View | None:
    """What its card shows; None before its writer has agreed."""
    one = await get(session, suggestion_id)
    if one.agreed_at is None:
        return None
    meeting = await meetings.get(session, one.meeting_id) if one.meeting_id else None
    names = await audiences.names(session, one.class_ids)
    return View(one, names, await supporting(session, one.id), meeting)


async def supporting(session: Session, suggestion_id: int) -> int:
    """How many families support it."""
    found = await units.families_who_said(session, [suggestion_id])
    return found[suggestion_id].get(SUPPORT, 0)


async def open_ones(
    session: Session, class_ids: Collection[int] | None, limit: int
) -> list[Snapshot]:
    """Those that are published for these classes (None: for any) and not decided, newest first."""
    statement = (
        select(Suggestion.id)
        .where(sql("suggestions.agreed_at IS NOT NULL AND suggestions.decided_at IS NULL"))
        .where(Suggestion.withdrawn_at.is_(None))
        .order_by(Suggestion.agreed_at.desc())
        .limit(limit)
    )
    if class_ids is not None:
        theirs = select(Audience.subject_id).where(Audience.class_id.in_(class_ids))
        statement = statement.where(Suggestion.id.in_(theirs))
    ids = list(await session.scalars(statement))
    found = await of_ids(session, ids)
    return [found[each] for each in ids]


# From a letter to the groups


async def offer(
    session: Session,
    letter_id: int,
    class_ids: Collection[int],
    said: str,
    now: datetime,
    *,
    of_school: bool,
) -> int:
    """What could be published, if the letter's writer agrees; returns its id.

    Raises:
        Broken: "suggestion-text", or "suggestion-out" where one of that letter is published.
    """
    if not said.strip() or len(said) > TEXT_LIMIT:
        raise Broken("suggestion-text", limit=TEXT_LIMIT)
    await _check_letter(session, letter_id)
    suggestion_id = await subjects.create(session, KIND, None, list(class_ids), now)
    session.add(
        Suggestion(id=suggestion_id, letter_id=letter_id, of_school=of_school, text=said.strip())
    )
    await session.flush()
    return suggestion_id


async def _check_letter(session: Session, letter_id: int) -> None:
    out = Suggestion.letter_id == letter_id, Suggestion.agreed_at.is_not(None)
    statement = select(Suggestion.id).where(*out, Suggestion.withdrawn_at.is_(None))
    if await session.scalar(statement.limit(1)) is not None:
        raise Broken("suggestion-out")


async def agree(session: Session, suggestion_id: int, now: datetime) -> None:
    """Its writer agrees: it is published, and waits for families. Bumps.

    Raises:
        Broken: "suggestion-out" or "suggestion-withdrawn".
    """
    one = await _locked(session, suggestion_id)
    if one.withdrawn_at is not None:
        raise Broken("suggestion-withdrawn")
    await _check_letter(session, one.letter_id)
    families = len(units.by_family(await units.of_subject(session, suggestion_id)))
    one.agreed_at = now
    one.needed = max(LEAST, -(-families * await percent(session) // 100))
    await _changed(session, suggestion_id, now)


async def withdraw(session: Session, suggestion_id: int, now: datetime) -> None:
    """Its writer takes it back: it is on no agenda that is still ahead any more; bumps.

    Raises:
        Broken: as `check_open`.
    """
    one = await _locked(session, suggestion_id)
    check_open(one)
    one.withdrawn_at = now
    for item in await agenda.of_suggestion(session, suggestion_id):
        if not meetings.is_over(await meetings.get(session, item.meeting_id), now):
            await agenda.drop(session, item, now)
    await _changed(session, suggestion_id, now)


def check_open(one: Snapshot | Suggestion) -> None:
    """Whether it still waits for what becomes of it.

    Raises:
        Broken: "suggestion-decided" or "suggestion-withdrawn".
    """
    if one.outcome is not None:
        raise Broken("suggestion-decided")
    if one.withdrawn_at is not None:
        raise Broken("suggestion-withdrawn")


async def _locked(session: Session, suggestion_id: int) -> Suggestion:
    found = await session.get(Suggestion, suggestion_id, with_for_update=True)
    if found is None:
        raise LookupError(f"no suggestion {suggestion_id}")
    return found


async def _changed(session: Session, suggestion_id: int, now: datetime) -> None:
    await session.flush()
    await subjects.bump(session, [suggestion_id], now)


async def percent(session: Session) -> int:
    """The share of the families that puts a suggestion on an agenda."""
    found = await session.scalar(select(SuggestionRules.percent))
    return found if found is not None else PERCENT


async def set_percent(session: Session, share: int) -> None:
    """That share from now on, for what is published from now on.

    Raises:
        Broken: "suggestion-percent", for one that is not from 1 to 100.
    """
    if not 1 <= share <= 100:
        raise Broken("suggestion-percent")
    row = {"id": _ONLY, "percent": share}
    await upsert(session, SuggestionRules.__table__, [row], key=["id"], change=["percent"])


# To a meeting, and back


async def settle(session: Session, suggestion_id: int, now: datetime) -> bool:
    """Whether enough families support it, and did not before."""
    one = await _locked(session, suggestion_id)
    if one.settled_at is not None or one.withdrawn_at is not None:
        return False
    if await supporting(session, one.id) < one.needed:
        return False
    one.settled_at = now
    await session.flush()
    return True


async def place(session: Session, suggestion_id: int, now: datetime) -> bool:
    """Puts it on the agenda of the next meeting, where it is on none that is still ahead; bumps.

    Whether it is on one now; where there is no such meeting, or its agenda is full, it is not.
    """
    one = await get(session, suggestion_id)
    if one.meeting_id is not None:
        held = await meetings.get(session, one.meeting_id)
        if held.cancelled_at is None and not meetings.is_over(held, now):
            return True
    meeting = await _next_meeting(session, one, now)
    if meeting is None:
        return False
    try:
        await agenda.add(session, meeting.id, one.head, None, now, suggestion_id=one.id)
    except Broken:
        return False
    (await _locked(session, one.id)).meeting_id = meeting.id
    await _changed(session, one.id, now)
    return True


async def _next_meeting(session: Session, one: Snapshot, now: datetime) -> meetings.Snapshot | None:
    """The next one of the committee that it is for."""
    invited = Invited.SEATS if one.of_school else Invited.COMMITTEE
    found = await meetings.coming(session, None if one.of_school else one.class_ids, now)
    fits = [each for each in found if each.invited == invited and each.kind == meetings.COMMITTEE]
    return next((each for each in fits if each.id != one.meeting_id), None)


async def decide(session: Session, one: Snapshot, said: str, now: datetime) -> None:
    """What the committee decided about it, which is a decision of its meeting; bumps both.

    Raises:
        Broken: as storage.decisions.decide; "suggestion-decided".
        LookupError: it is on no meeting's agenda.
    """
    if one.meeting_id is None:
        raise LookupError(f"suggestion {one.id} is on no agenda")
    await answer(session, one.id, said, now)
    await decisions.decide(session, one.meeting_id, said, now)


async def answer(session: Session, suggestion_id: int, said: str, now: datetime) -> None:
    """That is what became of it, as a vote noted already; bumps.

    Raises:
        Broken: as `check_open`.
    """
    kept = await _locked(session, suggestion_id)
    check_open(kept)
    kept.outcome, kept.decided_at = said.strip(), now
    await _changed(session, suggestion_id, now)


async def supporters(session: Session, suggestion_id: int) -> tuple[PersonRef, ...]:
    """Those of the families that support it who can be written to."""
    found = await units.of_subject(session, suggestion_id)
    return units.reach(each for each in found if each.value == SUPPORT).reachable


async def undecided(session: Session, ids: Collection[int]) -> set[int]:
    """Those of the suggestions about which nothing was decided yet."""
    if not ids:
        return set()
    found = await session.scalars(
        select(Suggestion.id)
        .where(Suggestion.id.in_(ids), Suggestion.decided_at.is_(None))
        .where(Suggestion.withdrawn_at.is_(None))
    )
    return set(found)


async def undecided_on(session: Session, meeting_id: int) -> list[Snapshot]:
    """The same of those on a meeting's agenda, as they were added."""
    items = await agenda.of_meetings(session, [meeting_id])
    suggested = [item.suggestion_id for _, item in items if item.suggestion_id is not None]
    found = await of_ids(session, await undecided(session, suggested))
    return [found[each] for each in suggested if each in found]
