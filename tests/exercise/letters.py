"""What is written to the principal: where it is read, and what is answered."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from bot.sandbox import Group
from handlers.holidays import Add, Remove
from handlers.letter_asking import (
    Concerns,
    HandIn,
    HiddenMore,
    HiddenRate,
    HiddenTo,
    Kept,
    Kind,
    Leave,
    Named,
)
from handlers.letter_canned import Use
from handlers.letter_cards import (
    AddMore,
    Answer,
    AskBack,
    Block,
    Close,
    Drop,
    Forward,
    Open,
    Rate,
    Send,
    Take,
)
from handlers.letter_figures import Picture
from handlers.letter_forwards import Agree, AgreeHidden, Pass
from handlers.letter_inbox import Page
from handlers.letter_replies import Add as AddReply
from handlers.letter_replies import Remove as RemoveReply
from handlers.letter_replies import Show as ShowReply
from handlers.mailbox import Here
from storage import browsing, people
from storage.base import Session
from tests.exercise import At, step


async def _checked(at: At, office: Group, kind: type[Drop] | type[Send]) -> None:
    """The principal answers the newest letter there, and decides what becomes of it."""
    card, _ = at.found(office, Take)
    at.life.head.say(office, "We look into it.", reply_to=card)
    await at.school.settle()
    await at.presses(at.life.head, kind, office)


async def _in_private(at: At) -> None:
    """The principal opens the letter from the list, and thinks better of an answer."""
    head = at.life.head
    await at.types(head, "/inbox")
    listed, _ = at.found(head.private, Open)
    await at.presses(head, Open)
    async with at.school.session() as session:
        found = await browsing.find(session, "inbox", await _number(session, head.id))
    assert found is not None
    await head.tap(listed, data=f"{Page.prefix}:{found.id}:0").answer()
    await at.types(head, "/replies Thanks\nDear {name}, thank you.")
    await at.presses(head, Answer)
    await at.presses(head, Use)
    await at.presses(head, Drop)
    await at.presses(head, Answer)
    await at.types(head, "We know.")
    await at.presses(head, Drop)
    card, _ = at.found(head.private, Take)
    head.say(head.private, "We see to it.", reply_to=card)
    await at.school.settle()
    await at.presses(head, Drop)


async def _number(session: Session, user_id: int) -> int:
    person = await people.find_by_user(session, user_id)
    assert person is not None
    return person.id


@step("the school enters its holidays, and takes them back")
async def days_off(at: At) -> None:
    head = at.life.head
    await at.types(head, "/holidays")
    await at.presses(head, Add)
    await at.types(head, "2026-12-24 2027-01-06 Winter break")
    await at.presses(head, Remove)


@step("a parent writes to the principal, who answers")
async def letter(at: At) -> None:
    head, parent = at.life.head, at.life.parent
    office = at.school.town.group("Office", creator=head)
    office.add_bot(by=head)
    for typed in (
        "/mailbox",
        "With my name",
        "Safety of a child",
        "The ice is thin.",
        "Skip",
        "Send",
    ):
        await at.types(parent, typed)
    await at.types(head, "/admin_chat", office)
    await at.presses(head, Here, office)
    for kind in (Answer, Take):
        await at.presses(head, kind, office)
    await _checked(at, office, Drop)
    await _checked(at, office, Send)
    (reply,) = [m for m in parent.private.messages if "Answer to your letter" in m.text]
    parent.say(parent.private, "Thank you.", reply_to=reply)
    await at.school.settle()
    await _in_private(at)
    await at.presses(parent, AddMore)
    await at.types(parent, "The pond behind the gym.")
    (added,) = [m for m in office.messages if "The pond behind the gym." in m.text and not m.labels]
    head.say(office, "Thank you.", reply_to=added)
    await at.school.settle()
    await at.presses(head, Close, office)
    receipt = next(m for m in reversed(parent.private.messages) if "Your letter" in m.text)
    await at.presses(parent, Rate)
    parent.say(parent.private, "And the bridge.", reply_to=receipt)
    await at.school.settle()


@step("a letter is passed on, and its writer is asked something")
async def handed(at: At) -> None:
    head, parent, teacher = at.life.head, at.life.parent, at.life.teacher
    office = next(each for each in at.school.town.groups if each.title == "Office")
    for typed in ("/mailbox", "With my name", "Question", "Whose is the key?", "Skip", "Send"):
        await at.types(parent, typed)
    await at.presses(head, AskBack, office)
    card, _ = at.found(office, Take)
    said = head.say(office, "Which key?", reply_to=card)
    await at.school.settle()
    head.edit(said, "Which key is it?")
    await at.school.settle()
    await at.presses(head, Send, office)
    head.edit(said, "Which key do you mean?")
    await at.school.settle()
    await at.types(parent, "That of the gym.")
    await at.presses(head, Forward, office)
    await at.presses(head, Pass, office)
    for label in ("Head teacher 1A", "Committee 1A"):
        await at.taps(head, at.newest(office, "School committee"), label)
        await at.presses(head, Forward, office)
    await at.presses(parent, Agree)
    mine, _ = at.found(teacher.private, Answer)
    teacher.say(teacher.private, "Mine.", reply_to=mine)
    await at.school.settle()
    await at.presses(teacher, Send)
    await at.school.advance(timedelta(minutes=2))
    await at.presses(head, Close, office)


@step("a family asks the confidant for help")
async def confided(at: At) -> None:
    head, parent = at.life.head, at.life.parent
    for typed in ("/mailbox", "With my name", "Help for my family", "We need help.", "Skip"):
        await at.types(parent, typed)
    await at.types(parent, "Send")
    await at.types(head, "/invite confidant")
    link = next(m.text for m in reversed(head.private.messages) if "t.me/" in m.text)
    carol = at.school.town.user("Carol", "Counsellor", language="en")
    carol.follow(next(line for line in link.splitlines() if "t.me/" in line))
    await at.school.settle()
    await at.types(carol, "/inbox")
    await at.presses(carol, Open)
    await at.presses(carol, AskBack)
    await at.types(carol, "Where are you?")
    await at.presses(carol, Send)
    await at.types(parent, "At home.")
    card, _ = at.found(carol.private, Close)
    added = next(m for m in reversed(carol.private.messages) if "At home." in m.text)
    for each in (card, added):
        carol.say(carol.private, "I come by.", reply_to=each)
        await at.school.settle()
        await at.presses(carol, Drop)
    await at.presses(carol, Close)


async def _redrawn(at: At, kind: type[Any], *, taps: bool = True) -> None:
    """What leaves no row comes a moment after all else: the parent taps it once it is there."""

    def there() -> bool:
        with suppress(AssertionError):
            return bool(at.found(at.life.parent.private, kind))
        return False

    await at.school.town.until(there)
    if taps:
        await at.presses(at.life.parent, kind)


@step("the principal keeps what is written often, and lets it go")
async def replies(at: At) -> None:
    head = at.life.head
    office = next(each for each in at.school.town.groups if each.title == "Office")
    await at.types(head, "/replies Soon\nWe look into it.")
    await at.presses(head, AddReply)
    await at.types(head, "Later\nNot before {date}.")
    await at.presses(head, ShowReply)
    await at.presses(head, RemoveReply)
    await at.types(head, "/letters")
    await at.presses(head, Picture)
    await at.types(at.life.parent, "/start mailbox")
    for typed in ("With my name", "Question", "When?", "Skip", "Send"):
        await at.types(at.life.parent, typed)
    await at.presses(head, Answer, office)
    choose, _ = at.found(office, Use)
    head.say(office, "We have Monday in mind.", reply_to=choose)
    await at.school.settle()
    await at.presses(head, Drop, office)


@step("a parent writes a hidden letter, and thinks better of another")
async def hidden(at: At) -> None:
    head, parent = at.life.head, at.life.parent
    office = next(each for each in at.school.town.groups if each.title == "Office")
    await at.types(parent, "/mailbox")
    await _redrawn(at, Named)
    await at.types(parent, "/cancel")
    for last in (Leave, HandIn):
        await at.types(parent, "/mailbox")
        await _redrawn(at, Kept)
        await _redrawn(at, Kind)
        await _redrawn(at, Leave, taps=False)
        await at.types(parent, "The gate is broken.")
        await _redrawn(at, last)
    for _ in range(2):
        await at.presses(head, Block, office)
    for typed in ("/block 2", "/unblock 2"):
        await at.types(head, typed)
    await _redrawn(at, HiddenMore)
    await at.types(parent, "Since Monday.")
    card, _ = at.found(office, Take)
    head.say(office, "We mend it.", reply_to=card)
    await at.school.settle()
    await at.presses(head, Send, office)
    await _redrawn(at, HiddenTo)
    await at.types(parent, "Thank you.")
    await at.presses(head, Forward, office)
    await at.taps(head, at.newest(office, "School committee"), "A class's committee…")
    await at.presses(head, Pass, office)
    await _redrawn(at, AgreeHidden)
    await at.presses(head, Close, office)
    await _redrawn(at, HiddenRate)
    await at.types(parent, "/mailbox")
    await _redrawn(at, Kept)
    asked, _ = at.found(parent.private, Kind)
    await parent.tap(asked, "Complaint").answer()
    await _redrawn(at, Concerns, taps=False)
    asked, _ = at.found(parent.private, Concerns)
    await parent.tap(asked, "Tina Teacher").answer()
    await _redrawn(at, Leave)
