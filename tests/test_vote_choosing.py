"""Votes in which several options stand on a ballot: chosen by tap after tap, then cast."""

from __future__ import annotations

from sqlalchemy import select

from bot.sandbox import Message, User
from handlers.kit import buttons
from handlers.vote_cards import Cast
from storage.vote_ballots import VoteBallot, VoteCounter
from tests.conftest import TestSchool
from tests.noticeboard import crafted, filled, pressed
from tests.voting import OPEN, called, committee_of, outcome

CAST = "Cast my ballot"
GAMES = "Which games? (several) | Chess | Go | Ludo"
RANKED = "Which game? (ranked) | Chess | Go | Ludo"


async def ballot(school: TestSchool, user: User, card: Message, *labels: str) -> str:
    """Somebody taps these one after another; the last toast."""
    toasts = [await pressed(school, user, card, each) for each in labels]
    return toasts[-1]


async def test_all_that_are_fine_are_tapped_and_cast_in_the_open(school: TestSchool) -> None:
    class_ = await committee_of(school)
    chair, second, third = class_.parents
    card = await called(class_, GAMES, *OPEN)
    assert card.labels == ["Chess", "Go", "Ludo", "Abstain", CAST, "⋯"]
    assert "Tap every option that is fine with you" in card.text
    assert "Tap what is fine" in await pressed(school, chair, card, CAST)
    assert "Chosen: Chess." in await pressed(school, chair, card, "Chess")
    assert "Chosen: Chess and Ludo." in await pressed(school, chair, card, "Ludo")
    assert "Voted: 0 of 3." in card.text
    assert "Noted: Chess and Ludo." in await pressed(school, chair, card, CAST)
    assert "Chess: Parent0 of 3B\nLudo: Parent0 of 3B" in card.text
    # What was cast can be changed, also after a restart: a tap takes one back.
    await school.restart()
    assert "Chosen: Ludo." in await pressed(school, chair, card, "Chess")
    assert "Nothing chosen" in await pressed(school, chair, card, "Ludo")
    await ballot(school, chair, card, "Go", "Ludo", CAST)
    await ballot(school, second, card, "Abstain")
    await ballot(school, third, card, "Ludo", CAST)
    said = outcome(class_)
    for figure in ("Decided: Ludo", "Chess: 0", "Go: 1", "Ludo: 2", "Abstain: 1", "3 of 3"):
        assert figure in said
    assert "Go: Parent0" in card.text


async def test_under_seal_each_option_is_counted_by_itself(school: TestSchool) -> None:
    class_ = await committee_of(school)
    chair, second, third = class_.parents
    card = await called(class_, GAMES)
    await ballot(school, chair, card, "Go", "Ludo")
    assert "Tap again to cast Go and Ludo" in await pressed(school, chair, card, CAST)
    # Whoever chooses otherwise is asked again.
    await ballot(school, chair, card, "Ludo")
    assert "Tap again to cast Go." in await pressed(school, chair, card, CAST)
    assert "in the urn" in await pressed(school, chair, card, CAST)
    assert "cannot be changed" in await pressed(school, chair, card, "Ludo")
    assert "Voted: 1 of 3." in card.text
    assert "Go:" not in card.text
    stranger = await class_.stranger()
    assert "have a seat" in await pressed(school, stranger, card, "Go")
    # Chosen and not cast is in memory only.
    await ballot(school, second, card, "Go", "Chess")
    await school.restart()
    assert "Tap what is fine" in await pressed(school, second, card, CAST)
    await ballot(school, second, card, "Go", "Chess", CAST, CAST)
    await ballot(school, third, card, "Abstain", "Abstain")
    said = outcome(class_)
    for figure in ("Decided: Go", "Chess: 1", "Go: 2", "Ludo: 0", "Abstain: 1", "3 of 3"):
        assert figure in said
    async with school.session() as session:
        assert not (await session.scalars(select(VoteBallot))).all()
        counted = select(VoteCounter.count).order_by(VoteCounter.choice)
        assert list(await session.scalars(counted)) == [2, 1, 1, 2, 0]
    other = await called(class_, "Buy a tent?")
    number = int((other.buttons[0][0].data or "").split(":")[1])
    assert await crafted(school, chair, other, buttons.pack(Cast(number)))
    assert "Voted: 0 of 3." in other.text


async def test_it_is_asked_step_by_step_as_well_and_in_chinese(school: TestSchool) -> None:
    class_ = await committee_of(school, 1)
    (chair,) = class_.parents
    await filled(school, chair, "/vote", "Which games?", "All that are fine", "Chess | Go")
    await filled(school, chair, "The class committee", "Open", "Now", "2026-11-30 12:00", "Send")
    card = await class_.group.wait(lambda m: CAST in m.labels)
    await ballot(school, chair, card, "Go", "Chess", CAST)
    assert "Tie: Chess and Go" in outcome(class_)
    await filled(school, chair, "/language")
    await chair.tap(chair.private.last, "简体中文").answer()
    await school.settle()
    shown = await filled(school, chair, "/vote 玩什么？（多选）｜象棋｜围棋")
    assert "玩什么？\n" in shown.text
    assert shown.labels[:2] == ["象棋", "围棋"]
    assert CAST in shown.labels  # it is shown as the class will see it


async def test_ranked_ballots_keep_their_order_and_the_rounds_are_told(school: TestSchool) -> None:
    class_ = await committee_of(school, 5)
    chair, *others = class_.parents
    card = await called(class_, RANKED, *OPEN)
    assert "in your order" in card.text
    assert "in your order first" in await pressed(school, chair, card, CAST)
    assert "Chosen: 1. Ludo and 2. Go." in await ballot(school, chair, card, "Ludo", "Go")
    # Who is taken back and tapped again is the last.
    assert "Chosen: 1. Go and 2. Ludo." in await ballot(school, chair, card, "Ludo", "Ludo")
    await ballot(school, chair, card, CAST)
    assert "1. Go and 2. Ludo: Parent0 of 3B" in card.text
    await school.restart()
    assert "Chosen: 1. Go, 2. Ludo, and 3. Chess." in await pressed(school, chair, card, "Chess")
    await ballot(school, chair, card, CAST)
    for voter in others[:2]:
        await ballot(school, voter, card, "Chess", CAST)
    for voter in others[2:]:
        await ballot(school, voter, card, "Ludo", CAST)
    rounds = ("Round 1: Chess 2, Go 1, and Ludo 2", "Round 2: Chess 2 and Ludo 3")
    for figure in ("Decided: Ludo", *rounds, "Abstain: 0", "5 of 5"):
        assert figure in outcome(class_)
    log = await filled(school, chair, "/decisions")
    for figure in ("Decided: Ludo", *rounds):
        assert figure in log.text


async def test_a_sealed_ranking_is_a_counter(school: TestSchool) -> None:
    class_ = await committee_of(school)
    card = await called(class_, RANKED)
    first, second, third = class_.parents
    toast = await ballot(school, first, card, "Go", "Chess", CAST)
    assert "Tap again to cast 1. Go and 2. Chess" in toast
    assert "in the urn" in await pressed(school, first, card, CAST)
    await ballot(school, second, card, "Go", "Chess", CAST, CAST)
    assert "Go:" not in card.text
    await ballot(school, third, card, "Abstain", "Abstain")
    for figure in ("Decided: Go", "Round 1: Chess 0, Go 2, and Ludo 0", "Abstain: 1"):
        assert figure in outcome(class_)
    async with school.session() as session:
        assert not (await session.scalars(select(VoteBallot))).all()
        counted = select(VoteCounter.count).where(VoteCounter.count > 0)
        assert sorted(await session.scalars(counted)) == [1, 2]
