"""`/elect`: typed or asked for, in both languages, with what will not do refused."""

from __future__ import annotations

from datetime import timedelta

from storage.people import Role
from tests.conftest import TestSchool
from tests.electing import FAMILIES, TIMES, WAIT, WHOEVER, ballot, electing
from tests.looking import last
from tests.noticeboard import demoted, filled, pressed, says
from tests.voting import committee_of, outcome, vote


async def test_who_is_named_is_asked_in_private_until_a_time_of_its_own(
    school: TestSchool,
) -> None:
    """Typed as a vote; the class is not asked, and who does not answer in time does not stand."""
    class_ = await committee_of(school, 3)
    chair, second, third = class_.parents
    posted = len(class_.group.messages)
    await filled(school, chair, "/vote Treasurer (election)", "3B", "Somebody else", "1")
    shown = await filled(school, chair, "Only those I name", "Parent1 of 3B, Parent2 of 3B")
    assert "Who votes?" in shown.text
    await filled(school, chair, "The class committee")
    await filled(school, chair, "2026-11-26 09:30")
    assert "at the latest" in (await says(school, chair, "2026-11-26 10:30")).text
    await filled(school, chair, "2026-11-25 09:30")
    assert "close before it opens" in (await says(school, chair, "2026-11-26 09:00")).text
    shown = await filled(school, chair, "2026-11-27 12:00")
    assert "I ask 2 persons in private" in shown.text
    await filled(school, chair, "Send")
    assert len(class_.group.messages) == posted
    one = await second.private.wait(lambda m: "proposes you" in m.text)
    other = await third.private.wait(lambda m: "proposes you" in m.text)
    waits = await filled(school, third, "/my")
    assert "proposes you" in waits.text
    await pressed(school, second, one, "Yes, I stand")
    await school.advance(timedelta(days=1, minutes=1))
    assert other.labels == []
    own = await chair.private.wait(lambda m: "No answer yet: Parent2 of 3B" in m.text)
    assert "Candidates say so until" not in own.text
    await school.advance(WAIT - timedelta(days=1))
    on = await class_.group.wait(lambda m: "Abstain" in m.labels)
    assert on.labels == ["Parent1 of 3B", "Abstain", "⋯"]


async def test_the_form_of_a_vote_leads_into_an_election_in_which_a_list_votes(
    school: TestSchool,
) -> None:
    class_ = await committee_of(school, 3)
    chair, second, third = class_.parents
    for each in (second, third):
        each.start()
    asked = await filled(school, chair, "/vote", "Treasurer")
    assert asked.labels[-2:] == ["Election of persons", "Cancel"]
    await pressed(school, chair, asked, "Election of persons")
    assert "it goes on below" in asked.text
    assert asked.labels == []
    assert "Who is elected?" in last(chair).text
    # Nothing is left over of the form in which it began.
    await filled(school, chair, "Somebody else", "1", "Whoever wants stands", "Skip")
    shown = await filled(school, chair, "A list of people")
    assert "Parent2 of 3B" in shown.labels
    shown = await filled(school, chair, "Parent1 of 3B, Parent2 of 3B", "Done", "Sealed", *TIMES)
    assert "One person is elected, by those who were named." in shown.text
    await filled(school, chair, "Send")
    card = await class_.group.wait(lambda m: "I stand" in m.labels)
    assert "Treasurer" in card.text
    await pressed(school, chair, card, "I stand")
    await school.restart()
    await demoted(school, third, Role.PARENT, 1)
    await school.advance(WAIT)
    on = await second.private.wait(lambda m: "Parent0 of 3B" in m.labels)
    assert "those who were named, one seat." in on.text
    assert not any("Abstain" in m.labels for m in class_.group.messages)
    for _ in range(2):
        await pressed(school, second, on, "Parent0 of 3B")
    await second.private.wait(lambda m: "Elected: Parent0 of 3B" in m.text)
    assert "nothing unfinished" in (await filled(school, chair, "/drafts")).text


async def test_it_is_typed_with_the_time_when_voting_opens(school: TestSchool) -> None:
    class_ = await committee_of(school, 1)
    (chair,) = class_.parents
    typed = "/vote Thu 9:30am Treasurer (election)"
    asked = await filled(school, chair, typed)
    assert asked.labels[0] == "Thu, Nov 26, 2026, 09:30"
    await pressed(school, chair, asked, asked.labels[0])
    await filled(school, chair, "Somebody else", "1", *WHOEVER, FAMILIES)
    shown = await filled(school, chair, *TIMES[1:])
    assert "Voting opens on Thu, Nov 26, 2026, 09:30" in shown.text
    assert "Treasurer\n" in shown.text


async def test_two_candidates_of_one_name_are_told_apart(school: TestSchool) -> None:
    class_ = await committee_of(school, 1)
    (chair,) = class_.parents
    chair.start()
    twins = [school.town.user("Li", "Wei", language="en") for _ in range(2)]
    card = await electing(class_, "3B", *WHOEVER, FAMILIES, by=chair)
    for each in twins:
        class_.group.join(each)
        # A first tap makes somebody known; they are led to the private chat.
        await each.tap(card, "I stand").answer()
    await school.settle()
    assert "Standing: Li Wei and Li Wei" in card.text
    on = await ballot(class_, "Representative of 3B")
    assert on.labels[:2] == ["Li Wei (1)", "Li Wei (2)"]
    for each in (chair, *twins):
        await vote(school, each, on, "Li Wei (2)")
    assert "Elected: Li Wei (2)" in outcome(class_)
    assert "representative: Li Wei" in (await filled(school, chair, "/committee")).text


async def test_the_school_committee_elects_of_its_own_in_chinese(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    other = await school.class_group("4A", parents=1)
    (one,), (two,) = class_.parents, other.parents
    await school.appoint(one, "school committee 3B")
    await school.appoint(two, "school committee 4A")
    await filled(school, one, "/language")
    await one.tap(one.private.last, "简体中文").answer()
    await school.settle()
    shown = await filled(school, one, "/elect 主席（1）", "校级家委会", "全部")
    assert "什么时候开始投票" in shown.text
    shown = await filled(school, one, TIMES[0], "到投票开始为止", TIMES[2])
    assert "私下问 2 人" in shown.text
    await filled(school, one, "发送")
    mine = await one.private.wait(lambda m: "提名您" in m.text)
    await pressed(school, one, mine, "好，我参选")
    await school.advance(WAIT)
    card = await two.private.wait(lambda m: "Abstain" in m.labels)
    assert card.labels == ["Parent0 of 3B", "Abstain", "⋯"]
    for user, label in ((two, "Parent0 of 3B"), (one, "Parent0 of 3B")):
        own = await user.private.wait(lambda m: "Parent0 of 3B" in m.labels)
        for _ in range(2):
            await pressed(school, user, own, label)
    await two.private.wait(lambda m: "Elected: Parent0 of 3B" in m.text)
    await one.private.wait(lambda m: "当选：Parent0 of 3B" in m.text)
