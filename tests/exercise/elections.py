"""Elections: people are asked and stand, one is put off, taken back, opened late, and decided."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from bot.sandbox import Message
from handlers.election_cards import Decline, OpenNow, PutOff, Stand, TakeBack, TakeBackSurely
from handlers.elections import OPEN, SETTLE
from handlers.vote_cards import Show
from handlers.vote_changes import Close, CloseSurely
from storage import alarms
from storage.elections import Election
from tests.exercise import At, step

OPENS, UNTIL, CLOSES = "2027-03-01 12:00", "2027-02-27 12:00", "2027-03-03 12:00"
FAMILIES = "Every family of the class"


async def _called(at: At, typed: str, *answers: str) -> Message:
    """The chair calls an election in the group; the card on which people stand."""
    await at.types(at.life.chair, f"/elect {typed}", at.life.groups[0])
    for each in (*answers, "Send"):
        await at.types(at.life.chair, each)
    return at.newest(at.life.groups[0], "I stand")


async def _now(at: At, card: Message, kind: str, late: timedelta = timedelta()) -> None:
    """The time of an alarm of it has come, or came before; what else waits is left where it is."""
    number, school = int((card.buttons[0][0].data or "").split(":")[1]), at.school
    async with school.app.database.write() as session:
        now = school.clock.now()
        await alarms.cancel_of(session, number)
        await session.execute(
            update(Election).where(Election.id == number).values(opens_at=now, accept_until=now)
        )
        await alarms.set_alarm(session, f"now:{number}", kind, now - late, subject_id=number)
    await school.advance(timedelta(seconds=1))


@step("a class elects its representative, who has the seat at once")
async def elected(at: At) -> None:
    school, chair, second = at.school, at.life.chair, at.life.families[0][1]
    asked = ("Whoever wants stands", second.name, FAMILIES, OPENS, UNTIL, CLOSES)
    card = await _called(at, "1A", *asked)
    await at.presses(second, Stand)
    await at.taps(chair, card, "I stand")
    await at.types(second, "/my")
    await at.taps(chair, card, "I do not stand")
    await at.presses(second, Decline)
    await at.taps(second, card, "I stand")
    await _now(at, card, OPEN)
    on = at.newest(at.life.groups[0], "Abstain")
    for _ in range(2):
        await at.taps(chair, on, second.name)
    await at.presses(chair, Show, at.life.groups[0])
    await at.presses(chair, Close)
    await at.presses(chair, CloseSurely)
    await school.settle()


@step("of two treasurers one stands: it is put off, and opened all the same")
async def few(at: At) -> None:
    chair, second = at.life.chair, at.life.families[0][1]
    whoever = ("Somebody else", "Whoever wants stands", "Skip", FAMILIES)
    card = await _called(at, "Treasurers (2)", *whoever, OPENS, UNTIL, CLOSES)
    await at.taps(second, card, "I stand")
    await _now(at, card, SETTLE)
    await at.presses(chair, PutOff)
    for each in ("Skip", "2027-03-02 12:00", "2027-03-04 12:00", "Send"):
        await at.types(chair, each)
    await _now(at, card, OPEN, late=timedelta(days=2))
    await at.presses(chair, OpenNow)


@step("an election is taken back")
async def taken_back(at: At) -> None:
    named = ("Somebody else", "Whoever wants stands", "Skip", FAMILIES)
    await _called(at, "Scribe (1)", *named, OPENS, UNTIL, CLOSES)
    await at.presses(at.life.chair, TakeBack)
    await at.presses(at.life.chair, TakeBackSurely)
