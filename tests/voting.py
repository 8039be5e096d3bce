"""What the tests of votes have in common: a committee, and a vote that is put to it."""

from __future__ import annotations

import re

from bot.sandbox import Message, User
from tests.conftest import ClassGroup, TestSchool
from tests.noticeboard import filled, pressed

OPEN = ("Change", "Ballots: Sealed", "Open")
FAMILIES = ("Change", "Who votes: The class committee", "Every family of the class")


async def committee_of(school: TestSchool, members: int = 3, name: str = "3B") -> ClassGroup:
    """A class with a committee: its first parent leads it, the others are members."""
    class_ = await school.class_group(name, parents=members)
    for number, parent in enumerate(class_.parents):
        office = "chair" if number == 0 else "member"
        await school.appoint(parent, f"committee {office} {name}")
    return class_


async def called(class_: ClassGroup, typed: str, *changes: str, by: User | None = None) -> Message:
    """The chair types a vote in the group and sends it in private; its card in the group."""
    chair, school = by or class_.parents[0], class_.school
    chair.say(class_.group, f"/vote {typed}")
    await school.settle()
    await filled(school, chair, *changes, "Send")
    title = re.split("[|｜(（]", typed)[0].strip()
    bot = school.town.bot
    return await class_.group.wait(
        lambda m: m.sender is bot and m.text.startswith(f"🗳 {title}") and "Abstain" in m.labels
    )


async def vote(school: TestSchool, user: User, card: Message, label: str) -> str:
    """Somebody casts a sealed ballot, with both taps; the last toast."""
    await pressed(school, user, card, label)
    return await pressed(school, user, card, label)


async def looked_after(class_: ClassGroup, card: Message, by: User | None = None) -> Message:
    """Who looks after a vote has its buttons shown."""
    user = by or class_.parents[0]
    await pressed(class_.school, user, card, "⋯")
    return await user.private.wait(lambda m: "Close now" in m.labels)


def outcome(class_: ClassGroup) -> str:
    """What the last statement in the group says."""
    last = class_.group.last
    assert last is not None
    return last.text
