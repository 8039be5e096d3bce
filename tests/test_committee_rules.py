"""`/committee rules`: by typing and by tapping, in both languages, with a restart in the middle."""

from __future__ import annotations

from tests.conftest import TestSchool
from tests.looking import last
from tests.meetings import in_chinese
from tests.noticeboard import filled, pressed, says
from tests.voting import called, committee_of, vote


async def test_the_chair_sets_the_rules_and_votes_go_by_them(school: TestSchool) -> None:
    class_ = await committee_of(school, 3)
    chair, second, third = class_.parents
    before = await called(class_, "Buy a projector?")
    assert "Quorum: 50 % of the seats, that is 2 of 3." in before.text
    await says(school, chair, "/committee rules")
    await pressed(school, chair, last(chair), "75 %")
    await school.restart()
    await pressed(school, chair, last(chair), "Two thirds")
    await pressed(school, chair, last(chair), "Of all seats")
    await pressed(school, chair, last(chair), "The chair decides")
    shown = last(chair).text
    assert "75 %" in shown
    assert "two thirds of all seats" in shown
    await pressed(school, chair, last(chair), "Send")
    card = await called(class_, "Go to the zoo?")
    assert "Quorum: 75 % of the seats, that is 3 of 3." in card.text
    assert "In a tie the chair decides." in card.text
    for user, said in ((chair, "Yes"), (second, "No"), (third, "No")):
        await vote(school, user, card, said)
    assert "Rejected" in card.text
    # Votes that were open keep the rules that they opened with.
    assert "Quorum: 50 %" in before.text


async def test_in_chinese_by_typing_and_only_by_who_may(school: TestSchool) -> None:
    class_ = await committee_of(school, 2)
    chair, member = class_.parents
    await in_chinese(school, chair)
    shown = await filled(school, chair, "/committee 规则", "50%", "超过半数", "有效票", "维持平票")
    assert "超过有效票的一半" in shown.text
    assert "已保存" in (await says(school, chair, "发送")).text
    said = await says(school, member, "/committee rules")
    assert "not for you" in said.text
    assert "Rules for votes" not in (await says(school, member, "/committee")).labels
