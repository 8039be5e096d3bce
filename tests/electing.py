"""What the tests of elections have in common: one that is called, and who stands."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox import Message, User
from tests.conftest import ClassGroup, TestSchool
from tests.noticeboard import filled, pressed

# Voting opens on Thursday morning, and is over a day later.
TIMES = ("2026-11-26 09:30", "Until voting opens", "2026-11-27 12:00")
WAIT = timedelta(days=2, minutes=1)  # from a Tuesday morning until it is open
WHOEVER = ("Whoever wants stands", "Skip")
FAMILIES, COMMITTEE = "Every family of the class", "The class committee"


async def electing(
    class_: ClassGroup, typed: str, *answers: str, by: User | None = None
) -> Message:
    """Somebody calls an election, typed in the group; the card on which people stand."""
    user, school = by or class_.teacher, class_.school
    user.say(class_.group, f"/elect {typed}")
    await school.settle()
    await filled(school, user, *answers, *TIMES, "Send")
    return await class_.group.wait(lambda m: "I stand" in m.labels)


async def stand(school: TestSchool, card: Message, *users: User) -> None:
    """These stand, by the card in the group."""
    for user in users:
        assert "you stand for election" in await pressed(school, user, card, "I stand")


async def ballot(class_: ClassGroup, title: str) -> Message:
    """The card on which it is voted, once it has opened."""
    await class_.school.advance(WAIT)
    return await class_.group.wait(lambda m: title in m.text and "Abstain" in m.labels)
