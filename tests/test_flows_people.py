"""People, by taps and by words, in both languages, with restarts: who is invited, and is what."""

from __future__ import annotations

from handlers.class_reports import Expect, Remind
from handlers.classes import Parent
from handlers.committee import HandOver, HandTo
from handlers.invites import InviteInto, InviteRole, Revoke
from handlers.kit.handing import Accept
from handlers.newyear import CarryOut, Change, Keeps, Leaves, Sure
from handlers.roster_cards import Hand, Make, Remove, Who
from handlers.roster_cards import HandTo as HandRole
from handlers.roster_cards import Sure as RemoveSurely
from handlers.topics import ServeHere
from storage.people import Role
from tests.conftest import TestSchool
from tests.flows import begin, every_way, joins
from tests.looking import last, told
from tests.test_invites import link_in, roles_of


@every_way
async def test_somebody_is_invited_and_an_invitation_taken_back(
    school: TestSchool, language: str, by: str
) -> None:
    """As a link to share, and as a picture for the door."""
    flow = await begin(school, language, by, parents=1)
    head = school.head
    await flow.types(head, "/invite")
    await flow.picks(head, InviteRole, ":teacher\n")
    sent = await flow.picks(head, InviteInto, "3B")
    assert sent.media_kind == "photo"
    ben = await joins(flow, "Ben")
    ben.follow(link_in(sent.text))
    await school.settle()
    assert await roles_of(school, ben) == {(Role.TEACHER, "3B")}
    assert flow.heard(head, "Ben has accepted", "Ben 接受了")
    await flow.types(head, flow.says("/invite parents 3B", "/invite 家长 3B"))
    door = link_in(last(head).text)
    mo = await joins(flow, "Mo")
    mo.follow(door)
    await school.settle()
    assert await roles_of(school, mo) == {(Role.PARENT, "3B")}
    await flow.types(head, "/invites")
    await flow.taps(head, Revoke, on=last(head))
    uma = await joins(flow, "Uma")
    uma.follow(door)
    await school.settle()
    assert await roles_of(school, uma) == set()
    assert flow.heard(uma, "was revoked", "已经作废")
    flow.spoken()


@every_way
async def test_people_are_listed_changed_removed_and_handed_over(
    school: TestSchool, language: str, by: str
) -> None:
    flow = await begin(school, language, by, parents=1)
    tina, tom, eva = flow.class_.teacher, await joins(flow, "Tom"), await joins(flow, "Eva")
    for user in (tom, eva):
        await school.appoint(user, "teacher 3B")
    head = school.head
    await flow.types(head, "/people 3B")
    await flow.taps(head, Who, "Tom")
    await flow.taps(head, Make, ":committee\n")
    assert (Role.COMMITTEE, "3B") in await roles_of(school, tom)
    await flow.taps(head, Remove, ":committee\n")
    await flow.taps(head, RemoveSurely)
    assert await roles_of(school, tom) == {(Role.TEACHER, "3B")}
    assert flow.heard(tom, "no longer committee member", "不再是Riverside School的3B 家委会委员")
    await flow.types(head, "/people Tina3B")
    await flow.taps(head, Hand, "head-teacher\n")
    await flow.taps(head, HandRole, "Eva")
    await flow.taps(eva, Accept)
    assert (Role.HEAD_TEACHER, "3B") in await roles_of(school, eva)
    assert await roles_of(school, tina) == set()
    flow.spoken()


@every_way
async def test_the_classes_move_up(school: TestSchool, language: str, by: str) -> None:
    """Each line of the table can be changed before it counts."""
    flow = await begin(school, language, by, parents=1)
    for name in ("4A", "9C", "9D"):
        await school.class_group(name, parents=0)
    head = school.head
    await flow.types(head, "/newyear")
    await flow.taps(head, Change, "4A")
    await flow.picks(head, Keeps)
    await flow.taps(head, Change, "9D")
    await flow.picks(head, Leaves)
    if flow.typing:
        table = await flow.types(head, flow.says("/newyear 9C = 10X", "/newyear 9C＝10X"))
    else:
        await flow.taps(head, Change, "9C")
        table = await flow.types(head, "10X")
    assert "3B → 4B\n4A → 4A\n9C → 10X\n" in table.text
    await flow.taps(head, CarryOut)
    await flow.taps(head, Sure)
    assert flow.heard(head, "The new school year has begun", "新学年开始了")
    tina = flow.class_.teacher
    assert flow.heard(tina, "3B is 4B from now on", "3B 现在是 4B")
    flow.spoken(group=False)


@every_way
async def test_a_seat_is_handed_over(school: TestSchool, language: str, by: str) -> None:
    flow = await begin(school, language, by, parents=2)
    ana, ben = flow.class_.parents
    await school.appoint(ana, "school committee 3B")
    await flow.types(ana, "/committee")
    await flow.taps(ana, HandOver)
    await flow.picks(ana, HandTo, ben.name)
    await flow.taps(ben, Accept)
    assert (Role.SEAT, "3B") in await roles_of(school, ben)
    assert flow.heard(ana, "has accepted", "已接受")
    flow.spoken()


@every_way
async def test_topics_get_their_purpose(school: TestSchool, language: str, by: str) -> None:
    flow = await begin(school, language, by, parents=1, forum=True)
    tina, group = flow.class_.teacher, flow.class_.group
    news = group.open_topic("Board", by=school.head)
    if flow.typing:
        await flow.types(tina, flow.says("/topic notices", "/topic 通知"), group, topic=news)
    else:
        await flow.types(tina, "/topic", group, topic=news)
        await flow.taps(tina, ServeHere, ":notices")
    tina.say(group, "/announce Boots")
    assert (await group.wait(lambda m: "Boots" in m.text)).thread_id == news.id
    flow.spoken()


@every_way
async def test_the_class_is_told_how_far_it_has_come(
    school: TestSchool, language: str, by: str
) -> None:
    flow = await begin(school, language, by, parents=1)
    tina = flow.class_.teacher
    await flow.types(tina, "/class")
    await flow.taps(tina, Expect)
    await flow.types(tina, flow.says("twenty", "二十"))
    await flow.types(tina, "/class")
    assert flow.says("of 20", "20 个") in last(tina).text
    await flow.taps(tina, Remind)
    reminder = flow.class_.group.last
    assert reminder is not None
    assert flow.says("0 of 20 children", "登记") in reminder.text
    uma = await joins(flow, "Uma")
    flow.class_.group.join(uma)
    uma.start("hello")
    await flow.taps(uma, Parent, on=reminder)
    assert await roles_of(school, uma) == {(Role.PARENT, "3B")}
    assert told(tina, "90")
    flow.spoken()
