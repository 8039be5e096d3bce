"""Votes: called, voted in the group and in private, closed, extended, taken back, decided."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from bot.sandbox import Message, User
from handlers.committee import SetRules
from handlers.kit import buttons
from handlers.vote_cards import Cast, Decide, Open, Show, Tap
from handlers.vote_changes import (
    INTERRUPTED,
    Again,
    Close,
    CloseSurely,
    Extend,
    Withdraw,
    WithdrawSurely,
)
from handlers.vote_lists import Page
from handlers.vote_plans import OPEN, Cancel, Change, OpenNow
from handlers.votes import CLOSE
from storage import alarms, votes
from storage.vote_plans import VotePlan
from tests.exercise import At, step

SOON = timedelta(seconds=1)


async def _calls(at: At, user: User, typed: str, *more: str) -> Message:
    """Somebody types a vote in the group and sends it in private; its card in the group."""
    await at.types(user, f"/vote {typed}", at.life.groups[0])
    for each in (*more, "Send"):
        await at.types(user, each)
    title = typed.partition("|")[0].partition("(")[0].strip()
    return await at.life.groups[0].wait(lambda m: m.text.startswith(f"🗳 {title}"))


async def _closes_now(at: At, card: Message) -> None:
    """The time of its close has come; what else waits is left where it is."""
    number, school = int((card.buttons[0][0].data or "").split(":")[1]), at.school
    async with school.app.database.write() as session:
        now = school.clock.now()
        (await votes.locked(session, number)).closes_at = now
        await alarms.set_alarm(session, f"vote:{number}", CLOSE, now, subject_id=number)
    await school.advance(SOON)


@step("a vote under seal is voted, extended, closed, and its tie decided by the chair")
async def sealed(at: At) -> None:
    school, chair, second = at.school, at.life.chair, at.life.families[0][1]
    await school.appoint(second, "committee member 1A")
    await at.types(chair, "/committee")
    await at.presses(chair, SetRules)
    for each in ("1A", "No quorum", "The most votes", "The chair decides", "Send"):
        await at.types(chair, each)
    card = await _calls(at, chair, "Where to? | Zoo | Museum")
    await at.types(second, "/my")
    # Of much that waits, /my shows a list: the button behind its number.
    shown, number = second.private.last, int((card.buttons[0][0].data or "").split(":")[1])
    assert shown is not None
    await second.tap(shown, data=buttons.pack(Open(number))).answer()
    await school.settle()
    await at.presses(chair, Show, at.life.groups[0])
    await at.presses(chair, Extend)
    for each in ("2027-03-01 12:00", "Send"):
        await at.types(chair, each)
    for user, label in ((chair, "Zoo"), (second, "Museum")):
        for _ in range(2):
            await at.taps(user, card, label)
    await at.presses(chair, Decide, at.life.groups[0])


@step("open votes are voted by families, closed early, taken back, and closed in time")
async def open_(at: At) -> None:
    chair, second = at.life.chair, at.life.families[0][1]
    ballots = ("Change", "Ballots: Sealed", "Open")
    families = ("Change", "Who votes: The class committee", "Every family of the class")
    await _calls(at, chair, "Buy a tent?", *ballots, *families)
    await at.presses(second, Tap, at.life.groups[0])
    await at.presses(chair, Close)
    await at.presses(chair, CloseSurely)
    await _calls(at, chair, "Buy a boat?")
    await at.presses(chair, Withdraw)
    await at.presses(chair, WithdrawSurely)
    await _closes_now(at, await _calls(at, chair, "Buy a kite?"))
    card = await _calls(at, chair, "Which games? (several) | Chess | Go", *ballots)
    await at.taps(chair, card, "Chess")
    await at.presses(chair, Cast, at.life.groups[0])


@step("votes are planned, listed, changed, cancelled, opened by their author and by themselves")
async def planned(at: At) -> None:
    chair, school = at.life.chair, at.school
    for title in "ABCDEF":
        await at.types(chair, f"/vote 2027-03-01 12:00 Buy {title}?", at.life.groups[0])
        await at.types(chair, "Send")
    await at.types(chair, "/votes")
    await at.presses(chair, Page)
    await at.types(chair, "/votes")
    await at.presses(chair, Cancel)
    await at.types(chair, "/votes")
    await at.presses(chair, Change)
    await at.types(chair, "Send")
    await at.types(chair, "/votes")
    await at.follow(chair, "1")
    await at.presses(chair, OpenNow)
    listed, _ = at.found(chair.private, Change)
    plans = [b.data or "" for row in listed.buttons for b in row if b.label.endswith("Change")]
    late = [int(each.split(":")[1]) for each in plans[-2:]]
    async with school.app.database.write() as session:
        now = school.clock.now()
        for number, due in zip(late, (now, now - timedelta(days=2)), strict=True):
            await session.execute(
                update(VotePlan).where(VotePlan.id == number).values(opens_at=now)
            )
            await alarms.set_alarm(session, f"vote:{number}:open", OPEN, due, subject_id=number)
    await school.advance(SOON)


@step("who called a vote leaves the committee")
async def passed(at: At) -> None:
    head, school = at.life.head, at.school
    norbert = school.town.user("Norbert", language="en")
    at.life.groups[0].join(norbert)
    await school.appoint(norbert, "committee member 1A")
    await _calls(at, norbert, "Buy a ball?")
    await at.types(head, "/people Norbert")
    await at.follow(head, "No longer committee member")
    await at.follow(head, "Yes, remove")
    await school.advance(SOON)


@step("a copy was restored in which a sealed vote was open")
async def interrupted(at: At) -> None:
    card = await _calls(at, at.life.chair, "Buy a drum?")
    number = int((card.buttons[0][0].data or "").split(":")[1])
    async with at.school.app.database.write() as session:
        long_ago = datetime(1970, 1, 1, tzinfo=UTC)
        await alarms.set_alarm(session, "restored-vote", INTERRUPTED, long_ago, subject_id=number)
    await at.school.advance(SOON)
    assert "Interrupted." in card.text
    await at.presses(at.life.chair, Again)
    await at.types(at.life.chair, "/cancel")
