"""What is planned to be voted on is changed: as it will look, with each answer to be changed."""

from __future__ import annotations

from datetime import timedelta

from handlers.kit import buttons
from handlers.vote_plans import Change
from tests.conftest import TestSchool
from tests.looking import last
from tests.meetings import until
from tests.noticeboard import crafted, filled, pressed
from tests.test_vote_plans import THURSDAY, ballots, number, planned
from tests.voting import committee_of


async def test_its_words_options_and_times_are_changed(school: TestSchool) -> None:
    class_ = await committee_of(school, 2)
    chair = class_.parents[0]
    plan = await planned(class_, f"{THURSDAY} Where to? | Museum | Zoo")
    vote_id = number(plan)
    await pressed(school, chair, plan, "Change")
    assert "It opens on Thu, Nov 26, 2026, 08:00" in last(chair).text
    await school.restart()
    await filled(school, chair, "Change", "Question: Where to?", "Where do we go?")
    await filled(school, chair, "Change", "Options: Museum | Zoo", "Farm | Lake | Zoo")
    opens = next(each for each in (await filled(school, chair, "Change")).labels if "Opens" in each)
    form = await filled(school, chair, opens)
    assert "is over" in (await filled(school, chair, "2026-11-01 08:00")).text
    # By the calendar as well.
    await pressed(school, chair, form, "27")
    await pressed(school, chair, form, "10:00")
    assert "It opens on Fri, Nov 27, 2026, 10:00" in form.text
    await filled(school, chair, "Send")
    for said in ("Where do we go?", "Farm, Lake, and Zoo", "Fri, Nov 27, 2026, 10:00"):
        assert said in plan.text
    await until(school, 26, 8, 1, month=11)
    assert not ballots(class_)
    await until(school, 27, 10, 1, month=11)
    (card,) = ballots(class_)
    assert card.labels[:3] == ["Farm", "Lake", "Zoo"]
    late = await crafted(school, chair, plan, buttons.pack(Change(vote_id)))
    assert "Too late: it has opened" in late


async def test_what_did_not_open_in_time_is_asked_for_another(school: TestSchool) -> None:
    class_ = await committee_of(school, 1)
    (chair,) = class_.parents
    await planned(class_, f"{THURSDAY} Buy a tent?")
    await school.close()
    school.clock.advance(school.clock.now() + timedelta(days=7))
    await school.open()
    await until(school, 1, 9, 32, month=12)
    held = last(chair)
    assert "It has not opened" in held.text
    assert "before it opens" in await pressed(school, chair, held, "Open now")
    await pressed(school, chair, held, "Change")
    assert "When does it open?" in last(chair).text
    await filled(school, chair, "2026-12-02 08:00", "2026-12-03 12:00", "Send")
    assert "It has not opened" not in held.text
    await until(school, 2, 8, 1, month=12)
    assert len(ballots(class_)) == 1
