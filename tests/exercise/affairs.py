"""The school's register: published, read, looked through, replaced and taken back."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from handlers.affair_cards import NewVersion, Open, Withdraw, WithdrawSurely
from handlers.affair_forms import POST, UNPIN
from handlers.affairs import All, Categories, InCategory, InTerm, Page, Search, Terms
from storage import alarms
from tests.exercise import At, step

SOON = timedelta(seconds=1)
# From the files on: none, the group of 1A, pinned, and it is sent.
CARD = ("Skip", "1A", "Yes", "Post anyway", "Send")


async def _published(at: At, title: str, *more: str) -> int:
    """The principal publishes something; its number."""
    for typed in (f"/publish {title}", "News", "It was fine.", *more):
        await at.types(at.life.head, typed)
    _, data = at.found(at.life.head.private, Withdraw)
    return int(data.split(":")[1])


async def _rings(at: At, kind: str, affair_id: int, ago: timedelta) -> None:
    """The time of an alarm has come, or is long past."""
    async with at.school.app.database.write() as session:
        then = (at.school.clock.now() - ago).astimezone(ZoneInfo("Europe/Berlin"))
        await alarms.set_alarm(session, f"affair:{affair_id}", kind, then, subject_id=affair_id)
    await at.school.advance(SOON)


@step("something is published with a card in a group, and read there")
async def published(at: At) -> None:
    parent, group = at.life.parent, at.life.groups[0]
    number = await _published(at, "Sports day", *CARD)
    card = at.newest(group, "Read")
    parent.follow(card.buttons[0][0].url or "")
    await at.school.settle()
    for kind, ago in ((POST, SOON), (POST, timedelta(days=1)), (UNPIN, SOON)):
        await _rings(at, kind, number, ago)


@step("the register is looked through")
async def looked_through(at: At) -> None:
    parent = at.life.parent
    parent.start("affairs")
    await at.school.settle()
    await at.types(parent, "/affairs")
    await at.presses(parent, Page)
    await at.presses(parent, Categories)
    await at.presses(parent, InCategory)
    await at.presses(parent, Terms)
    await at.presses(parent, InTerm)
    await at.presses(parent, All)
    for words in ("decided", "运动", "sports 会"):
        await at.presses(parent, Search)
        await at.types(parent, words)
    await at.types(parent, "/affairs sports")
    await at.presses(parent, Open)


@step("a new version is published, and taken back")
async def replaced(at: At) -> None:
    head = at.life.head
    await at.presses(head, NewVersion)
    for typed in ("It was very fine.", "Skip", "Skip", "Send"):
        await at.types(head, typed)
    await at.presses(head, Open)
    await at.types(head, "/affairs sports")
    await at.presses(head, Open)
    await at.presses(head, Withdraw)
    await at.presses(head, WithdrawSurely)
