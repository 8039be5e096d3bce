"""What parents do: ask what there is, name their children, and tap."""

from __future__ import annotations

from handlers.my import Go
from storage import posts
from tests.exercise import At, step


@step("the cards of a group are brought up to date")
async def cards(at: At) -> None:
    group, now = at.life.groups[0], at.school.clock.now()
    async with at.school.app.database.write() as session:
        places = [(group.id, each.id) for each in at.life.cards.values()]
        for post in (await posts.at(session, places)).values():
            assert post.subject_id is not None
            await posts.show_again(session, post.subject_id, post.card, now)


@step("a parent asks what there is")
async def asks(at: At) -> None:
    parent = at.life.parent
    for command in ("/my", "/meetings", "/help", "/language", "hello?", "/cancel"):
        await at.types(parent, command)
    await at.follow(parent, "English")
    await at.presses(parent, Go)


@step("a parent names children")
async def names(at: At) -> None:
    parent = at.life.parent
    await at.types(parent, "/child")
    await at.follow(parent, "1A")
    await at.types(parent, "Zoe")


@step("a parent taps in the group")
async def answers(at: At) -> None:
    parent, cards_ = at.life.parent, at.life.cards
    await at.taps(parent, cards_["notice"], "Got it")
    await at.taps(parent, cards_["meeting"], "Coming")


@step("a parent writes in answer to the cards instead of tapping")
async def writes(at: At) -> None:
    parent, group, cards_ = at.life.parent, at.life.groups[0], at.life.cards
    for words, card in (("Got it", "notice"), ("Maybe", "meeting"), ("Coming", "meeting")):
        parent.say(group, words, reply_to=cards_[card])
        await at.school.settle()


@step("a newcomer becomes a parent, and names a child that is on the list")
async def newcomer(at: At) -> None:
    nora, guardian = at.life.newcomer, at.life.families[0][0]
    await at.taps(nora, at.life.cards["welcome"], "I am a parent here")
    nora.start("hello")
    await at.school.settle()
    await at.types(nora, "Child of P0.0")
    await at.follow(guardian, "Yes")
    other = at.life.families[0][2]
    await at.types(other, "/child Child of P0.0")
    await at.follow(guardian, "No")


@step("a first tap on a notice registers")
async def first_tap(at: At) -> None:
    user = at.school.town.user("Una", language="en")
    at.life.groups[0].join(user)
    await at.taps(user, at.life.cards["notice"], "Got it")
