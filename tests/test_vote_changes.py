"""Votes are closed early, extended and taken back: by who may, and never silently."""

from __future__ import annotations

from datetime import timedelta

from handlers.kit import buttons
from handlers.vote_changes import CloseSurely, Extend, WithdrawSurely
from tests.conftest import TestSchool
from tests.looking import last, told
from tests.noticeboard import crafted, filled, pressed, texts_of
from tests.voting import OPEN, called, committee_of, looked_after, outcome

WHERE = "Where to? | Museum | Zoo"


async def test_its_author_or_the_chair_closes_it_early_and_nobody_else(
    school: TestSchool,
) -> None:
    class_ = await committee_of(school)
    chair, author, third = class_.parents
    card = await called(class_, WHERE, *OPEN, by=author)
    await pressed(school, author, card, "Zoo")
    await pressed(school, third, card, "Zoo")
    assert "not for you" in await pressed(school, third, card, "⋯")
    third.start()
    await school.settle()
    number = int((card.buttons[0][0].data or "").split(":")[1])
    for press in (CloseSurely(number), WithdrawSurely(number), Extend(number)):
        assert await crafted(school, third, last(third), buttons.pack(press))
    assert "Zoo" in card.labels
    own = await looked_after(class_, card)
    await pressed(school, chair, own, "Close now")
    await pressed(school, chair, last(chair), "Yes, close it")
    assert "Decided: Zoo" in outcome(class_)
    assert card.labels == []
    await school.restart()
    assert "Too late" in await crafted(school, chair, own, buttons.pack(CloseSurely(number)))


async def test_only_its_author_extends_it_and_only_before_it_closes(school: TestSchool) -> None:
    class_ = await committee_of(school)
    chair, author, _ = class_.parents
    card = await called(class_, WHERE, *OPEN, by=author)
    number = int((card.buttons[0][0].data or "").split(":")[1])
    own = await looked_after(class_, card)
    assert "Only who called this vote" in await pressed(school, chair, own, "Extend")
    mine = await looked_after(class_, card, author)
    await pressed(school, author, mine, "Extend")
    assert "not later" in (await filled(school, author, "2026-11-25 12:00")).text
    await filled(school, author, "2026-12-01 12:00", "Send")
    assert "stays open until Tue, Dec 1" in texts_of(class_.group)
    assert "it was to close on Fri, Nov 27" in card.text
    await school.restart()
    await school.advance(timedelta(days=4))
    assert "Zoo" in card.labels
    await school.advance(timedelta(days=4))
    assert "No quorum" in card.text
    assert "Too late" in await crafted(school, author, mine, buttons.pack(Extend(number)))


async def test_what_is_taken_back_shows_nothing_of_what_was_voted(school: TestSchool) -> None:
    class_ = await committee_of(school)
    chair, second, _ = class_.parents
    card = await called(class_, WHERE, *OPEN)
    data = card.buttons[0][0].data or ""
    await pressed(school, second, card, "Zoo")
    own = await looked_after(class_, card)
    await pressed(school, chair, own, "Take back")
    await pressed(school, chair, last(chair), "Yes, take it back")
    assert "taken back" in card.text
    assert "Zoo" not in card.text
    assert "taken back" in await crafted(school, second, card, data)
    await school.advance(timedelta(days=5))
    assert "Decided" not in texts_of(class_.group)


async def test_who_looked_after_it_and_left_is_followed_by_the_head_teacher(
    school: TestSchool,
) -> None:
    class_ = await committee_of(school)
    author = class_.parents[1]
    await called(class_, WHERE, *OPEN, by=author)
    await filled(school, school.head, "/people Parent1")
    await pressed(school, school.head, last(school.head), "No longer committee member")
    await pressed(school, school.head, last(school.head), "Yes, remove")
    await school.advance(timedelta(seconds=1))
    assert told(class_.teacher, "no longer looks after this vote")
