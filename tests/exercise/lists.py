"""A class's list and who is whom, whose cards speak which language, and what waits for somebody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.sandbox import Group, User
from handlers.class_lists import AddThese, Drop, TakeWhole
from handlers.class_matches import PutOn, Same, Whose
from handlers.families import Agree, Decline
from handlers.feedback import Open as OpenFeedback
from handlers.kit.class_buttons import GiveList, WhoIsWho
from handlers.kit.speaking import LanguageOf
from handlers.meeting_buttons import ByPhone
from handlers.meeting_phone import Other, Said, Who
from handlers.my import Back, Open, Page
from storage import alarms, feedback
from tests.exercise import At, step


@step("the principal gives a class's list, and says who on it is whom")
async def lists(at: At) -> None:
    head = at.life.head
    await at.types(head, "/class_list")
    await at.presses(head, GiveList)
    await at.types(head, "Mona\nNils")
    await at.presses(head, Drop)
    await at.types(head, "/class_list 1A\nMona\nNils")
    await at.presses(head, AddThese)
    await at.types(head, "/class_list 1A\nMona")
    await at.presses(head, TakeWhole)
    await at.types(head, "/class 1A")
    await at.presses(head, LanguageOf)
    await at.presses(head, WhoIsWho)
    await at.presses(head, Whose)
    await at.presses(head, Same)
    await at.presses(head, Whose)
    await at.presses(head, PutOn)


async def asks_for_max(at: At, group: Group, name: str) -> User:
    """Somebody comes to a class and says that Max is their child."""
    user = at.school.town.user(name, language="en")
    group.join(user)
    await at.taps(user, at.newest(group, "I am a parent here"), "I am a parent here")
    user.start("hello")
    await at.school.settle()
    await at.types(user, "Max")
    return user


@step("a family is asked who else answers for their child, and finds it all in one list")
async def waiting(at: At) -> None:
    head = at.life.head
    group = at.school.town.group("99M parents", creator=head)
    group.add_bot(by=head)
    await at.types(head, "/class 99M", group)
    first = await asks_for_max(at, group, "Maxine")
    for number in range(3):
        await asks_for_max(at, group, f"Milo{number}")
    await at.types(first, "/my")
    await at.presses(first, Agree)
    await at.presses(first, Decline)
    for number in range(3, 9):
        await asks_for_max(at, group, f"Milo{number}")
    await at.types(first, "/my")
    message, data = at.found(first.private, Open)
    await first.tap(message, data=f"{Page.prefix}:{data.split(':')[1]}:1").answer()
    await at.presses(first, Open)
    await at.presses(first, Agree)
    await at.presses(first, Back)


@step("a teacher is told by phone who comes to a meeting")
async def by_phone(at: At) -> None:
    teacher, group = at.life.teacher, at.life.groups[0]
    await at.types(teacher, "/meeting 2026-12-15 18:30 Phones @ Hall", group)
    await at.follow(teacher, "More…")
    await at.presses(teacher, ByPhone)
    await at.presses(teacher, Who)
    await at.presses(teacher, Said)
    await at.presses(teacher, Other)
    await at.types(teacher, "Ottilie")


@step("somebody asks once more what they were asked after a meeting")
async def feedback_again(at: At) -> None:
    for user in at.life.families[0]:
        asked = [m for m in user.private.messages if "In my own words" in m.labels]
        if asked:
            meeting_id = (asked[-1].buttons[0][0].data or "").split(":")[1]
            await user.tap(asked[-1], data=f"{OpenFeedback.prefix}:{meeting_id}").answer()
    await at.school.settle()


@step("a copy was restored in which a round of feedback was open")
async def feedback_interrupted(at: At) -> None:
    asked = at.last(at.life.families[0][0], "In my own words")
    meeting_id = int((asked.buttons[0][0].data or "").split(":")[1])
    async with at.school.app.database.write() as session:
        found = await feedback.find(session, meeting_id)
        assert found is not None
        assert found.closed_at is None
        long_ago = datetime(1970, 1, 1, tzinfo=UTC)
        kind = "feedback.interrupted"
        await alarms.set_alarm(session, "restored-round", kind, long_ago, subject_id=found.id)
    await at.school.advance(timedelta(seconds=1))
    await at.follow(at.life.teacher, "Ask again")
