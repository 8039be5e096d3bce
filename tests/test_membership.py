"""Who leaves the group is no member of the class; who comes back is what they were."""

from __future__ import annotations

import pytest

from storage import actors
from storage.people import Role
from tests.conftest import ClassGroup, TestSchool
from tests.meetings import in_chinese
from tests.test_invites import roles_of

MEMBER = {(Role.PARENT, "3B"), (Role.COMMITTEE, "3B")}


async def member(school: TestSchool, *, admin: bool = False) -> ClassGroup:
    """3B, whose first parent is on the committee and answers for Clara."""
    class_ = await school.class_group("3B", parents=2, admin=admin)
    ana = class_.parents[0]
    await class_.names(ana, "Clara")
    await school.appoint(ana, "committee member 3B")
    return class_


async def children(school: TestSchool, user_id: int) -> list[str]:
    """Whom somebody answers for."""
    async with school.session() as session:
        found = await actors.of_users(session, [user_id])
    return [each.name for each in found[user_id].children]


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_leaving_ends_it_and_coming_back_restores_it(
    school: TestSchool, language: str
) -> None:
    """As a plain member the bot hears of it by the group's own message."""
    back, again = {
        "en": ("Welcome back to 3B", ("committee member", "answer for Clara")),
        "zh": ("欢迎回到 3B", ("家委会委员", "孩子：Clara")),
    }[language]
    class_ = await member(school)
    ana = class_.parents[0]
    if language == "zh":
        await in_chinese(school, ana)
    class_.group.leave(ana)
    await school.settle()
    assert await roles_of(school, ana) == set()
    assert await children(school, ana.id) == []
    await school.restart()
    class_.group.join(ana)
    said = await ana.private.wait(lambda m: back in m.text)
    assert [word for word in again if word not in said.text] == []
    assert await roles_of(school, ana) == MEMBER
    assert await children(school, ana.id) == ["Clara"]


async def test_who_left_is_asked_and_reminded_of_nothing(school: TestSchool) -> None:
    class_ = await member(school)
    ana = class_.parents[0]
    class_.teacher.say(class_.group, "/announce Bring boots")
    await class_.group.wait(lambda m: "Bring boots" in m.text)
    class_.group.leave(ana)
    await school.settle()
    asked = ana.say(ana.private, "/my")
    await ana.private.wait(lambda m: m.id > asked.id and "Nothing waits for you." in m.text)


async def test_the_child_stays_on_the_list_with_what_was_answered(school: TestSchool) -> None:
    class_ = await member(school)
    ana, tina = class_.parents[0], class_.teacher
    tina.say(class_.group, "/announce Bring boots")
    notice = await class_.group.wait(lambda m: "Bring boots" in m.text)
    await ana.tap(notice, notice.labels[0]).answer()
    await tina.private.wait(lambda m: "Confirmed: 1 of 2" in m.text)
    class_.group.leave(ana)
    await school.settle()
    tina.say(tina.private, "/class")
    await tina.private.wait(lambda m: "Not registered (1): Clara" in m.text)
    shown = [m for m in tina.private.messages if "Confirmed" in m.text]
    assert "Confirmed: 1 of 2" in shown[-1].text


async def test_a_parent_without_a_named_child_takes_their_answer_along(school: TestSchool) -> None:
    class_ = await member(school)
    other, tina = class_.parents[1], class_.teacher
    tina.say(class_.group, "/announce Bring boots")
    notice = await class_.group.wait(lambda m: "Bring boots" in m.text)
    await other.tap(notice, notice.labels[0]).answer()
    await tina.private.wait(lambda m: "Confirmed: 1 of 2" in m.text)
    class_.group.leave(other)
    await tina.private.wait(lambda m: "Confirmed: 0 of 1" in m.text)


async def test_an_administrator_hears_of_it_by_membership_updates(school: TestSchool) -> None:
    """Also where the group shows no message about it."""
    class_ = await member(school, admin=True)
    ana = class_.parents[0]
    class_.group.set_status(ana, ana, "left")
    await school.town.until(lambda: school.town.pending == 0)
    await school.settle()
    assert await roles_of(school, ana) == set()
    class_.group.set_status(ana, ana, "member")
    await ana.private.wait(lambda m: "Welcome back to 3B" in m.text)
    assert await roles_of(school, ana) == MEMBER


async def test_who_is_removed_by_an_administrator_is_gone_too(school: TestSchool) -> None:
    class_ = await member(school, admin=True)
    ana = class_.parents[0]
    class_.group.kick(ana, by=school.head)
    await school.settle()
    assert await roles_of(school, ana) == set()


async def test_where_nothing_was_said_telegram_is_asked_when_it_matters(
    school: TestSchool,
) -> None:
    """As a plain member the bot asks when the head teacher looks."""
    class_ = await member(school)
    ana, tina = class_.parents[0], class_.teacher
    class_.group.set_status(ana, ana, "left")
    await school.settle()
    assert await roles_of(school, ana) == MEMBER
    tina.say(tina.private, "/class")
    await tina.private.wait(lambda m: "Not registered (1): Clara" in m.text)
    assert await roles_of(school, ana) == set()


async def test_where_the_group_became_smaller_telegram_is_asked(school: TestSchool) -> None:
    class_ = await member(school)
    ana = class_.parents[0]
    class_.group.set_status(ana, ana, "left")
    asked = len(school.town.calls("getChatMember"))
    await school.app._look_up_groups()
    await school.town.until(lambda: len(school.town.calls("getChatMember")) >= asked + 3)
    await school.settle()
    await school.app.errands.finish(2.0)
    assert await roles_of(school, ana) == set()


async def test_where_telegram_hides_members_nobody_is_thought_to_be_gone(
    school: TestSchool,
) -> None:
    class_ = await member(school)
    ana, tina = class_.parents[0], class_.teacher
    class_.group.hides_members = True
    tina.say(tina.private, "/class")
    await tina.private.wait(lambda m: "Goal" in m.text)
    await school.settle()
    await school.app.errands.finish(2.0)
    assert await roles_of(school, ana) == MEMBER


async def test_a_seat_that_was_filled_meanwhile_stays_filled(school: TestSchool) -> None:
    class_ = await member(school)
    ana, other = class_.parents
    other.start("hello")
    await school.appoint(ana, "school committee 3B")
    class_.group.leave(ana)
    await school.settle()
    await school.appoint(other, "school committee 3B")
    class_.group.join(ana)
    await ana.private.wait(lambda m: "Welcome back" in m.text)
    assert await roles_of(school, ana) == MEMBER
    assert (Role.SEAT, "3B") in await roles_of(school, other)


async def test_who_teaches_need_not_be_in_the_group(school: TestSchool) -> None:
    class_ = await member(school)
    class_.group.leave(class_.teacher)
    await school.settle()
    assert await roles_of(school, class_.teacher) == {(Role.HEAD_TEACHER, "3B")}
