"""Votes in the group: who may vote, what counts, and what is stored of it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.kit import buttons
from handlers.vote_cards import Show, Tap
from storage.vote_ballots import VoteBallot, VoteCounter
from storage.vote_seats import VoteSeat
from storage.votes import Vote
from tests.conftest import TestSchool
from tests.noticeboard import crafted, filled, pressed
from tests.test_slips import two_guardians
from tests.voting import FAMILIES, OPEN, called, committee_of, outcome

WHERE = "Where to? | Museum | Zoo"


async def ballots(school: TestSchool) -> list[str]:
    """The open ballots that are stored, by seat."""
    async with school.session() as session:
        return list(await session.scalars(select(VoteBallot.choice).order_by(VoteBallot.seat)))


async def closes(school: TestSchool) -> timedelta:
    """How long it is until the only vote closes."""
    async with school.session() as session:
        (at,) = (await session.scalars(select(Vote.closes_at))).all()
    return at - school.clock.now()


async def test_a_committee_votes_in_the_open_and_the_last_ballot_of_a_seat_counts(
    school: TestSchool,
) -> None:
    class_ = await committee_of(school)
    chair, second, third = class_.parents
    card = await called(class_, "Buy a projector?", *OPEN)
    assert card.labels == ["Yes", "No", "Abstain", "⋯"]
    assert "the class committee, 3 seats." in card.text
    assert "Quorum: 50 % of the seats, that is 2 of 3." in card.text
    assert "Majority: the most votes." in card.text
    assert "Voted: 0 of 3." in card.text
    assert await pressed(school, chair, card, "No") == "Noted: No. Tap another one to change it."
    assert "No: Parent0 of 3B" in card.text
    await pressed(school, chair, card, "Yes")
    await school.restart()
    await pressed(school, second, card, "Abstain")
    assert "Yes: Parent0 of 3B" in card.text
    assert "No:" not in card.text
    assert "Voted: 2 of 3." in card.text
    await pressed(school, third, card, "Yes")
    # All have voted: it closes at once.
    assert "Decided: yes" in card.text
    assert card.labels == []
    said = outcome(class_)
    for figure in ("Decided: yes", "Yes: 2", "No: 0", "Abstain: 1", "Voted: 3 of 3.", "Quorum"):
        assert figure in said


async def test_one_of_several_wins_by_the_most_votes_or_stays_a_tie(school: TestSchool) -> None:
    class_ = await committee_of(school)
    chair, second, third = class_.parents
    card = await called(class_, WHERE, *OPEN)
    await pressed(school, chair, card, "Zoo")
    await pressed(school, second, card, "Museum")
    await pressed(school, third, card, "Abstain")
    assert "Tie: Museum and Zoo" in outcome(class_)
    assert "Tie" in card.text


async def test_without_a_quorum_nothing_is_decided_when_its_time_is_over(
    school: TestSchool,
) -> None:
    class_ = await committee_of(school)
    card = await called(class_, WHERE, *OPEN)
    data = card.buttons[0][0].data or ""
    await pressed(school, class_.parents[0], card, "Zoo")
    until = await closes(school)
    await school.advance(until - timedelta(seconds=30))
    # At the very second of the close it is over, also where no alarm has rung yet.
    school.clock.advance(school.clock.now() + timedelta(seconds=30))
    assert "Too late" in await crafted(school, class_.parents[1], card, data)
    await school.advance(timedelta(seconds=1))
    said = "No quorum: 1 of 3 voted, 2 were needed."
    assert said in await crafted(school, class_.parents[1], card, data)
    assert len(await ballots(school)) == 1
    await school.advance(timedelta(hours=15))
    assert said in outcome(class_)


async def test_what_strangers_send_changes_nothing_and_a_toast_says_so(
    school: TestSchool,
) -> None:
    class_ = await committee_of(school, 2)
    others = await school.class_group("4A", parents=1)
    card = await called(class_, WHERE, *OPEN)
    data = card.buttons[0][0].data or ""
    there = others.parents[0]
    there.start()
    await school.settle()
    theirs = there.private.last
    assert theirs is not None
    assert "have a seat" in await crafted(school, there, theirs, data)
    assert "have a seat" in await pressed(school, class_.teacher, card, "Zoo")
    assert await crafted(school, there, theirs, "voy:" + data.split(":")[1])
    for wrong in (
        "x" * 64,
        "vot:999999:1",
        data + "9",
        data + ":1",
        "svt:1:1",
        "vot:" + "x" * 50,
        "vot:1",
    ):
        assert await crafted(school, class_.parents[1], card, wrong), wrong
    # The option of another vote is none of this one's.
    other = await called(class_, "When? | Mon | Tue", *OPEN)
    option = (other.buttons[0][0].data or "").rpartition(":")[2]
    assert await crafted(school, class_.parents[1], card, data.rpartition(":")[0] + ":" + option)
    assert await ballots(school) == []
    assert "Voted: 0 of 2." in card.text


async def test_all_families_of_a_class_vote_once_each(school: TestSchool) -> None:
    class_ = await school.class_group(parents=3)
    mother, father = await two_guardians(class_)
    await school.appoint(class_.parents[2], "committee chair 3B")
    card = await called(class_, WHERE, *FAMILIES, *OPEN, by=class_.parents[2])
    assert "every family once, 2 seats." in card.text
    await pressed(school, mother, card, "Zoo")
    await pressed(school, father, card, "Museum")
    assert "Voted: 1 of 2." in card.text
    assert len(await ballots(school)) == 1
    # Who comes later has no seat: it was fixed when the vote opened.
    late = await class_.stranger()
    assert "Your family was not among" in await pressed(school, late, card, "Zoo")
    await pressed(school, class_.parents[2], card, "Museum")
    assert "Decided: Museum" in outcome(class_)


async def test_three_hundred_families_tap_within_a_second(school: TestSchool) -> None:
    class_ = await school.class_group(parents=0)
    users = [school.town.user(f"Parent{n}", language="en") for n in range(300)]
    welcome = class_.group.last
    assert welcome is not None
    for each in users:
        class_.group.join(each)
    for tap in [each.tap(welcome, "I am a parent here") for each in users]:
        await tap.answer()
    card = await called(class_, WHERE, *FAMILIES, by=class_.teacher)
    assert "300 seats" in card.text
    labels = ["Museum", "Zoo", "Abstain"]
    for said in ("Tap again to cast", "Your vote is in the urn."):
        taps = [user.tap(card, labels[n % 3]) for n, user in enumerate(users)]
        answers = await asyncio.gather(*(each.answer() for each in taps))
        assert all(each.text.startswith(said) for each in answers)
    await school.settle()
    assert "Tie: Museum and Zoo" in card.text
    for label in labels:
        assert f"{label}: 100" in card.text
    edits = school.town.calls("editMessageText")
    assert len([each for each in edits if each.raw["message_id"] == card.id]) <= 3


async def test_a_sealed_ballot_is_asked_twice_and_nothing_links_it_to_who_cast_it(
    school: TestSchool, caplog: pytest.LogCaptureFixture
) -> None:
    class_ = await committee_of(school)
    chair, second, third = class_.parents
    card = await called(class_, WHERE)
    data = card.buttons[0][0].data or ""
    assert "Nobody can look it up afterwards" in card.text
    assert "a unanimous result shows everyone" in card.text
    assert "Tap again to cast Zoo" in await pressed(school, chair, card, "Zoo")
    assert "Tap again to cast Museum" in await pressed(school, chair, card, "Museum")
    assert "in the urn" in await pressed(school, chair, card, "Museum")
    assert "cannot be changed" in await pressed(school, chair, card, "Zoo")
    assert "Voted: 1 of 3." in card.text
    assert "Museum:" not in card.text
    # What was tapped once is in memory only: a restart or a minute, and it is asked again.
    await pressed(school, second, card, "Zoo")
    await school.restart()
    assert "Tap again" in await pressed(school, second, card, "Zoo")
    await school.advance(timedelta(minutes=2))
    assert "Tap again" in await pressed(school, second, card, "Zoo")
    assert "in the urn" in await pressed(school, second, card, "Zoo")
    # Two devices tap at once, and go on tapping: it counts once.
    taps = [third.tap(card, "Zoo") for _ in range(4)]
    said = [(await each.answer()).text for each in taps]
    assert sum("in the urn" in each for each in said) == 1, said
    await school.settle()
    assert "Decided: Zoo" in outcome(class_)
    assert await ballots(school) == []
    assert not any(each in caplog.text for each in ("Zoo", "Museum", third.name))
    async with school.session() as session:
        found = await session.execute(select(VoteCounter.count).order_by(VoteCounter.count))
    assert [each for (each,) in found] == [0, 1, 2]
    assert "This vote is closed. ✅ Decided: Zoo" in await crafted(school, chair, card, data)


async def test_my_shows_a_vote_that_waits(school: TestSchool) -> None:
    class_ = await committee_of(school, 2)
    second = class_.parents[1]
    card = await called(class_, WHERE, *OPEN)
    await filled(school, second, "/my")
    item = await second.private.wait(lambda m: "you can vote until" in m.text)
    await pressed(school, second, item, "Vote")
    own = await second.private.wait(lambda m: "Zoo" in m.labels)
    await pressed(school, second, own, "Zoo")
    assert "Zoo: Parent1 of 3B" in card.text
    await filled(school, second, "/my")
    assert second.private.last is not None
    assert "Nothing waits" in second.private.last.text


async def test_the_school_committee_votes_in_private_one_seat_a_class(
    school: TestSchool,
) -> None:
    third = await school.class_group("3B", parents=1)
    fourth = await school.class_group("4A", parents=2)
    (one,), (two, three) = third.parents, fourth.parents
    await school.appoint(one, "school committee 3B")
    await school.appoint(two, "school committee 4A")
    one.say(one.private, f"/vote {WHERE}")
    await school.settle()
    await filled(school, one, "School committee", *OPEN, "Send")
    mine = await one.private.wait(lambda m: "Abstain" in m.labels and "2 seats" in m.text)
    await pressed(school, one, mine, "Zoo")
    theirs = await two.private.wait(lambda m: "Abstain" in m.labels)
    # The seat is the class's: who holds it at the tap votes, and nobody before them.
    await school.appoint(three, "school committee 4A")
    assert "have a seat" in await pressed(school, two, theirs, "Museum")
    await filled(school, three, "/my")
    item = await three.private.wait(lambda m: "you can vote until" in m.text)
    await pressed(school, three, item, "Vote")
    own = await three.private.wait(lambda m: "Zoo" in m.labels)
    await pressed(school, three, own, "Zoo")
    await one.private.wait(lambda m: m.text.startswith("🗳") and "Decided: Zoo" in m.text)
    async with school.session() as session:
        assert list(await session.scalars(select(VoteSeat.voted))) == [True, True]


def test_a_button_carries_the_vote_and_the_option() -> None:
    assert buttons.unpack(buttons.pack(Tap(17, 3))) == Tap(17, 3)
    assert buttons.unpack(buttons.pack(Show(17))) == Show(17)
