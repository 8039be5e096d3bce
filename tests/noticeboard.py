"""What the tests of notices do again and again, in the words of those who do it."""

from __future__ import annotations

from typing import Any

from bot.sandbox import Message, User
from storage import people
from storage.people import Role
from tests.conftest import ClassGroup, TestSchool


async def announced(class_: ClassGroup, text: str = "Trip on Friday", **how: Any) -> Message:
    """The head teacher announces something in the group; the card, as it is sent."""
    typed = class_.teacher.say(class_.group, f"/announce {text}", **how)
    return await class_.group.wait(lambda m: m.id > typed.id and "Got it" in m.labels)


async def own_card(class_: ClassGroup) -> Message:
    """The author's private card of the latest notice."""
    await class_.school.settle()
    return await class_.teacher.private.wait(lambda m: "Withdraw" in m.labels)


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


async def demoted(school: TestSchool, user: User, role: Role, class_id: int) -> None:
    """Somebody loses a role."""
    async with school.app.database.write() as session:
        person = await people.find_by_user(session, user.id)
        assert person is not None
        assert await people.end_role(session, person.id, role, class_id, school.clock.now())


def texts_of(chat: Any) -> str:
    """All that the bot has ever said in a chat and that still stands."""
    return "\n".join(m.text for m in chat.messages if m.sender.is_bot)
