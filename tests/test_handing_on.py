"""What somebody leaves behind passes to the head teacher, who is told once and may drop it."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox import User
from handlers.kit.roles import GRANTS, Can
from storage import meetings, notices
from storage.handing_on import PASSING
from tests.conftest import ClassGroup, TestSchool
from tests.looking import told
from tests.meetings import in_chinese
from tests.noticeboard import pressed, texts_of
from tests.test_roster import tap, the_card
from tests.timed import timed


def test_who_keeps_what_they_made_is_who_may_make_it() -> None:
    """Storage knows no rights; what it says of them must be what the one table says."""
    for kind, can in ((notices.KIND, Can.NOTICE_CREATE), (meetings.KIND, Can.MEETING_CREATE)):
        assert PASSING[kind].keeps == {role for role, cans in GRANTS.items() if can in cans}


async def removed(school: TestSchool, tom: User) -> None:
    """The principal takes Tom's role, with a restart before the second tap."""
    head = school.head
    shown = await the_card(head, "/people 3B")
    await tap(head, shown, "Tom Becker", "3B: teacher")
    await tap(head, shown, "No longer teacher", "Shall Tom Becker")
    await school.restart()
    await pressed(school, head, shown, "Yes, remove")
    await school.advance(timedelta())


async def left_behind(school: TestSchool, class_: ClassGroup) -> User:
    """A teacher with a notice that runs, one that is planned, and a meeting; and goes."""
    tom = school.town.user("Tom", "Becker", language="en")
    await school.appoint(tom, "teacher 3B")
    class_.group.join(tom)
    tom.say(class_.group, "/announce Bring boots")
    for typed in (
        "/announce 2026-11-27 10:00 Bring hats",
        "/announce 2026-11-27 11:00 Bring gloves",
        "/meeting 2026-12-03 18:30 Parent meeting",
    ):
        await timed(tom, class_.group, typed)
        await school.settle()
    await removed(school, tom)
    return tom


async def test_the_head_teacher_looks_after_what_a_teacher_leaves_behind(
    school: TestSchool,
) -> None:
    """In Chinese; one planned notice is dropped, the other goes out at its time."""
    class_ = await school.class_group("3B", parents=1)
    tina = class_.teacher
    await in_chinese(school, tina)
    tom = await left_behind(school, class_)
    (heard,) = told(tina, "Tom Becker 不再负责以下 3 条通知")
    assert heard.labels == ["全部保留", "取消 1", "取消 2", "取消 3"]
    assert "1. Bring boots\n2. 2026年11月27日周五 10:00 · Bring hats" in heard.text
    assert "家长会" in "\n".join(m.text for m in tina.private.messages)
    card = await class_.group.wait(lambda m: "Bring boots" in m.text and m.sender.is_bot)
    assert "3B · Tina3B Teacher" in card.text
    await pressed(school, tina, heard, "取消 3")
    assert "保留" in await pressed(school, tina, heard, "全部保留")
    await pressed(school, tina, heard, "取消 1")
    sure = await tina.private.wait(lambda m: "是的，撤回" in m.labels)
    await pressed(school, tina, sure, "是的，撤回")
    assert "Withdrawn" in card.text
    await school.advance(timedelta(days=4))
    said = texts_of(class_.group)
    assert "Bring hats" in said
    assert "Bring gloves" not in said
    assert len(told(tina, "不再负责以下")) <= 2
    assert not told(tom, "Bring hats · ")


async def test_without_a_head_teacher_it_passes_to_the_school(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1, teacher=False)
    await left_behind(school, class_)
    (heard,) = told(school.head, "Tom Becker no longer looks after these notices")
    assert heard.labels[0] == "Keep all"
