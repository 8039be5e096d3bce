"""How votes come out: the statement, and the tie that a chair decides."""

from __future__ import annotations

from storage import committee_rules
from storage.tallies import Majority, Of, Rules, Tie
from tests.conftest import ClassGroup, TestSchool
from tests.noticeboard import crafted, pressed
from tests.voting import OPEN, called, committee_of, outcome, vote


async def _ruled(class_: ClassGroup, rules: Rules) -> None:
    async with class_.school.app.database.write() as session:
        await committee_rules.set_(session, 1, rules)


async def test_the_chair_decides_a_tie_by_a_tap_where_the_rules_say_so(
    school: TestSchool,
) -> None:
    class_ = await committee_of(school, 2)
    chair, second = class_.parents
    await _ruled(class_, Rules(tie=Tie.CHAIR))
    card = await called(class_, "Where to? | Museum | Zoo | Farm", *OPEN)
    assert "In a tie the chair decides." in card.text
    await pressed(school, chair, card, "Zoo")
    await pressed(school, second, card, "Museum")
    said = class_.group.last
    assert said is not None
    assert said.labels == ["Chair: Museum", "Chair: Zoo"]
    data = said.buttons[0][0].data or ""
    assert "Only the chair" in await pressed(school, second, said, "Chair: Museum")
    farm = data.rpartition(":")[0] + ":" + str(int(data.rpartition(":")[2]) + 2)
    assert await crafted(school, chair, said, farm)
    assert "Tie" in said.text
    await school.restart()
    await pressed(school, chair, said, "Chair: Zoo")
    assert "Decided: Zoo" in said.text
    assert "It was a tie; the chair decided." in said.text
    assert said.labels == []
    assert "Decided: Zoo" in await crafted(school, chair, said, data)
    assert "Decided: Zoo" in card.text


async def test_the_rules_of_the_time_when_it_opened_are_those_it_is_counted_by(
    school: TestSchool,
) -> None:
    class_ = await committee_of(school)
    one, two, three = class_.parents
    await _ruled(class_, Rules(100, Majority.TWO_THIRDS, Of.SEATS))
    card = await called(class_, "Buy a projector?", *OPEN)
    assert "that is 3 of 3" in card.text
    assert "two thirds of all seats" in card.text
    await _ruled(class_, Rules())
    await pressed(school, one, card, "Yes")
    await pressed(school, two, card, "Abstain")
    await pressed(school, three, card, "No")
    assert "Rejected" in outcome(class_)


async def test_a_sealed_outcome_has_figures_and_no_names(school: TestSchool) -> None:
    class_ = await committee_of(school)
    card = await called(class_, "Where to? | Museum | Zoo")
    for user, choice in zip(class_.parents, ("Zoo", "Zoo", "Museum"), strict=True):
        await vote(school, user, card, choice)
    said = outcome(class_)
    assert "Decided: Zoo" in said
    assert "Zoo: 2" in said
    assert "Parent1" not in said
