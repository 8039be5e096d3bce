"""What the tests of notices do again and again, in the words of those who do it."""

from __future__ import annotations

from typing import Any

from bot.sandbox import Message, User
from storage import people
from storage.people import Role
from tests.conftest import ClassGroup, TestSchool
from tests.timed import timed

# Half past nine at the school; it is a quarter of an hour until then.
SOON = "2026-11-24 09:45"


def of_bot(class_: ClassGroup) -> list[Message]:
    """What the bot has posted in the group since its welcome card."""
    return [m for m in class_.group.messages if m.sender.is_bot and m.kind != "service"][1:]


async def announced(class_: ClassGroup, text: str = "Trip on Friday", **how: Any) -> Message:
    """The head teacher announces something in the group; the card, as it is sent."""
    typed = class_.teacher.say(class_.group, f"/announce {text}", **how)
    return await class_.group.wait(lambda m: m.id > typed.id and "Got it" in m.labels)


async def own_card(class_: ClassGroup) -> Message:
    """The author's private card of the latest notice."""
    await class_.school.settle()
    return await class_.teacher.private.wait(lambda m: "Withdraw" in m.labels)


async def planned(class_: ClassGroup, when: str = SOON, text: str = "Trip on Friday") -> Message:
    """The head teacher plans a notice; the private card of it."""
    await timed(class_.teacher, class_.group, f"/announce {when} {text}")
    return await class_.teacher.private.wait(lambda m: m.text.startswith("Planned"))


async def pressed(school: TestSchool, user: User, on: Message, label: str) -> str:
    """Somebody taps a button, and all that follows has happened; the toast."""
    answer = await user.tap(on, label).answer()
    await school.settle()
    return answer.text or ""


async def crafted(school: TestSchool, user: User, on: Message, data: str) -> str:
    """Somebody sends callback data that the message does not offer; the toast."""
    answer = await user.tap(on, data=data).answer()
    await school.settle()
    return answer.text or ""


async def says(school: TestSchool, user: User, text: str) -> Message:
    """Somebody writes in private, and all that follows has happened; the bot's last word."""
    user.say(user.private, text)
    await school.settle()
    last = user.private.last
    assert last is not None
    return last


async def answers(school: TestSchool, user: User, to: Message, text: str) -> Message:
    """Somebody writes in answer to a message, where it stands; the bot's last word to them."""
    user.say(to.chat, text, reply_to=to)
    await school.settle()
    last = user.private.last
    assert last is not None
    return last


async def demoted(school: TestSchool, user: User, role: Role, class_id: int) -> None:
    """Somebody loses a role."""
    async with school.app.database.write() as session:
        person = await people.find_by_user(session, user.id)
        assert person is not None
        assert await people.end_role(session, person.id, role, class_id, school.clock.now())


def texts_of(chat: Any) -> str:
    """All that the bot has ever said in a chat and that still stands."""
    return "\n".join(m.text for m in chat.messages if m.sender.is_bot)


async def slip(class_: ClassGroup, text: str = "Trip to the lake on Friday") -> Message:
    """The head teacher asks for consent, step by step in private; the card in the group."""
    teacher, school = class_.teacher, class_.school
    for typed in ("/announce", text, "Skip", "Signed: yes or no", "As usual", "Now", "Send"):
        teacher.say(teacher.private, typed)
        await school.settle()
    return await class_.group.wait(lambda m: "Sign" in m.labels and text in m.text)


async def filled(school: TestSchool, user: User, *typed: str) -> Message:
    """Somebody types one answer after another in private; the bot's last word."""
    for each in typed:
        await says(school, user, each)
    last = user.private.last
    assert last is not None
    return last
