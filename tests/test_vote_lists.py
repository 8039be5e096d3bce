"""`/votes`: what is planned and what runs, of those that one looks after."""

from __future__ import annotations

from tests.conftest import TestSchool
from tests.electing import FAMILIES, WHOEVER, electing
from tests.looking import last
from tests.noticeboard import filled, pressed
from tests.test_vote_plans import THURSDAY, planned
from tests.voting import called, committee_of


async def test_what_is_planned_is_listed_with_change_and_cancel(school: TestSchool) -> None:
    class_ = await committee_of(school, 3)
    chair, second, third = class_.parents
    assert "No vote is planned" in (await filled(school, chair, "/votes")).text
    await planned(class_, "2026-11-27 08:00 Buy a tent?", by=second)
    await planned(class_, f"{THURSDAY} Buy a boat?")
    await called(class_, "Buy a kite?")
    await electing(class_, "3B", *WHOEVER, FAMILIES, by=chair)
    listed = await filled(school, chair, "/votes")
    assert listed.text.splitlines() == [
        "4 votes planned or open. Tap a number to see one.",
        "",
        "1. Buy a boat? (3B) · opens Thu, Nov 26, 2026, 08:00",
        "2. Representative of 3B in the school committee (3B) · opens Thu, Nov 26, 2026, 09:30",
        "3. Buy a tent? (3B) · opens Fri, Nov 27, 2026, 08:00",
        "4. Buy a kite? (3B) · open until Fri, Nov 27, 2026, 19:00",
    ]
    acts = ["1 Change", "1 Cancel", "3 Change", "3 Cancel"]
    assert listed.labels == ["1", "2", "3", "4", *acts]
    await school.restart()
    await pressed(school, chair, listed, "1 Cancel")
    assert "1. Representative of 3B" in listed.text
    await pressed(school, chair, listed, "2 Change")
    assert "It opens on Fri, Nov 27, 2026, 08:00" in last(chair).text
    await filled(school, chair, "Cancel")
    await pressed(school, chair, listed, "1")
    assert "Put off, ask others" in last(chair).labels
    # A member sees their own only.
    mine = await filled(school, second, "/votes")
    assert mine.text.startswith("One vote")
    await pressed(school, second, mine, "1")
    assert "Open now" in last(second).labels
    third.start()
    assert "No vote is planned" in (await filled(school, third, "/votes")).text
