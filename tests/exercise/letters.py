"""What is written to the principal: where it is read, and what is answered."""

from __future__ import annotations

from bot.sandbox import Group
from handlers.letter_cards import AddMore, Answer, Close, Drop, Rate, Send, Take
from handlers.mailbox import Here
from tests.exercise import At, step


async def _checked(at: At, office: Group, kind: type[Drop] | type[Send]) -> None:
    """The principal answers the newest letter there, and decides what becomes of it."""
    card, _ = at.found(office, Take)
    at.life.head.say(office, "We look into it.", reply_to=card)
    await at.school.settle()
    await at.presses(at.life.head, kind, office)


@step("a parent writes to the principal, who answers")
async def letter(at: At) -> None:
    head, parent = at.life.head, at.life.parent
    office = at.school.town.group("Office", creator=head)
    office.add_bot(by=head)
    for typed in ("/mailbox", "Safety of a child", "The ice is thin.", "Skip", "Send"):
        await at.types(parent, typed)
    await at.types(head, "/admin_chat", office)
    await at.presses(head, Here, office)
    for kind in (Answer, Take):
        await at.presses(head, kind, office)
    await _checked(at, office, Drop)
    await _checked(at, office, Send)
    await at.types(head, "/inbox")
    await at.presses(parent, AddMore)
    await at.types(parent, "The pond behind the gym.")
    await at.presses(head, Close, office)
    receipt, _ = at.found(parent.private, Rate)
    await at.presses(parent, Rate)
    parent.say(parent.private, "And the bridge.", reply_to=receipt)
    await at.school.settle()
