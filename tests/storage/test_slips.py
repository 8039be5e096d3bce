"""Consent slips: which signatures count, and what is kept of the others."""

from __future__ import annotations

from datetime import datetime

import pytest

from storage import answers, families, notices, slips
from storage.answers import UnitKind
from storage.base import Session
from storage.children import Child
from storage.notices import Confirm
from storage.people import Person
from storage.rules import Broken
from storage.slips import CONFLICT, Consent, How
from tests.storage.school import NOW, School

YES, NO = Consent.YES, Consent.NO


async def trip(session: Session, school: School) -> tuple[int, Child, Person, Person]:
    """A notice that asks for consent, and a child with two guardians."""
    b = await school.a_class()
    ana, ben = await school.person("Ana"), await school.person("Ben")
    mia = await school.child("Mia", b, ana, ben)
    notice = await notices.create(session, None, [b.id], "Trip", [], NOW, confirm=Confirm.SIGNED)
    return notice, mia, ana, ben


async def sign(
    session: Session, notice: int, child: Child, by: Person, value: Consent, **how: How
) -> str | None:
    """Somebody signs; what the slip says then."""
    _, after = await slips.sign(session, notice, child.id, by.id, value, None, NOW, **how)
    stands = await answers.of_unit(session, notice, UnitKind.CHILD, child.id)
    assert stands == after.value
    return after.value


async def test_of_each_guardian_the_last_counts_and_all_must_agree(
    session: Session, school: School
) -> None:
    notice, mia, ana, ben = await trip(session, school)
    said = [
        await sign(session, notice, mia, by, value)
        for by, value in ((ana, YES), (ana, NO), (ben, YES), (ana, YES), (ben, NO))
    ]
    assert said == ["yes", "no", CONFLICT, "yes", CONFLICT]
    assert await sign(session, notice, mia, ana, NO, how=How.SETTLED) == "no"
    with pytest.raises(Broken, match="slip-agreed"):
        await sign(session, notice, mia, ana, YES, how=How.SETTLED)
    # Who changes their mind after that differs again from what was decided for the other.
    assert await sign(session, notice, mia, ben, YES) == CONFLICT
    assert await sign(session, notice, mia, ana, YES) == "yes"
    slip = await slips.get(session, notice, mia.id)
    assert [each.person for each in slip.history[:3]] == ["Ana", "Ana", "Ben"]
    assert len(slip.history) == 8


async def test_paper_counts_beside_a_guardians_word(session: Session, school: School) -> None:
    notice, mia, ana, _ = await trip(session, school)
    assert await sign(session, notice, mia, ana, NO, how=How.PAPER) == "no"
    assert await sign(session, notice, mia, ana, YES) == CONFLICT
    with pytest.raises(Broken, match="slip-on-file"):
        await sign(session, notice, mia, ana, YES, how=How.PAPER)


async def test_who_answers_no_longer_for_a_child_counts_only_alone(
    session: Session, school: School
) -> None:
    notice, mia, ana, ben = await trip(session, school)
    await sign(session, notice, mia, ana, NO)
    await families.end_guardian(session, mia.id, ana.id, NOW)
    assert (await slips.get(session, notice, mia.id)).value == "no"
    assert await sign(session, notice, mia, ben, YES) == "yes"
    await families.remove_child(session, mia.id, NOW)
    assert await slips.of_notice(session, notice) == []


async def test_a_child_named_later_is_not_signed_for(session: Session, school: School) -> None:
    """A tap counts for brothers and sisters named later; a signature does not."""
    notice, mia, ana, _ = await trip(session, school)
    await sign(session, notice, mia, ana, YES)
    leo = await families.add_child(session, ana.id, mia.class_id, "Leo", NOW)
    assert isinstance(leo, Child)
    assert (await slips.get(session, notice, leo.id)).value is None
    waits = await slips.waiting_for(session, await school.actor(ana))
    assert [each.id for each in waits] == [notice]


@pytest.mark.parametrize("comment", ["x" * 301])
async def test_a_comment_has_bounds(session: Session, school: School, comment: str) -> None:
    notice, mia, ana, _ = await trip(session, school)
    at: datetime = NOW
    with pytest.raises(Broken, match="slip-comment"):
        await slips.sign(session, notice, mia.id, ana.id, YES, comment, at)
    with pytest.raises(LookupError):
        await slips.sign(session, notice, 999, ana.id, YES, None, at)
