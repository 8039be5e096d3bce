"""Committees: who is in them, and handing over by a tap that the receiver answers."""

from __future__ import annotations

from bot.sandbox import Message, User
from storage.people import Role
from tests.conftest import ClassGroup, TestSchool
from tests.looking import told
from tests.meetings import in_chinese
from tests.test_invites import roles_of

SEAT = "school committee representative of 3B"


async def seated(school: TestSchool) -> tuple[ClassGroup, User, User]:
    """3B, whose first parent holds the seat, and whose second has pressed Start, too."""
    class_ = await school.class_group("3B", parents=3)
    holder, other = class_.parents[:2]
    other.start("hello")
    await school.appoint(holder, "school committee 3B")
    return class_, holder, other


async def handing(holder: User) -> Message:
    """What the holder is asked after Hand over."""
    holder.say(holder.private, "/committee")
    shown = await holder.private.wait(lambda m: "Hand over: school rep of 3B" in m.labels)
    await holder.tap(shown, "Hand over: school rep of 3B").answer()
    return await holder.private.wait(lambda m: "after you" in m.text)


async def test_a_parent_sees_who_is_in_the_committee(school: TestSchool) -> None:
    class_, _, other = await seated(school)
    await school.appoint(other, "committee chair 3B")
    third = class_.parents[2]
    third.start("hello")
    await school.settle()
    third.say(third.private, "/committee")
    shown = await third.private.wait(lambda m: "committee chair" in m.text)
    assert shown.text == (
        "3B\n"
        "committee chair: Parent1 of 3B\n"
        "committee member: nobody\n"
        "school committee representative: Parent0 of 3B"
    )
    assert shown.labels == []


async def test_the_school_sees_all_its_seats(school: TestSchool) -> None:
    await seated(school)
    await school.class_group("4A", parents=0)
    head = school.head
    head.say(head.private, "/committee")
    shown = await head.private.wait(lambda m: "School committee" in m.text)
    assert shown.text == "School committee: 1 of 2 seats are taken\n3B: Parent0 of 3B\nFree: 4A"


async def test_the_seat_goes_on_when_the_receiver_accepts(school: TestSchool) -> None:
    """By taps, with a restart before each of them."""
    class_, holder, other = await seated(school)
    asked = await handing(holder)
    assert asked.labels == ["Parent1 of 3B", "Parent2 of 3B"]
    await school.restart()
    answer = await holder.tap(asked, "Parent1 of 3B").answer()
    assert "You keep it until the answer comes" in answer.text
    offered = await other.private.wait(lambda m: "would like to hand over to you" in m.text)
    assert SEAT in offered.text
    assert (Role.SEAT, "3B") in await roles_of(school, holder)
    await school.restart()
    await other.tap(offered, "I accept").answer()
    await other.private.wait(lambda m: f"You are now {SEAT}" in m.text)
    await holder.private.wait(lambda m: "Parent1 of 3B has accepted" in m.text)
    assert await roles_of(school, holder) == {(Role.PARENT, "3B")}
    assert (Role.SEAT, "3B") in await roles_of(school, other)
    assert class_.group.last is not None
    assert "hand over" not in class_.group.last.text
    again = await other.tap(offered, "I accept").answer()
    assert again.text == "This offer is over."


async def test_the_receiver_s_name_may_be_written(school: TestSchool) -> None:
    _, holder, other = await seated(school)
    await handing(holder)
    holder.say(holder.private, "nobody i know")
    await holder.private.wait(lambda m: "do not know exactly one parent" in m.text)
    await handing(holder)
    holder.say(holder.private, "parent1 of 3b")
    await holder.private.wait(lambda m: "I have asked Parent1 of 3B" in m.text)
    await other.private.wait(lambda m: "would like to hand over to you" in m.text)


async def test_who_declines_leaves_it_where_it_is(school: TestSchool) -> None:
    _, holder, other = await seated(school)
    asked = await handing(holder)
    await holder.tap(asked, "Parent1 of 3B").answer()
    offered = await other.private.wait(lambda m: "would like to hand over to you" in m.text)
    await other.tap(offered, "No, thank you").answer()
    await holder.private.wait(lambda m: "would rather not" in m.text)
    assert (Role.SEAT, "3B") in await roles_of(school, holder)
    assert (await other.tap(offered, "I accept").answer()).text == "This offer is over."


async def test_only_the_receiver_accepts(school: TestSchool) -> None:
    class_, holder, other = await seated(school)
    asked = await handing(holder)
    await holder.tap(asked, "Parent1 of 3B").answer()
    offered = await other.private.wait(lambda m: "would like to hand over to you" in m.text)
    third = class_.parents[2]
    third.start("hello")
    await school.settle()
    own = third.private.last
    assert own is not None
    data = offered.buttons[0][0].data
    assert (await third.tap(own, data=data).answer()).text == "This offer is over."
    assert (Role.SEAT, "3B") not in await roles_of(school, third)


async def test_what_one_no_longer_holds_is_not_handed_on(school: TestSchool) -> None:
    _, holder, other = await seated(school)
    asked = await handing(holder)
    await holder.tap(asked, "Parent1 of 3B").answer()
    offered = await other.private.wait(lambda m: "would like to hand over to you" in m.text)
    cleo = school.town.user("Cleo", language="en")
    await school.appoint(cleo, "school committee 3B")
    answer = await other.tap(offered, "I accept").answer()
    assert answer.text == "That is held by somebody else now."
    assert (Role.SEAT, "3B") in await roles_of(school, cleo)
    refused = await holder.tap(asked, "Parent1 of 3B").answer()
    assert refused.text == "That is held by somebody else now."


async def test_who_cannot_be_asked_is_said(school: TestSchool) -> None:
    _, holder, _ = await seated(school)
    asked = await handing(holder)
    answer = await holder.tap(asked, "Parent2 of 3B").answer()
    assert "has not pressed Start" in answer.text


async def test_a_stranger_is_told_where_to_ask(school: TestSchool) -> None:
    stranger = school.town.user("Stranger", language="en")
    stranger.say(stranger.private, "/committee")
    await stranger.private.wait(lambda m: "You are in no class here" in m.text)


async def test_it_speaks_chinese(school: TestSchool) -> None:
    """To both, with a restart before each tap; who hands over may write the name, too."""
    class_ = await school.class_group("3B", parents=1)
    (other,) = class_.parents
    lin = school.town.user("Lin", language="zh-hans")
    await school.appoint(lin, "school committee 3B")
    other.start("hello")
    await in_chinese(school, other)
    lin.say(lin.private, "/committee")
    shown = await lin.private.wait(lambda m: "校家委会代表：Lin" in m.text)
    await lin.tap(shown, "交接：3B 校家委会代表").answer()
    await lin.private.wait(lambda m: "由谁接替您" in m.text)
    await school.restart()
    lin.say(lin.private, "parent0 of 3b")
    offered = await other.private.wait(lambda m: "想把" in m.text)
    await school.restart()
    await other.tap(offered, "接受").answer()
    await school.settle()
    assert (Role.SEAT, "3B") in await roles_of(school, other)
    assert told(other, "您现在是3B 校家委会代表")
    assert told(lin, "Parent0 of 3B 已接受")
