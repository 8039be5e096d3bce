"""Invitations, the first admin, and the language somebody speaks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox import User
from storage import people
from storage.people import Role
from tests.conftest import TestSchool


def link_in(text: str) -> str:
    """The deep link that a message holds."""
    return next(word for word in text.split() if "t.me/" in word)


async def invitation(school: TestSchool, role: str) -> str:
    """The link that the principal gets for a role."""
    school.head.start()
    school.head.say(school.head.private, f"/invite {role}")
    sent = await school.head.private.wait(lambda m: "t.me/" in m.text)
    return link_in(sent.text)


async def roles_of(school: TestSchool, user: User) -> set[tuple[Role, str | None]]:
    """What somebody is, by role and class name, read anew."""
    from storage import actors, classes

    async with school.session() as session:
        found = await actors.of_users(session, [user.id])
        names = {each.id: each.name for each in await classes.all_open(session)}
    actor = found.get(user.id)
    return {(r, names.get(c) if c else None) for r, c in actor.roles} if actor else set()


@pytest.mark.parametrize(
    ("typed", "role", "class_name"),
    [
        ("teacher 3B", Role.TEACHER, "3B"),
        ("head teacher 3B", Role.HEAD_TEACHER, "3B"),
        ("Head-Teacher 3B".replace("-", " "), Role.HEAD_TEACHER, "3B"),
        ("committee chair 3B", Role.CHAIR, "3B"),
        ("committee member 3B", Role.COMMITTEE, "3B"),
        ("committee 3B", Role.COMMITTEE, "3B"),
        ("principal", Role.PRINCIPAL, None),
        ("partner", Role.PARTNER, None),
        ("班主任 3B", Role.HEAD_TEACHER, "3B"),
        ("班主任3B", Role.HEAD_TEACHER, "3B"),
        ("家委会委员 3B", Role.COMMITTEE, "3B"),
    ],
)
async def test_an_invitation_makes_one_person_what_it_says(
    school: TestSchool, typed: str, role: Role, class_name: str | None
) -> None:
    ben = school.town.user("Ben", language="en")
    ben.follow(await invitation(school, typed))
    await ben.private.wait(lambda m: "Welcome Ben" in m.text)
    await school.head.private.wait(lambda m: "Ben has accepted" in m.text)
    assert await roles_of(school, ben) == {(role, class_name)}


async def test_an_invitation_works_once(school: TestSchool) -> None:
    link = await invitation(school, "teacher 3B")
    ben, mallory = school.town.user("Ben"), school.town.user("Mallory")
    ben.follow(link)
    await ben.private.wait(lambda m: "Welcome" in m.text)
    mallory.follow(link)
    await mallory.private.wait(lambda m: "used already" in m.text)
    assert await roles_of(school, mallory) == set()


async def test_an_invitation_expires_after_seven_days(school: TestSchool) -> None:
    link = await invitation(school, "teacher 3B")
    await school.advance(timedelta(days=7, minutes=1))
    ben = school.town.user("Ben")
    ben.follow(link)
    await ben.private.wait(lambda m: "expired" in m.text)
    assert await roles_of(school, ben) == set()


async def test_a_made_up_invitation_is_no_invitation(school: TestSchool) -> None:
    mallory = school.town.user("Mallory")
    mallory.start("inv_AAAAAAAAAAAAAAAAAAAAAA")
    await mallory.private.wait(lambda m: "do not know this invitation" in m.text)


async def test_the_first_admin_brings_the_code_that_the_start_printed(school: TestSchool) -> None:
    async with school.app.database.write() as session:
        admin = (await people.admins(session))[0]
        await people.end_role(session, admin.id, Role.ADMIN, None, school.clock.now())
    await school.close()
    school.appoints_head = False
    await school.open()
    code = school.app.claim_code
    assert code is not None
    ben = school.town.user("Ben", language="en")
    ben.say(ben.private, f"/start {code}")
    await ben.private.wait(lambda m: "Welcome Ben" in m.text)
    assert await roles_of(school, ben) == {(Role.ADMIN, None)}
    await school.restart()
    assert school.app.claim_code is None
    late = school.town.user("Late")
    late.say(late.private, f"/start {code}")
    await late.private.wait(lambda m: "used already" in m.text)


async def test_a_head_teacher_invites_into_their_own_class_only(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    await school.class_group("4A", parents=0)
    tina = class_.teacher
    tina.say(tina.private, "/invite teacher 3B")
    await tina.private.wait(lambda m: "teacher of 3B" in m.text and "t.me/" in m.text)
    for typed in ("teacher 4A", "head teacher 3B", "principal", "admin", "teacher 9Z"):
        tina.say(tina.private, f"/invite {typed}")
        await tina.private.wait(lambda m: "Only those responsible" in m.text)
        assert sum("t.me/" in m.text for m in tina.private.messages if m.sender.is_bot) == 1


async def test_what_is_no_role_is_answered_with_the_roles(school: TestSchool) -> None:
    school.head.start()
    school.head.say(school.head.private, "/invite janitor 3B")
    await school.head.private.wait(lambda m: "do not know the role in “janitor 3B”" in m.text)
    school.head.say(school.head.private, "/invite teacher")
    await school.head.private.wait(lambda m: "For which class" in m.text)


async def test_a_person_speaks_their_own_language(school: TestSchool) -> None:
    chen = school.town.user("Chen", "Li", language="zh-hans")
    chen.start()
    await chen.private.wait(lambda m: "您好" in m.text)
    chen.say(chen.private, "/language")
    asked = await chen.private.wait(lambda m: m.labels == ["English", "简体中文"])
    answer = await chen.tap(asked, "English").answer()
    assert answer.text == "I speak English with you now."
    chen.say(chen.private, "/help")
    await chen.private.wait(lambda m: "what you can do here" in m.text)


async def test_a_class_s_cards_change_their_language(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    tina = class_.teacher
    tina.say(class_.group, "/language")
    asked = await tina.private.wait(lambda m: "cards of 3B" in m.text)
    answer = await tina.tap(asked, "简体中文").answer()
    assert "简体中文" in answer.text
    await class_.group.wait(lambda m: m.labels[:1] == ["我是家长"])


async def test_nobody_is_told_more_than_they_may_do(school: TestSchool) -> None:
    stranger = school.town.user("Stranger", language="en")
    stranger.start()
    stranger.say(stranger.private, "/help")
    shown = await stranger.private.wait(lambda m: "/my" in m.text)
    assert "/my" in shown.text
    assert "/invite" not in shown.text
    school.head.start()
    school.head.say(school.head.private, "/help")
    shown = await school.head.private.wait(lambda m: "/my" in m.text)
    assert "/invite" in shown.text
