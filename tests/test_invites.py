"""Invitations: links for one person, links for a door, revoking them; the first admin."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.sandbox import Message, User
from handlers.kit import qr
from storage import people
from storage.people import Role
from tests.conftest import TestSchool
from tests.scanning import printed, scanned


def link_in(text: str) -> str:
    """The deep link that a message holds."""
    return next(word for word in text.split() if "t.me/" in word)


async def invitation(school: TestSchool, role: str) -> str:
    """The link that the principal gets for a role."""
    school.head.start()
    asked = school.head.say(school.head.private, f"/invite {role}")
    sent = await school.head.private.wait(lambda m: m.id > asked.id and "t.me/" in m.text)
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
        ("School committee chair", Role.CHAIR, None),
        ("校家委会主任", Role.CHAIR, None),
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


async def test_a_code_that_begins_with_a_mark_is_a_code(
    school: TestSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of 64 does; what stands before a mark is else where the person comes from."""
    monkeypatch.setattr("storage.invites.secrets.token_urlsafe", lambda _: "_16-random-bytes_")
    async with school.app.database.write() as session:
        admin = (await people.admins(session))[0]
        await people.end_role(session, admin.id, Role.ADMIN, None, school.clock.now())
    await school.close()
    school.appoints_head = False
    await school.open()
    ben = school.town.user("Ben", language="en")
    ben.say(ben.private, f"/start {school.app.claim_code}")
    await ben.private.wait(lambda m: "Welcome Ben" in m.text)


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


async def choose(user: User, message: Message, label: str) -> None:
    """Taps a button and waits for the answer."""
    await user.tap(message, label).answer()


async def test_an_invitation_is_made_by_tapping(school: TestSchool) -> None:
    """Role, class, link; in between the bot starts anew, and the buttons still work."""
    await school.class_group("3B", parents=0)
    await school.class_group("4A", parents=0)
    head = school.head
    head.say(head.private, "/invite")
    asked = await head.private.wait(lambda m: "Whom do you want to invite" in m.text)
    assert {"head teacher", "teacher", "committee chair", "principal", "admin"} <= set(asked.labels)
    await choose(head, asked, "committee chair")
    which = await head.private.wait(lambda m: "for which class" in m.text)
    assert which.labels == ["3B", "4A", "School committee"]
    await school.restart()
    await choose(head, which, "4A")
    sent = await head.private.wait(lambda m: "committee chair of 4A" in m.text)
    assert sent.labels == ["Send it to somebody", "Revoke"]
    ben = school.town.user("Ben", language="en")
    ben.follow(link_in(sent.text))
    await ben.private.wait(lambda m: "committee chair of 4A" in m.text)
    assert await roles_of(school, ben) == {(Role.CHAIR, "4A")}


async def test_the_school_committee_has_one_chair_whom_the_principal_makes_and_takes(
    school: TestSchool,
) -> None:
    class_ = await school.class_group("3B", parents=2)
    head, tina, (ana, eva) = school.head, class_.teacher, class_.parents
    await school.appoint(ana, "school committee chair")
    assert (Role.CHAIR, None) in await roles_of(school, ana)
    head.say(head.private, "/invite committee chair")
    which = await head.private.wait(lambda m: "for which class" in m.text)
    await school.restart()
    await choose(head, which, "School committee")
    sent = await head.private.wait(lambda m: "t.me/" in m.text and m.id > which.id)
    eva.follow(link_in(sent.text))
    await eva.private.wait(lambda m: "You are now school committee chair" in m.text)
    assert await roles_of(school, ana) == {(Role.PARENT, "3B")}
    assert (Role.CHAIR, None) in await roles_of(school, eva)
    for each in (head, eva):
        each.say(each.private, "/committee")
        shown = await each.private.wait(lambda m: "School committee: 0 of 1" in m.text)
        assert "school committee chair: Parent1 of 3B" in shown.text
    tina.say(tina.private, "/invite school committee chair")
    await tina.private.wait(lambda m: "Only those responsible" in m.text)
    head.say(head.private, "/people")
    shown = await head.private.wait(lambda m: "School · 2" in m.labels)
    for label in ("School · 2", "Parent1 of 3B", "No longer committee chair", "Yes, remove"):
        await choose(head, shown, label)
        await school.settle()
    assert await roles_of(school, eva) == {(Role.PARENT, "3B")}


async def test_what_is_asked_can_be_written_too(school: TestSchool) -> None:
    await school.class_group("3B", parents=0)
    await school.class_group("4A", parents=0)
    head = school.head
    head.say(head.private, "/invite")
    await head.private.wait(lambda m: "Whom do you want to invite" in m.text)
    head.say(head.private, "teacher")
    await head.private.wait(lambda m: "for which class" in m.text)
    head.say(head.private, "3B and 4A")
    sent = await head.private.wait(lambda m: "teacher of 3B and 4A" in m.text)
    ben = school.town.user("Ben", language="en")
    ben.follow(link_in(sent.text))
    await ben.private.wait(lambda m: "teacher of 3B and 4A" in m.text)
    assert await roles_of(school, ben) == {(Role.TEACHER, "3B"), (Role.TEACHER, "4A")}


async def test_after_a_tap_the_next_message_is_no_answer(school: TestSchool) -> None:
    await school.class_group("3B", parents=0)
    head = school.head
    head.say(head.private, "/invite")
    asked = await head.private.wait(lambda m: "Whom do you want to invite" in m.text)
    await choose(head, asked, "principal")
    await head.private.wait(lambda m: "Invitation: principal" in m.text)
    head.say(head.private, "teacher 3B")
    await head.private.wait(lambda m: "did not ask anything" in m.text)


async def test_a_head_teacher_is_offered_what_they_may_give(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    await school.class_group("4A", parents=0)
    tina = class_.teacher
    tina.say(tina.private, "/invite")
    asked = await tina.private.wait(lambda m: "Whom do you want to invite" in m.text)
    assert set(asked.labels) == {
        "parents (for the door)", "teacher", "committee chair", "committee member",
        "school rep",
    }  # fmt: skip
    await choose(tina, asked, "teacher")
    await tina.private.wait(lambda m: "Invitation: teacher of 3B" in m.text)


async def test_the_share_button_opens_telegram_s_own_page_with_the_link(
    school: TestSchool,
) -> None:
    link = await invitation(school, "teacher 3B")
    sent = school.head.private.last
    assert sent is not None
    tap = school.head.tap(sent, "Send it to somebody")
    assert tap.url is not None
    asked = parse_qs(urlsplit(tap.url).query)
    assert tap.url.startswith("https://t.me/share/url?")
    assert asked["url"] == [link]
    assert asked["text"] == ["Your invitation from Riverside School: teacher of 3B"]


async def test_the_picture_for_the_door_registers_who_scans_it_off_the_paper(
    school: TestSchool, tmp_path: Path
) -> None:
    class_ = await school.class_group("3B", parents=0)
    tina = class_.teacher
    tina.say(tina.private, "/invite parents 3B")
    sent = await tina.private.wait(lambda m: "classroom door" in m.text)
    (link,) = scanned(printed(sent.media or b"", tmp_path))
    assert link == link_in(sent.text)
    assert link.startswith(f"https://t.me/{school.town.bot.username}?start=inv_")
    ana = school.town.user("Ana", language="en")
    ana.follow(link)
    await ana.private.wait(lambda m: "What is your child called" in m.text)
    assert await roles_of(school, ana) == {(Role.PARENT, "3B")}


async def test_the_link_comes_as_a_picture_too(school: TestSchool) -> None:
    link = await invitation(school, "teacher 3B")
    sent = school.head.private.last
    assert sent is not None
    assert sent.media_kind == "photo"
    assert sent.media == qr.picture(link, "invitation").data
    other = await invitation(school, "teacher 3B")
    assert qr.picture(other, "invitation").data != sent.media


async def test_a_revoked_link_makes_nobody_anything(school: TestSchool) -> None:
    link = await invitation(school, "teacher 3B")
    sent = school.head.private.last
    assert sent is not None
    answer = await school.head.tap(sent, "Revoke").answer()
    assert "Revoked: teacher of 3B" in answer.text
    ben = school.town.user("Ben", language="en")
    ben.follow(link)
    await ben.private.wait(lambda m: "was revoked" in m.text)
    assert await roles_of(school, ben) == set()
    again = await school.head.tap(sent, "Revoke").answer()
    assert again.show_alert
    assert "used or revoked" in again.text


async def test_open_invitations_are_listed_and_revoked_one_by_one(school: TestSchool) -> None:
    await invitation(school, "teacher 3B")
    link = await invitation(school, "principal")
    head = school.head
    head.say(head.private, "/invites")
    shown = await head.private.wait(lambda m: "2 invitations are open" in m.text)
    assert "#3 principal, by Petra Principal, until Tue, Dec 1, 2026" in shown.text
    assert shown.labels == ["Revoke #3", "Revoke #2"]
    await school.restart()
    await choose(head, shown, "Revoke #3")
    ben = school.town.user("Ben", language="en")
    ben.follow(link)
    await ben.private.wait(lambda m: "was revoked" in m.text)
    head.say(head.private, "/invites")
    await head.private.wait(lambda m: "One invitation is open" in m.text)


async def test_a_head_teacher_sees_and_revokes_those_of_their_class(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    await school.class_group("4A", parents=0)
    await invitation(school, "teacher 3B")
    await invitation(school, "head teacher 4A")
    tina = class_.teacher
    tina.say(tina.private, "/invites")
    shown = await tina.private.wait(lambda m: "One invitation is open" in m.text)
    assert "teacher of 3B" in shown.text
    number = shown.labels[0].removeprefix("Revoke #")
    refused = await tina.tap(shown, data=f"ivx:{int(number) + 1}").answer()
    assert refused.text == "This is not for you to decide."


async def test_the_link_for_the_door_registers_every_parent_who_opens_it(
    school: TestSchool,
) -> None:
    class_ = await school.class_group("3B", parents=0)
    tina = class_.teacher
    tina.say(tina.private, "/invite parents 3B")
    sent = await tina.private.wait(lambda m: "classroom door" in m.text)
    assert "until Tue, Dec 8, 2026" in sent.text
    for name in ("Ana", "Ben"):
        user = school.town.user(name, language="en")
        user.follow(link_in(sent.text))
        await user.private.wait(lambda m: "What is your child called" in m.text)
        assert await roles_of(school, user) == {(Role.PARENT, "3B")}
        user.say(user.private, f"/child {name} junior")
        await user.private.wait(lambda m: "junior is on the list of 3B" in m.text)
    await class_.group.wait(lambda m: "2 families have registered" in m.text)
    tina.say(tina.private, "/invites")
    await tina.private.wait(lambda m: "2 people have used it" in m.text)
    await school.advance(timedelta(days=14, minutes=1))
    late = school.town.user("Late", language="en")
    late.follow(link_in(sent.text))
    await late.private.wait(lambda m: "expired" in m.text)


async def test_the_school_committee_s_seat_goes_to_a_parent(school: TestSchool) -> None:
    await school.class_group("3B", parents=0)
    ben, cleo = school.town.user("Ben", language="en"), school.town.user("Cleo", language="en")
    ben.follow(await invitation(school, "school committee 3B"))
    await ben.private.wait(lambda m: "school committee representative of 3B" in m.text)
    assert await roles_of(school, ben) == {(Role.SEAT, "3B"), (Role.PARENT, "3B")}
    cleo.follow(await invitation(school, "school committee 3B"))
    await cleo.private.wait(lambda m: "school committee representative of 3B" in m.text)
    assert await roles_of(school, ben) == {(Role.PARENT, "3B")}
    assert (Role.SEAT, "3B") in await roles_of(school, cleo)


async def test_who_opens_their_link_again_is_greeted_again(school: TestSchool) -> None:
    link = await invitation(school, "teacher 3B")
    ben = school.town.user("Ben", language="en")
    ben.follow(link)
    first = await ben.private.wait(lambda m: "You are now teacher of 3B" in m.text)
    ben.follow(link)
    await ben.private.wait(lambda m: m.id > first.id and "You are now teacher of 3B" in m.text)


async def test_it_speaks_chinese(school: TestSchool) -> None:
    await school.class_group("3B", parents=0)
    lin = school.town.user("Lin", language="zh-hans")
    await school.appoint(lin, "principal")
    lin.say(lin.private, "/invite")
    asked = await lin.private.wait(lambda m: "您想邀请谁" in m.text)
    await choose(lin, asked, "班主任")
    which = await lin.private.wait(lambda m: "哪个班" in m.text)
    await choose(lin, which, "3B")
    sent = await lin.private.wait(lambda m: "3B 班主任" in m.text)
    assert sent.labels == ["发给别人", "作废"]
    lin.say(lin.private, "/invites")
    await lin.private.wait(lambda m: "有 1 个还有效的邀请" in m.text and "3B 班主任" in m.text)
