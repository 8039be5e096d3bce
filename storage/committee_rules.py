"""The rules by which a committee votes: each class's own, and the school committee's."""

from __future__ import annotations

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Session, upsert
from storage.tallies import Majority, Of, Rules, Tie

# In the place of a class: the school committee.
SCHOOL = "school"


class CommitteeRules(Base):
    """A committee's rules, where they are not the usual ones; `committee` is a class or SCHOOL."""

    __tablename__ = "committee_rules"

    committee: Mapped[str] = mapped_column(primary_key=True)
    class_id: Mapped[int | None] = mapped_column(ForeignKey("classes.id"), index=True)
    quorum: Mapped[int]
    majority: Mapped[Majority]
    majority_of: Mapped[Of]
    tie: Mapped[Tie]


def _name(class_id: int | None) -> str:
    return SCHOOL if class_id is None else str(class_id)


async def of(session: Session, class_id: int | None) -> Rules:
    """The rules of a class's committee, or (None) the school's; the usual ones where none are."""
    table = CommitteeRules
    found = await session.execute(
        select(table.quorum, table.majority, table.majority_of, table.tie).where(
            table.committee == _name(class_id)
        )
    )
    row = found.one_or_none()
    return Rules(*row) if row is not None else Rules()


async def set_(session: Session, class_id: int | None, rules: Rules) -> None:
    """These are the rules from now on; votes that are open keep theirs."""
    row = {
        "committee": _name(class_id),
        "class_id": class_id,
        "quorum": rules.quorum,
        "majority": rules.majority,
        "majority_of": rules.of,
        "tie": rules.tie,
    }
    change = ("quorum", "majority", "majority_of", "tie")
    await upsert(session, CommitteeRules.__table__, [row], key=("committee",), change=change)
