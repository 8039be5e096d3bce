"""Who asks to be forgotten is; what others still count on stays, and names them no more."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.sandbox import Message, User
from storage import places
from storage.meetings import Meeting
from storage.schema import METADATA
from tests.conftest import ClassGroup, TestSchool
from tests.looking import known, told
from tests.noticeboard import announced
from tests.timed import timed

YES = {"en": "Yes, forget me", "zh-hans": "是的，忘记我"}
NO = {"en": "No, keep everything", "zh-hans": "不，全部保留"}
TITLE = {"en": "Shall I forget you?", "zh-hans": "要我忘记您吗？"}
FAREWELL = {"en": "I have forgotten you. This is my last", "zh-hans": "我已经忘记您了。这是"}
KEPT = {"en": "one answer to something that is over", "zh-hans": "1 条对已结束事项的回复"}
OLDER = {"en": "is an old one", "zh-hans": "已经过时"}


async def asked(school: TestSchool, user: User, language: str = "en") -> Message:
    """The question that /forgetme puts."""
    typed = user.say(user.private, "/forgetme")
    await school.settle()
    return await user.private.wait(lambda m: m.id > typed.id and TITLE[language] in m.text)


async def a_parent(school: TestSchool, class_: ClassGroup, language: str) -> User:
    """Zoya Orlova, a parent of Quirin, who has confirmed one old notice and a new one."""
    zoya = school.town.user("Zoya", "Orlova", language=language, username="zoya_o")
    class_.group.join(zoya)
    await school.settle()
    zoya.say(class_.group, "/mydata")
    await school.settle()
    welcome = await class_.group.wait(lambda m: "I am a parent here" in m.labels)
    await zoya.tap(welcome, "I am a parent here").answer()
    zoya.start("hello")
    await school.settle()
    zoya.say(zoya.private, "Quirin")
    await school.settle()
    zoya.say(zoya.private, "/child")
    await school.settle()
    return zoya


async def everywhere(school: TestSchool) -> list[str]:
    """Every value of every row, as text."""
    async with school.session() as session:
        return [
            str(value)
            for table in METADATA.sorted_tables
            for row in await session.execute(select(table))
            for value in row
        ]


def written(folder: Path) -> bytes:
    """All that SQLite has on the disk, what is erased among it."""
    return b"".join(each.read_bytes() for each in folder.glob("school.db*"))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
async def test_a_parent_is_forgotten_down_to_the_last_byte(
    school: TestSchool, engine: str, tmp_path: Path, language: str
) -> None:
    """Through restarts; counts of what is over stay, open cards count anew."""
    class_ = await school.class_group("3B", parents=1)
    zoya = await a_parent(school, class_, language)
    old = await announced(class_, "Bring boots")
    for each in (zoya, *class_.parents):
        await each.tap(old, "Got it").answer()
    await school.advance(timedelta(days=15))
    new = await announced(class_)
    for each in (zoya, *class_.parents):
        await each.tap(new, "Got it").answer()
    await school.settle()
    assert "2 families" in new.text
    shown = await asked(school, zoya, language)
    assert "Quirin" in shown.text
    await school.restart()
    assert await zoya.tap(shown, NO[language]).answer()
    assert await known(school, zoya) is not None
    shown = await asked(school, zoya, language)
    await school.restart()
    await zoya.tap(shown, YES[language]).answer()
    last = await zoya.private.wait(lambda m: FAREWELL[language] in m.text)
    assert KEPT[language] in last.text
    await school.settle()
    assert (shown.labels, await known(school, zoya)) == ([], None)
    assert "2 families" in old.text
    await class_.group.wait(lambda m: m.id == new.id and "1 family" in m.text)

    values = await everywhere(school)
    for trace in ("Zoya", "Orlova", "zoya_o", "Quirin", str(zoya.id)):
        assert [each for each in values if trace in each] == []
    await school.close()
    if engine == "sqlite":
        for trace in ("Zoya", "Orlova", "zoya_o", "Quirin", "quirin", str(zoya.id)):
            assert trace.encode() not in written(tmp_path), trace
    await school.open()
    zoya.say(zoya.private, "/child Quirin")
    await school.settle()
    assert zoya.private.last is not None
    assert "Quirin" not in "".join(await everywhere(school))


async def test_an_old_question_forgets_nobody(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    (parent,) = class_.parents
    parent.start()
    shown = await asked(school, parent)
    await school.advance(timedelta(hours=2))
    answer = await parent.tap(shown, YES["en"]).answer()
    assert OLDER["en"] in answer.text
    assert await known(school, parent) is not None


async def test_what_a_teacher_led_goes_on_without_them(school: TestSchool) -> None:
    """The other head teacher hears of it and may withdraw it; who is the only admin stays."""
    class_ = await school.class_group("3B", parents=0)
    tina, head = class_.teacher, school.head
    ola = school.town.user("Ola", "Berg", language="en")
    await school.appoint(ola, "head teacher 3B")
    tina.start()
    card = await announced(class_)
    await school.settle()
    shown = await asked(school, tina)
    assert "go to the head teacher" in shown.text
    await tina.tap(shown, YES["en"]).answer()
    await tina.private.wait(lambda m: "One notice or meeting of yours" in m.text)
    await school.advance(timedelta(minutes=1))
    assert told(ola, "Trip on Friday")
    await class_.group.wait(lambda m: m.id == card.id and "Ola Berg" in m.text)
    ola.say(ola.private, "/announcements")
    mine = await ola.private.wait(lambda m: "Trip on Friday" in m.text and m.labels != [])
    assert mine.labels
    refused = head.say(head.private, "/forgetme")
    await head.private.wait(lambda m: m.id > refused.id and "You are the only admin" in m.text)


async def test_a_place_that_is_free_goes_to_who_waits(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=2)
    going, waiting = class_.parents
    for each in class_.parents:
        each.start()
    await timed(class_.teacher, class_.group, "/meeting 2026-12-03 18:30 Parent meeting")
    card = await class_.group.wait(lambda m: "Coming" in m.labels)
    await school.settle()
    async with school.app.database.write() as session:
        meeting_id = await session.scalar(select(Meeting.id))
        await places.set_capacity(session, meeting_id or 0, 1, school.clock.now())
    await going.tap(card, "Coming").answer()
    await school.settle()
    answer = await waiting.tap(card, "Coming").answer()
    assert "waiting list" in answer.text
    shown = await asked(school, going)
    await going.tap(shown, YES["en"]).answer()
    await waiting.private.wait(lambda m: "A place is free, and it is yours" in m.text)
