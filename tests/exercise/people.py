"""Who is who: invitations, groups and their topics, committees, the lists of people."""

from __future__ import annotations

from handlers.class_reports import Expect, Remind, Show
from handlers.committee import HandOver
from handlers.committee import HandTo as HandToOne
from handlers.invites import InviteInto, InviteRole, Revoke
from handlers.kit.handing import Accept, Decline
from handlers.roster_cards import Hand, HandTo, InClass, Make, Page, Remove, Sure, Up, Who
from handlers.topics import ServeHere
from tests.exercise import At, step


@step("somebody is invited")
async def invites(at: At) -> None:
    user = at.school.town.user("Ivo", language="en")
    user.start()
    await at.school.settle()
    await at.types(at.life.head, "/invite teacher 1A")
    sent = at.life.head.private.last
    assert sent is not None
    user.follow(next(line for line in sent.text.splitlines() if "t.me/" in line))


@step("a group is linked by somebody who may not, and by who may")
async def links(at: At) -> None:
    head, town = at.life.head, at.school.town
    stranger = town.user("Sam", language="en")
    group = town.group("99Z parents", creator=stranger, members=[head])
    group.add_bot(by=stranger)
    await at.types(stranger, "/class 99Z", group)
    await at.taps(head, at.newest(group, "This is 99Z"), "This is 99Z")
    await at.types(head, "/language", group)
    await at.follow(head, "中文")


@step("the principal invites by tapping")
async def invites_by_tap(at: At) -> None:
    head = at.life.head
    await at.types(head, "/invite")
    await at.follow(head, "head teacher")
    await at.types(head, "1A")
    await at.types(head, "/invite")
    await at.presses(head, InviteRole)
    await at.presses(head, InviteInto)
    await at.types(head, "/invites")
    await at.presses(head, Revoke)


@step("a forum's topics are given their purposes")
async def topics(at: At) -> None:
    head, town = at.life.head, at.school.town
    group = town.group("99F parents", creator=head, forum=True)
    group.add_bot(by=head)
    await at.types(head, "/class 99F", group)
    await at.types(head, "/topic", group)
    await at.presses(head, ServeHere)


@step("the principal sees how far a class has come")
async def reports(at: At) -> None:
    head = at.life.head
    await at.types(head, "/class")
    await at.presses(head, Show)
    await at.presses(head, Remind)
    await at.presses(head, Expect)
    await at.types(head, "20")


@step("the principal goes through the lists of people")
async def roster(at: At) -> None:
    head = at.life.head
    await at.types(head, "/people P0")
    await at.types(head, "/people")
    await at.presses(head, InClass)
    message, data = at.found(head.private, Who)
    await head.tap(message, data=f"{Page.prefix}:{data.split(':')[1]}:0").answer()
    await at.presses(head, Who)
    await at.presses(head, Make)
    await at.presses(head, Remove)
    await at.presses(head, Sure)
    await at.presses(head, Up)


@step("the principal hands a chair's office to somebody")
async def hands(at: At) -> None:
    head = at.life.head
    await at.types(head, "/people 1A")
    await at.follow(head, "Chris Chair")
    await at.presses(head, Hand)
    await at.presses(head, HandTo)
    await at.whoever(Decline)


@step("a chair hands over")
async def committee(at: At) -> None:
    chair = at.life.chair
    await at.types(chair, "/committee")
    await at.presses(chair, HandOver)
    await at.presses(chair, HandToOne)
    await at.whoever(Decline)
    await at.presses(chair, HandOver)
    message, data = at.found(chair.private, HandToOne)
    name = next(each.label for row in message.buttons for each in row if each.data == data)
    await at.types(chair, name)
    await at.whoever(Accept)
    await at.types(at.life.head, "/committee")
